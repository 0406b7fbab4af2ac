"""Overlap with the saved segments: who is in which, and pair by pair; everybody is counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.tables import percent, table, words

ALONE = "No other segment of {whom} is saved yet. Save one in the panel Library, or in ws.segments, to see who is in several."


@dataclass(frozen=True)
class Found:
    """What the panel shows; ``chart`` is ``None`` where there is nothing to set beside it."""

    chart: Any
    pairs: Any
    name: str


class OverlapPanel(Panel):
    """UpSet-like combinations, and pairs."""

    title = "Overlap"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.head, self.chart, self.tables = ipywidgets.HTML(), LiveChart(name="overlap"), ipywidgets.HTML()
        self.body.add_class("sw-panel-overlap")
        self.body.children = [self.head, self.chart.box, self.tables]

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis.overlapping import MOST, overlap, overlap_pairs
        from seg_widgets.charts.overlap import overlap_drawing

        ws, segment = answered.workspace, answered.segment
        saved = {name: s for name, s in ws.segments.items() if s.entity == segment.entity and name != segment.name}
        if not saved:
            return Found(None, None, segment.name)
        named = {segment.name: segment} | dict(list(saved.items())[: MOST - 1])
        frame = overlap(ws, named, answered.as_of)
        chart = overlap_drawing(frame, dark=answered.dark, width=answered.width)
        pairs = overlap_pairs(ws, named, answered.as_of)
        return Found(drawn(chart), pairs, segment.name)

    def show(self, found: Found) -> None:
        if found.chart is None:
            self.head.value, self.tables.value = words("Who is in which", "h3") + words(ALONE.format(whom=self._whom())), ""
            self.chart.set(None)
            return
        self.head.value = words("Who is in which", "h3") + words(
            "Each column: in exactly the segments with a dot; everybody is counted once."
        )
        self.chart.set(found.chart)
        self.tables.value = _pairs(found.pairs, found.name)


def _pairs(frame: Any, name: str) -> str:
    rows = []
    for r in frame.to_dict("records"):
        if name not in (r["a"], r["b"]):
            continue
        mine = r["a"] == name
        other, share, theirs = (r["b"], r["share_of_a"], r["share_of_b"]) if mine else (r["a"], r["share_of_b"], r["share_of_a"])
        relation = {"a within b": "within it" if mine else "holds it", "b within a": "holds it" if mine else "within it"}.get(
            r["relation"], r["relation"]
        )
        rows.append((other, int(r["both"]), percent(share), percent(theirs), r["worth_both"], relation))
    columns = [("With", False), ("Both", True), ("Of this", True), ("Of the other", True), ("Worth of both", True), ("Relation", False)]
    return words("This one beside each", "h3") + table(columns, rows, label="Pairs", optional=("Worth of both", "Relation"))
