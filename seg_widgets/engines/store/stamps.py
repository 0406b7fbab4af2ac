"""What version of the data it is: each file's name, size and time of last change; and what version of the code."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from seg_widgets.engines.load.parquet import parquet_files
from seg_widgets.engines.store.text import digest

FORMAT = 1
"""Goes up with every change of what lies in a cache."""

Stamp = tuple[str, int, int]
"""A file: its name relative to the folder, its size in bytes, when it was last changed in nanoseconds."""

_MEANT = ("schema", "definition", "plan", "sql", "engines")


def stamps_of(folder: Path, source: Path) -> tuple[Stamp, ...] | None:
    """Look at the files of a source, each as it is now; ``None``: one of them is not there."""
    try:
        return tuple(_stamp(folder, path) for path in (parquet_files(source) if source.is_dir() else [source]))
    except OSError:
        return None


def _stamp(folder: Path, path: Path) -> Stamp:
    found = path.stat()
    return os.path.relpath(path, folder), found.st_size, found.st_mtime_ns


def write_stamps(stamps: Mapping[str, tuple[Stamp, ...]]) -> str:
    """Write the files of some tables."""
    return json.dumps({table: [list(s) for s in files] for table, files in sorted(stamps.items())})


def outdated(folder: Path, text: str) -> bool:
    """Say whether one of the files that were written down is another one now, or gone. (What cannot be read is outdated.)"""
    try:
        return any(_stamp(folder, folder / name) != (name, size, time) for files in json.loads(text).values() for name, size, time in files)
    except (OSError, ValueError, TypeError, AttributeError):
        return True


@cache
def code_version() -> str:
    """Name the code that says what a metric is: a change of it must not find what other code kept."""
    parts = [str(FORMAT), _installed("duckdb"), _installed("sqlglot")]
    package = Path(__file__).parents[2]
    files: Iterable[Path] = sorted(path for part in _MEANT for path in (package / part).rglob("*.py"))
    parts += [f"{path.relative_to(package).as_posix()} {digest(path.read_text(encoding='utf-8'))}" for path in files]
    return digest("\n".join(parts if len(parts) > 3 else [*parts, _installed("seg-widgets")]))


def _installed(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
