"""A rule offered from a chart: what was brushed or clicked, made a criterion; it is set once the analyst says so."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import ipywidgets
import pandas as pd

from seg_widgets.code.words import node_words
from seg_widgets.definition import FORMAT, Segment
from seg_widgets.schema import Schema

Criterion = dict[str, Any]
NEAR = 0.2
"""An end this share of a bin away from the bin's edge is meant to be at the edge."""


class RuleOffer:
    """A button that sets the rule which a chart offers.

    Parameters
    ----------
    add_rule
        Takes the criterion.
    """

    NOTHING = "Draw a range, or click a value, to make a rule"

    def __init__(self, add_rule: Callable[[Criterion], None]) -> None:
        self.add_rule = add_rule
        self.button = ipywidgets.Button(layout=ipywidgets.Layout(width="auto", max_width="100%"))
        self.button.add_class("sw-make-rule")
        self.button.on_click(lambda _: self._take())
        self.criterion: Criterion | None = None
        self.offer(None)

    def offer(self, criterion: Criterion | None, words: str = "") -> None:
        """Offer a rule; ``None``: there is none."""
        self.criterion = criterion
        self.button.description = f"Set rule: {words}" if criterion is not None else self.NOTHING
        self.button.disabled = criterion is None
        self.button.button_style = "primary" if criterion is not None else ""

    def _take(self) -> None:
        if self.criterion is not None:
            self.add_rule(self.criterion)


def words_of(criterion: Criterion, entity: str, schema: Schema, parameters: Sequence[Mapping[str, Any]] = ()) -> str:
    """Say a criterion in the words of the rules."""
    whole = {
        "format": FORMAT,
        "name": "rule",
        "entity": entity,
        "parameters": list(parameters),
        "where": {"kind": "all", "members": [criterion]},
    }
    segment = Segment.load(whole)
    return node_words(segment.where.members[0], entity, schema, segment.parameters)


def rule_of_pick(metric: Mapping[str, Any], picked: Mapping[str, Any]) -> Criterion | None:
    """Make a rule of a value that was clicked; ``None`` for a bin, which is for the brush, and for what was added up.

    Parameters
    ----------
    picked
        ``value`` and ``kind`` of the frame's row: ``text``, ``boolean``, ``list``, ``missing``.
    """
    value, kind = picked.get("value"), picked.get("kind")
    match kind:
        case "missing":
            return _criterion(metric, "is_missing")
        case "boolean":
            return _criterion(metric, "is_true" if value == "yes" else "is_false")
        case "text":
            return _criterion(metric, "is", str(value))
        case "list":
            return _criterion(metric, "has_any", [str(value)])
    return None


def rule_of_brush(metric: Mapping[str, Any], interval: Sequence[float], frame: pd.DataFrame, type_: str) -> Criterion | None:
    """Make a rule of a stretch drawn over a histogram, its ends rounded to what one reads off it.

    An end beyond the bars is open: the first and the last bin also hold what lies beyond them.

    Parameters
    ----------
    interval
        Its ends: numbers, or milliseconds in UTC since 1970.
    frame
        What the histogram shows, as :func:`seg_widgets.analysis.distribution` gives it.
    type_
        The metric's.
    """
    bins = frame[frame["kind"].isin(["number", "whole", "date"])]
    if len(interval) != 2 or not len(bins):
        return None
    dated = bins["kind"].iloc[0] == "date"
    lows, highs = ([_number(v) for v in bins[side]] for side in ("low", "high"))
    edges = [*lows, highs[-1]]
    ends = sorted(float(v) / (86_400_000 if dated else 1) for v in interval)
    low, high = (_rounded(end, edges) for end in ends)
    # The upper end of days and of whole numbers is the last that is in the stretch.
    if dated:
        first, last = math.ceil(low - 1e-9), max(math.ceil(high - 1e-9) - 1, math.ceil(low - 1e-9))
    elif bins["kind"].iloc[0] == "whole" or type_ == "integer":
        first, last = math.ceil(low - 1e-9), max(math.floor(high + 1e-9), math.ceil(low - 1e-9))
    else:
        first, last = low, high  # type: ignore[assignment]
    values = [_day(v) if dated else _plain(v) for v in (first, last)]
    below, above = low <= edges[0], high >= edges[-1]
    if below and above:
        return _criterion(metric, "is_present")
    if below:
        return _criterion(metric, "<=", values[1])
    if above:
        return _criterion(metric, ">=", values[0])
    return _criterion(metric, "between", values)


def _rounded(end: float, edges: Sequence[float]) -> float:
    """Round an end to the nearest edge of a bin where it is near one, else to a tenth of the bin or finer."""
    at = min(max(sum(edge <= end for edge in edges) - 1, 0), len(edges) - 2)
    low, high = edges[at], edges[at + 1]
    size = high - low
    for edge in (low, high):
        if abs(end - edge) <= NEAR * size:
            return edge
    step = 10.0 ** math.floor(math.log10(size / 5)) if size > 0 else 1.0
    return float(f"{round(end / step) * step:.12g}")


def _number(bound: Any) -> float:
    return bound.timestamp() / 86_400 if isinstance(bound, pd.Timestamp) else float(bound)


def _day(days: float) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=round(days))).date().isoformat()


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else float(value)


def _criterion(metric: Mapping[str, Any], op: str, value: Any = None) -> Criterion:
    made: Criterion = {"kind": "criterion", "metric": dict(metric), "op": op}
    return made | ({"value": value} if value is not None else {})
