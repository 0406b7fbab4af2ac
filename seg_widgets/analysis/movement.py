"""Movement: how large segments are and what they are worth over days, who entered, left and stayed, in one batched pass."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.deciding import rules_of, words_at
from seg_widgets.analysis.entities import worths
from seg_widgets.analysis.history import begins_on, plain_leaves
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of, several
from seg_widgets.definition import Segment
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.results import Bits, evaluate_all

COLUMNS = (
    "segment", "day", "universe", "members", "share", "unknown", "worth", "entered", "left", "stayed", "worth_entered", "worth_left",
    "before_data", "without_history",
)  # fmt: skip
MONTHS = 12
MOST_MONTHS = 600


def movement(ws: Home, segments: Any = None, days: Any = None) -> pd.DataFrame:
    """Follow segments over days, all of them in one pass: what they share is read once, all days of a metric in one scan.

    Parameters
    ----------
    segments
        A segment, several, a mapping of names to segments, a segmentation (its parts), or ``None``: the workspace's saved ones.
    days
        The as-of dates. ``None``: the ends of the last twelve months, and the workspace's as-of date where it ends no month; a
        number: the ends of so many months; else a list of days.

    Returns
    -------
    DataFrame
        One row a segment and day, in the order of the segments and of time.

        segment : str
        day : datetime64
        universe, members, unknown : int
            Entities on the day: all, in, unknown.
        share : float
            Members of the universe, 0 to 1.
        worth : float
            What the members are worth, as the workspace says today (an attribute has no history); NaN where it does not say.
        entered, left, stayed : int
            Against the day before in the list; on the first day 0, 0 and all members.
        worth_entered, worth_left : float
            What those are worth.
        before_data : bool
            A dated table that the segment reads begins after the day: an empty window may only mean that nothing was recorded yet.
        without_history : int
            How many rules look at an attribute, which is as it is today on every day; see :func:`without_history`.

    Raises
    ------
    DefinitionError
        ``no-days``, ``no-segments``, or whatever is wrong with a segment.
    """
    when = days_given(ws, days)
    named = several(ws, segments, when)
    plans = [ws.plan(segment, day) for segment in named.values() for day in when]
    answers = iter(evaluate_all(plans, ws.session))
    entity = next(iter(named.values())).entity
    amounts = worths(ws.session, entity)
    rows: list[tuple[Any, ...]] = []
    for name, segment in named.items():
        found = [next(answers) for _ in when]
        marked = len(_marks(segment, found[-1], ws))
        begins = begins_on(ws, found[-1].plan.tree)
        before = found[0].members
        for day, each in zip(when, found, strict=True):
            now = each.members
            entered, left, stayed = now - before, before - now, now & before
            universe = each.universe.count()
            rows.append((
                name, day, universe, now.count(), now.count() / universe if universe else 0.0, each.unknown.count(), _sum(amounts, now),
                entered.count(), left.count(), stayed.count(), _sum(amounts, entered), _sum(amounts, left),
                begins is not None and day < begins, marked,
            ))  # fmt: skip
            before = now
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.assign(day=pd.to_datetime(frame["day"]))


def _sum(amounts: np.ndarray | None, who: Bits) -> float:
    return float(np.nansum(amounts[who.array()])) if amounts is not None else float("nan")


def days_given(ws: Home, days: Any) -> list[date]:
    """Give as-of dates in order, each once.

    Raises
    ------
    DefinitionError
        ``no-days``, ``not-a-day``.
    """
    if days is None or (isinstance(days, int) and not isinstance(days, bool) and 0 < days <= MOST_MONTHS):
        return month_ends(ws.day(), MONTHS if days is None else days)
    given = [days] if isinstance(days, str | date) else list(days) if isinstance(days, Sequence | pd.Index | pd.Series | np.ndarray) else []
    found = sorted({ws.day(d, "days") for d in given})
    if not found:
        hint = "Give a list of days, a number of months, or nothing for the last twelve months."
        raise DefinitionError(Problem("no-days", f"{days!r} says no days to look at.", "days", hint))
    return found


def month_ends(last: date, months: int) -> list[date]:
    """Give the ends of the last months, up to a day; the day itself too, where it ends no month."""
    found, day = [], last + timedelta(1)
    for _ in range(months):
        end = day.replace(day=1) - timedelta(1)
        found.append(end)
        day = end
    whole = list(reversed(found))
    if last.day == calendar.monthrange(last.year, last.month)[1]:
        return whole
    return [*whole, last]


# -- what has no history


def without_history(ws: Home, segment: Segment | str, as_of: Any = None) -> pd.DataFrame:
    """List the rules that look at an attribute: a plain column of an entity's table is as it is today on every as-of date.

    The day on which an entity began is none of these: it does not change. :func:`seg_widgets.health` and
    :func:`seg_widgets.associate` say the same of the same rules.

    Returns
    -------
    DataFrame
        One row a rule: ``place`` and ``rule`` (its words), ``columns`` (``table.column``, with commas between), and ``dated``: all
        of them are days, so that the rule moves with the clock though the day it counts from is today's.
    """
    segment = segment_of(ws, segment)
    return pd.DataFrame(_marks(segment, ws.evaluate(segment, as_of), ws), columns=["place", "rule", "columns", "dated"])


def _marks(segment: Segment, evaluation: Any, ws: Home) -> list[tuple[str, str, str, bool]]:
    found = []
    for rule in rules_of(evaluation):
        looked = plain_leaves(ws.schema, rule.node)
        if looked:
            names = ", ".join(f"{leaf.table}.{leaf.column}" for leaf in looked)
            dated = all(leaf.type in ("date", "timestamp", "timestamp_tz") for leaf in looked)
            found.append((rule.place, words_at(segment, rule.place, ws.schema), names, dated))
    return found
