"""Charts in JupyterLab: they follow the theme at once and the answer in place, are saved, and give their code."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Locator, expect

from seg_widgets.charts.code import run, same_chart
from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

BUILDER = """import seg_widgets as sw
ws = sw.datasets.demo()
a = ws.accounts
builder = sw.SegmentBuilder(ws, sw.Segment("x", a.edition.is_("Gold") & (a.arr >= 2000)))
builder"""
CONTRAST = """chart => {
  const parts = text => (text.match(/[\\d.]+/g) ?? []).slice(0, 3).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const page = light(parts(getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor));
  return Math.min(...[...chart.querySelectorAll('svg text')].filter(t => t.textContent).map(t => {
    const word = light(parts(getComputedStyle(t).fill));
    return (Math.max(word, page) + 0.05) / (Math.min(word, page) + 0.05);
  }));
}"""


def built(lab: Lab) -> tuple[Workbench, Locator]:
    notebook = lab.open([BUILDER])
    lab.viewport(1500, 1500)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.status("ok")
    chart = workbench.root.locator(".sw-side .sw-chart").first
    expect(chart.locator("svg").first).to_be_visible(timeout=3 * SOON)  # the first one brings altair and Vega
    return workbench, chart


def test_a_chart_can_be_read_the_moment_the_theme_changes(lab: Lab) -> None:
    _, chart = built(lab)
    assert chart.evaluate(CONTRAST) >= 4
    drawn = chart.locator("svg").element_handle()
    lab.theme("dark")
    assert chart.evaluate(CONTRAST) >= 4
    assert chart.locator("svg").evaluate("(now, before) => now === before", drawn)  # the same drawing, in other colours
    lab.theme("light")
    assert chart.evaluate(CONTRAST) >= 4


def test_the_next_answer_is_shown_in_the_same_drawing(lab: Lab) -> None:
    workbench, chart = built(lab)
    drawn = chart.locator("svg").element_handle()
    before = chart.locator("[aria-label*='members']").first.get_attribute("aria-label")
    workbench.rule("where.members.1").get_by_role("textbox", name="Number").fill("20000")
    members = int(workbench.python("print((ws.frame('accounts').edition.eq('Gold') & ws.frame('accounts').arr.ge(20000)).sum())"))
    workbench.members(members)
    expect(chart.locator(f"[aria-label*='{members:,} members']").first).to_be_visible(timeout=SOON)
    assert str(members) not in (before or "")
    assert chart.locator("svg").evaluate("(now, before) => now === before", drawn)


def test_a_chart_is_saved_and_gives_its_code(lab: Lab, tmp_path: Path) -> None:
    workbench, chart = built(lab)
    save = chart.get_by_role("button", name="Save this chart")
    for ending, begins in (("PNG", b"\x89PNG"), ("SVG", b"<svg")):
        save.click()
        with workbench.page.expect_download() as download:
            chart.get_by_role("menuitem", name=ending).click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        assert saved.suffix == f".{ending.lower()}"
        assert saved.read_bytes().startswith(begins)
        assert b"var(" not in saved.read_bytes()
    # by keyboard: down twice, and Escape gives the focus back
    save.focus()
    workbench.page.keyboard.press("Enter")
    workbench.page.keyboard.press("Escape")
    expect(save).to_be_focused()
    workbench.page.keyboard.press("Enter")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        workbench.page.keyboard.press(key)
    expect(chart.get_by_role("status")).to_have_text("Copied", timeout=SOON)
    code = workbench.page.evaluate("navigator.clipboard.readText()")
    shown = workbench.python("import json; print(json.dumps(builder.panels['sw-side'][0].composition.live.altair().to_dict()))")

    assert same_chart(run(code).to_dict(), json.loads(shown))
