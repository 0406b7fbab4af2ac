"""Templates in a real JupyterLab: taken as the start, turned, added to, referred to; the definition stays what Python says it is."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

DEMO = (
    "import seg_widgets as sw\nws = sw.datasets.demo(120)\n"
    'ws.segments["Gold"] = sw.Segment("Gold", ws.accounts.edition.is_("Gold"))\nbuilder = sw.SegmentBuilder(ws)\nbuilder'
)


def test_a_template_is_taken_turned_and_added_to(lab: Lab) -> None:
    notebook = lab.open([DEMO])
    lab.viewport(1500, 1300)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.rules.get_by_role("button", name="Start from a template").click()
    expect(workbench.popup.get_by_role("option").first).to_be_visible(timeout=SOON)
    workbench.popup.get_by_role("combobox").fill("behind in onboarding")
    found = int(workbench.python('print(sw.templates["L05"].bind(ws).count().members)'))
    expect(workbench.popup).to_contain_text(f"{found} of 120 accounts", timeout=SOON)
    workbench.picture("templates")
    workbench.popup.get_by_role("button", name="Start from it").click()
    workbench.members(found)
    assert workbench.python('print(builder.segment == sw.templates["L05"].bind(ws))') == "True"

    strip = workbench.root.get_by_role("region", name="Parameters")
    strip.get_by_label("Days late").fill("45")
    late = int(workbench.python('print(sw.templates["L05"].bind(ws, late=45).count().members)'))
    assert late < found
    workbench.members(late)

    workbench.rules.get_by_role("button", name="Other conditions").last.click()
    workbench.popup.get_by_role("menuitem", name="members of a saved segment").click()
    both = 'sw.templates["L05"].bind(ws, late=45)'
    workbench.members(
        int(workbench.python(f"print(len(set({both}.members().account_id) & set(ws.segments['Gold'].members(ws).account_id)))"))
    )
    workbench.rules.get_by_role("button", name="Other conditions").last.click()
    workbench.popup.get_by_role("menuitem", name="a list of accounts").click()
    first = workbench.python("print(builder.segment.members().account_id[0])")
    workbench.popup.get_by_label("one a line").fill(f"{first}\nnobody")
    workbench.members(1)
    expect(workbench.rules).to_contain_text("1 of 2 keys names no account: nobody")
    workbench.page.keyboard.press("Escape")
    assert "param" in workbench.code("Python")
    for theme in ("light", "dark"):
        lab.theme(theme)
        workbench.root.evaluate("e => e.scrollIntoView({block: 'start'})")
        workbench.picture(f"template-turned-{theme}")
