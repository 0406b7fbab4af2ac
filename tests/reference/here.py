"""Where a metric or a condition is asked: a row of a table, and what stands outside of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.reference.world import Row, World

Data = dict[str, Any]


@dataclass(frozen=True)
class Here:
    """A row at which something is asked.

    Attributes
    ----------
    meets
        Says whether a row meets a group, two-valued: what row filters are.
    outer
        The rows outside, the nearest first: of a related entity the one it started from, of a row its entity.
    back
        How many windows before its own a metric is read in: a change reads it in the window before.
    """

    table: str
    row: Row
    world: World
    meets: Callable[[Data, Here], bool]
    outer: tuple[Here, ...] = ()
    back: int = 0

    def within(self, table: str, row: Row) -> Here:
        """Go to a related entity or to a row of this one."""
        return Here(table, row, self.world, self.meets, (self, *self.outer))

    def beside(self, row: Row) -> Here:
        """Go to another row of the same table, at which nothing is outside: a peer."""
        return Here(self.table, row, self.world, self.meets, (), self.back)

    def outside(self, up: int) -> Here:
        """Go so many levels out."""
        return replace(self.outer[up - 1], back=self.back)

    def before(self) -> Here:
        """Stay, and read in the windows before."""
        return replace(self, back=self.back + 1)

    @property
    def tables(self) -> tuple[str, ...]:
        """The table, and those outside."""
        return (self.table, *(outer.table for outer in self.outer))
