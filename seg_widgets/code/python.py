"""The fluent Python that builds a segment again, exactly."""

from __future__ import annotations

from seg_widgets.code.families import family_of
from seg_widgets.code.layout import Bracket, Parts, lay_out
from seg_widgets.code.names import taken_from_workspace, variable
from seg_widgets.definition import (
    Aggregate,
    Ago,
    AnyTime,
    Attribute,
    Change,
    Condition,
    Criterion,
    Dates,
    DaysSince,
    DaysUntil,
    Everyone,
    Group,
    Holding,
    Last,
    Metric,
    Ratio,
    Related,
    Segment,
    Span,
    Tenure,
    Window,
    exporter,
)
from seg_widgets.definition.base import Node
from seg_widgets.definition.spelling import column_access, plain, text
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.schema import Schema

WIDTH = 100

_SIGNS = {"<", "<=", ">", ">="}
_ON_DAYS = {"is": "on", "<": "before", "<=": "on_or_before", ">": "after", ">=": "on_or_after"}
_METHODS = {"is": "is_", "one_of": "is_in", "none_of": "is_not_in"}
_TEXT_METHODS = {
    "is",
    "is_not",
    "one_of",
    "none_of",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "is_missing",
    "is_present",
}
"""The operators whose methods take the options of text."""


@exporter("python")
def python_code(segment: Segment, schema: Schema | None = None) -> str:
    """Write the segment as fluent Python.

    Parameters
    ----------
    segment
        Any well-formed segment.
    schema
        Where given, comparisons of dates read as such (``.before``). The definition that the code builds is the same.

    Returns
    -------
    str
        Code that wants ``sw`` (seg_widgets) and ``ws`` (the workspace), and leaves the segment in a variable named after it.

    Raises
    ------
    UnsupportedError
        A node or option that the language has no words for.
    """
    writer = _Writer(schema)
    where = writer.top(segment.where, segment.entity)
    tables = writer.tables
    name = variable(segment.name, tables.values(), "segment")
    lines = [text(segment.name), where, f"entity={text(segment.entity)}"]
    if segment.description:
        lines.append(f"description={text(segment.description)}")
    body = "".join(f"    {line},\n" for line in lines)
    head = taken_from_workspace(tables, WIDTH)
    return f"{head}{name} = sw.Segment(\n{body})\n"


class _Writer:
    """Writes nodes, and names the tables that it meets."""

    def __init__(self, schema: Schema | None) -> None:
        self.schema = schema
        self.tables: dict[str, str] = {}

    def table(self, name: str) -> str:
        if name not in self.tables:
            self.tables[name] = variable(name, self.tables.values(), "table")
        return self.tables[name]

    def top(self, where: Group, entity: str) -> str:
        """Write the whole condition: an all-group as a chain of ``&``, one member a line."""
        if where.kind == "all" and not where.muted and (len(where.members) > 1 or not isinstance(where.members[0], Group)):
            members = [self.condition(m, entity) for m in where.members]
            return "\n    & ".join(lay_out(m, 4, WIDTH - 2) for m in members)
        return lay_out(self.condition(where, entity), 4, WIDTH - 1)

    # -- conditions

    def condition(self, node: Condition, table: str) -> Parts:
        match node:
            case Criterion():
                written = self.criterion(node, table)
            case Everyone():
                written = ("sw.everyone",)
            case Group():
                n: tuple[Parts, ...] = ((str(node.n),),) if node.n is not None else ()
                name = {"all": "all_of", "any": "any_of", "none": "none_of", "at_least": "at_least_of"}[node.kind]
                written = (Bracket(f"sw.{name}(", n + tuple(_bare(self.condition(m, table)) for m in node.members), ")"),)
            case Related():
                written = self.related(node)
            case _:
                raise _unknown(node)
        return (*written, ".muted()") if node.muted else written

    def related(self, node: Related) -> Parts:
        n: tuple[Parts, ...] = ((str(node.n),),) if node.n is not None else ()
        if isinstance(node.where, Everyone) and not node.where.muted:
            asked: tuple[Parts, ...] = ()
        elif isinstance(node.where, Everyone):
            asked = (self.condition(node.where, node.table),)
        else:
            asked = self.asked(node.where, node.table)
        return (*self.rows(node.table, node.scope, node.via), Bracket(f".{node.quantifier}(", n + asked, ")"))

    def rows(self, table: str, where: Group | None, via: str | None) -> Parts:
        """Write a table, some of its rows, and the way to the entity."""
        written: Parts = (self.table(table),)
        if via is not None:
            written = (*written, f".via({text(via)})")
        if where is not None:
            written = (*written, Bracket(".where(", self.filters(where, table), ")"))
        return written

    def asked(self, group: Group, table: str) -> tuple[Parts, ...]:
        """Write a group as the arguments that make it: its members if it is a plain all-group, else itself."""
        if not isinstance(group, Group):
            raise _unknown(group)
        alone = len(group.members) == 1 and isinstance(group.members[0], Group | Everyone)
        if group.kind != "all" or group.muted or alone:
            return (self.condition(group, table),)
        return tuple(_bare(self.condition(m, table)) for m in group.members)

    def filters(self, group: Group, table: str) -> tuple[Parts, ...]:
        """Write a group as the arguments of ``where``: ``column=value`` where that makes the same."""
        columns = [_keyword(m) for m in group.members] if isinstance(group, Group) and group.kind == "all" else [None]
        if not group.muted and all(columns) and len(set(columns)) == len(columns):
            return tuple((f"{c}={_value(m.value)}",) for c, m in zip(columns, group.members, strict=True))  # type: ignore[union-attr]
        return self.asked(group, table)

    def criterion(self, node: Criterion, table: str) -> Parts:
        left = self.metric(node.metric, table)
        op, value = node.op, node.value
        options = [f"{o}=True" for o in ("ignore_case", "trim") if getattr(node, o)]
        if options and op not in _TEXT_METHODS:
            option = options[0].removesuffix("=True")
            raise UnsupportedError(Problem("option-does-not-fit", f"{op!r} takes no {option} in Python.", "", "Take it out."))
        day = isinstance(value, str) and op in _ON_DAYS and not options and family_of(node.metric, table, self.schema) == "date"
        if op in _SIGNS and not day:
            right: Parts = self.operand(value, table)
            return ("(", *left, f" {op} ", *right, ")")
        method = _ON_DAYS[op] if day else _METHODS.get(op, op)
        if isinstance(value, Span):
            return (*_dotted(left, node.metric), f".{method}({value.unit}={value.n})")
        if isinstance(value, tuple) and op == "between":
            return (*_dotted(left, node.metric), f".between({', '.join(map(_value, value))})")
        if isinstance(value, tuple):
            several: Parts = (Bracket("[", tuple((_value(v),) for v in value), "]"),)
            return (*_dotted(left, node.metric), f".{method}(", *several, "".join(f", {o}" for o in options), ")")
        given: tuple[Parts, ...] = (self.operand(value, table),) if value is not None else ()
        return (*_dotted(left, node.metric), Bracket(f".{method}(", given + tuple((o,) for o in options), ")"))

    def operand(self, value: object, table: str) -> Parts:
        if isinstance(value, Node):
            return _dotted(self.metric(value, table), value)  # type: ignore[arg-type]
        return (_value(value),)

    # -- metrics

    def metric(self, node: Metric, table: str) -> Parts:
        match node:
            case Attribute():
                return (self.table(table) + column_access(node.column),)
            case Tenure():
                unit = "" if node.unit == "months" else text(node.unit)
                return (f"{self.table(table)}{column_access(node.since)}.tenure({unit})",)
            case DaysSince(of=Aggregate(agg="last_day", window=AnyTime()) as of):
                return (*self.rows(of.table, of.where, of.via), ".days_since_last()")
            case DaysSince():
                return (*self.metric(node.of, table), ".days_since()")
            case DaysUntil():
                return (*self.metric(node.of, table), ".days_until()")
            case Aggregate():
                of_what = f"{column_access(node.column)}.{node.agg}" if node.column is not None else f".{node.agg}"
                return (*self.rows(node.table, node.where, node.via), of_what + _window(node.window))
            case Change():
                return (*self.metric(node.of, table), f".change({'absolute=True' if node.how == 'absolute' else ''})")
            case Ratio():
                sides = [_dotted(self.metric(side, table), side) for side in (node.numerator, node.denominator)]
                return (*sides[0], " / ", *sides[1])
            case _:
                raise _unknown(node)


def _window(window: Window) -> str:
    match window:
        case AnyTime():
            return ".ever()"
        case Last():
            return f".last({window.unit}={window.n})"
        case Ago():
            return f".ago({window.a}, {window.b})"
        case Dates():
            return f".between({text(window.start.isoformat())}, {text(window.end.isoformat())})"
        case Holding():
            return ".now()"
        case _:
            raise _unknown(window)


def _keyword(node: Condition) -> str | None:
    """Give the column of a criterion that ``where(column=value)`` makes exactly; ``None`` for any other."""
    if not isinstance(node, Criterion) or node.muted or node.ignore_case or node.trim or not isinstance(node.metric, Attribute):
        return None
    simple = isinstance(node.value, str | int | float) and not isinstance(node.value, bool) if node.op == "is" else node.op == "one_of"
    return node.metric.column if simple and plain(node.metric.column) else None


def _bare(parts: Parts) -> Parts:
    """Leave out the parentheses around a comparison: an argument needs none."""
    return parts[1:-1] if parts[0] == "(" and parts[-1] == ")" else parts


def _dotted(parts: Parts, metric: Metric) -> Parts:
    return (f"({parts[0]}", *parts[1:], ")") if isinstance(metric, Ratio) else parts  # a lone "(" opens a comparison


def _value(value: object) -> str:
    return text(list(value) if isinstance(value, tuple) else value)


def _unknown(node: object) -> UnsupportedError:
    return UnsupportedError(Problem("unknown-node", f"Python has no words for {type(node).__name__}."))
