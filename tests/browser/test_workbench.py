"""The journey of the first release, in a real JupyterLab with no internet: build, read, brush, copy, run, and make mistakes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from tests import ravenstack
from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

QUICKSTART = Path(__file__).parents[2] / "notebooks" / "quickstart.ipynb"
DEMO = "import seg_widgets as sw\nws = sw.datasets.demo()\nbuilder = sw.SegmentBuilder(ws)\nbuilder"


def raven(lab: Lab) -> Workbench:
    opened = f"sw.Workspace.from_folder({str(ravenstack.folder())!r}, {str(ravenstack.CONFIG)!r})"
    notebook = lab.open([f"import seg_widgets as sw\nws = {opened}\nbuilder = sw.SegmentBuilder(ws)\nbuilder"])
    lab.viewport(1500, 1300)
    notebook.run()
    return Workbench(lab, notebook)


def test_the_quickstart_runs_and_its_workbench_answers(lab: Lab) -> None:
    notebook = lab.open(QUICKSTART)
    lab.viewport(1500, 1300)
    notebook.run()
    workbench = Workbench(lab, notebook)
    members = int(notebook.run_cell("print(quiet.count(ws).members)"))
    workbench.members(members)
    workbench.says("ARR")
    assert 0 < members < 500
    workbench.root.scroll_into_view_if_needed()
    lab.screenshot("quickstart", of=workbench.root)


def test_a_segment_is_built_by_clicking_brushed_copied_and_run(lab: Lab, tmp_path: Path) -> None:
    workbench = raven(lab)
    workbench.status("incomplete")
    lab.screenshot("raven-empty", of=workbench.root)

    workbench.add("change in uses")
    workbench.members(155)
    workbench.says("unknown 90")
    workbench.add("plan tier")
    workbench.status("incomplete")
    workbench.says("155")  # the last good answer stays, and is marked
    lab.screenshot("raven-incomplete", of=workbench.root)
    workbench.choose("where.members.1", "Enterprise")
    workbench.members(54)
    workbench.counts("where.members.0", 155, 155)
    workbench.counts("where.members.1", 154, 54)
    assert workbench.python("print(len(builder.segment.members()))") == "54"

    # every text that is shown, run, gives these members
    python = workbench.code("Python")
    ran = workbench.python(f"{python}\nprint([s for s in globals().values() if isinstance(s, sw.Segment)][-1] == builder.segment)")
    assert ran == "True"
    keys = workbench.python("print('\\n'.join(builder.segment.members()['account_id']))").splitlines()
    sql = workbench.code("SQL")
    assert workbench.python(f"print(sorted(k for (k,) in ws.database.rows({sql!r}, 'copied')) == sorted({keys!r}))") == "True"
    script = tmp_path / "segment.py"
    script.write_text(workbench.code("pandas"), encoding="utf-8")
    run = subprocess.run([sys.executable, "-I", str(script), str(ravenstack.folder())], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[1:] == keys
    lab.screenshot("raven-code", of=workbench.root)
    yaml = workbench.code("YAML")
    assert workbench.python(f"print(sw.read_yaml({yaml!r}) == builder.segment)") == "True"

    # the waterfall and the members
    waterfall = workbench.panel("Waterfall")
    expect(waterfall.first.locator("svg, canvas").first).to_be_visible(timeout=SOON)
    members = workbench.panel("Members").last
    expect(members).to_contain_text("54 members", timeout=SOON)
    expect(members.locator("tbody tr")).to_have_count(54)
    lab.screenshot("raven-waterfall", of=workbench.root)

    # a brush over the seats becomes a rule
    overview = workbench.panel("Overview").first
    overview.get_by_label("Spread of").select_option("Seats")
    chart = overview.locator(".chart-wrapper, .vega-embed").last
    expect(chart.locator("svg, canvas").first).to_be_visible(timeout=SOON)
    workbench.page.wait_for_timeout(1500)
    chart.scroll_into_view_if_needed()
    box = chart.locator("svg, canvas").first.bounding_box()
    assert box is not None
    across = box["y"] + box["height"] * 0.5
    workbench.page.mouse.move(box["x"] + box["width"] * 0.25, across)
    workbench.page.mouse.down()
    workbench.page.mouse.move(box["x"] + box["width"] * 0.6, across, steps=8)
    workbench.page.mouse.up()
    make = overview.get_by_role("button", name="Set rule: Seats between")
    expect(make).to_be_enabled(timeout=SOON)
    lab.screenshot("raven-brushed", of=workbench.root)
    make.click()
    expect(workbench.rule("where.members.2")).to_be_visible(timeout=SOON)
    workbench.status("ok")
    rule = workbench.python("m = builder.segment.where.members[2]; print(m.metric.column, m.op, len(builder.segment.members()))")
    assert rule.startswith("seats between")
    workbench.members(int(rule.split()[-1]))


def test_a_row_filter_is_built_by_clicking(lab: Lab) -> None:
    workbench = raven(lab)
    workbench.add("tenure since signup")
    workbench.add("usage never")
    rule = workbench.rule("where.members.1")
    rule.get_by_role("button", name="Row filter").click()
    popup = workbench.popup.first
    lab.screenshot("raven-filter", of=workbench.root)
    popup.get_by_role("button").first.click()
    lab.screenshot("raven-filter-2", of=workbench.root)


def test_groups_muting_removing_and_undo(lab: Lab) -> None:
    notebook = lab.open([DEMO])
    lab.viewport(1500, 1300)
    notebook.run()
    workbench = Workbench(lab, notebook)
    accounts = "a = ws.frame('accounts')\n"
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    gold = int(notebook.run_cell(f"{accounts}print((a.edition == 'Gold').sum())"))
    workbench.members(gold)
    workbench.rules.get_by_role("button", name="Group", exact=True).last.click()
    workbench.status("incomplete")
    group = workbench.rule("where.members.1")
    workbench.add("region", inside=group)
    workbench.choose("where.members.1.members.0", "EMEA")
    workbench.add("industry", inside=group)
    workbench.status("incomplete")
    lab.screenshot("groups", of=workbench.root)
