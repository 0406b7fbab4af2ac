"""Segmentations answered where the tables are: which parts, how many are in each; only what is counted comes over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from seg_widgets.definition import Criterion, Part, Segment, Segmentation, Split
from seg_widgets.definition.resolve import Known
from seg_widgets.definition.segmentation import part_of, parts_of
from seg_widgets.engines import Session
from seg_widgets.plan import EveryonePlan, GroupPlan, Plan
from seg_widgets.results.answer import worth_leaf
from seg_widgets.results.evaluate import is_read
from seg_widgets.results.segmentation import dimension_slices, everyone, planned, slice_segment
from seg_widgets.sql import Parting, how_many, part_counts


@dataclass(frozen=True)
class Counted:
    """A part that was counted where the tables are; ``inside`` is what its members are worth, where the workspace says it."""

    part: Part
    members: int
    inside: float | None = None


@dataclass(frozen=True)
class Cut:
    """A segmentation ready for one statement.

    Attributes
    ----------
    whole
        What it is of.
    by
        Its dimensions; an order of priority is one.
    part
        Gives a part by the places of its slices.
    """

    whole: Plan
    by: tuple[Parting, ...]
    part: Callable[[Sequence[int]], Part]


def cut(segmentation: Segmentation, session: Session, as_of: date, known: Known | None = None) -> Cut:
    """Make a segmentation ready for one statement; of a warehouse, no more is read than which values a dimension has.

    Raises
    ------
    DefinitionError
        As of :func:`found_parts`.
    """

    def plan(segment: Segment, place: str) -> Plan:
        return planned(segment, place, session, as_of, known)

    if isinstance(segmentation, Split):
        whole = plan(segmentation.segment, "segment")
        dimensions = [
            dimension_slices(d, segmentation.entity, session, as_of, f"by.{number}", there=True) for number, d in enumerate(segmentation.by)
        ]
        by = tuple(
            Parting(
                tuple(s.words for s in dimension),
                tuple(plan(slice_segment(segmentation, s), f"by.{n}").tree for s in dimension),
                overlap=any(isinstance(s.condition, Criterion) and s.condition.op == "has_any" for s in dimension),
            )
            for n, dimension in enumerate(dimensions)
        )
        return Cut(whole, by, lambda at: part_of(segmentation, [dimension[n] for dimension, n in zip(dimensions, at, strict=True)]))
    parts = parts_of(segmentation)
    trees = [plan(segment, f"segments.{n}").tree for n, segment in enumerate(segmentation.segments)]
    first = Parting(tuple(part.values[0] for part in parts), (*trees, EveryonePlan()))
    return Cut(plan(everyone(segmentation), ""), (first,), lambda at: parts[at[0]])


def counted_there(made: Cut, session: Session) -> tuple[int, list[Counted]]:
    """Count what a segmentation is of, and its parts that have members, where the tables are: a row a part comes over."""
    reading, leaf = session.reading, worth_leaf(session, made.whole.entity)
    rows = reading.rows(part_counts(made.whole, made.by, session.schema, reading.made, leaf), "count")
    if any(parting.overlap for parting in made.by):
        whole = int(reading.rows(how_many(made.whole, session.schema, reading.made), "count")[0][1])
    else:
        whole = sum(int(row[len(made.by)]) for row in rows)
    found = {tuple(int(n) for n in row[: len(made.by)]): row[len(made.by) :] for row in rows if None not in row[: len(made.by)]}
    return whole, [
        Counted(made.part(at), int(members), float(money[0] or 0) if money else None) for at, (members, *money) in sorted(found.items())
    ]


def is_cut_read(made: Cut, session: Session) -> bool:
    """Say whether all that a segmentation compares has been read, so that it is answered without asking the engine."""
    trees = (made.whole.tree, *(tree for parting in made.by for tree in parting.trees))
    return is_read(replace(made.whole, tree=GroupPlan("all", trees)), session)
