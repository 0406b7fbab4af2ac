"""Parameters, quantifiers, habits, lists, references and templates, edited in place with a made-up kernel."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.frontend.test_editor import NAMELESS, Open, address, edits, members, open_editor, rule

__all__ = ["address", "open_editor"]


def sent(page: Any, path: str, value: str) -> None:
    """Wait until an edit was sent in which something of the draft is so."""
    page.wait_for_function(f"model.sent.some((m) => m.type === 'edit' && JSON.stringify(m.segment.{path}) === {value!r})")


def more(page: Any, item: str) -> None:
    page.locator(".sw-root > .sw-add").get_by_role("button", name="Other conditions").click()
    page.get_by_role("menuitem", name=item).click()


def test_parameters_are_turned_in_their_strip_and_read_in_the_rules(open_editor: Open) -> None:
    page = open_editor("turned")
    strip = page.get_by_role("region", name="Parameters")
    strip.get_by_label("Days looked at").fill("45")
    sent(page, "parameters[0].default", "45")
    expect(rule(page, "where.members.1").locator("[data-param=days]")).to_contain_text("45")
    strip.get_by_label("Change of use").fill("-25")
    sent(page, "parameters[2].default", "-0.25")
    strip.get_by_role("button", name="Editions: Gold").click()
    strip.get_by_role("option", name="Silver").click()
    assert edits(page)[-1]["parameters"][1]["default"] == ["Gold", "Silver"]
    page.keyboard.press("Escape")
    strip.get_by_role("button", name="Remove the parameter spare").click()
    assert [p["name"] for p in edits(page)[-1]["parameters"]] == ["days", "plans", "fall"]
    assert edits(page)[-1]["where"]["members"] == page.evaluate("model.traits.view.segment.where.members")


def test_a_parameter_is_turned_where_it_stands_or_gives_way_to_a_value(open_editor: Open) -> None:
    page = open_editor("turned")
    rule(page, "where.members.1").locator("[data-param=days]").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Parameter: Days looked at")
    dialog.get_by_label("Days looked at").fill("7")
    sent(page, "parameters[0].default", "7")
    dialog.get_by_role("button", name="Use a value of its own").click()
    assert members(page)[1]["metric"]["window"] == {"kind": "last", "n": 7}
    assert members(page)[3]["window"]["n"] == {"kind": "param", "name": "days"}


def test_a_parameter_without_a_value_is_told_in_the_strip(open_editor: Open) -> None:
    page = open_editor("turned")
    missing = {"code": "missing-part", "message": "'default' is missing.", "place": "parameters.0.default", "hint": ""}
    page.evaluate("(p) => { model.extra = [p]; }", missing)
    strip = page.get_by_role("region", name="Parameters")
    strip.get_by_label("Days looked at").fill("")
    expect(strip.get_by_role("status")).to_contain_text("“Days looked at” has no value yet.")
    assert "default" not in edits(page)[-1]["parameters"][0]
    expect(rule(page, "where.members.1").locator("[data-param]")).to_contain_text("…")


def test_a_value_and_a_window_are_made_parameters(open_editor: Open) -> None:
    page = open_editor()
    edition = rule(page, "where.members.0")
    edition.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Make a parameter: Edition").click()
    usage = rule(page, "where.members.3")
    usage.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Make a parameter: Days looked at").click()
    assert edits(page)[-1]["parameters"] == [
        {"name": "edition", "default": ["Gold", "Enterprise"], "label": "Edition"},
        {"name": "days_looked_at", "default": 30, "label": "Days looked at"},
    ]
    assert members(page)[0]["value"] == {"kind": "param", "name": "edition"}
    assert members(page)[3]["metric"]["window"]["n"] == {"kind": "param", "name": "days_looked_at"}
    usage.locator("[data-param]").click()
    page.get_by_role("dialog").get_by_label("Called").fill("Quiet days")
    sent(page, "parameters?.[1]?.label", '"Quiet days"')
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("parameters")).to_contain_text("Quiet days")
    for _ in range(3):
        page.get_by_role("button", name="Undo").click()
    assert "parameters" not in edits(page)[-1]
    assert members(page)[0]["value"] == ["Gold", "Enterprise"]


def test_quantifiers_of_all_and_of_a_share(open_editor: Open) -> None:
    page = open_editor("turned")
    group = rule(page, "where.members.7")
    group.get_by_label("Share of the contacts").fill("75")
    sent(page, "where.members[7].share", "0.75")
    group.get_by_label("How many of the related").select_option("every")
    assert [members(page)[7].get(k) for k in ("quantifier", "share", "n")] == ["every", None, None]
    group.get_by_label("How many of the related").select_option("share")
    assert members(page)[7]["share"] == 0.5
    group.get_by_label("How many", exact=True).fill("2")
    sent(page, "where.members[7].where.n", "2")


def test_text_with_an_order_is_compared_by_it(open_editor: Open) -> None:
    page = open_editor("turned")
    edition = rule(page, "where.members.8")
    options = edition.get_by_label("Choose a value").locator("option").all_inner_texts()
    assert options == ["Free", "Silver", "Gold", "Enterprise"]
    edition.get_by_label("Choose a value").select_option("Silver")
    assert members(page)[8]["value"] == "Silver"
    edition.get_by_label("How it is compared").select_option("between")
    edition.get_by_label("Upper value").select_option("Enterprise")
    assert [members(page)[8][k] for k in ("op", "value")] == ["between", ["Silver", "Enterprise"]]


def test_lists_offer_what_is_in_them(open_editor: Open) -> None:
    page = open_editor()
    page.locator(".sw-root > .sw-add").get_by_role("button", name="Rule").click()
    page.get_by_role("dialog").get_by_role("combobox").fill("tags")
    page.keyboard.press("Enter")
    tags = rule(page, "where.members.7")
    tags.get_by_role("button", name="Choose values").click()
    page.get_by_role("option", name="strategic").click()
    page.keyboard.press("Escape")
    assert [members(page)[7][k] for k in ("op", "value")] == ["has_any", ["strategic"]]
    tags.get_by_label("How it is compared").select_option("has_none")
    assert members(page)[7]["value"] == ["strategic"]
    tags.get_by_label("How it is compared").select_option("is_empty")
    assert "value" not in members(page)[7]


def test_windows_since_a_date_active_periods_and_quantiles(open_editor: Open) -> None:
    page = open_editor()
    usage = rule(page, "where.members.3")
    usage.get_by_label("When", exact=True).select_option("since")
    assert members(page)[3]["metric"]["window"] == {"kind": "since", "anchor": "signup_date", "n": 30}
    usage.get_by_label("Unit of time").select_option("months")
    usage.get_by_label("Since which date").select_option("renews_on")
    assert members(page)[3]["metric"]["window"] == {"kind": "since", "anchor": "renews_on", "n": 30, "unit": "months"}
    usage.get_by_label("What is taken of the rows").select_option("active_periods")
    assert members(page)[3]["metric"]["window"] == {"kind": "last", "n": 8, "unit": "weeks"}
    expect(usage).to_contain_text("weeks with")
    minutes = rule(page, "where.members.5.members.1")
    minutes.get_by_label("What is taken of the rows").select_option("quantile")
    minutes.get_by_label("Quantile", exact=True).fill("95")
    sent(page, "where.members[5].members[1].metric.numerator.q", "0.95")
    minutes.get_by_label("What is taken of the rows").select_option("mean")
    assert "q" not in members(page)[5]["members"][1]["metric"]["numerator"]


def test_habits_and_every_row_are_sentences_to_be_changed(open_editor: Open) -> None:
    page = open_editor("turned")
    habit = rule(page, "where.members.3")
    habit.get_by_label("What was begun").select_option("first_ever")
    assert members(page)[3] == {"kind": "first_ever", "table": "usage", "window": {"kind": "last", "n": {"kind": "param", "name": "days"}}}
    habit.get_by_label("When", exact=True).select_option("dates")
    habit.get_by_label("What was begun").select_option("resumed")
    assert members(page)[3]["window"] == {"kind": "last", "n": 30}
    habit.get_by_role("button", name="Row filter").click()
    assert members(page)[3]["where"]["members"][0]["metric"]["column"] == "feature"
    page.keyboard.press("Escape")
    habit.get_by_label("Rows of which table").select_option("tickets")
    assert members(page)[3] == {"kind": "resumed", "table": "tickets", "window": {"kind": "last", "n": 30}}
    more(page, "what every row has")
    every = rule(page, "where.members.11")
    every.get_by_label("Rows of which table").select_option("tickets")
    every.get_by_role("button", name="What every ticket has").click()
    page.get_by_role("dialog").get_by_role("button", name="Condition").click()
    page.get_by_role("dialog").get_by_role("button", name="Choose values").click()
    page.get_by_role("option", name="urgent").click()
    priority = {"kind": "criterion", "metric": {"kind": "attribute", "column": "priority"}, "op": "one_of", "value": ["urgent"]}
    assert members(page)[11] == {"kind": "every_row", "table": "tickets", "has": {"kind": "all", "members": [priority]}}


def test_a_list_of_keys_is_pasted_and_a_saved_segment_chosen(open_editor: Open) -> None:
    page = open_editor("turned")
    more(page, "a list of accounts")
    dialog = page.get_by_role("dialog", name="A list of accounts")
    dialog.get_by_label("Account id, one a line").fill("A-7\n A-8 \n\nA-7\n")
    sent(page, "where.members[11].keys", '["A-7","A-8"]')
    dialog.get_by_label("Called").fill("Beta")
    sent(page, "where.members[11].name", '"Beta"')
    dialog.get_by_role("button", name="Done").click()
    expect(rule(page, "where.members.11")).to_contain_text("Beta: 2 accounts")
    rule(page, "where.members.6").get_by_label("Which saved segment").select_option("Won back")
    assert members(page)[6] == {"kind": "segment", "name": "Won back"}
    more(page, "members of a saved segment")
    assert members(page)[12] == {"kind": "segment", "name": "Churned"}


def test_a_sequence_reads_as_a_sentence_and_every_part_of_it_is_changed(open_editor: Open) -> None:
    page = open_editor("turned")
    sequence = rule(page, "where.members.10")
    sequence.get_by_label("Step 2: at most so long after").fill("60")
    sent(page, "where.members[10].steps[1].within", "60")
    sequence.get_by_label("Unit of time").select_option("quarters")
    assert members(page)[10]["window"] == {"kind": "last", "n": 12, "unit": "quarters"}
    sequence.get_by_label("Step 2: none between, a row of").select_option("usage")
    assert members(page)[10]["steps"][1]["without"] == {"table": "usage"}
    sequence.get_by_role("button", name="Step 2: Whatever lies in between").click()
    assert members(page)[10]["steps"] == [{"table": "tickets"}, {"table": "usage", "within": 60}]
    step(page, sequence, 2, "Nothing of some kind in between")
    assert members(page)[10]["steps"][1]["without"] == {"table": "tickets"}
    step(page, sequence, 2, "One step earlier")
    assert members(page)[10]["steps"] == [{"table": "usage"}, {"table": "tickets", "within": 60, "without": {"table": "tickets"}}]
    assert page.evaluate(NAMELESS) == []


def step(page: Any, sequence: Any, number: int, item: str) -> None:
    sequence.get_by_role("button", name=f"Change step {number}").click()
    page.get_by_role("menuitem", name=item).click()


def test_one_thing_after_another_is_built(open_editor: Open) -> None:
    page = open_editor("turned")
    more(page, "one thing after another")
    year = {"kind": "last", "n": 12, "unit": "months"}
    assert members(page)[11] == {"kind": "sequence", "steps": [{"table": "usage"}, {"table": "tickets", "within": 30}], "window": year}
    sequence = rule(page, "where.members.11")
    sequence.get_by_label("Step 2: a row of").select_option("usage")
    step(page, sequence, 2, "Add a step after it")
    sequence.get_by_label("Step 3: a row of").select_option("tickets")
    assert members(page)[11]["steps"] == [{"table": "usage"}, {"table": "usage", "within": 30}, {"table": "tickets", "within": 30}]
    step(page, sequence, 1, "Remove step 1")
    assert members(page)[11]["steps"] == [{"table": "usage"}, {"table": "tickets", "within": 30}]
    sequence.get_by_role("button", name="Change step 1").click()
    expect(page.get_by_role("menuitem", name="Remove step 1")).to_be_disabled()


def test_a_rule_is_set_against_peers_and_taken_as_a_tier(open_editor: Open) -> None:
    page = open_editor()
    before = page.evaluate("model.traits.view.segment.where.members")
    usage = rule(page, "where.members.3")
    usage.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Compare with the median of its peers").click()
    assert members(page)[3]["value"] == {"kind": "peers", "of": before[3]["metric"], "by": ["industry"]}
    usage.get_by_label("What of the peers").select_option("quantile")
    assert [members(page)[3]["value"][k] for k in ("stat", "q")] == ["quantile", 0.75]
    usage.get_by_label("What of the peers").select_option("mean")
    assert "q" not in members(page)[3]["value"]
    usage.get_by_role("button", name="Peers share: Industry").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="Edition").check()
    assert members(page)[3]["value"]["by"] == ["industry", "plan"]
    dialog.get_by_role("checkbox", name="Industry").uncheck()
    expect(dialog.get_by_role("checkbox", name="Edition")).to_be_disabled()
    page.keyboard.press("Escape")
    for _ in range(5):
        page.get_by_role("button", name="Undo").click()
    assert members(page) == before
    usage.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Take it as one of four equal tiers").click()
    assert [members(page)[3][k] for k in ("metric", "op", "value")] == [{"kind": "tier", "of": before[3]["metric"], "k": 4}, "is", 4]
    usage.get_by_label("Number of tiers").fill("10")
    sent(page, "where.members[3].metric.k", "10")
    usage.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Take it as it is").click()
    assert members(page)[3]["metric"] == before[3]["metric"]


def test_a_template_is_the_start_by_keyboard_alone(open_editor: Open) -> None:
    page = open_editor("blank")
    page.get_by_role("button", name="Start from a template").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Templates")
    expect(dialog.get_by_role("option")).to_have_count(3)
    expect(dialog).to_contain_text("5 of 500 accounts")
    page.keyboard.type("idle")
    expect(dialog.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Segment name")).to_have_value("Quiet")
    assert edits(page)[-1] == page.evaluate("model.traits.view.segment")
    assert edits(page)[-1]["parameters"] == [{"name": "days", "default": 14, "label": "Days"}]
    page.get_by_role("button", name="Undo").click()
    assert edits(page)[-1]["where"]["members"] == []


def test_a_template_is_added_beside_the_rules_there_are(open_editor: Open) -> None:
    page = open_editor("turned")
    page.locator(".sw-root > .sw-add").get_by_role("button", name="From a template").click()
    dialog = page.get_by_role("dialog", name="Templates")
    assert page.evaluate(NAMELESS) == []
    dialog.get_by_role("button", name="Add to the rules").click()
    assert len(members(page)) == 12
    assert members(page)[11]["metric"]["window"]["n"] == {"kind": "param", "name": "days_2"}
    assert [p["name"] for p in edits(page)[-1]["parameters"]][-1] == "days_2"
    page.get_by_role("button", name="Undo").click()
    assert "days_2" not in [p["name"] for p in edits(page)[-1]["parameters"]]
