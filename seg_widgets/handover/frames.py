"""A segment handed over: its frames, each worked out when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from seg_widgets.analysis.entities import named, worths
from seg_widgets.analysis.near import near_misses
from seg_widgets.definition import Segment
from seg_widgets.handover.telling import Telling
from seg_widgets.handover.writing import write_book, write_frame

if TYPE_CHECKING:
    from seg_widgets.library import SegmentLibrary
    from seg_widgets.workspace import Workspace

OUTSIDE = "It is not in the workspace's universe any more, or does not exist on the day."
GONE = "It is not in the data any more."


@dataclass(frozen=True, eq=False)
class Asked:
    """What a hand-over is made of.

    Attributes
    ----------
    ws, telling
        The workspace, and who tells reasons.
    inside
        The places of the members in the entity's table.
    owner
        Each entity's owner; ``None``: the workspace knows of none.
    before
        The keys of the earlier hand-over, as texts; ``None``: there is none.
    near
        So many near misses.
    """

    ws: Workspace
    telling: Telling
    inside: np.ndarray
    owner: np.ndarray | None
    before: set[str] | None
    near: int

    def owners_at(self, places: np.ndarray) -> np.ndarray:
        """Give owners by places; ``""`` where none is known."""
        return self.owner[places] if self.owner is not None else np.full(len(places), "", dtype=object)


@dataclass(frozen=True, eq=False)
class HandOver:
    """What is handed over. The frames are worked out when they are first asked for, the reasons of many thousands with them.

    Attributes
    ----------
    segment, as_of
        Of what, and for which day.
    roster : DataFrame
        One row a member, in the table's order: ``key``, ``label``, ``owner`` (``""`` where none is known), ``change`` (``entered``,
        ``stayed``; ``""`` with nothing to compare with).
    since : str
        What it was compared with; ``""``: nothing.
    """

    segment: Segment
    as_of: date
    roster: pd.DataFrame
    since: str
    _asked: Asked = field(repr=False)

    @cached_property
    def members(self) -> pd.DataFrame:
        """The roster with ``reasons``: the rules by which each is in, with its values, in one text."""
        return self.first(len(self.roster))

    @cached_property
    def reasons(self) -> pd.DataFrame:
        """One row a member and rule: ``key``, ``rule`` in words, ``value`` in words."""
        return self._asked.telling.rows(self._asked.inside, self.roster["key"])

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Who has come and gone since the last hand-over: ``key``, ``label``, ``owner``, ``change`` (``entered``, ``left``), ``why``.

        ``why`` are the rules that decide it today, with the values. Whoever is no longer in the data, or in the universe, has left
        with that for a reason.
        """
        asked, came = self._asked, np.flatnonzero((self.roster["change"] == "entered").to_numpy())
        entered = self.roster.take(came).assign(why=asked.telling.sentences(asked.inside[came], inside=True))
        places, left = self._gone
        there = places >= 0
        universe = asked.telling.evaluation.universe.array()
        why = np.full(len(left), GONE, dtype=object)
        why[there] = np.where(universe[places[there]], asked.telling.sentences(places[there], inside=False), OUTSIDE)
        return _below(entered, left.assign(why=why))

    @cached_property
    def near_misses(self) -> pd.DataFrame:
        """Who is out by one rule: ``key``, ``label``, ``owner``, ``rule``, ``value``, ``change`` (the smallest that would bring it in).

        The nearest first; ``attrs["total"]`` says how many there are.
        """
        asked, columns = self._asked, ["key", "label", "owner", "rule", "value", "change"]
        missed = near_misses(asked.ws, self.segment, self.as_of, most=asked.near) if asked.near else None
        if missed is None or not len(missed):
            none = pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
            none.attrs = {"total": 0}
            return none
        places = pd.Index(_keys(asked.ws, self.segment.entity)).get_indexer(missed["key"])
        made = missed.assign(owner=asked.owners_at(places))[columns].reset_index(drop=True)
        made.attrs = {"total": int(missed.attrs["total"])}
        return made

    @cached_property
    def owners(self) -> pd.DataFrame:
        """To whom it goes, one row an owner, who has the most first, then those without one.

        ``owner`` (``""``: none is known), ``members``, of whom ``entered`` and ``stayed`` since the last hand-over (0 with nothing to
        compare with), ``left`` (no members any more), and what the members are ``worth`` (NaN where that is not known of
        any of them).
        """
        asked = self._asked
        amounts = worths(asked.ws.session, self.segment.entity)
        change = self.roster["change"]
        rows = pd.DataFrame({
            "owner": self.roster["owner"].astype(object), "members": 1,
            "entered": (change == "entered").astype(int), "stayed": (change == "stayed").astype(int), "left": 0,
            "worth": amounts[asked.inside] if amounts is not None else np.nan,
        })  # fmt: skip
        gone = self._gone[1]
        left = pd.DataFrame({"owner": gone["owner"].astype(object), "members": 0, "entered": 0, "stayed": 0, "left": 1, "worth": np.nan})
        every = pd.concat([part for part in (rows, left) if len(part)] or [rows], ignore_index=True)
        found = every.groupby("owner", sort=True).sum(min_count=1)
        found["worth"] = found["worth"].where(found["members"] > 0, 0.0) if amounts is not None else np.nan
        found = found.reset_index().sort_values("members", ascending=False, kind="stable")
        nobody = found["owner"] == ""
        made = pd.concat([found[~nobody], found[nobody]], ignore_index=True)
        counted = ["members", "entered", "stayed", "left"]
        made = made.astype(dict.fromkeys(counted, "int64") | {"worth": "float64"})
        made.attrs = {"members": len(self.roster), "as_of": self.as_of.isoformat(), "since": self.since, "value": _value(asked.ws, self)}
        return made

    def first(self, most: int) -> pd.DataFrame:
        """Give the first members as :attr:`members` has them; the reasons of the others are not worked out."""
        if "members" in self.__dict__:
            return self.members.head(most)
        return self.roster.head(most).assign(reasons=self._asked.telling.sentences(self._asked.inside[:most], inside=True))

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
        library.record_hand_over(self.segment.name, self.as_of, [str(k) for k in self.roster["key"]])

    @cached_property
    def _gone(self) -> tuple[np.ndarray, pd.DataFrame]:
        """Who was handed over and is no member now: the places, -1 for those that are not in the data, and the roster's columns."""
        asked, entity = self._asked, self.segment.entity
        gone = sorted((asked.before or set()) - set(self.roster["key"].astype(str)))
        if not gone:
            return np.zeros(0, dtype=np.int64), self.roster.head(0)
        known = pd.Index(_keys(asked.ws, entity).astype(str)).get_indexer(pd.Index(gone))
        places = np.sort(known[known >= 0])
        left = roster(asked.ws, entity, places, asked.owner)
        lost = [key for key, place in zip(gone, known, strict=True) if place < 0]
        nowhere = pd.DataFrame({"key": lost, "label": lost, "owner": ""})
        return np.append(places, np.full(len(lost), -1)), _below(left, nowhere).assign(change="left")


def roster(ws: Workspace, entity: str, places: np.ndarray, owner: np.ndarray | None) -> pd.DataFrame:
    """Give keys, labels and owners by places."""
    frame = named(ws, entity, places)
    return frame.assign(owner=pd.Series(owner[places] if owner is not None and len(places) else "", index=frame.index, dtype=object))


def _keys(ws: Workspace, entity: str) -> pd.Series:
    every: pd.Series = ws.rows_of(entity, np.ones(ws.session.size(entity), dtype=bool))[ws.schema.tables[entity].key]
    return every


def _below(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Put one frame below another. Keys of two kinds, those of the data and those of a file, stay what they are."""
    if not len(first) or not len(second):
        return (second if len(second) else first).reset_index(drop=True)
    if first["key"].dtype != second["key"].dtype:
        first, second = (part.assign(key=part["key"].astype(object)) for part in (first, second))
    return pd.concat([first, second], ignore_index=True)


def _value(ws: Workspace, over: HandOver) -> str:
    value = ws.schema.value
    return "" if value is None or value.table != over.segment.entity else value.column
