"""The plan: what to compute, with every window a pair of days and every name resolved. What targets read.

Two parts: the leaves, the values that need data, and the *tree* over them: expressions, comparisons, groups. A target that can
read the leaves and knows the handful of expressions and comparisons below can say the whole language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from seg_widgets.plan.leaves import ColumnLeaf, Leaf, Literal
from seg_widgets.schema.relations import Relation
from seg_widgets.schema.types import ColumnType


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
