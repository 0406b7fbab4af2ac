"""How the members differ from everybody, and how one metric is spread; a brush makes a rule."""

from __future__ import annotations

import html
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ipywidgets

from seg_widgets.schema import Column, family
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.chart import LiveChart


@dataclass(frozen=True)
class Found:
    """What the overview shows."""

    answered: Answered
    composition: Any
    options: list[tuple[str, str]]
    metric: str | None
    spread: Any


class OverviewPanel(Panel):
    """Composition against the base, and one metric's distribution."""

    title = "Overview"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.composition, self.distribution = LiveChart(self._on_pick), LiveChart(self._on_brush)
        self.words, self.spread = (
            ipywidgets.HTML(),
            ipywidgets.HTML(
                "<h3>How one metric is spread</h3><p>Draw a range over the bars, or click a value above, to make a rule of it.</p>"
            ),
        )
        self.metric = ipywidgets.Dropdown(
            description="Spread of", style={"description_width": "auto"}, layout=ipywidgets.Layout(width="220px")
        )
        self.metric.observe(self._on_metric, "value")
        self.make = ipywidgets.Button(disabled=True, layout=ipywidgets.Layout(width="auto", max_width="100%"))
        self.make.add_class("sw-make-rule")
        self.make.on_click(lambda _: self._make_rule())
        self.body.children = [
            self.words,
            self.composition.box,
            self.spread,
            ipywidgets.HBox([self.metric, self.make], layout=ipywidgets.Layout(flex_flow="row wrap")),
            self.distribution.box,
        ]
        self._answered: Answered | None = None
        self._offered: dict[str, Any] | None = None
        self._setting = False
        self._offer(None, "")

    def _on_metric(self, _: Any) -> None:
        if not self._setting:
            self.again()

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis import composition, distribution
        from seg_widgets.charts import distribution_drawing, overview_drawing

        session = answered.workspace.session
        frame = composition(answered.evaluation, session, top=4)
        options = _metrics(answered)
        names = [name for _, name in options]
        metric = self.metric.value if self.metric.value in names else next(iter(names), None)
        spread = None
        if metric is not None:
            spread = distribution_drawing(distribution(answered.evaluation, session, metric), dark=answered.dark, width=answered.width)
        return Found(answered, overview_drawing(frame, dark=answered.dark, width=answered.width), options, metric, spread)

    def show(self, found: Found) -> None:
        self._answered = answered = found.answered
        self.words.value = f"<h3>Who they are</h3><p>{html.escape(str(answered.counts))}. Where the members differ most from everybody:</p>"
        self.composition.set(found.composition)
        self._setting = True
        try:
            if tuple(self.metric.options) != tuple(found.options):
                self.metric.options = found.options
            self.metric.value = found.metric
        finally:
            self._setting = False
        if found.spread is not None:
            self.distribution.set(found.spread)
        self._offer(None, "")

    # -- a brush or a click becomes a rule, once the analyst says so ---------------------------------------------------

    def _on_brush(self, _: str, found: Any) -> None:
        interval = next(iter(found.values()), None) if found else None
        if self._answered is None or not interval or len(interval) != 2:
            self._offer(None, "")
            return
        column = self._column(self.metric.value)
        low, high = _bounds(interval, column.type or "")
        self._offer(
            _criterion(self.metric.value, "between", [low, high]),
            f"{column.label or self.metric.value} between {_shown(low)} and {_shown(high)}",
        )

    def _on_pick(self, _: str, picked: Any) -> None:
        row = picked[0] if picked else None
        if self._answered is None or not isinstance(row, dict):
            self._offer(None, "")
            return
        found = rule_of(row, self._column)
        self._offer(*found) if found is not None else self._offer(None, "")

    def _column(self, name: str) -> Column:
        assert self._answered is not None
        return self._answered.workspace.schema.tables[self._answered.segment.entity].columns[name]

    def _offer(self, criterion: dict[str, Any] | None, words: str) -> None:
        self._offered = criterion
        self.make.description = f"Set rule: {words}" if criterion is not None else "Draw a range to make a rule"
        self.make.disabled = criterion is None
        self.make.button_style = "primary" if criterion is not None else ""

    def _make_rule(self) -> None:
        if self._offered is not None:
            self.host.add_rule(self._offered)


def rule_of(row: dict[str, Any], column_of: Callable[[str], Column]) -> tuple[dict[str, Any], str] | None:
    """Make a rule of a value that was clicked: of categories and of the missing; ``None`` for a bin, which is for the brush."""
    name, value, kind = str(row.get("attribute", "")), row.get("value"), str(row.get("kind", ""))
    try:
        column = column_of(name)
    except KeyError:
        return None
    label = column.label or name
    if kind == "missing":
        return _criterion(name, "is_missing"), f"{label} is missing"
    if column.type == "boolean":
        op = "is_true" if str(value).lower() in ("true", "yes") else "is_false"
        return _criterion(name, op), f"{label} {op.replace('_', ' ')}"
    if column.type == "text":
        return _criterion(name, "is", value), f"{label} is {value}"
    return None


def _criterion(column: str, op: str, value: Any = None) -> dict[str, Any]:
    made = {"kind": "criterion", "metric": {"kind": "attribute", "column": column}, "op": op}
    return made | ({"value": value} if value is not None else {})


def _metrics(answered: Answered) -> list[tuple[str, str]]:
    table = answered.workspace.schema.tables[answered.segment.entity]
    return [
        (column.label or name, name)
        for name, column in table.columns.items()
        if not column.hidden and column.type is not None and family(column.type) in ("number", "date")
    ]


def _bounds(interval: list[Any], type_: str) -> tuple[Any, Any]:
    """Read the ends of a brush: milliseconds of a day, or numbers, rounded inwards to what one can read."""
    low, high = sorted(interval)
    if family(type_) == "date":
        days = [datetime.fromtimestamp(v / 1000, tz=UTC).date() for v in (low, high)]
        return days[0].isoformat(), days[1].isoformat()
    if type_ == "integer":
        return (math.ceil(low), max(math.floor(high), math.ceil(low)))
    return float(f"{low:.4g}"), float(f"{high:.4g}")


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
