"""The library: open a saved segment, save this one with a reason, its versions, its pinned accounts."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import ipywidgets

from seg_widgets.errors import SegmentError
from seg_widgets.library import Kept, SegmentLibrary, Version, library_of
from seg_widgets.library.refresh import violated
from seg_widgets.widgets.answered import Answered, Opened
from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.controlled import button
from seg_widgets.widgets.panels.library_parts import LibraryParts, Parts

if TYPE_CHECKING:
    from seg_widgets.workspace import Workspace

SHOWN = 12
"""So many versions are listed."""

_WIDE = {"description_width": "110px"}


@dataclass(frozen=True)
class Found:
    """What the panel shows of a segment.

    Attributes
    ----------
    name
        What it is called; ``None``: there is no whole definition yet.
    kept
        The saved one of its name, if there is one.
    changed
        It is not as it is saved.
    versions
        The latest first.
    violations
        Pinned accounts that are not where they must be: (key, in or out, found, why).
    parts
        Those of the saved segmentation that is chosen.
    """

    name: str | None = None
    kept: Kept | None = None
    changed: bool = True
    versions: tuple[Version, ...] = ()
    violations: tuple[tuple[Any, ...], ...] = ()
    parts: Parts | None = None


class LibraryPanel(Panel):
    """Opens and saves; what is saved is the definition as it is answered."""

    title = "Library"
    opens = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._opened: dict[str, str] = {}
        self._name = ""
        self.folder = ipywidgets.Text("segments", description="Folder", style=_WIDE, layout=ipywidgets.Layout(width="360px"))
        self.use = button("Use this folder", "Keep saved segments in this folder", self._use)
        self.names = ipywidgets.Dropdown(
            options=[], description="Saved segments", style=_WIDE, layout=ipywidgets.Layout(width="420px", max_width="100%")
        )
        self.open = button("Open", "Put the saved segment in place of this one", self._open)
        self.words = ipywidgets.HTML()
        self.reason = _text("Reason", "why it is changed")
        self.tags = _text("Tags", "words to find it by, with commas between")
        self.inside = _text("Must be in", "keys, with commas between")
        self.outside = _text("Must be out", "keys, with commas between")
        self.save = button("Save", "Save this segment under its name", self._save, "primary")
        self.rename = button("Rename", "Give the segment that was opened this name", self._rename)
        self.number = ipywidgets.Dropdown(
            options=[], description="Version", style=_WIDE, layout=ipywidgets.Layout(width="420px", max_width="100%")
        )
        self.restore = button("Bring back", "Put this version in place; it is saved when you save", self._restore)
        self.history = ipywidgets.HTML()
        self.told = ipywidgets.HTML()
        self.parts = LibraryParts(host, self.again, self._tell)

        def row(children: list[Any]) -> ipywidgets.HBox:
            return ipywidgets.HBox(children, layout=ipywidgets.Layout(flex_flow="row wrap"))

        self._start = ipywidgets.VBox([ipywidgets.HTML("<p>Saved segments are text files in a folder.</p>"), row([self.folder, self.use])])
        self._shelf = row([self.names, self.open])
        self._now = ipywidgets.VBox(
            [self.words, row([self.reason, self.tags]), row([self.inside, self.outside]), row([self.save, self.rename])]
        )
        self._past = ipywidgets.VBox([self.history, row([self.number, self.restore])])
        self.body.children = [self._start, self._shelf, self.parts.box, self.told, self._now, self._past]
        self.body.layout.display = None
        self.note.layout.display = "none"
        self._now.layout.display = self._past.layout.display = "none"
        self._list()

    @property
    def workspace(self) -> Workspace:
        """The workspace of the workbench."""
        found: Workspace = self.host.workspace
        return found

    @property
    def library(self) -> SegmentLibrary | None:
        """The library that the workspace knows; ``None``: none yet."""
        return library_of(self.workspace)

    # -- showing ----------------------------------------------------------------------------------------------------

    def find(self, answered: Answered | Opened) -> Found | None:
        library = self.library
        if library is None:
            return None
        parts = self.parts.find(library, answered.workspace, answered.as_of)
        if isinstance(answered, Opened):
            return Found(parts=parts)
        return replace(self._of(library, answered), parts=parts)

    def _of(self, library: SegmentLibrary, answered: Answered) -> Found:
        segment = answered.segment
        kept = library.kept(segment.name) if segment.name in library else None
        if kept is None:
            return Found(segment.name)
        pins = violated(replace(kept, segment=segment), answered.workspace, answered.as_of)
        versions = tuple(reversed(library.versions(segment.name)))
        return Found(segment.name, kept, kept.segment != segment, versions, tuple((row[2], *row[4:]) for row in pins))

    def show(self, found: Found | None) -> None:
        self._list()
        self.parts.show(found.parts if found is not None else None)
        self._now.layout.display = None if found is not None and found.name is not None else "none"
        self._past.layout.display = None if found is not None and found.versions else "none"
        if found is None or found.name is None:
            return
        if found.name != self._name:
            self._fill(found.kept)
            if found.kept is not None:
                self._choose(found.name)
        self._name = found.name
        self.words.value = _words(found)
        before = next(iter(self._opened), "")
        self.rename.layout.display = None if found.kept is None and before and before in (self.library or ()) else "none"
        self.rename.description = f"Rename “{_short(before)}”"
        self.number.options = [(f"{v.number}, {v.at:%Y-%m-%d %H:%M}: {_short(v.reason, 50)}", v.number) for v in found.versions]
        self.number.value = found.versions[0].number if found.versions else None
        self.history.value = _table(found.versions)

    def _fill(self, kept: Kept | None) -> None:
        self.tags.value = ", ".join(kept.tags) if kept else ""
        self.inside.value = ", ".join(map(str, kept.notes.pins.inside)) if kept else ""
        self.outside.value = ", ".join(map(str, kept.notes.pins.outside)) if kept else ""

    def _list(self) -> None:
        library = self.library
        self._start.layout.display = "none" if library is not None else None
        self._shelf.layout.display = None if library is not None else "none"
        self.parts.list(library)
        if library is None:
            return
        chosen = self.names.value
        names = library.names()
        if list(self.names.options) != names:
            self.names.options = names
        if names:
            self.names.value = chosen if chosen in names else names[0]
        for file, error in library.broken.items():
            self._tell(f"{file} cannot be read: {error}", "sw-warn")

    def _choose(self, name: str) -> None:
        """Have the list say which of the saved segments is the one on screen."""
        self._list()
        if name in self.names.options:
            self.names.value = name

    def _tell(self, words: str, kind: str = "sw-ok") -> None:
        role = "alert" if kind == "sw-error" else "status"
        self.told.value = f'<div class="{kind}" role="{role}">{html.escape(words)}</div>' if words else ""

    # -- acting -----------------------------------------------------------------------------------------------------

    def _act(self, act: Callable[[SegmentLibrary], str]) -> None:
        """Do something with the library; say what became of it, or why it could not be done."""
        try:
            if self.library is None:
                raise AssertionError("no library")
            self._tell(act(self.library))
        except SegmentError as error:
            self._tell(str(error), "sw-error")
        self._list()
        self.again()

    def _use(self, _: Any) -> None:
        try:
            SegmentLibrary(self.folder.value.strip() or "segments").attach(self.workspace)
        except SegmentError as error:
            self._tell(str(error), "sw-error")
        self._list()
        self.again()

    def _open(self, _: Any) -> None:
        def act(library: SegmentLibrary) -> str:
            if self.names.value is None:
                return "There is nothing to open yet."
            kept = library.kept(self.names.value)
            self._opened, self._name = {kept.name: kept.stamp}, ""
            self.host.opened = kept.segment
            self.host.set_definition(kept.segment)
            return f"Opened “{kept.name}”."

        self._act(act)

    def _save(self, _: Any) -> None:
        def act(library: SegmentLibrary) -> str:
            answered = self.host.answered
            if answered is None:
                return "There is nothing to save yet."
            segment = answered.segment
            made = library.save(
                segment, reason=self.reason.value, tags=_several(self.tags), must_be_in=_several(self.inside),
                must_be_out=_several(self.outside), base=self._opened.get(segment.name),
            )  # fmt: skip
            self._opened = {segment.name: library.kept(segment.name).stamp}
            self.reason.value = ""
            self.host.opened = segment
            self._choose(segment.name)
            return f"Saved “{segment.name}” as version {made.number}."

        self._act(act)

    def _rename(self, _: Any) -> None:
        def act(library: SegmentLibrary) -> str:
            answered, (before, stamp) = self.host.answered, next(iter(self._opened.items()))
            assert answered is not None
            library.rename(before, answered.segment.name, reason=self.reason.value, base=stamp)
            self._opened = {answered.segment.name: library.kept(answered.segment.name).stamp}
            self._choose(answered.segment.name)
            return f"“{before}” is now called “{answered.segment.name}”. What else has changed in it is not saved yet."

        self._act(act)

    def _restore(self, _: Any) -> None:
        def act(library: SegmentLibrary) -> str:
            self.host.set_definition(library.version(self._name, self.number.value))
            return f"This is version {self.number.value}. Save it to have it again."

        self._act(act)


def _text(words: str, hint: str) -> ipywidgets.Text:
    return ipywidgets.Text(description=words, placeholder=hint, style=_WIDE, layout=ipywidgets.Layout(width="420px", max_width="100%"))


def _several(given: ipywidgets.Text) -> list[str]:
    return [part.strip() for part in given.value.split(",") if part.strip()]


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _words(found: Found) -> str:
    """Say how the segment stands to what is saved, and whether the pins hold."""
    name = html.escape(found.name or "")
    if found.kept is None:
        return f"<p>“{name}” is not saved yet.</p>"
    latest = found.versions[0] if found.versions else None
    by = f", by {html.escape(latest.by)}" if latest and latest.by else ""
    said = f"version {latest.number} of {latest.at:%Y-%m-%d %H:%M} UTC{by}" if latest else "the file"
    lines = [f"<p>{'Changed since' if found.changed else 'As saved:'} {said}.</p>"]
    pins = len(found.kept.notes.pins.inside) + len(found.kept.notes.pins.outside)
    for key, pinned, now, why in found.violations:
        state = f"is {now}" if now else "is not in the data"
        lines.append(f'<div class="sw-warn">{html.escape(f"{key} must be {pinned}, and {state}: {why}")}</div>')
    if pins and not found.violations:
        lines.append(f'<div class="sw-ok">{"The pinned account is" if pins == 1 else f"All {pins} pinned accounts are"} in place.</div>')
    return "".join(lines)


def _table(versions: tuple[Version, ...]) -> str:
    rows = "".join(
        f'<tr><td class="n">{v.number}</td><td>{v.at:%Y-%m-%d %H:%M}</td><td>{html.escape(v.by)}</td><td>{html.escape(v.change)}</td>'
        f"<td>{html.escape(v.reason)}</td></tr>"
        for v in versions[:SHOWN]
    )
    heads = "".join(
        f'<th scope="col"{c}>{w}</th>'
        for w, c in (("Version", ' class="n"'), ("When, UTC", ""), ("By", ""), ("Change", ""), ("Reason", ""))
    )
    table = f'<table class="sw-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="sw-scroll" tabindex="0" role="region" aria-label="Versions">{table}</div>'
