"""Saving and opening in JupyterLab: a reason, a second version, a pin that does not hold, in light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

import seg_widgets as sw
from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

pytestmark = pytest.mark.browser
SOURCE = """\
import seg_widgets as sw
ws = sw.datasets.demo()
sw.SegmentLibrary({folder!r}, by="ada").attach(ws)
builder = sw.SegmentBuilder(ws, sw.Segment("Gold", ws.accounts.edition.is_("Gold")))
builder"""


def test_a_segment_is_saved_with_a_reason_and_its_pins_are_checked(lab: Lab, tmp_path: Path) -> None:
    library = sw.SegmentLibrary(tmp_path / "segments")
    accounts = sw.datasets.demo().accounts
    library.save(sw.split(accounts, accounts.edition, name="Editions"))
    notebook = lab.open([SOURCE.format(folder=str(library.path))])
    lab.viewport(1500, 1500)
    notebook.run()
    workbench = Workbench(lab, notebook, "library")
    bottom = workbench.root.locator(".sw-bottom")
    bottom.get_by_role("tab", name="Library").click()
    expect(bottom).to_contain_text("is not saved yet", timeout=SOON)
    bottom.get_by_label("Splits and orders").select_option("Editions (a split)")
    expect(bottom.get_by_role("region", name="Parts")).to_contain_text("Platinum", timeout=SOON)
    bottom.get_by_label("Part", exact=True).select_option(index=1)
    bottom.get_by_role("button", name="Open the part").click()
    expect(bottom).to_contain_text("Opened “Editions: ", timeout=SOON)
    workbench.python("builder.segment = sw.Segment('Gold', ws.accounts.edition.is_('Gold'))")
    expect(bottom).to_contain_text("“Gold” is not saved yet", timeout=SOON)
    bottom.get_by_label("Tags").fill("weekly")
    bottom.get_by_role("button", name="Save", exact=True).click()
    expect(bottom).to_contain_text("Saved “Gold” as version 1.", timeout=SOON)
    outside = next(iter(library["Gold"].members(sw.datasets.demo())["account_id"]))
    bottom.get_by_label("Must be out").fill(outside)
    bottom.get_by_label("Reason").fill("Known to be lost")
    bottom.get_by_role("button", name="Save", exact=True).click()
    expect(bottom).to_contain_text(f"{outside} must be out, and is in", timeout=SOON)
    assert [v.reason for v in library.versions("Gold")] == ["Saved for the first time.", "Known to be lost"]
    bottom.scroll_into_view_if_needed()
    workbench.shot("panel")
    lab.viewport(900, 1500)
    bottom.get_by_role("button", name="Bring back").scroll_into_view_if_needed()
    workbench.picture("library-narrow")
