"""The first data check: what is odd in the tables, as data.

Nothing here stops an analysis; what does (a key that repeats in an entity) is an error of loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from seg_widgets.schema.model import Column, Table
from seg_widgets.schema.types import family
from seg_widgets.schema.words import names, words

Severity = Literal["warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""

CODES = (
    "empty-table", "repeated-key", "repeated-row", "missing-key", "unreadable-value", "missing-time", "missing-link", "unknown-link",
    "before-start", "end-before-start", "wrong-order", "placeholder", "stale-table", "out-of-range", "stale", "after-as-of",
    "missing-values", "constant-column",
)  # fmt: skip
"""Every kind of finding, the gravest first."""

PLACEHOLDER_WORDS = frozenset([
    "", "-", "--", "?", "??", ".", "n/a", "#n/a", "n.a.", "null", "none", "nan", "nil", "undefined", "unknown", "not available", "not set",
    "tbd", "xxx", "(blank)", "(none)", "(null)", "unbekannt", "k.a.", "k. a.", "keine angabe", "ohne angabe",
])  # fmt: skip
"""Texts, in small letters and without spaces at the ends, that people and programs write for a missing value."""
PLACEHOLDER_DAYS = tuple(
    date(*d) for d in ((1, 1, 1), (1753, 1, 1), (1899, 12, 30), (1900, 1, 1), (1970, 1, 1), (2099, 12, 31), (2999, 12, 31), (9999, 12, 31))
)
PLACEHOLDER_NUMBERS = (-1, -9, -99, -999, -9999, -99999, 999, 9999, 99999, 999999, 9999999, 99999999, 999999999)
"""Numbers that stand for a missing value where they lie apart from all others."""

_PERCENT = frozenset(["percent", "pct", "percentage", "prozent"])
_BEGINS = (
    "started", "start", "starts", "opened", "submitted", "created", "bought", "purchased", "ordered", "signup", "signed", "registered",
    "beginn", "angelegt", "eingang", "bestellt",
)  # fmt: skip
_ENDS = frozenset([
    "ended", "end", "ends", "closed", "resolved", "done", "completed", "finished", "achieved", "churned", "cancelled", "canceled",
    "left", "ende", "geschlossen", "erledigt", "beendet",
])  # fmt: skip

_STARTS = (
    "start",
    "started",
    "starts",
    "signup",
    "signed",
    "registered",
    "joined",
    "created",
    "since",
    "onboarded",
    "angelegt",
    "seit",
)
_FILLERS = frozenset(["date", "day", "at", "on", "am", "datum", "up", "time", "the"])


@dataclass(frozen=True)
class Finding:
    """One odd thing.

    Attributes
    ----------
    code
        One of :data:`CODES`.
    table, column
        Where; the column is empty where the finding is about whole rows.
    count, total
        How many rows (of a repeated key: how many rows beyond the first), of how many rows of the table.
    examples
        At most three, as text.
    message
        The finding in a sentence.
    severity
        ``warning``: it can change who is in a segment. ``info``: good to know.
    """

    code: str
    table: str
    column: str
    count: int
    total: int
    message: str
    severity: Severity
    examples: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of the table's rows; 0 of a table without rows."""
        return self.count / self.total if self.total else 0.0


def start_column(name: str, table: Table) -> str | None:
    """Name the date before which rows that belong to a row of the table would be odd: an interval's start, or the day on
    which an entity signed up. A contract's start is none: a customer may be on the second contract."""
    if table.time is not None:
        return table.time if table.kind == "interval" else None
    for word in _STARTS:
        for column, described in table.columns.items():
            if described.type is None or family(described.type) != "date":
                continue
            rest = [w for w in words(column) if w not in _FILLERS and not names((w,), name)]
            if rest in ([word], ["sign"] if word == "signup" else [word]):
                return column
    return None


def is_percent(name: str, column: Column) -> bool:
    """Say whether a column holds percentages, by its name or its unit."""
    return column.unit in ("%", "percent") or bool(_PERCENT & set(words(name)))


def date_pairs(name: str, table: Table) -> list[tuple[str, str]]:
    """Name pairs of a row's dates of which the first comes before the second: opened and closed, started and done.

    An interval's own start and end are not among them: they are a check of their own.
    """
    dates = [c for c, d in table.columns.items() if d.type is not None and family(d.type) == "date"]

    def bare(column: str) -> list[str]:
        return [w for w in words(column) if w not in _FILLERS and not names((w,), name)]

    begins = next((c for word in _BEGINS for c in dates if bare(c) == [word]), None)
    if begins is None:
        return []
    ends = [c for c in dates if len(bare(c)) == 1 and bare(c)[0] in _ENDS]
    return [(begins, c) for c in ends if (begins, c) != (table.time, table.end)]
