"""The text of a part of a plan: equal parts have one text, different parts have two."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from seg_widgets import plan as planning
from seg_widgets.definition import Segment
from seg_widgets.engines.store.text import text_of
from seg_widgets.plan import ColumnLeaf, ConstantExpr, make_plan
from tests.engines.agreement import World, worlds

SAME = [(1, 1.0), (True, 1), (0.0, -0.0), (Decimal("1.50"), 1.5), (Decimal("1.0"), Decimal("1.00")), (2**70, Decimal(2**70))]
OTHER = [
    (1, "1"), (0.1, Decimal("0.1")), (None, "-"), (None, 0), ("a", "A"), ("a,b", ("a", "b")), (("a", "b"), ("b", "a")),
    ((1, (2,)), ((1, 2),)),
    ((), ("",)), (date(2024, 1, 1), "2024-01-01"), (date(2024, 1, 1), datetime(2024, 1, 1)), (math.inf, -math.inf), (math.inf, "endless"),
    ('"', "\\"), ("ü", "u\u0308"), ("[", ()), ("a\n", "a"), (2**53, 2**53 + 1), ("\ud800", "?"),
    (ColumnLeaf("a", "b", "text"), ColumnLeaf("a b", "", "text")), (ColumnLeaf("t", "c", "text"), ColumnLeaf("t", "c", "list")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME, ids=repr)
def test_what_is_equal_is_written_alike(one: Any, other: Any) -> None:
    assert one == other
    assert text_of(one) == text_of(other)
    assert text_of(ConstantExpr(one)) == text_of(ConstantExpr(other))


@pytest.mark.parametrize(("one", "other"), OTHER, ids=repr)
def test_what_differs_is_written_differently(one: Any, other: Any) -> None:
    assert one != other
    assert text_of(one) != text_of(other)


@pytest.mark.parametrize(
    "part", [{"a": 1}, [1], {1}, b"a", object(), math.nan, ColumnLeaf, ("a", [1])], ids=lambda part: type(part).__name__
)
def test_what_is_no_part_of_a_plan_has_no_text(part: Any) -> None:
    with pytest.raises(TypeError):
        text_of(part)


def test_no_two_kinds_of_parts_have_one_name() -> None:
    kinds = [getattr(planning, name) for name in planning.__all__ if is_dataclass(getattr(planning, name))]
    assert len({kind.__name__ for kind in kinds}) == len(kinds) > 20


def _parts(node: Any) -> Iterator[Any]:
    yield node
    below = node if isinstance(node, tuple) else [getattr(node, f.name) for f in fields(node)] if is_dataclass(node) else ()
    for part in below:
        yield from _parts(part)


def _others(value: Any) -> Any:
    """Give a value that differs a little."""
    match value:
        case bool():
            return not value
        case int() | float() | Decimal():
            return value + 1
        case str():
            return value + " "
        case date():
            return value - timedelta(1) if value > date.min else value + timedelta(1)
        case None:
            return "none"
        case tuple():
            return (*value, None)
    return None


@settings(max_examples=5, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(worlds(6))
def test_parts_of_generated_plans_are_equal_where_their_texts_are(world: World) -> None:
    found: list[Any] = []
    for definition, known in world.libraries:
        others = {name: Segment.load(other) for name, other in known.items()}
        found += _parts(make_plan(Segment.load(definition), world.schema, world.as_of, others).tree)
    texts: dict[str, Any] = {}
    for part in found:
        assert texts.setdefault(text_of(part), part) == part, "one text, two parts"
    assert len(set(map(repr, texts.values()))) == len(texts)
    values: dict[Any, str] = {}
    for part in found:
        assert values.setdefault(part, text_of(part)) == text_of(part), "one part, two texts"
    for part in {repr(p): p for p in found if is_dataclass(p)}.values():  # each field is written
        for field in fields(part):
            changed = replace(part, **{field.name: _others(getattr(part, field.name))})
            assert text_of(changed) != text_of(part), field.name
