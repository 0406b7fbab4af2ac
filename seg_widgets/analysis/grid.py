"""A grid of two metrics: how many are in each cell, what they are worth, how many reach a goal; a cell or a block is a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from seg_widgets.analysis.association import half_a_year_before, people_of
from seg_widgets.analysis.cuts import cut
from seg_widgets.analysis.dimensions import Answers, Asked, answers, asked
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of
from seg_widgets.definition import Bands, Criterion, Everyone, Group, Segment, Split
from seg_widgets.definition.segmentation import MISSING, Slice
from seg_widgets.errors import DefinitionError, Problem, UnsupportedError, suggest
from seg_widgets.results import worth
from seg_widgets.results.segmentation import dimension_slices

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("x", "y", "x_order", "y_order", "members", "share", "worth", "known", "reached", "goal", "low", "high")


@dataclass(frozen=True)
class Grid:
    """A grid.

    Attributes
    ----------
    frame
        One row a cell, also of those without members.

        x, y : str
            The value or band of the two metrics, ``(missing)`` where there is none.
        x_order, y_order : int
            Their places, from 0.
        members, share : int, float
            Entities, and their share of those in the grid, 0 to 1.
        worth : float
            What they are worth, in the unit of the workspace's value; NaN where there is none.
        known, reached : int
            Of a goal: members of whom it can be told, and who reached it. 0 without a goal.
        goal, low, high : float
            The share that reached it, 0 to 1, with its 95 % interval (Wilson 1927, by statsmodels); NaN without.

        ``frame.attrs`` holds ``x`` and ``y`` (the words of the two metrics), ``as_of``, and of a goal ``goal``, ``measured_on``,
        ``overall`` (its share over all cells) and ``left_out``.
    split
        The grid as a segmentation: the same on every engine.
    x, y
        The slices, in their order, each with the condition that says it.
    """

    frame: pd.DataFrame
    split: Split
    x: tuple[Slice, ...]
    y: tuple[Slice, ...]

    def segment(self, x: str | Sequence[str], y: str | Sequence[str], name: str = "") -> Segment:
        """Give a cell, or a block of cells, as a segment.

        Parameters
        ----------
        x, y
            Words of slices as in the frame: one, or several.

        Raises
        ------
        DefinitionError
            ``unknown-cell``.
        """
        chosen = [self._chosen(given, side, slices) for given, side, slices in ((x, "x", self.x), (y, "y", self.y))]
        base = self.split.segment
        conditions = [condition for words, condition in chosen]
        plain = len(base.where.members) == 1 and isinstance(base.where.members[0], Everyone)
        members = [m for part in ([*conditions] if plain else [base.where, *conditions]) for m in _flat(part)]
        where = Group(kind="all", members=tuple(members))
        words = name or f"{self.split.name}: {'; '.join(words for words, _ in chosen)}"
        return Segment(name=words, entity=base.entity, parameters=base.parameters, where=where)

    def _chosen(self, given: str | Sequence[str], side: str, slices: Sequence[Slice]) -> tuple[str, Any]:
        wanted = [given] if isinstance(given, str) else list(given)
        known = {s.words: n for n, s in enumerate(slices)}
        for words in wanted:
            if words not in known:
                raise DefinitionError(Problem("unknown-cell", f"The grid has no {side} {words!r}.", side, suggest(words, known, what=side)))
        places = sorted({known[words] for words in wanted})
        if not places:
            raise DefinitionError(Problem("unknown-cell", f"No {side} is named.", side, "Name one, or several."))
        label = ", ".join(slices[n].words for n in places)
        joined = _joined([slices[n] for n in places], places, self.split.by[0 if side == "x" else 1])
        if joined is not None:
            return label, joined
        conditions = tuple(slices[n].condition for n in places)
        return label, conditions[0] if len(conditions) == 1 else Group(kind="any", members=conditions)


def _flat(condition: Any) -> list[Any]:
    """Take what all is asked of out of its group."""
    if isinstance(condition, Group) and condition.kind == "all" and not condition.muted:
        return list(condition.members)
    return [condition]


def _joined(slices: list[Slice], places: list[int], dimension: Any) -> Any:
    """Make adjacent bands one range, and several values one list: as one would write it."""
    if len(slices) < 2:
        return None
    if isinstance(dimension, Bands):
        if slices[-1].words == MISSING or places != list(range(places[0], places[-1] + 1)):
            return None
        low, high = dimension.edges[places[0]], dimension.edges[places[-1] + 1]
        last = places[-1] == len(dimension.edges) - 2
        ends = [Criterion(metric=dimension.metric, op=">=", value=low)] if low is not None else []
        ends += [Criterion(metric=dimension.metric, op="<=" if last else "<", value=high)] if high is not None else []
        return Group(kind="all", members=tuple(ends)) if ends else Criterion(metric=dimension.metric, op="is_present")
    plain = [s.condition for s in slices if isinstance(s.condition, Criterion) and s.condition.op == "is"]
    if len(plain) < len(slices):
        return None
    return Criterion(metric=dimension.metric, op="one_of", value=tuple(c.value for c in plain))


def grid(
    ws: Home,
    x: Any,
    y: Any,
    *,
    x_cuts: Any = None,
    y_cuts: Any = None,
    goal: Any = None,
    among: Segment | str | None = None,
    as_of: Any = None,
    measured_on: Any = None,
    name: str = "Grid",
) -> Grid:
    """Cut two metrics, and cross them.

    Parameters
    ----------
    x, y
        Columns or metrics of one entity.
    x_cuts, y_cuts
        How each is cut: a list of edges (bands from one to below the next, the last with its end; days as YYYY-MM-DD), a number of
        quantiles (4 has about a quarter in each), ``{"step": 10}``, or ``"values"``, a part each. ``None``: texts and booleans by
        values, all else in quartiles. Quantiles and steps are cut as of the day, and rounded: the edges are then fixed.
    goal
        Who reaches it, by cell: a segment or a condition, measured later than the cells are read.
    among
        Only members of this segment; ``None``: the universe.
    as_of, measured_on
        The two days, as of :func:`seg_widgets.associate`. Without a goal cells are read on ``as_of``, or the workspace's day.

    Raises
    ------
    DefinitionError
        ``goal-not-after``, ``no-cuts``; and those of a definition.
    UnsupportedError
        ``not-a-dimension``: a condition or a list is no metric; the goal is not reached or not.
    """
    among = None if among is None else segment_of(ws, among, "among")
    measured = ws.day(measured_on, "measured_on")
    read = ws.day(as_of, "as_of") if as_of is not None else measured if goal is None else half_a_year_before(measured)
    if goal is not None and measured <= read:
        words = f"The goal is measured on {measured}, which is not after {read}, the day on which the cells are read."
        raise DefinitionError(Problem("goal-not-after", words, "measured_on", "Measure it later, or read earlier: as_of=..."))
    first = asked(ws, x, among.entity if among is not None else None, where="x")
    sides = [first, asked(ws, y, first.entity, where="y")]
    for side, one in zip("xy", sides, strict=True):
        if isinstance(one.node, Segment):
            raise UnsupportedError(Problem("not-a-dimension", f"{one.label!r} is met or not: it is no metric.", side, "Take it as a goal."))
    base = among if among is not None else Segment(name="Everyone", entity=first.entity, where=Everyone())
    whole = ws.evaluate(base, read)
    found = answers(ws, sides, read)
    inside = whole.members.array()
    dimensions = [cut(a, cuts, inside, side, read) for a, cuts, side in zip(found, (x_cuts, y_cuts), "xy", strict=True)]
    split = Split(name=name, segment=base, by=tuple(dimensions))
    slices = [dimension_slices(d, first.entity, ws.session, read, f"by.{n}") for n, d in enumerate(dimensions)]
    members = [[_members(ws, s, first.entity, read) for s in side] for side in slices]
    kept = [[n for n, who in enumerate(side) if slices[at][n].words != MISSING or (who & inside).any()] for at, side in enumerate(members)]
    aim, people, left_out = _goal(ws, goal, sides[0], measured, read, among)
    frame = _frame(ws, whole, slices, members, kept, aim, people)
    frame.attrs = {"x": sides[0].label, "y": sides[1].label, "as_of": read.isoformat()}
    if aim is not None:
        known = int(frame["known"].sum())
        frame.attrs |= {
            "goal": aim.asked.label, "measured_on": measured.isoformat(), "left_out": left_out,
            "overall": int(frame["reached"].sum()) / known if known else float("nan"),
        }  # fmt: skip
    return Grid(frame, split, *(tuple(side[n] for n in keep) for side, keep in zip(slices, kept, strict=True)))


def _members(ws: Home, slice_: Slice, entity: str, day: date) -> np.ndarray:
    part = Segment(name="part", entity=entity, where=Group(kind="all", members=(slice_.condition,)))
    return ws.evaluate(part, day).members.array()


def _goal(
    ws: Home, goal: Any, side: Asked, measured: date, read: date, among: Segment | None
) -> tuple[Answers | None, np.ndarray, dict[str, int]]:
    if goal is None:
        return None, np.zeros(0, dtype=bool), {}
    aim = asked(ws, goal, side.entity, where="goal")
    (found,) = answers(ws, [aim], measured)
    if found.kind != "boolean":
        words = f"{aim.label!r} is a {found.kind}: it is not reached or not."
        raise UnsupportedError(Problem("not-a-dimension", words, "goal", "Compare it with something: ws.accounts.arr >= 10_000."))
    if isinstance(aim.node, Segment):
        found = replace(found, values=np.nan_to_num(found.values))
    people, left_out = people_of(ws, found, read, among, keep_reached=False)
    return found, people, left_out


def _frame(
    ws: Home,
    whole: Any,
    slices: list[list[Slice]],
    members: list[list[np.ndarray]],
    kept: list[list[int]],
    aim: Answers | None,
    people: np.ndarray,
) -> pd.DataFrame:
    import pandas as pd
    from statsmodels.stats.proportion import proportion_confint

    from seg_widgets.results import Bits

    inside, total = whole.members.array(), whole.members.count()
    valued = worth(whole, ws.session, whole.members) is not None
    rows = []
    nan = float("nan")
    for x_order, x in enumerate(kept[0]):
        for y_order, y in enumerate(kept[1]):
            who = inside & members[0][x] & members[1][y]
            number = int(who.sum())
            value = worth(whole, ws.session, Bits.of(who)) if valued else None
            known = reached = 0
            goal = low = high = nan
            if aim is not None:
                told = who & people
                known, reached = int(told.sum()), int(aim.values[told].sum())
                if known:
                    goal = reached / known
                    low, high = (round(float(e), 12) for e in proportion_confint(reached, known, method="wilson"))
            rows.append((
                slices[0][x].words, slices[1][y].words, x_order, y_order, number, number / max(total, 1),
                value.inside if value is not None else nan, known, reached, goal, low, high,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
