"""Makes the metrics of a plan: leaves, and expressions over them."""

from __future__ import annotations

from datetime import date

from seg_widgets.definition import (
    Aggregate,
    Arithmetic,
    Attribute,
    Between,
    Change,
    Constant,
    DaysSince,
    DaysUntil,
    EveryRow,
    Group,
    Habit,
    Holding,
    IfMissing,
    Last,
    Lookup,
    Mapped,
    Metric,
    Ordered,
    Outer,
    Peers,
    Ratio,
    Since,
    Step,
    Tenure,
    Tier,
    Window,
)
from seg_widgets.definition.check import type_of
from seg_widgets.definition.operands import typed_value
from seg_widgets.definition.walk import unmuted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan.calendar import Days, days_before, days_of
from seg_widgets.plan.leaves import AggregateLeaf, Anchored, ColumnLeaf, LookupLeaf, PeersLeaf, Rows, TierLeaf
from seg_widgets.plan.nodes import (
    ArithmeticExpr,
    ChangeExpr,
    ConstantExpr,
    DaysExpr,
    Expr,
    GroupPlan,
    IfMissingExpr,
    MapExpr,
    OuterExpr,
    RatioExpr,
    TenureExpr,
)
from seg_widgets.schema import Schema, path
from seg_widgets.schema.types import ColumnType


class MetricPlanner:
    """Makes metrics of one workspace, as of a day.

    Parameters
    ----------
    universe
        Entity -> what its rows must meet to exist: peers and tiers are among those.
    """

    def __init__(self, schema: Schema, as_of: date, universe: dict[str, GroupPlan]) -> None:
        self.schema, self.as_of, self.universe = schema, as_of, universe

    def group(
        self, node: Group, table: str, place: str, way: tuple[int, ...], *, rows: bool = False, outer: tuple[str, ...] = ()
    ) -> GroupPlan:
        """Make a row filter."""
        raise NotImplementedError

    def type_of(self, metric: Metric, table: str, outer: tuple[str, ...]) -> ColumnType:
        for rows in (True, False):  # in a row filter or not: the check, which knows, has passed
            type_ = type_of(metric, table, self.schema, "", [], rows=rows, outer=outer)
            if type_ is not None:
                return type_
        raise AssertionError(metric)

    def expr(self, metric: Metric, table: str, outer: tuple[str, ...] = (), before: bool = False) -> Expr:
        """Make a metric; ``before``: in the windows before its own."""

        def part(of: Metric) -> Expr:
            return self.expr(of, table, outer, before)

        match metric:
            case Attribute():
                return self.column(metric.column, table)
            case Constant():
                assert isinstance(metric.value, int | float)
                return ConstantExpr(metric.value)
            case Tenure():
                return TenureExpr(self.column(metric.since, table), metric.unit, self.as_of)
            case DaysSince() | DaysUntil():
                of = part(metric.of)
                assert isinstance(of, ColumnLeaf | AggregateLeaf)
                return DaysExpr(of, isinstance(metric, DaysSince), self.as_of)
            case Aggregate():
                return self.aggregate(metric, table, outer, before)
            case Change():
                return ChangeExpr(part(metric.of), self.expr(metric.of, table, outer, True), metric.how == "relative")
            case Ratio():
                return RatioExpr(part(metric.numerator), part(metric.denominator))
            case Arithmetic():
                return ArithmeticExpr(metric.op, part(metric.left), part(metric.right))
            case IfMissing():
                type_ = self.type_of(metric.of, table, outer)
                return IfMissingExpr(part(metric.of), typed_value(metric.value, type_), type_)
            case Mapped():
                return self.mapped(metric, part(metric.of), self.type_of(metric.of, table, outer))
            case Ordered():
                return part(metric.of)
            case Outer():
                return OuterExpr(self.expr(metric.of, outer[metric.up - 1], outer[metric.up :], before), metric.up)
            case Peers():
                by, of = tuple(self.column(name, table) for name in metric.by), self.expr(metric.of, table, (), before)
                return PeersLeaf(table, of, by, metric.stat, metric.q, self.universe.get(table), self.as_of)
            case Tier():
                return TierLeaf(table, self.expr(metric.of, table, (), before), metric.k, self.universe.get(table), self.as_of)
            case Lookup():
                column = self.column(metric.column, metric.table)
                on = tuple(
                    (self.column(m.attribute, table), self.column(m.column, metric.table)) for m in metric.on if m.attribute is not None
                )
                given = [(self.column(m.column, metric.table), m.value) for m in metric.on if m.attribute is None]
                return LookupLeaf(metric.table, column, on, column.type, tuple((c, typed_value(v, c.type)) for c, v in given))
            case _:
                raise UnsupportedError(Problem("unknown-node", f"The planner does not know the metric {type(metric).__name__}."))

    def mapped(self, metric: Mapped, of: Expr, type_: ColumnType) -> MapExpr:
        result: ColumnType = "text" if isinstance(metric.pairs[0].to, str) else "number"
        pairs = tuple((typed_value(p.value, type_), typed_value(p.to, result)) for p in metric.pairs)
        other = typed_value(metric.other, result) if metric.other is not None else None
        return MapExpr(of, type_, pairs, other, result)

    def column(self, name: str, table: str) -> ColumnLeaf:
        described = self.schema.tables[table]
        type_ = described.columns[name].type
        assert type_ is not None
        return ColumnLeaf(table, name, type_, self.as_of if name == described.end else None)

    def days(self, window: Window, entity: str) -> Days | Anchored:
        if isinstance(window, Since):
            assert isinstance(window.n, int)
            return Anchored(self.column(window.anchor, entity), window.n, window.unit, self.as_of)
        return days_of(window, self.as_of)

    def rows(
        self, node: Aggregate | Habit | EveryRow | Step | Between, entity: str, outer: tuple[str, ...], window: Window | None = None
    ) -> Rows:
        table = self.schema.tables[node.table]
        assert table.time is not None
        where = None
        if node.where is not None and unmuted(node.where) is not None:
            where = self.group(node.where, node.table, "", (), rows=True, outer=(entity, *outer))
        holding = isinstance(window, Holding)
        way = path(self.schema, node.table, entity, via=node.via)
        return Rows(
            table=node.table,
            entity=entity,
            path=way,
            time=table.time,
            where=where,
            end=table.end if holding else None,
            holds_on=self.as_of if holding else None,
            through=self.as_of if any(self.schema.tables[step.target].kind == "interval" for step in way[:-1]) else None,
        )

    def aggregate(self, metric: Aggregate, entity: str, outer: tuple[str, ...], before: bool = False) -> AggregateLeaf:
        window = metric.window
        rows = self.rows(metric, entity, outer, window)
        type_ = self.type_of(metric, entity, outer)
        column = self.column(metric.column, metric.table) if metric.column is not None else None
        days: Days | Anchored = days_before(window, self.as_of) if before and isinstance(window, Last) else self.days(window, entity)
        unit = window.unit if metric.agg == "active_periods" and isinstance(window, Last) else None
        return AggregateLeaf(rows, metric.agg, column, days, type_, metric.q, unit, self.as_of if unit is not None else None)
