"""Every template on tables small enough to read, with who is in it worked out by hand."""

from __future__ import annotations

import pytest

import seg_widgets as sw
from seg_widgets.templates import Template
from tests.templates import cases_accounts, cases_combinations, cases_goals, cases_touch, cases_usage
from tests.templates.world import Case, answer

CASES: list[Case] = [
    case for module in (cases_accounts, cases_usage, cases_touch, cases_goals, cases_combinations) for case in module.CASES
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_template_finds_who_it_should(case: Case) -> None:
    assert answer(case) == case.expected


def test_every_template_has_its_cases() -> None:
    assert {case.id for case in CASES} == {template.id for template in sw.templates}


@pytest.mark.parametrize("template", list(sw.templates), ids=lambda t: t.id)
def test_every_variant_and_every_dimension_has_a_case(template: Template) -> None:
    own = [case for case in CASES if case.id == template.id]
    assert {v.name for v in template.variants} <= {case.variant or template.variants[0].name for case in own}


@pytest.mark.parametrize("template", list(sw.templates), ids=lambda t: t.id)
def test_a_parameter_changes_who_is_in_it(template: Template) -> None:
    """Of every template with parameters a case gives one another value, and another answer."""
    own = [case for case in CASES if case.id == template.id]
    turned = [
        (case, plain)
        for case in own
        for plain in own
        if case.values and not plain.values and (case.tables, case.variant, case.by) == (plain.tables, plain.variant, plain.by)
    ]
    assert not template.parameters or any(case.expected != plain.expected for case, plain in turned)
