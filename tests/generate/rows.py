"""Rows for a schema: few, with gaps, ties and links that lead nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from seg_widgets.schema import Schema, Table
from tests.generate import values

AS_OFS = [
    date(2024, 3, 31),  # the clock changes; a month ago is leap day
    date(2024, 10, 27),  # the clock changes back
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2024, 1, 15),
]

SIZES = [4, 12, 16, 1, 12, 0, 16, 8]
KEYED_SIZES = [5, 6, 7, 7, 6, 1, 7, 7, 0, 7, 7, 7]

Rows = dict[str, list[dict[str, Any]]]


def rows(schema: Schema, as_of: date) -> st.SearchStrategy[Rows]:
    """Draw rows for every table, every column in each row."""
    return st.fixed_dictionaries({name: _table(schema, name, as_of) for name in schema.tables})


def _table(schema: Schema, name: str, as_of: date) -> st.SearchStrategy[list[dict[str, Any]]]:
    table = schema.tables[name]
    if table.kind == "lookup":
        return _figures(schema, table, as_of)
    cells = {column: cell_values(schema, table, column, as_of) for column in table.columns}
    if table.key is None:
        row = _row(cells, 0)
        return st.sampled_from(SIZES).flatmap(lambda n: st.lists(row, min_size=n, max_size=n))
    key = table.key
    del cells[key]
    several = [_row(cells, number) for number in range(len(values.KEYS[name]))]
    return st.sampled_from(KEYED_SIZES).flatmap(
        lambda n: st.permutations(values.KEYS[name]).flatmap(
            lambda keys: st.tuples(*several[:n]).map(lambda drawn: [{key: k, **row} for k, row in zip(keys, drawn, strict=False)])
        )
    )


def _figures(schema: Schema, table: Table, as_of: date) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Figures to look up: each key of the first column once, mostly, lest several rows fit."""
    first, *others = table.columns
    cells = {column: cell_values(schema, table, column, as_of) for column in others}
    several = [_row(cells, number) for number in range(len(values.LOOKED_UP))]
    return st.tuples(st.permutations(values.LOOKED_UP), *several, st.sampled_from([5, 8, 4, 0, 8])).map(
        lambda drawn: [{first: key, **row} for key, row in zip(drawn[0][: drawn[-1]], drawn[1:-1], strict=False)]
    )


def _row(cells: dict[str, list[Any]], number: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a row; each entity's values begin elsewhere, for hypothesis likes to draw the same and the first ones."""
    begins = {column: 5 * number % len(pool) for column, pool in cells.items()}
    turned = {column: pool[begins[column] :] + pool[: begins[column]] for column, pool in cells.items()}
    return st.fixed_dictionaries({column: st.sampled_from(pool) for column, pool in turned.items()})


def cell_values(schema: Schema, table: Table, column: str, as_of: date) -> list[Any]:
    """List the values of a column, missing ones among them."""
    if column in table.links:
        keys = values.KEYS[table.links[column]]
        nowhere = "nowhere" if isinstance(keys[0], str) else 99
        return [*keys[:3] * 4, *keys, nowhere, None]
    present = known_values(schema, table, column, as_of)
    missing = 1 if column == table.time else max(1, len(present) // 6)
    nan = [float("nan")] if table.columns[column].type == "number" else []
    return [*present, *[None] * missing, *nan]


def known_values(schema: Schema, table: Table, column: str, as_of: date) -> list[Any]:
    """List the values of a column that are not missing."""
    type_ = table.columns[column].type
    if type_ == "text":
        return values.COMMON * 3 + values.TEXTS
    if type_ == "date":
        return values.days(as_of)
    if type_ == "timestamp":
        return values.moments(as_of)
    if type_ == "timestamp_tz":
        return values.instants(as_of, schema.time_zone)
    if type_ == "boolean":
        return [True, False]
    if type_ == "list":
        return values.LISTS
    if column.startswith("o'clock"):
        return [values.BEYOND + 1, values.BEYOND, 1]
    return values.NUMBERS[type_ or ""]
