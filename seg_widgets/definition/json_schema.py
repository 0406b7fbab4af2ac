"""The format of definitions as JSON Schema: for editors of YAML and JSON, and for whoever writes definitions by program."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from seg_widgets.definition.segment import Segment
from seg_widgets.definition.segmentation import Priority, Split

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a segment, a split or an order of priority, as YAML and JSON files hold them.

    It says what is well formed. What fits the tables only the check against a workspace can say.
    """
    made: dict[str, Any] = TypeAdapter(Segment | Split | Priority).json_schema(mode="validation")
    return {"$schema": DIALECT, "title": "A segment or segmentation", **made}
