"""What outlives what: counting that takes long, a kernel that is restarted, a notebook that is opened without one."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

DEMO = "import seg_widgets as sw\nws = sw.datasets.demo()\nbuilder = sw.SegmentBuilder(ws)\nbuilder"
# A count that takes until it is stopped, once the flag is set: a real statement of the engine, as one over a huge table would be.
SLOW = """
import seg_widgets as sw
ws = sw.datasets.demo()
real, slow = ws.evaluate, []
def evaluate(*given):
    if slow:
        ws.session.database.rows("SELECT sum(hash(range)) FROM range(4000000000000)", "read")
    return real(*given)
ws.evaluate = evaluate
builder = sw.SegmentBuilder(ws, sw.Segment("Gold", ws.accounts.edition.is_("Gold")))
builder
"""

IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
STARTED = """() => {
  const started = window.jupyterapp?.commands?.hasCommand("docmanager:open");
  return started && !document.getElementById("jupyterlab-splash");
}"""
OPEN_WITHOUT = """path => {
  const kernelPreference = { shouldStart: false, autoStartDefault: false, canStart: false };
  return window.jupyterapp.commands.execute("docmanager:open", { path, kernelPreference });
}"""


def test_a_count_that_takes_long_leaves_the_kernel_free_and_can_be_stopped(lab: Lab) -> None:
    notebook = lab.open([SLOW])
    lab.viewport(1400, 1300)
    notebook.run()
    workbench = Workbench(lab, notebook)
    gold = int(workbench.python("print(builder.segment.count().members)"))
    workbench.members(gold)
    workbench.python("slow.append(1)")
    workbench.choose("where.members.0", "Silver")
    progress = workbench.root.get_by_test_id("progress")
    expect(progress).to_be_visible(timeout=SOON)
    expect(progress).to_contain_text("Counting")
    assert workbench.python("print(6 * 7)") == "42"  # meanwhile a cell runs
    assert workbench.python("print(builder.segment.where.members[0].value)") == "Silver"
    workbench.picture("counting")
    lab.theme("dark")
    workbench.picture("counting-dark")
    progress.get_by_role("button", name="Stop").click()
    stopped = workbench.root.get_by_test_id("stopped")
    expect(stopped).to_be_visible(timeout=SOON)
    workbench.status("stopped")
    workbench.members(gold)  # the last good answer stays, and is marked
    expect(workbench.root.locator(".sw-kpi")).to_have_class(re.compile("sw-stale"))
    workbench.picture("counting-stopped-dark")
    workbench.python("slow.clear()")
    stopped.get_by_role("button", name="Count again").click()
    workbench.status("ok")
    assert workbench.root.locator(".sw-in").inner_text() == f"{int(workbench.python('print(builder.segment.count().members)')):,}"

    # a later edit overtakes a count that would take for ever
    workbench.python("slow.append(1)")
    workbench.choose("where.members.0", "Bronze")
    expect(progress).to_be_visible(timeout=SOON)
    workbench.python("slow.clear()")
    workbench.choose("where.members.0", "Gold")
    workbench.members(gold)
    workbench.status("ok")


def test_a_draft_outlives_its_kernel_and_one_can_start_over(lab: Lab) -> None:
    notebook = lab.open([DEMO])
    lab.viewport(1400, 1300)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    workbench.status("ok")
    members = workbench.root.locator(".sw-in").inner_text()
    workbench.add("seats")
    workbench.status("incomplete")

    lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    lab.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'", timeout=60_000
    )
    notebook.run()
    workbench = Workbench(lab, notebook)
    restored = workbench.root.get_by_test_id("restored")
    expect(restored).to_contain_text("was brought back", timeout=SOON)
    expect(workbench.rule("where.members.1")).to_contain_text("seats", ignore_case=True)
    workbench.status("incomplete")
    workbench.picture("draft-brought-back")
    workbench.act("where.members.1", "Remove")
    workbench.status("ok")
    assert workbench.root.locator(".sw-in").inner_text() == members
    expect(restored).to_have_count(0)

    notebook.run()  # the cell run again is the same place
    workbench = Workbench(lab, notebook)
    restored = workbench.root.get_by_test_id("restored")
    restored.get_by_role("button", name="Start over").click()
    expect(workbench.rules).to_contain_text("Add the first rule", timeout=SOON)
    workbench.root.get_by_role("button", name="Undo").click()
    expect(workbench.rule("where.members.0")).to_contain_text("Gold", timeout=SOON)


def test_a_notebook_opened_without_a_kernel_shows_how_it_was_left(lab: Lab) -> None:
    notebook = lab.open([DEMO])
    lab.viewport(1400, 1000)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    workbench.status("ok")
    members = workbench.root.locator(".sw-in").inner_text()
    snapshot = lab.page.locator(".sw-snapshot")
    expect(snapshot).to_have_count(1)
    expect(snapshot).to_be_hidden()
    lab.page.wait_for_function("() => document.querySelector('.sw-snapshot')?.textContent.includes('Gold')", timeout=SOON)
    lab.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")

    lab.allow("Error displaying widget: model not found|.*[Cc]ould not process update msg|.*kernel")
    lab.page.goto(f"{lab.server.url}/lab/workspaces/{notebook.name.removesuffix('.ipynb')}w?token={lab.server.token}")
    lab.page.wait_for_function(STARTED, timeout=60_000)
    lab.page.evaluate(OPEN_WITHOUT, notebook.name)
    expect(snapshot).to_be_visible(timeout=SOON)
    expect(snapshot).to_contain_text("needs a running kernel")
    expect(snapshot).to_contain_text(f"{members} of 500 accounts")
    expect(snapshot).to_contain_text("Gold")
    lab.screenshot("without-kernel")
    lab.theme("dark")
    lab.screenshot("without-kernel-dark")
