"""A threshold dragged beside its rule, in a real JupyterLab: the count follows, Python has the value, one undo brings it back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

SETUP = """import seg_widgets as sw
ws = sw.datasets.demo(300)
a, c, u = ws.accounts, ws.contacts, ws.usage
quiet = sw.Segment("Quiet", a.edition.is_("Gold") & (u.active_days.last(days=30) <= 20) & a.started_on.before("2026-01-15")
    & c.any(c.created_on.after("2022-01-01")))
builder = sw.SegmentBuilder(ws, quiet)
builder"""
VALUE = "print(builder.segment.where.members[1].value, builder.segment.count(ws).members)"


def test_a_threshold_is_dragged_the_count_follows_and_one_undo_brings_it_back(lab: Lab) -> None:
    notebook = lab.open([SETUP])
    lab.viewport(1500, 1200)
    notebook.run()
    workbench = Workbench(lab, notebook)
    before = workbench.python(VALUE).split()
    assert before[0] == "20"
    rule = workbench.rule("where.members.1")
    thumb = rule.get_by_role("slider", name="Threshold")
    expect(thumb).to_be_visible(timeout=SOON)
    workbench.root.scroll_into_view_if_needed()
    met = rule.locator(".sw-met").first
    start = met.inner_text()
    workbench.picture("spread-before")

    box, field = thumb.bounding_box(), rule.locator(".sw-plot").bounding_box()
    assert box is not None
    assert field is not None
    workbench.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    workbench.page.mouse.down()
    workbench.page.mouse.move(field["x"] + field["width"] * 0.2, box["y"] + 12, steps=12)
    expect(met).not_to_have_text(start, timeout=SOON)  # while the button is still down
    workbench.picture("spread-dragging")
    workbench.page.mouse.up()
    workbench.status("ok")

    value, members = workbench.python(VALUE).split()
    assert 0 < int(value) < 20
    assert rule.get_by_label("Number, days").input_value() == value
    workbench.members(int(members))
    assert int(members) != int(before[1])
    alone = workbench.python(f"print((sw.Segment('x', u.active_days.last(days=30) <= {value}, entity='accounts')).count(ws).members)")
    expect(met).to_have_text(alone)

    workbench.root.get_by_role("button", name="Undo").click()
    workbench.members(int(before[1]))
    assert workbench.python(VALUE).split() == before
    expect(thumb).to_have_attribute("aria-valuenow", "20")
    related = workbench.rule("where.members.3.where.members.0").get_by_role("slider")
    related.press("ArrowLeft")
    expect(related).to_have_attribute("aria-valuetext", "31 Dec 2021", timeout=SOON)
    workbench.status("ok")
    assert workbench.python("print(builder.segment.where.members[3].where.members[0].value)") == "2021-12-31"
    lab.theme("dark")
    lab.viewport(900, 1200)
    workbench.root.scroll_into_view_if_needed()
    workbench.picture("spread-dark-narrow")
