"""Whether a definition fits the tables: every name known, every type fitting its operator. Problems are data, with places."""

from __future__ import annotations

from collections.abc import Iterator

from seg_widgets.definition.base import Node
from seg_widgets.definition.criteria import Condition, Criterion, Everyone, EveryRow, Group, Habit, InSegment, Listed, Related, Sequence
from seg_widgets.definition.metrics import Metric
from seg_widgets.definition.operands import a_kind, pattern_problems, typed_value, value_problems
from seg_widgets.definition.operators import OPERATORS, ORDERED_OPS, fitting
from seg_widgets.definition.orders import order_of
from seg_widgets.definition.parameters import Param
from seg_widgets.definition.resolve import Known, references, resolved
from seg_widgets.definition.segment import Segment
from seg_widgets.definition.types_of import Types
from seg_widgets.definition.values import Span
from seg_widgets.definition.walk import unmuted
from seg_widgets.errors import DefinitionError, Problem, SegmentError, UnsupportedError, suggest
from seg_widgets.schema import Schema, family, relation, table_of
from seg_widgets.schema.types import ColumnType


def check(segment: Segment, schema: Schema, known: Known | None = None) -> list[Problem]:
    """List everything about the segment that does not fit the tables. Empty: it can be evaluated.

    Parameters
    ----------
    known
        The segments that it may refer to, by name.
    """
    if segment.entity not in schema.entities():
        message = f"{segment.entity!r} is not an entity of this workspace."
        return [Problem("unknown-entity", message, "entity", suggest(segment.entity, schema.entities(), what="entities"))]
    try:
        whole = resolved(segment, known)
    except DefinitionError as error:
        return list(error.problems)
    problems = list(_condition(whole.where, segment.entity, schema, "where", rows=False))
    if unmuted(whole.where) is None:
        problems.append(Problem("all-muted", "Every criterion is muted: nothing is left.", "where", "Unmute one, or add one."))
    return [_at_reference(problem, references(segment)) for problem in problems]


def checked(segment: Segment, schema: Schema, known: Known | None = None) -> Segment:
    """Give the segment back, resolved, if it fits.

    Raises
    ------
    DefinitionError
        With every problem.
    """
    problems = check(segment, schema, known)
    if problems:
        raise DefinitionError(problems)
    return resolved(segment, known)


def _at_reference(problem: Problem, found: list[tuple[str, str]]) -> Problem:
    """Put a problem inside of another segment where that segment stands."""
    for place, name in found:
        if problem.place == place or problem.place.startswith(f"{place}."):
            return Problem(problem.code, f"In the segment {name!r}: {problem.message}", place, problem.hint)
    return problem


def _filter(group: Group, table: str, schema: Schema, place: str, outer: tuple[str, ...]) -> Iterator[Problem]:
    yield from _condition(group, table, schema, place, rows=True, outer=outer)


def _condition(node: Condition, table: str, schema: Schema, place: str, *, rows: bool, outer: tuple[str, ...] = ()) -> Iterator[Problem]:
    match node:
        case Criterion():
            yield from _criterion(node, table, schema, place, rows=rows, outer=outer)
        case Group():
            if isinstance(node.n, int) and node.n > len(node.members):
                yield Problem(
                    "n-too-large",
                    f"At least {node.n} of {len(node.members)} can never be met.",
                    f"{place}.n",
                    "Take a smaller n.",
                )
            for number, member in enumerate(node.members):
                yield from _condition(member, table, schema, f"{place}.members.{number}", rows=rows, outer=outer)
        case Everyone():
            pass
        case Related() | Habit() | EveryRow() | Sequence() | Listed() if rows:
            yield Problem(
                "not-in-a-row-filter",
                "A row filter is about the row's own columns.",
                place,
                "Take the related group out of it." if isinstance(node, Related) else "Take it out of the filter.",
            )
        case Related():
            try:
                table_of(schema, node.table, f"{place}.table")
                relation(schema, table, node.table, via=node.via, place=f"{place}.table")
            except SegmentError as error:
                yield from error.problems
                return
            inside = (table, *outer)
            if node.scope is not None:
                yield from _condition(node.scope, node.table, schema, f"{place}.scope", rows=False, outer=inside)
            yield from _condition(node.where, node.table, schema, f"{place}.where", rows=False, outer=inside)
        case Habit() | EveryRow():
            problems: list[Problem] = []
            types = Types(schema, _filter)
            if types.rows(node, table, place, problems, outer):
                types.window(node.window, node.table, table, f"{place}.window", problems)
                if isinstance(node, EveryRow):
                    problems += _filter(node.has, node.table, schema, f"{place}.has", (table, *outer))
            yield from problems
        case Sequence():
            problems = []
            types = Types(schema, _filter)
            for number, step in enumerate(node.steps):
                here = f"{place}.steps.{number}"
                if types.rows(step, table, here, problems, outer):
                    types.window(node.window, step.table, table, f"{place}.window", problems)
                if step.without is not None:
                    types.rows(step.without, table, f"{here}.without", problems, outer)
            yield from dict.fromkeys(problems)
        case Listed():
            key = schema.tables[table].key or ""
            type_ = schema.tables[table].columns[key].type or "text"
            for number, value in enumerate(node.keys):
                yield from value_problems(value, type_, f"{place}.keys.{number}")
        case InSegment():  # resolved before; so this one stands where none can
            yield Problem("unknown-segment", f"There is no segment {node.name!r} here.", place, "")
        case _:
            raise UnsupportedError(Problem("unknown-node", f"The check does not know {type(node).__name__}.", place))


def _criterion(node: Criterion, table: str, schema: Schema, place: str, *, rows: bool, outer: tuple[str, ...]) -> Iterator[Problem]:
    problems: list[Problem] = []
    types = Types(schema, _filter)
    left = types.of(node.metric, table, f"{place}.metric", problems, rows=rows, outer=outer)
    yield from problems
    if left is None:
        return
    kind, operator = family(left), OPERATORS[node.op]
    by_order = kind == "text" and node.op in ORDERED_OPS
    order = order_of(node.metric, table, schema, outer) if by_order else None
    if by_order and order is None and isinstance(node.value, Node) and not isinstance(node.value, Span):
        order = order_of(node.value, table, schema, outer)
    if kind not in operator.families and order is None:
        hint = f"For {a_kind(kind)}: " + ", ".join(map(repr, fitting(kind))) + "."
        if by_order:
            hint = "Give the order of its values: in the workspace, or with an 'ordered' metric."
        yield Problem("operator-does-not-fit", f"{node.op!r} does not fit {a_kind(kind)}.", f"{place}.op", hint)
        return
    if (node.ignore_case or node.trim) and (kind != "text" or order is not None):
        yield Problem("option-does-not-fit", "ignore_case and trim are for text.", place, "Take them out.")
    at = f"{place}.value"
    if isinstance(node.value, Node) and not isinstance(node.value, Span | Param):
        problems = []
        right = types.of(node.value, table, at, problems, rows=rows, outer=outer)
        yield from problems
        if right is not None and family(right) != kind:
            yield Problem(
                "types-differ",
                f"{a_kind(kind).capitalize()} is compared with {a_kind(family(right))}.",
                at,
                "Compare like with like.",
            )
    elif isinstance(node.value, tuple):
        of = "text" if kind == "list" else left
        found = [p for number, value in enumerate(node.value) for p in value_problems(value, of, f"{at}.{number}")]
        found += [p for number, value in enumerate(node.value) for p in _in_order(value, order, f"{at}.{number}")]
        yield from found
        if node.op == "between" and not found:
            low, high = (typed_value(v, left) for v in node.value)
            if (order.index(str(low)) > order.index(str(high))) if order is not None else low > high:  # type: ignore[operator]
                yield Problem("backwards", f"Between {low} and {high} runs backwards.", at, "Give the lower value first.")
    elif node.value is not None and not isinstance(node.value, Span):
        yield from value_problems(node.value, left, at)
        yield from _in_order(node.value, order, at)
        if node.op == "matches" and isinstance(node.value, str):
            yield from pattern_problems(node.value, at)


def _in_order(value: object, order: tuple[str, ...] | None, place: str) -> Iterator[Problem]:
    if order is not None and isinstance(value, str) and value not in order:
        yield Problem("not-in-order", f"{value!r} has no place in the order.", place, suggest(value, order, what="values"))


def type_of(
    metric: Metric, table: str, schema: Schema, place: str, problems: list[Problem], *, rows: bool = False, outer: tuple[str, ...] = ()
) -> ColumnType | None:
    """Give the type of a metric of a table; ``None``, with the reasons added to ``problems``, where it has none."""
    return Types(schema, _filter).of(metric, table, place, problems, rows=rows, outer=outer)
