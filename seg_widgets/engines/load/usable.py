"""Which columns of a source segments have a use for."""

from __future__ import annotations

from seg_widgets.engines.load.types import ours


def usable(columns: dict[str, tuple[str, str]]) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Divide columns into those with a type that segments know, and the others with DuckDB's name of their type.

    A column that holds nothing but NULL has no type yet and is of use: it may be declared.
    """
    kept = {c: pair for c, pair in columns.items() if pair[1] == '"NULL"' or ours(pair[1]) is not None}
    return kept, {c: type_ for c, (_, type_) in columns.items() if c not in kept}
