"""Whether a dimension has anything to do with a goal: the test of a segmentation before anyone acts on it.

A goal is measured on a later day than the dimensions are read, so that what is known of the future cannot tell of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from seg_widgets.analysis.dimensions import Answers, answers, asked, days_within, usual
from seg_widgets.analysis.given import as_list
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of
from seg_widgets.analysis.strength import Strength, of_groups, of_order, of_ranks, of_table
from seg_widgets.definition import Everyone, Segment
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.plan import add_months
from seg_widgets.schema.datacheck import start_column

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "dimension", "kind", "verdict", "measure", "effect", "low", "high", "p", "q", "n", "missing", "detail", "leak", "note",
)  # fmt: skip
POOR = "nothing to say: a poor choice"
VERDICTS = ("matters", "weak", "leaks", POOR, "too little data")
LEAST_SIDE = 10
"""So many at least reach a goal and do not, or nothing can be said; of a number so many for each value told apart."""
LEAST = 30
WEAK, STRONG, SAME = 0.1, 0.3, 0.95
"""Correlations called small and medium (Cohen 1988), and one that only the goal itself would have."""
FALSE_SHARE = 0.05


def associate(
    ws: Home,
    goal: Any,
    *,
    dimensions: Sequence[Any] | None = None,
    as_of: Any = None,
    measured_on: Any = None,
    among: Segment | str | None = None,
    entity: str | None = None,
    keep_reached: bool = False,
    leave_out_unknown: bool = False,
) -> pd.DataFrame:
    """Test whether dimensions have anything to do with a goal.

    Parameters
    ----------
    goal
        What is to be told apart, measured on the later day: a segment or a condition (reached or not), a metric or a column
        (a number, a date, a category).
    dimensions
        Columns, metrics, conditions, segments, read on the earlier day. ``None``: the entity's attributes, and of each dated table
        how many rows there are in the last 90 days, how recent the latest is, and the latest state.
    as_of, measured_on
        The day on which dimensions are read, and that of the goal. Left out: six months before the day of the goal, and the workspace's
        as-of date.
    among
        Only members of this segment on the earlier day, such as active customers; ``None``: the universe.
    entity
        Whose; needed only where neither goal nor ``among`` say so.
    keep_reached
        Also those who had reached the goal (a segment or a condition) on the earlier day already.
    leave_out_unknown
        Leave out those of whom missing values leave open whether they reached the goal. Otherwise they are as the segment has
        them: not in. (A churn date that is missing is one that has not come; a survey score that is missing is not a low one.)

    Returns
    -------
    DataFrame
        One row a dimension, those that matter most first.

        dimension, kind : str
            Its words; ``number``, ``date``, ``category`` or ``boolean``.
        verdict : str
            - ``matters``: the test holds, and the effect is at least 0.1.
            - ``weak``: the test holds, but the effect is smaller: it helps nobody to act.
            - ``leaks``: it holds days after the one it is read on, or, having no history, tells the goal all but perfectly.
            - ``too little data``: its rows begin after the day on which it is read; fewer than 30, fewer than 10 that reach
              the goal or do not, or an interval that leaves room for an effect of 0.3 or more.
            - ``nothing to say: a poor choice``: none of this.
        measure : str
            ``rank-biserial`` and ``Spearman's rho`` (-1 to 1: below 0, less of it goes with the goal), ``Cramér's V`` and
            ``rank eta`` (0 to 1); sources in :mod:`seg_widgets.analysis.strength`.
        effect, low, high : float
            The effect and its 95 % interval; NaN where nothing was tested.
        p, q : float
            The test's p-value, and corrected for the number of dimensions tried (Benjamini and Hochberg 1995, by scipy): of those
            with q < 0.05, one in twenty is expected to be chance.
        n, missing : int
            Entities with a value and a known goal; those left out as the dimension is missing.
        detail : str
            Where it is highest and lowest: shares of a goal that is reached, medians of a number.
        leak : str
            ``no history: may leak``: it reads a plain column of an entity's table, as it is today; else empty.
        note : str
            The verdict as a sentence.

        ``frame.attrs`` holds ``goal``, ``entity``, ``as_of``, ``measured_on``, ``people`` (entities tested), ``reached`` (their
        number, of a goal that is reached or not), ``unknown`` (of those who did not reach it, who might have), ``left_out``
        (reason -> number) and ``goal_leak``.

    Raises
    ------
    DefinitionError
        ``goal-not-after``: the goal's day is not after the day on which dimensions are read; and those of a definition.
    """
    import pandas as pd

    among = None if among is None else segment_of(ws, among, "among")
    measured = ws.day(measured_on, "measured_on")
    read = half_a_year_before(measured) if as_of is None else ws.day(as_of, "as_of")
    if measured <= read:
        words = f"The goal is measured on {measured}, which is not after {read}, the day on which the dimensions are read."
        raise DefinitionError(Problem("goal-not-after", words, "measured_on", "Measure it later, or read earlier: as_of=..."))
    aim = asked(ws, goal, among.entity if among is not None else entity, where="goal")
    wanted = usual(ws, aim.entity) if dimensions is None else [
        asked(ws, d, aim.entity, where=f"dimensions.{n}") for n, d in enumerate(as_list(dimensions))
    ]  # fmt: skip
    (reached,) = answers(ws, [aim], measured)
    unknown = np.isnan(reached.values) & (reached.kind == "boolean")
    if not leave_out_unknown and isinstance(aim.node, Segment):
        reached = replace(reached, values=np.nan_to_num(reached.values))
    people, left_out = people_of(ws, reached, read, among, keep_reached)
    found = [_one(a, reached, people, read, measured) for a in answers(ws, wanted, read)]
    rows = [_row(f, q) for f, q in zip(found, _corrected([f.strength if not f.later else None for f in found]), strict=True)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    rank = frame["verdict"].map({verdict: n for n, verdict in enumerate(VERDICTS)})
    frame = frame.assign(_rank=rank, _size=-frame["effect"].abs()).sort_values(["_rank", "_size"], kind="stable")
    frame = frame.drop(columns=["_rank", "_size"]).reset_index(drop=True)
    frame.attrs = {
        "goal": aim.label, "entity": aim.entity, "entities": ws.schema.tables[aim.entity].plural or aim.entity,
        "as_of": read.isoformat(), "measured_on": measured.isoformat(),
        "people": int(people.sum()), "left_out": left_out,
        "reached": int(reached.values[people].sum()) if reached.kind == "boolean" else None,
        "unknown": int((unknown & people).sum()), "goal_leak": _no_history(reached),
    }  # fmt: skip
    return frame


def half_a_year_before(day: date) -> date:
    """Give the day on which dimensions are read, where nobody says."""
    return add_months(day, -6) if day.year > 1 else date.min


def people_of(ws: Home, goal: Answers, read: date, among: Segment | None, keep_reached: bool) -> tuple[np.ndarray, dict[str, int]]:
    """Say who is tested, and count who is not."""
    entity = goal.asked.entity
    everyone = Segment(name="everyone", entity=entity, where=Everyone())
    there = ws.evaluate(everyone, read).universe.array()
    left_out: dict[str, int] = {}

    def leave_out(why: str, who: np.ndarray) -> None:
        nonlocal there
        if (there & who).any():
            left_out[why] = int((there & who).sum())
            there = there & ~who

    began = start_column(entity, ws.schema.tables[entity])
    if began is not None:
        (start,) = answers(ws, [asked(ws, began, entity, where="entity")], read)
        leave_out("not there yet", start.values > (read - date(1970, 1, 1)).days)
    if among is not None:
        leave_out("not among them", ~ws.evaluate(among, read).members.array())
    if goal.kind == "boolean" and isinstance(goal.asked.node, Segment) and not keep_reached:
        before = ws.evaluate(goal.asked.node, read).members.array()
        # A condition on a plain column is the same on both days: it does not tell when it came to be met.
        if not (goal.plain and np.array_equal(before & there, (goal.values == 1) & there)):
            leave_out("reached it before", before)
    leave_out("goal not known", np.isnan(goal.values))
    return there, left_out


@dataclass(frozen=True)
class _Found:
    dimension: Answers
    n: int
    missing: int
    strength: Strength | None
    why: str
    detail: str
    later: int


def _one(dimension: Answers, goal: Answers, people: np.ndarray, read: date, measured: date) -> _Found:
    there = people & ~np.isnan(dimension.values)
    values, reached = dimension.values[there], goal.values[there]
    n, missing = len(values), int(people.sum()) - len(values)
    later = days_within(Answers(dimension.asked, dimension.kind, values), read, measured)
    begins = dimension.begins
    if begins is not None and begins > read:  # nothing was recorded yet: that all have none says nothing about it
        why = f"its rows begin on {begins}, after {read}, on which it is read"
    else:
        why = "constant" if n >= LEAST and len(np.unique(values)) == 1 else _too_little(reached, goal.kind)
    strength = None if why else _strength(values, dimension, reached, goal)
    return _Found(dimension, n, missing, strength, why, _detail(values, dimension, reached, goal) if n else "", later)


def _too_little(goal: np.ndarray, kind: str) -> str:
    if len(goal) < LEAST:
        return f"only {len(goal)} {'has' if len(goal) == 1 else 'have'} a value" if len(goal) else "nobody has a value"
    if kind in ("boolean", "category"):
        counts = np.unique(goal, return_counts=True)[1]
        if len(counts) < 2:
            return "all have the same goal"
        if np.sort(counts)[-2] < LEAST_SIDE:
            return f"only {np.sort(counts)[-2]} {'reach the goal, or do not' if kind == 'boolean' else 'differ in the goal'}"
    return "all have the same goal" if len(np.unique(goal)) < 2 else ""


def _strength(values: np.ndarray, dimension: Answers, reached: np.ndarray, goal: Answers) -> Strength:
    named, aimed = (a.kind in ("category", "boolean") for a in (dimension, goal))
    if named and aimed:
        table = _table(values, reached)
        return of_table(table)
    if not named and not aimed:
        return of_order(values, reached)
    numbers, codes = (reached, values) if named else (values, reached)
    seen, codes = np.unique(codes, return_inverse=True)
    return of_ranks(numbers, codes == 1) if len(seen) == 2 else of_groups(numbers, codes, len(seen))


def _table(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    _, row = np.unique(rows, return_inverse=True)
    _, column = np.unique(columns, return_inverse=True)
    table = np.zeros((row.max() + 1, column.max() + 1), dtype=np.int64)
    np.add.at(table, (row, column), 1)
    return table


def _corrected(found: list[Strength | None]) -> list[float]:
    from scipy.stats import false_discovery_control

    at = [n for n, s in enumerate(found) if s is not None]
    q = [float("nan")] * len(found)
    if at:
        for n, value in zip(at, false_discovery_control([found[n].p for n in at]), strict=True):  # type: ignore[union-attr]
            q[n] = float(value)
    return q


def _no_history(of: Answers) -> str:
    return "no history: may leak" if of.plain else ""


def _row(found: _Found, q: float) -> tuple[Any, ...]:
    s, leak = found.strength, _no_history(found.dimension)
    verdict, note = _verdict(found, q)
    figures = (s.measure, s.effect, s.low, s.high, s.p, q) if s is not None else ("", *(float("nan"),) * 5)
    return (
        found.dimension.asked.label, found.dimension.kind, verdict, *figures, found.n, found.missing, found.detail, leak, note,
    )  # fmt: skip


def _verdict(found: _Found, q: float) -> tuple[str, str]:
    s = found.strength
    if found.later:
        days = "1 of its days lies" if found.later == 1 else f"{found.later} of its days lie"
        return "leaks", f"{days} between the two days: unless planned, it knows what was still to come."
    if found.why == "constant":
        return POOR, "Everyone has the same value."
    if s is None:
        return "too little data", f"{found.why[:1].upper()}{found.why[1:]}."
    size = abs(s.effect)
    if found.dimension.plain and size >= SAME:
        return "leaks", "It tells the goal all but perfectly, and has no history: it may be the goal itself."
    if q < FALSE_SHARE:
        if size >= WEAK:
            return "matters", f"It goes with the goal: {s.measure} {s.effect:.2f} ({s.low:.2f} to {s.high:.2f})."
        return "weak", f"There is something, but too little to act on: {s.measure} {s.effect:.2f}."
    most = max(abs(s.low), abs(s.high))
    if most >= STRONG:
        return "too little data", f"It may be nothing, or as much as {most:.2f}: these are too few to tell."
    return POOR, f"Chance could bring as much, among all that were tried; at most {most:.2f}."


def _detail(values: np.ndarray, dimension: Answers, reached: np.ndarray, goal: Answers) -> str:
    """Say where the goal is highest and lowest."""
    if goal.kind == "category":
        return ""
    if dimension.kind in ("category", "boolean"):
        names = dimension.names or ("no", "yes")
        ways = [(names[int(v)], reached[values == v]) for v in np.unique(values)]
        if goal.kind == "boolean":
            told = [(float(r.mean()), f"{name} {r.mean():.0%} of {len(r):,}") for name, r in ways if len(r) >= LEAST_SIDE]
        else:
            medians = [(name, float(np.median(r)), len(r)) for name, r in ways if len(r) >= LEAST_SIDE]
            told = [(middle, f"{name} {said(middle, goal.kind)} ({n:,})") for name, middle, n in medians]
        told.sort(key=lambda t: (-t[0], t[1]))
        return ", ".join(words for _, words in (told if len(told) <= 3 else [told[0], told[-1]]))
    if goal.kind == "boolean":
        sides = [(word, values[reached == side]) for word, side in (("reached", 1), ("not", 0))]
        return ", ".join(f"median {said(float(np.median(v)), dimension.kind)} where {word}" for word, v in sides if len(v))
    return ""


def said(value: float, kind: str) -> str:
    """Write a number or a day."""
    from seg_widgets.analysis.bins import day_of

    if kind == "date":
        return day_of(value).isoformat()
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.3g}"
