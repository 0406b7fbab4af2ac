"""Over generated data and definitions the engine agrees with the reference: members, unknown, every node, the statement."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, given, settings

from seg_widgets.definition import Segment
from tests.engines.agreement import World, worlds
from tests.engines.loaded import answers, prepared, tight, workspace
from tests.reference import evaluate

EXAMPLES = int(os.environ.get("SEG_WIDGETS_EXAMPLES", "25"))
"""How many worlds, each with several definitions; a nightly run takes thousands."""


@settings(
    max_examples=EXAMPLES, derandomize=EXAMPLES < 100, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate] if EXAMPLES < 100 else [Phase.generate, Phase.shrink], print_blob=True,
)  # fmt: skip
@given(worlds(8))
def test_the_engine_agrees_with_the_reference(world: World) -> None:
    home, *others = (made(workspace(world.rows, world.schema)) for made in (lambda home: home, prepared, tight))
    for definition, known in world.libraries:
        segment = Segment.load(definition)
        home.segments = {name: Segment.load(other) for name, other in known.items()}
        expected = evaluate(definition, world.schema, world.rows, world.as_of, known)
        assert answers(home, segment, world.as_of) == tuple(map(tuple, (expected.members, expected.unknown, expected.in_unknown)))
        for place, node in home.evaluate(segment, world.as_of).by_place():
            if place in expected.nodes:
                met, unknown = expected.nodes[place]
                keys = [home.rows_of(segment.entity, bits.array()).iloc[:, 0].tolist() for bits in (node.met, node.maybe)]
                assert [set(k) for k in keys] == [set(met), set(unknown)], place
        text = home.export(segment, "sql", as_of=world.as_of)
        statement = [key for (key,) in home.database.rows(text, "whole")]
        assert sorted(statement, key=repr) == sorted(expected.members, key=repr), text
        for other in others:
            other.segments = home.segments
            assert answers(other, segment, world.as_of) == tuple(map(tuple, (expected.members, expected.unknown, expected.in_unknown)))
