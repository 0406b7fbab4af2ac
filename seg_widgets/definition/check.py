"""Whether a definition fits the tables: every name known, every type fitting its operator. Problems are data, with places."""

from __future__ import annotations

from collections.abc import Iterator

from seg_widgets.definition.base import Node
from seg_widgets.definition.criteria import Condition, Criterion, Everyone, Group, Related
from seg_widgets.definition.metrics import (
    OF_ROWS,
    Aggregate,
    Attribute,
    Change,
    DaysSince,
    DaysUntil,
    Metric,
    Ratio,
    Tenure,
)
from seg_widgets.definition.operands import a_kind, pattern_problems, typed_value, value_problems
from seg_widgets.definition.operators import OPERATORS, fitting
from seg_widgets.definition.segment import Segment
from seg_widgets.definition.values import Span
from seg_widgets.definition.walk import unmuted
from seg_widgets.definition.windows import Holding
from seg_widgets.errors import DefinitionError, Problem, SegmentError, UnsupportedError, suggest
from seg_widgets.schema import Schema, family, path, relation, table_of
from seg_widgets.schema.types import ColumnType


def check(segment: Segment, schema: Schema) -> list[Problem]:
    """List everything about the segment that does not fit the tables. Empty: it can be evaluated."""
    if segment.entity not in schema.entities():
        message = f"{segment.entity!r} is not an entity of this workspace."
        return [Problem("unknown-entity", message, "entity", suggest(segment.entity, schema.entities(), what="entities"))]
    problems = list(_condition(segment.where, segment.entity, schema, "where", rows=False))
    if unmuted(segment.where) is None:
        problems.append(Problem("all-muted", "Every criterion is muted: nothing is left.", "where", "Unmute one, or add one."))
    return problems


def checked(segment: Segment, schema: Schema) -> Segment:
    """Give the segment back if it fits.

    Raises
    ------
    DefinitionError
        With every problem.
    """
    problems = check(segment, schema)
    if problems:
        raise DefinitionError(problems)
    return segment


def _condition(node: Condition, table: str, schema: Schema, place: str, *, rows: bool) -> Iterator[Problem]:
    match node:
        case Criterion():
            yield from _criterion(node, table, schema, place, rows=rows)
        case Group():
            if node.n is not None and node.n > len(node.members):
                yield Problem(
                    "n-too-large",
                    f"At least {node.n} of {len(node.members)} can never be met.",
                    f"{place}.n",
                    "Take a smaller n.",
                )
            for number, member in enumerate(node.members):
                yield from _condition(member, table, schema, f"{place}.members.{number}", rows=rows)
        case Related():
            if rows:
                yield Problem(
                    "not-in-a-row-filter",
                    "A row filter is about the row's own columns.",
                    place,
                    "Take the related group out of it.",
                )
                return
            try:
                table_of(schema, node.table, f"{place}.table")
                relation(schema, table, node.table, via=node.via, place=f"{place}.table")
            except SegmentError as error:
                yield from error.problems
                return
            if node.scope is not None:
                yield from _condition(node.scope, node.table, schema, f"{place}.scope", rows=False)
            yield from _condition(node.where, node.table, schema, f"{place}.where", rows=False)
        case Everyone():
            pass
        case _:
            raise UnsupportedError(Problem("unknown-node", f"The check does not know {type(node).__name__}.", place))


def _criterion(node: Criterion, table: str, schema: Schema, place: str, *, rows: bool) -> Iterator[Problem]:
    problems: list[Problem] = []
    left = type_of(node.metric, table, schema, f"{place}.metric", problems, rows=rows)
    yield from problems
    if left is None:
        return
    kind, operator = family(left), OPERATORS[node.op]
    if kind not in operator.families:
        yield Problem(
            "operator-does-not-fit",
            f"{node.op!r} does not fit {a_kind(kind)}.",
            f"{place}.op",
            f"For {a_kind(kind)}: " + ", ".join(map(repr, fitting(kind))) + ".",
        )
        return
    if (node.ignore_case or node.trim) and kind != "text":
        yield Problem("option-does-not-fit", "ignore_case and trim are for text.", place, "Take them out.")
    at = f"{place}.value"
    if isinstance(node.value, Node) and not isinstance(node.value, Span):
        problems = []
        right = type_of(node.value, table, schema, at, problems, rows=rows)
        yield from problems
        if right is not None and family(right) != kind:
            yield Problem(
                "types-differ",
                f"{a_kind(kind).capitalize()} is compared with {a_kind(family(right))}.",
                at,
                "Compare like with like.",
            )
    elif isinstance(node.value, tuple):
        found = [p for number, value in enumerate(node.value) for p in value_problems(value, left, f"{at}.{number}")]
        yield from found
        if node.op == "between" and not found:
            low, high = (typed_value(v, left) for v in node.value)
            if low > high:  # type: ignore[operator]
                yield Problem("backwards", f"Between {low} and {high} runs backwards.", at, "Give the lower value first.")
    elif node.value is not None and not isinstance(node.value, Span):
        yield from value_problems(node.value, left, at)
        if node.op == "matches" and isinstance(node.value, str):
            yield from pattern_problems(node.value, at)


def type_of(metric: Metric, table: str, schema: Schema, place: str, problems: list[Problem], *, rows: bool = False) -> ColumnType | None:
    """Give the type of a metric of a table; ``None``, with the reasons added to ``problems``, where it has none."""
    match metric:
        case Attribute():
            return _column(metric.column, table, schema, f"{place}.column", problems)
        case Tenure():
            since = _column(metric.since, table, schema, f"{place}.since", problems)
            return "integer" if _is(since, "date", "a tenure", f"{place}.since", problems) else None
        case DaysSince() | DaysUntil():
            of = type_of(metric.of, table, schema, f"{place}.of", problems, rows=rows)
            return "integer" if _is(of, "date", "days since or until", f"{place}.of", problems) else None
        case Ratio():
            sides = [
                _is(type_of(side, table, schema, at, problems, rows=rows), "number", "a ratio", at, problems)
                for side, at in ((metric.numerator, f"{place}.numerator"), (metric.denominator, f"{place}.denominator"))
            ]
            return "number" if all(sides) else None
        case Aggregate() | Change() if rows:
            problems.append(Problem("not-in-a-row-filter", "A row filter is about the row's own columns; it cannot count rows.", place))
            return None
        case Change():
            of = type_of(metric.of, table, schema, f"{place}.of", problems)
            if not _is(of, "number", "a change", f"{place}.of", problems):
                return None
            return "number" if metric.how == "relative" else of
        case Aggregate():
            return _aggregate(metric, table, schema, place, problems)
        case _:
            raise UnsupportedError(Problem("unknown-node", f"The check does not know the metric {type(metric).__name__}.", place))


def _column(name: str, table: str, schema: Schema, place: str, problems: list[Problem]) -> ColumnType | None:
    column = schema.tables[table].columns.get(name)
    if column is None:
        known = schema.tables[table].columns
        problems.append(
            Problem(
                "unknown-column",
                f"{table!r} has no column {name!r}.",
                place,
                suggest(name, known, what=f"columns of {table}"),
            )
        )
        return None
    return column.type


def _is(type_: ColumnType | None, kind: str, what: str, place: str, problems: list[Problem]) -> bool:
    if type_ is None:
        return False
    if family(type_) != kind:
        problems.append(
            Problem(
                "type-does-not-fit",
                f"{what.capitalize()} wants a {kind}; this is {a_kind(family(type_))}.",
                place,
                "Take another column.",
            )
        )
        return False
    return True


def _aggregate(metric: Aggregate, entity: str, schema: Schema, place: str, problems: list[Problem]) -> ColumnType | None:
    try:
        table = table_of(schema, metric.table, f"{place}.table")
        path(schema, metric.table, entity, via=metric.via, place=f"{place}.table")
    except SegmentError as error:
        problems.extend(error.problems)
        return None
    if metric.table == entity or table.time is None:
        problems.append(
            Problem(
                "not-dated",
                f"{metric.table!r} has no time by which its rows could be put into a window.",
                f"{place}.table",
                "Use a related group, or declare the table's time in the workspace.",
            )
        )
        return None
    if isinstance(metric.window, Holding) and table.kind != "interval":
        problems.append(
            Problem(
                "not-an-interval",
                f"Only rows of an interval table hold on a day; {metric.table!r} is of kind {table.kind}.",
                f"{place}.window",
                "Use another window.",
            )
        )
    if metric.where is not None:
        problems.extend(_condition(metric.where, metric.table, schema, f"{place}.where", rows=True))
    if metric.agg in OF_ROWS:
        return "date" if metric.agg in ("first_day", "last_day") else "integer"
    assert metric.column is not None
    column = _column(metric.column, metric.table, schema, f"{place}.column", problems)
    if column is None:
        return None
    kind = family(column)
    if metric.agg in ("sum", "mean", "median"):
        if not _is(column, "number", f"a {metric.agg}", f"{place}.column", problems):
            return None
        return column if metric.agg == "sum" else "number"
    if metric.agg in ("min", "max") and kind not in ("number", "date", "text"):
        problems.append(
            Problem(
                "type-does-not-fit",
                f"{metric.agg!r} wants a number, a date or a text; this is {a_kind(kind)}.",
                f"{place}.column",
                "Use 'latest', 'first' or 'distinct'.",
            )
        )
        return None
    if kind == "list":
        problems.append(Problem("type-does-not-fit", f"{metric.agg!r} does not take lists.", f"{place}.column", "Take another column."))
        return None
    return "integer" if metric.agg == "distinct" else column
