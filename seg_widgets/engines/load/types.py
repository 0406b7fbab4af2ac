"""DuckDB's types beside ours."""

from __future__ import annotations

from seg_widgets.schema.types import ColumnType

NOTHING = '"NULL"'
"""DuckDB's type of a column, or of the elements of lists, where there is nothing to tell it by."""

_OURS: dict[str, ColumnType] = {
    "BOOLEAN": "boolean",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "BIGNUM", "VARINT"), "integer"),
    **dict.fromkeys(("FLOAT", "DOUBLE"), "number"),
    **dict.fromkeys(("VARCHAR", "UUID", "JSON"), "text"),
    "DATE": "date",
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S"), "timestamp"),
    **dict.fromkeys(("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS"), "timestamp_tz"),
}

_STORED: dict[str, str] = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"), "BIGINT"),
    "UBIGINT": "HUGEINT",
    "FLOAT": "DOUBLE",
    "UUID": "VARCHAR",
    "JSON": "VARCHAR",
    **dict.fromkeys(("TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S"), "TIMESTAMP"),
    "TIMESTAMPTZ_NS": "TIMESTAMPTZ",
}

STORED_AS: dict[ColumnType, str] = {
    "integer": "BIGINT",
    "number": "DOUBLE",
    "text": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "timestamp_tz": "TIMESTAMPTZ",
    "boolean": "BOOLEAN",
    "list": "VARCHAR[]",
}
"""The DuckDB type of a declared one; a decimal's depends on its digits."""


def ours(duckdb_type: str) -> ColumnType | None:
    """Give our type of a DuckDB type; ``None``: segments have no use for it (a duration, a struct, bytes)."""
    if duckdb_type.endswith("]"):
        element = duckdb_type[: duckdb_type.rindex("[")]
        return "list" if element == NOTHING or ours(element) is not None else None
    if duckdb_type.startswith("DECIMAL"):
        return "decimal"
    if duckdb_type.startswith("ENUM"):
        return "text"
    return _OURS.get(duckdb_type)


def stored(duckdb_type: str) -> str | None:
    """Name the DuckDB type in which a value is kept, where that is another than it came in."""
    if duckdb_type.startswith("ENUM"):
        return "VARCHAR"
    if duckdb_type == f"{NOTHING}[]":
        return "VARCHAR[]"
    return _STORED.get(duckdb_type)
