"""Makes the plan: definition + schema + as-of date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from seg_widgets.definition import (
    ORDERED_OPS,
    Aggregate,
    Arithmetic,
    Attribute,
    Between,
    Change,
    Condition,
    Constant,
    Criterion,
    DaysSince,
    DaysUntil,
    Everyone,
    EveryRow,
    Group,
    Habit,
    Holding,
    IfMissing,
    Known,
    Last,
    Listed,
    Lookup,
    Mapped,
    Metric,
    Ordered,
    Outer,
    Peers,
    Ratio,
    Related,
    Segment,
    Sequence,
    Since,
    Span,
    Step,
    Tenure,
    Tier,
    Window,
    references,
)
from seg_widgets.definition.base import Node
from seg_widgets.definition.check import checked, type_of
from seg_widgets.definition.operands import typed_value
from seg_widgets.definition.orders import order_of
from seg_widgets.definition.walk import unmuted
from seg_widgets.errors import DefinitionError, Problem, UnsupportedError, WorkspaceError
from seg_widgets.plan.calendar import Days, day_before, days_ahead, days_before, days_behind, days_of, month_of
from seg_widgets.plan.nodes import (
    SCOPE,
    WHERE,
    AggregateLeaf,
    Anchored,
    ArithmeticExpr,
    ChangeExpr,
    ColumnLeaf,
    Compare,
    ConstantExpr,
    DaysExpr,
    EveryonePlan,
    Expr,
    GroupPlan,
    IfMissingExpr,
    LookupLeaf,
    MapExpr,
    NodePlan,
    OuterExpr,
    PeersLeaf,
    Plan,
    RatioExpr,
    RelatedPlan,
    Rows,
    SequenceLeaf,
    StepPlan,
    TenureExpr,
    TierLeaf,
)
from seg_widgets.schema import Schema, family, path, relation
from seg_widgets.schema.types import ColumnType


def make_plan(segment: Segment, schema: Schema, as_of: date, known: Known | None = None) -> Plan:
    """Make a segment ready for a day.

    Parameters
    ----------
    known
        The segments that it may refer to, by name.

    Raises
    ------
    DefinitionError
        The segment does not fit the schema; nothing is evaluated.
    """
    whole = checked(segment, schema, known)
    universe = universe_of(schema, as_of)
    planner = _Planner(schema, as_of, universe)
    for place, _ in references(segment):
        planner.closed.append(place)
    tree = planner.group(whole.where, whole.entity, "where", ())
    return Plan(whole.entity, as_of, tree, planner.places, universe)


def universe_of(schema: Schema, as_of: date) -> dict[str, GroupPlan]:
    """Make the universe of each entity that has one; it is itself about all rows.

    Raises
    ------
    WorkspaceError
        It does not hold together, or does not fit the tables; the place is in the workspace.
    """
    made = {}
    for entity, where in schema.universe.items():
        try:
            whole = checked(Segment(name="universe", entity=entity, where=where), schema)
        except DefinitionError as error:
            moved = [replace(p, place=f"universe.{entity}" + p.place.removeprefix("where").removeprefix("entity")) for p in error.problems]
            raise WorkspaceError(moved) from None
        made[entity] = _Planner(schema, as_of, {}).group(whole.where, entity, "", ())
    return made


class _Planner:
    def __init__(self, schema: Schema, as_of: date, universe: dict[str, GroupPlan]) -> None:
        self.schema, self.as_of, self.universe = schema, as_of, universe
        self.places: dict[tuple[int, ...], str] = {}
        self.closed: list[str] = []  # places of other segments: what is inside has no place of its own

    def put(self, way: tuple[int, ...], place: str) -> None:
        if not any(place.startswith(f"{closed}.") for closed in self.closed):
            self.places[way] = place

    def node(
        self, node: Condition, table: str, place: str, way: tuple[int, ...], *, rows: bool = False, outer: tuple[str, ...] = ()
    ) -> NodePlan:
        if isinstance(node, Group):
            return self.group(node, table, place, way, rows=rows, outer=outer)
        if not rows:  # places are of what is counted; a row filter is part of a metric
            self.put(way, place)
        match node:
            case Criterion():
                return self.compare(node, table, outer)
            case Everyone():
                return EveryonePlan()
            case Related():
                return self.related(node, table, place, way, outer)
            case Habit():
                return self.habit(node, table, outer)
            case EveryRow():
                return self.every_row(node, table, outer)
            case Sequence():
                return Compare(self.sequence(node, table, outer), "is_true", None, "boolean", "boolean")
            case Listed():
                key = self.column(self.schema.tables[table].key or "", table)
                return Compare(key, "one_of", tuple(typed_value(k, key.type) for k in node.keys), family(key.type), key.type)
            case _:
                raise UnsupportedError(Problem("unknown-node", f"The planner does not know {type(node).__name__}.", place))

    def related(self, node: Related, table: str, place: str, way: tuple[int, ...], outer: tuple[str, ...]) -> RelatedPlan:
        n = node.n if isinstance(node.n, int) else 0
        low, high = {
            "any": (1, None),
            "none": (0, 0),
            "at_least": (n, None),
            "at_most": (0, n),
            "exactly": (n, n),
            "share": (1, None),
            "every": (1, None),
        }[node.quantifier]
        inside = (table, *outer)
        scope = None
        if node.scope is not None and unmuted(node.scope) is not None:
            scope = self.group(node.scope, node.table, f"{place}.scope", (*way, SCOPE), outer=inside)
        where = self.asked(node.where, node.table, f"{place}.where", (*way, WHERE), inside)
        between = relation(self.schema, table, node.table, via=node.via)
        share = {"share": node.share, "every": 1.0}.get(node.quantifier)
        return RelatedPlan(node.table, between, low, high, scope, where, table, share)

    def group(
        self, node: Group, table: str, place: str, way: tuple[int, ...], *, rows: bool = False, outer: tuple[str, ...] = ()
    ) -> GroupPlan:
        if not rows:
            self.put(way, place)
        live = [(n, m) for n, m in enumerate(node.members) if unmuted(m) is not None]
        members = tuple(
            self.node(m, table, f"{place}.members.{written}", (*way, kept), rows=rows, outer=outer)
            for kept, (written, m) in enumerate(live)
        )
        return GroupPlan(node.kind, members, node.n if isinstance(node.n, int) else None)

    def asked(
        self, node: Group | Everyone, table: str, place: str, way: tuple[int, ...], outer: tuple[str, ...]
    ) -> GroupPlan | EveryonePlan:
        if isinstance(node, Group):
            return self.group(node, table, place, way, outer=outer)
        self.put(way, place)
        return EveryonePlan()

    def habit(self, node: Habit, table: str, outer: tuple[str, ...]) -> GroupPlan:
        """Say what was begun, stopped or taken up again by how many rows there are now, before, and before that."""
        rows = self.rows(node, table, outer)
        now = days_of(node.window, self.as_of)
        if node.kind == "first_ever":
            earlier = [_number_of(rows, Days(None, day_before(now.first)), "is", 0)] if now.first is not None else []
            return GroupPlan("all", (_number_of(rows, now, ">=", 1), *earlier))
        assert isinstance(node.window, Last)
        before = days_before(node.window, self.as_of)
        if node.kind == "stopped":
            return GroupPlan("all", (_number_of(rows, before, ">=", 1), _number_of(rows, now, "is", 0)))
        assert before.first is not None
        earlier = [_number_of(rows, Days(None, day_before(before.first)), ">=", 1)]
        return GroupPlan("all", (_number_of(rows, now, ">=", 1), _number_of(rows, before, "is", 0), *earlier))

    def every_row(self, node: EveryRow, table: str, outer: tuple[str, ...]) -> GroupPlan:
        """Say it by two counts: there is a row, and none that does not meet what every row has."""
        where = node.where if node.where is not None and unmuted(node.where) is not None else None
        others = Group(kind="none", members=(node.has,))
        unlike = Group(kind="all", members=(where, others)) if where is not None else others
        days = self.days(node.window, table)
        all_rows = self.rows(node, table, outer, window=node.window)
        failing = self.rows(node.model_copy(update={"where": unlike}), table, outer, window=node.window)
        return GroupPlan("all", (_number_of(all_rows, days, ">=", 1), _number_of(failing, days, "is", 0)))

    def sequence(self, node: Sequence, table: str, outer: tuple[str, ...]) -> SequenceLeaf:
        steps = []
        types = set()
        for step in node.steps:
            sources: list[Step | Between] = [step] if step.without is None else [step, step.without]
            plans = [self.rows(s, table, outer, window=node.window) for s in sources]
            types |= {self.schema.tables[s.table].columns[p.time].type for s, p in zip(sources, plans, strict=True)}
            within = step.within if isinstance(step.within, int) else None
            steps.append(StepPlan(plans[0], within, plans[1] if step.without is not None else None))
        moment = "day" if "date" in types else "instant" if types == {"timestamp_tz"} else "time"
        return SequenceLeaf(tuple(steps), self.days(node.window, table), moment)

    def compare(self, node: Criterion, table: str, outer: tuple[str, ...]) -> Compare:
        left = self.expr(node.metric, table, outer)
        type_ = self.type_of(node.metric, table, outer)
        op, value = node.op, node.value
        if op in ORDERED_OPS and family(type_) == "text":
            return self.by_order(node, left, table, outer)
        right: object = None
        if isinstance(value, Span):
            days = (days_ahead if op == "in_next" else days_behind)(value, self.as_of)
            op, right = "between", (days.first, days.last)
        elif isinstance(value, Node):
            right = self.expr(value, table, outer)  # type: ignore[arg-type]  # parameters have been put in
        elif isinstance(value, tuple):
            right = tuple(typed_value(v, "text" if type_ == "list" else type_) for v in value)
        elif value is not None:
            right = typed_value(value, type_)
            if op == "same_month":
                assert isinstance(right, date)
                month = month_of(right)
                op, right = "between", (month.first, month.last)
        return Compare(left, op, right, family(type_), type_, node.ignore_case, node.trim)  # type: ignore[arg-type]

    def by_order(self, node: Criterion, left: Expr, table: str, outer: tuple[str, ...]) -> Compare:
        """Compare texts by their places in an order."""
        value = node.value
        order = order_of(node.metric, table, self.schema, outer)
        if order is None and isinstance(value, Node):
            order = order_of(value, table, self.schema, outer)
        assert order is not None  # the check has passed
        places = tuple((text, number) for number, text in enumerate(order))
        right: object
        if isinstance(value, Node):
            right = MapExpr(self.expr(value, table, outer), "text", places, None, "integer")  # type: ignore[arg-type]
        else:
            found = [order.index(str(v)) for v in (value if isinstance(value, tuple) else (value,))]
            right = tuple(found) if isinstance(value, tuple) else found[0]
        ranked = MapExpr(left, "text", places, None, "integer")
        return Compare(ranked, node.op, right, "number", "integer")

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


def _number_of(rows: Rows, days: Days | Anchored, op: str, n: int) -> Compare:
    return Compare(AggregateLeaf(rows, "count", None, days, "integer"), op, n, "number", "integer")
