"""A workbench's draft and its disk: brought back when the workbench is made, kept with every change."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from seg_widgets.errors import SegmentError
from seg_widgets.widgets.background import Lane
from seg_widgets.widgets.drafts import DraftFile, draft_file
from seg_widgets.workspace import Workspace

State = tuple[dict[str, Any], date | None]
"""A draft, and the day that was asked for."""


class Keeping:
    """Keeps what is on screen.

    Parameters
    ----------
    workspace
        A draft belongs to one.
    start
        What the cell itself says.
    named
        Under which name to keep it; ``None``: that of the notebook and its cell; ``False``: it is not kept.
    lane
        Where it is written; ``None``: at once.

    Attributes
    ----------
    restored
        When the draft was kept that was brought back, until something changes.
    """

    def __init__(self, workspace: Workspace, start: State, named: str | bool | None, lane: Lane | None) -> None:
        self.workspace, self.start, self.lane = workspace, start, lane
        self.restored: str | None = None
        self.file: DraftFile | None = None
        if named is not False:
            known = workspace.name or " ".join(workspace.schema.tables)
            self.file = draft_file(known, [start[0], str(start[1])], named if isinstance(named, str) else None)

    def brought_back(self) -> State | None:
        """Give what was kept for this cell, if that is something else than what the cell says."""
        kept = self.file.read() if self.file is not None else None
        if kept is None:
            return None
        try:
            day = self.workspace.day(kept.as_of) if kept.as_of is not None else None
        except SegmentError:
            day = None
        if (kept.draft, day) == self.start:
            return None
        self.restored = kept.when
        return kept.draft, day

    def keep(self, state: State) -> None:
        """Keep what is on screen now; nothing where that is what the cell says."""
        self.restored = None
        if self.file is None:
            return
        draft, day = state
        act = self.file.drop if state == self.start else partial(self.file.keep, draft, day.isoformat() if day is not None else None)
        if self.lane is None:
            act()
        else:
            self.lane.do("keep", act)
