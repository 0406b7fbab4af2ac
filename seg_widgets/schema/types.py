"""The types a column may have, and the families in which operators think of them."""

from __future__ import annotations

from typing import Literal, get_args

ColumnType = Literal["integer", "decimal", "number", "text", "date", "timestamp", "timestamp_tz", "boolean", "list"]
"""``number`` is a double; ``timestamp`` is naive (local time of the workspace); ``timestamp_tz`` is an instant."""

Family = Literal["number", "text", "date", "boolean", "list"]

TYPES: tuple[str, ...] = get_args(ColumnType)

_FAMILY: dict[str, Family] = {
    "integer": "number",
    "decimal": "number",
    "number": "number",
    "text": "text",
    "date": "date",
    "timestamp": "date",
    "timestamp_tz": "date",
    "boolean": "boolean",
    "list": "list",
}


def family(type_: str) -> Family:
    """Give the family of a column type: the types that share operators."""
    return _FAMILY[type_]
