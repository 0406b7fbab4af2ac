"""Spark gives the answers of the spec cases and of generated definitions: a share of them, and all in a nightly run."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given

from seg_widgets.definition import Segment
from seg_widgets.engines.spark import SparkWarehouse
from tests.engines.agreement import World, agree, sampled, worlds
from tests.engines.elsewhere import into_spark, opened, ordered
from tests.engines.loaded import answers, looked_at
from tests.spec.case import Case
from tests.spec.cases import CASES

ALL = bool(os.environ.get("SEG_WIDGETS_ALL_ENGINES"))
"""A nightly run takes every case."""

EXAMPLES = int(os.environ.get("SEG_WIDGETS_EXAMPLES", "2"))
SHARE = CASES if ALL else CASES[3::16]


@pytest.fixture(scope="module")
def warehouse(spark: Any) -> SparkWarehouse:
    return SparkWarehouse(spark)


@pytest.mark.parametrize("case", SHARE, ids=str)
def test_the_session_and_the_statement_give_the_answer_worked_out_by_hand(case: Case, warehouse: SparkWarehouse) -> None:
    schema = looked_at(case.schema, case.rows, case.segment)
    home, segment = opened(warehouse, into_spark(warehouse.session, case.rows, schema), schema), Segment.load(case.segment)
    home.segments = {name: Segment.load(known) for name, known in case.known.items()}
    assert home.members(segment, case.as_of).iloc[:, 0].tolist() == list(ordered(case.members))
    assert answers(home, segment, case.as_of) == tuple(map(ordered, (case.members, case.unknown, case.in_unknown)))


@sampled(EXAMPLES)
@given(worlds(4))
def test_it_agrees_with_the_reference_on_generated_definitions(warehouse: SparkWarehouse, world: World) -> None:
    agree(opened(warehouse, into_spark(warehouse.session, world.rows, world.schema), world.schema), world)
