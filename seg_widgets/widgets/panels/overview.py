"""How the members differ from everybody, and how one attribute is spread; a brush or a click makes a rule."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.charts.drawing import Drawing
from seg_widgets.schema import family
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.chart import LiveChart
from seg_widgets.widgets.panels.distribution import Spread, SpreadView, spread_of
from seg_widgets.widgets.panels.metrics import Offered, attribute
from seg_widgets.widgets.panels.offer import rule_of_pick, words_of

TOP = 4
"""So many attributes are held against everybody's: those that differ most."""


@dataclass(frozen=True)
class Found:
    """What the overview shows."""

    answered: Answered
    composition: Drawing
    spread: Spread


class OverviewPanel(Panel):
    """Composition against the base, and one attribute's distribution."""

    title = "Overview"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.composition = LiveChart(self._on_pick, "composition")
        self.view = SpreadView(self, "Spread of", "distribution")
        self.words = ipywidgets.HTML()
        self.heading = ipywidgets.HTML(
            "<h3>How one attribute is spread</h3><p>Draw a range over the bars, or click a value above, to make a rule of it.</p>"
        )
        self.body.children = [self.words, self.composition.box, self.heading, self.view.controls, self.view.chart.box]
        self._answered: Answered | None = None

    @property
    def distribution(self) -> LiveChart:
        """The second chart."""
        return self.view.chart

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis import composition
        from seg_widgets.charts import overview_drawing

        frame = composition(answered.evaluation, answered.workspace.session, top=TOP)
        drawing = overview_drawing(frame, dark=answered.dark, width=answered.width)
        return Found(answered, drawing, spread_of(answered, _attributes(answered), self.view.metric.value))

    def show(self, found: Found) -> None:
        self._answered = found.answered
        said = html.escape(str(found.answered.counts))
        counts = found.answered.counts
        what = "Where the members differ most from everybody:" if counts.members else "Everybody, of whom nobody is in:"
        what = what if counts.universe else "There is nobody in the table."
        self.composition.set(found.composition)
        self.view.show(found.spread)
        self.words.value = f"<h3>Who they are</h3><p>{said}. {what}</p>"
        for widget in (self.heading, self.view.controls, self.view.chart.box):
            widget.layout.display = None if found.spread.metric is not None else "none"

    def _on_pick(self, _: str, picked: Any) -> None:
        row = picked[0] if picked else None
        answered = self._answered
        if answered is None or not isinstance(row, dict):
            self.view.offer.offer(None)
            return
        criterion = rule_of_pick(attribute(str(row.get("attribute", ""))), row)
        if criterion is None:
            self.view.offer.offer(None)
            return
        self.view.offer.offer(criterion, words_of(criterion, answered.segment.entity, answered.workspace.schema))


def _attributes(answered: Answered) -> list[Offered]:
    """List the numbers and dates among the entity's columns."""
    table = answered.workspace.schema.tables[answered.segment.entity]
    apart = {table.key, *table.links}
    return [
        Offered.of(column.label or name, attribute(name))
        for name, column in table.columns.items()
        if not column.hidden and name not in apart and column.type is not None and family(column.type) in ("number", "date")
    ]
