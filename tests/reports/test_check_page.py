"""The data check as a page: it says what the frame says, of any tables, and asks for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser

import seg_widgets as sw
from tests.odd import CASES
from tests.reports.test_one_page import printed


def world() -> sw.Workspace:
    """Four firms; one of five rows of use is of no firm, one has no day, and a firm has no seats."""
    firms = pd.DataFrame({"id": [1, 2, 3, 4], "<b>seats</b>": [5.0, None, 12.0, 40.0]})
    use = pd.DataFrame({"id": [1, 1, 2, 9, 3], "at": pd.to_datetime(["2026-03-01", "2026-03-02", None, "2026-03-20", "2026-03-30"])})
    tables = {"firms": {"kind": "entity", "key": "id"}, "use": {"kind": "event", "time": "at", "links": {"id": "firms"}}}
    return sw.Workspace.from_frames({"firms": firms, "use": use}, {"tables": tables, "as_of": "2026-03-31"}, quiet=True)


def test_the_page_agrees_with_the_frame_and_asks_for_nothing(tmp_path: Path, browser: Browser) -> None:
    ws = world()
    segment = sw.Segment("Groß & <i>alt</i>", ws.firms["<b>seats</b>"] >= 10)
    found = sw.check(ws)
    assert {"unknown-link", "missing-time", "missing-values"} <= set(found["code"])
    made = sw.check_page(ws, segment)
    assert "<b>seats" not in made.html
    assert "<i>alt" not in made.html
    _, text, said = printed(browser, made.save(tmp_path / "check.html"), "check-page.png")
    assert said == []
    for message in found["message"]:
        assert message in text
    grave = int((found["severity"] == "warning").sum())
    assert re.search(rf"Warnings\s+{grave}\s", text)
    assert re.search(r"Tables\s+2\s+9 rows", text)
    assert "The data behind “Groß & <i>alt</i>”" in text
    rule = sw.health(ws, segment).iloc[0]
    assert (rule["missing"], rule["verdict"]) == (1, "careful")  # 1 of 4 firms
    assert re.search(r"\s1\s+25%\s+.*careful", text)


def test_odd_workspaces_have_a_page_and_a_segment_that_fails_is_said() -> None:
    for case in CASES.values():
        ws, segment = case()
        assert segment.name in sw.check_page(ws, segment).html.replace("&quot;", '"').replace("&lt;i&gt;", "<i>")
    ws = world()
    ws.segments["gone"] = sw.Segment.load(
        {"name": "gone", "entity": "firms", "where": {"kind": "all", "members": [{"kind": "segment", "name": "nowhere"}]}}
    )
    assert "nowhere" in sw.check_page(ws).html
