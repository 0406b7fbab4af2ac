"""Old versions of the definition format, each brought to the next by one function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from seg_widgets.errors import DefinitionError, Problem

FORMAT: Final = 2
"""The version of the definition format that this code writes."""


def upgraded(data: dict[str, Any]) -> dict[str, Any]:
    """Bring a definition, as plain data, to the present format. Without a format it is taken to be of the present one.

    Raises
    ------
    DefinitionError
        ``unknown-format``.
    """
    version = data.get("format", FORMAT)
    while version != FORMAT:
        step = _STEPS.get(version) if type(version) is int else None
        if step is None:
            raise DefinitionError(
                Problem(
                    "unknown-format",
                    f"This definition is of format {version!r}; this version reads formats 1 to {FORMAT}.",
                    "format",
                    "Update seg_widgets.",
                )
            )
        data = step(data)
        version = data["format"]
    return data


def _from_1(data: dict[str, Any]) -> dict[str, Any]:
    """Format 2 adds nodes and takes none away: what format 1 says is said the same."""
    return data | {"format": 2}


_STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_1}
