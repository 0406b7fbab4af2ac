"""What a definition stands for: parameters replaced by their values, other segments by their own conditions.

Done once, before the check and the plan, so no target knows of either.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seg_widgets.definition.criteria import InSegment
from seg_widgets.definition.parameters import Param
from seg_widgets.definition.segment import Segment
from seg_widgets.definition.walk import walk
from seg_widgets.errors import DefinitionError, Problem, suggest

Known = Mapping[str, Segment]
"""The segments that may be referred to, by name."""


def resolved(segment: Segment, known: Known | None = None) -> Segment:
    """Give the segment without parameters and references.

    A reference becomes an all-group that holds the other segment's condition, itself resolved; places outside of it stay.

    Raises
    ------
    DefinitionError
        ``unknown-parameter``, ``unknown-segment``, ``circle`` or ``entity-differs``; also whatever is wrong with a value
        that a parameter puts in.
    """
    if not any(isinstance(node, Param | InSegment) for _, node in walk(segment.where)):
        return segment if not segment.parameters else _without_parameters(segment, segment.dump()["where"])
    return _without_parameters(segment, _where(segment, known or {}, (segment.name,)))


def references(segment: Segment) -> list[tuple[str, str]]:
    """List the places at which other segments stand, with their names."""
    return [(f"where.{place}" if place else "where", node.name) for place, node in walk(segment.where) if isinstance(node, InSegment)]


def _without_parameters(segment: Segment, where: Any) -> Segment:
    made = Segment(name=segment.name, description=segment.description, entity=segment.entity, where=where)
    made._home = segment._home
    return made


def _where(segment: Segment, known: Known, way: tuple[str, ...]) -> Any:
    values = {p.name: p.default for p in segment.parameters}
    return _filled(segment.dump()["where"], "where", segment, values, known, way, segment.entity)


def _filled(data: Any, place: str, segment: Segment, values: Mapping[str, Any], known: Known, way: tuple[str, ...], entity: str) -> Any:
    if isinstance(data, list):
        return [_filled(part, f"{place}.{number}", segment, values, known, way, entity) for number, part in enumerate(data)]
    if not isinstance(data, dict):
        return data
    if data.get("kind") == "param":
        if data["name"] not in values:
            hint = suggest(data["name"], values, what="parameters")
            raise DefinitionError(Problem("unknown-parameter", f"There is no parameter {data['name']!r}.", place, hint))
        value = values[data["name"]]
        return list(value) if isinstance(value, tuple) else value
    if data.get("kind") == "segment":
        inner = _referred(data["name"], place, known, way, entity)
        muted = {"muted": True} if data.get("muted") else {}
        return {"kind": "all", "members": [_where(inner, known, (*way, inner.name))], **muted}
    found = {}
    for name, part in data.items():
        below = entity  # whose segments may stand there
        if data.get("kind") == "related":
            below = data["table"]
        elif name in ("where", "has") and "table" in data:
            below = _ROWS
        found[name] = _filled(part, f"{place}.{name}", segment, values, known, way, below)
    return found


_ROWS = ""
"""No entity: in a row filter."""


def _referred(name: str, place: str, known: Known, way: tuple[str, ...], entity: str) -> Segment:
    if entity == _ROWS:
        said = "A row filter is about the row's own columns; a segment is of entities."
        raise DefinitionError(Problem("not-in-a-row-filter", said, place, "Take it out of the filter."))
    if name in way:
        circle = " -> ".join([*way[way.index(name) :], name])
        raise DefinitionError(Problem("circle", f"Segments refer to each other in a circle: {circle}.", place, "Take one reference out."))
    if name not in known:
        raise DefinitionError(Problem("unknown-segment", f"There is no segment {name!r}.", place, suggest(name, known, what="segments")))
    inner = known[name]
    if inner.entity != entity:
        raise DefinitionError(
            Problem(
                "entity-differs",
                f"{name!r} is a segment of {inner.entity}, not of {entity}.",
                place,
                f"Put it into a related group of {inner.entity}.",
            )
        )
    return inner
