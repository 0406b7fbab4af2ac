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


def last(n: int, unit: str | None = None) -> Data:
    return _node("last", n=n, unit=unit)


def ago(a: int, b: int) -> Data:
    return _node("ago", a=a, b=b)


def dates(start: str, end: str) -> Data:
    return _node("dates", start=start, end=end)


ANY_TIME = _node("any_time")
HOLDING = _node("holding")
EVERYONE = _node("everyone")


def span(n: int, unit: str | None = None) -> Data:
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


def at_least(n: int, *members: Data) -> Data:
    return _node("at_least", n=n, members=list(members))


def related(table: str, quantifier: str, where: Data = EVERYONE, n: int | None = None, scope: Data | None = None) -> Data:
    where = all_(where) if where["kind"] in ("criterion", "related") else where
    scope = all_(scope) if scope is not None and scope["kind"] in ("criterion", "related") else scope
    return _node("related", table=table, quantifier=quantifier, n=n, scope=scope, where=where)


def muted(node: Data) -> Data:
    return node | {"muted": True}
