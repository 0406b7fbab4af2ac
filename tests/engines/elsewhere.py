"""Rows of the tests as tables of a warehouse, loaded in bulk."""

from __future__ import annotations

import itertools
from datetime import UTC
from typing import Any

import pyarrow as pa
from sqlglot import exp

from seg_widgets.engines import Database, Warehouse, WarehouseReading
from seg_widgets.engines.connecting import place
from seg_widgets.schema import Schema
from seg_widgets.workspace import Workspace

POSTGRES = {
    "integer": "bigint",
    "decimal": "numeric",
    "number": "double precision",
    "text": "text",
    "date": "date",
    "timestamp": "timestamp",
    "timestamp_tz": "timestamptz",
    "boolean": "boolean",
    "list": "text[]",
}
ARROW = {
    "integer": pa.int64(),
    "decimal": pa.decimal128(30, 10),
    "number": pa.float64(),
    "text": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "timestamp_tz": pa.timestamp("us", "UTC"),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}
SPARK = {
    "integer": "bigint",
    "decimal": "decimal(30,10)",
    "number": "double",
    "text": "string",
    "date": "date",
    "timestamp": "timestamp_ntz",
    "timestamp_tz": "timestamp",
    "boolean": "boolean",
    "list": "array<string>",
}
_numbers = itertools.count()
Rows = dict[str, list[dict[str, Any]]]


def quoted(name: str) -> str:
    """Quote a name for PostgreSQL."""
    return exp.to_identifier(name, quoted=True).sql(dialect="postgres")


def into_postgres(connection: Any, rows: Rows, schema: Schema) -> dict[str, tuple[str, ...]]:
    """Load rows into a new schema of a database; give table -> where it lies."""
    home = f"case_{next(_numbers)}"
    made = [f"CREATE SCHEMA {home}"]
    for name, table in schema.tables.items():
        columns = ", ".join(f"{quoted(c)} {POSTGRES[d.type or '']}" for c, d in table.columns.items())
        made.append(f"CREATE TABLE {home}.{quoted(name)} ({columns})")
    connection.execute("; ".join(made))
    for name, table in schema.tables.items():
        if not rows.get(name):
            continue
        with connection.cursor() as cursor, cursor.copy(f"COPY {home}.{quoted(name)} FROM STDIN") as copy:
            for row in rows[name]:
                copy.write_row([row.get(c) for c in table.columns])
    return {name: (home, name) for name in schema.tables}


def into_spark(session: Any, rows: Rows, schema: Schema) -> dict[str, tuple[str, ...]]:
    """Load rows as temporary views; give table -> its view's name."""
    number = next(_numbers)
    views = {}
    for at, (name, table) in enumerate(schema.tables.items()):
        columns = {c: [row.get(c) for row in rows.get(name, [])] for c in table.columns}
        arrays = {c: pa.array([_utc(v) for v in values], ARROW[table.columns[c].type or ""]) for c, values in columns.items()}
        views[name] = (f"case_{number}_{at}",)
        fields = ", ".join(f"{_backticked(c)} {SPARK[d.type or '']}" for c, d in table.columns.items())
        session.createDataFrame(pa.table(arrays), fields).createOrReplaceTempView(*views[name])
    return views


def opened(warehouse: Warehouse, places: dict[str, tuple[str, ...]], schema: Schema) -> Workspace:
    """Open tables whose description is whole, without counting them first, which takes two statements a table."""
    located = {name: place(warehouse, path) for name, path in places.items()}
    database = Database()
    return Workspace(database, schema, reading=WarehouseReading(database, schema, warehouse, located))


def _backticked(name: str) -> str:
    return exp.to_identifier(name, quoted=True).sql(dialect="spark")


def _utc(value: Any) -> Any:
    return value.astimezone(UTC) if getattr(value, "tzinfo", None) is not None else value


def ordered(keys: Any) -> tuple[Any, ...]:
    """Put keys into the order that an entity of a warehouse has."""
    return tuple(sorted(keys))
