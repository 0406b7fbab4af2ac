"""What the data says about a role: how many have it, what there is of it, where the worth lies, what it has to do with the goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from seg_widgets.analysis.association import associate
from seg_widgets.analysis.dimensions import Answers, Asked, answers, asked
from seg_widgets.analysis.entities import worths
from seg_widgets.charts.canvas import percent
from seg_widgets.definition import Aggregate, Attribute, Criterion, Everyone, Group, Last, Segment
from seg_widgets.errors import SegmentError
from seg_widgets.schema import family

if TYPE_CHECKING:
    from seg_widgets.workspace import Workspace

DAYS = 90
"""Of a dated table the rows of so many days are looked at."""
COLUMNS = ("what", "place", "known", "values", "parts", "goal")


@dataclass(frozen=True)
class Look:
    """What is said about one role.

    Attributes
    ----------
    what, place
        In words; the table, or the column as ``table.column``.
    known
        The share of entities that have a value (of a dated table: a row in the last 90 days), 0 to 1; NaN where it cannot be told.
    values
        How many different values there are; ``None`` for tables and where it is not known.
    parts
        How the parts differ in size and worth, as a sentence.
    goal
        Whether it has anything to do with the goal: the verdict of :func:`seg_widgets.analysis.associate`, with the effect.
    """

    what: str
    place: str
    known: float
    values: int | None
    parts: str
    goal: str


def looks(
    ws: Workspace, roles: Iterable[str], found: Mapping[str, str], goal: Segment | None, day: date
) -> tuple[dict[str, Look], dict[str, Any]]:
    """Look at the roles that a workspace has.

    Returns
    -------
    dict, dict
        Role -> what is said. And about the goal: ``frame.attrs`` of the association, empty where there is none.
    """
    wanted = [role for role in dict.fromkeys(roles) if role in found]
    metrics = {role: one for role in wanted if (one := _asked(ws, role, found, day)) is not None}
    told = dict(zip(metrics, answers(ws, list(metrics.values()), day), strict=True))
    verdicts, about = _verdicts(ws, metrics, goal, day)
    there = {entity: _there(ws, entity, day) for entity in {a.entity for a in metrics.values()}}
    made = {}
    for role in wanted:
        answered = told.get(role)
        said = Look(_words(ws, found[role], found.get("account")), found[role], float("nan"), None, "", "")
        said = _of_facts(ws, said) if answered is None else _of_answers(ws, said, answered, there[answered.asked.entity])
        made[role] = replace(said, goal=verdicts.get(role, ""))
    return made, about


def _asked(ws: Workspace, role: str, found: Mapping[str, str], day: date) -> Asked | None:
    """Make a metric of a role; ``None`` where there is no one value for each entity."""
    table, _, column = found[role].partition(".")
    entity = found["contact"] if table == found.get("contact") else found.get("account")
    described = ws.schema.tables[table]
    node: Any
    if entity is None or (not column and described.kind not in ("event", "snapshot")):
        return None
    if column and table == entity:
        if family(described.columns[column].type or "text") == "list":
            return None
        node = Attribute(column=column)
    elif not column:
        node = Aggregate(table=table, agg="count", window=Last(n=DAYS, unit="days"))
    elif family(described.columns[column].type or "text") == "number" and described.kind in ("event", "snapshot"):
        agg: Any = "latest" if described.kind == "snapshot" else "mean" if role.endswith("score") else "sum"
        node = Aggregate(table=table, agg=agg, column=column, window=Last(n=DAYS, unit="days"))
    else:
        return None
    try:
        where = Group(kind="all", members=(Criterion(metric=node, op="is_present"),))
        ws.plan(Segment(name="look", entity=entity, where=where), day)
        return asked(ws, node, entity, where=role)
    except SegmentError:  # several ways lead there, and which is meant is for the analyst to say
        return None


def _verdicts(ws: Workspace, metrics: Mapping[str, Asked], goal: Segment | None, day: date) -> tuple[dict[str, str], dict[str, Any]]:
    if goal is None:
        return {}, {}
    mine = {role: one for role, one in metrics.items() if one.entity == goal.entity}
    try:
        frame = associate(ws, goal, dimensions=[one.node for one in mine.values()], measured_on=day)
    except SegmentError as error:
        return {}, {"error": str(error)}
    rows = frame.set_index("dimension")
    said = {}
    for role, one in mine.items():
        if one.label in rows.index:
            row = rows.loc[one.label]
            row = row.iloc[0] if getattr(row, "ndim", 1) > 1 else row
            effect = f" ({abs(row['effect']):.2f})" if row["verdict"] in ("matters", "weak") else ""
            said[role] = f"{row['verdict']}{effect}" + (", no history" if row["leak"] and effect else "")
    return said, {str(name): value for name, value in frame.attrs.items()}


def _there(ws: Workspace, entity: str, day: date) -> np.ndarray:
    found: np.ndarray = ws.evaluate(Segment(name="all", entity=entity, where=Everyone()), day).universe.array()
    return found


def _words(ws: Workspace, place: str, account: str | None) -> str:
    table, _, column = place.partition(".")
    described = ws.schema.tables[table]
    named = (described.columns[column].label or column.replace("_", " ")) if column else (described.plural or table.replace("_", " "))
    if not column and described.kind in ("event", "snapshot"):
        named += f", last {DAYS} days"
    where = "" if not column or table == account else f" ({described.plural or table.replace('_', ' ')})"
    return f"{named[:1].upper()}{named[1:]}{where}"


def _of_facts(ws: Workspace, said: Look) -> Look:
    """Say what the facts of a table say: of lists, texts of events, tables that are no metric."""
    table, _, column = said.place.partition(".")
    facts = ws.facts.get(table)
    if facts is None:
        return said
    if not column:
        return replace(said, parts=f"{facts.rows:,} rows")
    if column in ws.schema.tables[table].links:
        return replace(said, known=facts.columns[column].present / max(facts.rows, 1))
    seen = facts.columns.get(column)
    if seen is None:
        return said
    known = seen.present / facts.rows if facts.rows else float("nan")
    top = [(str(value), n) for value, n in (seen.values or ())[:2]]
    parts = ", ".join(f"{value} {percent(n / seen.present)}" for value, n in top) + " of the rows" if top and seen.present else ""
    return replace(said, known=known, values=seen.distinct, parts=parts)


def _of_answers(ws: Workspace, said: Look, found: Answers, there: np.ndarray) -> Look:
    values = found.values[there]
    counted = isinstance(found.asked.node, Aggregate) and found.asked.node.agg in ("count", "sum")  # 0 where there is nothing
    has = values > 0 if counted else ~np.isnan(values)
    known = float(has.mean()) if len(has) else float("nan")
    amounts = worths(ws.session, found.asked.entity)
    worth = np.nan_to_num(np.asarray(amounts, dtype=float)[there]) if amounts is not None else None
    distinct = len(np.unique(values[~np.isnan(values)])) if not counted else None
    return replace(said, known=known, values=distinct, parts=_parts(ws, found, values, worth))


def _parts(ws: Workspace, found: Answers, values: np.ndarray, worth: np.ndarray | None) -> str:
    """Say how the parts differ: of categories those with most and least; of a number the top quarter; of days from when to when."""
    seen = ~np.isnan(values)
    if not seen.any():
        return ""
    if found.kind == "date":
        from seg_widgets.analysis.bins import day_of

        return f"from {day_of(values[seen].min())} to {day_of(values[seen].max())}"
    value = ws.schema.value
    money = (value.label or ws.schema.tables[value.table].columns[value.column].label or value.column) if value is not None else ""
    total = float(worth.sum()) if worth is not None else 0.0
    if found.kind in ("category", "boolean"):
        names = found.names or ("no", "yes")
        sizes = [(names[int(code)], values == code) for code in np.unique(values[seen])]
        if worth is None or not total:
            sizes.sort(key=lambda s: -int(s[1].sum()))
            return ", ".join(f"{name} {percent(who.mean())}" for name, who in sizes[:3])
        sizes.sort(key=lambda s: -float(worth[s[1]].sum()))
        ends = sizes if len(sizes) <= 2 else [sizes[0], sizes[-1]]
        return "; ".join(
            f"{name}: {percent(who.mean())} of them, {percent(float(worth[who].sum()) / total)} of {money}" for name, who in ends
        )
    middle = float(np.median(values[seen]))
    text = (
        "half have none"
        if middle == 0
        else f"half are above {middle:,.0f}"
        if abs(middle) >= 10 or middle == round(middle)
        else f"half are above {middle:,.2g}"
    )
    if worth is None or not total:
        return text
    high = seen & (values >= np.quantile(values[seen], 0.75)) & (values > middle)
    return f"{text}; the highest {percent(high.mean())} have {percent(float(worth[high].sum()) / total)} of {money}" if high.any() else text
