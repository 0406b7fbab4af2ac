"""Segmentations answered: which parts there are, who is in them, how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlglot import exp

from seg_widgets.definition import By, Criterion, Everyone, Part, Segment, Segmentation, Split
from seg_widgets.definition.check import type_of
from seg_widgets.definition.orders import order_of
from seg_widgets.definition.resolve import Known
from seg_widgets.definition.segmentation import Slice, part_of, parts_of, slices
from seg_widgets.engines import Session
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.plan import Compare, Plan, leaves, make_plan
from seg_widgets.results.bits import Bits
from seg_widgets.results.evaluate import Evaluation, evaluate_all
from seg_widgets.schema import family
from seg_widgets.sql import column, different

MOST_VALUES = 500
"""A dimension with more values than this is refused: nobody reads so many parts."""


@dataclass(frozen=True)
class Found:
    """A part and its members."""

    part: Part
    members: Bits


def found_parts(segmentation: Segmentation, session: Session, as_of: date, known: Known | None = None) -> tuple[Evaluation, list[Found]]:
    """Answer a segmentation: the whole it is of, and its parts that have members.

    Raises
    ------
    DefinitionError
        Something does not fit the tables, with its place in the segmentation; ``too-many-parts``.
    """

    def answers(asked: Sequence[tuple[Segment, str]]) -> list[Evaluation]:
        return evaluate_all([planned(segment, place, session, as_of, known) for segment, place in asked], session)

    if isinstance(segmentation, Split):
        (whole,) = answers([(segmentation.segment, "segment")])
        dimensions = [dimension_slices(d, segmentation.entity, session, as_of, f"by.{number}") for number, d in enumerate(segmentation.by)]
        # What the slices compare is compared together.
        found = iter(answers([(slice_segment(segmentation, s), f"by.{n}") for n, dimension in enumerate(dimensions) for s in dimension]))
        sliced = [[(s, next(found).members) for s in dimension] for dimension in dimensions]
        return whole, [Found(part_of(segmentation, chosen), who) for chosen, who in _combined(sliced, whole.members, ())]
    parts = parts_of(segmentation)
    evaluations = answers([(part.segment, f"segments.{number}") for number, part in enumerate(parts)])
    having = [Found(part, e.members) for part, e in zip(parts, evaluations, strict=True) if e.members.count()]
    return answers([(everyone(segmentation), "")])[0], having


def planned(segment: Segment, place: str, session: Session, as_of: date, known: Known | None) -> Plan:
    """Plan one of the segments of a segmentation; ``place`` is where it stands in it."""
    try:
        return make_plan(segment, session.schema, as_of, known)
    except DefinitionError as error:
        raise DefinitionError([_at(problem, place) for problem in error.problems]) from None


def slice_segment(split: Split, slice_: Slice) -> Segment:
    """Make a segment of those who are in one slice of a dimension."""
    return Segment(name="part", entity=split.entity, where=slice_.condition)


def everyone(segmentation: Segmentation) -> Segment:
    """Make a segment of all of the entity, of which an order of priority is."""
    return Segment(name="everyone", entity=segmentation.entity, where=Everyone())


def _combined(sliced: Sequence[Any], who: Bits, chosen: tuple[Slice, ...]) -> Iterator[tuple[tuple[Slice, ...], Bits]]:
    if not who.count():
        return
    if not sliced:
        yield chosen, who
        return
    for slice_, members in sliced[0]:
        yield from _combined(sliced[1:], who & members, (*chosen, slice_))


def dimension_slices(dimension: Any, entity: str, session: Session, as_of: date, place: str, *, there: bool = False) -> list[Slice]:
    """Give the slices of a dimension, its values those of the day.

    Parameters
    ----------
    place
        Where it stands, for an error.
    there
        The values are told apart where the tables are, unless they have been read: the dimension is not read for it.
    """
    schema = session.schema
    problems: list[Problem] = []
    type_ = type_of(dimension.metric, entity, schema, f"{place}.metric", problems)
    if type_ is None:
        raise DefinitionError(problems)
    if not isinstance(dimension, By):
        return slices(dimension, (), type_)
    values = _values(dimension, entity, session, as_of, type_ if there else None)
    if len(values) > MOST_VALUES:
        many = f"more than {MOST_VALUES:,}" if there else f"{len(values):,}"
        raise DefinitionError(
            Problem("too-many-parts", f"There are {many} values: nobody reads so many parts.", place, "Cut it into bands.")
        )
    order = order_of(dimension.metric, entity, schema)
    if order is not None:
        place_of = {value: number for number, value in enumerate(order)}
        values = sorted(values, key=lambda v: (place_of.get(v, len(order)), v))
    return slices(dimension, values, type_)


def _values(dimension: By, entity: str, session: Session, as_of: date, there: str | None) -> list[Any]:
    """List the values that the metric has, sorted; ``there``: its type, where they may be told apart by a warehouse."""
    probe = Segment(name="values", entity=entity, where=Criterion(metric=dimension.metric, op="is_present"))
    (compare,) = make_plan(probe, session.schema, as_of).tree.members
    assert isinstance(compare, Compare)
    reading = session.reading
    if there is None or not reading.remote or session.holds(entity, leaves(compare.left)):
        return [_plain(value) for value in session.distinct(entity, compare.left)]
    query = different(entity, compare.left, MOST_VALUES + 1, as_of, session.schema, reading.made)
    with reading.relation(query, "found", "values") as found:
        value = session.stored(column("v", "found"), "text" if family(there) == "list" else there, summed=True)
        rows = session.database.rows(exp.select(exp.alias_(value, "v")).from_(found).order_by(column("v")), "values")
    return [_plain(value) for (value,) in rows]


def _plain(value: Any) -> Any:
    value = value.item() if isinstance(value, np.generic) else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _at(problem: Problem, place: str) -> Problem:
    where = problem.place.removeprefix("where")
    if where.startswith(".members"):  # of a band, which has edges
        where = ".edges"
    return Problem(problem.code, problem.message, f"{place}{where}" if place else problem.place, problem.hint)
