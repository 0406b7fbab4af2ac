"""One column of a described table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def column(
    label: str,
    description: str,
    synonyms: str,
    category: str | None = None,
    unit: str | None = None,
    order: Sequence[str] | None = None,
) -> dict[str, Any]:
    """One column; `synonyms` are divided by commas, what is None is left out."""
    found: dict[str, Any] = {
        "label": label,
        "description": description,
        "synonyms": [word.strip() for word in synonyms.split(",")],
    }
    if category is not None:
        found["category"] = category
    if unit is not None:
        found["unit"] = unit
    if order is not None:
        found["order"] = list(order)
    return found
