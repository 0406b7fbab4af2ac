"""Every template on tables small enough to read, with who is in it worked out by hand."""

from __future__ import annotations

import pytest

import seg_widgets as sw
from seg_widgets.templates import Template
from tests.templates import cases_accounts, cases_combinations, cases_goals, cases_more_combinations, cases_touch, cases_usage
from tests.templates.world import Case, answer

CASES: list[Case] = [
    case
    for module in (cases_accounts, cases_usage, cases_touch, cases_goals, cases_combinations, cases_more_combinations)
    for case in module.CASES
]
TEMPLATES = pytest.mark.parametrize("template", list(sw.templates), ids=lambda t: t.id)


def cases_of(template: Template) -> list[Case]:
    return [case for case in CASES if case.id == template.id]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_template_finds_who_it_should(case: Case) -> None:
    assert answer(case) == case.expected


@TEMPLATES
def test_a_case_has_somebody_in(template: Template) -> None:
    assert any(case.expected for case in cases_of(template))


@TEMPLATES
def test_every_variant_has_a_case(template: Template) -> None:
    """A variant that a case does not name is the first, or the one that the case's tables allow."""
    named = {case.variant for case in cases_of(template)}
    assert {v.name for v in template.variants[1:]} - named <= {"flag"}


@TEMPLATES
def test_a_parameter_changes_who_is_in_it(template: Template) -> None:
    """Of every template with parameters a case gives one another value, and has another answer."""
    own = cases_of(template)
    turned = [
        case.expected != plain.expected
        for case in own
        for plain in own
        if case.values and not plain.values and (case.tables, case.variant) == (plain.tables, plain.variant)
    ]
    assert not template.parameters or any(turned)
