"""The hand-written definitions hold everything that a definition may hold: what a target cannot write shows up in its tests."""

from __future__ import annotations

from typing import get_args

import pytest

from seg_widgets.definition import (
    OPERATORS,
    Aggregate,
    Aggregation,
    Arithmetic,
    Criterion,
    Habit,
    Last,
    Peers,
    Quantifier,
    Related,
    Span,
    Unit,
    segmentation,
)
from seg_widgets.definition.base import Node
from seg_widgets.definition.walk import walk

from .corpus import SEGMENTS

NODES = [node for segment in SEGMENTS for _, node in walk(segment)]


def node_classes(base: type[Node] = Node) -> set[type[Node]]:
    return {c for s in base.__subclasses__() if s.__module__.startswith("seg_widgets.definition") for c in {s} | node_classes(s)}


def test_every_class_of_node_is_there() -> None:
    beside = {c for c in node_classes() if c.__module__ == segmentation.__name__}  # made of segments, not parts of one
    assert {type(n) for n in NODES} == node_classes() - beside


@pytest.mark.parametrize(
    ("kind", "field", "known"),
    [
        (Criterion, "op", set(OPERATORS)),
        (Arithmetic, "op", set("+-*")),
        (Aggregate, "agg", set(get_args(Aggregation))),
        (Related, "quantifier", set(get_args(Quantifier))),
        (Peers, "stat", {"median", "mean", "quantile"}),
        (Habit, "kind", {"first_ever", "stopped", "resumed"}),
        (Last, "unit", set(get_args(Unit))),
        (Span, "unit", set(get_args(Unit))),
    ],
)
def test_every_word_is_there(kind: type[Node], field: str, known: set[str]) -> None:
    assert {getattr(n, field) for n in NODES if isinstance(n, kind)} == known


def test_every_field_is_there_with_a_value_that_is_not_its_default() -> None:
    missing = {(type(n).__name__, f) for n in NODES for f in type(n).model_fields if f not in ("kind", "format")}
    for n in NODES:
        missing -= {(type(n).__name__, f) for f, i in type(n).model_fields.items() if getattr(n, f) != i.default}
    assert missing == set()
