"""Whatever can be done to a rule or a group is done by mouse and by keyboard alike; it is told, it is undone, and the focus stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.frontend.test_editor import Open, address, edits, open_editor, rule, settled

__all__ = ["address", "open_editor"]

Node = dict[str, Any]
Members = list[Node]


@dataclass(frozen=True)
class Action:
    """What is done at a place: the entry of its menu, its keys, and what the members are then."""

    name: str
    place: str
    entry: str
    keys: str
    then: Callable[[Members], Members]
    told: str
    focus: str
    """Where the focus is then, done by keyboard: a place."""


def group(kind: str, *members: Node) -> Node:
    return {"kind": kind, "members": list(members)}


def without(node: Node, *names: str) -> Node:
    return {key: value for key, value in node.items() if key not in names}


def in_group(members: Members, at: int, inner: Members) -> Members:
    return [*members[:at], {**members[at], "members": inner}, *members[at + 1 :]]


# The rules of the fixture: five conditions (the fifth about contacts), a group of two, a muted rule.
ACTIONS = [
    Action("mute", "0", "Mute", "Control+/", lambda m: [{**m[0], "muted": True}, *m[1:]], "Muted.", "0"),
    Action("unmute", "6", "Unmute", "Control+/", lambda m: [*m[:6], without(m[6], "muted")], "No longer muted.", "6"),
    Action("mute a group", "5", "Mute", "Control+/", lambda m: [*m[:5], {**m[5], "muted": True}, m[6]], "Muted.", "5"),
    Action("duplicate", "1", "Duplicate", "Control+d", lambda m: [*m[:2], m[1], *m[2:]], "Duplicated.", "2"),
    Action("duplicate related", "4", "Duplicate", "Control+d", lambda m: [*m[:5], m[4], *m[5:]], "Duplicated.", "5"),
    Action("down", "0", "Move down", "Alt+ArrowDown", lambda m: [m[1], m[0], *m[2:]], "Moved: 2 of 7 in “all of”.", "1"),
    Action("up", "2", "Move up", "Alt+ArrowUp", lambda m: [m[0], m[2], m[1], *m[3:]], "Moved: 2 of 7 in “all of”.", "1"),
    Action("past a related group", "3", "Move down", "Alt+ArrowDown", lambda m: [*m[:3], m[4], m[3], *m[5:]], "Moved: 5 of 7", "4"),
    Action(
        "into a group", "6", "Move up", "Alt+ArrowUp", lambda m: in_group(m[:6], 5, [*m[5]["members"], m[6]]),
        "Moved: 3 of 3 in “any of”.", "5.members.2",
    ),
    Action(
        "out of a group", "5.members.0", "Move out of its group", "Alt+ArrowLeft",
        lambda m: [*in_group(m, 5, m[5]["members"][1:])[:6], m[5]["members"][0], m[6]], "Moved: 7 of 8 in “all of”.", "6",
    ),
    Action("wrap", "1", "Wrap in an “any of” group", "Control+g", lambda m: [m[0], group("any", m[1]), *m[2:]], "Wrapped", "1.members.0"),
    Action("wrap in all", "1", "Wrap in an “all of” group", "", lambda m: [m[0], group("all", m[1]), *m[2:]], "Wrapped", "1.members.0"),
    Action("wrap in none", "4", "Wrap in a “none of” group", "", lambda m: [*m[:4], group("none", m[4]), *m[5:]], "Wrapped", "4.members.0"),
    Action("unwrap", "5", "Dissolve the group", "Control+Shift+g", lambda m: [*m[:5], *m[5]["members"], m[6]], "dissolved", "5"),
    Action("remove", "2", "Remove", "Delete", lambda m: [*m[:2], *m[3:]], "Removed.", "2"),
    Action("remove the last", "6", "Remove", "Delete", lambda m: m[:6], "Removed.", "5"),
    Action("remove a group", "5", "Remove", "Delete", lambda m: [*m[:5], m[6]], "Removed.", "5"),
    Action("remove inside", "5.members.1", "Remove", "Delete", lambda m: in_group(m, 5, m[5]["members"][:1]), "Removed.", "5.members.0"),
]  # fmt: skip
BY_KEY = [a for a in ACTIONS if a.keys]
IDS = [a.name for a in ACTIONS]


def handle(page: Any, place: str) -> Any:
    return rule(page, f"where.members.{place}").locator("> .sw-line > .sw-handle")


def done(page: Any, action: Action, before: Members) -> None:
    assert edits(page)[-1]["where"]["members"] == action.then(before)
    expect(page.get_by_test_id("told")).to_contain_text(action.told)
    page.keyboard.press("Control+z")
    assert edits(page)[-1]["where"]["members"] == before
    expect(page.get_by_test_id("told")).to_contain_text("Undone.")
    page.keyboard.press("Control+Shift+z")
    assert edits(page)[-1]["where"]["members"] == action.then(before)
    page.keyboard.press("Control+z")


def given(page: Any) -> Members:
    members: Members = page.evaluate("model.traits.view.segment.where.members")
    return members


def test_by_mouse(open_editor: Open) -> None:
    page = open_editor()
    before = given(page)
    for action in ACTIONS:
        line = rule(page, f"where.members.{action.place}").locator("> .sw-line")
        line.hover()
        line.get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name=action.entry, exact=True).click()
        done(page, action, before)


def test_by_keyboard(open_editor: Open) -> None:
    page = open_editor()
    before = given(page)
    for action in BY_KEY:
        handle(page, action.place).focus()
        page.keyboard.press(action.keys)
        expect(rule(page, f"where.members.{action.focus}").locator("> .sw-line")).to_be_visible()
        settled(page)
        assert focused(page) == f"where.members.{action.focus}", action.name
        done(page, action, before)


def test_by_the_menu_with_the_keyboard(open_editor: Open) -> None:
    page = open_editor()
    before = given(page)
    for action in ACTIONS:
        handle(page, action.place).focus()
        page.keyboard.press("Enter")
        for _ in range(40):
            if page.evaluate("document.activeElement.dataset.label") == action.entry:
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        settled(page)
        page.wait_for_timeout(120)
        assert focused(page) == f"where.members.{action.focus}", action.name
        done(page, action, before)


def focused(page: Any) -> str | None:
    """Give the place of the rule or group that the focus is in."""
    found: str | None = page.evaluate("document.activeElement?.closest('[data-place]')?.dataset.place ?? null")
    return found


def test_the_focus_stays_on_the_control_that_it_was_on(open_editor: Open) -> None:
    page = open_editor()
    field = rule(page, "where.members.3").get_by_label("Number, days")
    field.focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(rule(page, "where.members.1").get_by_label("Number, days")).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")  # in a field the arrow is the text's
    page.keyboard.press("Delete")
    expect(rule(page, "where.members.1").get_by_label("Number, days")).to_be_focused()
    page.keyboard.press("Control+d")
    settled(page)
    page.wait_for_timeout(120)
    assert focused(page) == "where.members.2"


def test_every_key_of_the_list_is_said_and_does_something(open_editor: Open) -> None:
    page = open_editor()
    page.locator(".sw-root > .sw-add button").first.focus()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    for action in BY_KEY:
        said = action.keys.replace("Control", "Ctrl").replace("ArrowUp", "↑").replace("ArrowDown", "↓").replace("ArrowLeft", "←")
        keys = sheet.locator("kbd").all_inner_texts()
        assert said.lower() in [k.lower() for k in keys], said
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.locator("[data-sw-help]")).to_be_focused()
    field = page.get_by_label("Segment name")
    field.focus()
    page.keyboard.press("?")  # where one writes it is a sign
    expect(sheet).to_have_count(0)
    assert field.input_value().endswith("?") or "?" in field.input_value()


def test_handles_are_walked_by_arrows_and_a_rule_is_added_below(open_editor: Open) -> None:
    page = open_editor()
    handle(page, "3").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "where.members.4"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "where.members.4.where.members.0"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menu")).to_have_count(1)
    page.keyboard.press("Escape")
    handle(page, "5.members.0").focus()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("seats")
    page.keyboard.press("Enter")
    assert edits(page)[-1]["where"]["members"][5]["members"][2]["metric"] == {"kind": "attribute", "column": "seats"}
    page.keyboard.type("7")
    page.wait_for_function("model.sent.some((m) => m.type === 'edit' && m.segment.where.members[5].members[2]?.value === 7)")


def test_it_is_moved_to_a_group_where_it_fits(open_editor: Open) -> None:
    page = open_editor()
    before = given(page)
    handle(page, "0").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Move to").click()
    expect(page.get_by_role("menuitem", name="no contact")).to_be_disabled()
    expect(page.get_by_role("menuitem", name="no contact")).to_contain_text("about contacts")
    page.get_by_role("menuitem", name="any of").click()
    now = edits(page)[-1]["where"]["members"]
    assert now == in_group(before[1:], 4, [*before[5]["members"], before[0]])
    contact = rule(page, "where.members.3.where.members.0")
    contact.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Move to").click()
    assert len(page.get_by_role("menuitem").all_inner_texts()) > 1
    assert page.locator("[role=menuitem]:not([data-back]):enabled").count() == 0
    page.keyboard.press("Escape")
    expect(page.get_by_role("menuitem", name="Move to")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)


def test_a_drop_that_has_no_meaning_is_refused_with_a_word(open_editor: Open) -> None:
    page = open_editor()
    contact = rule(page, "where.members.4.where.members.0")
    contact.locator(".sw-handle").drag_to(rule(page, "where.members.0").locator("> .sw-line"))
    expect(page.locator(".sw-refusal")).to_contain_text("it is about contacts, and the rules there are about accounts")
    expect(page.get_by_test_id("told")).to_contain_text("It stays where it was")
    assert edits(page) == []
    page.locator(".sw-refusal").get_by_role("button", name="Close").click()
    expect(page.locator(".sw-refusal")).to_have_count(0)


@pytest.mark.parametrize(("modifier", "expected"), [(None, "moved"), ("Alt", "copied")])
def test_rules_are_dragged_past_others_and_copied(open_editor: Open, modifier: str | None, expected: str) -> None:
    page = open_editor()
    before = given(page)
    source, target = handle(page, "0").bounding_box(), rule(page, "where.members.2").locator("> .sw-line").bounding_box()
    page.mouse.move(source["x"] + 5, source["y"] + 8)
    page.mouse.down()
    if modifier:
        page.keyboard.down(modifier)
    page.mouse.move(target["x"] + 40, target["y"] + 10, steps=6)
    page.mouse.move(target["x"] + 42, target["y"] + 12)
    page.mouse.up()
    if modifier:
        page.keyboard.up(modifier)
    page.wait_for_timeout(150)
    moved = [before[1], before[2], before[0], *before[3:]]
    assert edits(page)[-1]["where"]["members"] == (moved if expected == "moved" else [*before[:3], before[0], *before[3:]])
    page.get_by_role("button", name="Undo").click()
    assert json.dumps(edits(page)[-1]["where"]["members"]) == json.dumps(before)
