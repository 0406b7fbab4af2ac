"""Generated worlds, and whether a warehouse agrees with the reference about them: members, unknown, every node, the statement."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from seg_widgets.definition import Segment
from seg_widgets.schema import Schema
from seg_widgets.workspace import Workspace
from tests.engines.elsewhere import ordered
from tests.engines.loaded import answers
from tests.generate import AS_OFS, SCHEMA, UNIVERSE, libraries, rows
from tests.reference import evaluate

ENTITIES = ["accounts", "accounts", "contacts", "subscriptions"]


class World:
    """Tables, definitions over them with those that they know, and a day. (No dataclass: hypothesis would print all of it.)"""

    def __init__(self, schema: Schema, rows: Any, libraries: Any, as_of: date) -> None:
        self.schema, self.rows, self.libraries, self.as_of = schema, rows, libraries, as_of


@st.composite
def worlds(draw: Any, definitions: int) -> World:
    """Draw a world with so many definitions."""
    as_of, schema = draw(st.sampled_from(AS_OFS)), draw(st.sampled_from([SCHEMA, UNIVERSE]))
    entities = st.sampled_from(ENTITIES)
    several = st.lists(entities.flatmap(lambda e: libraries(schema, e, as_of)), min_size=definitions, max_size=definitions)
    return World(schema, draw(rows(schema, as_of)), draw(several), as_of)


def sampled(examples: int) -> Any:
    """Draw so many worlds, the same ones each time; nothing is tried again, as each takes a while."""
    return settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate], print_blob=True,
    )  # fmt: skip


def agree(home: Workspace, world: World) -> None:
    """Hold a warehouse against the reference."""
    for definition, known in world.libraries:
        segment = Segment.load(definition)
        home.segments = {name: Segment.load(other) for name, other in known.items()}
        expected = evaluate(definition, world.schema, world.rows, world.as_of, known)
        whole = home.members(segment, world.as_of).iloc[:, 0].tolist()
        text = home.export(segment, "sql", as_of=world.as_of)
        assert whole == list(ordered(expected.members)), (definition, text)
        found = answers(home, segment, world.as_of)
        assert found == tuple(map(ordered, (expected.members, expected.unknown, expected.in_unknown))), definition
        for place, node in home.evaluate(segment, world.as_of).by_place():
            if place in expected.nodes:
                met, unknown = expected.nodes[place]
                keys = [home.rows_of(segment.entity, bits.array()).iloc[:, 0].tolist() for bits in (node.met, node.maybe)]
                assert [set(k) for k in keys] == [set(met), set(unknown)], (place, definition)
