"""Whether the partitions of a table follow from the times of its rows, as the workspace says: every row is looked at, once."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from sqlglot import exp

from seg_widgets.engines.load.sql import Ask, column, table
from seg_widgets.errors import Problem
from seg_widgets.schema.model import PARTITION_SLACK, Schema, Table
from seg_widgets.sql.dialects import Dialect

Span = tuple[date, date]
_FORMS = {
    "year": "2026",
    "month": "2026-11, 202611 or a date",
    "day": "2026-11-20, 20261120 or a date",
    "month_of_year": "11",
    "day_of_month": "20",
}
_TEXTS = {"year": r"\d{4}", "month": r"\d{4}-\d{2}", "day": r"\d{4}-\d{2}-\d{2}", "month_of_year": r"\d{2}", "day_of_month": r"\d{2}"}
_DIGITS = {"year": 4, "month": 6, "day": 8}


def differing_partitions(ask: Ask, schema: Schema, made: Dialect) -> list[Problem]:
    """Name each partition column that does not follow from the time of its table's rows."""
    return [
        problem for name, described in schema.tables.items() if described.partitions for problem in _differing(ask, name, described, made)
    ]


def _differing(ask: Ask, name: str, described: Table, made: Dialect) -> list[Problem]:
    time, names = described.time or "", list(described.partitions)
    nested = "month_of_year" in described.partitions.values()
    for c, unit in described.partitions.items():
        type_ = described.columns[c].type
        if type_ not in ("integer", "text") and not (type_ == "date" and unit in (("month", "day") if nested else _DIGITS)):
            return [_problem(name, c, f"{c!r} holds values of type {type_}, not a {_words(described, c)} of {time!r}.", described)]
    dated = described.columns[time].type or ""
    day = made.day(column(time), dated)
    ends = [exp.alias_(exp.Min(this=day), "earliest"), exp.alias_(exp.Max(this=day.copy()), "latest")]
    query = exp.select(*(column(c) for c in names), *ends).from_(table(name)).group_by(*(column(c) for c in names))
    slack = timedelta(days=PARTITION_SLACK if dated == "timestamp_tz" else 0)
    for *values, earliest, latest in ask(query):
        if earliest is None:
            continue
        found = dict(zip(names, values, strict=True))
        parts = {described.partitions[c]: _part(value, described.partitions[c]) for c, value in found.items()}
        for c in names:
            if parts[described.partitions[c]] is None:
                return [_problem(name, c, f"{c!r} is {found[c]!r} in rows with a time, which is no {_words(described, c)}.", described)]
        first, last = _span({unit: part for unit, part in parts.items() if part is not None})
        if first is None or last is None or earliest < first - slack or latest > last + slack:
            where = ", ".join(f"{c} = {value}" for c, value in found.items())
            words = f"Rows where {where} lie between {earliest} and {latest} by {time!r}."
            hint = "Take it out: partitions that do not follow from the time cannot be left out by it."
            return [_problem(name, names[0], words, described, hint)]
    return []


def _words(described: Table, c: str) -> str:
    return described.partitions[c].replace("_", " ")


def _problem(name: str, c: str, words: str, described: Table, hint: str = "") -> Problem:
    return Problem("partition-differs", words, f"tables.{name}.partitions.{c}", hint or f"Written as {_FORMS[described.partitions[c]]}.")


def _part(value: Any, unit: str) -> Any:
    """Read the value of a partition: a number, or of a date the span it lies in; ``None``: it is none."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(_TEXTS[unit], value, re.ASCII):
        return int(value.replace("-", ""))
    if isinstance(value, int) and not isinstance(value, bool) and value > 0 and (unit not in _DIGITS or len(str(value)) == _DIGITS[unit]):
        return value
    return None


def _span(parts: dict[str, Any]) -> tuple[date | None, date | None]:
    """Give the first and the last day that partitions stand for together; ``None``: there are none."""
    spans: list[Span] = []
    try:
        for unit, part in parts.items():
            if unit in _DIGITS:
                spans.append(_alone(part, unit))
        if "month_of_year" in parts:
            year = parts["year"].year if isinstance(parts["year"], date) else parts["year"]
            month = _month(year, parts["month_of_year"])
            spans.append((date(year, month[0].month, parts["day_of_month"]),) * 2 if "day_of_month" in parts else month)
    except ValueError:
        return None, None
    return max(first for first, _ in spans), min(last for _, last in spans)


def _alone(part: Any, unit: str) -> Span:
    if isinstance(part, date):
        part = int(part.strftime("%Y%m%d")[: _DIGITS[unit]])
    if unit == "year":
        return date(part, 1, 1), date(part, 12, 31)
    if unit == "month":
        return _month(part // 100, part % 100)
    return (date(part // 10_000, part // 100 % 100, part % 100),) * 2


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1] if 1 <= month <= 12 else 1)
