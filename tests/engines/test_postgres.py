"""PostgreSQL gives the answers of the spec cases and of generated definitions: in the kept layers, and in the one statement."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

import seg_widgets as sw
from seg_widgets.definition import Segment
from seg_widgets.engines.postgres import PostgresWarehouse
from seg_widgets.engines.work import Work
from seg_widgets.widgets.spread import spread
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


SPREADS = [
    {"kind": "attribute", "column": "groß"},
    {"kind": "attribute", "column": "seit"},
    {"kind": "attribute", "column": "art"},
    {"kind": "attribute", "column": "frei"},
    {"kind": "aggregate", "table": "käufe", "agg": "sum", "column": "wert", "window": {"kind": "last", "n": 30}},
    {"kind": "days_since", "of": {"kind": "aggregate", "table": "käufe", "agg": "last_day"}},
]


def test_a_metric_is_spread_as_it_is_at_home(warehouse: PostgresWarehouse) -> None:
    kunden = pd.DataFrame({
        "id": [1, 2, 3, 4], "groß": [1.25, None, 3.5, 900.0], "seit": pd.to_datetime(["2026-01-05", "2026-02-01", None, "2026-03-09"]),
        "art": ["S", "L", None, "S"], "frei": [True, False, None, True],
    })  # fmt: skip
    days = pd.to_datetime(["2026-04-01", "2026-03-20", "2026-04-02", "2025-01-01"])
    käufe = pd.DataFrame({"id": [1, 1, 2, 3], "am": days, "wert": [10.5, 2.0, 7.25, 100.0]})
    tables = {
        "kunden": {"key": "id", "columns": {"art": {"order": ["S", "M", "L"]}}},
        "käufe": {"kind": "event", "time": "am", "links": {"id": "kunden"}},
    }
    home = sw.Workspace.from_frames({"kunden": kunden, "käufe": käufe}, {"tables": tables}, quiet=True)
    rows = {
        name: frame.astype(object).where(frame.notna(), None).to_dict("records") for name, frame in (("kunden", kunden), ("käufe", käufe))
    }
    there = opened(warehouse, into_postgres(warehouse.connection, rows, home.schema), home.schema)
    day = date(2026, 4, 2)
    for metric in SPREADS:
        question = {"table": "kunden", "metric": metric}
        assert spread(question, there, day) == spread(question, home, day), metric
        assert spread(question, there, day)["spread"] is not None
