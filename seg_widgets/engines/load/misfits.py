"""Words for values that do not fit a type: how many, and the first one with its row."""

from __future__ import annotations

import csv
from typing import Any

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.sql import call, cast, rows
from seg_widgets.engines.load.staged import Staged
from seg_widgets.errors import Problem
from seg_widgets.schema.datacheck import Finding
from seg_widgets.schema.types import ColumnType

_MEANT: dict[ColumnType, tuple[str, str]] = {
    "integer": ("an integer", "12"),
    "decimal": ("a decimal number", "12.50"),
    "number": ("a number", "12.5"),
    "date": ("a date", "2024-12-31"),
    "timestamp": ("a time", "2024-12-31 18:30:00"),
    "timestamp_tz": ("a time with a zone", "2024-12-31T18:30:00Z"),
    "boolean": ("true or false", "true"),
    "list": ("a list", "[a, b]"),
    "text": ("a text", "a"),
}


def misfit(
    connection: duckdb.DuckDBPyConnection, staged: Staged, column: str, want: ColumnType,
    value: exp.Expr, wrong: exp.Expr,
) -> Problem | None:  # fmt: skip
    """Give the problem of the values that do not fit a declared type, or nothing where all fit."""
    count, row, first = _first(connection, staged, value, wrong)
    if not count:
        return None
    what, example = _MEANT[want]
    more = f" ({count} values do not fit)" if count > 1 else ""
    return Problem(
        "does-not-parse",
        f"{first!r} is not {what}{more}.",
        f"{staged.place}, column {column!r}{_at(staged, row)}",
        f"Expected {what} such as {example}. Mend the value, or give {staged.table}.{column} the type text.",
    )


def nearly(
    connection: duckdb.DuckDBPyConnection, staged: Staged, column: str, type_: ColumnType,
    value: exp.Expr, wrong: exp.Expr,
) -> str:  # fmt: skip
    """Give the sentence on a column that stays text, as a few of its values do not fit the type of the others."""
    count, row, first = _first(connection, staged, value, wrong)
    what, _ = _MEANT[type_]
    values = "1 value is" if count == 1 else f"{count} values are"
    return (
        f"{staged.table}.{column} stays text: it looks like {what}, but {values} not, "
        f"the first {first!r}{_at(staged, row).replace(', row', ' in row')}."
    )


def unread(
    connection: duckdb.DuckDBPyConnection, staged: Staged, column: str, type_: ColumnType,
    value: exp.Expr, wrong: exp.Expr,
) -> Finding:  # fmt: skip
    """Give the finding on values that are not of the type of the others, and are taken as missing."""
    count, row, first = _first(connection, staged, value, wrong)
    ((total,),) = rows(connection, staged.select(exp.Count(this=exp.Star())))
    shown = rows(connection, staged.select(cast(value, "VARCHAR")).where(wrong.copy()).distinct().order_by(cast(value, "VARCHAR")).limit(3))
    what = _MEANT[type_][0]
    said = f"1 value is not {what} and is" if count == 1 else f"{count:,} values are not {what} and are"
    message = f"{said} taken as missing, the first {first!r}{_at(staged, row).replace(', row', ' in row')}."
    return Finding("unreadable-value", staged.table, column, count, int(total), message, "warning", tuple(str(text) for (text,) in shown))


def _first(connection: duckdb.DuckDBPyConnection, staged: Staged, value: exp.Expr, wrong: exp.Expr) -> tuple[int, int | None, str | None]:
    shown = cast(value, "VARCHAR")
    if staged.row is None:
        found: tuple[Any, ...] = rows(connection, staged.select(exp.Count(this=exp.Star()), exp.Min(this=shown)).where(wrong))[0]
        return int(found[0]), None, found[1]
    row = staged.row.copy()
    query = staged.select(exp.Count(this=exp.Star()), exp.Min(this=row), call("ARG_MIN", shown, row)).where(wrong.copy())
    count, at, first = rows(connection, query)[0]
    return int(count), at, first


def _at(staged: Staged, row: int | None) -> str:
    if row is None:
        return ""
    line = line_of(staged, row)
    return f", row {row}" + (f" (line {line})" if line else "")


def line_of(staged: Staged, row: int) -> int | None:
    """Give the line of the file at which a data row begins; lines within quotes and empty lines make it another number."""
    if staged.path is None:
        return None
    with open(staged.path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=staged.delimiter)
        number, begun = -1, 1
        for cells in reader:
            # DuckDB passes over empty lines too, except where there is one column, where they are a missing value.
            number += bool(cells) or len(staged.columns) == 1
            if number == row:
                return begun
            begun = reader.line_num + 1
    return None
