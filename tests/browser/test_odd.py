"""Every panel in a real JupyterLab over data that is not the demo: nothing is cut off, wide and narrow; a clicked member is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened
from tests.browser.workbench import SOON

ROOT = Path(__file__).parents[2]
SOURCE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import seg_widgets as sw
from tests.odd import CASES
ws, segment = CASES["a school"]()
ws.segments['Zahlt "gut"'] = sw.Segment('Zahlt "gut"', ws["Schüler & Eltern"]["Gebühr (€)"] >= 60)
sw.SegmentBuilder(ws, segment, draft=False)
"""
CUT = """panel => {
  const edge = panel.getBoundingClientRect().right + 1;
  const inside = e => !e.parentElement.closest(".sw-scroll, .dt-layout-table, pre");
  return [...panel.querySelectorAll("select, input, button, canvas, svg, p, h3, table, label, .sw-scroll, .dt-layout-table")]
    .filter(e => e.getClientRects().length && inside(e) && e.getBoundingClientRect().right > edge)
    .map(e => e.outerHTML.slice(0, 80));
}"""
"""What of a panel lies beyond its right edge and is in no box of its own that scrolls."""
ENDS = """row => {
  const [tab, bar, menu] = [".lm-mod-current", ".lm-TabBar", ".sw-all-panels"].map(c => row.querySelector(c).getBoundingClientRect());
  return [tab.left, tab.right, bar.left, menu.left];
}"""
"""Where the current tab begins and ends, where its row begins, and where the list of all panels does."""


@pytest.mark.parametrize(("width", "theme"), [(1600, "light"), (900, "dark")])
def test_nothing_of_a_panel_is_cut_off(opened: Opened, width: int, theme: str) -> None:
    workbench = opened("lab", "odd", SOURCE, theme=theme, width=width)
    workbench.members(2)
    for side in (".sw-side", ".sw-bottom"):
        tabs = workbench.root.locator(f"{side} [role=tab]")
        for title in tabs.all_inner_texts():
            tabs.get_by_text(title, exact=True).click()
            panel = workbench.root.locator(f"{side} .sw-panel:visible")
            expect(panel).not_to_contain_text("Working it out", use_inner_text=True, timeout=SOON)
            expect(panel).not_to_contain_text("failed", use_inner_text=True)
            workbench.page.wait_for_timeout(500)
            assert panel.evaluate(CUT) == [], title
    for bar in workbench.root.locator(".lm-TabBar-content").all():
        tops = bar.locator("[role=tab]").evaluate_all("tabs => tabs.map(tab => Math.round(tab.getBoundingClientRect().top))")
        assert len(set(tops)) == 1  # one row
    row = workbench.root.locator(".sw-side")
    menu = row.get_by_label("All panels")
    for title in ("Overview", "Guide"):  # those at the ends are brought into view
        menu.select_option(title)
        tab = row.get_by_role("tab", name=title, exact=True)
        expect(tab).to_have_attribute("aria-selected", "true", timeout=SOON)
        workbench.page.wait_for_timeout(300)
        left, right, start, end = row.evaluate(ENDS)
        assert start <= left < right <= end, title


def test_a_member_that_is_clicked_is_looked_at(opened: Opened) -> None:
    workbench = opened("lab", "odd", SOURCE)
    for key in ("1046", "1022", "1022"):
        workbench.panel("Members")
        table = workbench.root.locator(".sw-members")
        table.get_by_text(key, exact=True).click(timeout=SOON)
        why = workbench.root.locator(".sw-panel-why")
        expect(why).to_contain_text(f"{key} is in", timeout=SOON)
