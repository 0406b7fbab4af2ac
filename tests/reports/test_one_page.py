"""A page about one segment: its figures are the segment's, it fits on one side of A4, and asks for nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser

import seg_widgets as sw

PICTURES = Path(__file__).parents[1] / "output" / "screenshots"


def printed(browser: Browser, path: Path, picture: str = "") -> tuple[int, str, list[str]]:
    """Open a page with no network and print it; give how many sides of A4 it takes, its text, and what went wrong or was asked for."""
    context = browser.new_context(offline=True, viewport={"width": 794, "height": 1123})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(path.as_uri())
    if picture:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / picture, full_page=True)
    pdf = page.pdf(format="A4", print_background=True)
    found = len(re.findall(rb"/Type\s*/Page(?!s)", pdf)), page.locator("body").inner_text(), said[1:]
    context.close()
    return found


def test_the_page_says_what_the_segment_is(tmp_path: Path, browser: Browser) -> None:
    ws = sw.datasets.demo()
    a, usage, contacts = ws.accounts, ws.usage, ws.contacts
    segment = sw.Segment(
        "Gold, quiet before renewal",
        a.edition.is_("Gold")
        & a.renews_on.in_next(days=sw.param("days"))
        & (usage.active_days.last(days=30) <= 10)
        & contacts.where(role="Decision Maker").none(usage.active_days.last(days=30) > 3),
        parameters={"days": 120},
        description="Call them before they call us.",
    )
    made = sw.one_page(ws, segment)
    sides, text, said = printed(browser, made.save(tmp_path / "one" / "page.html"), "one-page.png")
    assert (sides, said) == (1, [])
    counted = segment.count(ws)
    assert counted.worth is not None
    assert f"{counted.members:,}" in text
    assert f"{counted.worth.inside:,.0f}" in text
    assert f"{counted.unknown:,} accounts are neither in nor out" in text
    assert "As of 2026-11-20" in text
    members = ws.frame("accounts").set_index("account_id").loc[segment.members(ws)["account_id"]]
    top = members.sort_values("arr", ascending=False).iloc[:6]
    assert [text.index(name) for name in top["name"]] == sorted(text.index(name) for name in top["name"])
    assert members.sort_values("arr", ascending=False)["name"].iloc[6] not in text
    assert "days = 120" in text
    assert 'srcdoc="' in made._repr_html_()


def test_a_page_with_too_much_on_it_is_one_page_all_the_same(tmp_path: Path, browser: Browser) -> None:
    ws = sw.datasets.demo()
    a = ws.accounts
    long = " ".join(["Words that go on"] * 60)
    rules = [a.industry.is_in([f"An industry of which nobody has heard yet, number {n}" for n in range(9)]) for _ in range(14)]
    segment = sw.Segment(long, sw.any_of(a.arr > 0, a.renews_on.in_next(days=300), *rules), description=long)
    sides, text, said = printed(browser, sw.one_page(ws, segment).save(tmp_path / "p.html"), "one-page-much.png")
    assert (sides, said) == (1, [])
    assert "The first 6 of 16." in text


ODD: dict[str, Any] = {
    "nobody": lambda t: t["Größe (m²)"] > 10**6,
    "everyone": lambda t: sw.everyone,
    "missing": lambda t: t["Größe (m²)"] > 3,
}


@pytest.mark.parametrize("which", ODD)
@pytest.mark.parametrize("rows", [1, 7])
def test_a_page_of_odd_tables(which: str, rows: int, tmp_path: Path, browser: Browser) -> None:
    evil = '<script>alert("x")</script>'
    frame = pd.DataFrame(
        {
            "Kunden Nr": range(1, rows + 1),
            "Größe (m²)": pd.array([None, 4.5, None, 9, 2, 7, 8][:rows], dtype="Float64"),
            evil: [evil] * rows,
        }
    )
    ws = sw.Workspace.from_frames({"Kunden & Co": frame}, {"tables": {"Kunden & Co": {"key": "Kunden Nr"}}}, quiet=True)
    segment = sw.Segment(f"{evil} Ä", ODD[which](ws["Kunden & Co"]), entity="Kunden & Co")
    made = sw.one_page(ws, segment)
    assert "<script" not in made.html
    sides, text, said = printed(browser, made.save(tmp_path / "p.html"))
    assert (sides, said) == (1, [])
    assert f"{evil} Ä" in text
    assert str(segment.count(ws).members) in text
