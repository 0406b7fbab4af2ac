"""Makes the plan: definition + schema + as-of date."""

from __future__ import annotations

from datetime import date

from seg_widgets.definition import (
    Aggregate,
    Attribute,
    Change,
    Condition,
    Criterion,
    DaysSince,
    DaysUntil,
    Everyone,
    Group,
    Holding,
    Metric,
    Ratio,
    Related,
    Segment,
    Span,
    Tenure,
)
from seg_widgets.definition.base import Node
from seg_widgets.definition.check import checked, type_of
from seg_widgets.definition.operands import typed_value
from seg_widgets.definition.walk import unmuted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan.calendar import days_ahead, days_before, days_behind, days_of, month_of
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
    NodePlan,
    Plan,
    RatioExpr,
    RelatedPlan,
    Rows,
    TenureExpr,
)
from seg_widgets.schema import Schema, family, path, relation


def make_plan(segment: Segment, schema: Schema, as_of: date) -> Plan:
    """Make a segment ready for a day.

    Raises
    ------
    DefinitionError
        The segment does not fit the schema; nothing is evaluated.
    """
    checked(segment, schema)
    planner = _Planner(schema, as_of)
    tree = planner.group(segment.where, segment.entity, "where", ())
    return Plan(segment.entity, as_of, tree, planner.places)


class _Planner:
    def __init__(self, schema: Schema, as_of: date) -> None:
        self.schema, self.as_of = schema, as_of
        self.places: dict[tuple[int, ...], str] = {}

    def node(self, node: Condition, table: str, place: str, way: tuple[int, ...], *, rows: bool = False) -> NodePlan:
        if isinstance(node, Group):
            return self.group(node, table, place, way, rows=rows)
        if not rows:  # places are of what is counted; a row filter is part of a metric
            self.places[way] = place
        match node:
            case Criterion():
                return self.compare(node, table)
            case Everyone():
                return EveryonePlan()
            case Related():
                low, high = {
                    "any": (1, None),
                    "none": (0, 0),
                    "at_least": (node.n, None),
                    "at_most": (0, node.n),
                    "exactly": (node.n, node.n),
                }[node.quantifier]
                scope = None
                if node.scope is not None and unmuted(node.scope) is not None:
                    scope = self.group(node.scope, node.table, f"{place}.scope", (*way, SCOPE))
                where = self.asked(node.where, node.table, f"{place}.where", (*way, WHERE))
                between = relation(self.schema, table, node.table, via=node.via)
                return RelatedPlan(node.table, between, low or 0, high, scope, where, table)
            case _:
                raise UnsupportedError(Problem("unknown-node", f"The planner does not know {type(node).__name__}.", place))

    def group(self, node: Group, table: str, place: str, way: tuple[int, ...], *, rows: bool = False) -> GroupPlan:
        if not rows:
            self.places[way] = place
        live = [(n, m) for n, m in enumerate(node.members) if unmuted(m) is not None]
        members = tuple(
            self.node(m, table, f"{place}.members.{written}", (*way, kept), rows=rows) for kept, (written, m) in enumerate(live)
        )
        return GroupPlan(node.kind, members, node.n)

    def asked(self, node: Group | Everyone, table: str, place: str, way: tuple[int, ...]) -> GroupPlan | EveryonePlan:
        if isinstance(node, Group):
            return self.group(node, table, place, way)
        self.places[way] = place
        return EveryonePlan()

    def compare(self, node: Criterion, table: str) -> Compare:
        left = self.expr(node.metric, table)
        type_ = type_of(node.metric, table, self.schema, "", [], rows=True) or type_of(node.metric, table, self.schema, "", [])
        assert type_ is not None  # the check has passed
        op, value = node.op, node.value
        right: object = None
        if isinstance(value, Span):
            days = (days_ahead if op == "in_next" else days_behind)(value, self.as_of)
            op, right = "between", (days.first, days.last)
        elif isinstance(value, Node):
            right = self.expr(value, table)
        elif isinstance(value, tuple):
            right = tuple(typed_value(v, type_) for v in value)
        elif value is not None:
            right = typed_value(value, type_)
            if op == "same_month":
                assert isinstance(right, date)
                month = month_of(right)
                op, right = "between", (month.first, month.last)
        return Compare(left, op, right, family(type_), type_, node.ignore_case, node.trim)  # type: ignore[arg-type]

    def expr(self, metric: Metric, table: str) -> Expr:
        match metric:
            case Attribute():
                return self.column(metric.column, table)
            case Tenure():
                return TenureExpr(self.column(metric.since, table), metric.unit, self.as_of)
            case DaysSince() | DaysUntil():
                of = self.expr(metric.of, table)
                assert isinstance(of, ColumnLeaf | AggregateLeaf)
                return DaysExpr(of, isinstance(metric, DaysSince), self.as_of)
            case Aggregate():
                return self.aggregate(metric, table)
            case Change():
                now = self.aggregate(metric.of, table)
                before = AggregateLeaf(now.rows, now.agg, now.column, days_before(metric.of.window, self.as_of), now.type)  # type: ignore[arg-type]
                return ChangeExpr(now, before, metric.how == "relative")
            case Ratio():
                return RatioExpr(self.expr(metric.numerator, table), self.expr(metric.denominator, table))
            case _:
                raise UnsupportedError(Problem("unknown-node", f"The planner does not know the metric {type(metric).__name__}."))

    def column(self, name: str, table: str) -> ColumnLeaf:
        described = self.schema.tables[table]
        type_ = described.columns[name].type
        assert type_ is not None
        return ColumnLeaf(table, name, type_, self.as_of if name == described.end else None)

    def aggregate(self, metric: Aggregate, entity: str) -> AggregateLeaf:
        table = self.schema.tables[metric.table]
        assert table.time is not None
        where = None
        if metric.where is not None and unmuted(metric.where) is not None:
            where = self.group(metric.where, metric.table, "", (), rows=True)
        holding = isinstance(metric.window, Holding)
        way = path(self.schema, metric.table, entity, via=metric.via)
        rows = Rows(
            table=metric.table,
            entity=entity,
            path=way,
            time=table.time,
            where=where,
            end=table.end if holding else None,
            holds_on=self.as_of if holding else None,
            through=self.as_of if any(self.schema.tables[step.target].kind == "interval" for step in way[:-1]) else None,
        )
        type_ = type_of(metric, entity, self.schema, "", [])
        assert type_ is not None
        column = self.column(metric.column, metric.table) if metric.column is not None else None
        return AggregateLeaf(rows, metric.agg, column, days_of(metric.window, self.as_of), type_)
