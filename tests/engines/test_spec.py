"""The engine gives the answers of the spec cases: in its kept layers, and in the one statement that is shown."""

from __future__ import annotations

import pytest

from seg_widgets.definition import Segment
from tests.engines.loaded import answers, prepared, workspace
from tests.spec.case import Case
from tests.spec.cases import CASES


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_session_and_the_statement_give_the_answer_worked_out_by_hand(case: Case) -> None:
    home = workspace(case.rows, case.schema, [case.segment, case.known, case.schema.universe])
    home.segments = {name: Segment.load(known) for name, known in case.known.items()}
    segment = Segment.load(case.segment)
    assert answers(home, segment, case.as_of) == (case.members, case.unknown, case.in_unknown)
    text = home.export(segment, "sql", as_of=case.as_of)
    found = [key for (key,) in home.database.rows(text, "whole")]
    assert sorted(found, key=repr) == sorted(case.members, key=repr)
    assert answers(prepared(home), segment, case.as_of) == (case.members, case.unknown, case.in_unknown)
