"""The plan of a segment as of a day: what every engine and every exporter reads."""

from seg_widgets.plan.calendar import Days, add_months
from seg_widgets.plan.make import make_plan
from seg_widgets.plan.nodes import (
    SCOPE,
    WHERE,
    AggregateLeaf,
    ChangeExpr,
    ColumnLeaf,
    Compare,
    DaysExpr,
    EveryonePlan,
    Expr,
    GroupPlan,
    Leaf,
    NodePlan,
    Plan,
    RatioExpr,
    RelatedPlan,
    Rows,
    TenureExpr,
    leaves,
    parts,
)

__all__ = [
    "SCOPE", "WHERE", "AggregateLeaf", "ChangeExpr", "ColumnLeaf", "Compare", "Days", "DaysExpr", "EveryonePlan", "Expr", "GroupPlan",
    "Leaf", "NodePlan", "Plan", "RatioExpr", "RelatedPlan", "Rows", "TenureExpr", "add_months", "leaves", "make_plan", "parts",
]  # fmt: skip
