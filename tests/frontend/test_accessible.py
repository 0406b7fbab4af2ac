"""axe-core finds nothing serious in the editor, in light and dark, with whatever is open in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.frontend.test_editor import Open, address, open_editor, rule

__all__ = ["address", "open_editor"]

THEMES = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", ["full", "wide", "turned", "blank", "error", "stale", "none"])
def test_nothing_serious_in_what_is_shown(open_editor: Open, state: str, theme: str) -> None:
    assert findings(open_editor(state, theme=theme)) == []


def add(page: Any, name: str) -> None:
    page.locator(".sw-root > .sw-add").get_by_role("button", name=name).click()


def more(page: Any, place: str) -> None:
    rule(page, place).get_by_role("button", name="More actions").first.click()


def lists(page: Any) -> None:
    page.locator(".sw-root > .sw-add").get_by_role("button", name="Other conditions").click()
    page.get_by_role("menuitem", name="a list of accounts").click()


def related_in_a_scope(page: Any) -> None:
    rule(page, "where.members.7").get_by_role("button", name="Which contacts are looked at").first.click()


def mapped(page: Any) -> None:
    rule(page, "where.members.9").get_by_role("button", name="Calculate with: ARR").click()
    page.get_by_role("menuitem", name="Take its values as others").click()
    rule(page, "where.members.9").get_by_role("button", name="What each value is taken as").click()


def template(page: Any) -> None:
    add(page, "From a template")
    page.get_by_role("dialog").get_by_role("option").first.wait_for()


OPENED: list[tuple[str, Callable[[Any], None]]] = [
    ("the picker", lambda page: add(page, "Add a rule")),
    ("other conditions", lambda page: add(page, "Other conditions")),
    ("templates", template),
    ("a rule's menu", lambda page: more(page, "where.members.0")),
    ("a group's menu", lambda page: more(page, "where.members.7")),
    ("where it may move", lambda page: (more(page, "where.members.0"), page.get_by_role("menuitem", name="Move to").click())[0]),
    ("what is calculated", lambda page: rule(page, "where.members.1").get_by_role("button", name="Calculate with").click()),
    ("a row filter", lambda page: rule(page, "where.members.4").get_by_role("button", name="What every ticket has").click()),
    ("a scope", related_in_a_scope),
    ("a list of keys", lists),
    ("a map", mapped),
    ("a parameter", lambda page: rule(page, "where.members.1").locator("[data-param=days]").click()),
    ("shortcuts", lambda page: page.get_by_role("button", name="Keyboard shortcuts").click()),
    ("the day", lambda page: page.get_by_role("button", name="as of").click()),
]


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_serious_in_what_opens(open_editor: Open, theme: str) -> None:
    found = {}
    page = open_editor("turned", theme=theme)
    for name, opens in OPENED:
        opens(page)
        expect(page.locator("[popover]").last, name).to_be_visible()
        found[name] = findings(page)
        for _ in range(3):
            page.keyboard.press("Escape")
        expect(page.locator("[popover]"), name).to_have_count(0)
    assert {name: told for name, told in found.items() if told} == {}


def test_it_finds_what_is_wrong(open_editor: Open) -> None:
    page = open_editor()
    page.evaluate("document.querySelector('.sw-handle').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.sw-handle').title = ''")
    page.add_style_tag(content=".sw-count * { color: #bbb !important; background: #fff }")
    told = " ".join(findings(page))
    assert "aria-command-name" in told
    assert "color-contrast" in told


def test_nothing_moves_for_those_who_want_less_of_it(open_editor: Open) -> None:
    page = open_editor()
    moving = "[...document.querySelectorAll('.sw-editor *')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    assert page.evaluate(moving) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == 0
