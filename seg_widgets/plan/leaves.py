"""Leaves of a plan: the values that need data. An attribute of the entity, an aggregate of its rows, what it is among others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from seg_widgets.plan.calendar import Days
from seg_widgets.schema.relations import Path
from seg_widgets.schema.types import ColumnType

if TYPE_CHECKING:  # row filters are trees, and trees are over leaves
    from seg_widgets.plan.nodes import Expr, GroupPlan

Literal = int | float | Decimal | str | date | bool


@dataclass(frozen=True)
class ColumnLeaf:
    """A column of the table at hand: the entity's, or the row's inside a row filter.

    ``not_after``: an end of an interval that lies after this day has not happened, and is missing.
    """

    table: str
    column: str
    type: ColumnType
    not_after: date | None = None


@dataclass(frozen=True)
class Rows:
    """Rows of a dated table, on their way to an entity, through a filter. Leaves with the same rows share a scan.

    ``time`` is the column of the day; ``holds_on``: only rows of an interval that hold on this day, and ``end`` its column.
    ``through``: the day on which the interval rows on the way, if any, must exist: one that starts later leads nowhere.
    """

    table: str
    entity: str
    path: Path
    time: str
    where: GroupPlan | None = None
    end: str | None = None
    holds_on: date | None = None
    through: date | None = None


@dataclass(frozen=True)
class Anchored:
    """Days counted from a date of the entity: ``anchor`` … ``anchor`` + n - 1 (months: before ``anchor`` + n months), up to
    ``last``, the as-of date. Where the anchor is missing there are no such days, and what is read in them is missing.
    """

    anchor: ColumnLeaf
    n: int
    unit: str
    last: date


@dataclass(frozen=True)
class AggregateLeaf:
    """An aggregate of an entity's rows in a range of days.

    ``q`` is of ``quantile``; ``unit`` and ``counted_from`` of ``active_periods``, whose periods are counted back from that day
    (the as-of date, also in the window before).
    """

    rows: Rows
    agg: str
    column: ColumnLeaf | None
    days: Days | Anchored
    type: ColumnType
    q: float | None = None
    unit: str | None = None
    counted_from: date | None = None


@dataclass(frozen=True)
class StepPlan:
    """A step of a sequence: its rows, the most days after the step before, and rows that must not lie between the two."""

    rows: Rows
    within: int | None = None
    without: Rows | None = None


@dataclass(frozen=True)
class SequenceLeaf:
    """Whether there is a chain of rows, one of each step, each strictly later than the one before. Never missing.

    ``moment`` says by what rows are put in order: ``instant`` (all tables hold instants), ``time`` (local time) or ``day``
    (one of the tables holds dates).
    """

    steps: tuple[StepPlan, ...]
    days: Days | Anchored
    moment: str
    type: ColumnType = "boolean"


@dataclass(frozen=True)
class PeersLeaf:
    """``stat`` (``median``, ``mean`` or ``quantile`` at ``q``) of an expression among the entities that share ``by``.

    In double precision, of those that exist and are in the universe. Missing where one of ``by`` is.
    """

    entity: str
    of: Expr
    by: tuple[ColumnLeaf, ...]
    stat: str
    q: float | None
    universe: GroupPlan | None
    as_of: date
    type: ColumnType = "number"


@dataclass(frozen=True)
class TierLeaf:
    """floor((lowest rank - 1) * k / n) + 1 among the n entities that have a value, exist and are in the universe."""

    entity: str
    of: Expr
    k: int
    universe: GroupPlan | None
    as_of: date
    type: ColumnType = "integer"


@dataclass(frozen=True)
class LookupLeaf:
    """A column of the one row of a table whose columns equal the entity's (``on``: the entity's, the table's) and certain values
    (``given``: the table's column, the value).
    """

    table: str
    column: ColumnLeaf
    on: tuple[tuple[ColumnLeaf, ColumnLeaf], ...]
    type: ColumnType
    given: tuple[tuple[ColumnLeaf, Literal], ...] = ()


Leaf = ColumnLeaf | AggregateLeaf | SequenceLeaf | PeersLeaf | TierLeaf | LookupLeaf
