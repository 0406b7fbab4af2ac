"""A notebook becomes one HTML file that needs no kernel, no server and no internet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import seg_widgets as sw
from seg_widgets import cli, reports
from seg_widgets.errors import DataError, ReportError

ROOT = Path(__file__).parents[2]
WEEKLY = ROOT / "notebooks" / "weekly-report.ipynb"
PICTURES = ROOT / "tests" / "output" / "screenshots"
BARS = {"mark": "bar", "data": {"values": [{"a": "x", "b": 3}, {"a": "y", "b": 5}]}, "title": "Two bars",
        "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}}}  # fmt: skip


def notebook(path: Path, *cells: dict[str, Any]) -> Path:
    """Write a notebook."""
    whole = [{"id": f"c{n}", "metadata": {}, **cell} for n, cell in enumerate(cells)]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.write_text(json.dumps({"cells": whole, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def code(source: str, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    found = [{"output_type": "display_data", "metadata": {}, "data": data} for data in outputs]
    return {"cell_type": "code", "execution_count": None, "source": source, "outputs": found, "metadata": {"tags": list(tags)}}


def words(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source}


@dataclass
class Opened:
    """A file as a browser shows it that has no network."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refused: dict[str, str | None] = field(default_factory=dict)


@pytest.fixture
def show(browser: Browser) -> Iterator[Any]:
    contexts = []

    def opened(path: Path) -> Opened:
        contexts.append(browser.new_context(offline=True, viewport={"width": 1000, "height": 900}))
        found = Opened(contexts[-1].new_page())
        found.page.on("console", lambda message: found.said.append(message.text))
        found.page.on("pageerror", lambda error: found.said.append(str(error)))
        found.page.on("request", lambda request: found.asked.append(request.url))
        found.page.on("requestfailed", lambda request: found.refused.update({request.url: request.failure}))
        found.page.goto(path.as_uri())
        return found

    yield opened
    for context in contexts:
        context.close()


def test_the_weekly_report_of_ones_own_tables_and_segments(tmp_path: Path, show: Any, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name in ("accounts", "usage", "contacts", "licences"):
        sw.datasets.frames(accounts=60, seed=3)[name].to_parquet(data / f"{name}.parquet")
    ws = sw.Workspace.from_folder(data, quiet=True)
    library = sw.SegmentLibrary(tmp_path / "segments")
    library.save(sw.Segment("Gold <b>quiet</b>", ws.accounts.edition.is_("Gold") & (ws.usage.active_days.last(days=30) <= 12)))
    library.save(sw.Segment("Large & busy", (ws.accounts.seats >= 20) & (ws.usage.active_days.last(days=30) >= 5)))
    target = tmp_path / "out" / "weekly.html"
    given = ["-p", f"workspace={data}", "-p", f"library={library.path}", "-p", "as_of=2026-11-13", "-p", "days=14"]
    assert cli.main(["report", str(WEEKLY), "--to", str(target), *given]) == 0
    assert capsys.readouterr().out == f"{target}\n"

    seen = show(target)
    PICTURES.mkdir(parents=True, exist_ok=True)
    seen.page.screenshot(path=PICTURES / "report-weekly.png", full_page=True)
    assert seen.asked == [target.as_uri()]
    assert seen.said == []
    assert seen.page.title() == "Weekly report"
    charts = seen.page.locator("figure.sw-chart svg")
    assert charts.count() == 3
    for n in range(3):
        assert charts.nth(n).locator("path").count() > 5
        assert charts.nth(n).locator("text").count() > 5
    standing = seen.page.locator("table").first
    first = library.open("Gold <b>quiet</b>").count(ws, as_of="2026-11-13")
    assert standing.locator("tbody tr").count() == 2
    assert standing.locator("tbody tr").first.locator("td").first.inner_text() == "Gold <b>quiet</b>"
    assert standing.locator("tbody tr").first.locator("td").nth(1).inner_text() == f"{first.members:,}"
    assert seen.page.locator(".sw-report-tiles > div").first.inner_text().split("\n")[1:] == ["2026-11-13", "since 2026-10-30"]
    assert "reports.Table" not in seen.page.content()  # no code
    assert "days = 14" in seen.page.locator("footer").inner_text()


def test_charts_and_tables_of_any_notebook_are_in_the_file(tmp_path: Path, show: Any) -> None:
    source = notebook(
        tmp_path / "any.ipynb",
        words("# Ümlauts & co\n\nA *word*."),
        code("chart", {"application/vnd.vegalite.v5+json": BARS, "text/plain": "alt.Chart(...)"}),
        code("chart", {"application/vnd.vegalite.v6.1+json": BARS}),
        code("builder", {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "SegmentBuilder()"}),
        code("js", {"application/javascript": "fetch('https://example.org')"}),
        code("df", {"text/html": "<table class='dataframe'><tr><td>42</td></tr></table>", "text/plain": "42"}),
        code("secret = 1", {"text/plain": "not shown"}, tags=("hide",)),
    )
    before = source.read_bytes()
    seen = show(sw.report(source, tmp_path / "any.html", run=False))
    assert seen.said == []
    assert len(seen.asked) == 1
    assert source.read_bytes() == before
    assert seen.page.title() == "Ümlauts & co"
    assert seen.page.locator("svg").count() == 2
    assert seen.page.locator("svg [aria-roledescription=bar]").count() == 4
    ids = seen.page.evaluate("[...document.querySelectorAll('svg [id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert seen.page.locator("td").all_inner_texts() == ["42"]
    text = seen.page.locator("body").inner_text()
    assert "SegmentBuilder" not in text
    assert "not shown" not in text


def test_a_file_that_asks_for_more_is_given_nothing(tmp_path: Path, show: Any) -> None:
    html = "<p>there</p><img src='https://example.org/x.png'><script src='https://example.org/x.js'></script>"
    source = notebook(tmp_path / "n.ipynb", code("x", {"text/html": html}))
    seen = show(sw.report(source, tmp_path / "n.html", run=False))
    assert seen.refused == {f"https://example.org/x.{kind}": "csp" for kind in ("png", "js")}  # before anything is sent
    assert seen.page.locator("p").first.inner_text() == "there"


def test_a_parameter_that_the_notebook_does_not_have_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = notebook(tmp_path / "n.ipynb", code("days: int = 7\ntag = ''", tags=("parameters",)), code("1/0"))
    with pytest.raises(ReportError, match="Did you mean 'days'") as caught:
        sw.report(source, tmp_path / "n.html", {"day": 3})
    assert caught.value.code == "unknown-parameter"
    assert cli.main(["report", str(source), "--to", str(tmp_path / "n.html"), "-p", "day=3"]) == 2
    assert "no parameter 'day'" in capsys.readouterr().err


def test_where_a_cell_fails_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = notebook(tmp_path / "n.ipynb", code("days = 7", tags=("parameters",)), words("# x"), code("days / 0"))
    (tmp_path / "n.html").write_text("the one before")
    assert cli.main(["report", str(source), "--to", str(tmp_path / "n.html"), "-p", "days=3"]) == 1
    assert "code cell 2: A cell of n.ipynb failed: ZeroDivisionError" in capsys.readouterr().err
    assert (tmp_path / "n.html").read_text() == "the one before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["n.html", "n.ipynb"]


@pytest.mark.parametrize("text", [None, "", "{}", "not json", "[]"])
def test_what_is_no_notebook_is_refused(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "n.ipynb").write_text(text)
    with pytest.raises(DataError) as caught:
        sw.report(tmp_path / "n.ipynb", tmp_path / "n.html")
    assert caught.value.code == "not-a-notebook"


@pytest.mark.parametrize("package", ["nbconvert", "papermill"])
def test_without_its_packages_it_says_what_to_install(package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seg_widgets.reports.running.find_spec", lambda name: None if name == package else object())
    with pytest.raises(sw.UnsupportedError, match=r"seg-widgets\[reports\]") as caught:
        sw.report(tmp_path / "n.ipynb", tmp_path / "n.html")
    assert caught.value.code == "not-installed"


def test_a_chart_is_a_picture_in_the_colours_of_the_page() -> None:
    from seg_widgets.charts import waterfall_chart

    ws = sw.datasets.demo(accounts=40)
    segment = sw.Segment("x", ws.accounts.edition.is_("Gold") & (ws.accounts.arr > 0))
    text = reports.picture(waterfall_chart(reports.waterfall(ws, segment)))
    assert text.startswith('<figure class="sw-chart"')
    assert "var(--sw-chart-strong, #2f5bd7)" in text
    assert "Edition is Gold" in text
    assert "<script" not in text
