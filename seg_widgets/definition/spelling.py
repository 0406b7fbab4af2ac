"""How names and values are spelt in the fluent Python: columns with a dot where that is safe, in brackets elsewhere."""

from __future__ import annotations

import keyword
import unicodedata

from seg_widgets.definition.metrics import Arithmetic, Constant, Metric, Ratio
from seg_widgets.definition.parameters import Param

TABLE_WORDS = frozenset({
    "active_days", "active_periods", "any", "at_least", "at_least_share", "at_most", "count", "days_since_last", "every", "every_row",
    "exactly", "first_day", "first_ever", "last_day", "none", "resumed", "stopped", "then", "via", "where",
})  # fmt: skip
"""What ``accounts.word`` means something else than a column for. A test holds it to the language."""


def plain(name: str) -> bool:
    """Say whether Python reads a name, written as an identifier, as that very name.

    Identifiers are normalised by Python (a ligature becomes two letters), and a leading underscore is private.
    """
    return name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_") and unicodedata.normalize("NFKC", name) == name


def column_access(column: str) -> str:
    """Give what is written after a table to reach its column: ``.seats`` or ``["any column"]``."""
    return f".{column}" if plain(column) and column not in TABLE_WORDS else f"[{text(column)}]"


def text(value: object, sw: str = "") -> str:
    """Write a value as Python, text in double quotes where that needs no escapes (as formatters do).

    Parameters
    ----------
    sw
        What stands before the word ``param``: ``"sw."`` in whole programs.
    """
    if isinstance(value, str):
        written = repr(value)
        return f'"{written[1:-1]}"' if written.startswith("'") and '"' not in value and "\\'" not in written else written
    if isinstance(value, list | tuple):
        return "[" + ", ".join(text(v, sw) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text(k, sw)}: {text(v, sw)}" for k, v in value.items()) + "}"
    if isinstance(value, Param):
        return f"{sw}param({text(value.name)})"
    return repr(value)


_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}


def sign_of(metric: object) -> str:
    """Give the sign that a metric is written with between its two sides; empty for the others."""
    return "/" if isinstance(metric, Ratio) else metric.op if isinstance(metric, Arithmetic) else ""


def wants_parentheses(side: Metric, sign: str, *, right: bool) -> bool:
    """Say whether a side of a sum, product or quotient is written in parentheses."""
    inner = _BINDS.get(sign_of(side), 9)
    return inner <= _BINDS[sign] if right else inner < _BINDS[sign]


def wants_a_word(left: Metric, right: Metric) -> bool:
    """Say whether the left side is a number that has to be written as a metric: two numbers alone are Python's to add."""
    return isinstance(left, Constant) and isinstance(right, Constant)
