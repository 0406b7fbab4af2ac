"""Folders that are there whole or not at all."""

from __future__ import annotations

import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

_NEW, _OLD = ".run-", ".old-"


class Busy(Exception):
    """Another run is writing into the folder."""


@contextmanager
def alone(to: Path) -> Iterator[None]:
    """Be the only run into a folder, and put right what one that died has left.

    Raises
    ------
    Busy
        Another is at it.
    """
    from filelock import FileLock, Timeout

    to.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(to / ".lock", timeout=0):
            _put_right(to)
            yield
    except Timeout:
        raise Busy(f"Another run is writing into {str(to)!r}.") from None


@contextmanager
def scratch(to: Path) -> Iterator[Path]:
    """Give a folder to write into, gone afterwards unless it was put in its place."""
    folder = Path(tempfile.mkdtemp(prefix=_NEW, dir=to))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(made: Path, there: Path) -> Path:
    """Put a folder in its place. One that holds the same, byte for byte, is left alone; another makes room in one step."""
    if there.is_dir() and same(made, there):
        return there
    os.chmod(made, 0o755)
    if there.exists():
        old = there.with_name(f"{_OLD}{there.name}")
        os.rename(there, old)
        os.rename(made, there)
        shutil.rmtree(old, ignore_errors=True)
    else:
        os.rename(made, there)
    return there


def earlier(to: Path, day: date) -> Path | None:
    """Give the folder of the last run from before a day."""
    days = [p for p in to.iterdir() if p.is_dir() and _is_day(p.name) and p.name < day.isoformat()]
    return max(days, key=lambda p: p.name, default=None)


def _put_right(to: Path) -> None:
    for old in to.glob(f"{_OLD}*"):
        there = to / old.name.removeprefix(_OLD)
        if there.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.rename(old, there)
    for left in to.glob(f"{_NEW}*"):
        shutil.rmtree(left, ignore_errors=True)


def same(one: Path, other: Path) -> bool:
    """Say whether two folders hold the same files, byte for byte."""
    names = sorted(p.name for p in one.iterdir())
    return names == sorted(p.name for p in other.iterdir()) and filecmp.cmpfiles(one, other, names, shallow=False)[0] == names


def _is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
