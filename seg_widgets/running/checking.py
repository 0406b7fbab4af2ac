"""Whether data and segments are fit to run."""

from __future__ import annotations

from typing import Any

from seg_widgets.library import SegmentLibrary
from seg_widgets.workspace import Workspace


def check_all(workspace: Workspace, library: SegmentLibrary | None, as_of: Any = None) -> tuple[Any, Any]:
    """Check the data, and the segments with their pins.

    Returns
    -------
    tuple of DataFrame
        The findings of ``workspace.check()``; the violations of ``library.refresh()``, ``None`` without a library.
    """
    found = workspace.check(as_of)
    if library is None:
        return found, None
    return found, library.attach(workspace) and library.refresh(workspace, as_of)
