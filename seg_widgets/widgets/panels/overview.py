"""How the members differ from everybody, and how one metric is spread; a brush makes a rule."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import ipywidgets

from seg_widgets.plan import ColumnLeaf
from seg_widgets.schema import family
from seg_widgets.widgets.panels.base import Panel
from seg_widgets.widgets.panels.chart import LiveChart

if TYPE_CHECKING:
    from seg_widgets.widgets.builder import Answered


class OverviewPanel(Panel):
    """Composition against the base, and one metric's distribution.

    Parameters
    ----------
    add_rule
        Takes the criterion that the analyst brushed.
    """

    title = "Overview"

    def __init__(self, add_rule: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self.add_rule = add_rule
        self.composition, self.distribution = LiveChart(), LiveChart()
        self.metric = ipywidgets.Dropdown(description="Spread of", layout=ipywidgets.Layout(width="280px"))
        self.metric.observe(lambda _: self._show_distribution(), "value")
        self.words = ipywidgets.HTML()
        self.make = ipywidgets.Button(description="Brush the chart to make a rule", disabled=True, layout=ipywidgets.Layout(width="auto"))
        self.make.on_click(lambda _: self._make_rule())
        self.body.children = [
            self.words,
            self.composition.box,
            ipywidgets.HBox([self.metric, self.make]),
            self.distribution.box,
        ]
        self._answered: Answered | None = None
        self._brushed: dict[str, Any] | None = None

    def show(self, answered: Answered) -> None:
        from seg_widgets.analysis import composition
        from seg_widgets.charts import overview_chart

        self._answered = answered
        frame = composition(answered.evaluation, answered.workspace.session)
        self.words.value = f'<h3>Who they are</h3><p class="sw-note">{html.escape(str(answered.counts))}. Where the members differ most from everybody.</p>'
        self.composition.set(overview_chart(frame, dark=answered.dark))
        options = _metrics(answered)
        if tuple(self.metric.options) != tuple(options):
            keep = self.metric.value
            self.metric.options = options
            if keep in [value for _, value in options]:
                self.metric.value = keep
        self._show_distribution()

    def _show_distribution(self) -> None:
        answered = self._answered
        if answered is None or self.metric.value is None:
            return
        from seg_widgets.analysis import distribution
        from seg_widgets.charts import distribution_chart

        entity, column = answered.segment.entity, self.metric.value
        described = answered.workspace.schema.tables[entity].columns[column]
        assert described.type is not None
        leaf = ColumnLeaf(entity, column, described.type)
        self.distribution.set(distribution_chart(distribution(answered.evaluation, answered.workspace.session, leaf), dark=answered.dark))
        self._offer(None)
        self.distribution.live.selections.observe(self._on_brush, "brush")

    def _on_brush(self, change: Any) -> None:
        found = change["new"].value if change["new"] is not None else None
        interval = next(iter(found.values()), None) if found else None
        self._offer(interval)

    def _offer(self, interval: Any) -> None:
        if self._answered is None or not interval or len(interval) != 2:
            self._brushed = None
            self.make.description, self.make.disabled, self.make.button_style = "Brush the chart to make a rule", True, ""
            return
        described = self._answered.workspace.schema.tables[self._answered.segment.entity].columns[self.metric.value]
        low, high = (_bound(v, described.type or "") for v in sorted(interval))
        self._brushed = {"kind": "criterion", "metric": {"kind": "attribute", "column": self.metric.value}, "op": "between", "value": [low, high]}
        label = described.label or self.metric.value
        self.make.description, self.make.disabled, self.make.button_style = f"Set rule: {label} between {_shown(low)} and {_shown(high)}", False, "primary"

    def _make_rule(self) -> None:
        if self._brushed is not None:
            self.add_rule(self._brushed)


def _metrics(answered: Answered) -> list[tuple[str, str]]:
    table = answered.workspace.schema.tables[answered.segment.entity]
    return [
        (column.label or name, name)
        for name, column in table.columns.items()
        if not column.hidden and column.type is not None and family(column.type) in ("number", "date")
    ]


def _bound(value: Any, type_: str) -> Any:
    """Read an end of the brush: milliseconds of a day, or a number, rounded to what one can read."""
    if family(type_) == "date":
        return datetime.fromtimestamp(value / 1000, tz=timezone.utc).date().isoformat()
    if type_ == "integer":
        return round(value)
    return float(f"{value:.4g}")


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
