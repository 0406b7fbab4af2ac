"""Names, numbers, values and days, as English says them."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from seg_widgets.definition import (
    Aggregate,
    Ago,
    AnyTime,
    Attribute,
    Change,
    Dates,
    Holding,
    Last,
    Metric,
    Ratio,
    Window,
)
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.schema import Schema, Table

_WORD = re.compile(r"[^\W\d_](?:[\w&+/'.@-]| (?! ))*")
_JOINS = re.compile(r"\b(and|or|of|is|whose|where|with)\b")


def label(table: str, column: str, schema: Schema | None) -> str:
    """Give a column's label, else its name."""
    described = _table(table, schema)
    known = described.columns.get(column) if described else None
    return named(known.label if known and known.label else column)


def one(table: str, schema: Schema | None) -> str:
    """Give what one row of a table is called."""
    described = _table(table, schema)
    return named(described.singular if described and described.singular else table)


def many(table: str, schema: Schema | None) -> str:
    """Give what several rows of a table are called."""
    described = _table(table, schema)
    if described is None or not (described.plural or described.singular):
        return named(table)
    return named(described.plural or _several(described.singular))


def _table(name: str, schema: Schema | None) -> Table | None:
    return schema.tables.get(name) if schema is not None else None


def _several(singular: str) -> str:
    if re.search(r"[^aeiou]y$", singular):
        return f"{singular[:-1]}ies"
    return singular + ("es" if re.search(r"(s|x|z|ch|sh)$", singular) else "s")


def named(name: str) -> str:
    """Give a name as it is, in quotes where a reader could not see it (a line break, spaces at its ends)."""
    return name if name.isprintable() and name == name.strip() and name else json.dumps(name)


def counted(n: int, unit: str, *, bare_one: bool = True) -> str:
    """Give a length of time: ``30 days``, and ``day`` for one."""
    if n == 1:
        return unit.removesuffix("s") if bare_one else f"1 {unit.removesuffix('s')}"
    return f"{n:,} {unit}"


def unit_of(metric: Metric, table: str, schema: Schema | None) -> str:
    """Give the unit of a metric's values, where its column has one."""
    match metric:
        case Attribute(column=column):
            pass
        case Aggregate(agg=agg, column=str(column)) if agg != "distinct":
            table = metric.table
        case Change(how="absolute"):
            return unit_of(metric.of, table, schema)
        case _:
            return ""
    described = _table(table, schema)
    known = described.columns.get(column) if described else None
    return known.unit if known else ""


def value_words(value: Any, metric: Metric, family: str | None) -> str:
    """Give one value as it is said beside a metric: a share of change in percent, text in quotes where it needs them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        relative = isinstance(metric, Change) and metric.how == "relative"
        return f"{number(Decimal(repr(value)) * 100)}%" if relative else number(value)
    if family in ("date", "number"):
        return named(str(value))
    quiet = _WORD.fullmatch(value) and value == value.strip() and not _JOINS.search(value)
    return value if quiet else json.dumps(value, ensure_ascii=not value.isprintable())


def number(value: float | Decimal) -> str:
    """Give a number in full, thousands divided by commas; the very large and very small as Python writes them."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if exact and not -7 < exact.adjusted() < 21:
        return str(value)
    written = f"{exact:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def listed(words: list[str]) -> str:
    """Join with commas, and "or" before the last."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def in_parentheses(words: str, metric: Metric) -> str:
    """Keep a quotient together."""
    return f"({words})" if isinstance(metric, Ratio) else words


def window_words(window: Window) -> str:
    """Say of which days."""
    match window:
        case AnyTime():
            return "at any time"
        case Last():
            return f"in the last {counted(window.n, window.unit)}"
        case Ago():
            return f"between {window.a} and {window.b} days ago"
        case Dates():
            return f"on {window.start}" if window.start == window.end else f"from {window.start} to {window.end}"
        case Holding():
            return "that hold today"
        case _:
            raise unknown(window)


def unknown(node: object) -> UnsupportedError:
    """Make the error for a node that English has no words for."""
    return UnsupportedError(Problem("unknown-node", f"English has no words for {named(type(node).__name__)}."))
