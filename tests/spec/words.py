"""Short words for the plain data of a definition, so that a case fits on a few lines."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]


def _node(kind: str, **parts: Any) -> Data:
    return {"kind": kind} | {name: part for name, part in parts.items() if part is not None}


def attr(column: str) -> Data:
    return _node("attribute", column=column)


def tenure(since: str, unit: str | None = None) -> Data:
    return _node("tenure", since=since, unit=unit)


def days_since(of: Data | str) -> Data:
    return _node("days_since", of=attr(of) if isinstance(of, str) else of)


def days_until(of: Data | str) -> Data:
    return _node("days_until", of=attr(of) if isinstance(of, str) else of)


def agg(table: str, how: str, column: str | None = None, window: Data | None = None, where: Data | None = None) -> Data:
    return _node("aggregate", table=table, agg=how, column=column, window=window, where=where)


def count(table: str, window: Data | None = None, where: Data | None = None) -> Data:
    return agg(table, "count", None, window, where)


def change(of: Data, how: str | None = None) -> Data:
    return _node("change", of=of, how=how)


def ratio(numerator: Data, denominator: Data) -> Data:
    return _node("ratio", numerator=numerator, denominator=denominator)


def periods(table: str, window: Data, where: Data | None = None) -> Data:
    return agg(table, "active_periods", None, window, where)


def quantile(table: str, column: str, q: float, window: Data | None = None) -> Data:
    return _node("aggregate", table=table, agg="quantile", column=column, q=q, window=window)


def number(value: Any) -> Data:
    return _node("constant", value=value)


def arith(left: Data | str | float, op: str, right: Data | str | float) -> Data:
    """Arithmetic; a word is a column, a number a constant."""
    return _node("arithmetic", op=op, left=_side(left), right=_side(right))


def _side(of: Data | str | float) -> Data:
    return of if isinstance(of, dict) else attr(of) if isinstance(of, str) else number(of)


def if_missing(of: Data | str, value: Any) -> Data:
    return _node("if_missing", of=_side(of), value=value)


def mapped(of: Data | str, pairs: dict[Any, Any], other: Any = None) -> Data:
    return _node("map", of=_side(of), pairs=[{"value": value, "to": to} for value, to in pairs.items()], other=other)


def ordered(of: Data | str, *order: str) -> Data:
    return _node("ordered", of=_side(of), order=list(order))


def outer(of: Data | str, up: int | None = None) -> Data:
    return _node("outer", of=_side(of), up=up)


def peers(of: Data | str, *by: str, stat: str | None = None, q: float | None = None) -> Data:
    return _node("peers", of=_side(of), by=list(by), stat=stat, q=q)


def tier(of: Data | str, k: int) -> Data:
    return _node("tier", of=_side(of), k=k)


def lookup(column: str, *by: Data, table: str = "benchmarks", **on: str) -> Data:
    """A column of a table of figures; ``on``: the entity's attribute = the table's column; ``by``: see :func:`equals`."""
    return _node("lookup", table=table, column=column, on=[*({"attribute": a, "column": c} for a, c in on.items()), *by])


def equals(column: str, value: Any) -> Data:
    """A column of a table of figures that is a value."""
    return {"column": column, "value": value}


def last(n: Any, unit: str | None = None) -> Data:
    return _node("last", n=n, unit=unit)


def ago(a: Any, b: Any) -> Data:
    return _node("ago", a=a, b=b)


def since(anchor: str, n: Any, unit: str | None = None) -> Data:
    return _node("since", anchor=anchor, n=n, unit=unit)


def dates(start: str, end: str) -> Data:
    return _node("dates", start=start, end=end)


ANY_TIME = _node("any_time")
HOLDING = _node("holding")
EVERYONE = _node("everyone")


def span(n: Any, unit: str | None = None) -> Data:
    return _node("span", n=n, unit=unit)


def crit(metric: Data | str, op: str, value: Any = None, **options: bool) -> Data:
    """A criterion; a metric that is only a word is a column."""
    return _node("criterion", metric=attr(metric) if isinstance(metric, str) else metric, op=op, value=value, **options)


def all_(*members: Data) -> Data:
    return _node("all", members=list(members))


def any_(*members: Data) -> Data:
    return _node("any", members=list(members))


def none_(*members: Data) -> Data:
    return _node("none", members=list(members))


def at_least(n: Any, *members: Data) -> Data:
    return _node("at_least", n=n, members=list(members))


def related(
    table: str, quantifier: str, where: Data = EVERYONE, n: Any = None, scope: Data | None = None, share: float | None = None
) -> Data:
    where = where if where["kind"] == "everyone" else _group(where)
    return _node("related", table=table, quantifier=quantifier, n=n, share=share, scope=_group(scope), where=where)


def _group(where: Data | None) -> Data | None:
    """A condition that is no group stands alone in an ``all``."""
    return all_(where) if where is not None and "members" not in where else where


def first_ever(table: str, window: Data, where: Data | None = None) -> Data:
    return _node("first_ever", table=table, window=window, where=_group(where))


def stopped(table: str, window: Data, where: Data | None = None) -> Data:
    return _node("stopped", table=table, window=window, where=_group(where))


def resumed(table: str, window: Data, where: Data | None = None) -> Data:
    return _node("resumed", table=table, window=window, where=_group(where))


def every_row(table: str, has: Data, window: Data | None = None, where: Data | None = None) -> Data:
    return _node("every_row", table=table, window=window, where=_group(where), has=_group(has))


def step(table: str, where: Data | None = None, within: Any = None, without: Data | None = None) -> Data:
    """A step of a sequence; ``without`` is a step as well."""
    parts = {"table": table, "where": _group(where), "within": within, "without": without}
    return {name: part for name, part in parts.items() if part is not None}


def sequence(*steps: Data, window: Data | None = None) -> Data:
    return _node("sequence", steps=list(steps), window=window)


def listed(*keys: Any) -> Data:
    return _node("listed", keys=list(keys))


def segment_(name: str) -> Data:
    """A reference to another segment."""
    return _node("segment", name=name)


def param(name: str) -> Data:
    return _node("param", name=name)


def muted(node: Data) -> Data:
    return node | {"muted": True}
