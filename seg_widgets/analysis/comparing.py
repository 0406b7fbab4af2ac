"""An outcome in a segment and out of it, and between segments: rates and means with intervals, and their differences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.dimensions import Answers, answers, asked
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import several
from seg_widgets.definition import Segment
from seg_widgets.errors import DefinitionError, Problem, UnsupportedError
from seg_widgets.results import evaluate_all

COLUMNS = (
    "segment", "group", "outcome", "measure", "n", "missing", "value", "low", "high", "difference", "difference_low", "difference_high",
)  # fmt: skip
LEVEL = 0.95
RATE, MEAN = "rate", "mean"


def compare(
    ws: Home, segments: Any, outcome: Any, as_of: Any = None, *, measured_on: Any = None, leave_out_unknown: bool = False
) -> pd.DataFrame:
    """Compare an outcome in segments with those out of them.

    Parameters
    ----------
    segments
        A segment, several, names of the workspace's, or a segmentation.
    outcome
        A segment or a condition (a rate: how many reach it), a number (a mean), or a category (a rate for each value): a column's
        name, a metric, a condition, a segment, the name of one of the workspace's.
    as_of
        The day on which the segments are read. ``None``: the workspace's.
    measured_on
        The day on which the outcome is measured, not before the segments' day. ``None``: the same day, so that both may only be
        two sides of one thing.
    leave_out_unknown
        Leave out those of whom missing values leave open whether they reach the outcome; otherwise they have not reached it.

    Returns
    -------
    DataFrame
        Two rows a segment, ``in`` and ``out`` (the rest of the universe of the segments' day); of a category two for each value.

        segment, group, outcome : str
            ``group`` is ``in`` or ``out``; ``outcome`` its words, of a category with the value.
        measure : str
            ``rate`` (0 to 1) or ``mean`` (in the metric's unit).
        n, missing : int
            Entities with an outcome, and without.
        value, low, high : float
            The rate or mean, and its 95 % interval: of a rate Wilson's (1927), of a mean Student's; NaN where there are too few.
        difference, difference_low, difference_high : float
            In less out, in the row ``in``, and its 95 % interval: of rates Newcombe's (1998, method 10), of means Welch's (1947). All by
            statsmodels.

        ``frame.attrs`` has ``outcome``, ``as_of``, ``measured_on``, and ``unknown`` (of those who have not reached the outcome, who
        might have).

    Raises
    ------
    DefinitionError
        ``measured-before``, or whatever is wrong with a definition.
    UnsupportedError
        ``no-comparison``: days have no mean that says anything.
    """
    day = ws.day(as_of)
    later = day if measured_on is None else ws.day(measured_on, "measured_on")
    if later < day:
        words = f"The outcome is measured on {later}, before {day}, the day of the segments."
        raise DefinitionError(Problem("measured-before", words, "measured_on", "Measure it later, or read the segments earlier."))
    named = several(ws, segments, [day])
    entity = next(iter(named.values())).entity
    aim = asked(ws, outcome, entity, where="outcome")
    (found,) = answers(ws, [aim], later)
    if found.kind == "date":
        hint = "Compare days since it, or whether it lies before a day."
        raise UnsupportedError(Problem("no-comparison", "The mean of days says nothing.", "outcome", hint))
    unknown = np.isnan(found.values) & isinstance(aim.node, Segment)
    if isinstance(aim.node, Segment) and not leave_out_unknown:
        found = replace(found, values=np.nan_to_num(found.values))
    rows: list[tuple[Any, ...]] = []
    evaluations = evaluate_all([ws.plan(s, day) for s in named.values()], ws.session)
    for label, values, measure in _outcomes(found):
        for name, each in zip(named, evaluations, strict=True):
            inside, outside = each.members.array(), (each.universe - each.members).array()
            rows += _rows(name, label, measure, values, inside, outside)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    universe = evaluations[0].universe.array()
    frame.attrs = {
        "outcome": aim.label, "as_of": day.isoformat(), "measured_on": later.isoformat(), "unknown": int((unknown & universe).sum()),
    }  # fmt: skip
    return frame


def _outcomes(found: Answers) -> list[tuple[str, np.ndarray, str]]:
    label = found.asked.label
    if found.kind == "number":
        return [(label, found.values, MEAN)]
    if found.kind == "boolean":
        return [(label, found.values, RATE)]
    known = ~np.isnan(found.values)
    return [(f"{label}: {name}", np.where(known, found.values == n, np.nan), RATE) for n, name in enumerate(found.names)]


def _rows(name: str, label: str, measure: str, values: np.ndarray, inside: np.ndarray, outside: np.ndarray) -> list[tuple[Any, ...]]:
    sides = [values[who] for who in (inside, outside)]
    known = [side[~np.isnan(side)] for side in sides]
    told = [rate(int(k.sum()), len(k)) if measure == RATE else mean(k) for k in known]
    difference = rate_difference(known[0], known[1]) if measure == RATE else mean_difference(known[0], known[1])
    blank = (float("nan"),) * 3
    return [
        (name, group, label, measure, len(k), len(side) - len(k), *each, *(difference if group == "in" else blank))
        for group, side, k, each in zip(("in", "out"), sides, known, told, strict=True)
    ]


def rate(reached: int, n: int) -> tuple[float, float, float]:
    """Give a rate with Wilson's interval; NaN of nobody."""
    from statsmodels.stats.proportion import proportion_confint

    if not n:
        return (float("nan"),) * 3
    low, high = proportion_confint(reached, n, alpha=1 - LEVEL, method="wilson")
    return reached / n, max(float(low), 0.0), min(float(high), 1.0)


def mean(values: np.ndarray) -> tuple[float, float, float]:
    """Give a mean with Student's interval; its ends are NaN of fewer than two."""
    from statsmodels.stats.weightstats import DescrStatsW

    if not len(values):
        return (float("nan"),) * 3
    middle = float(values.mean())
    if len(values) < 2:
        return middle, float("nan"), float("nan")
    if (values == values[0]).all():
        return middle, middle, middle
    low, high = DescrStatsW(values).tconfint_mean(alpha=1 - LEVEL)
    return middle, float(low), float(high)


def rate_difference(a: np.ndarray, b: np.ndarray) -> tuple[float, float, float]:
    """Give the difference of two rates with Newcombe's interval."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    if not len(a) or not len(b):
        return (float("nan"),) * 3
    low, high = confint_proportions_2indep(int(a.sum()), len(a), int(b.sum()), len(b), method="newcomb", compare="diff", alpha=1 - LEVEL)
    return float(a.mean() - b.mean()), float(low), float(high)


def mean_difference(a: np.ndarray, b: np.ndarray) -> tuple[float, float, float]:
    """Give the difference of two means with Welch's interval; its ends are NaN where a side has fewer than two."""
    from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

    if not len(a) or not len(b):
        return (float("nan"),) * 3
    difference = float(a.mean() - b.mean())
    if len(a) < 2 or len(b) < 2:
        return difference, float("nan"), float("nan")
    if (a == a[0]).all() and (b == b[0]).all():
        return difference, difference, difference
    low, high = CompareMeans(DescrStatsW(a), DescrStatsW(b)).tconfint_diff(alpha=1 - LEVEL, usevar="unequal")
    return difference, float(low), float(high)
