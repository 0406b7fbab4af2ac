"""How any metric is spread among entities, in a few figures: bins of numbers and days, the commonest categories.

Plain data, made once a metric; what a small picture beside a rule needs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlglot import exp

from seg_widgets.analysis.attributes import as_numbers
from seg_widgets.analysis.bins import EPOCH, day_bins, number_bins
from seg_widgets.engines import Session
from seg_widgets.plan import Expr
from seg_widgets.schema import family

BINS = 24
"""About how many bars a number or a date has."""

SHOWN = 12
"""So many values of a text have a bar of their own; the others share one."""

DISTINCT = 50
"""A text with more values than this is a name or a remark: a spread of it says nothing."""

DECIMALS = 6
SAMPLED = 5000
"""So many values say in which step all are written."""


def measured_spread(session: Session, entity: str, of: Expr, type_: str, base: np.ndarray) -> dict[str, Any] | None:
    """Count a number, or a date by its local day, in bins.

    Parameters
    ----------
    base
        Boolean, in the entity table's order: among whom.

    Returns
    -------
    dict or None
        ``kind`` (``number`` or ``date``); ``edges`` (one more than bins, ascending, numbers or days from 1970-01-01; a bin
        holds its lower edge) and ``counts``; ``below``, ``above``: the first and last bin also hold what lies beyond;
        ``step`` in which values are written (1, 0.01; 0: none); ``min``, ``max``; ``missing`` and ``of`` how many.
        ``None`` where there is no value at all.
    """
    made, dated = session.made, family(type_) == "date"

    def number(value: exp.Expr) -> list[exp.Expr]:
        day = made.days_between(made.literal(EPOCH), made.day(value, type_)) if dated else value
        return [exp.alias_(made.double(day), "v")]

    numbers = as_numbers(session.computed(entity, of, number)["v"])[base]
    seen = numbers[~np.isnan(numbers)]
    if not len(seen):
        return None
    bins = day_bins(seen, BINS) if dated else number_bins(seen, BINS)
    return {
        "kind": "date" if dated else "number",
        "edges": [float(edge) for edge in bins.edges],
        "counts": np.bincount(bins.place(seen), minlength=len(bins.edges) - 1).tolist(),
        "below": bool(bins.below),
        "above": bool(bins.above),
        "step": 1 if dated else _step(seen),
        "min": float(seen.min()),
        "max": float(seen.max()),
        "missing": int(len(numbers) - len(seen)),
        "of": len(numbers),
    }


def _step(seen: np.ndarray) -> float:
    """Give the step in which values are written: 1 for whole numbers, 0.01 for cents, 0 where there is none."""
    seen = seen[:: max(1, len(seen) // SAMPLED)]
    for decimals in range(DECIMALS + 1):
        # Values are as exact as doubles: 0.1 + 0.2 is one of one decimal.
        if np.allclose(seen, np.round(seen, decimals), rtol=1e-12, atol=1e-9 * 10.0**-decimals):
            return float(f"1e-{decimals}")
    return 0.0


def category_spread(
    session: Session, entity: str, of: Expr, base: np.ndarray, order: tuple[str, ...] | None = None
) -> dict[str, Any] | None:
    """Count the commonest values of a text or a boolean.

    Returns
    -------
    dict or None
        ``kind`` (``categories``); ``values`` (in their ``order`` if they have one, else the commonest first) and ``counts``;
        ``others``: how many have a value without a bar of its own; ``missing`` and ``of`` how many. ``None`` where there is no
        value, or so many that each is a name.
    """
    known = session.distinct(entity, of)
    if not known or len(known) > DISTINCT:
        return None

    def code(value: exp.Expr) -> list[exp.Expr]:
        ifs = [
            exp.If(this=exp.EQ(this=value.copy(), expression=session.made.literal(text)), true=exp.Literal.number(place))
            for place, text in enumerate(known, 1)
        ]
        return [exp.alias_(exp.cast(exp.Case(ifs=ifs, default=exp.Literal.number(0)), exp.DataType.Type.UTINYINT), "v")]

    codes = np.asarray(session.computed(entity, of, code)["v"])[base]
    counts = np.bincount(codes, minlength=len(known) + 1)
    missing, here = int(counts[0]), counts[1:]
    if not here.any():
        return None
    ranked = sorted((n for n in range(len(known)) if here[n]), key=lambda n: (-here[n], n))
    shown = ranked[:SHOWN] if len(ranked) > SHOWN + 1 else ranked
    if order is not None:
        place = {text: n for n, text in enumerate(order)}
        shown.sort(key=lambda n: place.get(known[n], len(place)))
    return {
        "kind": "categories",
        "values": [known[n] for n in shown],
        "counts": [int(here[n]) for n in shown],
        "others": int(sum(here[n] for n in ranked[len(shown) :])),
        "missing": missing,
        "of": len(codes),
    }
