"""Metrics, criteria and conditions in English words, each on one line: for lists, comments and the labels of charts."""

from __future__ import annotations

import re

from seg_widgets.code.families import family_of
from seg_widgets.code.phrases import (
    counted,
    in_parentheses,
    label,
    listed,
    many,
    one,
    unit_of,
    unknown,
    value_words,
    window_words,
)
from seg_widgets.definition import (
    OPERATORS,
    Aggregate,
    AnyTime,
    Attribute,
    Change,
    Condition,
    Criterion,
    DaysSince,
    DaysUntil,
    Everyone,
    Group,
    Holding,
    Last,
    Metric,
    Ratio,
    Related,
    Span,
    Tenure,
)
from seg_widgets.definition.base import Node
from seg_widgets.schema import Schema

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_VERBS = ("is", "contains", "starts", "ends", "matches")
_OF_COLUMN = {
    "sum": "sum of", "mean": "mean", "min": "lowest", "max": "highest", "median": "median", "distinct": "number of different",
    "first": "first", "latest": "latest",
}  # fmt: skip
GROUPS = {"all": "all of", "any": "any of", "none": "none of"}


def node_words(node: Condition, table: str, schema: Schema | None = None) -> str:
    """Say a condition in one line.

    Parameters
    ----------
    node
        A criterion, a group, a related group or everyone.
    table
        The table that it is about.

    Raises
    ------
    UnsupportedError
        A node that English has no words for.
    """
    match node:
        case Criterion():
            return criterion_words(node, table, schema)
        case Everyone():
            words = "everyone"
        case Group():
            words = f"{group_words(node)} ({'; '.join(node_words(m, table, schema) for m in node.members)})"
        case Related():
            words = related_words(node, schema)
            if isinstance(node.where, Everyone):
                words += f" where {node_words(node.where, node.table, schema)}" if node.where.muted else ""
            elif (only := single(node.where)) is not None:
                join = "whose" if isinstance(only, Criterion) and not only.muted else "where"
                words += f" {join} {node_words(only, node.table, schema)}"
            else:
                words += f" where {node_words(node.where, node.table, schema)}"
        case _:
            raise unknown(node)
    return f"muted: {words}" if node.muted else words


def group_words(group: Group) -> str:
    """Say what a group asks of its members."""
    return f"at least {group.n} of" if group.kind == "at_least" else GROUPS[group.kind]


def single(group: Group) -> Condition | None:
    """Give the only member of a group that asks for it and nothing else."""
    alone = isinstance(group, Group) and group.kind == "all" and len(group.members) == 1 and not group.muted
    return group.members[0] if alone else None


def related_words(node: Related, schema: Schema | None) -> str:
    """Say how many of which related entities, without what is asked of them."""
    n = node.n if node.n is not None else 0
    noun = one(node.table, schema) if node.quantifier in ("any", "none") or n == 1 else many(node.table, schema)
    words = {
        "any": f"at least one {noun}",
        "none": f"no {noun}",
        "at_least": f"at least {n} {noun}",
        "at_most": f"at most {n} {noun}",
        "exactly": f"exactly {n} {noun}",
    }[node.quantifier]
    return words + _narrowed(node.table, node.scope, node.via, schema)


def _narrowed(table: str, where: Group | None, via: str | None, schema: Schema | None) -> str:
    words = f" (by {label(table, via, schema)})" if via is not None else ""
    if where is not None:
        words += f" (with {node_words(single(where) or where, table, schema)})"
    return words


# -- criteria


def criterion_words(node: Criterion, table: str, schema: Schema | None = None) -> str:
    """Say a criterion: the metric, the operator, the value.

    Parameters
    ----------
    table
        The table that it is about: the entity's, or the rows' inside a row filter.
    """
    words = _trend(node, table, schema) or _comparison(node, table, schema)
    ignored = [what for what, on in (("case", node.ignore_case), ("spaces around it", node.trim)) if on]
    words += f" (ignoring {' and '.join(ignored)})" if ignored else ""
    return f"muted: {words}" if node.muted else words


def _comparison(node: Criterion, table: str, schema: Schema | None) -> str:
    metric, value = node.metric, node.value
    family: str | None = family_of(metric, table, schema)
    if family is None and isinstance(value, str | tuple) and node.op != "one_of" and node.op != "none_of":
        days = all(isinstance(v, str) and _DAY.fullmatch(v) for v in ((value,) if isinstance(value, str) else value))
        family = "date" if days and "date" in OPERATORS[node.op].families else None  # nothing else looks like a day
    words = OPERATORS[node.op].words
    operator = words.get(family or "", words[""])
    if operator.split()[0] not in _VERBS:
        operator = f"is {operator}"
    left = metric_words(metric, table, schema)
    unit = unit_of(metric, table, schema)
    unit = f" {unit}" if unit else ""
    if value is None:
        return f"{left} {operator}"
    if isinstance(value, Span):
        return f"{left} {operator} {counted(value.n, value.unit)}"
    if isinstance(value, Node):
        return f"{left} {operator} {in_parentheses(metric_words(value, table, schema), value)}"
    if isinstance(value, tuple):
        several = [value_words(v, metric, family) for v in value]
        return f"{left} {operator} {' and '.join(several) if node.op == 'between' else listed(several)}{unit}"
    return f"{left} {operator} {value_words(value, metric, family)}{unit}"


def _trend(node: Criterion, table: str, schema: Schema | None) -> str:
    """Say a change against a threshold as "down by more than 40%"; empty where it points neither up nor down."""
    change, value = node.metric, node.value
    if not isinstance(change, Change) or not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    falls = node.op in ("<", "<=")
    if node.op not in (("<", ">") if value == 0 else ("<", "<=") if value < 0 else (">", ">=")):
        return ""
    now, before = metric_words(change.of, table, schema), _before(change)
    if value == 0 and change.how == "absolute":  # a relative one is missing where there was nothing before: it keeps its 0%
        return f"{now} is {'down' if falls else 'up'} {before}"
    threshold = OPERATORS[node.op.replace("<", ">")].words[""]
    unit = unit_of(change, table, schema)
    amount = value_words(abs(value), change, None) + (f" {unit}" if unit else "")
    return f"{now} is {'down' if falls else 'up'} by {threshold} {amount} {before}"


def _before(change: Change) -> str:
    window = change.of.window
    assert isinstance(window, Last)
    return f"on the {counted(window.n, window.unit)} before"


# -- metrics


def metric_words(metric: Metric, table: str, schema: Schema | None = None) -> str:
    """Say a metric as a noun.

    Raises
    ------
    UnsupportedError
        A metric that English has no words for.
    """
    match metric:
        case Attribute():
            return label(table, metric.column, schema)
        case Tenure():
            return f"tenure in {metric.unit} (from {label(table, metric.since, schema)})"
        case DaysSince():
            return f"days since {_date(metric.of, table, schema)}"
        case DaysUntil():
            return f"days until {_date(metric.of, table, schema)}"
        case Aggregate():
            return _aggregate(metric, schema)
        case Change():
            return f"{metric.how} change of {metric_words(metric.of, table, schema)} {_before(metric)}"
        case Ratio():
            sides = [in_parentheses(metric_words(side, table, schema), side) for side in (metric.numerator, metric.denominator)]
            return " divided by ".join(sides)
        case _:
            raise unknown(metric)


def _date(metric: Attribute | Aggregate, table: str, schema: Schema | None) -> str:
    words = metric_words(metric, table, schema)
    return words.removeprefix("day of ") if isinstance(metric, Aggregate) else words


def _aggregate(metric: Aggregate, schema: Schema | None) -> str:
    table = metric.table
    which = _narrowed(table, metric.where, metric.via, schema)
    when = window_words(metric.window)
    rows, row = many(table, schema) + which, one(table, schema)
    if metric.column is None:
        of_rows = {
            "count": f"number of {rows}",
            "active_days": f"number of days with at least one {row}{which}",
            "first_day": f"day of the first {row}{which}",
            "last_day": f"day of the latest {row}{which}",
        }
        # "ever" is said of days, and understood of the last of all
        ever = metric.agg in ("first_day", "last_day") and isinstance(metric.window, AnyTime)
        return of_rows[metric.agg] + ("" if ever else f" {when}")
    column = label(table, metric.column, schema)
    # "that hold today" is said of rows, so they have to be named
    plain = not which and not isinstance(metric.window, Holding) and _only_here(table, metric.column, schema)
    return f"{_OF_COLUMN[metric.agg]} {column}{'' if plain else f' of {rows}'} {when}"


def _only_here(table: str, column: str, schema: Schema | None) -> bool:
    """Say whether a column's label alone says whose it is, among the tables whose rows are aggregated."""
    if schema is None:
        return False
    dated = [name for name, described in schema.tables.items() if described.time is not None and name != table]
    return label(table, column, schema) not in {label(name, c, schema) for name in dated for c in schema.tables[name].columns}
