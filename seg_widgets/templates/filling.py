"""Definitions with roles: which are in them, which of several ways is taken, and what is put in for roles and parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

STRUCTURE = frozenset({"keys", "order", "edges", "labels", "q", "k", "share"})
"""Parts in which the language takes no parameter: a template's is put in when it is bound."""

Pick = Callable[[Sequence[Any]], int]
"""Which of several ways is taken; each has its own choices made already."""


def is_role(value: Any) -> bool:
    """Say whether something stands for a table or a column."""
    return isinstance(value, str) and value.startswith("@")


def places(data: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Give everything in plain data with its place, outer before inner."""
    yield place, data
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list | tuple) else ()
    for name, part in parts:
        yield from places(part, f"{place}.{name}" if place else str(name))


def roles_in(data: Any) -> dict[str, str]:
    """Name the roles in a definition, each with the first place at which it stands; a column's table is among them."""
    found: dict[str, str] = {}
    for place, value in places(data):
        if is_role(value):
            role = value[1:]
            found.setdefault(role.split(".")[0], place)
            found.setdefault(role, place)
    return found


def parameters_in(data: Any) -> dict[str, str]:
    """Name the parameters in a definition, each with the first place at which it stands."""
    found: dict[str, str] = {}
    for place, value in places(data):
        if isinstance(value, dict) and value.get("kind") == "param":
            found.setdefault(str(value.get("name")), place)
    return found


def chosen(data: Any, pick: Pick) -> Any:
    """Give the definition with one way taken wherever there are several; the innermost choices are made first."""
    if isinstance(data, dict):
        if data.get("kind") == "either":
            ways = [chosen(way, pick) for way in data["of"]]
            return ways[pick(ways)]
        return {name: chosen(part, pick) for name, part in data.items()}
    if isinstance(data, list | tuple):
        return [chosen(part, pick) for part in data]
    return data


def settled(data: Any, values: Mapping[str, Any], *, everywhere: bool = False) -> Any:
    """Put parameters' values in where the language takes no parameter; or everywhere."""
    if isinstance(data, dict):
        if everywhere and data.get("kind") == "param":
            return values[data["name"]]
        return {name: settled(part, values, everywhere=everywhere or name in STRUCTURE) for name, part in data.items()}
    if isinstance(data, list | tuple):
        return [settled(part, values, everywhere=everywhere) for part in data]
    return data


def placed(data: Any, found: Mapping[str, str]) -> Any:
    """Put tables and columns in for roles: ``found`` is role -> ``"table"`` or ``"table.column"``."""
    if is_role(data):
        role = data[1:]
        table = found[role.split(".")[0]]
        return found[role].removeprefix(f"{table}.") if "." in role else table
    if isinstance(data, dict):
        return {name: placed(part, found) for name, part in data.items()}
    if isinstance(data, list | tuple):
        return [placed(part, found) for part in data]
    return data
