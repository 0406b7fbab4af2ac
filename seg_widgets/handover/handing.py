"""A segment handed over: frames of its members, their reasons, the changes and the near misses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.deciding import rules_of
from seg_widgets.analysis.entities import named
from seg_widgets.analysis.given import as_count
from seg_widgets.analysis.near import near_misses
from seg_widgets.analysis.reasons import reasons
from seg_widgets.analysis.several import segment_of
from seg_widgets.analysis.turning import turnings
from seg_widgets.definition import Criterion, Segment
from seg_widgets.definition.walk import get
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.handover.changes import Since, keys_before
from seg_widgets.handover.owners import owners
from seg_widgets.handover.writing import write_book, write_frame
from seg_widgets.results import Evaluation

if TYPE_CHECKING:
    from seg_widgets.library import SegmentLibrary
    from seg_widgets.workspace import Workspace


@dataclass(frozen=True)
class HandOver:
    """What is handed over.

    Attributes
    ----------
    segment, as_of
        Of what, and for which day.
    members : DataFrame
        One row a member, in the table's order: ``key``, ``label``, ``owner`` (``""`` where none is known), ``change`` (``entered``,
        ``stayed``; ``""`` with nothing to compare with) and ``reasons``, the rules by which it is in with its values.
    reasons : DataFrame
        One row a member and rule: ``key``, ``rule`` in words, ``value`` in words.
    changes : DataFrame
        Since the last hand-over, one row who ``entered`` or ``left``: ``key``, ``label``, ``owner``, ``change``, ``why`` (the rules that
        decide it today, with the values). Whoever is no longer in the data, or in the universe, has left with that for a reason.
    near_misses : DataFrame
        Who is out by one rule: ``key``, ``label``, ``owner``, ``rule``, ``value``, ``change`` (the smallest that would bring it in),
        the nearest first.
    since : str
        What it was compared with; ``""``: nothing.
    """

    segment: Segment
    as_of: date
    members: pd.DataFrame
    reasons: pd.DataFrame
    changes: pd.DataFrame
    near_misses: pd.DataFrame
    since: str = ""

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Give the frames by name."""
        return {"members": self.members, "reasons": self.reasons, "changes": self.changes, "near misses": self.near_misses}

    def to_csv(self, folder: str | Path) -> list[Path]:
        """Write ``members.csv``, ``reasons.csv``, ``changes.csv`` and ``near-misses.csv``; give their paths."""
        return self._files(folder, ".csv")

    def to_parquet(self, folder: str | Path) -> list[Path]:
        """Write the same as Parquet."""
        return self._files(folder, ".parquet")

    def to_excel(self, path: str | Path) -> Path:
        """Write a workbook of four sheets."""
        return write_book(self.sheets(), path, day=self.as_of)

    def _files(self, folder: str | Path, suffix: str) -> list[Path]:
        return [write_frame(frame, Path(folder) / f"{name.replace(' ', '-')}{suffix}") for name, frame in self.sheets().items()]

    def record(self, library: SegmentLibrary) -> None:
        """Keep in the library who was handed over today, for the next one to be compared with."""
        library.record_hand_over(self.segment.name, self.as_of, [str(k) for k in self.members["key"]])


def hand_over(
    ws: Workspace,
    segment: Segment | str,
    as_of: Any = None,
    *,
    since: Since = None,
    library: SegmentLibrary | None = None,
    near: int = 200,
) -> HandOver:
    """Make a segment ready for those who act on it.

    Parameters
    ----------
    as_of
        The day; ``None``: the workspace's.
    since
        What to compare with: a day, a file or a frame of an earlier hand-over, or keys. ``None``: the last one that the library
        has a record of, from before the day.
    library
        The library that holds it. Nothing is written there before :meth:`HandOver.record`.
    near
        So many near misses at most; 0: none.

    Raises
    ------
    DefinitionError
        Whatever is wrong with the segment.
    DataError
        ``no-earlier-hand-over``.
    """
    day, segment = ws.day(as_of), segment_of(ws, segment)
    near = as_count(near, "near")
    if library is not None and not hasattr(library, "last_hand_over"):
        hint = "Give sw.SegmentLibrary(folder)."
        raise DefinitionError(Problem("bad-argument", f"{library!r} is no library.", "library", hint))
    evaluation = ws.evaluate(segment, day)
    who = owners(ws, segment.entity, day)
    told = _Told(ws, segment, evaluation)
    inside = np.flatnonzero(evaluation.members.array())
    members = _named(ws, segment.entity, inside, who)
    compared = ""
    if since is None and library is not None:
        last = library.last_hand_over(segment.name, day)
        since, compared = (None, "") if last is None else (last[1], f"the hand-over of {last[0]}")
    before = None if since is None else keys_before(ws, segment, since)
    compared = compared or ("" if since is None else f"{since}" if isinstance(since, str | date | Path) else "the list given")
    keys = members["key"].astype(str)
    change = pd.Series("", index=members.index) if before is None else keys.isin(before).map({True: "stayed", False: "entered"})
    members = members.assign(change=change.astype(object), reasons=told.sentences(inside, inside=True))
    every = told.rows(inside)
    missed = near_misses(ws, segment, day, most=near) if near else None
    return HandOver(
        segment, day, members, every.assign(key=members["key"].take(every["key"].to_numpy()).reset_index(drop=True)),
        _changes(ws, segment, evaluation, members, before, who, told), _near(missed, ws, segment.entity, who), compared,
    )  # fmt: skip


def _named(ws: Workspace, entity: str, places: np.ndarray, who: np.ndarray | None) -> pd.DataFrame:
    frame = named(ws, entity, places)
    return frame.assign(owner=pd.Series(who[places] if who is not None and len(places) else "", index=frame.index, dtype=object))


class _Told:
    """The reasons of a segment, with the values of those who are asked about."""

    def __init__(self, ws: Workspace, segment: Segment, evaluation: Evaluation) -> None:
        self.ws, self.segment, self.evaluation = ws, segment, evaluation
        self.rules = {rule.place: rule for rule in rules_of(evaluation)}

    def each(self, places: np.ndarray, inside: bool) -> list[tuple[str, np.ndarray, list[str]]]:
        """Give each reason's words, whom among the places it holds for, and the values of those."""
        found = []
        for reason in reasons(self.evaluation, self.segment, self.ws.schema, inside=inside):
            holds = reason.who.array()[places]
            rule = self.rules.get(reason.place)
            values = [""] * int(holds.sum())
            if rule is not None and holds.any() and not self._says_it_all(reason.place, reason.met):
                tell = turnings(rule, self.segment, self.evaluation, self.ws.session)
                values = [told.value for told in tell(places[holds].tolist())]
            found.append((reason.said, holds, values))
        return found

    def _says_it_all(self, place: str, met: bool) -> bool:
        written = get(self.segment, place)
        return met and isinstance(written, Criterion) and written.op in ("is", "is_true", "is_false", "is_missing")

    def sentences(self, places: np.ndarray, *, inside: bool) -> list[str]:
        """Give the reasons of each, in one text."""
        said: list[list[str]] = [[] for _ in places]
        for words, holds, values in self.each(places, inside):
            for at, value in zip(np.flatnonzero(holds), values, strict=True):
                said[at].append(f"{words} ({value})" if value else words)
        return ["; ".join(parts) for parts in said]

    def rows(self, places: np.ndarray) -> pd.DataFrame:
        """Give one row a member and reason, ``key`` being its number; by member, then in the order of the rules."""
        parts = [
            pd.DataFrame({"key": np.flatnonzero(holds), "rule": words, "value": values}) for words, holds, values in self.each(places, True)
        ]
        empty = pd.DataFrame({"key": pd.Series(dtype=int), "rule": pd.Series(dtype=object), "value": pd.Series(dtype=object)})
        return pd.concat(parts, ignore_index=True).sort_values("key", kind="stable", ignore_index=True) if parts else empty


def _changes(
    ws: Workspace, segment: Segment, evaluation: Evaluation, members: pd.DataFrame, before: set[str] | None, who: np.ndarray | None,
    told: _Told,
) -> pd.DataFrame:  # fmt: skip
    entered = members[members["change"] == "entered"].drop(columns="change").rename(columns={"reasons": "why"}).assign(change="entered")
    columns = ["key", "label", "owner", "change", "why"]
    gone = sorted((before or set()) - set(members["key"].astype(str)))
    if not gone:
        return entered[columns].reset_index(drop=True)
    described = ws.schema.tables[segment.entity]
    every = ws.rows_of(segment.entity, np.ones(ws.session.size(segment.entity), dtype=bool))[described.key]
    place_of = {str(key): place for place, key in enumerate(every)}
    places = np.array([place_of[key] for key in gone if key in place_of], dtype=int)
    places.sort()
    there = evaluation.universe.array()[places] if len(places) else np.zeros(0, dtype=bool)
    why = np.array(told.sentences(places, inside=False), dtype=object) if len(places) else np.array([], dtype=object)
    why[~there] = "It is not in the workspace's universe any more, or does not exist on the day."
    left = _named(ws, segment.entity, places, who).assign(change="left", why=why)
    lost = [key for key in gone if key not in place_of]
    nowhere = pd.DataFrame({"key": lost, "label": lost, "owner": "", "change": "left", "why": "It is not in the data any more."})
    parts = [part[columns].astype(object) for part in (entered, left, nowhere) if len(part)]
    found = pd.concat(parts, ignore_index=True) if parts else entered[columns]
    return found.assign(key=found["key"].astype(str)) if lost and described.columns[described.key or ""].type == "text" else found


def _near(missed: pd.DataFrame | None, ws: Workspace, entity: str, who: np.ndarray | None) -> pd.DataFrame:
    columns = ["key", "label", "owner", "rule", "value", "change"]
    if missed is None or not len(missed):
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    described = ws.schema.tables[entity]
    every = ws.rows_of(entity, np.ones(ws.session.size(entity), dtype=bool))[described.key]
    place_of = {key: place for place, key in enumerate(every)}
    owner = [str(who[place_of[key]]) if who is not None else "" for key in missed["key"]]
    return missed.assign(owner=owner)[columns].reset_index(drop=True)
