"""Everything that a definition has in it, as words to be counted: what the generator has reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from seg_widgets import definition
from seg_widgets.definition import Segment
from seg_widgets.definition.base import Node
from seg_widgets.definition.walk import walk

ABOUT = {"name", "description", "label", "format", "entity"}
"""Fields that say nothing of the meaning."""


def everything() -> set[str]:
    """Name all that a segment can hold, read off the nodes: each kind, each field, each word that a field may have."""
    found = set()
    for node in _nodes(Segment, set()):
        found.add(node.__name__)
        for name, field in node.model_fields.items():
            if name not in ABOUT:
                words = {f"{node.__name__}.{name} {word}" for word in _words(field.annotation)}
                found |= words or {f"{node.__name__}.{name}"}
    return found


def _nodes(annotation: Any, found: set[type[Node]]) -> set[type[Node]]:
    """Collect the nodes that a type is made of, and those that their fields are made of."""
    if isinstance(annotation, type) and issubclass(annotation, Node):
        if annotation not in found:
            found.add(annotation)
            for field in annotation.model_fields.values():
                _nodes(field.annotation, found)
    else:
        for part in get_args(annotation):
            _nodes(part, found)
    return found


def _words(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    elif get_origin(annotation) is Annotated:
        yield from _words(get_args(annotation)[0])


def features(segment: Segment) -> set[str]:
    """Name what is in a definition: kinds, fields and their words, what stands inside of what, and how deep it nests."""
    found = {f"deep {_depth(segment.where)}"}
    for _, node in walk(segment):
        kind = type(node).__name__
        found.add(kind)
        for name, field in type(node).model_fields.items():
            value = getattr(node, name)
            words = set(_words(field.annotation))
            if words:
                found.add(f"{kind}.{name} {value}")
            elif value != field.default or field.is_required():
                found.add(f"{kind}.{name}")
            if isinstance(value, definition.Param) or (isinstance(value, tuple) and any(isinstance(v, definition.Param) for v in value)):
                found.add(f"param as {kind}.{name}")
            if kind == "Criterion" and name == "value" and isinstance(value, Node) and hasattr(value, "kind"):
                found.add(f"against {value.kind}")
    return found | set(_inside(segment.where, ""))


def _inside(node: Node, place: str) -> Iterator[str]:
    """Name what stands inside of related groups, of row filters, and of metrics made of others."""
    if place:
        yield f"{getattr(node, 'kind', '')} inside {place}"
    for name in type(node).model_fields:
        value = getattr(node, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield from _inside(part, _next(node, name, place))


def _next(node: Node, part: str, place: str) -> str:
    kind = getattr(node, "kind", "")
    if kind == "related":
        return "related"
    if part in ("where", "has"):
        return "row filter"
    return kind if part == "of" else place


def _depth(node: Any) -> int:
    """Count the groups and related groups one inside the other."""
    if node.kind == "related":
        return _depth(node.where)
    return 1 + max((_depth(member) for member in node.members), default=0) if hasattr(node, "members") else 0
