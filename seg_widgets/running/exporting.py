"""Saved segments as code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from seg_widgets.library import SegmentLibrary
from seg_widgets.library.files import put
from seg_widgets.running.opening import chosen
from seg_widgets.workspace import Workspace

ENDINGS = {"sql": ".sql", "pandas": ".py", "python": ".py", "english": ".txt", "yaml": ".yaml"}


def export_all(
    library: SegmentLibrary,
    workspace: Workspace,
    target: str,
    to: str | Path | None = None,
    *,
    names: Sequence[str] = (),
    tags: Sequence[str] = (),
    **options: Any,
) -> dict[str, str]:
    """Write segments as ``sql``, ``pandas``, ``python``, ``english`` or ``yaml``; give name -> text.

    Parameters
    ----------
    to
        A folder, for a file a segment; ``None``: nothing is written.
    options
        Those of ``Workspace.export``: ``as_of``, ``dialect``, ``dbt``.

    Raises
    ------
    SegmentError
        Nothing is written then.
    """
    library.attach(workspace)
    texts = {name: workspace.export(library[name], target, **options) for name in chosen(library, names, tags)}
    for name, text in texts.items() if to is not None else ():
        put(Path(to or "") / f"{library.kept(name).file.stem}{ENDINGS[target]}", text if text.endswith("\n") else f"{text}\n")
    return texts
