"""The files of a folder as sources."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from seg_widgets.engines.load.parquet import parquet_files
from seg_widgets.errors import DataError, Problem
from seg_widgets.schema.model import Draft

SUFFIXES = (".csv", ".tsv", ".parquet", ".pq")
WORKBOOKS = (".xlsx", ".xlsm")
WORKSPACE = "workspace.yaml"


def sources_in(folder: str | Path, schema: Draft | None = None) -> dict[str, Path]:
    """Give the sources of a folder: table -> path.

    Parameters
    ----------
    folder
        With csv, tsv or parquet files, or folders of parquet files.
    schema
        With tables: these, each from its ``source`` or else from the file of its name, and the tables that they link to.
        ``None`` or without tables: each file is a table of the file's name.

    Raises
    ------
    DataError
        ``missing-folder``, ``missing-file`` (each that is missing), ``no-tables``.
    """
    at = Path(folder)
    if at.is_file():
        raise DataError(Problem("missing-folder", f"{at.name!r} is a file, not a folder.", str(at),
                                "Give the folder that it is in, or read it and use from_frames."))  # fmt: skip
    if not at.is_dir():
        raise DataError(missing_file(at, code="missing-folder"))
    if schema is None or not schema.tables:
        return _every(at)
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for name, table in schema.tables.items():
        path = _named(at, name) if table.source is None else at / table.source
        if not path.exists():
            problems.append(missing_file(path, place=f"tables.{name}.source"))
        found[name] = path
    if problems:
        raise DataError(problems)
    for target in (target for table in schema.tables.values() for target in table.links.values()):
        if target not in found and _named(at, target).exists():
            found[target] = _named(at, target)
    return found


def _every(folder: Path) -> dict[str, Path]:
    found: Mapping[str, Path] = {
        p.stem if p.is_file() else p.name: p
        for p in sorted(folder.iterdir())
        if not p.name.startswith((".", "_")) and (p.suffix.lower() in SUFFIXES if p.is_file() else bool(parquet_files(p)))
    }
    if not found:  # workbooks beside other files are somebody's notes; alone, they are the tables
        found = {p.stem: p for p in sorted(folder.iterdir()) if p.suffix.lower() in WORKBOOKS and not p.name.startswith((".", "_", "~"))}
    if not found:
        sheets = [p.name for p in sorted(folder.iterdir()) if p.suffix.lower() in (".xls", ".xlsb", ".ods")]
        hint = f"Save {', '.join(sheets[:3])} as xlsx or csv, or read it with pandas.read_excel and use from_frames." if sheets else ""
        raise DataError(
            Problem("no-tables", "There are no tables in the folder.", str(folder), hint or "Put csv, tsv, parquet or xlsx files into it.")
        )
    return dict(found)


def _named(folder: Path, name: str) -> Path:
    candidates = [folder / f"{name}{suffix}" for suffix in SUFFIXES] + [folder / name]
    return next((p for p in candidates if p.exists()), candidates[0])


def missing_file(path: Path, *, code: str = "missing-file", place: str = "") -> Problem:
    """Say that a file is not there, and which of its neighbours may be meant."""
    parent = path.parent
    what = "folder" if code == "missing-folder" else "file"
    if not parent.is_dir():
        return Problem(code, f"The folder {str(parent)!r} does not exist.", place or str(path), "Check the path.")
    names = sorted(p.name for p in parent.iterdir() if not p.name.startswith("."))
    lower = {n.lower(): n for n in reversed(names)}
    close = [lower[m] for m in get_close_matches(path.name.lower(), list(lower), n=3, cutoff=0.5)]
    stems = [n for n in names if path.stem.lower() in n.lower() or Path(n).stem.lower() in path.stem.lower()]
    near = list(dict.fromkeys([*close, *stems]))[:3]
    if near:
        hint = "Did you mean " + " or ".join(repr(n) for n in near) + "?"
    elif names:
        hint = "In that folder: " + ", ".join(repr(n) for n in names[:8]) + (" and others." if len(names) > 8 else ".")
    else:
        hint = "That folder is empty."
    return Problem(code, f"There is no {what} {path.name!r}.", place or str(path), hint)
