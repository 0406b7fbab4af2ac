"""What the workbench's Python side makes of parameters, references and templates, and what it says of their parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import seg_widgets as sw
from seg_widgets.definition.metrics import Aggregation
from seg_widgets.widgets.catalogue import AGGREGATIONS, WINDOWS
from seg_widgets.widgets.sentences import sentences
from tests.widgets.test_builder import draft, edit, rule

Draft = dict[str, Any]


@pytest.fixture(scope="module")
def ws() -> Iterator[sw.Workspace]:
    workspace = sw.datasets.demo(120)
    workspace.segments["Gold"] = sw.Segment.load(draft(rule()) | {"name": "Gold"})
    yield workspace
    workspace.close()


@pytest.fixture
def builder(ws: sw.Workspace) -> sw.SegmentBuilder:
    return sw.SegmentBuilder(ws)


def test_a_template_keeps_its_parameters_and_is_what_is_sent_back(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    template: Any = sw.templates["N01"].bind(ws)
    builder.segment = template
    view = builder.editor.view
    assert (view["status"], view["segment"]) == ("ok", template.dump())
    assert [p["name"] for p in view["segment"]["parameters"]] == ["days", "active_days"]
    turned = json.loads(json.dumps(view["segment"]))
    turned["parameters"][1]["default"] = 9
    assert edit(builder, turned, view["rev"] + 1)["status"] == "ok"
    assert builder.segment == template.with_values(active_days=9)
    assert builder.editor.view["answer"]["in"] == template.with_values(active_days=9).count(ws).members


def test_a_saved_segment_is_referred_to_and_an_unknown_one_is_told_at_its_rule(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    reference = {"kind": "segment", "name": "Gold"}
    view = edit(builder, draft(reference, rule("region", "is", "EMEA")))
    assert view["status"] == "ok"
    assert builder.segment is not None
    assert builder.segment.dump()["where"]["members"][0] == reference
    assert view["answer"]["nodes"]["where.members.0"]["met"] == ws.segments["Gold"].count(ws).members
    assert view["segments"] == [{"name": "Gold", "entity": "accounts", "description": ""}]
    view = edit(builder, draft({"kind": "segment", "name": "Glod"}), 8)
    assert (view["status"], view["problems"][0]["place"]) == ("error", "where.members.0")
    assert "Gold" in view["problems"][0]["hint"]


def test_numbers_keep_their_types_on_the_way_through_a_browser(builder: sw.SegmentBuilder) -> None:
    builder.segment = sw.Segment.load(draft(rule("seats", ">=", 20.0), rule("seats", "is_not", 2**60 + 1)))
    shown = json.loads(json.dumps(builder.editor.view["segment"]))
    assert shown["where"]["members"][1]["value"] == str(2**60 + 1)
    shown["where"]["members"][0]["value"] = 20  # as JavaScript writes 20.0
    edit(builder, shown | {"name": "Renamed"}, builder.editor.view["rev"] + 1)
    values = [m["value"] for m in builder.segment.dump()["where"]["members"]]  # type: ignore[attr-defined]
    assert [repr(v) for v in values] == ["20.0", repr(2**60 + 1)]


def test_what_is_said_of_parts_is_the_english_of_the_code_panel(ws: sw.Workspace) -> None:
    metric = {"kind": "tier", "of": {"kind": "attribute", "column": "arr"}, "k": 4}
    stopped = {"kind": "stopped", "table": "usage", "window": {"kind": "last", "n": {"kind": "param", "name": "days"}}}
    whole = draft(
        {"kind": "criterion", "metric": metric, "op": "is", "value": 4},
        {"kind": "any", "members": [stopped | {"muted": True}, {"kind": "criterion", "metric": metric, "op": "is"}]},  # not whole
        parameters=[{"name": "days", "default": 30, "label": "Days"}, {"name": "broken"}],
    )
    said = sentences(whole, ws.schema)
    assert {place: s["text"] for place, s in said.items()} == {
        "where.members.0.metric": "tier (1 to 4) of ARR",
        "where.members.1.members.0": "usage stopped in the last 30 [Days] days (some in the 30 [Days] days before)",
        "where.members.1.members.1.metric": "tier (1 to 4) of ARR",
    }
    assert said["where.members.0.metric"]["family"] == "number"


def test_a_metric_of_the_entity_outside_says_whose_it_is(ws: sw.Workspace) -> None:
    said = sentences(sw.templates["V02"].bind(ws).dump(), ws.schema)
    outer = [s for s in said.values() if s.get("table")]
    assert outer == [{"text": "the account's Edition", "family": "text", "order": ["Silver", "Gold", "Platinum"], "table": "accounts"}]


def test_nonsense_is_said_nothing_of(ws: sw.Workspace) -> None:
    odd: list[Any] = [3, None, {"kind": "listed"}, {"kind": "sequence", "steps": 1}, {"kind": "all", "members": 3}, {"kind": "related"}]
    assert sentences(draft(*odd), ws.schema) == {}
    assert sentences({"where": 3, "parameters": 4}, ws.schema) == {}


def test_every_aggregation_and_window_of_the_language_is_offered() -> None:
    schema = sw.json_schema()
    assert {agg for agg, *_ in AGGREGATIONS} == set(Aggregation.__args__)
    last = schema["$defs"]["Aggregate"]["properties"]["window"]["discriminator"]["mapping"]
    assert {kind for kind, _ in WINDOWS} == set(last)


def asked(builder: sw.SegmentBuilder, monkeypatch: pytest.MonkeyPatch, **question: Any) -> Draft:
    """Ask what is no edit; give the reply."""
    told: list[Draft] = []
    monkeypatch.setattr(builder.editor, "send", told.append)
    before = builder.editor.view
    builder._on_message(builder.editor, {"type": "ask", "ask": 3, **question}, [])
    assert builder.editor.view == before
    assert [(t["type"], t["ask"]) for t in told] == [("reply", 3)]
    return told[0]


def test_templates_are_offered_with_their_words_and_counted(
    builder: sw.SegmentBuilder, ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {t["id"]: t for t in asked(builder, monkeypatch, about="templates")["templates"]}
    quiet: Any = sw.templates["N01"].bind(ws)
    assert found["N01"]["segment"] == quiet.dump()
    assert found["N01"]["english"] == quiet.to_english(ws).strip()
    assert len(found) == len(list(sw.templates.available(ws).available))
    assert found["N01"]["split"] == []
    assert found["B03"]["split"] == [{"label": "Employees", "metric": {"kind": "attribute", "column": "employees"}}]  # of everyone
    assert found["B03"]["english"].endswith("split by Employees in bands cut at 1000")
    json.dumps(found)
    counted = asked(builder, monkeypatch, about="count", segment=found["N01"]["segment"])
    assert (counted["in"], counted["universe"]) == (quiet.count(ws).members, 120)


def test_a_question_that_has_no_answer_says_why(builder: sw.SegmentBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(builder, monkeypatch, about="count", segment=draft())["problems"][0]["code"] == "empty-group"
    assert asked(builder, monkeypatch, about="count", segment=7)["problems"]
    assert asked(builder, monkeypatch, about="the weather")["problems"][0]["code"] == "unknown-question"


def test_keys_that_name_nobody_are_told_at_their_rule(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    first, second = ws.frame("accounts")["account_id"][:2]
    nodes = edit(builder, draft({"kind": "listed", "keys": [first, "nobody", second, *map(str, range(7))]}))["answer"]["nodes"]
    assert nodes["where.members.0"]["met"] == 2
    assert nodes["where.members.0"]["note"] == "8 of 10 keys name no account: nobody, 0, 1, 2, 3 and 3 more"
    nodes = edit(builder, draft({"kind": "listed", "keys": [first]}), 8)["answer"]["nodes"]
    assert "note" not in nodes["where.members.0"]


def test_the_values_in_lists_are_offered(builder: sw.SegmentBuilder) -> None:
    columns = {c["name"]: c for c in builder.editor.catalogue["tables"]["accounts"]["columns"]}
    assert [value for value, _ in columns["tags"]["values"]] == ["beta", "design partner", "press", "strategic"]
    picks = {p["id"]: p["criterion"] for p in builder.editor.catalogue["picks"]["accounts"]}
    assert picks["tags"]["op"] == "has_any"
    assert picks["usage:habit"]["kind"] == "stopped"
