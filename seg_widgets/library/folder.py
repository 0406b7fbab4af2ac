"""The folder as it is now: which segments and segmentations its files hold, and which files cannot be read."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seg_widgets.code.yaml import read_yaml
from seg_widgets.errors import LibraryError, Problem, SegmentError
from seg_widgets.library.definitions import kind_of
from seg_widgets.library.notes import Notes, read_notes

HISTORY, NOTES, HANDED = "history", "notes", "handed"
_NOT_SEGMENTS = frozenset(["workspace.yaml", "workspace.yml"])


@dataclass(frozen=True)
class Kept:
    """A saved segment, split or order of priority.

    Attributes
    ----------
    segment
        The definition.
    notes
        Its tags and pins.
    file
        Where it is.
    text
        What the file holds.
    stamp
        Stands for just this content: a writer shows by it which version was changed.
    """

    segment: Any
    notes: Notes
    file: Path
    text: str
    stamp: str

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.segment.name)

    @property
    def kind(self) -> str:
        """What it is: ``segment``, ``split`` or ``priority``."""
        return kind_of(self.segment)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, sorted."""
        return self.notes.tags


class Folder:
    """Reads a folder again where a file of it has changed, and only then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: dict[Path, tuple[Any, Kept | SegmentError]] = {}
        self._alone = threading.Lock()

    def history(self, stem: str) -> Path:
        """Give the folder of a segment's versions."""
        return self.path / HISTORY / stem

    def notes(self, stem: str) -> Path:
        """Give the file of a segment's notes."""
        return self.path / NOTES / f"{stem}.yaml"

    def scan(self) -> tuple[dict[str, Kept], dict[str, SegmentError]]:
        """Read what there is: name -> what is saved, in the order of the names; file -> what is wrong with it."""
        with self._alone:
            files = sorted(p for p in self.path.iterdir() if _may(p)) if self.path.is_dir() else []
            self._read = {p: self._one(p) for p in files}
            found: dict[str, Kept] = {}
            broken: dict[str, SegmentError] = {}
            for path, (_, kept) in self._read.items():
                if isinstance(kept, SegmentError):
                    broken[path.name] = kept
                elif kept.name in found:
                    words = f"{found[kept.name].file.name} and {path.name} both hold the segment {kept.name!r}."
                    hint = "Give one of them another name, or take one away."
                    broken[path.name] = LibraryError(Problem("name-taken", words, path.name, hint))
                else:
                    found[kept.name] = kept
            for name in [n for n, kept in found.items() if any(_twice(e, n) for e in broken.values())]:
                broken[found[name].file.name] = next(e for e in broken.values() if _twice(e, name))
                del found[name]  # which of the two is meant, nobody can say
            return dict(sorted(found.items(), key=lambda pair: (pair[0].casefold(), pair[0]))), broken

    def stems(self) -> set[str]:
        """Name the files that are there, in small letters, with those that only their history is left of."""
        there = {p.stem.lower() for p in self.path.iterdir() if p.suffix.lower() in (".yaml", ".yml")} if self.path.is_dir() else set()
        past = self.path / HISTORY
        return there | ({p.name.lower() for p in past.iterdir()} if past.is_dir() else set())

    def _one(self, path: Path) -> tuple[Any, Kept | SegmentError]:
        notes = self.notes(path.stem)
        state = _state(path), _state(notes)
        before = self._read.get(path)
        if before is not None and before[0] == state:
            return before
        try:
            return state, _load(path, notes)
        except SegmentError as error:
            return state, error
        except OSError as error:
            words = f"{path.name} cannot be read: {error.strerror or error}."
            return state, LibraryError(Problem("no-file", words, path.name, ""))


def stamp_of(text: str, notes: Notes) -> str:
    """Give what stands for a content."""
    return hashlib.sha256(f"{text}\0{notes.text()}".encode()).hexdigest()[:16]


def _may(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".") and path.name not in _NOT_SEGMENTS and path.is_file()


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _load(path: Path, beside: Path) -> Kept:
    segment = read_yaml(path)
    text = path.read_text(encoding="utf-8-sig")
    notes = read_notes(beside.read_text(encoding="utf-8-sig"), f"notes/{beside.name}") if beside.exists() else Notes()
    return Kept(segment, notes, path, text, stamp_of(text, notes))


def _twice(error: SegmentError, name: str) -> bool:
    return error.code == "name-taken" and error.problems[0].message.endswith(f"both hold the segment {name!r}.")
