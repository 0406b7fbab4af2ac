"""The small distribution beside a rule and its threshold, in a browser with a made-up kernel."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.frontend.test_editor import Open, address, edits, members, open_editor, rule

__all__ = ["address", "open_editor"]

OVER_TEXT = """() => [...document.querySelectorAll('.sw-line')].filter((line) => {
  const text = line.querySelector('.sw-sentence').getBoundingClientRect();
  return [...line.querySelectorAll('.sw-actions button, .sw-spread, .sw-count, .sw-funnel')].some((part) => {
    const box = part.getBoundingClientRect();
    return box.width && box.left < text.right - 1 && box.right > text.left && box.top < text.bottom - 1 && box.bottom > text.top + 1;
  });
}).map((line) => line.textContent)"""


def slider(page: Any, place: str, name: str = "Threshold") -> Any:
    return rule(page, place).get_by_role("slider", name=name)


def drag(page: Any, thumb: Any, to: float) -> None:
    """Drag a threshold to a share of its distribution's width; the button stays down."""
    expect(thumb).to_be_visible()
    box = thumb.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    drag_on(page, thumb, to)


def drag_on(page: Any, thumb: Any, to: float) -> None:
    field = thumb.locator("xpath=..").bounding_box()
    page.mouse.move(field["x"] + field["width"] * to, field["y"] + field["height"] / 2, steps=8)


def test_a_threshold_is_dragged_and_the_counts_follow_one_edit_at_a_time(open_editor: Open) -> None:
    page = open_editor()
    field = rule(page, "where.members.3").get_by_label("Number, days")
    assert field.input_value() == "10"
    expect(slider(page, "where.members.3")).to_be_visible()
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)  # how long the machine takes is no matter
    page.evaluate("model.delay = 1e6")
    drag(page, slider(page, "where.members.3"), 0.6)  # of 0 to 40
    page.clock.run_for(100)
    drag_on(page, slider(page, "where.members.3"), 0.75)
    page.clock.run_for(100)
    expect(field).to_have_value("29")  # at most 29: the 30 is the first that is not in
    assert len(edits(page)) == 1
    page.evaluate("model.put(model.answered(model.sent.at(-1).rev, model.sent.at(-1).segment))")
    assert len(edits(page)) == 2
    drag_on(page, slider(page, "where.members.3"), 0.25)
    page.clock.run_for(100)
    assert len(edits(page)) == 2
    page.clock.run_for(500)
    assert len(edits(page)) == 3  # it has waited long enough
    page.evaluate("model.delay = 20; model.put(model.answered(model.sent.at(-1).rev, model.sent.at(-1).segment))")
    page.clock.run_for(1200)  # one holds still
    page.clock.resume()
    drag_on(page, slider(page, "where.members.3"), 0.5)
    page.mouse.up()
    expect(field).to_have_value("19")
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[3].value === 19")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[3].value === 10")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_threshold_is_a_slider_for_the_keyboard(open_editor: Open) -> None:
    page = open_editor()
    thumb = slider(page, "where.members.3")
    expect(thumb).to_have_attribute("aria-valuenow", "10")
    assert [thumb.get_attribute(f"aria-{name}") for name in ("valuemin", "valuemax", "valuetext")] == ["0", "1200", "10 days"]
    thumb.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    expect(thumb).to_have_attribute("aria-valuenow", "12")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[3].value === 11")
    page.keyboard.press("Control+z")
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[3].value === 10")
    expect(thumb).to_be_focused()


def test_a_share_is_moved_in_percent_and_a_span_in_its_unit(open_editor: Open) -> None:
    page = open_editor()
    fall = slider(page, "where.members.2")
    expect(fall).to_have_attribute("aria-valuetext", "-40%")
    fall.press("ArrowLeft")
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[2].value === -0.42")
    renewal = slider(page, "where.members.1", "Length of time")
    expect(renewal).to_have_attribute("aria-valuetext", "90 days")
    renewal.press("ArrowRight")
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[1].value.n === 91")
    assert members(page)[1]["value"] == {"kind": "span", "n": 91}


def test_a_range_has_two_thresholds_that_do_not_pass_each_other(open_editor: Open) -> None:
    page = open_editor()
    usage = rule(page, "where.members.3")
    usage.get_by_label("How it is compared").select_option("between")
    usage.get_by_label("Upper value").fill("20")
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[3].value?.[1] === 20")
    drag(page, slider(page, "where.members.3", "Lower threshold"), 0.9)
    page.mouse.up()
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[3].value?.[0] === 20")
    drag(page, slider(page, "where.members.3", "Upper threshold"), 1)
    page.mouse.up()
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[3].value?.[1] === 39")


def test_a_rule_without_a_value_gets_one_where_its_distribution_is_pointed_at(open_editor: Open) -> None:
    page = open_editor("stale")
    seats = rule(page, "where.members.2")
    plot = seats.get_by_test_id("spread")
    expect(plot).to_be_visible()
    assert seats.get_by_role("slider").count() == 0
    box = plot.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment?.where.members[2].value === 20")
    expect(slider(page, "where.members.2")).to_have_attribute("aria-valuenow", "20")


def test_where_a_parameter_stands_the_parameter_is_turned(open_editor: Open) -> None:
    page = open_editor("turned")
    before = page.evaluate("structuredClone(model.traits.view.segment)")
    fall = slider(page, "where.members.2")
    expect(fall).to_have_attribute("aria-valuetext", f"{100 * before['parameters'][2]['default']:g}%")
    fall.press("PageUp")  # to the next edge, ten percent on
    page.wait_for_function("model.sent.at(-1).type === 'edit'")
    sent = edits(page)[-1]
    assert sent["where"] == before["where"]
    assert sent["parameters"] == [*before["parameters"][:2], before["parameters"][2] | {"default": -0.3}, *before["parameters"][3:]]


def test_what_is_muted_missing_or_of_an_entity_outside_has_none(open_editor: Open) -> None:
    page = open_editor()
    expect(slider(page, "where.members.3")).to_be_visible()
    muted = rule(page, "where.members.6")
    assert muted.get_by_test_id("spread").count() == 0
    rule(page, "where.members.3").get_by_label("How it is compared").select_option("is_missing")
    expect(rule(page, "where.members.3").get_by_test_id("spread")).to_have_count(0)


def test_a_spread_is_asked_for_once_a_metric(open_editor: Open) -> None:
    page = open_editor()
    expect(slider(page, "where.members.3")).to_be_visible()
    page.wait_for_timeout(300)
    asked = page.evaluate("model.sent.filter((m) => m.about === 'spread').map((m) => JSON.stringify(m.metric))")
    assert len(asked) == len(set(asked)) > 5
    slider(page, "where.members.3").press("ArrowRight")
    page.wait_for_timeout(500)
    assert page.evaluate("model.sent.filter((m) => m.about === 'spread').length") == len(asked)


def test_muted_unknown_unfinished_and_wrong_look_different_without_colour(open_editor: Open) -> None:
    page = open_editor("error")
    expect(slider(page, "where.members.3")).to_be_visible()
    assert rule(page, "where.members.0").get_by_role("alert").locator("svg").is_visible()  # wrong: a sign
    hatched = "getComputedStyle(document.querySelector('[data-testid=unknown]'), '::before').backgroundImage.startsWith('repeating')"
    assert page.evaluate(hatched)
    muted = rule(page, "where.members.6")
    struck = "e => getComputedStyle(e).textDecorationLine"
    assert muted.locator(".sw-token").first.evaluate(struck) == "line-through"
    expect(muted).to_contain_text("muted")
    page = open_editor("stale")
    assert not rule(page, "where.members.2").get_by_role("status").locator("svg").is_visible()  # only not finished: no sign


@pytest.mark.parametrize("width", [1400, 900, 700, 430])
@pytest.mark.parametrize("state", ["full", "wide", "turned"])
def test_nothing_lies_over_a_sentence(open_editor: Open, state: str, width: int) -> None:
    page = open_editor(state, width=width)
    expect(page.get_by_test_id("spread").first).to_be_visible()
    for place in ("where.members.0", "where.members.3", "where.members.5"):
        rule(page, place).locator("> .sw-line").hover()
        assert page.evaluate(OVER_TEXT) == []
