"""What is made of metrics, built by clicking: calculations, values for missing, maps, orders, peers, look-ups, what is outside."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.frontend.test_editor import NAMELESS, Open, address, edits, members, open_editor, rule

__all__ = ["address", "open_editor"]

Node = dict[str, Any]
SEATS = {"kind": "attribute", "column": "seats"}
ARR = {"kind": "attribute", "column": "arr"}
PLAN = {"kind": "attribute", "column": "plan"}


def sent(page: Any, path: str, value: str) -> None:
    path = path.replace(".", "?.").replace("[", "?.[")
    page.wait_for_function(f"model.sent.some((m) => m.type === 'edit' && JSON.stringify(m.segment?.{path}) === {value!r})")


def pick(page: Any, words: str) -> None:
    page.get_by_role("dialog").last.get_by_role("combobox").fill(words)
    page.keyboard.press("Enter")


def add(page: Any, words: str, *, after: int = 7) -> Any:
    """Add a rule at the end of the fixture's seven."""
    page.locator(".sw-root > .sw-add").get_by_role("button", name="Add a rule").click()
    pick(page, words)
    return rule(page, f"where.members.{after}")


def calculate(page: Any, where: Any, entry: str, *, of: int = -1) -> None:
    """Open the menu beside a metric, by default the outermost one of a rule; take an entry."""
    found = where.get_by_role("button", name="Calculate with")
    (found.last if of == -1 else found.nth(of)).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


def metric(page: Any, at: int = 7) -> Node:
    found: Node = members(page)[at]["metric"]
    return found


def test_two_metrics_are_calculated_with_and_taken_apart(open_editor: Open) -> None:
    page = open_editor()
    row = add(page, "ARR")
    calculate(page, row, "Divide by another metric…")
    pick(page, "seats")
    assert metric(page) == {"kind": "ratio", "numerator": ARR, "denominator": SEATS}
    page.wait_for_timeout(150)  # drawn anew, and the focus is still in it
    assert page.evaluate("document.activeElement.closest('[data-place]')?.dataset.place") == "where.members.7"
    row.get_by_label("How the two are combined").select_option("minus")
    assert metric(page) == {"kind": "arithmetic", "op": "-", "left": ARR, "right": SEATS}
    calculate(page, row, "Multiply by another metric…")
    pick(page, "tickets")
    tickets = {"kind": "aggregate", "table": "tickets", "agg": "count", "window": {"kind": "last", "n": 90}}
    inner = {"kind": "arithmetic", "op": "-", "left": ARR, "right": SEATS}
    assert metric(page) == {"kind": "arithmetic", "op": "*", "left": inner, "right": tickets}
    row.get_by_label("What is taken of the rows").select_option("active_days")  # each side stays what it is: edited in place
    assert metric(page)["right"]["agg"] == "active_days"
    calculate(page, row, "A number instead", of=3)
    row.get_by_label("Number in the calculation").fill("12")
    sent(page, "where.members[7].metric.right.value", "12")
    calculate(page, row, "Only: ARR minus Seats")
    assert metric(page) == inner
    calculate(page, row, "Only: ARR")
    assert metric(page) == ARR
    assert page.evaluate(NAMELESS) == []


def test_a_calculation_is_found_under_other_conditions(open_editor: Open) -> None:
    page = open_editor()
    page.locator(".sw-root > .sw-add").get_by_role("button", name="Other conditions").click()
    page.get_by_role("menuitem", name="a calculation of two metrics").click()
    expect(page.get_by_role("dialog", name="The first metric")).to_be_visible()
    pick(page, "ARR")
    expect(page.get_by_role("dialog", name="Divided by which metric")).to_be_visible()
    pick(page, "seats")
    assert members(page)[7] == {"kind": "criterion", "metric": {"kind": "ratio", "numerator": ARR, "denominator": SEATS}, "op": ">="}


def test_the_menu_of_a_rule_leads_to_both(open_editor: Open) -> None:
    page = open_editor()
    row = add(page, "seats")
    for entry, button in (("Calculate with it…", "Calculate with: Seats"), ("Compare with something else…", "Compare with something else")):
        row.get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name=entry).click()
        expect(page.get_by_role("menu", name=button)).to_be_visible()
        page.keyboard.press("Escape")
        expect(row.get_by_role("button", name=button)).to_be_focused()


def test_a_value_stands_for_what_is_missing(open_editor: Open) -> None:
    page = open_editor()
    row = add(page, "seats")
    calculate(page, row, "A value where it is missing")
    assert metric(page) == {"kind": "if_missing", "of": SEATS, "value": 0}
    row.get_by_label("Value if missing").fill("5")
    sent(page, "where.members[7].metric.value", "5")
    calculate(page, row, "Only: Seats")
    assert metric(page) == SEATS
    plan = add(page, "edition", after=8)
    calculate(page, plan, "A value where it is missing")
    plan.get_by_role("button", name="Value if missing").click()
    page.get_by_role("option", name="Free").click()
    assert metric(page, 8) == {"kind": "if_missing", "of": PLAN, "value": "Free"}


def test_values_are_taken_as_others(open_editor: Open) -> None:
    page = open_editor()
    row = add(page, "edition")
    calculate(page, row, "Take its values as others…")
    pairs = [{"value": v, "to": i} for i, v in enumerate(("Free", "Silver", "Gold", "Enterprise"), 1)]
    assert metric(page) == {"kind": "map", "of": PLAN, "pairs": pairs}
    row.get_by_role("button", name="What each value is taken as").click()
    dialog = page.get_by_role("dialog", name="What each value is taken as")
    dialog.get_by_label("Gold is taken as").fill("30")
    sent(page, "where.members[7].metric.pairs[2].to", "30")
    dialog.get_by_role("button", name="Remove Free").click()
    dialog.get_by_label("Any other is taken as").fill("0")
    sent(page, "where.members[7].metric.other", "0")
    assert [p["value"] for p in metric(page)["pairs"]] == ["Silver", "Gold", "Enterprise"]
    dialog.get_by_role("button", name="Value", exact=True).click()
    assert metric(page)["pairs"][3] == {"value": "Free", "to": 4}
    dialog.get_by_label("Any other is taken as").fill("")
    page.wait_for_function("!('other' in model.sent.filter((m) => m.type === 'edit').at(-1).segment.where.members[7].metric)")
    assert page.evaluate(NAMELESS) == []
    page.keyboard.press("Escape")
    expect(row).to_contain_text("Silver = 2, Gold = 30, Enterprise = 4 +1")


def test_values_are_given_an_order(open_editor: Open) -> None:
    page = open_editor()
    row = add(page, "industry")
    calculate(page, row, "Give its values an order…")
    assert metric(page)["order"] == ["FinTech", "Healthcare", "EdTech", "<b>Rétail</b> & Söhne", "Logistics", "DevTools"]
    row.get_by_role("button", name="The order, lowest first").click()
    dialog = page.get_by_role("dialog", name="The order, lowest first")
    dialog.get_by_role("button", name="EdTech one lower").click()
    dialog.get_by_role("button", name="Remove DevTools").click()
    assert metric(page)["order"] == ["FinTech", "EdTech", "Healthcare", "<b>Rétail</b> & Söhne", "Logistics"]
    page.keyboard.press("Escape")
    row.get_by_label("How it is compared").select_option("at least")
    row.get_by_label("Choose a value").select_option("Healthcare")
    assert [members(page)[7][k] for k in ("op", "value")] == [">=", "Healthcare"]


def test_a_figure_is_looked_up(open_editor: Open) -> None:
    page = open_editor()
    row = rule(page, "where.members.3")
    row.get_by_role("button", name="Compare with something else").click()
    page.get_by_role("menuitem", name="A figure from benchmarks").click()
    by_industry = {"column": "industry", "attribute": "industry"}
    assert members(page)[3]["value"] == {"kind": "lookup", "table": "benchmarks", "column": "target", "on": [by_industry]}
    row.get_by_role("button", name="How the row is found: Industry").click()
    dialog = page.get_by_role("dialog", name="How the row is found")
    dialog.get_by_role("button", name="Column", exact=True).click()
    dialog.get_by_label("Column 2").select_option("quarter")
    dialog.get_by_label("Equals, 2").select_option("a value")
    dialog.get_by_label("a value").last.fill("Q4")
    sent(page, "where.members[3].value.on[1]", '{"column":"quarter","value":"Q4"}')
    page.keyboard.press("Escape")
    row.get_by_role("button", name="Compare with a value instead").click()
    assert "value" not in members(page)[3]


def test_a_metric_is_compared_with_another_and_with_what_is_outside(open_editor: Open) -> None:
    page = open_editor()
    row = add(page, "renewal")
    row.get_by_label("How it is compared").select_option("before")
    row.get_by_role("button", name="Compare with something else").click()
    page.get_by_role("menuitem", name="Another metric").click()
    expect(page.get_by_role("dialog").get_by_role("option", name="Seats")).to_have_count(0)  # a date is compared with dates
    pick(page, "renewal")
    assert members(page)[7]["value"] == {"kind": "attribute", "column": "renews_on"}
    contact = rule(page, "where.members.4.where.members.0")
    contact.get_by_role("button", name="Compare with something else").click()
    page.get_by_role("menuitem", name="A metric of the account outside").click()
    pick(page, "seats")
    assert edits(page)[-1]["where"]["members"][4]["where"]["members"][0]["value"] == {"kind": "outer", "of": SEATS}
    expect(contact).to_contain_text("the account")
    calculate(page, contact, "Another metric instead…")
    pick(page, "nps")
    assert edits(page)[-1]["where"]["members"][4]["where"]["members"][0]["value"] == {"kind": "attribute", "column": "nps"}


def test_a_row_filter_is_compared_with_an_attribute_of_its_entity(open_editor: Open) -> None:
    page = open_editor()
    rule(page, "where.members.3").get_by_role("button", name="Row filter").click()
    dialog = page.get_by_role("dialog", name="Which usage rows count")
    dialog.get_by_label("Column").select_option("minutes")
    dialog.get_by_role("button", name="Compare with something else").click()
    page.get_by_role("menuitem", name="A metric of the account outside").click()
    outside = page.get_by_role("dialog", name="A metric of the account outside")
    expect(outside.get_by_role("option", name="Active days")).to_have_count(0)  # only attributes: a row cannot count rows
    pick(page, "seats")
    condition = members(page)[3]["metric"]["where"]["members"][0]
    assert [condition[k] for k in ("op", "value")] == [">=", {"kind": "outer", "of": SEATS}]


def test_related_entities_in_a_scope(open_editor: Open) -> None:
    page = open_editor()
    rule(page, "where.members.4").get_by_role("button", name="Which contacts are looked at").click()
    dialog = page.get_by_role("dialog", name="Which contacts are looked at")
    dialog.get_by_role("button", name="Other conditions").click()
    page.get_by_role("menuitem", name="Related account").click()
    dialog.get_by_label("How many of the related accounts").select_option("no account")
    dialog.get_by_role("button", name="ask more of it").click()
    dialog.get_by_role("button", name="What is asked of the accounts").click()
    asked = page.get_by_role("dialog", name="What is asked of the accounts")
    asked.get_by_role("button", name="Condition", exact=True).click()
    asked.get_by_role("button", name="Choose values").click()
    page.get_by_role("option", name="Gold").click()
    gold = {"kind": "criterion", "metric": PLAN, "op": "one_of", "value": ["Gold"]}
    account = {"kind": "related", "table": "accounts", "where": {"kind": "all", "members": [gold]}, "quantifier": "none"}
    assert members(page)[4]["scope"]["members"][1] == account
    assert page.evaluate(NAMELESS) == []


def test_numbers_of_groups_and_ends_of_ranges_are_made_parameters(open_editor: Open) -> None:
    page = open_editor("wide")
    page.locator(".sw-root > .sw-line").get_by_label("How many").fill("3")
    sent(page, "where.n", "3")
    tenure = rule(page, "where.members.0")
    tenure.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Make a parameter: Tenure since signed up, Upper value").click()
    related = rule(page, "where.members.4")
    related.get_by_role("button", name="More actions").first.click()
    page.get_by_role("menuitem", name="Make a parameter: Number of contacts").click()
    assert [(p["label"], p["default"]) for p in edits(page)[-1]["parameters"]] == [
        ("Tenure since signed up, Upper value", 3),
        ("Number of contacts", 2),
    ]
    assert members(page)[0]["value"][1]["kind"] == "param"
    assert members(page)[4]["n"]["kind"] == "param"


def test_a_template_of_another_entity_starts_a_segment_and_undo_brings_back_what_was_there(open_editor: Open) -> None:
    page = open_editor()
    before = page.evaluate("model.traits.view.segment")
    page.locator(".sw-root > .sw-add").get_by_role("button", name="From a template").click()
    dialog = page.get_by_role("dialog", name="Templates")
    dialog.get_by_role("combobox").fill("promoters")
    expect(dialog).to_contain_text("It is about contacts: it starts a segment of its own")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Segment name")).to_have_value("Promoters")
    expect(page.get_by_test_id("told")).to_contain_text("Undo brings back the one before")
    assert edits(page)[-1]["entity"] == "contacts"
    page.get_by_role("button", name="Undo").click()
    assert edits(page)[-1] == before


def test_a_split_says_what_it_is_for_and_gives_a_rule(open_editor: Open) -> None:
    page = open_editor()
    page.locator(".sw-root > .sw-add").get_by_role("button", name="From a template").click()
    dialog = page.get_by_role("dialog", name="Templates")
    dialog.get_by_role("combobox").fill("by edition")
    expect(dialog).to_contain_text("A split shows all accounts in parts, so as a whole it is no rule.")
    expect(dialog).to_contain_text('sw.templates["B04"].bind(ws).parts(ws)')
    assert page.evaluate(NAMELESS) == []
    dialog.get_by_role("button", name="A rule on Seats").click()
    assert members(page)[7] == {"kind": "criterion", "metric": SEATS, "op": "between"}
    page.keyboard.type("5")  # its value has the focus
    sent(page, "where.members[7].value", "[5,null]")
