"""What a command line names: a workspace, segments, values of parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from seg_widgets.code.scalars import Loader
from seg_widgets.definition import Segment
from seg_widgets.errors import LibraryError, Problem, WorkspaceError, suggest
from seg_widgets.library import SegmentLibrary
from seg_widgets.workspace import Workspace

WORKBOOKS = (".xlsx", ".xlsm")
DATA = (*WORKBOOKS, ".duckdb", ".db")
"""Files that hold all the tables of a workspace."""
DESCRIPTIONS = (".yaml", ".yml", ".json")


class UsageError(Exception):
    """The command line asks for what cannot be."""


def open_workspace(described: str | Path, data: str | None = None) -> Workspace:
    """Open the workspace that a run is over.

    Parameters
    ----------
    described
        A ``workspace.yaml``, the folder it is in, or a workbook or DuckDB file as it is.
    data
        Where the tables are: a folder, a workbook, a DuckDB file, an address of PostgreSQL, ``spark``. ``None``: the folder of the file.
    """
    path = Path(described).expanduser()
    if not path.exists():
        raise WorkspaceError(Problem("missing-file", f"There is no file {str(described)!r}.", str(described), "Name a workspace.yaml."))
    if data is None and path.is_file() and path.suffix.lower() not in DESCRIPTIONS:
        if path.suffix.lower() not in DATA:
            hint = f"Name a workspace.yaml, the folder of the tables, or a file that ends in {', '.join(DATA)}."
            raise WorkspaceError(Problem("missing-file", f"{path.name!r} describes no workspace.", str(described), hint))
        return _opened(str(path), None)  # as it is: what is said of it stands in a workspace.yaml, which is then the one to name
    config = None if path.is_dir() else path
    if data is None:
        return Workspace.from_folder(path if path.is_dir() else path.parent, config, quiet=True)
    if config is None and (path / "workspace.yaml").exists():
        config = path / "workspace.yaml"
    return _opened(data, config)


def _opened(data: str, config: Path | None) -> Workspace:
    if Path(data).expanduser().is_dir():
        return Workspace.from_folder(data, config, quiet=True)
    if Path(data).suffix.lower() in WORKBOOKS:
        return Workspace.from_excel(data, config, quiet=True)
    return Workspace.connect(data, config, quiet=True)


def open_library(folder: str | Path) -> SegmentLibrary:
    """Open the folder of segments that is named; it must be there.

    Raises
    ------
    LibraryError
        ``missing-folder``, ``not-a-folder``.
    """
    if not Path(folder).expanduser().exists():
        raise LibraryError(Problem("missing-folder", f"There is no folder {str(folder)!r}.", str(folder), "Name a folder of segments."))
    return SegmentLibrary(folder)


def chosen(library: SegmentLibrary, names: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Name the segments and segmentations that are meant: all, or those of some names or tags.

    Raises
    ------
    UsageError
        A name or a tag that none has.
    """
    there = [*library.names(), *library.segmentations()]
    for name in names:
        if name not in there and name not in library.broken:
            raise UsageError(f"There is no segment {name!r}. {suggest(name, there, what='segments')}".strip())
    for tag in tags:
        if not _tagged(library, tag):
            raise UsageError(f"No segment has the tag {tag!r}.")
    return [n for n in there if not (names or tags) or n in names or any(n in _tagged(library, tag) for tag in tags)]


def _tagged(library: SegmentLibrary, tag: str) -> list[str]:
    return [*library.names(tag), *library.segmentations(tag)]


def values_of(given: Iterable[str]) -> dict[str, str]:
    """Read ``name=value`` texts.

    Raises
    ------
    UsageError
        It is not one.
    """
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"{text!r} is not a parameter: write name=value.")
        found[name.strip()] = value.strip()
    return found


def known_values(segments: Iterable[Segment], values: Mapping[str, str]) -> None:
    """See to it that each value has a parameter.

    Raises
    ------
    UsageError
        No segment has it.
    """
    names = {p.name for s in segments for p in s.parameters}
    for name in values:
        if name not in names:
            raise UsageError(f"No segment has a parameter {name!r}. {suggest(name, names, what='parameters')}".strip())


def with_values(segment: Segment, values: Mapping[str, str]) -> Segment:
    """Give a segment with those of the values that are its own, each read as the type that its parameter has."""
    mine = {p.name: _typed(values[p.name], p.default) for p in segment.parameters if p.name in values}
    return segment.with_values(**mine) if mine else segment


def _typed(text: str, default: Any) -> Any:
    if isinstance(default, tuple):
        return tuple(_typed(part.strip(), default[0] if default else "") for part in text.split(","))
    if isinstance(default, str):
        return text
    try:
        return yaml.load(text, Loader=Loader)
    except yaml.YAMLError:
        return text
