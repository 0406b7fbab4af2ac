"""The plan: what to compute, with every window a pair of days and every name resolved. What targets read.

Two parts: *leaves*, the values that need data (an attribute of the entity, an aggregate of its rows), and the *tree* over
them: expressions, comparisons, groups. A target that can read the leaves and knows the handful of expressions and
comparisons below can say the whole language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from seg_widgets.plan.calendar import Days
from seg_widgets.schema.relations import Path, Relation
from seg_widgets.schema.types import ColumnType

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
class AggregateLeaf:
    """An aggregate of an entity's rows in a range of days."""

    rows: Rows
    agg: str
    column: ColumnLeaf | None
    days: Days
    type: ColumnType


Leaf = ColumnLeaf | AggregateLeaf


@dataclass(frozen=True)
class TenureExpr:
    """Whole calendar months, years or days from a day to ``as_of``; missing where it starts after."""

    since: ColumnLeaf
    unit: str
    as_of: date


@dataclass(frozen=True)
class DaysExpr:
    """``as_of`` - day (``since``), or day - ``as_of`` (not ``since``), in days."""

    of: Leaf
    since: bool
    as_of: date


@dataclass(frozen=True)
class ChangeExpr:
    """(now - before) / before in double precision, missing where before is missing or 0; or now - before."""

    now: AggregateLeaf
    before: AggregateLeaf
    relative: bool


@dataclass(frozen=True)
class RatioExpr:
    """Numerator / denominator in double precision, missing where the denominator is missing or 0."""

    numerator: Expr
    denominator: Expr


Expr = ColumnLeaf | AggregateLeaf | TenureExpr | DaysExpr | ChangeExpr | RatioExpr


@dataclass(frozen=True)
class Compare:
    """A comparison, lowered: spans and whole months have become a range of days.

    ``op`` is one of ``is is_not one_of none_of < <= > >= between contains starts_with ends_with matches same_month is_true
    is_false is_missing is_present``. ``family`` is the family of both sides; dates compare by local day. ``right`` is a
    literal, a tuple of them, an expression (``same_month`` has only those), or ``None``.
    """

    left: Expr
    op: str
    right: Literal | tuple[Literal, ...] | Expr | None
    family: str
    type: ColumnType
    ignore_case: bool = False
    trim: bool = False


@dataclass(frozen=True)
class EveryonePlan:
    """Met by all."""


@dataclass(frozen=True)
class GroupPlan:
    """``all``, ``any``, ``none`` or ``at_least`` n of the members."""

    kind: str
    members: tuple[NodePlan, ...]
    n: int | None = None


@dataclass(frozen=True)
class RelatedPlan:
    """How many related entities, of those in scope, meet ``where``: ``low <= number <= high`` (``high`` ``None``: no end)."""

    table: str
    relation: Relation
    low: int
    high: int | None
    scope: GroupPlan | None
    where: GroupPlan | EveryonePlan
    entity: str


NodePlan = Compare | GroupPlan | RelatedPlan | EveryonePlan


@dataclass(frozen=True)
class Plan:
    """A segment made ready for a day.

    ``places`` names, for the nodes of the tree, where in the definition they stand (equal nodes stand in several places, so
    the way through the tree is the key: member numbers, ``-1`` for a related group's scope and ``-2`` for its where).
    """

    entity: str
    as_of: date
    tree: GroupPlan
    places: dict[tuple[int, ...], str]

    def __hash__(self) -> int:
        return hash((self.entity, self.as_of, self.tree))


SCOPE, WHERE = -1, -2


def parts(node: NodePlan) -> Iterator[tuple[int, NodePlan]]:
    """Give the parts of a node with their steps."""
    if isinstance(node, GroupPlan):
        yield from enumerate(node.members)
    elif isinstance(node, RelatedPlan):
        if node.scope is not None:
            yield SCOPE, node.scope
        yield WHERE, node.where


def leaves(node: NodePlan | Expr | None) -> Iterator[Leaf]:
    """Give the leaves of a node or an expression, for its own entity (not those of related entities)."""
    match node:
        case ColumnLeaf() | AggregateLeaf():
            yield node
        case TenureExpr():
            yield node.since
        case DaysExpr():
            yield node.of
        case ChangeExpr():
            yield from (node.now, node.before)
        case RatioExpr():
            yield from leaves(node.numerator)
            yield from leaves(node.denominator)
        case Compare():
            yield from leaves(node.left)
            if not isinstance(node.right, tuple | int | float | Decimal | str | date):
                yield from leaves(node.right)
        case GroupPlan():
            for member in node.members:
                yield from leaves(member)
        case RelatedPlan() | EveryonePlan() | None:
            return
