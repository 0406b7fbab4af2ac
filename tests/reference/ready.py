"""A definition made ready: its parameters put in, other segments in their places, what is muted taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.reference.here import Data


def ready(segment: Data, known: Mapping[str, Data] | None = None) -> Data | None:
    """Give a segment's condition; ``None`` where nothing is left of it.

    A segment may be used as a criterion in another: it stands there with its own parameters, as ``inner`` of its place.
    """
    given = segment.get("parameters", [])
    values = given if isinstance(given, dict) else {p["name"]: p["default"] for p in given}
    return awake(_filled(segment["where"], values, known or {}))


def _filled(data: Any, values: Mapping[str, Any], known: Mapping[str, Data]) -> Any:
    if isinstance(data, list):
        return [_filled(part, values, known) for part in data]
    if not isinstance(data, dict):
        return data
    if data.get("kind") == "param":
        return values[data["name"]]
    filled = {name: _filled(part, values, known) for name, part in data.items()}
    return dict(filled, inner=ready(known[data["name"]], known)) if data.get("kind") == "segment" else filled


def awake(condition: Data | None) -> Data | None:
    """Take out what is muted. A muted criterion is as if it were not there; a group with nothing left is muted.

    Members that are left remember their place.
    """
    if condition is None or condition.get("muted"):
        return None
    kind = condition["kind"]
    if kind in ("all", "any", "none", "at_least"):
        left = [(i, member) for i, m in enumerate(condition["members"]) if (member := awake(m)) is not None]
        return dict(condition, members=left) if left else None
    if kind == "segment":
        return None if condition["inner"] is None else condition
    if kind == "related":
        where, scope = awake(condition["where"]), awake(condition.get("scope"))
        return None if where is None else dict(condition, where=where, scope=scope)
    if kind == "every_row":
        has = awake(condition["has"])
        return None if has is None else dict(_awake_filters(condition), has=has)
    return _awake_filters(condition)


def _awake_filters(data: Any) -> Any:
    """Take muted parts out of the row filters inside; a filter with nothing left is no filter."""
    if isinstance(data, list):
        return [_awake_filters(part) for part in data]
    if not isinstance(data, dict):
        return data
    kept = {name: _awake_filters(part) for name, part in data.items() if name not in ("where", "has")}
    where = awake(data.get("where"))
    return kept if where is None else dict(kept, where=where)
