"""The Check panel in JupyterLab: what is wrong is said in words, a goal is chosen, and its chart follows."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

BUILDER = """import seg_widgets as sw
ws = sw.datasets.demo()
a = ws.accounts
ws.segments["Nearly so"] = sw.Segment("Nearly so", (a.region != "LATAM") & (ws.usage.count.last(days=30) > 5))
builder = sw.SegmentBuilder(ws, sw.Segment("x", (a.region != "LATAM") & (ws.usage.count.last(days=30) > 5) & (a.employees > 5)))
builder"""


def test_the_panel_says_whether_to_trust_the_segment(lab: Lab) -> None:
    notebook = lab.open([BUILDER])
    lab.viewport(1500, 2000)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.status("ok")
    workbench.panel("Check")
    panel = workbench.root.locator(".sw-bottom .sw-panel:visible")
    expect(panel.locator(".sw-chart svg")).to_have_count(4, timeout=6 * SOON)  # scipy is loaded, the tables are checked
    expect(panel).to_contain_text("Near-identical to “Nearly so”")
    expect(panel.get_by_role("combobox", name="Goal", exact=True)).to_have_value("Has churns", timeout=SOON)
    expect(panel).to_contain_text("A poor choice for this goal: Region", timeout=SOON)
    workbench.picture("check, light")
    lab.theme("dark")
    workbench.picture("check, dark")
    panel.get_by_role("combobox", name="Goal", exact=True).select_option("Nearly so")
    expect(panel.locator("[aria-label*='Nearly so']").first).to_be_visible(timeout=2 * SOON)
    panel.get_by_role("combobox", name="Try", exact=True).select_option("all that one would try")
    expect(panel).to_contain_text("more", timeout=3 * SOON)
    lab.viewport(760, 2000)
    workbench.picture("check, narrow")
    assert not lab.complaints()


def test_a_cell_of_a_grid_becomes_the_segment(lab: Lab) -> None:
    notebook = lab.open([BUILDER])
    lab.viewport(1500, 1800)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.status("ok")
    workbench.panel("Grid")
    panel = workbench.root.locator(".sw-bottom .sw-panel:visible")
    expect(panel.locator(".sw-chart svg")).to_have_count(1, timeout=6 * SOON)
    panel.get_by_role("combobox", name="Across", exact=True).select_option("Product fit")
    panel.get_by_role("combobox", name="Up", exact=True).select_option("Edition")
    expect(panel).to_contain_text("Platinum", timeout=SOON)
    workbench.picture("grid, light")
    panel.get_by_role("combobox", name="Goal", exact=True).select_option("Has churns")
    expect(panel).to_contain_text("cells as of", timeout=SOON)
    lab.theme("dark")
    workbench.picture("grid, dark")
    panel.locator("[aria-roledescription='rect mark']").last.click(force=True)
    button = panel.get_by_role("button", name="Make a segment of")
    expect(button).to_be_enabled(timeout=SOON)
    button.click()
    expect(workbench.rules).to_contain_text("Product fit", timeout=SOON)
    expect(workbench.rules).to_contain_text("Edition")
