"""Metrics, their windows and their rows, as fluent Python."""

from __future__ import annotations

from seg_widgets.code.layout import Bracket, Parts
from seg_widgets.code.names import variable
from seg_widgets.definition import (
    Aggregate,
    Ago,
    AnyTime,
    Arithmetic,
    Attribute,
    Change,
    Constant,
    Dates,
    DaysSince,
    DaysUntil,
    Group,
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
    Tenure,
    Tier,
    Window,
)
from seg_widgets.definition.spelling import column_access, plain, sign_of, text, wants_a_word, wants_parentheses
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.schema import Schema

At = tuple[str, ...]
"""The table that something is about, and those outside of it, the nearest first."""


class MetricWriter:
    """Writes metrics, and names the tables that it meets."""

    def __init__(self, schema: Schema | None) -> None:
        self.schema = schema
        self.tables: dict[str, str] = {}

    def table(self, name: str) -> str:
        """Give the variable of a table."""
        if name not in self.tables:
            self.tables[name] = variable(name, self.tables.values(), "table")
        return self.tables[name]

    def column(self, name: str, at: At) -> str:
        """Write a column of the table that something is about."""
        return self.table(at[0]) + column_access(name)

    def filters(self, group: Group, at: At) -> tuple[Parts, ...]:
        """Write a group as the arguments of ``where``."""
        raise NotImplementedError

    def rows(self, table: str, where: Group | None, via: str | None, at: At) -> Parts:
        """Write a table, some of its rows, and the way to the entity."""
        written: Parts = (self.table(table),)
        if via is not None:
            written = (*written, f".via({text(via)})")
        if where is not None:
            written = (*written, Bracket(".where(", self.filters(where, (table, *at)), ")"))
        return written

    def metric(self, node: Metric, at: At) -> Parts:
        """Write a metric; the first part is a text."""
        match node:
            case Attribute():
                return (self.column(node.column, at),)
            case Tenure():
                unit = "" if node.unit == "months" else text(node.unit)
                return (f"{self.column(node.since, at)}.tenure({unit})",)
            case DaysSince(of=Aggregate(agg="last_day", window=AnyTime()) as of):
                return (*self.rows(of.table, of.where, of.via, at), ".days_since_last()")
            case DaysSince():
                return (*self.metric(node.of, at), ".days_since()")
            case DaysUntil():
                return (*self.metric(node.of, at), ".days_until()")
            case Aggregate():
                of_what = f"{column_access(node.column)}.{node.agg}" if node.column is not None else f".{node.agg}"
                q = f"({text(node.q)})" if node.q is not None else ""
                return (*self.rows(node.table, node.where, node.via, at), of_what + q + self.window(node.window, at))
            case Constant():
                return (f"sw.number({literal(node.value)})",)
            case Ratio():
                return self.calculation(node, node.numerator, node.denominator, at)
            case Arithmetic():
                return self.calculation(node, node.left, node.right, at)
            case Outer():
                inside = at[node.up :] or at[-1:]  # too many levels: the check says so, and it is written all the same
                up: tuple[Parts, ...] = ((f"up={node.up}",),) if node.up != 1 else ()
                return ("sw.outer", Bracket("(", (self.metric(node.of, inside), *up), ")"))
            case Lookup():
                return self.lookup(node, at)
            case Change() | IfMissing() | Mapped() | Ordered() | Peers() | Tier():
                return (*dotted(self.metric(node.of, at), node.of), *self.made_of(node, at))
            case _:
                raise unknown(node)

    def made_of(self, node: Change | IfMissing | Mapped | Ordered | Peers | Tier, at: At) -> Parts:
        """Write what makes one metric of another."""
        match node:
            case Change():
                return (f".change({'absolute=True' if node.how == 'absolute' else ''})",)
            case IfMissing():
                return (f".if_missing({literal(node.value)})",)
            case Mapped():
                pairs = Bracket("{", tuple((f"{literal(p.value)}: {literal(p.to)}",) for p in node.pairs), "}")
                other: tuple[Parts, ...] = ((f"other={literal(node.other)}",),) if node.other is not None else ()
                return (Bracket(".map(", ((pairs,), *other), ")"),) if other else (".map(", pairs, ")")
            case Ordered():
                return (".in_order(", Bracket("[", tuple((literal(v),) for v in node.order), "]"), ")")
            case Peers():
                q: tuple[Parts, ...] = ((text(node.q),),) if node.q is not None else ()
                return (Bracket(f".peer_{node.stat}(", (*q, *((self.column(c, at),) for c in node.by)), ")"),)
            case Tier():
                return (f".tier({node.k})",)

    def calculation(self, node: Ratio | Arithmetic, left: Metric, right: Metric, at: At) -> Parts:
        """Write two sides with a sign between; numbers as they are, where Python leaves them to the language."""
        sign = sign_of(node)
        written: list[Parts] = []
        for side, is_right in ((left, False), (right, True)):
            if isinstance(side, Constant) and (is_right or not wants_a_word(left, right)):
                written.append((literal(side.value),))
            else:
                parts = self.metric(side, at)
                written.append(_enclosed(parts) if wants_parentheses(side, sign, right=is_right) else parts)
        return (*written[0], f" {sign} ", *written[1])

    def lookup(self, node: Lookup, at: At) -> Parts:
        columns = [m.column for m in node.on]
        given = [literal(m.value) if m.attribute is None else self.column(m.attribute, at) for m in node.on]
        if all(map(plain, columns)) and len(set(columns)) == len(columns):
            on: tuple[Parts, ...] = tuple((f"{c}={g}",) for c, g in zip(columns, given, strict=True))
        else:
            on = tuple((f"{{{text(c)}: {g}}}",) for c, g in zip(columns, given, strict=True))
        return (f"{self.table(node.table)}{column_access(node.column)}", Bracket(".lookup(", on, ")"))

    def window(self, window: Window, at: At) -> str:
        """Write of which days, after the rows."""
        match window:
            case AnyTime():
                return ".ever()"
            case Last():
                return f".last({window.unit}={literal(window.n)})"
            case Since():
                return f".first({window.unit}={literal(window.n)}, since={self.column(window.anchor, at)})"
            case Ago():
                return f".ago({literal(window.a)}, {literal(window.b)})"
            case Dates():
                return f".between({text(window.start.isoformat())}, {text(window.end.isoformat())})"
            case Holding():
                return ".now()"
            case _:
                raise unknown(window)


def dotted(parts: Parts, metric: Metric) -> Parts:
    """Put parentheses around what a dot cannot follow."""
    return _enclosed(parts) if sign_of(metric) else parts


def _enclosed(parts: Parts) -> Parts:
    return (f"({parts[0]}", *parts[1:], ")")  # a lone "(" opens a comparison


def literal(given: object) -> str:
    """Write a value, a parameter or a list of them."""
    return text(given, "sw.")


def unknown(node: object) -> UnsupportedError:
    """Make the error for a node that Python has no words for."""
    return UnsupportedError(Problem("unknown-node", f"Python has no words for {type(node).__name__}."))
