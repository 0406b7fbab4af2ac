"""What the demo tables mean: labels, descriptions, categories, units and search words, as a plain workspace."""

from __future__ import annotations

from typing import Any

from ..days import AS_OF
from . import contact, core, state


def _dated(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables with their dates said to be dates: a column of them may be empty in a small data set."""
    for table in tables.values():
        for name, said in table["columns"].items():
            if name.endswith("_on") or name == "day":
                said["type"] = "date"
    return tables


WORKSPACE: dict[str, Any] = {
    "format": 1,
    "name": "Demo",
    "time_zone": "UTC",
    "as_of": AS_OF.isoformat(),
    "tables": _dated(core.TABLES | contact.TABLES | state.TABLES),
}

__all__ = ["WORKSPACE"]
