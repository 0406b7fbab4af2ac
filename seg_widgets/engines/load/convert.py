"""From the type a column came in to the one that the workspace gives it."""

from __future__ import annotations

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.readings import bare
from seg_widgets.engines.load.sql import call, case, cast, either, rows, text, try_cast
from seg_widgets.engines.load.staged import Staged
from seg_widgets.engines.load.types import STORED_AS, ours
from seg_widgets.schema.types import ColumnType


class Unknown(Exception):
    """There is no way from the one type to the other."""


def nan_free(of: exp.Expr) -> exp.Expr:
    """Give NULL for NaN.

    Not by ``isnan``: over Parquet, DuckDB answers it from the file's statistics, which know nothing of NaN (2.0; 1.4 does
    so for ``nullif``). It cannot answer ``isfinite`` and ``isinf`` from them.
    """
    return case(either(call("ISFINITE", of), call("ISINF", of)), of)


def convert(of: exp.Expr, duckdb_type: str, want: ColumnType, time_zone: str) -> exp.Expr:
    """Give the value in the wanted type, NULL where it does not fit without loss.

    Raises
    ------
    Unknown
        If the types have nothing in common.
    """
    came = ours(duckdb_type)
    target = STORED_AS.get(want, "")
    if want == "text" and came != "list":
        return cast(of, "VARCHAR")
    if came in ("integer", "number", "decimal"):
        return _from_number(of, want)
    if came in ("date", "timestamp", "timestamp_tz"):
        return _from_time(of, came, want, time_zone)
    if came == "boolean" and want in ("integer", "number"):
        return try_cast(of, target)
    if came == "list" and want == "list":
        return of.copy()
    raise Unknown


def _from_number(of: exp.Expr, want: ColumnType) -> exp.Expr:
    if want == "integer":
        whole = try_cast(of, "BIGINT")
        return case(exp.EQ(this=whole, expression=of.copy()), whole)
    if want == "number":
        return try_cast(of, "DOUBLE")
    if want == "decimal":
        return try_cast(of, "DECIMAL(38, 10)")
    if want == "boolean":
        return case(of.copy().isin(0, 1), try_cast(of, "BOOLEAN"))
    raise Unknown


def _from_time(of: exp.Expr, came: ColumnType, want: ColumnType, time_zone: str) -> exp.Expr:
    zone = text(time_zone)
    # "timezone" turns an instant into the local time of a zone, and a local time into an instant.
    local = call("TIMEZONE", zone, of) if came == "timestamp_tz" else cast(of, "TIMESTAMP")
    if want == "timestamp":
        return local
    if want == "timestamp_tz":
        return call("TIMEZONE", zone, local)
    if want == "date":
        day = cast(local, "DATE")
        return case(exp.EQ(this=cast(day, "TIMESTAMP"), expression=local.copy()), day)
    raise Unknown


def decimal_type(connection: duckdb.DuckDBPyConnection, staged: Staged, source: exp.Expr) -> str:
    """Name a decimal type with as many digits after the point as the longest text of a column has."""
    digits = exp.Length(this=call("REGEXP_EXTRACT", bare(source), text(r"\.([0-9]+)$"), exp.Literal.number(1)))
    scale = rows(connection, staged.select(exp.Max(this=digits)))[0][0] or 0
    return f"DECIMAL(38, {min(int(scale), 20)})"
