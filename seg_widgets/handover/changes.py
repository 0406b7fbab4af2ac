"""Who was handed over before: by a day, a file, a frame or keys; and what has changed since."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from seg_widgets.errors import DataError, Problem

if TYPE_CHECKING:
    from seg_widgets.definition import Segment
    from seg_widgets.workspace import Workspace

_WHOLE = re.compile(r"\.0+$")

Since = str | date | Path | Iterable[Any] | None


def keys_before(ws: Workspace, segment: Segment, since: Since) -> set[str]:
    """Give the keys, as texts, of whoever was a member before.

    Parameters
    ----------
    since
        A day (or a text as YYYY-MM-DD): the same definition as of that day; a csv or Parquet file of an earlier hand-over, a frame
        of one (its column ``key``, else its first), or keys.

    Raises
    ------
    DataError
        ``no-earlier-hand-over``: there is no such file, or no keys in it.
    """
    if isinstance(since, date) or (isinstance(since, str) and _is_day(since)):
        key = ws.schema.tables[segment.entity].key or ""
        return {str(k) for k in ws.rows_of(segment.entity, ws.evaluate(segment, since).members.array())[key]}
    described = ws.schema.tables[segment.entity]
    whole = described.columns[described.key or ""].type == "integer"
    if isinstance(since, str | Path):
        return _texts(keys_of(Path(since)), whole=whole)
    column = _key_column(since)
    if column is None and not isinstance(since, Iterable):
        words = f"{since!r} says nothing to compare with."
        raise DataError(Problem("no-earlier-hand-over", words, "since", "Name a day, a file or a frame of an earlier hand-over, or keys."))
    return _texts(column if column is not None else since or (), whole=whole)


def _texts(keys: Iterable[Any], *, whole: bool) -> set[str]:
    """Give keys as texts, the missing ones left out; whole numbers without the ".0" that a gap in their column leaves behind."""
    texts = {str(key) for key in keys if key is not None and key == key and str(key) not in ("", "<NA>")}
    return {_WHOLE.sub("", text) for text in texts} if whole else texts


def keys_of(path: Path) -> set[str]:
    """Give the keys in a file that was handed over.

    Raises
    ------
    DataError
        ``no-earlier-hand-over``.
    """
    import pandas as pd

    try:
        # As they were written, "00" in front included; the mark that keeps a text from being a formula comes off again.
        read: Any = {".parquet": pd.read_parquet, ".pq": pd.read_parquet, ".xlsx": _sheet}.get(path.suffix.lower(), _csv)
        frame = read(path)
    except (OSError, ValueError, ImportError, BadZipFile) as error:
        words = f"{str(path)!r} cannot be read: {str(error).splitlines()[0]}"
        raise DataError(Problem("no-earlier-hand-over", words, path.name, "Name a csv or Parquet file of an earlier hand-over.")) from error
    column = _key_column(frame)
    if column is None:
        raise DataError(Problem("no-earlier-hand-over", f"{path.name} has no columns.", path.name, "Name a file of an earlier hand-over."))
    return {text.removeprefix("'") for text in _texts(column, whole=False)}


def _csv(path: Path) -> Any:
    import pandas as pd

    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _sheet(path: Path) -> Any:
    import pandas as pd

    return pd.read_excel(path, dtype=str, keep_default_na=False)


def _key_column(frame: Any) -> Any:
    if not hasattr(frame, "columns"):
        return None
    names = list(frame.columns)
    return frame["key"] if "key" in names else frame[names[0]] if names else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
