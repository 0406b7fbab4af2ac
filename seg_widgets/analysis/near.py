"""Near misses: who is out, and would be in with one rule's answer turned; how small a change would do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.deciding import Rule, rules_of, words_at
from seg_widgets.analysis.entities import named, worths
from seg_widgets.analysis.given import as_count
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of
from seg_widgets.analysis.turning import turnings
from seg_widgets.definition import Segment

COLUMNS = ("key", "label", "place", "rule", "state", "value", "change", "edit", "distance", "relative", "worth")


def near_misses(ws: Home, segment: Segment | str, as_of: Any = None, *, most: int | None = 1000) -> pd.DataFrame:
    """List who is out of a segment by one rule alone, the nearest first.

    Parameters
    ----------
    as_of
        The day; ``None``: the workspace's.
    most
        So many rows at most, the nearest of each rule first; ``None``: all. ``frame.attrs["total"]`` says how many there are.

    Returns
    -------
    DataFrame
        One row an entity and rule. In a segment whose rules must all be met an entity is there once; where either of two rules
        would do it is there for each.

        key, label : object, str
            The entity.
        place, rule : str
            The rule that keeps it out: its place in the definition, its words.
        state : str
            ``not met``, ``unknown`` (the value is missing), or ``met`` where it must not be (in a ``none of``).
        value, change, edit : str
            The value, the smallest change of it that brings the entity in, and the rule as it would have to read instead.
        distance : float
            How large the change is, in the metric's unit; NaN where it cannot be told (a text, a missing value).
        relative : float
            The change as a share of the metric's usual range, the 10th to the 90th percentile of everybody; by this rows are
            sorted, those without one last.
        worth : float
            What the entity is worth, where the workspace says so; else NaN.
    """
    segment = segment_of(ws, segment)
    most = None if most is None else as_count(most, "most")
    evaluation = ws.evaluate(segment, as_of)
    out = evaluation.universe - evaluation.members
    values = worths(ws.session, segment.entity)
    frames, total = [], 0
    for rule in rules_of(evaluation):
        places = np.flatnonzero((rule.decides & out).array())
        total += len(places)
        if len(places):
            frames.append(_of_rule(ws, segment, evaluation, rule, places, most, values))
    found = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))
    found = found.sort_values("relative", kind="stable", na_position="last", ignore_index=True)
    found = found if most is None else found.head(most)
    found.attrs["total"] = total
    return found


def _of_rule(
    ws: Home, segment: Segment, evaluation: Any, rule: Rule, places: np.ndarray, most: int | None, values: np.ndarray | None
) -> pd.DataFrame:
    tell = turnings(rule, segment, evaluation, ws.session)
    if most is not None and len(places) > most:
        places = tell.nearest(places, most)
    told = tell(places.tolist())
    frame = named(ws, segment.entity, places)
    met, maybe = rule.answer.met.array()[places], rule.answer.maybe.array()[places]
    return frame.assign(
        place=rule.place,
        rule=words_at(segment, rule.place, ws.schema),
        state=np.where(met, "met", np.where(maybe, "unknown", "not met")),
        value=[t.value for t in told],
        change=[t.change for t in told],
        edit=[t.edit for t in told],
        distance=[t.distance for t in told],
        relative=[t.relative for t in told],
        worth=values[places] if values is not None else np.nan,
    )[list(COLUMNS)]
