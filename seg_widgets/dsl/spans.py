"""Lengths of time, as keywords: ``days=30``, ``months=3``."""

from __future__ import annotations

from typing import Any, cast

from seg_widgets.definition import Param, Unit
from seg_widgets.dsl.advice import advise


def length(method: str, given: tuple[Any, ...], **units: int | Param | None) -> tuple[int | Param, Unit]:
    """Read a length of time off the keywords of a method.

    Raises
    ------
    DefinitionError
        ``no-length``: none, several, or a bare number.
    """
    named = {unit: n for unit, n in units.items() if n is not None}
    if given or len(named) != 1:
        example = given[0] if given and isinstance(given[0], int) else 30
        said = "a bare number" if given else "several lengths" if named else "no length"
        advise(
            "no-length",
            f".{method}() is given {said}.",
            f"Write .{method}(days={example}), or one of {', '.join(units)}.",
        )
    unit, n = next(iter(named.items()))
    return n, cast(Unit, unit)
