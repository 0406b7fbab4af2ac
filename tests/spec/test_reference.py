"""The reference gives the answers that were worked out by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from seg_widgets.definition import Segment
from seg_widgets.definition.check import check
from tests.reference import evaluate
from tests.spec.cases import CASES


def loaded(case):
    """The segments that a case knows."""
    return {name: Segment.load(known) for name, known in case.known.items()}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_reference_gives_the_answer_worked_out_by_hand(case):
    answer = evaluate(case.segment, case.schema, case.rows, case.as_of, case.known)
    assert tuple(answer.members) == case.members
    assert tuple(answer.unknown) == case.unknown
    assert tuple(answer.in_unknown) == case.in_unknown


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_definition_and_its_dump_have_the_same_answer(case):
    dumped, known = Segment.load(case.segment).dump(), {name: k.dump() for name, k in loaded(case).items()}
    written = evaluate(case.segment, case.schema, case.rows, case.as_of, case.known)
    assert evaluate(dumped, case.schema, case.rows, case.as_of, known) == written


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_case_fits_its_tables(case):
    assert check(Segment.load(case.segment), case.schema, loaded(case)) == []
    for entity, where in case.schema.universe.items():
        assert check(Segment(name="universe", entity=entity, where=where), case.schema) == []


def test_every_case_has_a_name_of_its_own_and_a_rule():
    assert [name for name, n in Counter(case.name for case in CASES).items() if n > 1] == []
    assert all(case.rule for case in CASES)
