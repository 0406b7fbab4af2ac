"""Hand-overs in a folder: one of a segment and day beside the other, none written over unless that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seg_widgets.code.yaml import read_yaml, yaml_code
from seg_widgets.definition import Segment
from seg_widgets.errors import DataError, Problem, SegmentError
from seg_widgets.handover import HandOver
from seg_widgets.handover.writing import FORMATS, write_book, write_frame
from seg_widgets.library.files import put
from seg_widgets.library.names import file_stem
from seg_widgets.running.placing import alone, earlier, place, same, scratch

DEFINITION = "segment.yaml"
"""The definition as it was when it was handed over."""
MEMBERS = ("members.csv", "members.parquet", "hand-over.xlsx")


@dataclass(frozen=True)
class Handed:
    """A hand-over that is in its place.

    Attributes
    ----------
    folder
        ``<to>/<segment>/<day>``.
    files
        What is in it, by name.
    written
        Whether it was written now; it was not where the very same was there already.
    """

    folder: Path
    files: tuple[str, ...]
    written: bool


def put_hand_over(over: HandOver, to: str | Path, formats: Sequence[str] = ("csv",), *, replace: bool = False) -> Handed:
    """Write a hand-over into ``<to>/<segment>/<day>/``: the four frames, and the definition. It is there whole or not at all.

    Parameters
    ----------
    formats
        ``csv`` and ``parquet`` (a file a frame), ``xlsx`` (one workbook of four sheets).
    replace
        Whether one of that segment and day which says something else may be replaced.

    Raises
    ------
    DataError
        ``handed-over-already``: there is one of that day, with other files; ``unknown-format``; ``cannot-write``.
    Busy
        Another is writing there.
    """
    for format_ in formats:
        if format_ not in FORMATS:
            raise DataError(Problem("unknown-format", f"{format_!r} is no format.", "formats", f"Use {', '.join(FORMATS)}."))
    try:
        root = home_of(over.segment, to)
        there = root / over.as_of.isoformat()
        with alone(root), scratch(root) as made:
            files = _written(over, made, formats)
            known = there.is_dir()
            if known and same(made, there):
                return Handed(there, files, written=False)
            if known and not replace:
                words = f"“{over.segment.name}” was handed over as of {over.as_of} already, and not the same: {there}."
                raise DataError(Problem("handed-over-already", words, str(there), "Say replace=True, or give another folder."))
            return Handed(place(made, there), files, written=True)
    except OSError as error:
        words = f"{str(to)!r} cannot be written into: {error.strerror or error}."
        raise DataError(Problem("cannot-write", words, str(to), "Give a folder that may be written into.")) from error


def last_hand_over(segment: Segment, to: str | Path, before: date) -> tuple[date, Path] | None:
    """Give the day, and the file of members, of the last hand-over of a segment from before a day; ``None``: there is none.

    The file is what ``sw.hand_over(..., since=file)`` takes.
    """
    root = home_of(segment, to)
    found = earlier(root, before) if root.is_dir() else None
    file = next((found / name for name in MEMBERS if (found / name).is_file()), None) if found is not None else None
    return None if found is None or file is None else (date.fromisoformat(found.name), file)


def home_of(segment: Segment, to: str | Path) -> Path:
    """Give the folder of a segment's hand-overs: called like it, and numbered where another's has that name."""
    to = Path(to).expanduser()
    taken = {folder.name for folder in to.iterdir() if folder.is_dir() and _other(folder, segment.name)} if to.is_dir() else set()
    return to / file_stem(segment.name, taken)


def _other(folder: Path, name: str) -> bool:
    """Say whether a folder holds the hand-overs of a segment that is called otherwise."""
    for text in sorted(folder.glob(f"*/{DEFINITION}"), reverse=True):
        try:
            return bool(read_yaml(text.read_text(encoding="utf-8")).name != name)
        except (SegmentError, OSError, ValueError):
            continue
    return False


def _written(over: HandOver, folder: Path, formats: Sequence[str]) -> tuple[str, ...]:
    for format_ in formats:
        if format_ == "xlsx":
            write_book(over.sheets(), folder / "hand-over.xlsx", day=over.as_of)
            continue
        for name, frame in over.sheets().items():
            write_frame(frame, folder / f"{name.replace(' ', '-')}.{format_}")
    put(folder / DEFINITION, yaml_code(over.segment))
    return tuple(sorted(path.name for path in folder.iterdir()))
