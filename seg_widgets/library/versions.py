"""The history of a segment: a file a version, never changed again. Works without git, and reads well in it."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from seg_widgets.code.scalars import Loader
from seg_widgets.errors import LibraryError, Problem
from seg_widgets.library.files import put_new
from seg_widgets.library.notes import Notes, block, notes_of

SAVED, RENAMED, REMOVED, RESTORED, OUTSIDE = "saved", "renamed", "removed", "restored", "outside"
"""What a version came of; ``outside``: the file was changed by other means than the library."""

_BETWEEN = "---\n"


@dataclass(frozen=True)
class Version:
    """One version of a segment.

    Attributes
    ----------
    number
        From 1.
    at
        When, an instant in UTC.
    by, reason
        Who, and why.
    change
        ``saved``, ``renamed``, ``removed`` (the text is the last one), ``restored`` or ``outside``.
    name
        What the segment was called.
    text
        The definition, as its file held it.
    """

    number: int
    at: datetime
    by: str
    change: str
    reason: str
    name: str
    text: str
    notes: Notes


def versions(folder: Path) -> list[Version]:
    """Read all versions in a folder, the first one first; files of other names are left alone.

    Raises
    ------
    LibraryError
        ``bad-version``: a file that is not what was written.
    """
    files = {int(p.stem): p for p in folder.glob("*.yaml") if p.stem.isdigit()} if folder.is_dir() else {}
    return [_read(files[number], number) for number in sorted(files)]


def last(folder: Path) -> Version | None:
    """Read the last version, if there is one."""
    numbers = [int(p.stem) for p in folder.glob("*.yaml") if p.stem.isdigit()] if folder.is_dir() else []
    return _read(folder / f"{max(numbers):04}.yaml", max(numbers)) if numbers else None


def add(folder: Path, *, name: str, text: str, notes: Notes, change: str, reason: str, by: str, at: datetime | None = None) -> Version:
    """Write the next version; one that is there already is never written over."""
    before = last(folder)
    made = Version(
        (before.number if before else 0) + 1, (at or datetime.now(UTC)).replace(microsecond=0), by, change, reason, name, text, notes
    )
    head: dict[str, Any] = {"version": made.number, "at": made.at.isoformat(), "by": by, "change": change, "reason": reason, "name": name}
    put_new(folder / f"{made.number:04}.yaml", block(head | notes.dump()) + _BETWEEN + text)
    return made


def _read(path: Path, number: int) -> Version:
    place = f"history/{path.parent.name}/{path.name}"
    try:
        head, between, text = path.read_text(encoding="utf-8").partition("\n" + _BETWEEN)
        data = yaml.load(head, Loader=Loader)
        notes = notes_of({word: data[word] for word in ("tags", "pinned") if word in data}, place)
        at = datetime.fromisoformat(str(data["at"]))
        if not between:
            raise ValueError("there is no definition in it")
        return Version(number, at, str(data["by"]), str(data["change"]), str(data["reason"]), str(data["name"]), text, notes)
    except (yaml.YAMLError, ValueError, KeyError, TypeError, OSError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise LibraryError(
            Problem("bad-version", f"This version cannot be read: {said}.", place, "Take the file away, or have it back from a copy.")
        ) from error


def who() -> str:
    """Name whoever runs this, as far as the system knows."""
    for name in ("JUPYTERHUB_USER", "USER", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a name for its user
        return ""
