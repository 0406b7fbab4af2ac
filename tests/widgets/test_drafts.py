"""Drafts on disk: what was clicked comes back for the cell that it belongs to, and nothing else does."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

import seg_widgets as sw
from seg_widgets.widgets import drafts
from seg_widgets.widgets.drafts import DraftFile, draft_file
from tests.widgets.test_builder import draft, edit, rule

Draft = dict[str, Any]
START = {"where": 1}


def kept(folder: Path, content: Any = None, name: str = "a", start: Any = START) -> DraftFile:
    file = DraftFile(folder, name, start)
    file.keep(content or draft(rule()), "2026-01-31")
    return file


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = kept(tmp_path / "drafts", draft(rule(value="Gö“ld\u2028")))
    found = DraftFile(tmp_path / "drafts", "a", START).read()
    assert found is not None
    assert (found.draft, found.as_of) == (draft(rule(value="Gö“ld\u2028")), "2026-01-31")
    assert [p.name for p in (tmp_path / "drafts").iterdir()] == [file.path.name]
    assert (tmp_path / ".gitignore").read_text() == "*\n"
    file.drop()
    assert file.read() is None
    file.drop()  # twice is no mistake


@pytest.mark.parametrize(
    ("name", "start"),
    [("b", START), ("a", {"where": 2}), ("a/../a", START), ("A", START)],
    ids=["another cell", "another start", "path", "case"],
)
def test_another_builder_does_not_get_it(tmp_path: Path, name: str, start: Any) -> None:
    kept(tmp_path / "drafts")
    other = DraftFile(tmp_path / "drafts", name, start)
    assert other.read() is None
    assert other.path.parent == tmp_path / "drafts"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 99}', '{"version": 1, "start": "x"}', "\x00\xff"], ids=repr)
def test_a_file_that_cannot_be_read_is_no_draft(tmp_path: Path, text: str) -> None:
    file = kept(tmp_path)
    file.path.write_text(text, encoding="latin-1")
    assert file.read() is None
    file.keep(draft(rule()), None)
    assert file.read() is not None


def test_a_disk_that_cannot_be_written_to_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file where the folder would be")
    file = kept(tmp_path / "drafts")
    assert file.failed
    assert file.read() is None


def test_two_writers_leave_one_whole_draft(tmp_path: Path) -> None:
    def write(letter: str) -> None:
        for _ in range(50):
            kept(tmp_path, draft(rule(value=letter * 5000)))

    threads = [threading.Thread(target=write, args=(letter,)) for letter in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (path,) = tmp_path.glob("*.json")
    assert json.loads(path.read_text())["draft"]["where"]["members"][0]["value"] in ("a" * 5000, "b" * 5000)


# -- the workbench ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return sw.datasets.demo(120)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def gold(ws: sw.Workspace) -> sw.Segment:
    return sw.Segment("Gold", ws.accounts.edition.is_("Gold"))


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "not whole yet"])
def test_a_draft_comes_back_whole_or_not_and_one_can_start_over(ws: sw.Workspace, whole: bool) -> None:
    first = sw.SegmentBuilder(ws, gold(ws), draft="mine")
    assert first.editor.view["restored"] is None
    clicked = draft(rule(), rule("seats", ">=", 20 if whole else None))
    edit(first, clicked)
    first.as_of = ws.day("2026-10-31")

    again = sw.SegmentBuilder(ws, gold(ws), draft="mine")
    view = again.editor.view
    assert (view["segment"], view["status"], view["as_of"]) == (clicked, "ok" if whole else "incomplete", "2026-10-31")
    assert view["restored"]
    assert again.segment is not None
    assert again.segment.dump() == (clicked if whole else gold(ws).dump())

    again._on_message(again.editor, {"type": "start_over"}, [])
    view = again.editor.view
    assert (view["segment"], view["restored"], view["as_of"]) == (gold(ws).dump(), None, ws.as_of.isoformat())
    assert sw.SegmentBuilder(ws, gold(ws), draft="mine").editor.view["restored"] is None


def test_the_word_that_it_was_brought_back_goes_with_the_next_edit(ws: sw.Workspace) -> None:
    edit(sw.SegmentBuilder(ws, draft="mine"), draft(rule()))
    again = sw.SegmentBuilder(ws, draft="mine")
    assert again.editor.view["restored"]
    assert edit(again, draft(rule(value="Silver")))["restored"] is None


def test_a_cell_that_says_something_else_now_is_believed(ws: sw.Workspace) -> None:
    edit(sw.SegmentBuilder(ws, gold(ws), draft="mine"), draft(rule("seats", ">=", 20)))
    other = sw.Segment("Silver", ws.accounts.edition.is_("Silver"))
    builder = sw.SegmentBuilder(ws, other, draft="mine")
    assert builder.editor.view["segment"] == other.dump()


@pytest.mark.parametrize("content", [{"where": 3}, {"where": {"kind": "all", "members": [7]}}, {}], ids=repr)
def test_a_draft_of_nonsense_is_shown_with_its_problems(ws: sw.Workspace, content: Draft) -> None:
    file = draft_file(ws.name, [sw.SegmentBuilder(ws)._draft, "None"], "mine")
    assert file is not None
    file.keep(content, "no day")
    builder = sw.SegmentBuilder(ws, draft="mine")
    assert builder.editor.view["status"] != "ok"
    assert builder.editor.view["problems"]


def test_nothing_is_kept_where_nobody_looks_or_where_it_is_not_wanted(ws: sw.Workspace, tmp_path: Path) -> None:
    for wanted in (True, False):
        edit(sw.SegmentBuilder(ws, draft=wanted), draft(rule()))
    assert list(tmp_path.iterdir()) == []


class Shell:
    """A kernel's shell as far as a place is concerned."""

    user_ns: Draft = {}  # noqa: RUF012

    def __init__(self, cell: str | None, run: str) -> None:
        self.request = {"metadata": {"cellId": cell} if cell else {}, "header": {"msg_id": run}}

    def get_parent(self) -> Draft:
        return self.request


def test_a_cell_run_again_is_the_same_place_and_two_builders_in_it_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    def place(cell: str | None, run: str, notebook: str = "/home/a/b.ipynb") -> str | None:
        monkeypatch.setattr("IPython.get_ipython", lambda: Shell(cell, run))
        monkeypatch.setenv("JPY_SESSION_NAME", notebook)
        return drafts._place()

    monkeypatch.setattr(drafts, "_shown", drafts.Counter())
    first, second = place("c1", "r1"), place("c1", "r1")
    assert first != second
    assert place("c1", "r2") == first
    assert place("c2", "r2") not in (first, second)
    assert place("c1", "r3", "other.ipynb") != first
    assert place(None, "r1") != place(None, "r2")  # without cells, the builders of a kernel are told apart by their order
    assert place("c1", "r1", "") is None  # nobody says which notebook this is: its visitors may be many


def test_where_nobody_says_which_notebook_it_is_a_draft_takes_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert draft_file("Demo", START) is None
    named = draft_file("Demo", START, "mine")
    assert named is not None
    assert named.path.parent == tmp_path / ".seg_widgets" / "drafts"
