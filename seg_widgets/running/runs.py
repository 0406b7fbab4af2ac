"""One run: the members of every segment, in a folder of the day, there whole or not at all."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from seg_widgets.definition import Segment
from seg_widgets.errors import SegmentError
from seg_widgets.handover import HandOver, hand_over, write_book, write_frame
from seg_widgets.library import Kept, SegmentLibrary
from seg_widgets.library.definitions import bases_of
from seg_widgets.library.refresh import violated
from seg_widgets.results import counts
from seg_widgets.running.opening import chosen, known_values, with_values
from seg_widgets.running.parted import parted, with_values_in
from seg_widgets.running.placing import alone, earlier, place, scratch
from seg_widgets.workspace import Workspace

LOG = "run-log.jsonl"


@dataclass
class Line:
    """What became of one segment: a line of the log.

    Attributes
    ----------
    segment
        Its name; of a file that cannot be read, the file's.
    day, members, unknown, rows, files
        As of when; how many are in, and unknown; rows and files written.
    seconds
        How long it took.
    parts
        Of a split or an order of priority: in how many parts they are.
    pins
        How many pinned accounts are not where they must be.
    error, message
        The code of what went wrong, and its words; ``""``: nothing did.
    """

    segment: str
    day: str
    members: int | None = None
    unknown: int | None = None
    rows: int = 0
    parts: int = 0
    files: list[str] = field(default_factory=list)
    seconds: float = 0.0
    pins: int = 0
    error: str = ""
    message: str = ""


@dataclass(frozen=True)
class Ran:
    """A run.

    Attributes
    ----------
    lines
        One a segment.
    folder
        Where it is; ``None``: nothing was put in place.
    """

    lines: Sequence[Line]
    folder: Path | None

    @property
    def ok(self) -> bool:
        """Nothing went wrong, and every pin holds."""
        return not any(line.error for line in self.lines)


def run(
    library: SegmentLibrary,
    workspace: Workspace,
    to: str | Path,
    *,
    as_of: Any = None,
    formats: Sequence[str] = ("csv",),
    names: Sequence[str] = (),
    tags: Sequence[str] = (),
    values: Mapping[str, str] | None = None,
    whole: bool = False,
    keep_going: bool = False,
) -> Ran:
    """Write the members of segments, splits and orders of priority into ``<to>/<day>/``, and a line a segment into ``<to>/run-log.jsonl``.

    Parameters
    ----------
    formats
        ``csv``, ``xlsx``, ``parquet``.
    names, tags
        Which segments; neither: all.
    values
        Of parameters, as texts.
    whole
        Also reasons, changes and near misses.
    keep_going
        Put the run in place although something went wrong, without the segments that failed.

    Raises
    ------
    UsageError
        A name, a tag or a parameter that no segment has.
    Busy
        Another run is writing there.
    """
    to, values, day = Path(to).expanduser(), values or {}, workspace.day(as_of)
    asked = chosen(library, names, tags)
    known_values((base for name in asked for base in bases_of(library.kept(name).segment)), values)
    library.attach(workspace)
    with alone(to), scratch(to) as folder:
        lines = [_one(library, name, workspace, day, folder, earlier(to, day), formats, values, whole) for name in asked]
        if not tags:
            broken = library.broken
            lines += [Line(f, day.isoformat(), error=e.code, message=str(e)) for f, e in broken.items() if not names or f in names]
        ok = not any(line.error for line in lines)
        placed = place(folder, to / day.isoformat()) if (ok or keep_going) and lines else None
        _log(to / LOG, lines, placed is not None)
    return Ran(lines, placed)


def _one(
    library: SegmentLibrary, name: str, workspace: Workspace, day: date, folder: Path, before: Path | None, formats: Sequence[str],
    values: Mapping[str, str], whole: bool,
) -> Line:  # fmt: skip
    started = time.monotonic()
    line = Line(name, day.isoformat())
    try:
        kept = library.kept(name)
        if not isinstance(kept.segment, Segment):
            return _parted(line, kept, workspace, day, folder, before, formats, values, whole)
        segment = with_values(kept.segment, values)
        counted = counts(workspace.evaluate(segment, day), workspace.session)
        line.members, line.unknown = counted.members, counted.unknown
        pins = violated(replace(kept, segment=segment), workspace, day)
        if pins:
            _, line.error, key, _, pinned, _, why = pins[0]
            line.pins, line.message = len(pins), f"{key} must be {pinned}: {why}"
            return line
        since = next((p for p in sorted(before.glob(f"{kept.file.stem}.*")) if p.suffix in _READ), None) if before else None
        over = hand_over(workspace, segment, day, since=since, near=200 if whole else 0)
        line.rows = len(over.members)
        line.files = [p.name for p in _written(over, folder / kept.file.stem, formats, whole)]
    except SegmentError as error:
        line.error, line.message = error.code, str(error)
    except Exception as error:  # a fault of ours, or of the machine: the other segments are run all the same
        line.error, line.message = "internal", f"{type(error).__name__}: {error}"
    finally:
        line.seconds = round(time.monotonic() - started, 3)
    return line


def _parted(
    line: Line, kept: Kept, workspace: Workspace, day: date, folder: Path, before: Path | None, formats: Sequence[str],
    values: Mapping[str, str], whole: bool,
) -> Line:  # fmt: skip
    """Write a segmentation: a file of the whole, and one of each part."""
    stem = kept.file.stem
    made = parted(workspace, with_values_in(kept.segment, values), day, before / stem if before else None, 200 if whole else 0, _READ)
    line.members, line.rows, line.parts = int(made.whole["key"].astype(str).nunique()), len(made.whole), len(made.parts)
    written = [_frame(made.whole, folder / stem, format_, day) for format_ in formats]
    for name, over in made.parts.items():
        written += _written(over, folder / f"{stem}.{name}", formats, whole)
    line.files = [path.name for path in written]
    return line


def _frame(frame: Any, base: Path, format_: str, day: date) -> Path:
    return write_frame(frame, base.with_name(f"{base.name}.{format_}"), day=day)


_READ = (".csv", ".parquet", ".xlsx")


def _written(over: HandOver, base: Path, formats: Sequence[str], whole: bool) -> Iterable[Path]:
    for format_ in formats:
        if format_ == "xlsx":
            yield write_book(over.sheets() if whole else {"members": over.members}, base.with_name(f"{base.name}.xlsx"), day=over.as_of)
            continue
        for name, frame in (over.sheets() if whole else {"members": over.members}).items():
            more = "" if name == "members" else f".{name.replace(' ', '-')}"
            yield write_frame(frame, base.with_name(f"{base.name}{more}.{format_}"))


def _log(path: Path, lines: Sequence[Line], placed: bool) -> None:
    """Add to the log, in one write: it tells what was, and is not among what is the same each time."""
    common = {"run": uuid4().hex[:12], "at": datetime.now(UTC).isoformat(timespec="seconds"), "placed": placed}
    text = "".join(json.dumps(common | vars(line), ensure_ascii=False) + "\n" for line in lines)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
