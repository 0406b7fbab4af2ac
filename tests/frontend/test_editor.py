"""The editor in a browser, with a made-up kernel: what it sends, shows and keeps."""

from __future__ import annotations

import functools
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.frontend.node import TESTS, node

# Whatever reaches past the right edge of the page, but for what lies in the top layer or scrolls by itself.
OVERFLOW = """() => {
  const root = document.querySelector('.sw-workbench') || document.querySelector('.sw-editor');
  const edge = root.getBoundingClientRect().right + 1;
  const past = (e) => e.getBoundingClientRect().width && e.getBoundingClientRect().right > edge;
  return [...root.querySelectorAll('*')].filter((e) => past(e) && !e.closest('[popover]')).map((e) => e.className);
}"""
NAMELESS = """() => {
  const controls = document.querySelectorAll('.sw-editor :is(button, input, select, [role=group], [role=dialog])');
  const named = (e) => e.getAttribute('aria-label') || e.textContent.trim();
  return [...controls].filter((e) => !named(e)).map((e) => e.outerHTML.slice(0, 120));
}"""

# Controls of one rule's sentence that are called the same: whoever listens cannot tell them apart.
ALIKE = """() => [...document.querySelectorAll('.sw-rule > .sw-line > .sw-sentence')].flatMap((sentence) => {
  const controls = sentence.querySelectorAll(':is(button, input, select):not([data-sw-popover] *)');
  const groups = [...sentence.querySelectorAll('[role=group]')];
  const inside = (e) => groups.filter((group) => group.contains(e)).map((group) => group.getAttribute('aria-label'));
  const names = [...controls].map((e) => [...inside(e), e.getAttribute('aria-label') || e.textContent.trim()].join(', '));
  return names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${name}: ${sentence.textContent}`);
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("editor")
    subprocess.run([node(), str(TESTS / "bundle.mjs"), str(folder)], check=True)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


Open = Callable[..., Any]


@pytest.fixture
def open_editor(browser: Any, address: str) -> Iterator[Open]:
    pages: list[Any] = []
    errors: list[str] = []

    def opened(state: str = "full", *, theme: str = "light", width: int = 1400, alone: bool = False) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 1000})
        page.set_default_timeout(5000)
        page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: errors.append(e.message))
        page.goto(f"{address}?state={state}&theme={theme}&width={width - 16}" + ("&alone" if alone else ""))
        page.wait_for_selector(".sw-rules")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert not errors


def edits(page: Any) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = page.evaluate("model.sent.filter((m) => m.type === 'edit').map((m) => m.segment)")
    return sent


def members(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = edits(page)[-1]["where"]["members"]
    return found


def rule(page: Any, place: str) -> Any:
    return page.locator(f"[data-place='{place}']")


def settled(page: Any) -> None:
    page.wait_for_selector("[data-status=ok], [data-status=incomplete], [data-status=error]")


def test_looking_at_a_definition_sends_no_edit(open_editor: Open) -> None:
    for state in ("full", "wide", "turned", "blank", "error"):
        page = open_editor(state)
        page.wait_for_timeout(300)
        assert edits(page) == []


@pytest.mark.parametrize("state", ["wide", "turned"])
def test_any_definition_comes_back_unchanged_from_an_edit_and_its_undo(open_editor: Open, state: str) -> None:
    page = open_editor(state)
    before = page.evaluate("JSON.stringify(model.traits.view.segment)")
    rule(page, "where.members.0").hover()
    rule(page, "where.members.0").get_by_role("button", name="Mute:").click()
    page.keyboard.press("Control+z")
    assert page.evaluate("JSON.stringify(model.sent.filter((m) => m.type === 'edit').at(-1).segment)") == before


def test_a_first_rule_by_keyboard_alone(open_editor: Open) -> None:
    page = open_editor("blank")
    page.get_by_role("button", name="Add the first rule").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("licences")  # a synonym
    page.keyboard.press("Enter")
    page.keyboard.type("25")
    settled(page)
    page.wait_for_function("/[0-9]/.test(document.querySelector('.sw-in').textContent)")
    seats = {"kind": "attribute", "column": "seats"}
    assert members(page) == [{"kind": "criterion", "metric": seats, "op": ">=", "value": 25}]
    assert rule(page, "where.members.0").locator(".sw-met").inner_text() != ""


def test_a_figure_that_is_typed_is_sent_as_fast_as_answers_come(open_editor: Open) -> None:
    page = open_editor()
    field = rule(page, "where.members.3").get_by_label("Number, days")
    field.fill("")
    field.press_sequentially("12.5", delay=30)
    page.wait_for_function("model.sent.some((m) => m.type === 'edit' && m.segment.where.members[3].value === 12.5)")
    page.wait_for_timeout(500)  # and no other follows
    sent = [m["value"] for m in (e["where"]["members"][3] for e in edits(page)) if "value" in m]
    assert sent[-1] == 12.5
    assert set(sent) <= {1, 12, 12.5}
    assert field.input_value() == "12.5"


AT_ONCE = """() => {
  const line = document.querySelector("[data-place='where.members.3']");
  document.querySelector("[data-place='where.members.0'] [aria-label^='Mute:']").click();
  const choice = line.querySelector("select[aria-label='How it is compared']");
  const field = line.querySelector("input[aria-label='Number, days']");
  choice.value = ">";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  field.value = "25";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def test_edits_that_come_before_the_screen_has_followed_are_all_kept(open_editor: Open) -> None:
    page = open_editor()
    page.evaluate(AT_ONCE)  # as a browser does with what was clicked and typed while it was busy
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment.where.members[3].value === 25")
    assert (members(page)[0]["muted"], members(page)[3]["op"]) == (True, ">")


def test_mute_undo_and_redo(open_editor: Open) -> None:
    page = open_editor()
    first = rule(page, "where.members.0")
    first.hover()
    first.get_by_role("button", name="Mute:").click()
    assert members(page)[0]["muted"] is True
    page.get_by_role("button", name="Undo").click()
    assert "muted" not in members(page)[0]
    page.get_by_role("button", name="Redo").click()
    assert members(page)[0]["muted"] is True


def test_groups_nest_and_wrap(open_editor: Open) -> None:
    page = open_editor()
    inner = rule(page, "where.members.5")
    inner.locator("> .sw-add").get_by_role("button", name="Group").click()
    rule(page, "where.members.5.members.2").locator("> .sw-add").get_by_role("button", name="Rule").click()
    page.get_by_role("dialog").get_by_role("combobox").fill("trial")
    page.keyboard.press("Enter")
    assert members(page)[5]["members"][2]["members"][0]["op"] == "is_true"
    first = rule(page, "where.members.0")
    first.hover()
    first.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="none of").click()
    assert members(page)[0]["kind"] == "none"
    rule(page, "where.members.0").locator("> .sw-line").get_by_label("How the members").select_option("at_least")
    assert [members(page)[0][k] for k in ("kind", "n")] == ["at_least", 1]


def test_a_related_group_is_built_and_may_ask_for_existence_alone(open_editor: Open) -> None:
    page = open_editor()
    page.locator(".sw-root > .sw-add").get_by_role("button", name="Related").click()
    page.get_by_role("menuitem", name="contacts").click()
    group = rule(page, "where.members.7")
    group.get_by_role("button", name="Any contact will do").click()
    group.get_by_label("How many of the related").select_option("at_least")
    group.get_by_label("Number of contacts").fill("3")
    page.wait_for_function("model.sent.some((m) => m.type === 'edit' && m.segment.where.members[7]?.n === 3)")
    exists = {"kind": "related", "table": "contacts", "where": {"kind": "everyone"}}
    assert members(page)[7] == exists | {"quantifier": "at_least", "n": 3}
    group.get_by_role("button", name="Which contacts are looked at").click()
    page.get_by_role("dialog").get_by_role("button", name="Choose values").click()
    page.get_by_role("option", name="Admin").click()
    assert members(page)[7]["scope"]["members"][0]["value"] == ["Admin"]


def test_a_row_filter_goes_with_its_last_condition(open_editor: Open) -> None:
    page = open_editor()
    rule(page, "where.members.3").get_by_role("button", name="Row filter").click()
    dialog = page.get_by_role("dialog", name="Which usage rows count")
    dialog.get_by_label("Column").select_option("minutes")
    assert members(page)[3]["metric"]["where"]["members"] == [
        {"kind": "criterion", "metric": {"kind": "attribute", "column": "minutes"}, "op": ">="}
    ]
    dialog.get_by_role("button", name="Remove", exact=True).click()
    assert "where" not in members(page)[3]["metric"]
    expect(dialog).to_have_count(0)


def test_down_by_percent_is_a_share_below_zero(open_editor: Open) -> None:
    page = open_editor()
    change = rule(page, "where.members.2")
    change.get_by_label("Percent").fill("7")
    page.wait_for_function("model.sent.some((m) => m.type === 'edit' && m.segment.where.members[2].value === -0.07)")
    assert members(page)[2]["value"] == -0.07
    change.get_by_label("How it is compared").select_option("up >=")
    assert (members(page)[2]["op"], members(page)[2]["value"]) == (">=", 0.07)


def test_rules_are_dragged_to_where_they_have_a_meaning(open_editor: Open) -> None:
    page = open_editor()
    rule(page, "where.members.0").locator(".sw-handle").drag_to(rule(page, "where.members.5").locator("> .sw-line"))
    page.wait_for_timeout(100)
    assert members(page)[4]["members"][0]["metric"] == {"kind": "attribute", "column": "plan"}
    sent = len(edits(page))
    contact = rule(page, "where.members.3.where.members.0")
    contact.locator(".sw-handle").drag_to(rule(page, "where.members.0").locator("> .sw-line"))
    page.wait_for_timeout(100)
    assert len(edits(page)) == sent


def test_what_is_copied_by_dragging_is_as_it_was_edited(open_editor: Open) -> None:
    page = open_editor()
    rule(page, "where.members.3").get_by_label("Number, days").fill("25")
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment.where.members[3].value === 25")
    page.keyboard.down("Alt")
    rule(page, "where.members.3").locator("> .sw-line > .sw-handle").drag_to(rule(page, "where.members.0").locator("> .sw-line"))
    page.keyboard.up("Alt")
    page.wait_for_function("model.sent.findLast((m) => m.type === 'edit')?.segment.where.members.length === 8")
    assert [m.get("value") for m in members(page) if m.get("metric", {}).get("agg") == "active_days"] == [25, 25]


def test_a_popover_keeps_the_focus_and_gives_it_back(open_editor: Open) -> None:
    page = open_editor()
    button = page.locator(".sw-root > .sw-add").get_by_role("button", name="Rule")
    button.click()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('[role=dialog]')")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_keys_stay_in_the_editor(open_editor: Open) -> None:
    page = open_editor()
    page.evaluate("window.heard = 0; document.addEventListener('keydown', () => window.heard++)")
    page.get_by_label("Segment name").press("d")
    page.locator(".sw-root > .sw-add button").first.press("x")
    assert page.evaluate("window.heard") == 0
    assert page.locator("[data-lm-suppress-shortcuts=true] .sw-rules").count() == 1


def test_text_of_the_data_is_text(open_editor: Open) -> None:
    page = open_editor()
    last = rule(page, "where.members.6")
    assert "<b>Rétail</b> & Söhne" in last.inner_text()
    last.locator("button.sw-value").click()
    expect(page.get_by_role("option", name="<b>Rétail</b> & Söhne")).to_have_count(1)
    assert page.locator(".sw-editor b:not(.sw-funnel b)").count() == 0


def test_problems_stand_at_their_rules_and_the_last_answer_stays_marked(open_editor: Open) -> None:
    page = open_editor("error")
    expect(rule(page, "where.members.0").get_by_role("alert")).to_contain_text("Did you mean 'plan'?")
    expect(rule(page, "where.members.5.members.0").get_by_role("alert")).to_have_count(1)
    assert rule(page, "where.members.1").get_by_role("alert").count() == 0
    page = open_editor("stale")
    expect(page.get_by_text("Before your last changes")).to_be_visible()
    expect(rule(page, "where.members.2").get_by_role("status")).to_contain_text("nothing to compare with")


def test_a_definition_from_python_shows_and_can_be_undone(open_editor: Open) -> None:
    page = open_editor()
    new = {"name": "From Python", "entity": "accounts", "where": {"kind": "all", "members": []}}
    page.evaluate("segment => model.put({...model.traits.view, rev: 9, segment})", new)
    expect(page.get_by_label("Segment name")).to_have_value("From Python")
    expect(page.get_by_test_id("empty")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    assert len(members(page)) == 7


@pytest.mark.parametrize("state", ["full", "wide", "turned", "blank", "error", "stale"])
@pytest.mark.parametrize("width", [1400, 900, 700])
def test_it_fits_and_every_control_has_a_name(open_editor: Open, state: str, width: int) -> None:
    page = open_editor(state, width=width, theme="dark" if width == 900 else "light", alone=width == 700)
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(ALIKE) == []
    folder = os.environ.get("SEG_WIDGETS_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"editor-{state}-{width}.png", full_page=True)
