"""The portfolio: this segment and the saved ones, in an order of priority; what they cover, and who falls between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.definition import Everyone, Group, InSegment, Priority, Segment
from seg_widgets.errors import SegmentError
from seg_widgets.library import library_of
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.controlled import AUTO, ControlledPanel, bar, button
from seg_widgets.widgets.panels.tables import percent, table, words, wrapping

FIRST, LAST, LARGE, SMALL, WORTH = "first", "last", "large", "small", "worth"
ORDERS = (
    ("this one first", FIRST), ("this one last", LAST), ("the largest first", LARGE), ("the smallest first", SMALL),
    ("the one worth most first", WORTH),
)  # fmt: skip
ALONE = "No other segment of {whom} is saved yet. Save one in the panel Library, or in ws.segments, to see what all of them cover."


@dataclass(frozen=True)
class Found:
    """What the panel shows.

    Attributes
    ----------
    gap
        A segment of whoever is in none of them; ``None``: nobody is.
    left_out
        How many saved segments are not looked at, there being too many.
    named
        Those that are, in their order.
    """

    frame: Any
    chart: Any
    gap: Segment | None
    left_out: int
    named: dict[str, Segment]


class PortfolioPanel(ControlledPanel):
    """Coverage, gaps, overlaps and priority."""

    title = "Portfolio"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.order = self.choice("Who is in several goes to", 340, options=ORDERS, value=FIRST)
        self.chart, self.said, self.tables = LiveChart(name="portfolio"), ipywidgets.HTML(), ipywidgets.HTML()
        self.name = ipywidgets.Text("Priority", description="Name", style=AUTO, layout=ipywidgets.Layout(width="240px", max_width="100%"))
        self.keep = button("Save this order", "Save the segments in this order of priority in the library", self._keep)
        self.told, self.saving = ipywidgets.HTML(), bar(self.name, self.keep)
        self.open = button("", "Put a segment of whoever is in none of these in place of this one; undo brings this one back", self._open)
        self._gap: Segment | None = None
        self._named: dict[str, Segment] = {}
        self.body.add_class("sw-panel-portfolio")
        head = ipywidgets.HTML(words("All segments together", "h3"))
        self.body.children = [head, bar(self.order), self.said, self.chart.box, self.open, self.saving, self.told, self.tables]

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis.overlapping import MOST, portfolio
        from seg_widgets.charts.portfolio import portfolio_drawing

        ws, segment = answered.workspace, answered.segment
        saved = {name: s for name, s in ws.segments.items() if s.entity == segment.entity and name != segment.name}
        looked_at = dict(list(saved.items())[: MOST - 1])
        named = {segment.name: segment} | looked_at
        frame = portfolio(ws, named, answered.as_of)
        order = _ordered(frame, self.order.value)
        if order != list(named):
            frame = portfolio(ws, {name: named[name] for name in order}, answered.as_of)
        gap = gap_of(segment, looked_at) if int(frame.iloc[-1]["members"]) else None
        chart = portfolio_drawing(frame, dark=answered.dark, width=answered.width)
        ordered = {name: named[name] for name in order}
        return Found(frame, drawn(chart), gap, len(saved) - len(looked_at), ordered)

    def show(self, found: Found) -> None:
        rows = found.frame.to_dict("records")
        covered, gap = rows[-2], rows[-1]
        twice = int(covered["elsewhere"])
        if len(rows) > 3:
            said = f"{len(rows) - 2} segments cover {covered['members']:,}, {percent(covered['share'])} of all"
            self.said.value = words(f"{said}; {twice:,} are in several of them.") + _left_out(found.left_out)
        else:
            self.said.value = words(ALONE.format(whom=self._whom()))
        self.chart.set(found.chart)
        self._gap, self._named = found.gap, found.named
        there = library_of(self.host.workspace) is not None and len(found.named) > 1
        self.saving.layout.display = None if there else "none"
        self.open.layout.display = None if found.gap is not None else "none"
        self.open.description = f"Open the {gap['members']:,} in none of them as a segment"
        self.tables.value = _table(rows)

    def turned(self) -> None:
        self.told.value = ""
        super().turned()

    def _keep(self, _: Any) -> None:
        """Save the order; say what became of it, or why it could not be done."""
        library = library_of(self.host.workspace)
        if library is None:
            return
        try:
            parts = tuple(as_saved(segment, library) for segment in self._named.values())
            made = library.save(Priority(name=self.name.value.strip(), segments=parts), reason="The order in the panel Portfolio.")
        except SegmentError as error:
            self.told.value = words(str(error), "sw-error")
        else:
            self.told.value = words(f"Saved “{self.name.value.strip()}” as version {made.number}.", "sw-ok")

    def _open(self, _: Any) -> None:
        if self._gap is not None:
            self.host.opened = self._gap
            self.host.set_definition(self._gap)


def gap_of(segment: Segment, others: Mapping[str, Segment]) -> Segment:
    """Give the segment of whoever is in none: saved ones by their names, this one, which may not be saved, by its rules."""
    own = (segment.where,) if not isinstance(segment.where, Everyone) else (Everyone(),)
    members = (*(InSegment(name=name) for name in others), *own)
    return Segment(name="In none of them", entity=segment.entity, parameters=segment.parameters, where=Group(kind="none", members=members))


def as_saved(segment: Segment, library: Mapping[str, Segment]) -> Segment:
    """Give a segment that asks for the saved one of its name, where that is the same: it then follows what is saved later."""
    if library.get(segment.name) != segment:
        return segment
    where = Group(kind="all", members=(InSegment(name=segment.name),))
    return Segment(name=segment.name, description=segment.description, entity=segment.entity, where=where)


def _ordered(frame: Any, order: str) -> list[str]:
    """Put the segments into an order of priority; of those that are equal in it the order stays."""
    own = frame[frame["kind"] == "segment"]
    names = [str(name) for name in own["segment"]]
    if order == LAST:
        return [*names[1:], names[0]]
    if order == FIRST:
        return names
    by, up = ("worth", False) if order == WORTH else ("members", order == SMALL)
    return [str(name) for name in own.sort_values(by, ascending=up, kind="stable", na_position="last")["segment"]]


def _left_out(number: int) -> str:
    return words(f"{number} more saved segments are not looked at.", "sw-warn") if number else ""


def _table(rows: list[Any]) -> str:
    shown = [
        (r["segment"], int(r["members"]), percent(r["share"]), int(r["only_here"]), int(r["assigned"]), r["worth"], wrapping(r["note"]))
        for r in rows
    ]
    columns = [("Segment", False), ("Members", True), ("Of all", True), ("Only here", True), ("If each once", True), ("Worth", True),
               ("Note", False)]  # fmt: skip
    return table(columns, shown, label="Portfolio", optional=("Worth", "Note"))
