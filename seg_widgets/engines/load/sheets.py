"""Workbooks: where in a sheet the table is, and its cells as texts, which are then read as those of a csv file are.

A sheet is made for eyes: titles above the header, headers in two rows, empty rows and columns, a line of totals, dates and numbers
that somebody typed as texts. Whatever is left out or put together is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from seg_widgets.engines.load.folder import missing_file
from seg_widgets.engines.load.sql import column, table
from seg_widgets.engines.load.staged import Staged
from seg_widgets.errors import DataError, EngineError, Problem, suggest
from seg_widgets.schema.model import Draft

_TOTALS = frozenset(["total", "totals", "sum", "grand total", "summe", "gesamt", "gesamtsumme", "insgesamt", "total:", "summe:", "gesamt:"])
_COMMA = re.compile(r"-?([0-9]{1,3}(\.[0-9]{3})+|0|[1-9][0-9]*),[0-9]+")
_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")

Cell = Any
Row = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Sheet:
    """A sheet's table.

    Attributes
    ----------
    place
        The file and the sheet.
    header
        The columns' names.
    rows
        The number of the row in the sheet, and its cells.
    told
        What was left out or put together.
    """

    place: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    told: tuple[str, ...] = ()


def sheets_in(path: str | Path, draft: Draft | None = None, only: Sequence[str] | None = None) -> tuple[dict[str, Sheet], list[str]]:
    """Find the tables of a workbook: name -> sheet, and what there is to say of the sheets that were left out.

    Raises
    ------
    DataError
        ``missing-file``, ``not-a-workbook``, ``missing-sheet``, ``no-tables``; of a sheet ``repeated-column``, ``no-header``.
    EngineError
        ``missing-extra``: a workbook takes openpyxl.
    """
    path = Path(path).expanduser()
    if not path.is_file():
        raise DataError(missing_file(path))
    book = _book(path)
    names = [sheet.title for sheet in book.worksheets]
    wanted: dict[str, str] = {}
    if only is not None:
        wanted = {name: name for name in only}
    elif draft is not None and draft.tables:
        wanted = {name: described.source or name for name, described in draft.tables.items()}
    lost = [
        Problem("missing-sheet", f"{path.name} has no sheet {sheet!r}.", f"tables.{name}", suggest(sheet, names, what="sheets"))
        for name, sheet in wanted.items()
        if sheet not in names
    ]
    if lost:
        raise DataError(lost)
    said: list[str] = []
    if not wanted:
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
        said += [f"The sheet {name!r} is left out: it is hidden." for name in hidden]
        wanted = {name: name for name in names if name not in hidden}
    found: dict[str, Sheet] = {}
    for name, sheet in wanted.items():
        table_found = _table_in(book[sheet], f"{path.name}, sheet {sheet!r}")
        if table_found is None:
            said.append(f"The sheet {sheet!r} is left out: it is empty.")
        else:
            found[name] = table_found
    if not found:
        raise DataError(Problem("no-tables", "There are no tables in the workbook.", path.name, "Each sheet wants a row of column names."))
    return found, said


def only_sheet(path: Path) -> Sheet:
    """Give the one sheet of a workbook that is a table's file.

    Raises
    ------
    DataError
        ``several-sheets``, and those of :func:`sheets_in`.
    """
    found, _ = sheets_in(path)
    if len(found) > 1:
        words = f"{path.name} has {len(found)} sheets: {', '.join(repr(name) for name in found)}."
        raise DataError(Problem("several-sheets", words, path.name, "Open it with Workspace.from_excel: each sheet is a table."))
    return next(iter(found.values()))


def _book(path: Path) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise EngineError(
            Problem("missing-extra", "A workbook takes openpyxl, which is not installed.", "", 'pip install "seg-widgets[excel]"')
        ) from None
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of styles and rules that openpyxl does not keep, and nobody needs here
            return openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # whatever a broken zip or xml raises
        words = f"The file is not a workbook that can be read: {str(error).splitlines()[0] if str(error) else type(error).__name__}."
        raise DataError(Problem("not-a-workbook", words, path.name, "Save it as .xlsx, without a password.")) from error


def _table_in(sheet: Any, place: str) -> Sheet | None:
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [_value(cell) for cell in cells]
        if any(v is not None for v in values):
            rows.append((number, values))
    if not rows:
        return None
    width = max(len([v for v in values if v is not None]) for _, values in rows)
    told: list[str] = []
    at = next(i for i, (_, values) in enumerate(rows) if _like_a_header(values, width) or i == len(rows) - 1)
    if at:
        told.append(f"{'row' if at == 1 else 'rows'} {', '.join(str(n) for n, _ in rows[:at])} above the header {_are(at)} left out.")
    number, header = rows[at]
    header, deep = _named(sheet, number, header, rows[at + 1] if at + 1 < len(rows) else None)
    if deep:
        told.append(f"rows {number} and {number + 1} are taken as one header.")
    body = rows[at + 1 + deep :]
    if body and _total(body[-1][1], header):
        told.append(f"row {body[-1][0]} is left out: it is a line of totals.")
        body = body[:-1]
    kept = [i for i, name in enumerate(header) if name or any(values[i] is not None for _, values in body)]
    unnamed = [i for i in kept if not header[i]]
    names = [header[i] or f"column {_letter(i)}" for i in kept]
    told += [f"column {_letter(i)} has no name in the header; it is called {f'column {_letter(i)}'!r}." for i in unnamed]
    repeated = [n for n, count in Counter(n.casefold() for n in names).items() if count > 1]
    if repeated:
        shown = ", ".join(repr(n) for n in names if n.casefold() in repeated)
        hint = "Give each column a name of its own; capital and small letters count as the same."
        raise DataError(Problem("repeated-column", f"Columns have the same name: {shown}.", f"{place}, row {number}", hint))
    cells = [(n, tuple(values[i] for i in kept)) for n, values in body]
    return Sheet(place, tuple(names), tuple(cells), tuple(told))


def _like_a_header(values: Sequence[Cell], width: int) -> bool:
    """Say whether more than half of the columns are named in a row: by words, or by years and days beside a word."""
    words = [v for v in values if isinstance(v, str)]
    times = [v for v in values if isinstance(v, dt.date) or (isinstance(v, int | float) and 1900 <= v <= 2100 and v == int(v))]
    return bool(words) and (len(words) + len(times)) * 2 > width


def _value(cell: Any) -> Cell:
    """Give a cell's value; none where it is empty, blank, or an error of a formula."""
    value = cell.value
    if value is None or getattr(cell, "data_type", "") == "e":
        return None
    return (value if value.strip() else None) if isinstance(value, str) else value


def _named(sheet: Any, number: int, header: list[Cell], below: Row | None) -> tuple[list[str], int]:
    """Give the columns' names, and how many rows more the header takes: a merged cell over several columns names their group."""
    names = [_heading(v) for v in header]
    spans = [m for m in sheet.merged_cells.ranges if m.min_row == number]
    wide = [m for m in spans if m.max_col > m.min_col and m.max_row == number]
    if not wide or below is None or below[0] != number + 1:
        return names, 0
    under = below[1]
    if any(v is not None and not isinstance(v, str) for v in under) or not any(under[m.min_col - 1] for m in wide):
        return names, 0
    found = [names[i] or _heading(under[i]) for i in range(len(names))]
    for m in wide:
        for i in range(m.min_col - 1, min(m.max_col, len(under))):
            found[i] = " ".join(part for part in (names[m.min_col - 1], _heading(under[i])) if part)
    for i in range(len(names)):  # a group of one column
        inside = any(m.min_col - 1 <= i < m.max_col for m in wide)
        if not inside and names[i] and under[i] is not None:
            found[i] = f"{names[i]} {_heading(under[i])}"
    return found, 1


def _heading(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return " ".join(_text(value).split())


def _total(values: Sequence[Cell], header: Sequence[str]) -> bool:
    first = next((v for v in values if v is not None), None)
    return isinstance(first, str) and first.strip().lower() in _TOTALS and len(header) > 1


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _letter(i: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(i + 1))


def stage_sheet(connection: duckdb.DuckDBPyConnection, name: str, sheet: Sheet) -> Staged:
    """Hand a sheet to DuckDB as texts, so that it is read as a csv file is, and what does not fit is named with its row."""
    arrays = [pa.array(_texts([cells[i] for _, cells in sheet.rows]), pa.string()) for i in range(len(sheet.header))]
    plain = pa.table([*arrays, pa.array([n for n, _ in sheet.rows], pa.int64())], names=[f"c{i}" for i in range(len(arrays))] + ["row"])
    view = f"staged {name}"
    connection.register(view, plain)
    columns = {label: (f"c{i}", "VARCHAR") for i, label in enumerate(sheet.header)}
    return Staged(
        name, sheet.place, "sheet", table(view), columns, row=column("row"), comma=True, temporary=("VIEW", view), told=sheet.told
    )


def _texts(values: Sequence[Cell]) -> list[str | None]:
    """Give a column's cells as texts. Among numbers a text with a decimal comma is one, among dates a day.month.year is."""
    numbers = any(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    dates = any(isinstance(v, dt.date) for v in values)
    found: list[str | None] = []
    for value in values:
        text = None if value is None else _text(value)
        if isinstance(value, str) and text is not None:
            bare = text.strip()
            day = _DAY.fullmatch(bare) if dates else None
            if numbers and _COMMA.fullmatch(bare):
                text = bare.replace(".", "").replace(",", ".")
            elif day is not None:
                text = f"{day[3]}-{day[2]:>02}-{day[1]:>02}"
        found.append(text)
    return found


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return (
            value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds" if not value.microsecond else "auto")
        )
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value if isinstance(value, str) else str(value)
