"""The catalogue as a whole: complete, in order, found by what one remembers of it, and well formed."""

from __future__ import annotations

from pathlib import Path

import pytest

import seg_widgets as sw
from seg_widgets.templates import CATEGORIES, Catalogue, Template
from seg_widgets.templates.catalogue import read
from seg_widgets.templates.filling import places, roles_in
from tests.templates.listing import DOCS, listed

ROWS = {"B": 12, "L": 11, "P": 16, "N": 16, "V": 14, "C": 15}
ROW = """
- id: X01
  name: A try
  why: Because.
  act: Do it.
  parameters:
  - {name: days, default: 30, label: Days}
  where:
    kind: all
    members:
    - kind: criterion
      metric: {kind: aggregate, table: '@usage', agg: count, window: {kind: last, n: {kind: param, name: days}}}
      op: '>'
      value: 1
"""


def test_every_row_is_there_in_order() -> None:
    assert [t.id for t in sw.templates] == [f"{part}{n:02}" for part, last in ROWS.items() for n in range(1, last + 1)] + ["S03"]
    assert len(sw.templates) == 85
    assert list(dict.fromkeys(t.category for t in sw.templates)) == list(CATEGORIES)


def test_names_are_unique_and_a_template_answers_to_its_name() -> None:
    assert len({t.slug for t in sw.templates}) == 85
    for key in ("B10", "b10", "churned-recently", "Churned recently"):
        assert sw.templates[key].id == "B10"
    assert sw.templates["behind-in-onboarding"].id == "L05"
    assert "B10" in sw.templates
    assert "B99" not in sw.templates


def test_an_unknown_template_is_answered_with_near_ones() -> None:
    with pytest.raises(sw.DefinitionError, match="churned-recently") as error:
        sw.templates["churned-recenty"]
    assert error.value.code == "unknown-template"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("renewal", {"L09", "C07", "C12"}), ("n06", {"N06"}), ("onboarding", {"L04", "L05", "C02"}), ("executive report", {"P10"}),
        ("nps", {"P13", "N13", "P14", "N14"}), ("shelfware", {"N02"}), ("decision makers churned", {"B12"}), ("tier", {"B04", "V06"}),
    ],
)  # fmt: skip
def test_search_finds_the_row_that_one_means(text: str, first: set[str]) -> None:
    assert sw.templates.search(text)[0].id in first


def test_search_wants_every_word_and_nothing_finds_nothing() -> None:
    assert sw.templates.search("renewal zebra") == []
    assert sw.templates.search("") == []
    assert {t.category for t in sw.templates.search("negative")} >= {"negative"}


def test_the_table_has_a_row_a_template() -> None:
    table = sw.templates.table()
    assert list(table.columns) == ["id", "name", "category", "entity", "gives", "why", "act", "parameters"]
    assert table.id.tolist() == [t.id for t in sw.templates]
    assert table.set_index("id").loc["B10", "parameters"] == "days=180"


def test_the_catalogue_and_a_template_read_well() -> None:
    assert isinstance(sw.templates, Catalogue)
    assert repr(sw.templates).startswith("85 templates\nbasic\n  B01  Active customers\n")
    assert repr(sw.templates["B10"]) == "<Template B10 'Churned recently', segment of accounts>"
    assert "days = 180: Days back" in str(sw.templates["B10"])


@pytest.mark.parametrize("template", list(sw.templates), ids=lambda t: t.id)
def test_a_template_names_no_table_and_no_column_but_by_its_role(template: Template) -> None:
    asked = [*(way.where for way in template.ways), *(d.metric for d in template.by)]
    for place, value in places(asked):
        if place.rsplit(".", 1)[-1] in ("table", "column", "anchor", "since", "attribute", "via"):
            assert str(value).startswith("@"), place
    assert template.by or roles_in(asked)
    assert template.why.endswith(".")
    assert template.act.endswith(".")
    assert all(p.label for p in template.parameters)


def one(text: str) -> Template:
    return read(text, "basic", "rows.yaml")[0]


def test_a_small_template_is_well_formed() -> None:
    assert one(ROW).kind == "segment"


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("  why:", "  wyh:", "unknown-part", "rows.yaml, X01: wyh"),
        ("agg: count", "agg: cuont", "unknown-word", "rows.yaml, X01: where.members.0.metric.agg"),
        ("op: '>'", "opp: '>'", "unknown-part", "rows.yaml, X01: where.members.0.opp"),
        ("'@usage'", "'@usge'", "unknown-role", "rows.yaml, X01: where.members.0.metric.table"),
        ("kind: param, name: days", "kind: param, name: dyas", "unknown-parameter", "rows.yaml, X01: where.members.0.metric.window.n"),
        ("{kind: param, name: days}", "30", "unused-parameter", "rows.yaml, X01: parameters.0"),
        ("name: days", "name: roles", "reserved-name", "rows.yaml, X01: parameters.0.name"),
        ("id: X01", "id: X1", "invalid", "rows.yaml, X1: id"),
        ("kind: all", "kind: alle", "unknown-word", "rows.yaml, X01: where.kind"),
        ("label: Days}", "lable: Days}", "missing-part", "rows.yaml, X01: parameters.0.label"),
        ("  where:", "  entity: '@usage'\n  where:", "unknown-word", "rows.yaml, X01: entity"),
        ("  why: Because.", "  name: Again", "repeated-part", "rows.yaml, line 4"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_row_is_an_error_with_its_place(old: str, new: str, code: str, place: str) -> None:
    with pytest.raises(sw.DefinitionError) as error:
        one(ROW.replace(old, new))
    assert (code, place) in [(p.code, p.place) for p in error.value.problems]


def test_each_of_several_ways_is_checked() -> None:
    either = "{kind: either, of: [{kind: everyone}, {kind: evryone}]}"
    with pytest.raises(sw.DefinitionError) as error:
        one(ROW.replace("    members:\n", f"    members:\n    - {either}\n"))
    assert error.value.code == "unknown-kind"
    assert "evryone" in str(error.value)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"dyas": 3}, "unknown-parameter"),
        ({"variant": "users"}, "unknown-variant"),
        ({"by": "size"}, "unknown-dimension"),
        ({"days": None}, "no-value"),
    ],
)
def test_what_bind_is_given_wrongly_is_an_error(given: dict[str, object], code: str) -> None:
    from tests.templates.test_demo import demo

    with pytest.raises(sw.DefinitionError) as error:
        sw.templates["B10"].bind(demo(), **given)  # type: ignore[arg-type]
    assert error.value.code == code


def test_a_list_has_to_be_given() -> None:
    from tests.templates.test_demo import demo

    with pytest.raises(sw.DefinitionError) as error:
        sw.templates["V13"].bind(demo(), variant="list")
    assert (error.value.code, error.value.place) == ("no-value", "parameters.keys")
    bound = sw.templates["V13"].bind(demo(), variant="list", keys=["A-0001", "A-0002"])
    assert isinstance(bound, sw.Segment)
    assert bound.count().members == 2


def test_the_documentation_lists_every_template_and_role() -> None:
    text = Path(DOCS).read_text(encoding="utf-8")
    assert listed() in text, "run: python -m tests.templates.listing"
