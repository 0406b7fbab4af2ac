"""Saved segments as code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from seg_widgets.definition import Segment
from seg_widgets.library import SegmentLibrary
from seg_widgets.library.files import put
from seg_widgets.library.names import file_stem
from seg_widgets.running.opening import chosen
from seg_widgets.workspace import Workspace

WHOLE: dict[str, Callable[[Any, Workspace], str]] = {
    "python": lambda segmentation, ws: str(segmentation.to_python(ws)),
    "english": lambda segmentation, ws: str(segmentation.to_english(ws)),
    "yaml": lambda segmentation, _: str(segmentation.to_yaml()),
}
"""What a segmentation can be written as in one text."""

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

    Splits and orders of priority are written as a whole; as ``sql`` and ``pandas`` part by part, under the parts' names.

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
    texts: dict[str, str] = {}
    files: dict[str, str] = {}
    for name in chosen(library, names, tags):
        kept = library.kept(name)
        if isinstance(kept.segment, Segment):
            texts[name], files[name] = workspace.export(kept.segment, target, **options), kept.file.stem
        elif target in WHOLE:
            texts[name], files[name] = WHOLE[target](kept.segment, workspace), kept.file.stem
        else:
            for part in workspace.parts(kept.segment, options.get("as_of")):
                taken = {stem.removeprefix(f"{kept.file.stem}.") for stem in files.values()}
                texts[part.name] = workspace.export(part.segment, target, **options)
                files[part.name] = f"{kept.file.stem}.{file_stem(', '.join(part.values), taken)}"
    for name, text in texts.items() if to is not None else ():
        put(Path(to or "") / f"{files[name]}{ENDINGS[target]}", text if text.endswith("\n") else f"{text}\n")
    return texts
