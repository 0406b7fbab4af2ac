"""Segments, however they are given: one or several, a condition, names of the workspace's, or a segmentation, whose parts they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

from seg_widgets.analysis.dimensions import asked
from seg_widgets.analysis.home import Home
from seg_widgets.definition import By, Priority, Segment, Split
from seg_widgets.definition.check import type_of
from seg_widgets.definition.segmentation import Slice, part_of, parts_of, slices
from seg_widgets.dsl import Comparable, Expression
from seg_widgets.errors import DefinitionError, Problem, suggest
from seg_widgets.results import dimension_slices

MOST_PARTS = 200
"""A segmentation of more parts than this is refused: nobody follows so many."""


def segment_of(ws: Home, given: Any, where: str = "segment") -> Segment:
    """Give a segment: itself, a condition's, or that of the workspace which has a name.

    Parameters
    ----------
    where
        What an error calls it.

    Raises
    ------
    DefinitionError
        ``unknown-segment``, ``not-a-segment``.
    """
    if isinstance(given, Segment):
        return given
    if isinstance(given, str):
        return _known(ws, given, where)
    if isinstance(given, Expression) and not isinstance(given, Comparable):
        node = asked(ws, given, None, where=where).node
        assert isinstance(node, Segment)
        return node
    if isinstance(given, Split | Priority):
        words, hint = (
            f"{given.name!r} is a segmentation, not one segment.",
            "Give one of its parts: .parts(ws)[0].segment.",
        )
    else:
        said = "None" if given is None else f"A value of type {type(given).__name__}"
        words, hint = f"{said} is no segment.", "Give a sw.Segment, or the name of one in ws.segments."
    raise DefinitionError(Problem("not-a-segment", words, where, hint))


def several(ws: Home, given: Any, days: Sequence[date], where: str = "segments") -> dict[str, Segment]:
    """Give segments by name, of one entity.

    Parameters
    ----------
    given
        A segment, several, a mapping of names to segments, a segmentation (its parts), or ``None``: those of the workspace.
        A text is the name of one of the workspace's.
    days
        The days on which the values of a split are looked up.
    where
        What an error calls them.

    Raises
    ------
    DefinitionError
        ``no-segments``, ``unknown-segment``, ``not-a-segment``, ``entity-differs``, ``too-many-parts``.
    """
    if isinstance(given, Split | Priority):
        return _parts(ws, given, days)
    if given is None:
        given = list(ws.segments.values())
    if isinstance(given, Segment | str | Expression) or not isinstance(given, Iterable):
        given = [given]
    named: Iterable[tuple[str, Any]] = given.items() if isinstance(given, Mapping) else ((_name(ws, s, where), s) for s in given)
    found: dict[str, Segment] = {}
    for name, each in named:
        segment = segment_of(ws, each, where)
        number, made = 2, str(name)
        while made in found:
            number, made = number + 1, f"{name} ({number})"
        found[made] = segment
    if not found:
        hint = "Give segments, or save some in ws.segments."
        raise DefinitionError(Problem("no-segments", "There are no segments to look at.", where, hint))
    entities = list(dict.fromkeys(s.entity for s in found.values()))
    if len(entities) > 1:
        words = f"Segments of {entities[0]!r} and of {entities[1]!r} cannot be set side by side."
        raise DefinitionError(Problem("entity-differs", words, where, "Take segments of one entity."))
    return found


def _name(ws: Home, given: Any, where: str) -> str:
    return given if isinstance(given, str) else segment_of(ws, given, where).name


def _known(ws: Home, name: str, where: str) -> Segment:
    if name not in ws.segments:
        hint = suggest(name, ws.segments, what="segments")
        raise DefinitionError(Problem("unknown-segment", f"The workspace has no segment {name!r}.", where, hint))
    return ws.segments[name]


def _parts(ws: Home, given: Split | Priority, days: Sequence[date]) -> dict[str, Segment]:
    if isinstance(given, Priority):
        return {", ".join(part.values): part.segment for part in parts_of(given)}
    sliced = [_slices(ws, dimension, given.entity, days, f"by.{number}") for number, dimension in enumerate(given.by)]
    made = [part_of(given, chosen) for chosen in product(*sliced)]
    if len(made) > MOST_PARTS:
        words = f"There are {len(made):,} parts: nobody follows so many."
        raise DefinitionError(Problem("too-many-parts", words, "by", "Cut into bands, or take one dimension."))
    return {", ".join(part.values): part.segment for part in made}


def _slices(ws: Home, dimension: Any, entity: str, days: Sequence[date], place: str) -> list[Slice]:
    """Give the slices of a dimension on any of the days."""
    if not isinstance(dimension, By):
        type_ = type_of(dimension.metric, entity, ws.schema, f"{place}.metric", [])
        return slices(dimension, (), type_ or "number")
    found: dict[str, Slice] = {}
    for day in dict.fromkeys([*days[-1:], *days[:1]]):
        found |= {s.words: s for s in dimension_slices(dimension, entity, ws.session, day, place) if s.words not in found}
    return list(found.values())
