"""Where a part of a definition is drawn: for which table, inside of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from seg_widgets.schema import Schema, family

Data = dict[str, Any]


@dataclass(frozen=True)
class At:
    """A table, as of a day.

    Attributes
    ----------
    outer
        The tables outside, the nearest first.
    in_filter
        In a row filter: about the table's rows, which are only compared.
    known
        Entity -> the names of segments that may be referred to.
    """

    schema: Schema
    table: str
    as_of: date
    outer: tuple[str, ...] = ()
    in_filter: bool = False
    known: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table, *self.outer)

    def related(self, table: str) -> At:
        """Go to a related entity."""
        return replace(self, table=table, outer=self.tables)

    def rows(self, table: str) -> At:
        """Go into a filter of rows of the entity."""
        return replace(self, table=table, outer=self.tables, in_filter=True)

    def outside(self, up: int) -> At:
        """Go so many levels out."""
        return replace(self, table=self.outer[up - 1], outer=self.outer[up:], in_filter=False)

    def alone(self) -> At:
        """Stay, with nothing outside."""
        return replace(self, outer=())

    def columns(self, kind: str, table: str | None = None) -> list[str]:
        """Name the columns of a family."""
        described = self.schema.tables[table or self.table].columns
        return [name for name, column in described.items() if family(column.type or "text") == kind]
