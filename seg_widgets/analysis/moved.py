"""Who moved between two days: entered, left, or from one part of a segmentation to another; by what cause, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.deciding import Rule, rules_of, words_at
from seg_widgets.analysis.edits import GROUPS, Version, edits, turned_by
from seg_widgets.analysis.entities import named, worths
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of, several
from seg_widgets.analysis.turning import turnings
from seg_widgets.definition import Priority, Segment, Split
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.plan import hidden_after, make_plan
from seg_widgets.results import Bits, Evaluation, evaluate_all

COLUMNS = (
    "key", "label", "from", "to", "move", "cause", "place", "rule", "rules", "value_before", "value_after", "worth",
)  # fmt: skip
IN, OUT = "in", "out"
CLOCK, DATA, EDIT = "clock", "data", "edit"


def moved(ws: Home, segments: Any, from_day: Any, to_day: Any = None, *, before: Any = None) -> pd.DataFrame:
    """List who moved between two days, why, and by which rule.

    Four answers are set side by side: the older definition on the earlier day; the same on the later day as if nothing had been
    recorded since; the same with all that was recorded; and the definition as it is. The step that brought an entity where it
    is now is the cause of its move.

    Parameters
    ----------
    segments
        A segment, or a segmentation (a split, an order of priority), whose parts one moves between. Several segments are taken in
        their order: whoever is in two of them is in the first.
    from_day, to_day
        The two days; ``to_day`` left out: the workspace's as-of date.
    before
        The definition as it was on the earlier day; ``None``: the same.

    Returns
    -------
    DataFrame
        One row an entity that moved, in the entity table's order.

        key, label : object, str
        from, to : str
            ``in`` or ``out``; of a segmentation the part, or ``out``. Where parts overlap, the first.
        move : str
            ``entered``, ``left`` or ``moved`` (between parts).
        cause : str
            ``clock``: it would have moved had nothing been recorded since the earlier day (a window moved on, a day came
            nearer); ``data``: rows dated after the earlier day; ``edit``: the definition.
        place, rule : str
            The rule that flipped in that step: one that alone decides, else the first that flipped. Of an edit the rule as it
            was and as it is; the place is where it is now (was, if removed).
        rules : int
            How many rules flipped in that step; of an edit how many rules differ.
        value_before, value_after : str
            The rule's value for the entity on either side of the step, in words.
        worth : float
            What the entity is worth today, NaN where the workspace does not say.

        ``frame.attrs`` has ``from_day``, ``to_day``, ``size_before``, ``size_after`` and ``stayed`` (entities in both times, of a
        segmentation in the same part).

    Raises
    ------
    DefinitionError
        ``days-backwards``; ``entity-differs``; or whatever is wrong with a definition.
    """
    first, last = ws.day(from_day, "from_day"), ws.day(to_day, "to_day")
    if first > last:
        raise DefinitionError(
            Problem("days-backwards", f"From {first} to {last} runs backwards.", "from_day", "Give the earlier day first.")
        )
    if not isinstance(segments, Split | Priority | Mapping | Sequence) or isinstance(segments, str):
        segments = segment_of(ws, segments)
    parted = not isinstance(segments, Segment)
    now = several(ws, segments, [first, last])
    then = now if before is None else several(ws, before, [first, last])
    entity = next(iter(now.values())).entity
    if next(iter(then.values())).entity != entity:
        raise DefinitionError(Problem("entity-differs", "The older definition is of another entity.", "before", "Give one of the same."))
    late = [ws.plan(s, last) for s in then.values()]
    wanted = [
        *(ws.plan(s, first) for s in then.values()), *(hidden_after(p, first) for p in late), *late,
        *(ws.plan(s, last) for s in now.values() if before is not None),
    ]  # fmt: skip
    answers = evaluate_all(wanted, ws.session)
    size = len(then)
    names = list(dict.fromkeys([*then, *now])) if parted else [""]
    steps = [_State(then, answers[n * size : (n + 1) * size], names, parted) for n in range(3)]
    steps.append(_State(now, answers[3 * size :], names, parted) if before is not None else steps[2])
    at = [s.at for s in steps]
    cause = np.select([at[0] == at[3], at[2] != at[3], at[1] != at[2]], ["", EDIT, DATA], CLOCK)
    frame = _frame(ws, entity, steps, cause, [*names, OUT] if parted else [IN, OUT])
    frame.attrs |= {
        "from_day": first.isoformat(), "to_day": last.isoformat(), "size_before": int((at[0] >= 0).sum()),
        "size_after": int((at[3] >= 0).sum()), "stayed": int(((at[0] == at[3]) & (at[0] >= 0)).sum()),
    }  # fmt: skip
    return frame


@dataclass
class _State:
    """Where every entity is in one of the four answers: ``at`` is the number of a name, -1 for out."""

    segments: dict[str, Segment]
    answers: list[Evaluation]
    names: list[str]
    parted: bool

    def __post_init__(self) -> None:
        self.at = np.full(self.answers[0].universe.size, -1, dtype=np.int64)
        for name, answer in zip(self.segments, self.answers, strict=True):
            self.at[answer.members.array() & (self.at < 0)] = self.names.index(name) if self.parted else 0

    def of(self, number: int) -> tuple[Segment, Evaluation] | None:
        """Give the definition of a part and its answer."""
        name = self.names[number] if self.parted else next(iter(self.segments))
        if name not in self.segments:
            return None
        return self.segments[name], self.answers[list(self.segments).index(name)]


def _frame(ws: Home, entity: str, steps: list[_State], cause: np.ndarray, words: list[str]) -> pd.DataFrame:
    places = np.flatnonzero(cause != "")
    was, now = steps[0].at[places], steps[3].at[places]
    frame = named(ws, entity, places)
    frame["from"], frame["to"] = [words[n] for n in was], [words[n] for n in now]
    frame["move"] = np.where(was < 0, "entered", np.where(now < 0, "left", "moved"))
    frame["cause"] = cause[places]
    told: dict[int, tuple[Any, ...]] = {}
    for number, name in enumerate((CLOCK, DATA, EDIT)):
        mine = np.flatnonzero(cause == name)
        for part in np.unique(steps[3].at[mine]):
            here = mine[steps[3].at[mine] == part]
            for gone in np.unique(steps[0].at[here]) if part < 0 else [part]:
                who = here[steps[0].at[here] == gone] if part < 0 else here
                told |= _told(ws, steps[number], steps[number + 1], int(gone), who, edited=name == EDIT)
    blank = ("", "", 0, "", "")
    rows = [told.get(int(p), blank) for p in places]
    for number, column in enumerate(("place", "rule", "rules", "value_before", "value_after")):
        frame[column] = [row[number] for row in rows]
    amounts = worths(ws.session, entity)
    frame["worth"] = amounts[places] if amounts is not None else np.nan
    return frame.reindex(columns=list(COLUMNS))


def _told(ws: Home, before: _State, after: _State, part: int, who: np.ndarray, *, edited: bool) -> dict[int, tuple[Any, ...]]:
    """Tell by which rule of a part entities moved in a step."""
    a, b = before.of(part), after.of(part)
    if a is None or b is None:
        return {}
    old, new = Version(*a, ws.schema), Version(*b, ws.schema)
    moving = np.zeros(before.at.size, dtype=bool)
    moving[who] = True
    if edited:
        return _by_edit(ws, old, new, Bits.of(moving))
    pairs = list(zip(rules_of(old.evaluation), rules_of(new.evaluation), strict=True))
    flipped = np.zeros(before.at.size, dtype=np.int64)
    chosen = np.full(before.at.size, -1, dtype=np.int64)
    changes = [((x.answer.met - y.answer.met) | (y.answer.met - x.answer.met)) & Bits.of(moving) for x, y in pairs]
    for changed in changes:
        flipped += changed.array()
    for deciding in (True, False):
        for number, ((x, y), changed) in enumerate(zip(pairs, changes, strict=True)):
            hit = changed & (x.decides | y.decides) if deciding else changed
            chosen[hit.array() & (chosen < 0)] = number
    told: dict[int, tuple[Any, ...]] = {}
    for number, (x, y) in enumerate(pairs):
        mine = who[chosen[who] == number]
        if len(mine):
            words = words_at(new.segment, y.place, ws.schema)
            sides = [_values(ws, v, r, mine) for v, r in ((old, x), (new, y))]
            told |= {int(p): (y.place, words, int(flipped[p]), sides[0][n], sides[1][n]) for n, p in enumerate(mine)}
    return told


def _values(ws: Home, version: Version, rule: Rule, places: np.ndarray) -> list[str]:
    return turnings(rule, version.segment, version.evaluation, ws.session).values(places)


def _by_edit(ws: Home, old: Version, new: Version, moving: Bits) -> dict[int, tuple[Any, ...]]:
    found = edits(old, new)
    turned = turned_by(found, moving, old, new)
    told: dict[int, tuple[Any, ...]] = {}
    for number in np.unique(turned[moving.array()]):
        mine = np.flatnonzero(moving.array() & (turned == number))
        if number < 0:
            told |= {int(p): ("where", GROUPS, len(found), "", "") for p in mine}
            continue
        edit = found[number]
        rule = edit.after or edit.before
        assert rule is not None
        was = _values(ws, old, edit.before, mine) if edit.before is not None else [""] * len(mine)
        now = _values(ws, new, edit.after, mine) if edit.after is not None else [""] * len(mine)
        told |= {int(p): (rule.place, edit.words, len(found), was[n], now[n]) for n, p in enumerate(mine)}
    return told


def diff(ws: Home, old: Segment | str, new: Segment | str, as_of: Any = None) -> pd.DataFrame:
    """Tell the difference of two definitions as people: who enters, who leaves, by which changed rule, on one day.

    Returns
    -------
    DataFrame
        One row an entity, as of :func:`moved`: ``key``, ``label``, ``move`` (``entered``, ``left``), ``rule`` (the rule as it was and
        as it is, or ``removed: ...``, ``added: ...``), ``place``, ``rules``, ``value_before``, ``value_after``, ``worth``.
        ``frame.attrs["edits"]`` lists all that differs, also what moves nobody; ``size_before``, ``size_after`` and ``stayed`` count
        entities, ``worth_before``, ``worth_after`` and ``worth_stayed`` are what they are worth (NaN where that is not known).
    """
    day, old, new = ws.day(as_of), segment_of(ws, old, "old"), segment_of(ws, new, "new")
    frame = moved(ws, new, day, day, before=old)
    made = [make_plan(s, ws.schema, day, ws.segments) for s in (old, new)]
    versions = [Version(s, e, ws.schema) for s, e in zip((old, new), evaluate_all(made, ws.session), strict=True)]
    told = frame[["key", "label", "move", "rule", "place", "rules", "value_before", "value_after", "worth"]].copy()
    told.attrs = {k: v for k, v in frame.attrs.items() if k not in ("from_day", "to_day")}
    told.attrs |= {"as_of": day.isoformat(), "edits": [edit.words for edit in edits(*versions)]}
    was, now = (v.evaluation.members.array() for v in versions)
    amounts = worths(ws.session, new.entity)
    for word, who in (("before", was), ("after", now), ("stayed", was & now)):
        told.attrs[f"worth_{word}"] = float(np.nansum(amounts[who])) if amounts is not None else float("nan")
    return told


def flows(frame: pd.DataFrame) -> pd.DataFrame:
    """Sum up who moved, the largest first.

    Parameters
    ----------
    frame
        What :func:`moved` or :func:`diff` gave.

    Returns
    -------
    DataFrame
        Columns ``from``, ``to``, ``move``, ``cause``, ``rule`` (of a difference ``move`` and ``rule``), ``entities`` and ``worth``.
    """
    there = set(getattr(frame, "columns", ()))
    keys = [key for key in ("from", "to", "move", "cause", "rule") if key in there]
    if not {"move", "rule", "key", "worth"} <= there:
        raise DefinitionError(Problem("bad-argument", "This is no frame of who moved.", "frame", "Give what sw.moved(...) gave."))
    grouped = frame.groupby(keys, sort=False, dropna=False).agg(entities=("key", "size"), worth=("worth", lambda w: w.sum(min_count=1)))
    return grouped.reset_index().sort_values("entities", ascending=False, kind="stable", ignore_index=True)
