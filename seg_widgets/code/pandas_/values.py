"""What the writers of metrics and conditions hand each other: values, frames, and the lines written so far."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = {
    "integer": "integer",
    "decimal": "decimal",
    "number": "number",
    "text": "text",
    "date": "day",
    "timestamp": "day",
    "timestamp_tz": "day",
    "boolean": "boolean",
    "list": "list",
}
"""Type of a column -> kind of its values."""

OBJECTS = frozenset({"decimal", "text"})
"""Kinds kept as Python objects, with ``pd.NA`` for missing: pandas aggregates them when nothing is missing."""


@dataclass(frozen=True)
class Value:
    """Python for a Series.

    Attributes
    ----------
    kind
        ``integer`` (Int64), ``count`` (int64), ``number`` (float64), ``decimal`` and ``text`` (objects), ``day``
        (datetime64), ``boolean`` (nullable) or ``list``.
    present
        Never missing.
    """

    code: str
    kind: str
    present: bool = False

    @property
    def nullable(self) -> bool:
        """Say whether a comparison gives missing where the value is."""
        return self.kind == "integer" and not self.present


@dataclass(frozen=True)
class Frame:
    """The frame whose rows are judged: an entity's, or a dated table's inside a row filter.

    Attributes
    ----------
    table
        What is asked about.
    name
        Python for the frame.
    key
        Python for the key of the table's row beside each row of the frame; empty where the rows are the table's own.
    outside
        Tables outside, the nearest first, each with Python for the key of its row, as ``key``.
    """

    table: str
    name: str
    entity: bool
    key: str = ""
    outside: tuple[tuple[str, str], ...] = ()

    def out(self, up: int) -> Frame:
        """Give the same rows, to be asked about a table so many levels outside."""
        table, key = self.outside[up - 1]
        return Frame(table, self.name, True, key, self.outside[up:])


@dataclass
class Body:
    """The lines that work out what the conditions are about, and the functions of the kit that they call."""

    lines: list[str] = field(default_factory=list)
    functions: set[str] = field(default_factory=set)

    def use(self, function: str) -> str:
        """Note that the script needs a function of the kit."""
        self.functions.add(function)
        return function
