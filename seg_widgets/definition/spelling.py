"""How the names of tables and columns are spelt in the fluent Python: with a dot where that is safe, in brackets elsewhere."""

from __future__ import annotations

import keyword
import unicodedata

TABLE_WORDS = frozenset({
    "active_days", "any", "at_least", "at_most", "count", "days_since_last", "exactly", "first_day", "last_day", "none",
    "via", "where",
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


def text(value: object) -> str:
    """Write a value as Python, text in double quotes where that needs no escapes (as formatters do)."""
    if isinstance(value, str):
        written = repr(value)
        return f'"{written[1:-1]}"' if written.startswith("'") and '"' not in value and "\\'" not in written else written
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(text, value)) + "]"
    return repr(value)
