"""The workbench's Python side: what comes of edits, settings and mistakes."""

from __future__ import annotations

import copy
import json
import threading
from datetime import date
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.widgets.panels.code import TARGETS, written
from seg_widgets.widgets.wire import received, sent

Draft = dict[str, Any]
USES: Draft = {"kind": "aggregate", "table": "usage", "agg": "count"}


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return sw.datasets.demo(120)


@pytest.fixture
def builder(ws: sw.Workspace) -> sw.SegmentBuilder:
    return sw.SegmentBuilder(ws)


def rule(column: str = "edition", op: str = "is", value: Any = "Gold", **more: Any) -> Draft:
    made = {"kind": "criterion", "metric": {"kind": "attribute", "column": column}, "op": op} | more
    return made | ({"value": value} if value is not None else {})


def draft(*members: Any, kind: str = "all", **more: Any) -> Draft:
    return {
        "format": 2,
        "name": "A draft",
        "entity": "accounts",
        "where": {"kind": kind, "members": list(members)},
    } | more


def edit(builder: sw.SegmentBuilder, segment: Draft, rev: int = 7) -> Draft:
    builder._on_message(builder.editor, {"type": "edit", "rev": rev, "segment": segment}, [])
    return builder.editor.view


def test_one_starts_with_nothing_and_nothing_is_not_everyone(builder: sw.SegmentBuilder) -> None:
    view = builder.editor.view
    assert (builder.segment, view["status"], view["answer"]) == (None, "incomplete", None)
    assert view["problems"][0]["place"] == "where.members"


def test_an_edit_is_answered_with_counts_at_every_node(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    view = edit(builder, draft(rule(), rule("region", "is", "EMEA")))
    accounts = ws.frame("accounts")
    gold, emea = accounts["edition"] == "Gold", accounts["region"] == "EMEA"
    answer = view["answer"]
    assert (view["status"], view["rev"], answer["rev"], view["stale"]) == ("ok", 7, 7, False)
    assert (answer["in"], answer["unknown"]) == (
        int((gold & emea).sum()),
        int((accounts["edition"].isna() & emea).sum()),
    )
    assert answer["nodes"]["where.members.0"] == {
        "met": int(gold.sum()),
        "after": int(gold.sum()),
        "unknown": int(accounts["edition"].isna().sum()),
        "of": 120,
    }
    assert answer["nodes"]["where.members.1"]["met"] == int(emea.sum())
    assert answer["nodes"]["where.members.1"]["after"] == int((gold & emea).sum())
    assert answer["value"]["in"] == pytest.approx(accounts["arr"][gold & emea].sum())
    assert builder.segment is not None
    assert builder.segment.dump() == draft(rule(), rule("region", "is", "EMEA"))


BROKEN = [
    ("an empty group", draft(rule(), {"kind": "any", "members": []}), "incomplete", "empty-group", "where.members.1.members"),
    ("no value yet", draft(rule(value=None)), "incomplete", "no-value", "where.members.0.value"),
    ("no values yet", draft(rule(op="one_of", value=[])), "incomplete", "empty-list", "where.members.0.value"),
    ("all muted", draft(rule(muted=True)), "incomplete", "all-muted", "where"),
    ("a column that is not there", draft(rule("editon")), "error", "unknown-column", "where.members.0.metric.column"),
    ("a text operator on a number", draft(rule("seats", "contains", "1")), "error", "operator-does-not-fit", "where.members.0.op"),
    ("a text where a number belongs", draft(rule("seats", ">", "ten")), "error", "value-does-not-fit", "where.members.0.value"),
    ("a range that runs backwards", draft(rule("seats", "between", [9, 1])), "error", "backwards", "where.members.0.value"),
    ("a date that does not parse", draft(rule("started_on", ">", "2026-13-45")), "error", "value-does-not-fit", "where.members.0.value"),
    ("an invalid pattern", draft(rule("name", "matches", "(")), "error", "invalid-pattern", "where.members.0.value"),
    ("a window that is no number", draft(rule(op=">=", value=1, metric=USES | {"window": {"kind": "last", "n": "abc"}})),
     "error", "no-whole-number", "where.members.0.metric.window.n"),
    ("an unknown kind", draft({"kind": "crtierion"}), "error", "unknown-kind", "where.members.0"),
    ("not a definition at all", {"where": 3}, "error", None, None),
    ("an unknown table", draft({"kind": "related", "table": "contcts", "where": {"kind": "everyone"}}),
     "error", "unknown-table", "where.members.0.table"),
    ("an entity that is not there", draft(rule(), entity="acounts"), "error", "unknown-entity", "entity"),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "status", "code", "place"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_draft_is_kept_says_where_and_leaves_the_last_answer_marked(
    builder: sw.SegmentBuilder, broken: Draft, status: str, code: str | None, place: str | None
) -> None:
    good = edit(builder, draft(rule()), 1)
    segment = builder.segment
    view = edit(builder, copy.deepcopy(broken), 2)
    assert view["segment"] == broken  # nothing typed is lost
    assert view["status"] == status
    assert view["problems"]
    assert all(p["message"] for p in view["problems"])
    if code is not None:
        assert (view["problems"][0]["code"], view["problems"][0]["place"]) == (code, place)
    assert view["stale"]
    assert view["answer"] == good["answer"]
    assert builder.segment == segment  # always whole and valid
    assert not edit(builder, draft(rule()), 3)["stale"]


def test_a_template_that_one_starts_from_is_what_was_opened(builder: sw.SegmentBuilder) -> None:
    offered = {row["id"]: row["segment"] for row in builder.questions.offers.templates()}
    assert builder.opened is None
    edit(builder, draft(rule()))
    assert builder.opened is None
    template = offered["L10"]
    edit(builder, template, 8)
    assert builder.opened == sw.Segment.load(template)
    edit(builder, template | {"name": "Otherwise", "where": template["where"] | {"members": []}}, 9)
    assert builder.opened == sw.Segment.load(template)  # what one changes is told against it
    same = json.loads(json.dumps(sent(offered)))  # as it comes back from the browser
    known = [builder.questions.offers.started(received(each, template)) for each in same.values()]
    assert known == [sw.Segment.load(each) for each in offered.values()]


def test_a_panel_that_says_what_went_wrong_is_not_said_to_be_worked_out(builder: sw.SegmentBuilder) -> None:
    edit(builder, draft(rule()))
    sides, answered = builder.sides, builder.answered
    panel = sides.panels["sw-side"][0]
    assert panel in sides._in_view()
    assert answered is not None
    assert sides._waiting() == []
    panel.fail(answered, ValueError("out of order"), panel._version)
    assert sides._waiting() == []  # what it says stays
    assert "out of order" in panel.note.value
    panel._version += 1  # a control was turned: it is found again
    assert sides._waiting() == [panel]


def test_the_segment_is_set_from_python_and_observed(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    seen: list[Any] = []
    builder.observe(lambda change: seen.append(change["new"]), "segment")
    before = builder.editor.view["rev"]
    wanted = sw.Segment("Big", ws.accounts.seats >= 50)
    builder.segment = wanted
    assert builder.editor.view["segment"] == wanted.dump()
    assert builder.editor.view["rev"] > before
    assert builder.editor.view["answer"]["in"] == wanted.count(ws).members
    edit(builder, draft(rule()), 99)
    assert [s.name for s in seen] == ["Big", "A draft"]


@pytest.mark.parametrize("came", [("edit 2", "edit 1"), ("as_of 2", "edit 1"), ("edit 2", "as_of 1"), ("as_of 3", "edit 2", "edit 1")])
def test_messages_that_overtake_each_other_lose_nothing(builder: sw.SegmentBuilder, came: tuple[str, ...]) -> None:
    first = builder.editor.view["rev"]
    for message in came:  # a kernel may answer them in two threads
        kind, number = message.split()
        edited = {"segment": draft(rule(), name=f"Edit {number}")} if kind == "edit" else {"date": f"2026-01-0{number}"}
        builder._on_message(builder.editor, {"type": kind, "by": "a view", "rev": first + int(number)} | edited, [])
    edits, days = ([int(m.split()[1]) for m in came if m.startswith(kind)] for kind in ("edit", "as_of"))
    view = builder.editor.view
    assert (view["rev"], view["status"], view["stale"]) == (first + max(edits + days), "ok", False)
    assert builder.segment is not None
    assert builder.segment.name == view["segment"]["name"] == f"Edit {max(edits)}"
    if days:
        assert view["as_of"] == view["answer"]["as_of"] == f"2026-01-0{max(days)}"


def test_two_views_that_edit_at_once_come_to_show_the_same(builder: sw.SegmentBuilder) -> None:
    first = builder.editor.view["rev"]
    for by in ("one", "other"):
        builder._on_message(builder.editor, {"type": "edit", "by": by, "rev": first + 1, "segment": draft(rule(), name=by)}, [])
    view = builder.editor.view
    assert (view["rev"], view["segment"]["name"], view["answer"]["rev"]) == (first + 2, "other", first + 2)  # a number that neither has
    builder._on_message(builder.editor, {"type": "edit", "by": "one", "rev": first + 2, "segment": draft(rule(), name="on")}, [])
    assert (builder.editor.view["rev"], builder.segment.name) == (first + 3, "on")


def test_another_day_from_python_under_the_number_of_an_edit_on_its_way(builder: sw.SegmentBuilder) -> None:
    edit(builder, draft(rule()), rev=7)
    builder.as_of = date(2026, 1, 5)
    builder._on_message(builder.editor, {"type": "edit", "by": "a view", "rev": 8, "segment": draft(rule(), name="Typed")}, [])
    view = builder.editor.view
    assert (view["rev"], view["as_of"], view["segment"]["name"]) == (9, "2026-01-05", "Typed")


def test_an_edit_that_comes_late_does_not_take_back_what_was_set(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    edit(builder, draft(rule(), name="Typed"), rev=7)
    opened = sw.Segment("Opened", ws.accounts.seats >= 50)
    builder.set_definition(opened)  # under the number that the browser gives its next edit
    edit(builder, draft(rule(), name="Typed further"), rev=8)
    assert builder.segment.name == "Opened"
    view = builder.editor.view  # under a number beyond the browser's, so that it takes it over
    assert (view["rev"], view["segment"]["name"], view["status"]) == (9, "Opened", "ok")
    edit(builder, draft(rule(), name="Typed after"), rev=10)
    assert builder.segment.name == "Typed after"


def test_a_cell_and_the_browser_in_threads_of_their_own_leave_one_answer(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    """A segment set from a cell while an edit is being answered is not taken for the outcome of that edit."""
    entered, go = threading.Event(), threading.Event()

    def hold(_: Any) -> None:
        if threading.current_thread() is browser:
            entered.set()
            go.wait(5)

    builder.observe(hold, "segment")
    browser = threading.Thread(target=edit, args=(builder, draft(rule()), 5))
    browser.start()
    assert entered.wait(30)
    wanted = sw.Segment("Big", ws.accounts.seats >= 50)
    cell = threading.Thread(target=lambda: setattr(builder, "segment", wanted))
    cell.start()
    cell.join(0.3)
    go.set()
    browser.join(30)
    cell.join(30)
    assert builder.segment == wanted
    assert builder.editor.view["segment"] == wanted.dump()
    assert builder.editor.view["answer"]["in"] == wanted.count(ws).members


def test_a_segment_that_does_not_fit_is_refused_and_the_workbench_stays(builder: sw.SegmentBuilder) -> None:
    edit(builder, draft(rule()))
    before = builder.editor.view
    with pytest.raises(sw.DefinitionError, match="editon"):
        builder.segment = sw.Segment.load(draft(rule("editon")))
    assert builder.editor.view == before


def test_the_day_is_set_from_the_browser_and_from_python(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    recent = draft(rule("started_on", "within_last", {"kind": "span", "n": 365}))
    now = edit(builder, recent)["answer"]["in"]
    builder._on_message(builder.editor, {"type": "as_of", "rev": 8, "date": "2025-06-30"}, [])
    view = builder.editor.view
    assert (view["as_of"], view["as_of_from"], str(builder.as_of)) == ("2025-06-30", "given", "2025-06-30")
    started = ws.frame("accounts")["started_on"]
    assert view["answer"]["in"] == int(((started > "2024-06-30") & (started <= "2025-06-30")).sum()) != now
    builder.as_of = None
    assert (builder.editor.view["as_of"], builder.editor.view["as_of_from"]) == ("2026-11-20", "workspace")
    assert builder.editor.view["answer"]["in"] == now


NONSENSE = [
    ("no definition", {"type": "edit", "rev": 9, "segment": None}),
    ("no revision", {"type": "edit", "segment": None}),
    ("a day that is none", {"type": "as_of", "rev": 9, "date": "2026-13-45"}),
    ("a day that is no text", {"type": "as_of", "rev": 9, "date": [1]}),
    ("a width that is none", {"type": "host", "dark": True, "side": "wide"}),
]


@pytest.mark.parametrize("message", [n[1] for n in NONSENSE], ids=[n[0] for n in NONSENSE])
def test_a_message_that_makes_no_sense_is_answered_and_loses_nothing(builder: sw.SegmentBuilder, message: Draft) -> None:
    good = edit(builder, draft(rule()), 3)
    builder._on_message(builder.editor, message, [])
    view = builder.editor.view
    assert (view["status"], view["segment"], view["answer"]) == ("error", good["segment"], good["answer"])
    assert view["problems"][0]["message"]
    assert edit(builder, draft(rule(value="Silver")), 30)["status"] == "ok"


def test_the_answer_does_not_wait_for_a_name(builder: sw.SegmentBuilder) -> None:
    view = edit(builder, draft(rule(), name="  "))
    assert (view["status"], view["segment"]["name"]) == ("ok", "  ")
    assert builder.segment is not None
    assert builder.segment.name == "Untitled segment"


@pytest.mark.parametrize("wrong", [(5,), (None, "x")], ids=["no workspace", "no segment"])
def test_what_is_not_a_workspace_or_a_segment_is_refused(ws: sw.Workspace, wrong: tuple[Any, ...]) -> None:
    with pytest.raises(sw.DefinitionError, match="is not a"):
        sw.SegmentBuilder(*[ws if w is None else w for w in wrong])


def test_a_fault_of_ours_is_shown_and_the_draft_outlives_it(builder: sw.SegmentBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(builder, draft(rule()), 1)
    monkeypatch.setattr(sw.Workspace, "evaluate", lambda *_: 1 / 0)
    view = edit(builder, draft(rule(value="Silver")), 2)
    assert (view["status"], view["problems"][0]["code"], view["stale"]) == ("error", "internal", True)
    assert view["segment"] == draft(rule(value="Silver"))


def test_a_rule_from_a_chart_sets_the_one_that_is_there_or_is_added(builder: sw.SegmentBuilder) -> None:
    edit(builder, draft(rule()))
    for high in (20, 30):
        builder.add_rule(rule("seats", "between", [10, high]))
    assert builder.editor.view["segment"]["where"]["members"] == [rule(), rule("seats", "between", [10, 30])]
    assert builder.editor.view["status"] == "ok"


@pytest.mark.parametrize("target", [target for _, target in TARGETS])
def test_the_code_panel_shows_what_has_just_been_run(builder: sw.SegmentBuilder, target: str) -> None:
    edit(
        builder,
        draft(
            rule(),
            {
                "kind": "related",
                "table": "contacts",
                "quantifier": "none",
                "where": {"kind": "any", "members": [rule("role", "is", "User")]},
            },
        ),
    )
    text, proof = written(builder.answered, target)
    assert text.strip()
    assert proof.same is (None if target == "english" else True), proof.words


def test_the_code_of_one_target_is_not_offered_as_another_s(builder: sw.SegmentBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    number, panel = next((n, p) for n, p in enumerate(builder.sides.panels["sw-bottom"]) if p.title == "Code")
    builder.sides.tabs[1].selected_index = number
    edit(builder, draft(rule()))
    assert (panel.view.target, panel.view.verdict) == ("python", "ok")
    seen = []

    def slow(answered: Any, target: str) -> Any:
        seen.append(panel.view.verdict)
        return written(answered, target)

    monkeypatch.setattr("seg_widgets.widgets.panels.code.written", slow)
    panel.target.value = "sql"
    assert seen == ["wait"]
    assert (panel.view.target, panel.view.verdict) == ("sql", "ok")
    edit(builder, draft(rule(), rule("seats", ">=", 5)))
    assert seen == ["wait", "ok"]


def test_code_that_gives_other_members_is_not_passed_off(builder: sw.SegmentBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(builder, draft(rule()))
    answered = builder.answered
    real = answered.workspace.export
    monkeypatch.setattr(answered.workspace, "export", lambda *a, **k: real(*a, **k).replace("Gold", "Silver"))
    assert [written(answered, target)[1].same for target in ("sql", "pandas", "python", "yaml")] == [False] * 4


def test_of_many_odd_rules_a_few_are_named(builder: sw.SegmentBuilder) -> None:
    builder.sides.tabs[0].selected_index = 1
    edit(builder, draft(*[rule("seats", ">=", -n) for n in range(1, 12)]))
    said = builder.sides.panels["sw-side"][1].words.value
    assert said.count("sw-warn") == 5
    assert "7 more things are odd" in said


def test_every_panel_shows_an_answer(builder: sw.SegmentBuilder) -> None:
    edit(builder, draft(rule(), rule("seats", ">=", 5)))
    for tab, panels in zip(builder.sides.tabs, builder.sides.panels.values(), strict=True):
        for number, panel in enumerate(panels):
            tab.selected_index = number
            assert panel.note.layout.display == "none", panel.note.value


def test_a_problem_calls_operators_as_the_rule_does(builder: sw.SegmentBuilder) -> None:
    view = edit(builder, draft(rule("region", "one_of", None)))
    assert view["problems"][0]["message"] == "\u201cis one of\u201d wants something to compare with."


def test_the_answer_says_whose_day_it_is() -> None:
    users = pd.DataFrame({"user_id": [1]})
    logins = pd.DataFrame({"user_id": [1], "at": pd.to_datetime(["2025-11-06"])})

    def said(frames: dict[str, Any], config: dict[str, Any] | None = None, **given: Any) -> str:
        ws = sw.Workspace.from_frames(frames, config, quiet=True)
        return str(sw.SegmentBuilder(ws, **given).editor.view["as_of_from"])

    assert said({"users": users}) == "today"
    assert said({"users": users, "logins": logins}) == "data"
    assert said({"users": users}, {"as_of": "2025-01-01"}) == "workspace"
    assert said({"users": users}, as_of="2025-01-01") == "given"


def test_every_pick_is_a_rule_that_fits_or_only_lacks_its_value(ws: sw.Workspace) -> None:
    from seg_widgets.widgets.catalogue import catalogue
    from seg_widgets.widgets.draft import judge

    made = catalogue(ws.schema, ws.facts, ws.as_of)
    for entity, picks in made["picks"].items():
        if entity in ("accounts", "contacts"):
            assert {p["category"] for p in picks} >= {"basic", "lifecycle", "behaviour"}
        assert len({p["id"] for p in picks}) == len(picks)
        for pick in picks:
            judged = judge(draft(pick["criterion"], entity=entity), ws.schema)
            assert judged.segment is not None or [p.code for p in judged.problems] == ["no-value"], (
                pick["id"],
                judged.problems,
            )


def test_freshness_is_told_in_days_of_the_workspace() -> None:
    frames = {
        "users": pd.DataFrame({"user_id": [1]}),
        "logins": pd.DataFrame({"user_id": [1], "at": pd.to_datetime(["2025-11-06 03:00"]).tz_localize("UTC")}),
    }
    ws = sw.Workspace.from_frames(frames, {"time_zone": "America/New_York"}, quiet=True)
    details = {p["detail"] for p in sw.SegmentBuilder(ws).editor.catalogue["picks"]["users"]}
    assert details == {f"1 rows, latest {ws.as_of}"}
    assert str(ws.as_of) == "2025-11-05"


def test_a_workspace_without_a_key_says_so() -> None:
    import pandas as pd

    events = sw.Workspace.from_frames(
        {"usage": pd.DataFrame({"at": pd.to_datetime(["2024-01-01", "2024-01-01"]), "n": [1, 1]})}, quiet=True
    )
    with pytest.raises(sw.DefinitionError, match="no table with a key"):
        sw.SegmentBuilder(events)
