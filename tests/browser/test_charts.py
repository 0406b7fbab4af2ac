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


# How what was picked or brushed looks in every view of the chart in the panel Distribution.
PICKED = """() => [...document.querySelectorAll('.sw-side .sw-chart')].filter(c => c.offsetWidth).map(chart => JSON.stringify(
  [...chart.querySelectorAll('.mark-rect path')].map(p => ['opacity', 'fill-opacity', 'fill'].map(name => p.getAttribute(name)))
    .concat([...chart.querySelectorAll('.brush_brush path')].map(p => Math.round(p.getBoundingClientRect().width)))))"""
SAME = f"before => {{ const [one, other, ...more] = ({PICKED})(); return !more.length && one !== before && one === other; }}"


def built(lab: Lab, *further: str) -> tuple[Workbench, Locator]:
    notebook = lab.open([BUILDER, *further])
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
    shown = workbench.python("import json; print(json.dumps(builder.sides.panels['sw-side'][0].composition.live.altair().to_dict()))")

    assert same_chart(run(code).to_dict(), json.loads(shown))


def test_any_metric_is_spread_and_a_value_or_a_stretch_becomes_a_rule(lab: Lab) -> None:
    workbench, _ = built(lab, "builder")
    panel = workbench.panel("Distribution").first
    chart = panel.locator(".sw-chart")
    expect(chart.locator("svg").first).to_be_visible(timeout=SOON)
    panel.get_by_label("Metric").select_option("Region")
    expect(chart.locator("[aria-label*='by 4 values']").first).to_be_visible(timeout=SOON)
    lab.viewport(1500, 2600)
    workbench.page.wait_for_function(f"({PICKED})().length === 2")
    [before, other] = workbench.page.evaluate(PICKED)
    assert before == other
    chart.get_by_label("Value: EMEA").first.click(position={"x": 30, "y": 9})
    make = panel.get_by_role("button", name="Set rule: Region is EMEA")
    expect(make).to_be_enabled(timeout=SOON)
    workbench.picture("distribution-picked")
    workbench.page.wait_for_function(SAME, arg=before)  # both views of the builder show it
    make.click()
    accounts = "f = ws.frame('accounts'); f = f[(f.edition == 'Gold') & (f.arr >= 2000) & (f.region == 'EMEA')]"
    workbench.members(int(workbench.python(f"{accounts}\nprint(len(f))")))
    for theme in ("dark", "light"):
        lab.theme(theme)
        for label in ("Start date", "Products", "ARR · in the rules"):
            panel.get_by_label("Metric").select_option(label)
            expect(chart.locator("[aria-label*='members against']").first).to_be_visible(timeout=SOON)
            workbench.page.wait_for_timeout(800)
            workbench.picture(f"distribution-{label.split()[0].lower()}-{theme}")
    bars = chart.locator("svg").first.bounding_box()
    assert bars is not None
    across = bars["y"] + bars["height"] * 0.5
    workbench.page.mouse.move(bars["x"] + bars["width"] * 0.4, across)
    workbench.page.mouse.down()
    workbench.page.mouse.move(bars["x"] + bars["width"] * 0.7, across, steps=8)
    workbench.page.mouse.up()
    workbench.page.wait_for_function(f"({PICKED})().every((chart, _, all) => chart === all[0] && /[1-9]\\d\\]$/.test(chart))")
    make = panel.get_by_role("button", name="Set rule: ARR is between")
    expect(make).to_be_enabled(timeout=SOON)
    make.click()
    low, high = workbench.python("m = builder.segment.where.members[-1]; print(*m.value)").split()
    accounts += f"; f = f[f.arr.between({low}, {high})]"
    workbench.members(int(workbench.python(f"{accounts}\nprint(len(f))")))


def test_members_are_sorted_searched_and_downloaded(lab: Lab, tmp_path: Path) -> None:
    workbench, _ = built(lab)
    members = workbench.panel("Members").last
    rows = members.locator("tbody tr")
    expect(rows).to_have_count(10, timeout=SOON)
    members.get_by_role("columnheader", name="ARR").click()
    least = float(workbench.python("f = ws.frame('accounts'); f = f[(f.edition == 'Gold') & (f.arr >= 2000)]; print(f.arr.min())"))
    expect(rows.first.locator("td").nth(4)).to_have_text(f"{least:,.2f}")
    members.get_by_role("searchbox").fill("A-0007")
    expect(rows).to_have_count(1)
    for theme in ("light", "dark"):
        lab.theme(theme)
        workbench.picture(f"members-{theme}")
    before = members.locator(".dt-info").inner_text()
    workbench.python("old = builder.segment\nbuilder.segment = sw.Segment('x', ws.accounts.arr >= 2000)")
    expect(members.locator(".dt-info")).not_to_have_text(before, timeout=SOON)  # other rows; what was asked for stays
    expect(members.get_by_role("searchbox")).to_have_value("A-0007")
    expect(members.get_by_role("columnheader", name="ARR")).to_have_attribute("aria-sort", "ascending")
    workbench.python("builder.segment = old")
    expect(members.locator(".dt-info")).to_have_text(before, timeout=SOON)
    count = int(workbench.python("print(len(f))"))
    with workbench.page.expect_download() as download:
        members.get_by_role("button", name="as csv").click()
    download.value.save_as(tmp_path / "members.csv")
    assert download.value.suggested_filename == "x.csv"
    assert len((tmp_path / "members.csv").read_text(encoding="utf-8").splitlines()) == count + 1
