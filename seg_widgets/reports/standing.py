"""How segments stand on a day, and what has happened since an earlier one: the table that a weekly report begins with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.entities import worths
from seg_widgets.analysis.movement import movement

if TYPE_CHECKING:
    from seg_widgets.definition import Segment
    from seg_widgets.workspace import Workspace


def standing(ws: Workspace, segments: Mapping[str, Segment], as_of: Any = None, *, days: int = 7) -> pd.DataFrame:
    """Hold segments of one entity against themselves so many days ago.

    Returns
    -------
    DataFrame
        One row a segment: ``segment``; ``members``, ``unknown`` (entities); ``share`` of the universe, 0 to 1; ``worth`` (in the
        workspace's unit, NaN where it does not say); ``entered``, ``left`` (entities, since then); ``worth_entered``, ``worth_left``;
        ``change`` in members; ``note``: why the earlier figure may not be trusted, or empty.
        ``frame.attrs`` holds ``as_of`` and ``since``.
    """
    day = ws.day(as_of)
    since = day - timedelta(days=days)
    both = movement(ws, segments, [since, day])
    now = both[both["day"] == pd.Timestamp(day)].reset_index(drop=True)
    before = both[both["day"] == pd.Timestamp(since)].reset_index(drop=True)
    note = [_note(rules, bool(early)) for rules, early in zip(now["without_history"], before["before_data"], strict=True)]
    kept = now[["segment", "members", "share", "unknown", "worth", "entered", "left", "worth_entered", "worth_left"]]
    made = kept.assign(change=now["members"] - before["members"], note=note)
    made.attrs = {"as_of": day.isoformat(), "since": since.isoformat()}
    return made


def _note(rules: int, early: bool) -> str:
    said = ["the data begins after the earlier day"] if early else []
    if rules:
        said.append("1 rule has no history" if rules == 1 else f"{rules} rules have no history")
    return "; ".join(said)


def changes(ws: Workspace, segments: Mapping[str, Segment], as_of: Any = None, *, days: int = 7) -> pd.DataFrame:
    """List who entered and who left each segment, with the owner and the reason.

    Returns
    -------
    DataFrame
        One row a segment and entity, those that entered first: ``segment``, ``change`` (``entered``, ``left``), ``key``, ``label``,
        ``owner``, ``worth`` (NaN where the workspace does not say), ``why`` (the rules that decide it, with today's values).
    """
    from seg_widgets.handover import hand_over

    day = ws.day(as_of)
    entity = next(iter(segments.values())).entity
    worth_of = worth(ws, entity).set_index("text")["worth"]
    frames = []
    for name, segment in segments.items():
        found = hand_over(ws, segment, day, since=day - timedelta(days=days), near=0).changes
        if len(found):
            frames.append(found.assign(segment=name, worth=found["key"].astype(str).map(worth_of).astype(float)))
    names = ["segment", "change", "key", "label", "owner", "worth", "why"]
    return pd.concat(frames, ignore_index=True)[names] if frames else pd.DataFrame({name: pd.Series(dtype=object) for name in names})


def worth(ws: Workspace, entity: str) -> pd.DataFrame:
    """Give what each entity is worth: ``key``, ``text`` (the key as text) and ``worth``, NaN where the workspace does not say."""
    amounts = worths(ws.session, entity)
    size = ws.session.size(entity)
    keys = ws.rows_of(entity, np.ones(size, dtype=bool))[ws.schema.tables[entity].key]
    values = np.full(size, np.nan) if amounts is None else np.asarray(amounts, dtype=float)
    return pd.DataFrame({"key": keys, "text": keys.astype(str), "worth": values})


def waterfall(ws: Workspace, segment: Segment, as_of: Any = None) -> pd.DataFrame:
    """Give what each rule takes out, in words: :func:`seg_widgets.analysis.waterfall` of a segment on a day."""
    from seg_widgets.analysis.waterfall import waterfall as found
    from seg_widgets.code.english import node_words
    from seg_widgets.definition.walk import get

    def named(place: str) -> str:
        return node_words(get(segment, place), segment.entity, ws.schema, parameters=segment.parameters)

    return found(ws.evaluate(segment, as_of), named)
