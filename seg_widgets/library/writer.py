"""How a library writes: alone in the folder, each version first, nothing over what somebody else has saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seg_widgets.code.yaml import yaml_code
from seg_widgets.errors import LibraryError, Problem
from seg_widgets.library import versions as past
from seg_widgets.library.definitions import Definition
from seg_widgets.library.files import put, writing
from seg_widgets.library.folder import Folder, Kept, stamp_of
from seg_widgets.library.names import file_stem
from seg_widgets.library.notes import Notes
from seg_widgets.library.shelf import OUTSIDE, Shelf
from seg_widgets.library.versions import Version


class Writer(Shelf):
    """A library that can write; what may be written, those who derive from it decide."""

    def __init__(self, folder: str | Path, *, by: str | None = None) -> None:
        if not isinstance(folder, str | Path):
            raise LibraryError(Problem("not-a-folder", f"{folder!r} is no folder.", "folder", "Name a folder."))
        self.path = Path(folder).expanduser()
        if self.path.exists() and not self.path.is_dir():
            raise LibraryError(Problem("not-a-folder", f"{str(folder)!r} is a file.", str(folder), "Name a folder."))
        self.by = past.who() if by is None else by
        self._folder = Folder(self.path)
        self._seen: dict[str, str] = {}

    @contextmanager
    def _writing(self) -> Iterator[dict[str, Kept]]:
        """Be alone in the folder; what was changed outside has a version of its own before anything else is written."""
        with writing(self.path):
            found, _ = self._folder.scan()
            for kept in found.values():
                history = self._folder.history(kept.file.stem)
                latest = past.last(history)
                if latest is None or stamp_of(latest.text, latest.notes) != kept.stamp:
                    why = "Changed outside of the library." if latest else "Found in the folder."
                    past.add(history, name=kept.name, text=kept.text, notes=kept.notes, change=past.OUTSIDE, reason=why, by="")
            yield found

    def _unmoved(self, name: str, kept: Kept | None, base: str | None) -> None:
        """See to it that the version which was changed is still the one that is there."""
        expected = self._seen.get(name, "") if base is None else base
        if kept is None:
            if expected:
                raise LibraryError(Problem("conflict", f"{name!r} was renamed or removed meanwhile.", name, "Save it as a new one."))
            return
        if not expected:
            raise taken(name)
        if expected != kept.stamp:
            latest = past.last(self._folder.history(kept.file.stem))
            seen = latest is not None and stamp_of(latest.text, latest.notes) == kept.stamp
            said = f"by {latest.by or 'somebody'} at {latest.at:%Y-%m-%d %H:%M} UTC: {latest.reason}" if latest and seen else OUTSIDE
            raise LibraryError(
                Problem("conflict", f"{name!r} was changed since it was opened, {said}", kept.file.name,
                        "Nothing is lost: open it again and make the change there, or save yours under another name.")
            )  # fmt: skip

    def _write(self, segment: Definition, notes: Notes, change: str, reason: str, stem: str | None = None) -> Version:
        """Write a segment: first its version, which no one overwrites, then the files that stand for the latest one."""
        kept = self._folder.scan()[0].get(segment.name)
        stem = stem or (kept.file.stem if kept else self._gone(segment.name) or file_stem(segment.name, self._folder.stems()))
        file = kept.file if kept and kept.file.stem == stem else self.path / f"{stem}.yaml"
        text = yaml_code(segment)
        latest = past.last(self._folder.history(stem))
        if kept is not None and (kept.text, kept.notes) == (text, notes) and latest is not None and latest.text == text:
            made = latest
        else:
            made = self._keep(stem, segment.name, text, notes, change, reason)
            put(file, text)
            beside = self._folder.notes(stem)
            if notes.text():
                put(beside, notes.text())
            else:
                beside.unlink(missing_ok=True)
        self._seen[segment.name] = stamp_of(text, notes)
        return made

    def _keep(self, stem: str, name: str, text: str, notes: Notes, change: str, reason: str) -> Version:
        if not reason.strip():
            raise LibraryError(Problem("no-reason", "A change is saved with a reason.", name, "Say in a few words why."))
        return past.add(self._folder.history(stem), name=name, text=text, notes=notes, change=change, reason=reason.strip(), by=self.by)


def taken(name: str) -> LibraryError:
    """Give the error of a name that another segment has."""
    words = f"There is a segment {name!r} in the library."
    return LibraryError(Problem("name-taken", words, name, "Open it to change it, or choose another name."))
