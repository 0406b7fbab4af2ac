"""What a library gives to whoever only reads it: segments, lists of them, versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from seg_widgets.code.yaml import read_yaml
from seg_widgets.definition import Segment, Segmentation
from seg_widgets.errors import LibraryError, Problem, SegmentError, suggest
from seg_widgets.library import versions as past
from seg_widgets.library.definitions import bases_of
from seg_widgets.library.folder import HISTORY, Folder, Kept, stamp_of
from seg_widgets.library.versions import Version

OUTSIDE = "outside of the library."
_FRAME = ("name", "kind", "entity", "description", "tags", "parameters", "pinned", "version", "changed_at", "by", "reason", "file")


class Shelf(Mapping[str, Segment]):
    """The reading half of :class:`~seg_widgets.library.SegmentLibrary`."""

    path: Path
    _folder: Folder
    _seen: dict[str, str]

    def __getitem__(self, name: str) -> Segment:
        return self._segments()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._segments())

    def __len__(self) -> int:
        return len(self._segments())

    def __contains__(self, name: object) -> bool:
        return name in self._segments()

    def _segments(self) -> dict[str, Segment]:
        return {name: kept.segment for name, kept in self._folder.scan()[0].items() if isinstance(kept.segment, Segment)}

    def segmentations(self, tag: str | None = None) -> dict[str, Segmentation]:
        """Give the splits and orders of priority, by name; those with a tag, if one is given."""
        kept = [k for k in self._folder.scan()[0].values() if not isinstance(k.segment, Segment)]
        return {k.name: k.segment for k in kept if tag is None or tag in k.tags}

    def __repr__(self) -> str:
        found, broken = self._segments(), self.broken
        said = f"SegmentLibrary({str(self.path)!r}): {len(found)} segment{'' if len(found) == 1 else 's'}"
        more = len(self.segmentations())
        said += f", {more} segmentation{'' if more == 1 else 's'}" if more else ""
        return said + (f", {len(broken)} that cannot be read: {', '.join(broken)}" if broken else "")

    def names(self, tag: str | None = None) -> list[str]:
        """Name the segments, sorted; those with a tag, if one is given. Splits and orders of priority: :meth:`segmentations`."""
        found = self._folder.scan()[0]
        return [name for name in self._segments() if name in found and (tag is None or tag in found[name].tags)]

    @property
    def broken(self) -> dict[str, SegmentError]:
        """File -> what is wrong with it. The others are there all the same."""
        return self._folder.scan()[1]

    def kept(self, name: str) -> Kept:
        """Give a segment or a segmentation with its tags, pins, file and stamp.

        Raises
        ------
        LibraryError
            ``no-such-segment``.
        """
        found, broken = self._folder.scan()
        if name not in found:
            unread = f" These files cannot be read: {', '.join(broken)}." if broken else ""
            hint = suggest(name, found, what="segments of the library") + unread
            raise LibraryError(Problem("no-such-segment", f"There is no segment {name!r} in the library.", str(self.path), hint.strip()))
        return found[name]

    def open(self, name: str) -> Any:
        """Give a segment or a segmentation, to be changed and saved: :meth:`save` then sees whether somebody else was quicker.

        Raises
        ------
        LibraryError
            ``no-such-segment``.
        """
        kept = self.kept(name)
        self._seen[name] = kept.stamp
        return kept.segment

    def frame(self) -> Any:
        """List the library.

        Returns
        -------
        DataFrame
            One row a segment or segmentation, by name: ``name``, ``kind`` (``segment``, ``split``, ``priority``), ``entity``,
            ``description``, ``tags`` (with commas between), ``parameters`` (as ``days = 30``), ``pinned`` (keys), ``version``,
            ``changed_at`` (UTC), ``by``, ``reason``, ``file``.
        """
        import pandas as pd

        rows = []
        for name, kept in self._folder.scan()[0].items():
            latest = past.last(self._folder.history(kept.file.stem))
            known = latest is not None and stamp_of(latest.text, latest.notes) == kept.stamp
            parameters = ", ".join(
                f"{p.name} = {p.default}" for p in dict.fromkeys(p for s in bases_of(kept.segment) for p in s.parameters)
            )
            pins = len(kept.notes.pins.inside) + len(kept.notes.pins.outside)
            version = (latest.number if latest else 0) + (0 if known else 1)
            at, by, reason = (latest.at, latest.by, latest.reason) if latest and known else (None, "", OUTSIDE)
            row = (name, kept.kind, kept.segment.entity, kept.segment.description, ", ".join(kept.tags), parameters, pins)
            rows.append((*row, version, at, by, reason, kept.file.name))
        frame = pd.DataFrame(rows, columns=list(_FRAME))
        return frame.assign(changed_at=pd.to_datetime(frame["changed_at"], utc=True))

    # -- history ----------------------------------------------------------------------------------------------------

    def versions(self, name: str) -> list[Version]:
        """Give every version of a segment, the first one first; of one that was removed as well.

        Raises
        ------
        LibraryError
            ``no-such-segment``, ``bad-version``.
        """
        return past.versions(self._folder.history(self._stem_of(name)))

    def history(self, name: str) -> Any:
        """List the versions of a segment, the latest first.

        Returns
        -------
        DataFrame
            One row a version: ``version`` (from 1), ``at`` (UTC), ``by``, ``change`` (``saved``, ``renamed``, ``removed``,
            ``restored``; ``outside``: the file was changed by other means), ``reason``, ``name``.
        """
        import pandas as pd

        rows = [(v.number, v.at, v.by, v.change, v.reason, v.name) for v in reversed(self.versions(name))]
        return pd.DataFrame(rows, columns=["version", "at", "by", "change", "reason", "name"])

    def version(self, name: str, number: int) -> Any:
        """Give a segment or a segmentation as it was.

        Raises
        ------
        LibraryError
            ``no-such-segment``, ``no-such-version``; whatever is wrong with an old text is told as of :func:`read_yaml`.
        """
        return read_yaml(self._version(name, number).text)

    def _version(self, name: str, number: int) -> Version:
        found = {v.number: v for v in self.versions(name)}
        if number not in found:
            words = f"{name!r} has no version {number}."
            raise LibraryError(Problem("no-such-version", words, str(self.path), suggest(str(number), map(str, found), what="versions")))
        return found[number]

    def _stem_of(self, name: str) -> str:
        kept = self._folder.scan()[0].get(name)
        found = kept.file.stem if kept is not None else self._gone(name)
        return found or self.kept(name).file.stem  # which tells that there is none

    def _gone(self, name: str) -> str | None:
        """Find the history of a segment that was removed."""
        there = {kept.file.stem for kept in self._folder.scan()[0].values()}
        folders = sorted((self.path / HISTORY).iterdir()) if (self.path / HISTORY).is_dir() else []
        for folder in folders:
            latest = past.last(folder) if folder.name not in there else None
            if latest is not None and latest.name == name and latest.change == past.REMOVED:
                return folder.name
        return None
