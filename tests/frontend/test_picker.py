"""The picker, in a browser with a made-up kernel."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.frontend.test_editor import Open, address, members, open_editor

__all__ = ["address", "open_editor"]


def picker(page: Any, words: str) -> Any:
    page.locator(".sw-root > .sw-add").get_by_role("button", name="Rule").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").fill(words)
    return dialog


def test_a_value_is_searched_for_and_makes_a_whole_rule(open_editor: Open) -> None:
    page = open_editor()
    dialog = picker(page, "gold")
    first = dialog.get_by_role("option").first
    expect(first).to_contain_text("Edition is Gold")
    expect(first).to_contain_text("142 of 500")
    expect(first.locator("mark").first).to_have_text("Gold")
    page.keyboard.press("Enter")
    assert members(page)[7] == {"kind": "criterion", "metric": {"kind": "attribute", "column": "plan"}, "op": "is", "value": "Gold"}


def test_what_was_found_by_another_name_says_so(open_editor: Open) -> None:
    page = open_editor()
    expect(picker(page, "licences").get_by_role("option").first).to_contain_text("also called licences")


def test_what_is_only_among_related_entities_is_told(open_editor: Open) -> None:
    page = open_editor()
    dialog = picker(page, "decision maker")
    expect(dialog.get_by_role("option")).to_have_count(0)
    expect(dialog).to_contain_text("Among the contacts there is \u201cRole is Decision Maker\u201d")


def test_entries_stand_under_the_table_whose_rows_they_read_and_keys_go_through_all(open_editor: Open) -> None:
    page = open_editor()
    dialog = picker(page, "")
    options = dialog.get_by_role("option")
    assert dialog.get_by_role("group", name="Usage").get_by_role("option").count() >= 1
    for _ in range(options.count() + 3):
        page.keyboard.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    ids = [option.get_attribute("id") for option in options.all()]
    assert len(ids) == len(set(ids))
    assert dialog.get_by_role("combobox").get_attribute("aria-activedescendant") == ids[-1]
