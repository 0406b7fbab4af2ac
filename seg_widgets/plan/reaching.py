"""Which leaves a part of a plan is about: its own entity's, or those of an entity outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from seg_widgets.plan.leaves import AggregateLeaf, ColumnLeaf, Leaf, LookupLeaf, PeersLeaf, SequenceLeaf, TierLeaf
from seg_widgets.plan.nodes import (
    ArithmeticExpr,
    ChangeExpr,
    Compare,
    ConstantExpr,
    DaysExpr,
    EveryonePlan,
    Expr,
    GroupPlan,
    IfMissingExpr,
    MapExpr,
    NodePlan,
    OuterExpr,
    RatioExpr,
    RelatedPlan,
    TenureExpr,
)

T = TypeVar("T")


def found_in(part: Any, kind: type[T] | tuple[type[T], ...]) -> Iterator[T]:
    """Give what is of a kind in a part of a plan, wherever in it; not what lies within such a one."""
    if isinstance(part, kind):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from found_in(each, kind)
    elif is_dataclass(part):
        for f in fields(part):
            yield from found_in(getattr(part, f.name), kind)


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
