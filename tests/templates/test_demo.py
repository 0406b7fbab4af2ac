"""Every template on the demo data: it binds, fits, and tells some from the others."""

from __future__ import annotations

from functools import lru_cache

import pytest

import seg_widgets as sw
from seg_widgets.definition.check import check
from seg_widgets.definition.segmentation import Split
from seg_widgets.templates import Template

WAYS = [(template, way.name) for template in sw.templates for way in template.ways]
NOT_IN_THE_DEMO = {
    ("B01", "flag"),  # its accounts say when they left, and carry no mark
    ("V13", "list"),  # a list has no default
}


@lru_cache(maxsize=1)
def demo() -> sw.Workspace:
    return sw.datasets.demo()


@pytest.mark.parametrize(("template", "way"), WAYS, ids=lambda x: x if isinstance(x, str) else x.id)
def test_it_tells_some_from_the_others(template: Template, way: str) -> None:
    if (template.id, way) in NOT_IN_THE_DEMO:
        pytest.skip("not in the demo data")
    ws = demo()
    bound = template.bind(ws, variant=way)
    if isinstance(bound, Split):
        assert check(bound.segment, ws.schema) == []
        assert sum(part.segment.count(ws).members > 0 for part in bound.parts(ws)) >= 2
    else:
        assert check(bound, ws.schema) == []
        counted = bound.count()
        assert 0 < counted.members < counted.universe


def test_all_are_available_in_the_demo_and_no_value_is_strange_there() -> None:
    found = sw.templates.available(demo())
    assert (len(found.available), dict(found.others), dict(found.notes)) == (85, {}, {})


@pytest.mark.parametrize("template", [t for t in sw.templates if t.by], ids=lambda t: t.id)
def test_each_dimension_that_the_demo_has_can_be_chosen(template: Template) -> None:
    ws = demo()
    for dimension in template.by:
        held = template.needs(ws, by=dimension.name)
        if held.ok:
            bound = template.bind(ws, by=dimension.name)
            assert isinstance(bound, Split)
            assert bound.by[0].label == dimension.label
            assert len(bound.parts(ws)) >= 2
        else:
            assert dimension.name in ("class", "trial")


def test_a_bound_template_can_be_turned_and_exported_like_any_segment() -> None:
    ws = demo()
    bound = sw.templates["B10"].bind(ws, days=60)
    assert isinstance(bound, sw.Segment)
    assert [p.name for p in bound.parameters] == ["days"]
    assert bound.with_values(days=365).count().members > bound.count().members
    assert sw.read_yaml(bound.to_yaml()) == bound
    assert "churn" in bound.to_english().lower()


def test_a_variant_carries_its_own_parameters_alone() -> None:
    bound = sw.templates["L10"].bind(demo(), variant="edition")
    assert isinstance(bound, sw.Segment)
    assert [p.name for p in bound.parameters] == ["edition", "higher"]


@pytest.mark.parametrize(("key", "within"), [("N01", "B01"), ("N10", "B01"), ("B06", "B01")])
def test_within_looks_at_the_members_of_another_segment_alone(key: str, within: str) -> None:
    ws = demo()
    outer = sw.templates[within].bind(ws)
    assert isinstance(outer, sw.Segment)
    plain, inner = sw.templates[key].bind(ws), sw.templates[key].bind(ws, within=outer)
    if isinstance(plain, Split) and isinstance(inner, Split):
        plain, inner = plain.segment, inner.segment
    assert isinstance(plain, sw.Segment)
    assert isinstance(inner, sw.Segment)
    assert 0 < inner.count(ws).members < plain.count(ws).members
    assert set(inner.members(ws).iloc[:, 0]) <= set(plain.members(ws).iloc[:, 0])
    if inner.entity == outer.entity:
        assert set(inner.members(ws).iloc[:, 0]) <= set(outer.members(ws).iloc[:, 0])


def test_within_refuses_what_does_not_go_together() -> None:
    ws = demo()
    people = sw.templates["P14"].bind(ws)
    with pytest.raises(sw.DefinitionError) as error:
        sw.templates["B01"].bind(ws, within=people)
    assert (error.value.code, error.value.place) == ("entity-differs", "within")
    with pytest.raises(sw.DefinitionError) as error:
        sw.templates["P14"].bind(ws, within=people)
    assert error.value.code == "same-parameter"
