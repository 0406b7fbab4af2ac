"""How any metric is spread, in the segment and around it; a stretch or a value becomes a rule."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import Any

import ipywidgets
import pandas as pd

from seg_widgets.charts.drawing import Drawing
from seg_widgets.schema import family
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.chart import LiveChart
from seg_widgets.widgets.panels.metrics import Offered, Planned, offered, planned
from seg_widgets.widgets.panels.offer import RuleOffer, rule_of_brush, rule_of_pick, words_of

AGAINST = (("everyone", "everyone"), ("those who are not in", "others"))


@dataclass(frozen=True)
class Spread:
    """One metric's distribution, ready to be shown."""

    answered: Answered
    options: list[Offered]
    metric: Planned | None
    frame: pd.DataFrame | None
    drawing: Drawing | None


def spread_of(answered: Answered, options: list[Offered], chosen: str | None, against: str = "everyone", height: int = 150) -> Spread:
    """Count and draw the chosen metric; the first one offered where the choice is not among them."""
    from seg_widgets.analysis.distribution import distribution_of
    from seg_widgets.charts import distribution_drawing

    names = [option.metric for option in options]
    metric = chosen if chosen in names else next(iter(names), None)
    if metric is None:
        return Spread(answered, options, None, None, None)
    plan = planned(answered, json.loads(metric))
    frame = distribution_of(
        answered.evaluation,
        answered.workspace.session,
        plan.of,
        plan.type,
        name=metric,
        label=plan.label,
        order=plan.order,
        against=against,
    )
    drawing = distribution_drawing(frame, dark=answered.dark, width=answered.width, height=height)
    return Spread(answered, options, plan, frame, drawing)


class SpreadView:
    """A metric to choose, its chart, and the rule that a brush or a click offers.

    Parameters
    ----------
    panel
        Whose; it finds again when another metric is chosen.
    more
        Further controls, between the metric and the rule that is offered.
    """

    def __init__(self, panel: Panel, label: str, name: str, *more: Any) -> None:
        self.panel = panel
        self.metric = ipywidgets.Dropdown(
            description=label, style={"description_width": "auto"}, layout=ipywidgets.Layout(width="300px", max_width="100%")
        )
        self.metric.observe(self._on_metric, "value")
        self.offer = RuleOffer(panel.host.add_rule)
        self.chart = LiveChart(self._on_select, name)
        self.controls = ipywidgets.HBox([self.metric, *more, self.offer.button], layout=ipywidgets.Layout(flex_flow="row wrap"))
        self.found: Spread | None = None
        self._setting = False

    def show(self, found: Spread) -> None:
        """Put a distribution on the screen."""
        before, self.found = self.found, found
        self._setting = True
        try:
            options = [(option.label, option.metric) for option in found.options]
            if tuple(self.metric.options) != tuple(options):
                self.metric.options = options
            self.metric.value = json.dumps(found.metric.metric, sort_keys=True, default=str) if found.metric is not None else None
        finally:
            self._setting = False
        if found.drawing is not None:
            self.chart.set(found.drawing)
        if before is None or before.metric is None or found.metric is None or before.metric.metric != found.metric.metric:
            self.offer.offer(None)

    def _on_metric(self, _: Any) -> None:
        if not self._setting:
            self.panel.again()

    def _on_select(self, name: str, picked: Any) -> None:
        found = self.found
        if found is None or found.metric is None or found.frame is None:
            return
        criterion = None
        if name == "brush":
            interval = next(iter(picked.values()), None) if picked else None
            criterion = rule_of_brush(found.metric.metric, interval, found.frame, found.metric.type) if interval else None
        elif picked and isinstance(picked[0], dict):
            criterion = rule_of_pick(found.metric.metric, picked[0])
        if criterion is None:
            self.offer.offer(None)
            return
        segment = found.answered.segment
        parameters = segment.dump().get("parameters", [])
        self.offer.offer(criterion, words_of(criterion, segment.entity, found.answered.workspace.schema, parameters))


class DistributionPanel(Panel):
    """Any metric: those of the rules, and all that the picker has."""

    title = "Distribution"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.against = ipywidgets.Dropdown(
            description="Members against",
            options=AGAINST,
            style={"description_width": "auto"},
            layout=ipywidgets.Layout(width="300px", max_width="100%"),
        )
        self.against.observe(lambda _: self.again(), "value")
        self.view = SpreadView(self, "Metric", "distribution", self.against)
        self.words = ipywidgets.HTML()
        self.body.children = [self.view.controls, self.view.chart.box, self.words]

    def find(self, answered: Answered) -> Spread:
        return spread_of(answered, offered(answered), self.view.metric.value, self.against.value, height=220)

    def show(self, found: Spread) -> None:
        self.view.show(found)
        self.words.value = "".join(f"<p>{html.escape(line)}</p>" for line in _said(found))


def _said(found: Spread) -> list[str]:
    """Say what the chart does not: who has no value, what of members and of whom it is unknown."""
    if found.frame is None or found.metric is None:
        return ["There is nothing to show: no column and no table of events."]
    counts, frame = found.answered.counts, found.frame
    lines = []
    missing = frame[frame["kind"] == "missing"]
    kind = family(found.metric.type)
    if len(missing):
        rest = "everyone" if "against" not in frame.attrs else "those who are not in"
        row = missing.iloc[0]
        lines.append(
            f"Without a value: {row['members']:,} of {frame.attrs['members']:,} members, "
            f"{row['base']:,} of {frame.attrs['base']:,} of {rest}."
        )
    if kind == "list":
        lines.append("Who has several of these is counted in each.")
    if counts.unknown:
        lines.append(f"Of {counts.unknown:,} it is not known whether they are in: a value that the rules need is missing.")
    how = "Draw a range over the bars" if kind in ("number", "date") else "Click a value"
    return [*lines, f"{how} to make a rule of it."]
