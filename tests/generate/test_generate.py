"""The generator reaches everything, fits the tables, and is not idle."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from seg_widgets.definition import Segment
from seg_widgets.definition.check import check
from tests.generate import AS_OFS, SCHEMA, UNIVERSE, libraries, rows
from tests.generate.walk import everything, features
from tests.reference import evaluate

EXAMPLES = 300
DEFINITIONS = 600
SEEDS = 10
FIXED = settings(
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Over several seeds: within one run hypothesis lingers about the same few choices, so that a single run is a poor sample."""

BESIDE = (
    {f"{kind} inside related" for kind in ("criterion", "aggregate", "change", "related", "none", "everyone", "outer", "peers", "tier")}
    | {f"{kind} inside related" for kind in ("lookup", "first_ever", "every_row", "sequence", "listed", "segment", "since")}
    | {f"{kind} inside row filter" for kind in ("all", "any", "none", "at_least", "criterion", "tenure", "ratio", "outer", "map")}
    | {f"{kind} inside change" for kind in ("aggregate", "arithmetic", "ratio", "if_missing", "map", "peers")}
    | {f"against {kind}" for kind in ("attribute", "aggregate", "outer", "span", "peers", "lookup", "param", "ordered")}
    | {f"param as {place}" for place in ("Criterion.value", "Last.n", "Since.n", "Ago.a", "Span.n", "Group.n", "Related.n")}
    | {f"param as {place}" for place in ("Step.within", "Constant.value")}
    | {f"deep {n}" for n in (1, 2, 3, 4)}
)
"""What is to be reached beside all nodes, fields and their words, which are read off the nodes."""


ROWS = {as_of: rows(SCHEMA, as_of) for as_of in AS_OFS}  # made once: that takes longer than to draw from them
ENTITIES = ["accounts", "accounts", "contacts", "subscriptions"]


@st.composite
def worlds(draw):
    """A definition, those that it knows, a workspace with a universe or without, its data, and a day."""
    as_of, schema = draw(st.sampled_from(AS_OFS)), draw(st.sampled_from([SCHEMA, UNIVERSE]))
    segment, known = draw(libraries(schema, draw(st.sampled_from(ENTITIES)), as_of))
    return segment, known, schema, draw(ROWS[as_of]), as_of


def sample(strategy, examples, seeds):
    found = []

    for number in range(seeds):

        @seed(number)
        @settings(FIXED, max_examples=examples // seeds)
        @given(strategy)
        def generate(drawn):
            found.append(drawn)

        generate()
    return found


@pytest.fixture(scope="module")
def defined():
    """Definitions alone: many, for what is rare."""
    days = st.sampled_from(ENTITIES).flatmap(lambda entity: libraries(SCHEMA, entity, AS_OFS[0]))
    return [(Segment.load(s), {n: Segment.load(k) for n, k in known.items()}) for s, known in sample(days, DEFINITIONS, SEEDS)]


@pytest.fixture(scope="module")
def generated():
    """Definitions, data and answers."""
    return [
        (segment, data, evaluate(segment, schema, data, as_of, known))
        for segment, known, schema, data, as_of in sample(worlds(), EXAMPLES, SEEDS)
    ]


def test_every_definition_fits_the_tables(defined):
    assert [problem for segment, known in defined for problem in check(segment, SCHEMA, known)] == []


@pytest.mark.parametrize("entity", list(UNIVERSE.universe))
def test_the_universe_fits_the_tables(entity):
    assert check(Segment(name="universe", entity=entity, where=UNIVERSE.universe[entity]), SCHEMA) == []


def test_every_node_and_every_field_and_word_of_one_is_reached(defined):
    """What there is is read off the nodes, so that a new one fails here until it is drawn."""
    counts = Counter(feature for segment, known in defined for each in (segment, *known.values()) for feature in features(each))
    assert {feature for feature in everything() | BESIDE if counts[feature] < 2} == set()


def test_most_answers_are_neither_nobody_nor_everybody(generated):
    asked = [answer for _, _, answer in generated if answer.universe]
    trivial = sum(len(answer.members) in (0, answer.universe) for answer in asked)
    assert trivial / len(asked) < 0.7


def test_answers_come_with_unknown_ones(generated):
    assert sum(bool(answer.unknown) for _, _, answer in generated) > EXAMPLES / 20
    assert sum(bool(answer.in_unknown) for _, _, answer in generated) > EXAMPLES / 20


def test_a_known_answer_is_the_answer_and_the_root_is_the_segment(generated):
    """Kleene's answer, where it is known, is the two-valued one; so a none of all turns members round."""
    for _, _, answer in generated:
        met, unknown = answer.nodes.get("where", (set(), set()))
        assert set(answer.members) == met
        assert {*answer.unknown, *answer.in_unknown} == unknown
        assert not set(answer.unknown) & met
        assert set(answer.in_unknown) <= met
        assert answer.universe >= len(answer.members) + len(answer.unknown)


def test_data_has_its_traps(generated):
    tables = [data for _, data, _ in generated]
    assert any(not data["accounts"] for data in tables)
    assert any(not data["usage"] for data in tables)
    assert any(row["at"] is None for data in tables for row in data["usage"])
    assert any(row["account"] == "nowhere" for data in tables for row in data["contacts"])
    ties = [Counter((row["account"], row["opened"]) for row in data["tickets"]) for data in tables]
    assert any(n > 1 for counts in ties for n in counts.values())
    assert any(row["tags"] is None for data in tables for row in data["accounts"])
    assert any(row["tags"] == [] for data in tables for row in data["accounts"])
    assert any(None in (row["tags"] or []) for data in tables for row in data["accounts"])
    assert any(row["edition"] not in (None, "Go", "gold", "Gold") for data in tables for row in data["accounts"])
    assert any(not data["benchmarks"] for data in tables)


def test_a_universe_leaves_some_out_and_most_in(generated):
    inside = [(answer.universe, len(data[segment["entity"]])) for segment, data, answer in generated if data[segment["entity"]]]
    smaller = sum(universe < entities for universe, entities in inside)
    assert len(inside) / 10 < smaller < len(inside) * 0.6
    assert sum(universe for universe, _ in inside) > 0.6 * sum(entities for _, entities in inside)
