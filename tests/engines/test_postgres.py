"""PostgreSQL gives the answers of the spec cases and of generated definitions: in the kept layers, and in the one statement."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given

from seg_widgets.definition import Segment
from seg_widgets.engines.postgres import PostgresWarehouse
from seg_widgets.engines.work import Work
from tests.engines.agreement import World, agree, sampled, worlds
from tests.engines.elsewhere import into_postgres, opened, ordered
from tests.engines.loaded import answers, looked_at
from tests.engines.test_work import stopped_after
from tests.spec.case import Case
from tests.spec.cases import CASES

EXAMPLES = int(os.environ.get("SEG_WIDGETS_EXAMPLES", "6"))
"""How many generated worlds; a nightly run takes thousands."""


SHARE = CASES if os.environ.get("SEG_WIDGETS_ALL_ENGINES") else CASES[::3]
"""A nightly run takes every case."""


@pytest.fixture(scope="module")
def warehouse(postgres: Any) -> PostgresWarehouse:
    return PostgresWarehouse(postgres)


@pytest.mark.parametrize("case", SHARE, ids=str)
def test_the_session_and_the_statement_give_the_answer_worked_out_by_hand(case: Case, warehouse: PostgresWarehouse) -> None:
    schema = looked_at(case.schema, case.rows, case.segment)
    places = into_postgres(warehouse.connection, case.rows, schema)
    home, segment = opened(warehouse, places, schema), Segment.load(case.segment)
    home.segments = {name: Segment.load(known) for name, known in case.known.items()}
    assert answers(home, segment, case.as_of) == tuple(map(ordered, (case.members, case.unknown, case.in_unknown)))
    assert home.members(segment, case.as_of).iloc[:, 0].tolist() == list(ordered(case.members))


@sampled(EXAMPLES)
@given(worlds(8))
def test_it_agrees_with_the_reference_on_generated_definitions(warehouse: PostgresWarehouse, world: World) -> None:
    agree(opened(warehouse, into_postgres(warehouse.connection, world.rows, world.schema), world.schema), world)


def test_a_statement_that_runs_is_interrupted_and_the_connection_goes_on(warehouse: PostgresWarehouse) -> None:
    assert stopped_after(Work(), 0.3, lambda: warehouse.rows("SELECT pg_sleep(60)", "read")) < 20
    assert warehouse.rows("SELECT 42", "read") == [(42,)]
