"""Over generated data and definitions the engine agrees with the reference: members, unknown, every node, the statement."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from seg_widgets.definition import Segment
from tests.engines.loaded import answers, workspace
from tests.generate import AS_OFS, SCHEMA, rows, segments
from tests.reference import evaluate

EXAMPLES = int(os.environ.get("SEG_WIDGETS_EXAMPLES", "25"))
"""How many worlds, each with several definitions; a nightly run takes thousands."""

SEGMENTS = 8


@dataclass(repr=False)
class World:
    """Tables, definitions over them, and a day; its repr is short, as hypothesis warns of a long one."""

    rows: Any
    segments: Any
    as_of: Any


@st.composite
def worlds(draw: Any) -> World:
    as_of = draw(st.sampled_from(AS_OFS))
    entities = st.sampled_from(["accounts", "accounts", "contacts", "subscriptions"])
    several = st.lists(entities.flatmap(lambda e: segments(SCHEMA, e, as_of)), min_size=SEGMENTS, max_size=SEGMENTS)
    return World(draw(rows(SCHEMA, as_of)), draw(several), as_of)


@settings(
    max_examples=EXAMPLES, derandomize=EXAMPLES < 100, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate] if EXAMPLES < 100 else [Phase.generate, Phase.shrink], print_blob=True,
)  # fmt: skip
@given(worlds())
def test_the_engine_agrees_with_the_reference(world: World) -> None:
    data, as_of = world.rows, world.as_of
    home = workspace(data, SCHEMA)
    for definition in world.segments:
        segment = Segment.load(definition)
        expected = evaluate(definition, SCHEMA, data, as_of)
        assert answers(home, segment, as_of) == tuple(map(tuple, (expected.members, expected.unknown, expected.in_unknown)))
        found = home.evaluate(segment, as_of)
        for place, node in found.by_place():
            if place in expected.nodes:
                met, unknown = expected.nodes[place]
                keys = [home.rows_of(segment.entity, bits.array()).iloc[:, 0].tolist() for bits in (node.met, node.maybe)]
                assert [set(k) for k in keys] == [set(met), set(unknown)], place
        text = home.export(segment, "sql", as_of=as_of)
        statement = [key for (key,) in home.database.rows(text, "whole")]
        assert sorted(statement, key=repr) == sorted(expected.members, key=repr), text
