"""CSV and TSV files: read as texts first, so that a value that does not fit can be named with its row."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.sql import call, column, create, name, run, table, text
from seg_widgets.engines.load.staged import Staged
from seg_widgets.errors import DataError, Problem

_DELIMITERS = ",;\t|"
# What stands in a first row that is data: a date, a number with a point, true or false, a long number. A year may be a heading.
_DATA = re.compile(r"\d{4}-\d{2}-\d{2}([ T].*)?|-?\d+[.,]\d+|\d{1,2}\.\d{1,2}\.\d{4}|true|false|-?\d{1,3}|-?\d{5,}", re.IGNORECASE)


def stage_csv(connection: duckdb.DuckDBPyConnection, table_name: str, path: Path) -> Staged:
    """Read a CSV file as texts. The first row is the header; commas, semicolons, tabs and bars are recognised."""
    header, delimiter = _header(path)
    raw = f"staged {table_name}"
    query = exp.select("*").from_(_reader(path, delimiter, len(header)))
    try:
        run(connection, create("TABLE", raw, query, temporary=True))
    except duckdb.Error as error:
        raise DataError(_unreadable(path, error)) from error
    columns = {label: (f"c{i}", "VARCHAR") for i, label in enumerate(header)}
    row = column("rowid")
    # Row 0 is the header: read along, so that no guess is made about where the data begin.
    return Staged(table_name, path.name, "csv", table(raw), columns, row=row, where=exp.GT(this=row, expression=exp.Literal.number(0)),
                  comma=delimiter == ";", temporary=("TABLE", raw), path=str(path), delimiter=delimiter)  # fmt: skip


def _reader(path: Path, delimiter: str, width: int) -> exp.Expr:
    columns = exp.Struct(expressions=[exp.PropertyEQ(this=name(f"c{i}"), expression=text("VARCHAR")) for i in range(width)])
    # An empty cell is a missing value; no other word is, here.
    return exp.Table(
        this=call("READ_CSV", text(str(path)), auto_detect=exp.false(), columns=columns, header=exp.false(),
                  delim=text(delimiter), quote=text('"'), escape=text('"'), nullstr=text(""))
    )  # fmt: skip


def _header(path: Path) -> tuple[list[str], str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            start = file.read(65536)
    except UnicodeDecodeError as error:
        raise DataError(_not_utf8(path)) from error
    if not start.strip():
        raise DataError(
            Problem("empty-file", "The file is empty: there is not even a row of column names.", path.name,
                    "Export it again, with a header.")
        )  # fmt: skip
    # A file that starts with blank lines has its header after them.
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(start)
    cells = next(row for row in csv.reader(start.splitlines(keepends=True), delimiter=delimiter) if row)
    header = [cell.strip() for cell in cells]
    problems = [*_repeated(path, header), *_no_header(path, header)]
    if problems:
        raise DataError(problems)
    return header, delimiter


def _delimiter(start: str) -> str:
    counts = Counter(re.sub(r'"[^"]*"', "", start.lstrip().split("\n", 1)[0]))
    return max(_DELIMITERS, key=lambda d: (counts[d], -_DELIMITERS.index(d)))


def _repeated(path: Path, header: list[str]) -> list[Problem]:
    problems = []
    for label, count in Counter(h.casefold() for h in header if h).items():
        if count > 1:
            at = [str(i) for i, h in enumerate(header, start=1) if h.casefold() == label]
            problems.append(
                Problem("repeated-column", f"Columns {' and '.join(at)} have the same name.", f"{path.name}, column {label!r}",
                        "Give each column a name of its own; capital and small letters count as the same.")
            )  # fmt: skip
    empty = [str(i) for i, h in enumerate(header, start=1) if not h]
    if empty:
        problems.append(
            Problem("unnamed-column", f"{'Column' if len(empty) == 1 else 'Columns'} {', '.join(empty)} of the header "
                    f"{'has' if len(empty) == 1 else 'have'} no name.", f"{path.name}, line 1",
                    "Name each column in the first row; pandas leaves the first out unless told index=False.")
        )  # fmt: skip
    return problems


def _no_header(path: Path, header: list[str]) -> list[Problem]:
    data = [h for h in header if _DATA.fullmatch(h)]
    if not data:
        return []
    shown = ", ".join(repr(h) for h in data[:3])
    return [
        Problem("no-header", f"The first row holds data, not column names: {shown}.",
                f"{path.name}, line 1", "Put a row of column names at the top of the file.")
    ]  # fmt: skip


def _not_utf8(path: Path) -> Problem:
    return Problem(
        "not-utf8",
        "The file is not text in UTF-8.",
        path.name,
        "Save it as UTF-8 (in Excel: CSV UTF-8), or read it with pandas.read_csv(..., encoding=...) and use from_frames.",
    )


def _unreadable(path: Path, error: duckdb.Error) -> Problem:
    words = str(error)
    if "unicode" in words or "utf-8" in words.lower():
        return _not_utf8(path)
    line = re.search(r"Line: (\d+)", words)
    expected = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", words)
    place = f"{path.name}, line {line[1]}" if line else path.name
    if expected:
        said = f"The row has {expected[2]} cells where the header has {expected[1]}."
        return Problem("not-a-csv", said, place, "Put a cell that holds the separator or a line break into double quotes.")
    return Problem("not-a-csv", f"The row cannot be read: {words.splitlines()[0]}", place, "Check the quotes in that row.")
