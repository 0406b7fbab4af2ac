"""What each rule takes out, in order and alone."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import ipywidgets

from seg_widgets.code.english import node_words
from seg_widgets.definition.walk import get
from seg_widgets.widgets.panels.base import Panel
from seg_widgets.widgets.panels.chart import LiveChart

if TYPE_CHECKING:
    from seg_widgets.widgets.builder import Answered

NAMED = 4
"""So many odd rules are named one by one."""


class WaterfallPanel(Panel):
    """The waterfall."""

    title = "Waterfall"
    has_charts = True

    def __init__(self) -> None:
        super().__init__()
        self.chart = LiveChart()
        self.words = ipywidgets.HTML()
        self.body.children = [self.words, self.chart.box]

    def show(self, answered: Answered) -> None:
        from seg_widgets.analysis import waterfall
        from seg_widgets.charts import waterfall_drawing

        segment, schema = answered.segment, answered.workspace.schema
        frame = waterfall(
            answered.evaluation, lambda place: node_words(get(segment, place), segment.entity, schema, parameters=segment.parameters)
        )
        odd = [f"“{row['label']}”: {row['note']}" for row in frame.to_dict("records") if row["note"]]
        if len(odd) > NAMED + 1:
            odd[NAMED:] = [f"{len(odd) - NAMED} more rules take nobody out; their bars show it."]
        said = (
            "".join(f'<div class="sw-warn">{html.escape(line)}</div>' for line in odd)
            or '<div class="sw-ok">No rule is dead or redundant.</div>'
        )
        self.words.value = (
            f"<h3>What each rule takes out</h3><p>Solid: who remains, in this order. Outline: whom it alone holds back.</p>{said}"
        )
        self.chart.set(waterfall_drawing(frame, dark=answered.dark, width=answered.width))
