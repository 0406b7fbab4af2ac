"""The rows of members: key, label, owner, the values that the rules looked at, and by which rules each is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.counted import values_of
from seg_widgets.analysis.deciding import rules_of
from seg_widgets.analysis.reasons import reasons
from seg_widgets.code.words import metric_words
from seg_widgets.definition import Criterion
from seg_widgets.definition.walk import get
from seg_widgets.handover.owners import owners
from seg_widgets.plan import ColumnLeaf, Compare
from seg_widgets.schema import family
from seg_widgets.widgets.answered import Answered

VALUES = 8
"""So many rules have their values in a column; the others are among the reasons."""

REASONS = "Reasons"


@dataclass(frozen=True)
class Rows:
    """Some members.

    Attributes
    ----------
    frame
        One row a member, in the table's order, typed: key, label and owner where there are such, a column a rule's metric, and
        ``Reasons`` where they are not the same for all.
    kinds
        What each column holds: ``name``, ``number``, ``date``, ``boolean``, ``list`` or ``text``.
    common
        The rules by which all members are in.
    """

    frame: pd.DataFrame
    kinds: tuple[str, ...]
    common: tuple[str, ...]


def member_rows(answered: Answered, places: np.ndarray) -> Rows:
    """Give the rows of some members, by their places in the table."""
    workspace, entity = answered.workspace, answered.segment.entity
    session, described = workspace.session, workspace.schema.tables[entity]
    columns: list[tuple[str, str, Any]] = []
    who = np.zeros(session.size(entity), dtype=bool)
    who[places] = True
    values = _values(answered)
    own = [of.column for _, of, _ in values if isinstance(of, ColumnLeaf)]
    frame = workspace.rows_of(entity, who, own)
    for name in dict.fromkeys(n for n in (described.key, described.label) if n is not None):
        columns.append((described.columns[name].label or name, "name", frame[name]))
    found = owners(workspace, entity, answered.as_of, places)
    if found is not None:
        columns.append(("Owner", "text", pd.Series(found, dtype=object)))
    for title, of, type_ in values:
        if isinstance(of, ColumnLeaf):
            columns.append((title, family(of.type), frame[of.column]))
        else:
            columns.append((title, family(type_), _series(values_of(session, entity, of), places)))
    common, differing = _reasons(answered, places)
    if differing is not None:
        columns.append((REASONS, "text", pd.Series(differing, dtype=object)))
    titles = _apart([title for title, _, _ in columns])
    made = pd.DataFrame({title: column.reset_index(drop=True) for title, (_, _, column) in zip(titles, columns, strict=True)})
    return Rows(made, tuple(kind for _, kind, _ in columns), common)


def _values(answered: Answered) -> list[tuple[str, Any, str]]:
    """List the metrics that the rules compare: words, expression, type."""
    segment, schema = answered.segment, answered.workspace.schema
    table = schema.tables[segment.entity]
    seen: dict[Any, tuple[str, Any, str]] = {}
    for rule in rules_of(answered.evaluation):
        if not isinstance(rule.node, Compare):
            continue
        written = get(segment, rule.place)
        if not isinstance(written, Criterion):
            continue
        of = rule.node.left
        if isinstance(of, ColumnLeaf) and of.column in (table.key, table.label):
            continue
        words = metric_words(written.metric, segment.entity, schema, segment.parameters)
        seen.setdefault(of, (words[:1].upper() + words[1:], of, rule.node.type))
    return list(seen.values())[:VALUES]


def _series(answers: Any, places: np.ndarray) -> pd.Series:
    found = np.ma.asarray(answers)[places]
    gone = np.ma.getmaskarray(found)
    return pd.Series([None if out else value for value, out in zip(np.ma.getdata(found), gone, strict=True)], dtype=object)


def _reasons(answered: Answered, places: np.ndarray) -> tuple[tuple[str, ...], list[str] | None]:
    """Give the rules by which all members are in; and those of each, where they differ."""
    found = reasons(answered.evaluation, answered.segment, answered.workspace.schema)
    members = answered.evaluation.members.count()
    common = tuple(reason.said for reason in found if reason.who.count() == members)
    differing = [reason for reason in found if reason.who.count() < members]
    if not differing:
        return common, None
    said: list[list[str]] = [[] for _ in places]
    for reason in differing:
        for at in np.flatnonzero(reason.who.array()[places]):
            said[at].append(reason.said)
    return common, ["; ".join(parts) for parts in said]


def _apart(titles: Sequence[str]) -> list[str]:
    """Number titles that are there twice."""
    made: list[str] = []
    for title in titles:
        number, named = 2, title
        while named in made:
            number, named = number + 1, f"{title} ({number})"
        made.append(named)
    return made


def written(rows: Rows) -> pd.DataFrame:
    """Give the same as texts that one can read; what is missing is empty."""
    return pd.DataFrame(
        {name: [_text(v, kind) for v in rows.frame[name]] for name, kind in zip(rows.frame.columns, rows.kinds, strict=True)}, dtype=object
    )


def _text(value: Any, kind: str) -> str:
    if isinstance(value, list | tuple | np.ndarray):
        return ", ".join(str(v) for v in value if v is not None)
    if value is None or pd.isna(value):
        return ""
    if kind == "boolean":
        return "yes" if value else "no"
    if kind == "number":
        return _number(value)
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d" if value == value.normalize() else "%Y-%m-%d %H:%M")
    return str(value)


def _number(value: Any) -> str:
    number = float(value)
    if not np.isfinite(number):
        return ""
    if number.is_integer():
        return f"{int(value):,}"
    return f"{number:,.2f}" if abs(number) >= 1000 else f"{number:.6g}"
