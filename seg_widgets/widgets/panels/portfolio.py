"""The portfolio: this segment and the saved ones, in an order of priority; what they cover, and who falls between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.definition import Everyone, Group, InSegment, Segment
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.controlled import ControlledPanel, bar, button
from seg_widgets.widgets.panels.tables import percent, table, words, wrapping

FIRST, LAST, LARGE, SMALL, WORTH = "first", "last", "large", "small", "worth"
ORDERS = (
    ("this one first", FIRST), ("this one last", LAST), ("the largest first", LARGE), ("the smallest first", SMALL),
    ("the one worth most first", WORTH),
)  # fmt: skip
ALONE = "No other segment of these is saved yet: save some in the panel Library, or put them into ws.segments."


@dataclass(frozen=True)
class Found:
    """What the panel shows.

    Attributes
    ----------
    gap
        A segment of whoever is in none of them; ``None``: nobody is.
    left_out
        How many saved segments are not looked at, there being too many.
    """

    frame: Any
    chart: Any
    gap: Segment | None
    left_out: int


class PortfolioPanel(ControlledPanel):
    """Coverage, gaps, overlaps and priority."""

    title = "Portfolio"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.order = self.choice("Who is in several goes to", 340, options=ORDERS, value=FIRST)
        self.chart, self.said, self.tables = LiveChart(name="portfolio"), ipywidgets.HTML(), ipywidgets.HTML()
        self.open = button("", "Put a segment of whoever is in none of these in place of this one; undo brings this one back", self._open)
        self._gap: Segment | None = None
        self.body.add_class("sw-panel-portfolio")
        head = ipywidgets.HTML(words("All segments together", "h3"))
        self.body.children = [head, bar(self.order), self.said, self.chart.box, self.open, self.tables]

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
        return Found(frame, drawn(chart), gap, len(saved) - len(looked_at))

    def show(self, found: Found) -> None:
        rows = found.frame.to_dict("records")
        covered, gap = rows[-2], rows[-1]
        twice = int(covered["elsewhere"])
        if len(rows) > 3:
            said = f"{len(rows) - 2} segments cover {covered['members']:,}, {percent(covered['share'])} of all"
            self.said.value = words(f"{said}; {twice:,} are in several of them.") + _left_out(found.left_out)
        else:
            self.said.value = words(ALONE)
        self.chart.set(found.chart)
        self._gap = found.gap
        self.open.layout.display = None if found.gap is not None else "none"
        self.open.description = f"Open the {gap['members']:,} in none of them as a segment"
        self.tables.value = _table(rows)

    def _open(self, _: Any) -> None:
        if self._gap is not None:
            self.host.set_definition(self._gap)


def gap_of(segment: Segment, others: Mapping[str, Segment]) -> Segment:
    """Give the segment of whoever is in none: saved ones by their names, this one, which may not be saved, by its rules."""
    own = (segment.where,) if not isinstance(segment.where, Everyone) else (Everyone(),)
    members = (*(InSegment(name=name) for name in others), *own)
    return Segment(name="In none of them", entity=segment.entity, parameters=segment.parameters, where=Group(kind="none", members=members))


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
