"""Where a metric is cut for a grid: by values, at edges, at quantiles, or in steps, at numbers that are round enough to be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from seg_widgets.analysis.bins import day_of, nice_step
from seg_widgets.analysis.dimensions import Answers
from seg_widgets.definition import Bands, By
from seg_widgets.errors import DefinitionError, Problem

QUANTILES = 4
MOST_STEPS = 20


def cut(found: Answers, cuts: Any, inside: np.ndarray, side: str, day: date) -> By | Bands:
    """Make a dimension of a metric.

    Parameters
    ----------
    found
        What everybody answers on the day.
    cuts
        ``"values"``, edges, a number of quantiles, ``{"step": 10}``, or ``None``: values of what has no order, else quarters.
    inside
        Whose values quantiles and steps are taken of.
    side
        What an error calls the metric: ``x`` or ``y``.

    Raises
    ------
    DefinitionError
        ``no-cuts``.
    """
    metric, label = found.asked.node, found.asked.label
    named = found.kind in ("category", "boolean")
    if cuts == "values" or (cuts is None and named):
        return By(metric=metric, label=label)
    if named:
        words = f"{label!r} has no order to cut by."
        raise DefinitionError(Problem("no-cuts", words, f"{side}_cuts", 'Take "values".'))
    values = found.values[inside & ~np.isnan(found.values)]
    if isinstance(cuts, Sequence) and not isinstance(cuts, str):
        return Bands(metric=metric, edges=tuple(_scalar(e) for e in cuts), label=label)
    if not len(values):
        words = f"Nobody has a value of {label!r} on {day}: there is nothing to cut."
        late = found.begins is not None and found.begins > day
        hint = f"Its rows begin on {found.begins}: give a later as_of, or the edges." if late else "Give the edges, or another as_of."
        raise DefinitionError(Problem("no-cuts", words, f"{side}_cuts", hint))
    step = cuts.get("step") if isinstance(cuts, dict) and len(cuts) == 1 else None
    if isinstance(step, int | float) and not isinstance(step, bool) and 0 < step < math.inf:
        low, high = math.floor(values.min() / step), math.floor(values.max() / step)
        inner = [step * n for n in range(low + 1, high + 1)[: MOST_STEPS - 1]]
    elif cuts is None or (isinstance(cuts, int) and not isinstance(cuts, bool) and cuts >= 2):
        k = QUANTILES if cuts is None else cuts
        day_by_day = found.kind == "date"
        inner = [
            float(math.ceil(q)) if day_by_day else _rounded(float(q), values) for q in np.quantile(values, [n / k for n in range(1, k)])
        ]
    else:
        words = f"{cuts!r} says not how to cut."
        raise DefinitionError(Problem("no-cuts", words, f"{side}_cuts", 'Give edges, a number of quantiles, {"step": 10} or "values".'))
    # An edge that nobody lies below would make an empty band.
    edges = sorted({e for e in inner if values.min() < e <= values.max()})
    if not edges:
        edges = [float(values.min())]
    shown = [_day_text(e) if found.kind == "date" else _number(e) for e in edges]
    return Bands(metric=metric, edges=(None, *shown, None), label=label)


def _rounded(edge: float, values: np.ndarray) -> float:
    """Round an edge as far as a tenth of the values' quarter allows; to whole numbers where all are whole."""
    spread = float(np.subtract(*np.quantile(values, [0.75, 0.25]))) or abs(edge) or 1.0
    if np.all(values == np.rint(values)):
        whole = float(math.ceil(edge))
        short = whole if abs(whole) < 1000 else float(f"{whole:.3g}")
        if abs(short - whole) <= spread / 10:
            return short
        step = max(float(nice_step(spread / 20)), 1.0)
        return float(round(edge / step) * step)
    step = nice_step(spread / 20)
    return float(f"{round(edge / step) * step:.12g}")


def _number(edge: float) -> int | float:
    return int(edge) if edge == int(edge) else edge


def _day_text(edge: float) -> str:
    return day_of(edge).isoformat()


def _scalar(edge: Any) -> Any:
    return edge.isoformat() if isinstance(edge, date) else edge.item() if isinstance(edge, np.generic) else edge
