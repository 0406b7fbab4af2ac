"""Where a cache lies: beside the data, or in the user's own folder where nothing may be written there."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from seg_widgets.engines.store.text import digest

BESIDE = Path(".seg_widgets") / "cache"
MOST_BYTES = 2_000_000_000
"""A cache has at most so many bytes, and at most a tenth of what is free on its disk (itself counted as free)."""


def user_folder() -> Path:
    """Give the folder where programs keep what they can make again."""
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"])
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"])
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path.home() / ".cache"


def places_of(folder: Path, given: str | Path | None) -> list[Path]:
    """Name where the cache of a folder of data may lie, the best place first."""
    own = digest(str(folder.resolve()))
    if given is not None:  # several folders of data may be given the same place
        return [Path(given).expanduser() / own]
    return [folder / BESIDE, user_folder() / "seg-widgets" / "data" / own]


def writable(place: Path) -> bool:
    """Make the folder; say whether one can write there."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        ignored = place / ".gitignore"
        if not ignored.exists():
            put(ignored, b"*\n")
        return os.access(place, os.W_OK)
    except OSError:
        return False


def put(path: Path, content: bytes) -> None:
    """Write a file in one step: it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def used(path: Path) -> None:
    """Remember that a file was of use just now."""
    try:
        os.utime(path)
    except OSError:
        return


def bound(place: Path, most: int | None = None) -> None:
    """Take out what was not used for longest until the rest is within bounds."""
    found: list[tuple[int, int, Path]] = []
    for path in place.rglob("*"):
        try:
            if path.is_file() and path.name not in (".gitignore", ".lock"):
                found.append((path.stat().st_mtime_ns, path.stat().st_size, path))
        except OSError:
            continue
    total = sum(size for _, size, _ in found)
    try:
        limit = most if most is not None else min(MOST_BYTES, (shutil.disk_usage(place).free + total) // 10)
    except OSError:
        return
    for _, size, path in sorted(found):
        if total <= limit:
            return
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue
        total -= size
