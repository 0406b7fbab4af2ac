"""Names, numbers, values and parameters, as English says them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from seg_widgets.definition import Arithmetic, Change, Metric, Param, Parameter, Ratio
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.schema import Schema, Table

_WORD = re.compile(r"[^\W\d_](?:[\w&+/'.@-]| (?! ))*")
_JOINS = re.compile(r"\b(and|or|of|is|whose|where|with|has|then)\b")


@dataclass(frozen=True)
class Voice:
    """What names and parameters stand for.

    Attributes
    ----------
    schema
        Where labels, nouns and units are taken from; without it, names stand for them.
    parameters
        The parameters whose values are said.
    """

    schema: Schema | None = None
    parameters: tuple[Parameter, ...] = ()

    def label(self, table: str, column: str) -> str:
        """Give a column's label, else its name."""
        described = self._table(table)
        known = described.columns.get(column) if described else None
        return named(known.label if known and known.label else column)

    def unit(self, table: str, column: str) -> str:
        """Give the unit of a column's values, where it has one."""
        described = self._table(table)
        known = described.columns.get(column) if described else None
        return known.unit if known else ""

    def one(self, table: str) -> str:
        """Give what one row of a table is called."""
        described = self._table(table)
        return named(described.singular if described and described.singular else table)

    def many(self, table: str) -> str:
        """Give what several rows of a table are called."""
        described = self._table(table)
        if described is None or not (described.plural or described.singular):
            return named(table)
        return named(described.plural or _several(described.singular))

    def _table(self, name: str) -> Table | None:
        return self.schema.tables.get(name) if self.schema is not None else None

    # -- values, and parameters in their place

    def value(self, value: Any, metric: Metric | None = None, family: str | None = None) -> str:
        """Give one value as it is said beside a metric; of a parameter its value, and what it is called in brackets."""
        if not isinstance(value, Param):
            return value_words(value, metric, family)
        found = next((p for p in self.parameters if p.name == value.name), None)
        if found is None:
            return f"[{named(value.name)}]"
        several = found.default if isinstance(found.default, tuple) else (found.default,)
        said = listed([value_words(v, metric, family) for v in several]) if several else "nothing"
        return f"{said} [{named(found.label or found.name)}]"

    def count(self, n: int | Param) -> str:
        """Give a number of things."""
        return self.value(n) if isinstance(n, Param) else f"{n:,}"

    def counted(self, n: int | Param, unit: str, *, bare_one: bool = True) -> str:
        """Give a length of time: ``30 days``, and ``day`` for one."""
        if n == 1:
            return unit.removesuffix("s") if bare_one else f"1 {unit.removesuffix('s')}"
        one = isinstance(n, Param) and any(p.name == n.name and p.default == 1 for p in self.parameters)
        return f"{self.count(n)} {unit.removesuffix('s') if one else unit}"


def parameter_words(parameters: Sequence[Parameter]) -> list[str]:
    """Say each parameter and its value, a line each: ``days (Days looked at) = 30``."""
    lines = []
    for p in parameters:
        values = p.default if isinstance(p.default, tuple) else (p.default,)
        label = f" ({named(p.label)})" if p.label and p.label != p.name else ""
        lines.append(f"{named(p.name)}{label} = {', '.join(value_words(v, None, None) for v in values)}")
    return lines


def _several(singular: str) -> str:
    if re.search(r"[^aeiou]y$", singular):
        return f"{singular[:-1]}ies"
    return singular + ("es" if re.search(r"(s|x|z|ch|sh)$", singular) else "s")


def named(name: str) -> str:
    """Give a name as it is, in quotes where a reader could not see it (a line break, spaces at its ends)."""
    return name if name.isprintable() and name == name.strip() and name else json.dumps(name)


def value_words(value: Any, metric: Metric | None, family: str | None) -> str:
    """Give one value as it is said beside a metric: a share of change in percent, text in quotes where it needs them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return percent(value) if isinstance(metric, Change) and metric.how == "relative" else number(value)
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


def percent(value: float) -> str:
    """Give a share in percent."""
    return f"{number(Decimal(repr(value)) * 100)}%"


def listed(words: Iterable[str], join: str = "or") -> str:
    """Join with commas, and "or" (or another word) before the last."""
    *first, last = words
    return f"{', '.join(first)} {join} {last}" if first else last


def in_parentheses(words: str, metric: Metric) -> str:
    """Keep a calculation together."""
    return f"({words})" if isinstance(metric, Ratio | Arithmetic) else words


def unknown(node: object) -> UnsupportedError:
    """Make the error for a node that English has no words for."""
    return UnsupportedError(Problem("unknown-node", f"English has no words for {named(type(node).__name__)}."))
