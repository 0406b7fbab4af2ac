"""Arguments as they are given: one where a list belongs, numbers that are none; refused with their name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from seg_widgets.errors import DefinitionError, Problem


def as_list(given: Any) -> list[Any]:
    """Give a list; one thing alone, such as a column's name, is a list of one."""
    alone = isinstance(given, str | Mapping) or not isinstance(given, Iterable)
    return [given] if alone else list(given)


def as_count(given: Any, where: str, least: int = 0) -> int:
    """Give a whole number that is not below the least.

    Raises
    ------
    DefinitionError
        ``bad-argument``.
    """
    if isinstance(given, int | np.integer) and not isinstance(given, bool) and given >= least:
        return int(given)
    raise DefinitionError(Problem("bad-argument", f"{where} is {given!r}.", where, f"Give a whole number from {least} on."))
