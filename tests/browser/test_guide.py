"""The guide in JupyterLab: a question's template becomes the definition."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

BUILDER = """import seg_widgets as sw
ws = sw.datasets.demo()
builder = sw.SegmentBuilder(ws, sw.Segment("x", ws.accounts.edition.is_("Gold")))
builder"""


def test_a_template_of_the_guide_becomes_the_definition(lab: Lab) -> None:
    notebook = lab.open([BUILDER])
    lab.viewport(1500, 1500)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.status("ok")
    expect(workbench.root.locator(".sw-side .sw-chart svg").first).to_be_visible(timeout=3 * SOON)
    workbench.root.get_by_role("tab", name="Guide").click()
    panel = workbench.root.locator(".sw-side .sw-panel").filter(has_text="Before you cut")
    expect(panel.get_by_role("heading", name="Does the dimension have anything to do with your goal?")).to_be_visible(timeout=6 * SOON)
    expect(panel.locator("li").filter(has_text="Region").first).to_contain_text("nothing to say: a poor choice")
    workbench.picture("guide-light-wide")
    panel.locator("select").select_option(label="Where they are")
    panel.get_by_role("button", name="Behind in onboarding").first.click()
    expect(workbench.root.get_by_text("Days late").first).to_be_visible(timeout=3 * SOON)
    workbench.status("ok")
    assert notebook.run_cell("print(builder.segment.name)").strip() == "Behind in onboarding"
    lab.theme("dark")
    workbench.picture("guide-dark-wide")
    lab.viewport(820, 1500)
    workbench.picture("guide-dark-narrow")
    workbench.root.get_by_role("button", name="Undo").first.click()
    workbench.status("ok")
    assert notebook.run_cell("print(builder.segment.name)").strip() == "x"
