"""Edits as people: the definition on screen against what it was; who entered and left, by which edited rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.charts.plot import short
from seg_widgets.definition import Segment
from seg_widgets.errors import SegmentError
from seg_widgets.library import SegmentLibrary, library_of
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.controlled import ControlledPanel, Options, bar, kept
from seg_widgets.widgets.panels.moves import PEOPLE, by_cause, who_moved
from seg_widgets.widgets.panels.tables import words

OPENED = "opened"
NOTHING = "There is nothing to set it against yet: open a saved segment, or save this one, and what you then change is told here as people."


@dataclass(frozen=True)
class Found:
    """What the panel shows; ``people`` is ``None`` where there is nothing to compare with, or it cannot be compared."""

    options: list[tuple[str, str]]
    against: str | None
    chart: Any
    people: Any
    flows: Any
    said: str


class EditsPanel(ControlledPanel):
    """The difference of two definitions as people."""

    title = "Edits"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.against = self.choice("Against", 380)
        self.said, self.chart, self.tables = ipywidgets.HTML(), LiveChart(name="edits"), ipywidgets.HTML()
        self.body.add_class("sw-panel-edits")
        head = ipywidgets.HTML(words("What the edits do to people", "h3"))
        self.bar = bar(self.against)
        self.body.children = [head, self.bar, self.said, self.chart.box, self.tables]

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis.moved import diff, flows
        from seg_widgets.charts.diff import diff_drawing

        options = self._options(answered)
        against = kept(self.against.value, options)
        if against is None:
            return Found([], None, None, None, None, words(NOTHING))
        try:
            people = diff(answered.workspace, self._older(answered, against), answered.segment, answered.as_of)
        except SegmentError as error:  # an old version may speak of what the data no longer has; another can be chosen
            return Found(options, against, None, None, None, words(f"That version cannot be compared. {error}", "sw-error"))
        chart = None
        if people.attrs["edits"] or len(people):
            chart = drawn(diff_drawing(people, dark=answered.dark, width=answered.width))
        return Found(options, against, chart, people, flows(people), _said(people))

    def _options(self, answered: Answered) -> list[tuple[str, str]]:
        """List what it may be set against: as it was opened, its saved versions, the latest first, and other saved segments."""
        ws, segment = answered.workspace, answered.segment
        opened = self.host.opened
        options = []
        if opened is not None and opened.entity == segment.entity:
            options.append(("as it was opened or last saved", OPENED))
        library, name = library_of(ws), self._name(answered)
        if library is not None and name is not None:
            versions = reversed(library.versions(name))
            options += [(f"version {v.number} of {v.at:%Y-%m-%d}" + (f": {v.reason}" if v.reason else ""), f"version:{v.number}")
                        for v in versions]  # fmt: skip
        others = [n for n, s in ws.segments.items() if s.entity == segment.entity and (n != name or library is None or n not in library)]
        return options + [(f"“{n}”, as saved", f"saved:{n}") for n in others]

    def _name(self, answered: Answered) -> str | None:
        """Name the saved segment whose history this one has: its own, or that of what was opened, where it is called otherwise now."""
        library = library_of(answered.workspace)
        names = [answered.segment.name, *([self.host.opened.name] if self.host.opened is not None else [])]
        return next((name for name in names if library is not None and name in library), None)

    def _older(self, answered: Answered, against: str) -> Segment:
        kind, _, which = against.partition(":")
        if kind == OPENED and self.host.opened is not None:
            return self.host.opened
        if kind == "version":
            library, name = library_of(answered.workspace), self._name(answered)
            assert isinstance(library, SegmentLibrary)
            assert name is not None
            older: Segment = library.version(name, int(which))
            return older
        saved: Segment = answered.workspace.segments[which]
        return saved

    def show(self, found: Found) -> None:
        offered: Options = found.options
        self.offer(self.against, offered, found.against)
        self.bar.layout.display = None if found.options else "none"
        self.said.value = found.said
        self.chart.set(found.chart)
        self.tables.value = "" if found.people is None or not len(found.people) else _tables(found.people, found.flows)


def _said(people: Any) -> str:
    a = people.attrs
    if not a["edits"] and not len(people):
        return words("No rule differs.")
    entered, left = a["size_after"] - a["stayed"], a["size_before"] - a["stayed"]
    said = f"{a['size_before']:,} before, {a['size_after']:,} now: {entered:,} entered, {left:,} left, {a['stayed']:,} stayed."
    worth = {k: a[f"worth_{k}"] for k in ("before", "after", "stayed")}
    if worth["before"] == worth["before"]:
        said += f" Worth in {short(worth['after'] - worth['stayed'])}, out {short(worth['before'] - worth['stayed'])}."
    if not len(people):
        said += " The edits move nobody."
    return words(said)


def _tables(people: Any, flows: Any) -> str:
    more = f", the first {PEOPLE}" if len(people) > PEOPLE else ""
    return by_cause(flows, "Edit") + words(f"Who moved{more}", "h3") + who_moved(people, "Edit")
