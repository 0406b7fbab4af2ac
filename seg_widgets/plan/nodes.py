"""The plan: what to compute, with every window a pair of days and every name resolved. What targets read.

Two parts: *leaves*, the values that need data (an attribute of the entity, an aggregate of its rows), and the *tree* over
them: expressions, comparisons, groups. A target that can read the leaves and knows the handful of expressions and
comparisons below can say the whole language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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

    now: Expr
    before: Expr
    relative: bool


@dataclass(frozen=True)
class RatioExpr:
    """Numerator / denominator in double precision, missing where the denominator is missing or 0."""

    numerator: Expr
    denominator: Expr


@dataclass(frozen=True)
class ConstantExpr:
    """A number."""

    value: int | float


@dataclass(frozen=True)
class ArithmeticExpr:
    """``left`` + - * ``right`` in double precision; missing where one of them is."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True)
class IfMissingExpr:
    """An expression, with a value where it is missing."""

    of: Expr
    value: Literal
    type: ColumnType


@dataclass(frozen=True)
class MapExpr:
    """An expression's values (of type ``of_type``) turned into others; what has no pair becomes ``other``; missing stays missing.

    Of texts with an order it gives the place in the order.
    """

    of: Expr
    of_type: ColumnType
    pairs: tuple[tuple[Literal, Literal], ...]
    other: Literal | None
    type: ColumnType


@dataclass(frozen=True)
class OuterExpr:
    """An expression of the entity ``up`` levels outside: of a related group's own entity, of a row's entity."""

    of: Expr
    up: int


Expr = Leaf | TenureExpr | DaysExpr | ChangeExpr | RatioExpr | ConstantExpr | ArithmeticExpr | IfMissingExpr | MapExpr | OuterExpr


@dataclass(frozen=True)
class Compare:
    """A comparison, lowered: spans and whole months have become a range of days.

    ``op`` is one of ``is is_not one_of none_of < <= > >= between contains starts_with ends_with matches same_month is_true
    is_false has_any has_all has_none is_empty is_missing is_present``. ``family`` is the family of both sides; dates compare by
    local day. ``right`` is a literal, a tuple of them, an expression (``same_month`` has only those), or ``None``.
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
    """How many related entities, of those in scope, meet ``where``: ``low <= number <= high`` (``high`` ``None``: no end).

    With ``share`` instead: their share of those in scope is at least so much, and there is one in scope.
    """

    table: str
    relation: Relation
    low: int
    high: int | None
    scope: GroupPlan | None
    where: GroupPlan | EveryonePlan
    entity: str
    share: float | None = None


NodePlan = Compare | GroupPlan | RelatedPlan | EveryonePlan


@dataclass(frozen=True)
class Plan:
    """A segment made ready for a day.

    Attributes
    ----------
    places
        Where in the definition the nodes of the tree stand, by the way through the tree (equal nodes stand in several
        places): member numbers, ``-1`` for a related group's scope and ``-2`` for its where. What a node of the definition is
        made of (a habit, another segment) has no place of its own.
    universe
        Entity -> what its rows must meet to exist at all, in the segment and as related ones.
    """

    entity: str
    as_of: date
    tree: GroupPlan
    places: dict[tuple[int, ...], str]
    universe: dict[str, GroupPlan] = field(default_factory=dict)

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


def leaves(node: NodePlan | Expr | None, level: int = 0) -> Iterator[Leaf]:
    """Give the leaves of a node or an expression that are of its own entity, or of the one ``level`` levels outside."""
    match node:
        case ColumnLeaf() | AggregateLeaf() | SequenceLeaf() | PeersLeaf() | TierLeaf() | LookupLeaf():
            if level == 0:
                yield node
        case TenureExpr():
            yield from leaves(node.since, level)
        case DaysExpr() | IfMissingExpr() | MapExpr():
            yield from leaves(node.of, level)
        case ChangeExpr():
            yield from leaves(node.now, level)
            yield from leaves(node.before, level)
        case RatioExpr():
            yield from leaves(node.numerator, level)
            yield from leaves(node.denominator, level)
        case ArithmeticExpr():
            yield from leaves(node.left, level)
            yield from leaves(node.right, level)
        case OuterExpr():
            if level >= node.up:
                yield from leaves(node.of, level - node.up)
        case Compare():
            yield from leaves(node.left, level)
            if not isinstance(node.right, tuple | int | float | Decimal | str | date):
                yield from leaves(node.right, level)
        case GroupPlan():
            for member in node.members:
                yield from leaves(member, level)
        case RelatedPlan():
            if level or reaches_out(node):
                yield from leaves(node.scope, level + 1)
                yield from leaves(node.where, level + 1)
        case EveryonePlan() | ConstantExpr() | None:
            return


def reach(node: NodePlan | Expr | None) -> int:
    """Say how many levels outside a node or an expression looks; 0: it is about its own entity alone."""
    match node:
        case OuterExpr():
            return node.up + reach(node.of)
        case DaysExpr() | IfMissingExpr() | MapExpr():
            return reach(node.of)
        case ChangeExpr():
            return max(reach(node.now), reach(node.before))
        case RatioExpr():
            return max(reach(node.numerator), reach(node.denominator))
        case ArithmeticExpr():
            return max(reach(node.left), reach(node.right))
        case Compare():
            right = 0 if isinstance(node.right, tuple | int | float | Decimal | str | date) else reach(node.right)
            return max(reach(node.left), right)
        case GroupPlan():
            return max(map(reach, node.members))
        case RelatedPlan():
            return max(0, reach(node.scope) - 1, reach(node.where) - 1)
        case _:
            return 0


def reaches_out(node: RelatedPlan) -> bool:
    """Say whether a related group compares with something outside, so that it must be answered pair by pair."""
    return reach(node.scope) > 0 or reach(node.where) > 0
