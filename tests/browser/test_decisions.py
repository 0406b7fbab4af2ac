"""Why, Movement, Overlap, Compare and Sensitivity in a real JupyterLab: picked, turned, in light and dark, wide and narrow."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

SOURCE = """
import seg_widgets as sw
ws = sw.datasets.demo()
accounts, contacts, usage = ws.accounts, ws.contacts, ws.usage
ws.segments["Steady"] = sw.Segment("Steady", usage.active_days.last(days=30) >= 15, entity="accounts")
ws.segments["Large"] = sw.Segment("Large", accounts.arr >= 50_000)
quiet = sw.Segment("Gold, quiet before renewal",
    accounts.edition.is_("Gold") & accounts.renews_on.in_next(days=120) & (usage.active_days.last(days=30) <= 10)
    & contacts.where(role="Decision Maker").none(usage.days_since_last() <= 60))
near = sw.near_misses(ws, quiet)
builder = sw.SegmentBuilder(ws)
builder.segment = quiet
builder
"""


def opened(lab: Lab, width: int = 1500, theme: str = "light") -> Workbench:
    notebook = lab.open([SOURCE], theme=theme)
    lab.viewport(width, 1900)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.members(int(workbench.python("print(quiet.count(ws).members)")))
    return workbench


def panel_of(workbench: Workbench, name: str) -> Locator:
    """Open a panel; give what is in it."""
    workbench.root.get_by_role("tab", name=name, exact=True).click()
    return workbench.root.locator(f".sw-panel-{name.lower()}")


def test_why_is_told_of_a_near_miss_and_of_who_is_searched(lab: Lab) -> None:
    workbench = opened(lab)
    panel = panel_of(workbench, "Why")
    label, key = workbench.python("print(near.label[0], '|', near.key[0])").split(" | ")
    expect(panel).to_contain_text(f"{label} ({key}) is out: one rule alone keeps it out", timeout=SOON)
    expect(panel).to_contain_text("out by one rule alone")
    workbench.picture("why-light-wide")
    panel.get_by_placeholder("Search key or name").fill(workbench.python("print(quiet.members(ws).iloc[0, 0])"))
    expect(panel).to_contain_text("is in", timeout=SOON)
    expect(panel.get_by_role("region", name="Rules")).to_be_visible()


def test_the_side_panels_answer_their_controls(lab: Lab) -> None:
    workbench = opened(lab)
    panel = panel_of(workbench, "Movement")
    expect(panel.get_by_role("region", name="Who moved")).to_be_visible(timeout=SOON)
    expect(panel).to_contain_text("as they are today")
    workbench.picture("movement-light-wide")
    panel.get_by_role("combobox").first.select_option("and all saved")
    expect(panel.locator("svg").first).to_contain_text("Steady", timeout=SOON)
    workbench.picture("movement-all-light-wide")
    workbench.python(
        "builder.set_definition(sw.Segment(quiet.name, accounts.edition.is_('Gold') & (usage.active_days.last(days=30) <= 6)))"
    )
    panel = panel_of(workbench, "Edits")
    expect(panel.get_by_role("region", name="Who moved")).to_contain_text("removed:", timeout=SOON)
    workbench.picture("edits-light-wide")
    panel = panel_of(workbench, "Overlap")
    expect(panel.get_by_role("region", name="Pairs")).to_contain_text("Steady", timeout=SOON)
    workbench.picture("overlap-light-wide")
    panel = panel_of(workbench, "Portfolio")
    expect(panel.get_by_role("region", name="Portfolio")).to_contain_text("(none of them)", timeout=SOON)
    workbench.picture("portfolio-light-wide")
    panel = panel_of(workbench, "Compare")
    expect(panel).to_contain_text("read the segment earlier", timeout=SOON)
    panel.get_by_role("combobox").nth(1).select_option("6 months before")
    expect(panel).to_contain_text("The segment as of 2026-05-20", timeout=SOON)
    workbench.picture("compare-light-wide")
    panel = panel_of(workbench, "Sensitivity")
    expect(panel).to_contain_text("are in.", timeout=SOON)
    panel.get_by_role("combobox").first.select_option(index=2)
    workbench.page.wait_for_timeout(2500)
    workbench.picture("sensitivity-light-wide")


def test_the_panels_in_the_dark_and_where_it_is_narrow(lab: Lab) -> None:
    workbench = opened(lab, 940, "dark")
    for name in ("Why", "Movement", "Edits", "Overlap", "Portfolio", "Compare", "Sensitivity", "Board", "Hand-over"):
        panel = panel_of(workbench, name)
        expect(panel.locator("h3").first).to_be_visible(timeout=SOON)
        expect(panel).not_to_contain_text("failed")
        workbench.page.wait_for_timeout(2500)
        lab.screenshot(f"{name.lower()}-dark-narrow", panel)
