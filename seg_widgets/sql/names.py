"""Names in a statement: quoted where they must be, in the words of the segment, never twice the same."""

from __future__ import annotations

import re

from sqlglot import exp
from sqlglot.tokens import Tokenizer

from seg_widgets.plan import AggregateLeaf, Anchored, Days

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
# What DuckDB reserves and sqlglot's own list, which changes from version to version, may not have.
_RESERVED = frozenset(
    [
        "ANALYSE", "ANALYZE", "ANTI", "ASOF", "ASYMMETRIC", "AT", "AUTHORIZATION", "BOTH", "BY", "CAST", "COLLATION", "COLUMNS",
        "CONCURRENTLY", "DEFERRABLE", "DO", "FOREIGN", "FREEZE", "GENERATED", "INITIALLY", "LAMBDA", "LATERAL", "LEADING", "ONLY",
        "PIVOT", "PIVOT_LONGER", "PIVOT_WIDER", "PLACING", "POSITIONAL", "PRIMARY", "QUALIFY", "SEMI", "SIMILAR", "SUMMARIZE",
        "SYMMETRIC", "TRAILING", "TRY_CAST", "TUPLE", "UNPACK", "UNPIVOT", "VARIADIC", "VERBOSE",
    ]
)  # fmt: skip
_KEYWORDS = (
    _RESERVED
    | frozenset(word for word in Tokenizer.KEYWORDS if word.isalpha())
    | frozenset(
        [
            "USER",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "KEY",
            "VALUE",
            "VALUES",
            "ORDER",
            "GROUP",
            "SELECT",
            "TABLE",
            "COLUMN",
            "FROM",
            "WHERE",
            "TO",
            "END",
            "START",
            "CHECK",
            "DEFAULT",
        ]
    )
)


def identifier(name: str) -> exp.Identifier:
    """Make an identifier, quoted unless it is plain: a name may hold anything."""
    return exp.to_identifier(name, quoted=not _PLAIN.match(name) or name.upper() in _KEYWORDS)


def column(name: str, table: str | None = None) -> exp.Column:
    """Make a column, of a table or alias."""
    return exp.Column(this=identifier(name), table=identifier(table) if table is not None else None)


def table(name: str, alias: str | None = None) -> exp.Table:
    """Make a table, under an alias."""
    found = exp.Table(this=identifier(name))
    if alias is not None and alias != name:
        found.set("alias", exp.TableAlias(this=identifier(alias)))
    return found


class Names:
    """Hands out names that are plain and new."""

    def __init__(self, taken: set[str] | None = None) -> None:
        self.taken = {name.lower() for name in taken or ()}

    def new(self, words: str) -> str:
        """Give a plain name made of the words; numbered where it is taken."""
        plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:50].strip("_") or "x"
        plain = f"_{plain}" if plain[0].isdigit() else plain
        name, number = plain, 2
        while name in self.taken or name.upper() in _KEYWORDS:
            name, number = f"{plain}_{number}", number + 1
        self.taken.add(name)
        return name


def words_of(leaf: AggregateLeaf) -> str:
    """Describe an aggregate for its column's name: ``sum usage_count 2024-12-02 to 2024-12-31``."""
    what = leaf.agg if leaf.column is None else f"{leaf.agg} {leaf.column.column}"
    return f"{what} {'holding' if leaf.rows.holds_on else words_of_days(leaf.days)}"


def words_of_days(days: Days | Anchored) -> str:
    """Describe a range of days for a name."""
    if isinstance(days, Anchored):
        return f"first {days.n} {days.unit} since {days.anchor.column}"
    return f"to {days.last:%Y%m%d}" if days.first is None else f"{days.first:%Y%m%d} to {days.last:%Y%m%d}"
