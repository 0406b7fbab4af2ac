"""Saved splits and orders of priority in the panel Library: their parts with counts, one opened as a segment, all of them run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets

from seg_widgets.definition import Priority, Segment
from seg_widgets.errors import SegmentError
from seg_widgets.library import SegmentLibrary
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.controlled import AUTO, bar, button
from seg_widgets.widgets.panels.tables import percent, table, words

if TYPE_CHECKING:
    from seg_widgets.workspace import Workspace

FOLDER = "runs"
SHOWN = 200
"""So many parts are listed, and can be opened."""
KINDS = {"split": "a split", "priority": "an order of priority"}
NONE = "choose one to see its parts"


@dataclass(frozen=True)
class Parts:
    """What is shown of a segmentation.

    Attributes
    ----------
    of
        What these are the parts of: its name and stamp, the day, and the saved segments it may ask for.
    frame
        As ``ws.split`` gives it; ``None``: it could not be counted, and ``said`` says why.
    segments
        What can be opened: words, and the segment.
    """

    of: Any
    frame: Any
    segments: tuple[tuple[str, Segment], ...]
    said: str


class LibraryParts:
    """The row of saved segmentations, and the parts of the one that is chosen.

    Parameters
    ----------
    again
        Has the panel find and show once more.
    tell
        Says what became of something, with the kind of note.
    """

    def __init__(self, host: Host, again: Callable[[], None], tell: Callable[[str, str], None]) -> None:
        self.host, self._again, self._tell = host, again, tell
        self._setting = False
        self._library: SegmentLibrary | None = None
        self._found: Parts | None = None
        wide = ipywidgets.Layout(width="420px", max_width="100%")
        self.names = ipywidgets.Dropdown(options=[(NONE, None)], description="Splits and orders", style=AUTO, layout=wide)
        self.names.observe(self._on_name, "value")
        self.part = ipywidgets.Dropdown(options=[], description="Part", style=AUTO, layout=wide)
        self.open = button("Open the part", "Put the part, as a segment of its own, in place of this one", self._open)
        self.folder = ipywidgets.Text(FOLDER, description="Folder", style=AUTO, layout=ipywidgets.Layout(width="240px", max_width="100%"))
        self.run = button("Run", "Write the whole and each part into the folder, with what changed since the last run", self._run)
        self.said, self.table = ipywidgets.HTML(), ipywidgets.HTML()
        self._below = ipywidgets.VBox([self.said, self.table, bar(self.part, self.open), bar(self.folder, self.run)])
        self.box = ipywidgets.VBox([bar(self.names), self._below])
        self.box.layout.display = self._below.layout.display = "none"

    def list(self, library: SegmentLibrary | None) -> None:
        """Offer what the library has."""
        self._library = library
        known = library.segmentations() if library is not None else {}
        options = [(NONE, None), *((f"{name} ({KINDS[kept.kind]})", name) for name, kept in known.items())]
        self._setting = True
        try:
            if list(self.names.options) != options:
                chosen = self.names.value
                self.names.options = options
                self.names.value = chosen if chosen in known else None
        finally:
            self._setting = False
        self.box.layout.display = None if known else "none"

    def find(self, library: SegmentLibrary, workspace: Workspace, as_of: date) -> Parts | None:
        """Count the parts of the one that is chosen; in the background. What does not depend on the rules is not counted anew."""
        name = self.names.value
        if name is None or name not in library.segmentations():
            return None
        kept = library.kept(name)
        of = (name, kept.stamp, as_of, tuple(workspace.segments.items()))
        if self._found is not None and self._found.of == of:
            return self._found
        whole = kept.segment
        try:
            frame, parts = workspace.split(whole, as_of), workspace.parts(whole, as_of)
        except SegmentError as error:
            return Parts(of, None, (), words(str(error), "sw-error"))
        opened = [(f"{', '.join(part.values)}: {n:,}", part.segment) for part, n in zip(parts, frame["members"], strict=True)]
        if not isinstance(whole, Priority):
            opened.append((f"all that it splits: “{whole.segment.name}”", whole.segment))
        members, more = int(frame["members"].sum()), f"; the first {SHOWN} are shown" if len(frame) > SHOWN else ""
        said = f"{len(frame):,} part{'s' if len(frame) != 1 else ''} with {members:,} members as of {as_of}{more}."
        return Parts(of, frame.head(SHOWN), tuple(opened[:SHOWN]), words(said if len(frame) else "Nobody is in any part."))

    def show(self, found: Parts | None) -> None:
        """Put the parts on the screen."""
        before, self._found = self._found, found
        self._below.layout.display = None if found is not None else "none"
        if found is None or found is before:
            return
        self.said.value = found.said
        self.table.value = _table(found.frame) if found.frame is not None and len(found.frame) else ""
        self.part.options = [(text, number) for number, (text, _) in enumerate(found.segments)]
        self.part.value = 0 if found.segments else None
        self.open.disabled = not found.segments
        self.run.disabled = found.frame is None

    def _on_name(self, _: Any) -> None:
        if not self._setting:
            self._tell("", "sw-ok")
            self._again()

    def _open(self, _: Any) -> None:
        if self._found is None or self.part.value is None:
            return
        segment = self._found.segments[self.part.value][1]
        self.host.opened = segment
        self.host.set_definition(segment)
        self._tell(f"Opened “{segment.name}”. What you change in it is a segment of its own; “{self.names.value}” stays.", "sw-ok")

    def _run(self, _: Any) -> None:
        """Write the segmentation into a folder of its own; say what is there, or why not."""
        from seg_widgets.library.names import file_stem
        from seg_widgets.running import run
        from seg_widgets.running.placing import Busy

        library, name, found = self._library, self.names.value, self._found
        if library is None or name is None or found is None:
            return
        to = Path(self.folder.value.strip() or FOLDER) / file_stem(name, set())
        try:
            done = run(library, self.host.workspace, to, as_of=found.of[2], names=[name])
        except (SegmentError, Busy) as error:
            self._tell(str(error), "sw-error")
        except OSError as error:
            self._tell(f"“{to}” cannot be written into: {error.strerror or error}.", "sw-error")
        else:
            (line,) = done.lines
            if done.folder is None:
                self._tell(line.message or "It could not be run.", "sw-error")
            else:
                self._tell(f"{line.parts:,} parts, {line.rows:,} rows, written into {done.folder}.", "sw-ok")


def _table(frame: Any) -> str:
    dimensions = [name for name in frame.columns if name not in ("members", "share", "worth")]
    valued = "worth" in frame.columns
    titles = [str(name).capitalize() if name == "segment" else str(name) for name in dimensions]
    head = [*((title, False) for title in titles), ("Members", True), ("Share", True), *([("Worth", True)] if valued else [])]
    rows = [
        (*(r[name] for name in dimensions), int(r["members"]), percent(r["share"]), *([float(r["worth"])] if valued else []))
        for r in frame.to_dict("records")
    ]
    return table(head, rows, label="Parts")
