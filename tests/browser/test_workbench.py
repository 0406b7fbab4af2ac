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
    lab.viewport(1500, 1700)
    notebook.run()
    return Workbench(lab, notebook)


def test_the_quickstart_runs_and_its_workbench_answers(lab: Lab) -> None:
    notebook = lab.open(QUICKSTART)
    lab.viewport(1500, 1700)
    notebook.run()
    workbench = Workbench(lab, notebook)
    members = int(notebook.run_cell("print(quiet.count(ws).members)"))
    workbench.members(members)
    workbench.says("ARR")
    assert 0 < members < 500
    workbench.root.scroll_into_view_if_needed()
    workbench.picture("quickstart")


def test_a_segment_is_built_by_clicking_brushed_copied_and_run(lab: Lab, tmp_path: Path) -> None:
    workbench = raven(lab)
    workbench.status("incomplete")
    workbench.picture("raven-empty")

    workbench.add("change in uses")
    workbench.members(155)
    workbench.says("unknown 90")
    workbench.add("plan tier")
    workbench.status("incomplete")
    workbench.says("155")  # the last good answer stays, and is marked
    workbench.picture("raven-incomplete")
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
    workbench.picture("raven-code")
    yaml = workbench.code("YAML")
    assert workbench.python(f"print(sw.read_yaml({yaml!r}) == builder.segment)") == "True"

    # the waterfall and the members
    waterfall = workbench.panel("Waterfall")
    expect(waterfall.first.locator("svg, canvas").first).to_be_visible(timeout=SOON)
    members = workbench.panel("Members").last
    expect(members).to_contain_text("54 members", timeout=SOON)
    expect(members.locator("tbody tr")).to_have_count(10)  # a page of them
    workbench.picture("raven-waterfall")

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
    make = overview.get_by_role("button", name="Set rule: Seats")
    for _ in range(4):  # on a busy machine the chart may be drawn anew under the brush; one draws it again
        workbench.page.mouse.move(box["x"] + box["width"] * 0.25, across)
        workbench.page.mouse.down()
        workbench.page.mouse.move(box["x"] + box["width"] * 0.6, across, steps=8)
        workbench.page.mouse.up()
        workbench.page.wait_for_timeout(2500)
        if make.count():
            break
    expect(make).to_be_enabled(timeout=SOON)
    workbench.picture("raven-brushed")
    make.click()
    expect(workbench.rule("where.members.2")).to_be_visible(timeout=SOON)
    workbench.status("ok")
    rule = workbench.python("m = builder.segment.where.members[2]; print(m.metric.column, m.op, len(builder.segment.members()))")
    assert rule.startswith("seats ")
    workbench.members(int(rule.split()[-1]))


def test_a_row_filter_is_built_by_clicking(lab: Lab) -> None:
    workbench = raven(lab)
    workbench.add("tenure since signup")
    workbench.add("usage never")
    workbench.rule("where.members.1").get_by_role("button", name="Row filter").click()
    filters = workbench.page.get_by_role("dialog", name="Which usage rows count")
    if not workbench.page.get_by_label("Search, or write a value").count():  # it opens by itself the first time
        filters.get_by_role("button", name="Choose values").click()
    search = workbench.page.locator("input.sw-search")
    search.fill("feature_20")
    search.press("Enter")
    workbench.picture("raven-filter")
    for _ in range(2):
        workbench.page.keyboard.press("Escape")
    expect(workbench.popup).to_have_count(0)
    workbench.members(87)
    workbench.status("ok")
    workbench.picture("raven-filtered")


def test_recency_and_active_days_by_clicking(lab: Lab) -> None:
    workbench = raven(lab)
    workbench.add("tickets days since the latest")
    number = workbench.rule("where.members.0").get_by_role("textbox", name="Number")
    number.fill("120")
    workbench.members(236)
    workbench.says("unknown 8")
    workbench.act("where.members.0", "Remove")
    workbench.status("incomplete")
    workbench.add("usage active days")
    rule = workbench.rule("where.members.0")
    rule.get_by_label("How it is compared").select_option("less than")
    rule.get_by_role("textbox", name="Number").last.fill("1")
    workbench.members(75)


def test_groups_related_muting_removing_and_undo(lab: Lab) -> None:
    notebook = lab.open([DEMO])
    lab.viewport(1500, 1700)
    notebook.run()
    workbench = Workbench(lab, notebook)
    accounts = "a = ws.frame('accounts'); gold = a.edition == 'Gold'; emea = a.region == 'EMEA'; soft = a.industry == 'Software'\n"

    def expected(what: str) -> int:
        return int(workbench.python(f"{accounts}print(({what}).sum())"))

    workbench.add("edition")
    workbench.choose("where.members.0", "Gold")
    workbench.members(expected("gold"))
    workbench.rules.get_by_role("button", name="Group", exact=True).last.click()
    workbench.status("incomplete")
    group = workbench.rule("where.members.1")
    workbench.add("region", inside=group)
    workbench.choose("where.members.1.members.0", "EMEA")
    workbench.add("industry", inside=group)
    workbench.choose("where.members.1.members.1", "Software")
    kind = group.get_by_label("How the members of the group combine").first
    for chosen, meaning in (("all of", "gold & emea & soft"), ("any of", "gold & (emea | soft)"), ("none of", "gold & ~(emea | soft)")):
        kind.select_option(chosen)
        workbench.members(expected(meaning))
    workbench.picture("groups")

    rule = "where.members.1.members.1"
    workbench.act(rule, "Mute")
    workbench.members(expected("gold & ~emea"))
    workbench.picture("muted")
    workbench.act(rule, "Unmute")
    workbench.members(expected("gold & ~(emea | soft)"))
    one, both = expected("gold & ~emea"), expected("gold & ~(emea | soft)")
    workbench.act(rule, "Remove")
    workbench.members(one)
    workbench.page.keyboard.press("Control+z")  # what was removed took the focus to its neighbour, inside the editor
    workbench.members(both)
    workbench.page.keyboard.press("Control+Shift+z")
    workbench.members(one)
    workbench.root.get_by_role("button", name="Undo").click()
    workbench.members(both)

    workbench.rules.get_by_role("button", name="Related", exact=True).last.click()
    workbench.root.get_by_role("menuitem", name="contacts").click()
    related = workbench.rule("where.members.2")
    workbench.add("role", inside=related)
    workbench.choose("where.members.2.where.members.0", "Decision Maker")
    related.get_by_label("How many of the related contacts").select_option("no contact")
    made = "c = ws.frame('contacts'); has = a.account_id.isin(c.account_id[c.role == 'Decision Maker'])\n"
    none = workbench.python(f"{accounts}{made}print((gold & ~(emea | soft) & ~has).sum())")
    workbench.members(int(none))
    workbench.picture("related")
    assert workbench.python("print(len(builder.segment.members()))") == none


def test_mistakes_are_shown_at_their_rule_and_lose_nothing(lab: Lab) -> None:
    notebook = lab.open([DEMO])
    lab.viewport(1500, 1700)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.add("name")
    rule = workbench.rule("where.members.0")
    rule.get_by_label("How it is compared").select_option("matches the pattern")
    pattern = rule.get_by_role("textbox").first
    pattern.fill("^A")
    members = int(workbench.python("print(ws.frame('accounts').name.str.startswith('A').sum())"))
    workbench.members(members)
    pattern.fill("(")
    workbench.status("error")
    expect(rule.get_by_role("alert")).to_contain_text("is not a regular expression")
    expect(rule.get_by_role("alert")).to_contain_text("RE2")
    workbench.members(members)  # the last good answer stays
    workbench.says("Before your last changes")
    assert workbench.python("print(len(builder.segment.members()))") == str(members)
    workbench.picture("mistake")
    lab.theme("dark")
    workbench.page.wait_for_timeout(1500)
    workbench.picture("mistake-dark")
    # a segment that does not fit is refused in Python with the same words, and what is on the screen stays
    said = workbench.python(
        "try:\n    builder.segment = sw.Segment('x', ws.accounts.name.matches('('))\nexcept sw.SegmentError as error:\n    print(error)"
    )
    assert "is not a regular expression" in said
    assert pattern.input_value() == "("
    pattern.fill("(A|B)")
    workbench.status("ok")


def test_it_looks_right_wide_and_narrow_light_and_dark(lab: Lab) -> None:
    notebook = lab.open(QUICKSTART)
    lab.viewport(1600, 1700)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.status("ok")
    workbench.root.scroll_into_view_if_needed()
    for theme in ("light", "dark"):
        lab.theme(theme)
        for width in (1600, 1180, 960):  # the page; the notebook's output is narrower by its margins and the side bar
            lab.viewport(width, 1700)
            workbench.page.wait_for_timeout(2500)
            workbench.root.evaluate("e => e.scrollIntoView({block: 'start'})")
            workbench.picture(f"quickstart-{theme}-{width}")
            spill = workbench.root.evaluate("e => e.scrollWidth - e.clientWidth")
            assert spill <= 1, f"{spill} px too wide at {width}"


TWO_WAYS = """import pandas as pd, seg_widgets as sw
calls = pd.DataFrame({"cid": range(6), "day": pd.to_datetime(["2026-03-01"] * 6), "caller": list("aaabba"), "called": list("cdcdcd")})
people = pd.DataFrame({"pid": list("abcd")})
tables = {"people": {"kind": "entity", "key": "pid"},
          "calls": {"kind": "event", "key": "cid", "time": "day", "links": {"caller": "people", "called": "people"}}}
ws = sw.Workspace.from_frames({"people": people, "calls": calls}, {"as_of": "2026-03-20", "tables": tables}, quiet=True)
builder = sw.SegmentBuilder(ws)
builder"""


def test_one_of_several_ways_is_chosen_in_the_rule(lab: Lab) -> None:
    notebook = lab.open([TWO_WAYS])
    lab.viewport(1500, 1200)
    notebook.run()
    workbench = Workbench(lab, notebook)
    workbench.add("calls: number")
    workbench.members(2)  # a and b called
    way = workbench.rule("where.members.0").get_by_role("combobox", name="By which link")
    expect(way).to_have_value("caller")
    workbench.rule("where.members.0").get_by_role("textbox", name="Number").last.fill("3")
    workbench.members(1)  # a
    way.select_option("called")
    workbench.members(2)  # c and d, who were called three times each
    assert workbench.python("print(list(builder.segment.members().iloc[:, 0]))") == "['c', 'd']"
    workbench.picture("one-of-several-ways")
