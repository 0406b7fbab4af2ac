"""Makes a segment ready for those who act on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.given import as_count
from seg_widgets.analysis.several import segment_of
from seg_widgets.definition import Segment
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.handover.changes import Since, keys_before
from seg_widgets.handover.frames import Asked, HandOver, roster
from seg_widgets.handover.owners import owners
from seg_widgets.handover.telling import Telling

if TYPE_CHECKING:
    from seg_widgets.library import SegmentLibrary
    from seg_widgets.workspace import Workspace


def hand_over(
    ws: Workspace,
    segment: Segment | str,
    as_of: Any = None,
    *,
    since: Since = None,
    library: SegmentLibrary | None = None,
    near: int = 200,
) -> HandOver:
    """Make a segment ready for those who act on it.

    Parameters
    ----------
    as_of
        The day; ``None``: the workspace's.
    since
        What to compare with: a day, a file or a frame of an earlier hand-over, or keys. ``None``: the last one that the library
        has a record of, from before the day.
    library
        The library that holds it. Nothing is written there before :meth:`HandOver.record`.
    near
        So many near misses at most; 0: none.

    Raises
    ------
    DefinitionError
        Whatever is wrong with the segment.
    DataError
        ``no-earlier-hand-over``.
    """
    day, segment = ws.day(as_of), segment_of(ws, segment)
    near = as_count(near, "near")
    if library is not None and not hasattr(library, "last_hand_over"):
        hint = "Give sw.SegmentLibrary(folder)."
        raise DefinitionError(Problem("bad-argument", f"{library!r} is no library.", "library", hint))
    evaluation = ws.evaluate(segment, day)
    who = owners(ws, segment.entity, day)
    inside = np.flatnonzero(evaluation.members.array())
    members = roster(ws, segment.entity, inside, who)
    compared = ""
    if since is None and library is not None:
        last = library.last_hand_over(segment.name, day)
        since, compared = (None, "") if last is None else (last[1], f"the hand-over of {last[0]}")
    before = None if since is None else keys_before(ws, segment, since)
    compared = compared or ("" if since is None else f"{since}" if isinstance(since, str | date | Path) else "the list given")
    keys = members["key"].astype(str)
    change = pd.Series("", index=members.index) if before is None else keys.isin(before).map({True: "stayed", False: "entered"})
    asked = Asked(ws, Telling(ws, segment, evaluation), inside, who, before, near)
    return HandOver(segment, day, members.assign(change=change.astype(object)), compared, asked)
