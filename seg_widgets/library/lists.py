"""Static lists: segments that name their members one by one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from seg_widgets.definition import Listed, Segment
from seg_widgets.definition.walk import replace, walk
from seg_widgets.errors import LibraryError, Problem, suggest

_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")


def changed_list(segment: Segment, add: Iterable[Any] = (), take: Iterable[Any] = ()) -> Segment:
    """Give a segment with keys added to its one list, at the end, and others taken out.

    Raises
    ------
    LibraryError
        ``no-list-in-it``: it has no list of keys, or several.
    DefinitionError
        ``empty-list``: no key would be left.
    """
    found = [(place, node) for place, node in walk(segment) if isinstance(node, Listed)]
    if len(found) != 1:
        words = f"{segment.name!r} has {len(found) or 'no'} list{'s' if len(found) > 1 else ''} of keys."
        raise LibraryError(Problem("no-list-in-it", words, segment.name, "Change it in the workbench, or save it with sw.listed(...)."))
    place, listed = found[0]
    gone = {str(_plain(key)) for key in take}
    kept = {str(key): key for key in listed.keys if str(key) not in gone}
    whole = all(isinstance(key, int) for key in listed.keys)  # keys from a text file name integers too
    for key in (int(k) if whole and isinstance(k, str) and _WHOLE.fullmatch(k) else k for k in map(_plain, add)):
        kept.setdefault(str(key), key)
    changed: Segment = replace(segment, place, Listed(keys=tuple(kept.values()), name=listed.name, muted=listed.muted))
    return changed


def keys_in(path: str | Path, column: str | None = None) -> list[str]:
    """Read keys from a text file, one a line, or from a csv file with a header: the named column, else the first.

    Raises
    ------
    LibraryError
        ``no-file``, ``unknown-column``.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(Problem("no-file", f"{str(path)!r} cannot be read: {error}.", path.name, "")) from error
    if path.suffix.lower() not in (".csv", ".tsv"):
        return [line.strip() for line in text.splitlines() if line.strip()]
    rows = csv.DictReader(
        text.splitlines(), delimiter="\t" if path.suffix.lower() == ".tsv" else ";" if ";" in text.split("\n")[0] else ","
    )
    names = list(rows.fieldnames or [])
    if not names or (column is not None and column not in names):
        what = f"{path.name} has no column {column!r}." if column else f"{path.name} has no header."
        raise LibraryError(Problem("unknown-column", what, path.name, suggest(column or "", names, what="columns")))
    return [value.strip() for row in rows if (value := row[column or names[0]]) and value.strip()]


def _plain(key: Any) -> Any:
    value = key.item() if hasattr(key, "item") else key
    return value.strip() if isinstance(value, str) else value if isinstance(value, int) else str(value)
