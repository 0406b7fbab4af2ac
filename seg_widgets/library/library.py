"""The library: segments by name, saved with a reason, each version kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seg_widgets.code.yaml import read_yaml
from seg_widgets.definition import Priority, Segment, Segmentation, Split
from seg_widgets.errors import LibraryError, Problem
from seg_widgets.library import versions as past
from seg_widgets.library.definitions import Definition, called, holds_together, kind_of, referring, refers
from seg_widgets.library.files import put
from seg_widgets.library.folder import HANDED, HISTORY, Kept
from seg_widgets.library.lists import changed_list
from seg_widgets.library.names import file_stem
from seg_widgets.library.notes import Notes, pins_of, tags_of
from seg_widgets.library.versions import Version
from seg_widgets.library.writer import Writer, taken

if TYPE_CHECKING:
    from seg_widgets.workspace import Workspace


class SegmentLibrary(Writer):
    """A folder of saved segments: a mapping of names to segments, each in a text file of its own.

    It keeps splits and orders of priority as well, beside them: :meth:`segmentations` has those. ``gold-quiet.yaml`` is what
    ``segment.to_yaml()`` writes. Beside it are ``notes/`` (tags and pinned accounts) and ``history/``
    (every version, a file each). Files may be edited, added and taken away by hand or by git: the library reads what is there,
    and keeps a version of what it had not seen when it next writes.

    Parameters
    ----------
    folder
        Where; made when the first segment is saved.
    by
        Who saves, for the history; ``None``: the name of the system's user.

    Raises
    ------
    LibraryError
        ``not-a-folder``.
    """

    # -- writing ----------------------------------------------------------------------------------------------------

    def save(
        self,
        segment: Segment | Segmentation,
        *,
        reason: str = "",
        tags: Iterable[str] | None = None,
        must_be_in: Iterable[Any] | None = None,
        must_be_out: Iterable[Any] | None = None,
        base: str | None = None,
    ) -> Version:
        """Save a segment, a split or an order of priority under its name.

        Parameters
        ----------
        segment
            What is saved.
        reason
            Why; may be left out for one that is new.
        tags, must_be_in, must_be_out
            Words to find it by, and keys of entities that must be in or out; ``None``: as they are.
        base
            The stamp of the version that was changed (``library.kept(name).stamp``); ``""``: it is new. ``None``: the version that
            this object has opened or saved last.

        Returns
        -------
        Version
            The new version; the last one, where nothing has changed.

        Raises
        ------
        LibraryError
            ``conflict``: somebody else has saved it since; ``name-taken``; ``no-reason``, ``pinned-twice``, ``no-pins``: accounts are
            pinned to a segment only; ``locked``, ``cannot-write``. Nothing is changed then.
        DefinitionError
            ``unknown-segment``, ``circle``, ``entity-differs``: what it refers to is not in the library.
        """
        if not isinstance(segment, Segment | Split | Priority):
            words = f"A value of type {type(segment).__name__} is no segment."
            raise LibraryError(Problem("not-a-segment", words, "segment", "Give a sw.Segment."))
        with self._writing() as found:
            kept = found.get(segment.name)
            self._unmoved(segment.name, kept, base)
            holds_together(segment, {n: k.segment for n, k in found.items()})
            _still_used(found, segment)
            before = kept.notes if kept else Notes()
            pins = pins_of(
                before.pins.inside if must_be_in is None else must_be_in, before.pins.outside if must_be_out is None else must_be_out
            )
            if not isinstance(segment, Segment) and (pins.inside or pins.outside):
                words = f"{segment.name!r} is a {kind_of(segment)}: accounts are pinned to a segment."
                raise LibraryError(Problem("no-pins", words, segment.name, "Pin them to the segment that it is made of, saved by itself."))
            notes = Notes(before.tags if tags is None else tags_of(tags), pins)
            return self._write(segment, notes, past.SAVED, reason or ("" if kept else "Saved for the first time."))

    def tag(self, name: str, *tags: str, reason: str = "Tagged.") -> Version:
        """Give a segment these tags, in place of those it has; none: it has no tags any more."""
        return self._note(name, reason, tags=tags)

    def pin(self, name: str, *, must_be_in: Iterable[Any] = (), must_be_out: Iterable[Any] = (), reason: str) -> Version:
        """Say who must be in and who must be out, by keys, in place of what was said; :meth:`refresh` checks it."""
        return self._note(name, reason, must_be_in=must_be_in, must_be_out=must_be_out)

    def add_keys(self, name: str, keys: Iterable[Any], *, reason: str) -> Version:
        """Add keys to a static list: a segment with one list of keys in it (``sw.listed``). Those that are there stay once.

        Raises
        ------
        LibraryError
            ``no-list-in-it``, ``no-such-segment``, ``no-reason``, ``conflict``.
        """
        kept = self.kept(name)
        return self.save(changed_list(kept.segment, add=keys), reason=reason, base=kept.stamp)

    def take_keys(self, name: str, keys: Iterable[Any], *, reason: str) -> Version:
        """Take keys out of a static list; see :meth:`add_keys`."""
        kept = self.kept(name)
        return self.save(changed_list(kept.segment, take=keys), reason=reason, base=kept.stamp)

    def _note(self, name: str, reason: str, **notes: Any) -> Version:
        kept = self.kept(name)
        return self.save(kept.segment, reason=reason, base=kept.stamp, **notes)

    def rename(self, name: str, new: str, *, reason: str = "", base: str | None = None) -> Version:
        """Call a segment something else, here and in the segments that refer to it. Its history comes along.

        Raises
        ------
        LibraryError
            ``no-such-segment``, ``name-taken``, ``conflict``, and those of :meth:`save`.
        """
        with self._writing() as found:
            kept = self.kept(name)
            self._unmoved(name, kept, base if base is not None else self._seen.get(name, kept.stamp))
            if new in found:
                raise taken(new)
            why = reason or f"Renamed from {name!r}."
            old, stem = kept.file.stem, file_stem(new, self._folder.stems() - {kept.file.stem.lower()})
            for folder in (HISTORY, HANDED) if stem != old else ():
                if (self.path / folder / old).is_dir():
                    os.replace(self.path / folder / old, self.path / folder / stem)
            made = self._write(called(kept.segment, new), kept.notes, past.RENAMED, why, stem)
            for other in found.values():
                if other.name != name and refers(other.segment, name):
                    self._write(referring(other.segment, name, new), other.notes, past.RENAMED, f"{name!r} is now called {new!r}.")
            if stem != old:
                kept.file.unlink()
                self._folder.notes(old).unlink(missing_ok=True)
            self._seen.pop(name, None)
            return made

    def remove(self, name: str, *, reason: str, base: str | None = None) -> Version:
        """Take a segment out. Its versions stay, and :meth:`restore` brings it back.

        Raises
        ------
        LibraryError
            ``still-used``: other segments refer to it; ``no-such-segment``, ``no-reason``, ``conflict``.
        """
        with self._writing() as found:
            kept = self.kept(name)
            self._unmoved(name, kept, base if base is not None else self._seen.get(name, kept.stamp))
            users = [n for n, other in found.items() if n != name and refers(other.segment, name)]
            if users:
                words = f"{name!r} is used by {', '.join(repr(n) for n in users)}."
                raise LibraryError(Problem("still-used", words, kept.file.name, "Take it out of there first."))
            made = self._keep(kept.file.stem, name, kept.text, kept.notes, past.REMOVED, reason)
            kept.file.unlink()
            self._folder.notes(kept.file.stem).unlink(missing_ok=True)
            self._seen.pop(name, None)
            return made

    def restore(self, name: str, number: int, *, reason: str = "") -> Version:
        """Make an old version the latest one, with the tags and pins of then; also of a segment that was removed.

        Raises
        ------
        LibraryError
            ``no-such-segment``, ``no-such-version``.
        """
        with self._writing() as found:
            old = self._version(name, number)
            segment = called(read_yaml(old.text), name)
            holds_together(segment, {n: k.segment for n, k in found.items()})
            _still_used(found, segment)
            return self._write(segment, old.notes, past.RESTORED, reason or f"Version {number} again.", self._stem_of(name))

    # -- hand-overs -------------------------------------------------------------------------------------------------

    def record_hand_over(self, name: str, day: date, keys: Iterable[str]) -> None:
        """Keep whom a segment held when it was handed over: a key a line, one file a day."""
        with self._writing():
            put(self._handed(name) / f"{day.isoformat()}.txt", "".join(f"{key}\n" for key in keys))

    def last_hand_over(self, name: str, before: date) -> tuple[date, list[str]] | None:
        """Give the day and the keys of the last hand-over before a day, so that a day's own can be made again."""
        folder = self._handed(name)
        days = sorted(p for p in folder.glob("????-??-??.txt") if p.stem < before.isoformat()) if folder.is_dir() else []
        return (date.fromisoformat(days[-1].stem), days[-1].read_text(encoding="utf-8").splitlines()) if days else None

    def _handed(self, name: str) -> Path:
        return self.path / HANDED / self._stem_of(name)

    # -- with a workspace -------------------------------------------------------------------------------------------

    def attach(self, workspace: Workspace) -> Workspace:
        """Have a workspace know these segments, beside its own: others may then refer to them. Give the workspace back.

        What the library holds is looked up when it is asked for, so that a segment saved later, or by somebody else, is known
        too.
        """
        from seg_widgets.library.attached import Attached

        own: MutableMapping[str, Segment] = workspace.segments
        workspace.segments = Attached(self, own.own if isinstance(own, Attached) else own)
        return workspace

    def refresh(self, workspace: Workspace, as_of: Any = None, names: Iterable[str] | None = None) -> Any:
        """Check the pinned accounts of all segments, or of some, against the data of today.

        Returns
        -------
        DataFrame
            One row a violation, none where all is well: ``segment``, ``code`` (``not-in``, ``not-out``, ``no-such-key``, or that of
            the error for which a segment, or a file, cannot be evaluated), ``key``, ``label``, ``pinned`` (``in`` or ``out``),
            ``found`` (``in``, ``out``, ``unknown`` or ``""``), ``why``: the rules that decide it, with the entity's values.
        """
        from seg_widgets.library.refresh import violations

        return violations(self, workspace, as_of, names)


def library_of(workspace: Workspace) -> SegmentLibrary | None:
    """Give the library that a workspace knows; ``None``: none is attached to it."""
    from seg_widgets.library.attached import Attached

    known = workspace.segments
    return known.library if isinstance(known, Attached) and isinstance(known.library, SegmentLibrary) else None


def _still_used(found: Mapping[str, Kept], definition: Definition) -> None:
    """See to it that what others ask for as a segment stays one."""
    users = [] if isinstance(definition, Segment) else [n for n, other in found.items() if refers(other.segment, definition.name)]
    if users:
        words = f"{definition.name!r} is used as a segment by {', '.join(map(repr, users))}."
        raise LibraryError(Problem("still-used", words, definition.name, "Give it another name."))
