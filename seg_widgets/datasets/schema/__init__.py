"""What the demo tables mean: labels, descriptions, categories, units and search words, as a plain workspace."""

from __future__ import annotations

from typing import Any

from ..days import AS_OF
from . import contact, core, state

BENCHMARKS_IN_WORKSPACE = False
"""Whether the workspace has the table of benchmarks, which has neither a key nor a time."""

WORKSPACE: dict[str, Any] = {
    "format": 1,
    "name": "Demo",
    "time_zone": "UTC",
    "as_of": AS_OF.isoformat(),
    "tables": {
        **core.TABLES,
        **contact.TABLES,
        **state.TABLES,
        **(state.LOOKUPS if BENCHMARKS_IN_WORKSPACE else {}),
    },
}

__all__ = ["BENCHMARKS_IN_WORKSPACE", "WORKSPACE"]
