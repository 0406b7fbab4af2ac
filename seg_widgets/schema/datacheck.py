"""The first data check: what is odd in the tables, as data.

Nothing here stops an analysis; what does (a key that repeats in an entity) is an error of loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from seg_widgets.schema.model import Table
from seg_widgets.schema.types import family
from seg_widgets.schema.words import names, words

Severity = Literal["warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""

CODES = (
    "empty-table", "repeated-key", "repeated-row", "missing-key", "missing-time", "missing-link", "unknown-link", "before-start",
    "end-before-start", "after-as-of", "missing-values", "constant-column",
)  # fmt: skip
"""Every kind of finding, the gravest first."""

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
