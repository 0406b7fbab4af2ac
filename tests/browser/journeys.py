"""What an analyst does, from a first click to what is asked for; the same in every host.

What must come of it is worked out by pandas over the demo's tables, beside the workbench.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Callable
from functools import cache

import pandas as pd
from playwright.sync_api import expect

import seg_widgets as sw
from tests.browser.workbench import SOON, Workbench

SETUP = """import tempfile
import seg_widgets as sw
ws = sw.datasets.demo(200)
library = sw.SegmentLibrary(tempfile.mkdtemp())
library.save(sw.Segment("Big", ws.accounts.seats >= 50), reason="To compare with")
library.attach(ws)
builder = sw.SegmentBuilder(ws)
builder"""


@cache
def workspace() -> sw.Workspace:
    """Give the workspace that the page has."""
    return sw.datasets.demo(200)


@cache
def table(name: str) -> pd.DataFrame:
    frame = workspace().frame(name)
    assert isinstance(frame, pd.DataFrame)
    return frame


def from_a_template(workbench: Workbench) -> None:
    """Take a ready segment, and turn its figure."""
    workbench.rules.get_by_role("button", name="Start from a template").click()
    expect(workbench.popup.get_by_role("option").first).to_be_visible(timeout=SOON)
    workbench.popup.get_by_role("combobox").fill("behind in onboarding")
    template = sw.templates["L05"]
    expect(workbench.popup).to_contain_text(f"{template.bind(workspace()).count().members} of 200 accounts", timeout=SOON)
    workbench.shot("template-picker")
    workbench.popup.get_by_role("button", name="Start from it").click()
    workbench.root.get_by_role("region", name="Parameters").get_by_label("Days late").fill("45")
    workbench.members(template.bind(workspace(), late=45).count().members)


def from_nothing(workbench: Workbench) -> None:
    """Two rules, one after the other."""
    a = table("accounts")
    workbench.status("incomplete")
    workbench.shot("empty")
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    workbench.members(int((a.edition == "Gold").sum()))
    workbench.add("seats")
    workbench.rule("where.members.1").get_by_role("textbox", name="Number").fill("20")
    workbench.members(int(((a.edition == "Gold") & (a.seats >= 20)).sum()))


def nested_groups(workbench: Workbench) -> None:
    """A group in a group, and one of them muted."""
    a = table("accounts")
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    workbench.rules.get_by_role("button", name="Group", exact=True).last.click()
    group = workbench.rule("where.members.1")
    workbench.add("region", inside=group)
    workbench.choose("where.members.1.members.0", "EMEA")
    workbench.add("industry", inside=group)
    workbench.choose("where.members.1.members.1", "Software")
    group.get_by_label("How the members of the group combine").first.select_option("any of")
    gold, either = a.edition == "Gold", (a.region == "EMEA") | (a.industry == "Software")
    workbench.members(int((gold & either).sum()))
    workbench.act("where.members.1.members.1", "Mute")
    workbench.members(int((gold & (a.region == "EMEA")).sum()))


def related_contacts(workbench: Workbench) -> None:
    """Accounts that have nobody of a kind."""
    a, c = table("accounts"), table("contacts")
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    workbench.rules.get_by_role("button", name="Related", exact=True).last.click()
    workbench.popup.get_by_role("menuitem", name="contacts").click()
    related = workbench.rule("where.members.1")
    workbench.add("role", inside=related)
    workbench.choose("where.members.1.where.members.0", "Decision Maker")
    related.get_by_label("How many of the related contacts").select_option("no contact")
    having = a.account_id.isin(c.account_id[c.role == "Decision Maker"])
    workbench.members(int(((a.edition == "Gold") & ~having).sum()))


def a_broken_rule(workbench: Workbench) -> None:
    """A mistake is told at its rule, the last good answer stays; then it is mended."""
    a = table("accounts")
    workbench.add("name")
    rule = workbench.rule("where.members.0")
    rule.get_by_label("How it is compared").select_option("matches the pattern")
    pattern = rule.get_by_role("textbox").first
    pattern.fill("^A")
    workbench.members(int(a.name.str.startswith("A").sum()))
    pattern.fill("(")
    workbench.status("error")
    expect(rule.get_by_role("alert")).to_contain_text("is not a regular expression")
    workbench.members(int(a.name.str.startswith("A").sum()))
    workbench.shot("broken")
    pattern.fill("^(A|B)")
    workbench.members(int(a.name.str.startswith(("A", "B")).sum()))
    workbench.status("ok")


def export_and_rerun(workbench: Workbench) -> None:
    """The pandas code that is copied, run elsewhere, gives the members that are shown."""
    a = table("accounts")
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    workbench.add("seats")
    workbench.rule("where.members.1").get_by_role("textbox", name="Number").fill("20")
    wanted = a[(a.edition == "Gold") & (a.seats >= 20)]
    workbench.members(len(wanted))
    code = workbench.code("YAML")
    assert sw.read_yaml(code).members(workspace()).account_id.tolist() == wanted.account_id.tolist()
    workbench.code("SQL")
    python = workbench.code("Python")
    names: dict[str, object] = {"sw": sw, "ws": workspace()}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(python, names)
    segment = [s for s in names.values() if isinstance(s, sw.Segment)][-1]
    assert segment.members(workspace()).account_id.tolist() == wanted.account_id.tolist()


def from_a_chart(workbench: Workbench) -> None:
    """A bar that is clicked becomes a rule."""
    a = table("accounts")
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    panel = workbench.panel("Distribution").first
    chart = panel.locator(".sw-chart")
    expect(chart.locator("svg").first).to_be_visible(timeout=SOON)
    panel.get_by_label("Metric").select_option("Region")
    expect(chart.locator("[aria-label*='by 4 values']").first).to_be_visible(timeout=SOON)
    chart.get_by_label("Value: EMEA").first.click(position={"x": 30, "y": 9})
    make = panel.get_by_role("button", name="Set rule: Region is EMEA")
    expect(make).to_be_enabled(timeout=SOON)
    workbench.shot("offered")
    make.click()
    workbench.members(int(((a.edition == "Gold") & (a.region == "EMEA")).sum()))


def two_segments(workbench: Workbench) -> None:
    """This segment beside a saved one: who is in both, and how an outcome differs."""
    a = table("accounts")
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    gold = a.edition == "Gold"
    workbench.members(int(gold.sum()))
    overlap = workbench.panel("Overlap").first
    both = int((gold & (a.seats >= 50)).sum())
    expect(overlap.get_by_role("cell", name=str(both), exact=True).first).to_be_visible(timeout=SOON)
    workbench.shot("overlap")
    compare = workbench.panel("Compare").first
    expect(compare.locator(".sw-chart svg").first).to_be_visible(timeout=SOON)
    expect(compare).to_contain_text(re.compile(rf"in · {int(gold.sum())}(?!\d)"), timeout=SOON)


def rename_save_reopen(workbench: Workbench) -> None:
    """Give it a name, save it, go on, and take the saved one back."""
    a = table("accounts")
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    name = workbench.root.get_by_label("Segment name")
    name.fill("Gold: Größe & <b>")
    workbench.members(int((a.edition == "Gold").sum()))
    workbench.root.get_by_role("button", name="Save", exact=True).first.click()
    panel = workbench.root.locator(".sw-bottom .sw-panel:visible")
    expect(panel).to_contain_text("is not saved yet", timeout=SOON)
    panel.get_by_role("button", name="Save", exact=True).click()
    expect(panel).to_contain_text("as version 1", timeout=SOON)
    workbench.shot("saved")
    workbench.choose("where.members.0", "Silver")
    name.fill("Another")
    workbench.members(int((a.edition == "Silver").sum()))
    panel.get_by_label("Saved segments").select_option("Gold: Größe & <b>")
    panel.get_by_role("button", name="Open", exact=True).click()
    workbench.members(int((a.edition == "Gold").sum()))
    expect(name).to_have_value("Gold: Größe & <b>", timeout=SOON)


def a_new_kernel(workbench: Workbench) -> None:
    """The kernel is restarted in the middle; the draft is there again. In Voilà every visitor starts anew."""
    a = table("accounts")
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    workbench.members(int((a.edition == "Gold").sum()))
    workbench.add("seats")
    workbench.status("incomplete")
    again = workbench.restarted()
    if again is None:
        return
    again.status("incomplete")
    expect(again.root.get_by_test_id("restored")).to_contain_text("was brought back", timeout=SOON)
    again.shot("brought-back")
    again.rule("where.members.1").get_by_role("textbox", name="Number").fill("20")
    again.members(int(((a.edition == "Gold") & (a.seats >= 20)).sum()))


ALL = bool(os.environ.get("SEG_WIDGETS_ALL_HOSTS"))
"""A nightly run makes every journey in every host."""

JOURNEYS: dict[str, Callable[[Workbench], None]] = {
    "from a template": from_a_template,
    "from nothing": from_nothing,
    "from a chart": from_a_chart,
    "nested groups": nested_groups,
    "related contacts": related_contacts,
    "two segments": two_segments,
    "a broken rule": a_broken_rule,
    "rename, save, reopen": rename_save_reopen,
    "a new kernel": a_new_kernel,
    "export and rerun": export_and_rerun,
}

SHARE = [name for number, name in enumerate(JOURNEYS) if ALL or number % 3 == 1]
"""Of the other hosts than JupyterLab, so many in every run."""
