"""Walking a definition, replacing at a place, and leaving out what is muted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seg_widgets.definition.base import Node
from seg_widgets.definition.criteria import Condition, EveryRow, Group, Related
from seg_widgets.errors import DefinitionError, Problem


def walk(node: Node, place: str = "") -> Iterator[tuple[str, Node]]:
    """Give every node with its place, outer before inner, in the order in which they are written."""
    yield place, node
    for name in type(node).model_fields:
        value = getattr(node, name)
        here = f"{place}.{name}" if place else name
        if isinstance(value, Node):
            yield from walk(value, here)
        elif isinstance(value, tuple):
            for number, part in enumerate(value):
                if isinstance(part, Node):
                    yield from walk(part, f"{here}.{number}")


def get(node: Node, place: str) -> Any:
    """Give what stands at a place.

    Raises
    ------
    DefinitionError
        ``no-such-place``.
    """
    at: Any = node
    for step in place.split(".") if place else ():
        try:
            at = at[int(step)] if isinstance(at, tuple) else getattr(at, _field(at, step))
        except (IndexError, ValueError, AttributeError):
            raise DefinitionError(Problem("no-such-place", f"The definition has no place {place!r} (at {step!r}).", place)) from None
    return at


def replace(node: Node, place: str, new: Any) -> Any:
    """Give a copy of the definition with something else at a place; checked again on the way up."""
    if not place:
        return new
    get(node, place)
    return _replace(node, place.split("."), new)


def _replace(at: Any, steps: list[str], new: Any) -> Any:
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    if isinstance(at, tuple):
        number = int(step)
        return (*at[:number], _replace(at[number], rest, new), *at[number + 1 :])
    fields = {name: getattr(at, name) for name in type(at).model_fields}
    return type(at)(**(fields | {step: _replace(fields[step], rest, new)}))


def _field(at: Any, step: str) -> str:
    if isinstance(at, Node) and step in type(at).model_fields:
        return step
    raise AttributeError(step)


def unmuted(condition: Condition) -> Condition | None:
    """Give the condition without what is muted; ``None`` where nothing is left.

    A muted criterion is as if it were not there, and a group with nothing left is muted. ``at_least n`` keeps its n, so it
    is not met where fewer than n members are left.
    """
    if condition.muted:
        return None
    if isinstance(condition, Group):
        members = tuple(m for m in map(unmuted, condition.members) if m is not None)
        return condition.model_copy(update={"members": members}) if members else None
    if isinstance(condition, Related):
        where = unmuted(condition.where)
        scope = unmuted(condition.scope) if condition.scope is not None else None
        return condition.model_copy(update={"where": where, "scope": scope}) if where is not None else None
    if isinstance(condition, EveryRow):
        has = unmuted(condition.has)
        return condition.model_copy(update={"has": has}) if has is not None else None
    return condition
