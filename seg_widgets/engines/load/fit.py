"""Whether the tables are as the schema says: columns are there, keys identify rows, times are times, links fit."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from seg_widgets.engines.load.partitions import differing_partitions
from seg_widgets.engines.load.sql import Ask, absent, cast, column, table
from seg_widgets.engines.load.staged import Staged
from seg_widgets.errors import Problem, suggest
from seg_widgets.schema.facts import TableFacts
from seg_widgets.schema.model import Draft, Schema, is_entity
from seg_widgets.schema.types import family
from seg_widgets.sql.dialects import Dialect

_EXAMPLES = 3


def unknown_columns(draft: Draft, staged: Staged) -> list[Problem]:
    """Name every column that the workspace speaks of and the source does not have."""
    described = draft.tables.get(staged.table)
    if described is None:
        return []
    at = f"tables.{staged.table}"
    spoken = [(f"{at}.{part}", getattr(described, part)) for part in ("key", "time", "end", "label")]
    spoken += [(f"{at}.links.{c}", c) for c in described.links]
    spoken += [(f"{at}.partitions.{c}", c) for c in described.partitions]
    spoken += [(f"{at}.columns.{c}", c) for c in described.columns]
    if draft.value is not None and draft.value.table == staged.table:
        spoken.append(("value.column", draft.value.column))
    return [_unknown(staged, place, c) for place, c in spoken if c is not None and c not in staged.columns]


def _unknown(staged: Staged, place: str, wanted: str) -> Problem:
    unusable = staged.unusable or {}
    if wanted in unusable:
        return Problem("unusable-column", f"Values of type {unusable[wanted]} ({wanted!r}) cannot be used.", place,
                       "Turn them into numbers, texts, dates or lists.")  # fmt: skip
    if wanted in staged.index:
        return Problem("unknown-column", f"{staged.place} has {wanted!r} as its index, not as a column.", place,
                       "Give frame.reset_index() instead.")  # fmt: skip
    return Problem("unknown-column", f"{staged.place} has no column {wanted!r}.", place,
                   suggest(wanted, staged.columns, what=f"columns of {staged.place}"))  # fmt: skip


def misfits(ask: Ask, schema: Schema, facts: Mapping[str, TableFacts], made: Dialect) -> tuple[list[Problem], list[Problem]]:
    """Name what does not fit: first in the data (keys), then in the workspace's description (times, links, value, partitions)."""
    data: list[Problem] = []
    workspace: list[Problem] = []
    for name, described in schema.tables.items():
        columns = facts[name].columns
        if described.key is not None and is_entity(described):
            data.extend(_keys(ask, name, described.key, facts[name]))
        for part in ("time", "end"):
            c = getattr(described, part)
            if c is not None and family(columns[c].type) != "date":
                workspace.append(
                    Problem("not-a-time", f"{c!r} holds {_holds(columns[c].type)}, not dates or times.", f"tables.{name}.{part}",
                            _dated(name, facts[name]))
                )  # fmt: skip
        for c, target in described.links.items():
            workspace.extend(_link(schema, facts, name, c, target))
    if schema.value is not None and schema.value.table not in schema.tables:
        workspace.append(Problem("unknown-table", f"There is no table {schema.value.table!r}.", "value.table",
                                 suggest(schema.value.table, schema.tables, what="tables")))  # fmt: skip
    return data, workspace or differing_partitions(ask, schema, made)


def _keys(ask: Ask, name: str, key: str, facts: TableFacts) -> list[Problem]:
    found = facts.columns[key]
    problems: list[Problem] = []
    place = f"{name}, column {key!r}"
    if family(found.type) not in ("text", "number") or found.type == "number":
        problems.append(
            Problem("not-a-key", f"{key!r} holds {_holds(found.type)}; a key is a text or an integer.", f"tables.{name}.key",
                    "Name another column as the key, or give the column the type integer or text.")
        )  # fmt: skip
    if found.missing:
        where = absent(column(key))
        shown = [exp.alias_(cast(column(c), "VARCHAR"), f"c{i}") for i, c in enumerate(list(facts.columns)[:3])]
        query = exp.select(*shown).from_(table(name)).where(where)
        some = ["(" + ", ".join("-" if v is None else str(v) for v in r) + ")" for r in ask(query.limit(_EXAMPLES))]
        problems.append(
            Problem("missing-key", f"{found.missing} of {found.rows} rows have no {key!r}, such as {', '.join(some)}.", place,
                    "Give each row a key or leave the rows out.")
        )  # fmt: skip
    if found.approximate or found.distinct < found.present:
        times = exp.Count(this=exp.Star())
        query = (
            exp.select(exp.alias_(cast(column(key), "VARCHAR"), "k"), exp.alias_(times, "n"))
            .from_(table(name))
            .where(exp.Not(this=absent(column(key))))
            .group_by(column(key))
            .having(exp.GT(this=times.copy(), expression=exp.Literal.number(1)))
        )
        repeated = sorted(((str(v), n) for v, n in ask(query)), key=lambda pair: (-pair[1], pair[0]))
        if repeated:
            some = [f"{v!r} ({n} times)" for v, n in repeated[:_EXAMPLES]]
            several = "1 key is" if len(repeated) == 1 else f"{len(repeated)} keys are"
            problems.append(
                Problem("duplicate-key", f"{several} repeated in {key!r}: {', '.join(some)}"
                        f"{' and others' if len(repeated) > _EXAMPLES else ''}.", place,
                        f"A row of {name} must have a key of its own: take the repeated rows out, or name another key.")
            )  # fmt: skip
    return problems


def _link(schema: Schema, facts: Mapping[str, TableFacts], name: str, c: str, target: str) -> list[Problem]:
    place = f"tables.{name}.links.{c}"
    if target not in schema.tables:
        return [Problem("unknown-table", f"There is no table {target!r}.", place, suggest(target, schema.tables, what="tables"))]
    described = schema.tables[target]
    if not is_entity(described) or described.key is None:
        return [Problem("no-key", f"{target!r} has no key to link to: it is a table of {described.kind} rows.", place,
                        f"Name the key of {target!r}, or link to another table.")]  # fmt: skip
    mine, theirs = facts[name].columns[c].type, facts[target].columns[described.key].type
    whole = {"integer", "decimal"}
    if mine == theirs or {mine, theirs} <= whole:
        return []
    return [
        Problem("link-type", f"{c!r} holds {_holds(mine)}, but the key {described.key!r} of {target!r} holds {_holds(theirs)}.", place,
                f"Give tables.{name}.columns.{c} the type {theirs}, or the key the type {mine}.")
    ]  # fmt: skip


def _holds(type_: str) -> str:
    words = {"boolean": "true and false", "timestamp": "times", "timestamp_tz": "times with a zone"}
    return words.get(type_, f"{type_}s")


def _dated(name: str, facts: TableFacts) -> str:
    dated = [c for c, f in facts.columns.items() if family(f.type) == "date"]
    if dated:
        return "Columns with dates: " + ", ".join(repr(c) for c in dated) + "."
    return f"No column of {name} holds dates; give one the type date, and the row that does not fit is named."
