"""PostgreSQL gives the answers of the spec cases and of generated definitions: in the kept layers, and in the one statement."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given

from seg_widgets.definition import Segment
from seg_widgets.workspace import Workspace
from tests.engines.agreement import World, agree, sampled, worlds
from tests.engines.elsewhere import into_postgres, ordered
from tests.engines.loaded import answers, looked_at
from tests.spec.case import Case
from tests.spec.cases import CASES

EXAMPLES = int(os.environ.get("SEG_WIDGETS_EXAMPLES", "6"))
"""How many generated worlds; a nightly run takes thousands."""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_session_and_the_statement_give_the_answer_worked_out_by_hand(case: Case, postgres: Any) -> None:
    schema = looked_at(case.schema, case.rows, case.segment)
    places = into_postgres(postgres, case.rows, schema)
    home, segment = Workspace.connect(postgres, schema, tables=places, quiet=True), Segment.load(case.segment)
    home.segments = {name: Segment.load(known) for name, known in case.known.items()}
    assert answers(home, segment, case.as_of) == tuple(map(ordered, (case.members, case.unknown, case.in_unknown)))
    assert home.members(segment, case.as_of).iloc[:, 0].tolist() == list(ordered(case.members))


@sampled(EXAMPLES)
@given(worlds(8))
def test_it_agrees_with_the_reference_on_generated_definitions(postgres: Any, world: World) -> None:
    places = into_postgres(postgres, world.rows, world.schema)
    agree(Workspace.connect(postgres, world.schema, tables=places, quiet=True), world)
