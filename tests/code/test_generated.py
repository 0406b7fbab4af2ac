"""Over generated definitions, too: Python and YAML rebuild the same, English speaks, and what Python says fits the tables."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seg_widgets.code.english import english, node_words
from seg_widgets.code.python import python_code
from seg_widgets.code.yaml import read_yaml, yaml_code
from seg_widgets.definition import Segment
from tests.generate import AS_OFS, SCHEMA, segments

from .test_python import rebuild

ANY = st.sampled_from(SCHEMA.entities()).flatmap(lambda e: segments(SCHEMA, e, AS_OFS[0])).map(Segment.load)
SHORT = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@SHORT
@given(ANY, st.text(min_size=1), st.text())
def test_python_rebuilds_the_same_definition(segment: Segment, name: str, description: str) -> None:
    named = segment.model_copy(update={"name": name, "description": description})
    for schema in (SCHEMA, None):
        assert rebuild(python_code(named, schema), SCHEMA).dump() == named.dump()


@SHORT
@given(ANY, st.text(min_size=1), st.text())
def test_yaml_reads_back_the_same_definition_and_bytes(segment: Segment, name: str, description: str) -> None:
    named = segment.model_copy(update={"name": name, "description": description})
    text = yaml_code(named)
    assert read_yaml(text).dump() == named.dump()
    assert yaml_code(read_yaml(text)) == text


@SHORT
@given(ANY)
def test_english_says_each_part_on_its_line(segment: Segment) -> None:
    for schema in (SCHEMA, None):
        said = english(segment, schema)
        assert all(line.isprintable() for line in said.splitlines())
        assert "\n" not in node_words(segment.where, segment.entity, schema)


VALUES = st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()


@SHORT
@given(VALUES | st.lists(VALUES, min_size=1))
def test_any_value_survives(value: Any) -> None:
    op = "one_of" if isinstance(value, list) else "is"
    where = {
        "kind": "all",
        "members": [{"kind": "criterion", "metric": {"kind": "attribute", "column": "seats"}, "op": op, "value": value}],
    }
    segment = Segment("n", where, entity="accounts")
    for made in (rebuild(python_code(segment), SCHEMA), read_yaml(yaml_code(segment))):
        assert repr(made.where) == repr(segment.where)  # repr: 1, 1.0 and True are not one
