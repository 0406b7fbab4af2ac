"""Rows as pandas DataFrames, as an analyst would have them, so that engines and exporters can load a case."""

from __future__ import annotations

from typing import Any

import pandas as pd

from seg_widgets.schema import Schema

DTYPES = {
    "integer": "Int64",
    "decimal": "object",
    "number": "float64",
    "text": "str",
    "date": "datetime64[us]",
    "timestamp": "datetime64[us]",
    "timestamp_tz": "datetime64[us, UTC]",
    "boolean": "boolean",
    "list": "object",
}
"""Column type -> dtype. Decimals and lists are Python objects, with ``None`` for missing."""


def frames(rows: dict[str, list[dict[str, Any]]], schema: Schema) -> dict[str, pd.DataFrame]:
    """Give table -> frame, every table and column of the schema in it, with its dtype even where there are no rows."""
    return {
        name: pd.DataFrame(
            {
                column: series([row.get(column) for row in rows.get(name, [])], described.type or "text")
                for column, described in table.columns.items()
            }
        )
        for name, table in schema.tables.items()
    }


def series(values: list[Any], type_: str) -> pd.Series:
    """Give a column of a type of the schema."""
    if type_ == "timestamp_tz":  # instants may come with several offsets; the column is in UTC
        return pd.to_datetime(pd.Series(values, dtype="object"), utc=True).astype(DTYPES[type_])
    if type_ in ("date", "timestamp"):
        return pd.Series([pd.Timestamp(v) if v is not None else pd.NaT for v in values], dtype=DTYPES[type_])
    return pd.Series(values, dtype=DTYPES[type_])
