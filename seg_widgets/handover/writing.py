"""Frames as csv, xlsx and Parquet files: the same bytes for the same frame, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seg_widgets.errors import DataError, EngineError, Problem

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "xlsx", "parquet")
MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them."""

LONGEST_CELL = 32_767
EXACT = 10**15
"""A spreadsheet keeps fifteen digits: longer whole numbers are ids, and are written as texts."""

_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")  # the last four: as wide as a Chinese letter
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The day that files in a workbook carry, the first there is: the clock would make each run's bytes others."""


def harmless(text: str) -> str:
    """Give a text that a spreadsheet shows and does not run: with an apostrophe before what would begin a formula.

    A number is none, with whatever sign. Source: OWASP, CSV Injection.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(text.strip()) else text


def write_frame(frame: pd.DataFrame, path: str | Path, *, day: date | None = None) -> Path:
    """Write a frame by the ending of its path: ``.csv``, ``.xlsx`` or ``.parquet``. The file is there whole or not at all.

    Parameters
    ----------
    day
        The day that a workbook says it is of.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    DataError
        ``unknown-format``; ``too-many-rows`` for a sheet.
    EngineError
        ``missing-extra``: xlsx takes openpyxl.
    """
    path = Path(path)
    match path.suffix.lower():
        case ".csv":
            content = _csv(frame)
        case ".xlsx":
            content = _xlsx({path.stem: frame}, day)
        case ".parquet" | ".pq":
            content = _parquet(frame)
        case other:
            words = f"Files that end in {other!r} are not written."
            raise DataError(Problem("unknown-format", words, path.name, f"Use {', '.join(FORMATS)}."))
    return _put(path, content)


def write_book(sheets: Mapping[str, pd.DataFrame], path: str | Path, *, day: date | None = None) -> Path:
    """Write several frames as the sheets of one workbook; see :func:`write_frame`."""
    return _put(Path(path), _xlsx(sheets, day))


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(prefix=".writing-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(made, 0o644)
        os.replace(made, path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return path


def _csv(frame: pd.DataFrame) -> bytes:
    made = io.StringIO()
    write = csv.writer(_Lines(made))
    write.writerow([harmless(str(name)) for name in frame.columns])
    columns = [[_text(value) for value in frame.iloc[:, n]] for n in range(frame.shape[1])]
    write.writerows(zip(*columns, strict=True))
    return made.getvalue().encode()


class _Lines:
    """Ends rows with a plain line feed; csv itself would then leave a carriage return in a text without quotes."""

    def __init__(self, made: io.StringIO) -> None:
        self.made = made

    def write(self, row: str) -> int:
        return self.made.write(row.removesuffix("\r\n") + "\n")


def _text(value: Any) -> str:
    """Give a cell of a csv file; empty where it is missing."""
    if _missing(value):
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, float):
        return repr(float(value)) if not value.is_integer() or abs(value) >= EXACT else str(int(value))
    return (
        harmless(_joined(value))
        if isinstance(value, list | tuple) or (hasattr(value, "tolist") and hasattr(value, "__len__"))
        else str(value)
    )


def _parquet(frame: pd.DataFrame) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = io.BytesIO()
    plain = frame.assign(**{str(n): frame[n].map(_same) for n in frame.columns if frame[n].dtype == object})
    pq.write_table(pa.Table.from_pandas(plain, preserve_index=False).replace_schema_metadata(), made)
    return made.getvalue()


def _same(value: Any) -> Any:
    return None if _missing(value) else value


def _xlsx(sheets: Mapping[str, pd.DataFrame], day: date | None) -> bytes:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
    except ImportError:
        raise EngineError(
            Problem("missing-extra", "xlsx takes openpyxl, which is not installed.", "", 'pip install "seg-widgets[excel]"')
        ) from None
    for name, frame in sheets.items():
        if len(frame) >= MOST_ROWS:
            words = f"{name!r} has {len(frame):,} rows; a sheet has {MOST_ROWS - 1:,} beside its header."
            raise DataError(Problem("too-many-rows", words, name, "Write csv or Parquet."))
    book = Workbook(write_only=True)
    for name, frame in sheets.items():
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip("' ") or "members")
        sheet.freeze_panes = "A2"
        bold = Font(bold=True)
        widths = [len(str(n)) for n in frame.columns]
        rows = list(zip(*([_cell(value) for value in frame.iloc[:, n]] for n in range(frame.shape[1])), strict=True))
        for row in rows[:200]:
            widths = [max(w, len(str(v)) if v is not None else 0) for w, v in zip(widths, row, strict=True)]
        for n, width in enumerate(widths):
            sheet.column_dimensions[_letters(n)].width = min(max(width + 2, 8), 60)
        for number, row in enumerate([tuple(_cell(str(n)) for n in frame.columns), *rows]):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=value)
                if isinstance(value, str):
                    cell.data_type = "s"  # a text, whatever it begins with
                    cell.quotePrefix = value.startswith(_FORMULA)
                if number == 0:
                    cell.font = bold
                cells.append(cell)
            sheet.append(cells)
    made = io.BytesIO()
    book.save(made)
    return _undated(made.getvalue(), day)


def _cell(value: Any) -> Any:
    """Give what a cell of a sheet can hold."""
    if _missing(value):
        return None
    value = value.item() if hasattr(value, "item") and not hasattr(value, "__len__") else value
    if isinstance(value, bool | date) and not isinstance(value, datetime):
        return value
    if isinstance(value, datetime):
        plain = value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
        return plain if plain.tzinfo is None else plain.isoformat(sep=" ")  # a sheet knows no zones
    if isinstance(value, int | float | Decimal):
        return str(value) if isinstance(value, int) and abs(value) >= EXACT else value
    return _CONTROL.sub("", value if isinstance(value, str) else _joined(value))[:LONGEST_CELL]


def _joined(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) or hasattr(value, "tolist") else str(value)


def _missing(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float | Decimal) and value != value)


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number + 1))


def _undated(content: bytes, day: date | None) -> bytes:
    """Take the clock out of a workbook."""
    stamp = datetime.combine(day or date(*_FIRST[:3]), time()).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb">[^<]*</dcterms:(created|modified)>", lambda m: b">" + stamp + b"</dcterms:" + m[1] + b">", part)
            new.writestr(zipfile.ZipInfo(name, _FIRST), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
