"""Files that are there whole or not at all, and one writer at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seg_widgets.errors import LibraryError, Problem

WAIT = 20.0
"""Seconds to wait for another writer."""


@contextmanager
def writing(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Be the only one, of all processes, that writes into a folder. The system lets go of the lock if the process ends.

    Raises
    ------
    LibraryError
        ``locked``: another one has been writing all the time; ``cannot-write``.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_bytes(b".lock\n")
        with FileLock(folder / ".lock", timeout=wait):
            yield
    except Timeout:
        words = f"Another program has been writing into {folder.name!r} for {wait:g} seconds."
        raise LibraryError(Problem("locked", words, str(folder), "Try again; nothing was changed.")) from None
    except OSError as error:
        words = f"{error.filename or str(folder)!r} cannot be written: {error.strerror or error}."
        raise LibraryError(Problem("cannot-write", words, str(folder), "May you write there, and is there room?")) from error


def put(path: Path, text: str) -> None:
    """Write a file in one step: whoever reads it meanwhile has the old one, or the new one, whole."""
    made = _beside(path, text)
    try:
        os.replace(made, path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def put_new(path: Path, text: str) -> None:
    """Write a file that must not be there yet, in one step.

    Raises
    ------
    FileExistsError
        It is there.
    """
    made = _beside(path, text)
    try:
        if hasattr(os, "link"):
            try:
                os.link(made, path)
                return
            except FileExistsError:
                raise
            except OSError:
                pass  # a file system without hard links: the lock alone has to do
        if path.exists():
            raise FileExistsError(path)
        os.replace(made, path)
    finally:
        made.unlink(missing_ok=True)
        _settle(path.parent)


def _beside(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".writing-", suffix=".tmp", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    os.chmod(name, 0o666 & ~_UMASK)  # mkstemp's is for its owner alone; a library is shared
    return Path(name)


def _settle(folder: Path) -> None:
    """Have the folder itself on the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found


_UMASK = _umask()
