"""Columns without a single value take their type from what they are for: a time, or a link to a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from seg_widgets.engines.load.types import STORED_AS
from seg_widgets.schema.facts import TableFacts
from seg_widgets.schema.model import Draft, Schema
from seg_widgets.schema.types import ColumnType, family


def without_values(draft: Draft, schema: Schema, facts: Mapping[str, TableFacts], name: str) -> dict[str, ColumnType]:
    """Name the columns of a table that have no value and a type that does not fit their part, with the type that does.

    Subscriptions of which none has ended have an end of no type; that is no fault of theirs.
    """
    found: dict[str, ColumnType] = {}
    if name not in schema.tables:
        return found
    table = schema.tables[name]
    given = draft.tables[name].columns if name in draft.tables else {}
    columns = {c: f for c, f in facts[name].columns.items() if f.present == 0 and not (c in given and given[c].type is not None)}
    for c in (table.time, table.end):
        if c in columns and family(columns[c].type) != "date":
            found[c] = "date"
    for c, target in table.links.items():
        key = schema.tables[target].key if target in schema.tables else None
        if c in columns and key is not None and key in facts[target].columns:
            type_ = facts[target].columns[key].type
            if type_ != columns[c].type and type_ in STORED_AS:
                found[c] = type_
    return found


def retyped(schema: Schema, facts: TableFacts, name: str, types: Mapping[str, ColumnType]) -> tuple[Schema, TableFacts]:
    """Give the schema and the table's facts with other types."""
    table = schema.tables[name]
    columns = {c: d.model_copy(update={"type": types.get(c, d.type)}) for c, d in table.columns.items()}
    changed = {c: replace(f, type=types.get(c, f.type)) for c, f in facts.columns.items()}
    tables = schema.tables | {name: table.model_copy(update={"columns": columns})}
    return schema.with_tables(tables), TableFacts(facts.rows, changed)
