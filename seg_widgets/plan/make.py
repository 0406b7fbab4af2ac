"""Makes the plan: definition + schema + as-of date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from seg_widgets.definition import (
    ORDERED_OPS,
    Between,
    Condition,
    Criterion,
    Everyone,
    EveryRow,
    Group,
    Habit,
    Known,
    Last,
    Listed,
    Related,
    Segment,
    Sequence,
    Span,
    Step,
    references,
)
from seg_widgets.definition.base import Node
from seg_widgets.definition.check import checked
from seg_widgets.definition.operands import typed_value
from seg_widgets.definition.orders import order_of
from seg_widgets.definition.walk import unmuted
from seg_widgets.errors import DefinitionError, Problem, UnsupportedError, WorkspaceError
from seg_widgets.plan.calendar import Days, day_before, days_ahead, days_before, days_behind, days_of, month_of
from seg_widgets.plan.leaves import AggregateLeaf, Anchored, Rows, SequenceLeaf, StepPlan
from seg_widgets.plan.metrics import MetricPlanner
from seg_widgets.plan.nodes import (
    SCOPE,
    WHERE,
    Compare,
    EveryonePlan,
    Expr,
    GroupPlan,
    MapExpr,
    NodePlan,
    Plan,
    RelatedPlan,
)
from seg_widgets.schema import Schema, family, relation


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


class _Planner(MetricPlanner):
    def __init__(self, schema: Schema, as_of: date, universe: dict[str, GroupPlan]) -> None:
        super().__init__(schema, as_of, universe)
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


def _number_of(rows: Rows, days: Days | Anchored, op: str, n: int) -> Compare:
    return Compare(AggregateLeaf(rows, "count", None, days, "integer"), op, n, "number", "integer")
