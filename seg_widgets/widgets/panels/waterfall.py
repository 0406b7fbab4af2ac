"""What each rule takes out, in order and alone."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets

from seg_widgets.code.english import node_words
from seg_widgets.definition.walk import get
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.chart import LiveChart

PAIRS = ("same", "contradictory", "equivalent")
"""What is told of two rules; that one says what another does already, the bars tell."""

NAMED = 4
"""So many odd rules are named one by one."""


class WaterfallPanel(Panel):
    """The waterfall."""

    title = "Waterfall"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.chart = LiveChart()
        self.words = ipywidgets.HTML()
        self.body.children = [self.words, self.chart.box]

    def find(self, answered: Answered) -> tuple[str, Any]:
        from seg_widgets.analysis import waterfall
        from seg_widgets.analysis.rules import pairs
        from seg_widgets.charts import waterfall_drawing

        segment, schema = answered.segment, answered.workspace.schema

        def named(place: str) -> str:
            return node_words(get(segment, place), segment.entity, schema, parameters=segment.parameters)

        frame = waterfall(answered.evaluation, named)
        odd = [f"“{row['label']}”: {row['note']}" for row in frame.to_dict("records") if row["note"]]
        among = pairs(segment, answered.evaluation, answered.workspace)
        for row in among[among["finding"].isin(PAIRS)].to_dict("records"):
            odd.append(f"“{row['rule']}” and “{row['other']}”: {row['note']}")
        if len(odd) > NAMED + 1:
            odd[NAMED:] = [f"{len(odd) - NAMED} more things are odd; the bars show them, and sw.rules(ws, segment) lists them all."]
        said = (
            "".join(f'<div class="sw-warn">{html.escape(line)}</div>' for line in odd)
            or '<div class="sw-ok">No rule is dead or redundant.</div>'
        )
        words = f"<h3>What each rule takes out</h3><p>Solid: who remains, in this order. Outline: whom it alone holds back.</p>{said}"
        return words, waterfall_drawing(frame, dark=answered.dark, width=answered.width)

    def show(self, found: tuple[str, Any]) -> None:
        self.words.value, chart = found
        self.chart.set(chart)
