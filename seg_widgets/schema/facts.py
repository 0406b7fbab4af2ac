"""What was counted in the tables: as much as inference, the picker and the data check need, and no row of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from seg_widgets.schema.types import ColumnType

TOP = 300
"""How many of a column's values are kept."""
FEW = 50
"""Integers of at most so many different values are kept like the names of something."""


@dataclass(frozen=True)
class ColumnFacts:
    """What was counted in one column.

    Attributes
    ----------
    type
        The column's type.
    rows, missing, distinct
        How many rows there are, in how many the value is missing, and how many values differ.
    min, max
        The least and the greatest value; ``None`` for lists and where every value is missing. An instant is in UTC.
    values
        The most frequent values, at most :data:`TOP`, with their counts, for text (unless no value repeats), booleans and
        integers with few values.
    approximate
        ``distinct`` is an estimate, as the table is very large.
    """

    type: ColumnType
    rows: int
    missing: int
    distinct: int
    min: Any = None
    max: Any = None
    values: tuple[tuple[Any, int], ...] = ()
    approximate: bool = False

    @property
    def present(self) -> int:
        """How many rows have a value."""
        return self.rows - self.missing

    @property
    def unique(self) -> bool:
        """Every row has a value of its own, so that the column could be a key."""
        return self.missing == 0 and self.distinct == self.rows and not self.approximate


@dataclass(frozen=True)
class TableFacts:
    """What was counted in one table: its rows, and its columns in their order."""

    rows: int
    columns: Mapping[str, ColumnFacts] = field(default_factory=dict)
