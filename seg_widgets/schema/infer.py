"""Completes a description of tables from what was counted in them. What is given stays; each guess is told in a sentence.

Deterministic, and by names first: a name that an analyst chose says more than figures. Figures then confirm (a link's values
must be among the keys) and decide between names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from seg_widgets.errors import Problem, WorkspaceError, suggest
from seg_widgets.schema import roles
from seg_widgets.schema.described import describe
from seg_widgets.schema.facts import TableFacts
from seg_widgets.schema.kinds import kind_of
from seg_widgets.schema.links import Candidate, candidates
from seg_widgets.schema.model import Column, Draft, Schema, Table, TableDraft, TableKind, Value
from seg_widgets.schema.types import family
from seg_widgets.schema.words import label, split_id, spoken, words

Contained = Callable[[str, str, str, str], float]
"""Table, column, other table, its column -> the share of the column's different values that the other column has."""

_WORTH = ("arr", "acv", "mrr", "revenue", "turnover", "umsatz", "ltv", "clv")


@dataclass
class _Found:
    """A table on the way to its description."""

    draft: TableDraft
    facts: TableFacts
    key: str | None = None
    kind: TableKind | None = None
    links: dict[str, Candidate] = field(default_factory=dict)


def infer(draft: Draft, facts: Mapping[str, TableFacts], contained: Contained) -> tuple[Schema, list[str]]:
    """Describe every table and column.

    Parameters
    ----------
    draft
        What is given; empty where nothing is.
    facts
        Table -> what was counted in it. A table that the draft does not speak of is described too.
    contained
        See :data:`Contained`.

    Returns
    -------
    Schema, list of str
        The description, and a sentence for everything in it that was not given and could be otherwise.

    Raises
    ------
    WorkspaceError
        ``no-key`` or ``no-time``, where a table of the draft, or every table, cannot be completed.
    """
    found = {t: _Found(draft.tables.get(t, TableDraft()), facts[t]) for t in (*draft.tables, *(t for t in facts if t not in draft.tables))}
    for t, table in found.items():
        table.key = table.draft.key or (roles.key(t, table.facts) if table.draft.kind != "snapshot" else None)
    # Values are looked up among keys only where something hangs on it: a table whose links are not given, or any table's kind.
    kinds = all(f.draft.kind is not None for f in found.values())
    asked = [t for t, f in found.items() if not kinds or "links" not in f.draft.model_fields_set]
    possible = candidates({t: (f.facts, f.key, dict(f.draft.links)) for t, f in found.items()}, contained, asked)
    for t, table in found.items():
        inbound = any(c.target == t for cs in possible.values() for c in cs)
        inbound = inbound or any(t in f.draft.links.values() for f in found.values())
        table.kind = kind_of(t, table.draft, table.facts, table.key, inbound=inbound, outbound=bool(possible.get(t) or table.draft.links))
    said = [_left_out(t) for t, f in found.items() if f.kind is None and t not in draft.tables]
    kept = {t: f for t, f in found.items() if f.kind is not None or t in draft.tables}
    problems = [p for t, f in kept.items() for p in _incomplete(t, f)]
    if not kept and found:
        problems = [p for t, f in found.items() for p in _incomplete(t, f)]
    if problems:
        raise WorkspaceError(problems)
    reachable = {t for t, f in kept.items() if f.key is not None and f.kind in ("entity", "interval")}
    for t, table in kept.items():
        if "links" not in table.draft.model_fields_set:
            for c in possible[t]:
                if c.target in reachable and c.column not in table.links:
                    table.links[c.column] = c
    tables: dict[str, Table] = {}
    for t, table in kept.items():
        tables[t], sentences = _described(t, table)
        said.extend(sentences)
    value = draft.value if "value" in draft.model_fields_set else _value(tables)
    if value is not None and "value" not in draft.model_fields_set:
        said.append(f"{value.table}.{value.column} is taken as what {_one(tables[value.table])} is worth.")
    given = {part: getattr(draft, part) for part in ("format", "name", "time_zone", "as_of", "roles", "universe")}
    return Schema(**given, value=value, tables=tables), said


def _described(name: str, found: _Found) -> tuple[Table, list[str]]:
    draft, facts, kind = found.draft, found.facts, found.kind
    assert kind is not None
    said: list[str] = []
    parts: dict[str, Any] = {p: getattr(draft, p) for p in ("source", "key", "time", "end", "label", "singular", "plural", "description")}
    one, several = spoken(name)
    parts["singular"], parts["plural"] = draft.singular or one, draft.plural or several
    parts["key"] = found.key
    if kind == "interval" and parts["time"] is None:
        span = roles.span(name, facts)
        parts["time"], end = span if span else (roles.time(name, facts), None)
        if "end" not in draft.model_fields_set:
            parts["end"] = end
    if kind in ("event", "snapshot") and parts["time"] is None:
        parts["time"] = roles.time(name, facts)
    links = dict(draft.links) if "links" in draft.model_fields_set else {c: f.target for c, f in found.links.items()}
    if "label" not in draft.model_fields_set:
        parts["label"] = roles.label(name, facts, {found.key, *links}, thing=kind == "entity")
    hidden = {*links, *draft.partitions, *([found.key] if found.key is not None and split_id(found.key) is not None else [])}
    columns = {c: _merged(draft.columns.get(c), describe(c, f, kind, hidden=c in hidden)) for c, f in facts.columns.items()}
    if links or "links" in draft.model_fields_set:
        parts["links"] = links
    if draft.partitions:
        parts["partitions"] = draft.partitions
    table = Table(kind=kind, **parts, columns=columns)
    said.extend(_kind_sentence(name, draft, table, facts))
    if draft.label is None and table.label is not None:
        said.append(f"{name}.{table.label} is taken as the name of {_one(table)}.")
    for c, link in found.links.items():
        said.append(f"{name}.{c} is taken as a link to {link.target}: {_share(link.share)} of its values are there.")
    return table, said


def _kind_sentence(name: str, draft: TableDraft, table: Table, facts: TableFacts) -> list[str]:
    said = []
    by = f", identified by {table.key}" if table.key is not None else ""
    if draft.kind is None:
        said.append(
            {
                "entity": f"{name} is taken as a table of entities, one row {_one(table)}{by}.",
                "event": f"{name} is taken as a table of events{by}.",
                "snapshot": f"{name} is taken as a table of snapshots: each row is the state at a time{by}.",
                "interval": f"{name} is taken as a table of intervals, each with a start and an end{by}.",
            }[table.kind]
        )
    elif draft.key is None and table.key is not None:
        said.append(f"{name}.{table.key} is taken as what identifies a row of {name}.")
    if draft.time is None and table.time is not None:
        what = "the start of" if table.kind == "interval" else "the time of"
        others = [c for c in roles.dated(facts) if c not in (table.time, table.end)]
        rather = f" (not {' or '.join(others)})" if others else ""
        said.append(f"{name}.{table.time} is taken as {what} {table.singular} rows{rather}.")
    if draft.end is None and table.end is not None:
        said.append(f"{name}.{table.end} is taken as the end of {table.singular} rows.")
    return said


def _merged(given: Column | None, guessed: Column) -> Column:
    if given is None:
        return guessed
    kept = {part: getattr(given, part) for part in given.model_fields_set if part != "type"}
    return guessed.model_copy(update=kept)


def _incomplete(name: str, found: _Found) -> list[Problem]:
    kind = found.kind
    if kind in (None, "entity") and found.key is None:
        wanted = "No column identifies a row of {!r}: none has a value of its own in every row."
        known = suggest("", found.facts.columns, what="columns")
        hint = f"Name the column to go by (key), or a column of dates (time). {known}"
        return [Problem("no-key", wanted.format(name), f"tables.{name}.key", hint)]
    if kind in ("event", "snapshot", "interval") and found.draft.time is None and roles.time(name, found.facts) is None:
        texts = [c for c, f in found.facts.columns.items() if f.type == "text"]
        message = f"No column of {name!r} holds dates or times, and a table of kind {kind} needs one."
        known = suggest("", texts, what="columns")
        hint = f"Give one of its columns the type date; a value that does not fit is named then. {known}"
        return [Problem("no-time", message, f"tables.{name}.time", hint)]
    return []


def _left_out(name: str) -> str:
    return f"{name} is left out: no column identifies its rows, and none dates them."


def _value(tables: Mapping[str, Table]) -> Value | None:
    """Find what an entity is worth: of the entity that most tables link to, the column that is called so."""
    inbound = {t: sum(target == t for other in tables.values() for target in other.links.values()) for t in tables}
    entities = sorted((t for t, table in tables.items() if table.kind == "entity"), key=lambda t: -inbound[t])
    for t in entities:
        for word in _WORTH:
            for c, column in tables[t].columns.items():
                if word in words(c) and column.type is not None and family(column.type) == "number":
                    return Value(table=t, column=c, label=column.label or label(c), unit=column.unit)
    return None


def _one(table: Table) -> str:
    word = table.singular.lower()
    vowel = word.startswith(("a", "e", "i", "o", "u")) and not word.startswith(("use", "uni", "eu"))
    return f"{'an' if vowel else 'a'} {table.singular}"


def _share(share: float) -> str:
    return "all" if share >= 1 else f"{min(share * 100, 99.9):.1f}%"
