"""An aggregate in any window of days, from sums by entity and day that are kept in memory: what makes a window one can drag.

A window is a run of whole blocks of days, whose sums are there, and the days before and after them, whose cells are added up: at a
hundred thousand entities a millisecond or three, where a query over the rows takes fifty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlglot import exp

from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Days, Rows
from seg_widgets.sql import Lying, column, table
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.reader import RowReader
from seg_widgets.sql.ways import present, within

CELLS = 25_000_000
"""So many cells of entity and day are kept at most for one aggregate: 300 MB."""

BLOCKS = 64_000_000
"""Bytes that the blocks of one aggregate may take; more entities have longer blocks."""

LEAST_BLOCK = 8
EXACT = 2.0**53

UNORDERED = 122_880
"""From so many rows on the engine itself adds up in any order: below, sums of doubles are left to it, so that they are the same."""


@dataclass(frozen=True)
class Family:
    """Aggregates that differ in their window alone.

    ``last``: the last day of all windows, of distinct values, which are known by the last day on which each was seen.
    """

    rows: Rows
    agg: str
    column: ColumnLeaf | None
    last: date | None


def family_of(leaf: AggregateLeaf, rows: int) -> Family | None:
    """Give the family of an aggregate; ``None`` where it is not made of sums by day.

    Parameters
    ----------
    rows
        How many rows it is read from.
    """
    match leaf.agg:
        case "count" | "active_days":
            return Family(leaf.rows, leaf.agg, None, None)
        case "sum" if leaf.column is not None and (leaf.column.type == "integer" or (leaf.column.type == "number" and rows > UNORDERED)):
            return Family(leaf.rows, leaf.agg, leaf.column, None)
        case "distinct":
            return Family(leaf.rows, leaf.agg, leaf.column, leaf.days.last)
        case _:
            return None


def cells(family: Family, read: RowReader, lying: Lying, made: Dialect, *, once: bool) -> exp.Select:
    """Write what gives the cells, in no order: ``day``, ``owner`` and, of a sum, ``value``.

    Parameters
    ----------
    once
        Give each cell once where it must count once; otherwise rows of the same day and owner each give one.
    """
    day, owner = read.day(), column(lying.owner, family.rows.table)
    inside = [read.conditions.condition(family.rows.where)] if family.rows.where is not None else []
    what, by = [], [day, owner] if family.agg == "active_days" and once else []
    match family.agg:
        case "sum":
            assert family.column is not None
            value = read.leaf(family.column)
            inside.append(present(value.copy()))
            what = [exp.alias_(exp.cast(value, "double"), "value")]
        case "distinct":
            assert family.column is not None
            assert family.last is not None
            value = read.counted(family.column)
            inside += [present(value.copy()), within(day.copy(), Days(None, family.last), made)]
            by, day = [owner, value], exp.Max(this=day)
    query = exp.select(exp.alias_(day.copy(), "day"), exp.alias_(owner.copy(), "owner"), *what, copy=False)
    query = query.from_(table(lying.name, family.rows.table), copy=False).where(*inside, copy=False)
    return query.group_by(*(part.copy() for part in by), copy=False)


MARKS = 250_000_000
"""So many pairs of day and entity at most are marked in a table of bytes to count each once; of more, the engine groups them."""


def once_each(day: np.ndarray, owner: np.ndarray, days: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Give each pair of day and owner once, in the order of days."""
    seen = np.zeros(days * size, dtype=bool)
    seen[day * size + owner] = True
    found = np.flatnonzero(seen)
    return found // size, (found % size).astype(np.int32)


class DaySums:
    """Sums by entity and day.

    Parameters
    ----------
    first
        The first day that has cells.
    day, owner, value
        Arrays of the cells: days since ``first``, the entity's place, the sum; without ``value`` each is 1. Cells of the same day
        and place are added up.
    size
        How many entities there are.
    whole
        The sums are whole numbers.
    """

    def __init__(self, first: date, day: np.ndarray, owner: np.ndarray, value: np.ndarray | None, size: int, *, whole: bool) -> None:
        self.first, self.size, self.whole = first, size, whole
        self.days = int(day.max()) + 1 if len(day) else 0
        # Numbers of 16 bits are sorted by their digits, in a fraction of the time.
        order = np.argsort(day.astype(np.uint16 if self.days <= 65_535 else np.int64), kind="stable")
        day, self.owner = day[order], owner[order]
        self.value = value[order] if value is not None else None
        self.at = np.searchsorted(day, np.arange(self.days + 1))
        self.block = max(LEAST_BLOCK, -(-self.days * size * 8 // BLOCKS))
        self._blocks: dict[int, np.ndarray] = {}

    @property
    def bytes(self) -> int:
        """How much memory it takes."""
        return self.owner.nbytes + (self.value.nbytes if self.value is not None else 0) + self.days // self.block * self.size * 8

    def within(self, days: Days) -> np.ndarray:
        """Give the sums in a range of days, an array by the entity's place: whole numbers, or doubles."""
        low = 0 if days.first is None else max(0, (days.first - self.first).days)
        high = min(self.days, (days.last - self.first).days + 1)
        total = np.zeros(self.size)
        if low < high:
            start, stop = -(-low // self.block), high // self.block
            if start >= stop:
                total += self._of(low, high)
            else:
                for part in (
                    self._of(low, start * self.block),
                    *map(self._whole_block, range(start, stop)),
                    self._of(stop * self.block, high),
                ):
                    total += part
        return total.astype(np.int64) if self.whole else total

    def _whole_block(self, number: int) -> np.ndarray:
        if number not in self._blocks:
            self._blocks[number] = self._of(number * self.block, (number + 1) * self.block)
        return self._blocks[number]

    def _of(self, low: int, high: int) -> np.ndarray:
        here = slice(self.at[low], self.at[high])
        return np.bincount(self.owner[here], None if self.value is None else self.value[here], minlength=self.size)
