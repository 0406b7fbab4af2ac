"""How alike the members of a segment are, against everyone, on what one would act by; and whether it is a segment of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from inspect import signature
from typing import TYPE_CHECKING, Any

import numpy as np

from seg_widgets.analysis.dimensions import Answers, answers, asked, kinds_of, usual
from seg_widgets.analysis.given import as_list
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of, several
from seg_widgets.definition import Segment
from seg_widgets.errors import DefinitionError, Problem

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "about", "name", "members", "base", "missing", "middle", "middle_base", "spread", "spread_base", "ratio", "low", "high", "explained",
    "jaccard", "verdict", "note",
)  # fmt: skip
FEW, SMALL = 10, 30
"""Members with a value, and members, below which nothing is said of them but that they are few."""
ALIKE, NEAR, SIMILAR = 0.5, 0.9, 0.5
RESAMPLES, MOST = 400, 5000
"""How often members are drawn again for an interval, and how many at most (the interval is then wider than it could be)."""
TRIED = 12


def variability(
    ws: Home,
    segment: Segment | str,
    as_of: Any = None,
    *,
    metrics: Sequence[Any] | None = None,
    others: Any = None,
) -> pd.DataFrame:
    """Say whether the members of a segment are alike enough to be treated alike.

    Parameters
    ----------
    metrics
        What one would act by: columns, metrics, conditions. ``None``: numbers and categories of the usual ones, 12 at most.
    others
        Segments to hold it against: one or several, names of the workspace's. ``None``: those saved in the workspace (``ws.segments``).

    Returns
    -------
    DataFrame
        A row for the size, one a metric, one a segment of the same entity.

        about, name : str
            ``size``, ``metric`` or ``segment``; its words.
        members, base, missing : int
            Members and entities of the base (the universe, members among them) with a value; members without. Of a segment:
            those in both, those in either.
        middle, middle_base : str
            Medians, or the most frequent value of a category.
        spread, spread_base : float
            The distance from the lower to the upper quartile, in the metric's unit (days of a date); of a category the chance that
            two differ (Gini 1912).
        ratio : float
            The members' spread over the base's: below 1 they are more alike than everyone. Numbers are taken by their rank in the
            base, so that a few large values do not decide, and large customers may differ by large sums; where most of the base is
            the same, by the mean distance from the median in place of the quartiles.
        low, high : float
            The ratio's 95 % interval: members drawn again 400 times (:func:`scipy.stats.bootstrap`), the base as it is.
        explained : float
            How much of the base's variance goes by who is in and who is not, 0 to 1: of ranks (eta squared), of a category by
            Light and Margolin (1971).
        jaccard : float
            Those in both over those in either; NaN but of segments.
        verdict : str
            ``too small`` (fewer than 30) or ``large enough``; ``alike`` (ratio at most 0.5), ``narrower`` (the interval ends
            below 1), ``too mixed`` (it does not), ``too few`` (fewer than 10 with a value), ``no spread`` (all of the base are the
            same); ``near-identical`` (Jaccard at least 0.9), ``much the same`` (0.5), ``its own``.
        note : str
            The verdict as a sentence, with the figure.
    """
    import pandas as pd

    segment = segment_of(ws, segment)
    evaluation = ws.evaluate(segment, as_of)
    day, entity = evaluation.plan.as_of, segment.entity
    inside, base = evaluation.members.array(), evaluation.universe.array()
    wanted = _usual(ws, entity) if metrics is None else [asked(ws, m, entity, where=f"metrics.{n}") for n, m in enumerate(as_list(metrics))]
    many = ws.schema.tables[entity].plural or entity
    rows = [_size(int(inside.sum()), int(base.sum()), many)]
    rows += [_metric(found, inside, base) for found in answers(ws, wanted, day)]
    rows += [_other(name, ws, other, inside, day) for name, other in _others(ws, segment, others, day)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _usual(ws: Home, entity: str) -> list[Any]:
    """Give the metrics that one would try: those of dated tables and the numbers first, as one acts by them."""
    found = [one for one in usual(ws, entity) if one.node.kind not in ("days_since",)]  # type: ignore[attr-defined]
    kinds = dict(zip((one.label for one in found), kinds_of(ws, found), strict=True))
    numbers = [one for one in found if kinds[one.label] == "number"]
    rest = [one for one in found if kinds[one.label] in ("category", "boolean")]
    behaviour = [one for one in numbers if one.node.kind == "aggregate"]  # type: ignore[attr-defined]
    plain = [one for one in numbers if one not in behaviour]
    return [*plain[:4], *behaviour[:5], *rest[:3]][:TRIED]


def _others(ws: Home, segment: Segment, given: Any, day: Any) -> list[tuple[str, Segment]]:
    if given is None:
        same = segment.entity
        return [(name, other) for name, other in ws.segments.items() if other.entity == same and other.where != segment.where]
    if isinstance(given, Sequence | Mapping) and not len(given):
        return []
    pairs = list(several(ws, given, [day], "others").items())
    for name, other in pairs:
        if other.entity != segment.entity:
            words = f"{name!r} is of {other.entity}, the segment of {segment.entity}."
            raise DefinitionError(Problem("entity-differs", words, "others", "Hold it against segments of the same entity."))
    return pairs


def _row(about: str, name: str, verdict: str, note: str, **figures: Any) -> tuple[Any, ...]:
    nan = float("nan")
    usual_ = {"members": 0, "base": 0, "missing": 0, "middle": "", "middle_base": ""} | dict.fromkeys(
        ("spread", "spread_base", "ratio", "low", "high", "explained", "jaccard"), nan
    )
    return tuple((usual_ | figures | {"about": about, "name": name, "verdict": verdict, "note": note})[c] for c in COLUMNS)


def _size(members: int, base: int, many: str) -> tuple[Any, ...]:
    small = members < SMALL
    note = f"{members:,} of {base:,} {many}" + (f": fewer than {SMALL}, so that its figures say little." if small else ".")
    return _row("size", "Size", "too small" if small else "large enough", note, members=members, base=base)


def _metric(found: Answers, inside: np.ndarray, base: np.ndarray) -> tuple[Any, ...]:
    from scipy.stats import rankdata

    there = base & ~np.isnan(found.values)
    everyone, members = found.values[there], found.values[there & inside]
    figures: dict[str, Any] = {"members": len(members), "base": len(everyone), "missing": int((inside & base).sum()) - len(members)}
    if len(members):
        figures |= {"middle": _middle(members, found), "middle_base": _middle(everyone, found)}
    if len(members) < FEW:
        return _row("metric", found.asked.label, "too few", f"Only {len(members)} members have a value.", **figures)
    figures |= {"spread": _width(members, found, everyone), "spread_base": _width(everyone, found, everyone)}
    places = everyone if _named(found) else rankdata(everyone) / len(everyone)
    spread = _spread_of(places, found)
    of_base, of_members = float(spread(places, axis=0)), float(spread(places[inside[there]], axis=0))
    if of_base == 0:
        return _row("metric", found.asked.label, "no spread", "Everyone has the same value.", **figures)
    low, high = (end / of_base for end in _interval(places[inside[there]], spread, of_members))
    ratio = of_members / of_base
    figures |= {"ratio": ratio, "low": low, "high": high, "explained": _explained(places, inside[there], spread, found)}
    verdict = "alike" if ratio <= ALIKE and high < 1 else "narrower" if high < 1 else "too mixed"
    how = {"alike": "Members are alike", "narrower": "Members are somewhat alike", "too mixed": "Too mixed"}[verdict]
    note = f"{how}: spread {ratio:.2f} of everyone's ({low:.2f} to {high:.2f})."
    return _row("metric", found.asked.label, verdict, note, **figures)


def _named(found: Answers) -> bool:
    return found.kind in ("category", "boolean")


def _middle(values: np.ndarray, found: Answers) -> str:
    from seg_widgets.analysis.association import said

    if _named(found):
        seen, counts = np.unique(values, return_counts=True)
        return (found.names or ("no", "yes"))[int(seen[counts.argmax()])]
    return said(float(np.median(values)), found.kind)


def _width(values: np.ndarray, found: Answers, everyone: np.ndarray) -> float:
    """Give the distance between the quartiles, in the metric's unit; of a category the chance that two differ."""
    if _named(found):
        return float(_spread_of(everyone, found)(values, axis=0))
    low, high = np.quantile(values, [0.25, 0.75])
    return float(high - low)


def _spread_of(everyone: np.ndarray, found: Answers) -> Any:
    """Choose how spread is measured, so that it can tell something of the base."""

    def quartiles(values: np.ndarray, axis: int) -> Any:
        low, high = np.quantile(values, [0.25, 0.75], axis=axis)
        return high - low

    def distance(values: np.ndarray, axis: int) -> Any:
        return np.abs(values - np.median(values, axis=axis, keepdims=True)).mean(axis=axis)

    def differ(values: np.ndarray, axis: int) -> Any:
        return 1 - sum((values == v).mean(axis=axis) ** 2 for v in np.unique(everyone))

    if _named(found):
        return differ
    return quartiles if quartiles(everyone, 0) > 0 else distance


def _interval(members: np.ndarray, spread: Any, found: float) -> tuple[float, float]:
    from scipy.stats import bootstrap

    draw = np.random.default_rng(0)
    some = members if len(members) <= MOST else draw.choice(members, MOST, replace=False)
    if np.unique(some).size == 1:
        return found, found
    # scipy renamed what it draws with.
    drawn = {"rng" if "rng" in signature(bootstrap).parameters else "random_state": draw}
    made = bootstrap((some,), spread, n_resamples=RESAMPLES, batch=50, method="percentile", vectorized=True, **drawn)
    interval = made.confidence_interval
    return min(float(interval.low), found), max(float(interval.high), found)


def _explained(places: np.ndarray, inside: np.ndarray, spread: Any, found: Answers) -> float:
    """Give the share of the base's variance that lies between those in and those not in."""
    if inside.all() or not inside.any():
        return 0.0

    def variance(values: np.ndarray) -> float:
        return float(spread(values, axis=0)) if _named(found) else float(values.var())

    share, whole = inside.mean(), variance(places)
    within = share * variance(places[inside]) + (1 - share) * variance(places[~inside])
    return float(max(1 - within / whole, 0.0)) if whole else 0.0


def _other(name: str, ws: Home, other: Segment, inside: np.ndarray, day: Any) -> tuple[Any, ...]:
    theirs = ws.evaluate(other, day).members.array()
    both, either = int((inside & theirs).sum()), int((inside | theirs).sum())
    jaccard = both / either if either else 0.0
    verdict = "near-identical" if jaccard >= NEAR else "much the same" if jaccard >= SIMILAR else "its own"
    note = f"{both:,} of the {either:,} in either are in both ({jaccard:.0%})."
    return _row("segment", name, verdict, note, members=both, base=either, jaccard=jaccard)
