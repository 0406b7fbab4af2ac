"""The workbench where somebody looks: edits are answered in the background, a later one overtakes, one can leave off."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest

import seg_widgets as sw
from seg_widgets.engines.work import Stopped, at_work
from seg_widgets.widgets import background
from seg_widgets.widgets.background import Lane
from tests.widgets.test_builder import draft, rule

Draft = dict[str, Any]


def until(there: Callable[[], Any], seconds: float = 20.0) -> Any:
    """Wait until something is so; give it."""
    end = time.monotonic() + seconds
    while not (found := there()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)
    return found


# -- a thread that does one thing at a time --------------------------------------------------------------------------


def test_of_several_of_a_kind_that_wait_only_the_last_is_done() -> None:
    lane, done, go = Lane("test"), [], threading.Event()
    lane.do("hold", lambda: go.wait(10))
    for number in range(5):
        lane.do("count", lambda number=number: done.append(number))
    lane.do("other", lambda: done.append("other"))
    go.set()
    assert lane.quiet(10)
    assert done == [4, "other"]


def test_a_fault_does_not_end_it() -> None:
    lane, done = Lane("test"), []
    lane.do("a", lambda: 1 / 0)
    lane.quiet(10)
    lane.do("b", lambda: done.append(1))
    assert lane.quiet(10)
    assert done == [1]


def test_it_is_stopped_in_the_middle_and_whoever_watches_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "LOOKED_AT", 0.02)
    seen: list[Any] = []
    lane, began, ended = Lane("test", seen.append), threading.Event(), []

    def long() -> None:
        began.set()
        try:
            while True:
                time.sleep(0.01)
                work = at_work()
                assert work is not None
                work.check()
        except Stopped:
            ended.append("stopped")
            raise

    lane.do("long", long)
    began.wait(10)
    until(lambda: seen)
    lane.stop()
    assert lane.quiet(10)
    assert ended == ["stopped"]


def test_it_is_done_as_part_of_what_asks_for_it() -> None:
    asked: ContextVar[str] = ContextVar("asked", default="nobody")
    lane, seen = Lane("test"), []
    lane.do("first", lambda: seen.append(asked.get()))
    lane.quiet(10)
    asked.set("a message")
    lane.do("second", lambda: seen.append((asked.get(), at_work() is not None)))
    assert lane.quiet(10)
    assert seen == ["nobody", ("a message", True)]


def test_its_thread_ends_when_there_is_nothing_to_do_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "IDLE", 0.05)
    lane, done = Lane("test"), []
    lane.do("a", lambda: done.append(1))
    until(lambda: lane._thread is None)
    lane.do("a", lambda: done.append(2), after=0.05)
    until(lambda: len(done) == 2)


# -- the workbench ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return sw.datasets.demo(120)


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop such as a kernel has, in a thread of its own."""
    monkeypatch.chdir(tmp_path)  # drafts are kept where the notebook is
    there = asyncio.new_event_loop()
    thread = threading.Thread(target=there.run_forever, daemon=True)
    thread.start()
    monkeypatch.setattr("seg_widgets.widgets.builder.loop", lambda: there)
    monkeypatch.setattr("seg_widgets.widgets.live.loop", lambda: there)
    yield there
    there.call_soon_threadsafe(there.stop)
    thread.join(10)
    there.close()


class Held:
    """Counting that does not end before it is told to."""

    def __init__(self, ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self.go, self.counted = threading.Event(), threading.Event(), 0
        real = ws.evaluate

        def slow(*given: Any) -> Any:
            self.began.set()
            while not self.go.wait(0.01):
                work = at_work()
                assert work is not None, "counted in the kernel's own thread"
                work.check()
            if (work := at_work()) is not None:
                work.check()
            self.counted += 1
            return real(*given)

        monkeypatch.setattr(ws, "evaluate", slow)


def send(builder: sw.SegmentBuilder, **content: Any) -> None:
    builder._on_message(builder.editor, content, [])


def sent(builder: sw.SegmentBuilder, monkeypatch: pytest.MonkeyPatch) -> list[Draft]:
    """Give the list to which whatever is sent to the editor is added."""
    found: list[Draft] = []
    monkeypatch.setattr(builder.editor, "send", found.append)
    return found


@pytest.mark.usefixtures("kernel")
def test_an_edit_does_not_wait_for_its_count_and_a_later_one_overtakes(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = sw.SegmentBuilder(ws)
    held = Held(ws, monkeypatch)
    send(builder, type="edit", rev=5, segment=draft(rule()))
    held.began.wait(10)
    assert builder.segment is not None  # the definition is there at once, whatever its count takes
    assert builder.segment.dump() == draft(rule())
    for rev in (6, 7, 8):
        send(builder, type="edit", rev=rev, segment=draft(rule(), rule("seats", ">=", rev)))
    held.go.set()
    view = until(lambda: builder.editor.view["rev"] == 8 and builder.editor.view)
    assert (view["status"], view["answer"]["rev"], view["stale"]) == ("ok", 8, False)
    assert held.counted == 1
    accounts = ws.frame("accounts")
    assert view["answer"]["in"] == int(((accounts["edition"] == "Gold") & (accounts["seats"] >= 8)).sum())
    assert builder.sides.quiet(20)


@pytest.mark.usefixtures("kernel")
def test_one_can_leave_off_and_the_last_good_answer_stays(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = sw.SegmentBuilder(ws, sw.Segment("Gold", ws.accounts.edition.is_("Gold")))
    before = until(lambda: builder.editor.view.get("answer"))
    held = Held(ws, monkeypatch)
    send(builder, type="edit", rev=9, segment=draft(rule(value="Silver")))
    held.began.wait(10)
    send(builder, type="cancel")
    view = until(lambda: builder.editor.view["status"] == "stopped" and builder.editor.view)
    assert (view["rev"], view["answer"], view["stale"]) == (9, before, True)
    assert view["segment"] == draft(rule(value="Silver"))
    held.go.set()
    send(builder, type="edit", rev=10, segment=draft(rule(value="Silver")))  # count again
    assert until(lambda: builder.editor.view["rev"] == 10 and builder.editor.view)["status"] == "ok"


@pytest.mark.usefixtures("kernel")
def test_to_leave_off_when_all_is_counted_changes_nothing(ws: sw.Workspace) -> None:
    builder = sw.SegmentBuilder(ws, sw.Segment("Gold", ws.accounts.edition.is_("Gold")))
    until(lambda: builder.editor.view.get("answer"))
    view = builder.editor.view
    send(builder, type="cancel")
    assert builder._answers is not None
    assert builder._answers.quiet(10)
    assert builder.editor.view == view


@pytest.mark.usefixtures("kernel")
def test_what_takes_long_says_how_far_it_is(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "LOOKED_AT", 0.02)
    builder = sw.SegmentBuilder(ws)
    held, told = Held(ws, monkeypatch), sent(builder, monkeypatch)
    send(builder, type="edit", rev=3, segment=draft(rule()))
    first = until(lambda: next((m for m in told if m["type"] == "progress"), None), 20)
    assert first == {"type": "progress", "rev": 3, "share": None, "left": None}
    held.go.set()


@pytest.mark.usefixtures("kernel")
def test_a_definition_from_python_that_takes_long_is_shown_before_it_is_counted(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seg_widgets.widgets.builder.FIRST", 0.05)
    builder = sw.SegmentBuilder(ws)
    held = Held(ws, monkeypatch)
    wanted = sw.Segment("Big", ws.accounts.seats >= 50)
    builder.segment = wanted
    view = builder.editor.view
    assert (view["status"], view["segment"]) == ("busy", wanted.dump())
    held.go.set()
    assert until(lambda: builder.editor.view["status"] == "ok" and builder.editor.view)["answer"]["in"] == wanted.count(ws).members


@pytest.mark.usefixtures("kernel")
def test_questions_are_answered_beside_a_count_that_takes_long(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = sw.SegmentBuilder(ws)
    held, told = Held(ws, monkeypatch), sent(builder, monkeypatch)
    send(builder, type="edit", rev=3, segment=draft(rule()))
    held.began.wait(10)
    send(builder, type="ping", id=1)
    send(builder, type="ask", ask=1, about="nothing known")
    assert until(lambda: next((m for m in told if m["type"] == "reply"), None))["problems"][0]["code"] == "unknown-question"
    assert {"type": "pong", "id": 1} in told
    held.go.set()


@pytest.mark.usefixtures("kernel")
def test_the_panels_follow_in_the_background(ws: sw.Workspace) -> None:
    builder = sw.SegmentBuilder(ws, sw.Segment("Gold", ws.accounts.edition.is_("Gold")))
    panels = [panels[0] for panels in builder.sides.panels.values()]
    until(lambda: all(p.note.layout.display == "none" for p in panels), 40)
    first = panels[0]
    monkeyed = threading.current_thread().name
    names: list[str] = []
    real = type(first).find
    first.find = lambda answered: (names.append(threading.current_thread().name), real(first, answered))[1]  # type: ignore[method-assign]
    first.again()
    until(lambda: names)
    assert names == ["seg-widgets-panels"] != [monkeyed]
    assert builder.sides.quiet(20)


@pytest.mark.parametrize("how", ["busy", "stopped", "closed"])
def test_panels_are_shown_where_the_thread_that_answers_the_browser_is_busy_or_gone(
    ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch, kernel: asyncio.AbstractEventLoop, how: str
) -> None:
    builder = sw.SegmentBuilder(ws)
    go = threading.Event()
    gone = asyncio.new_event_loop()
    if how == "busy":
        kernel.call_soon_threadsafe(lambda: go.wait(30))
    else:  # the host had a thread of its own for the browser, and ended it
        monkeypatch.setattr("seg_widgets.widgets.live.loop", lambda: gone)
        if how == "closed":
            gone.close()
    send(builder, type="edit", rev=3, segment=draft(rule()))
    members = next(p for panels in builder.sides.panels.values() for p in panels if p.title == "Members")
    until(lambda: members.note.layout.display == "none", 40)
    go.set()
    if not gone.is_closed():
        gone.close()


@pytest.mark.usefixtures("kernel")
def test_the_data_behind_the_rules_is_looked_at_again_only_where_it_changes(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seg_widgets.widgets.builder.NOTES_AFTER", 0.05)
    looked: list[sw.Segment] = []
    real = sys.modules["seg_widgets.widgets.builder"].rule_notes
    monkeypatch.setattr("seg_widgets.widgets.builder.rule_notes", lambda *a, **k: (looked.append(a[1]), real(*a, **k))[1])

    def times() -> int:
        return sum(segment.name == "Looked at" for segment in looked)  # a workbench of another test may still look

    builder = sw.SegmentBuilder(ws)
    assert builder._asides is not None
    seen = []
    for rev, members in enumerate(
        [(rule(),), (rule(value="Silver"),), (rule(muted=True), rule("seats", ">=", 5)), (rule("seats", ">=", 5),)], 1
    ):
        send(builder, type="edit", rev=rev, segment=draft(*members, name="Looked at"))
        until(lambda rev=rev: builder.editor.view["rev"] == rev)
        assert builder._answers is not None
        assert builder._answers.quiet(10)
        assert builder._asides.quiet(10)
        seen.append(times())
    assert seen == [1, 1, 2, 3]
    assert builder.editor.notes["notes"]["where.members.0"]["severity"] == "info"


@pytest.mark.usefixtures("kernel")
def test_a_control_that_is_turned_while_a_panel_finds_is_not_turned_back(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = sw.SegmentBuilder(ws, sw.Segment("Gold", ws.accounts.edition.is_("Gold")))
    code = next(p for panels in builder.sides.panels.values() for p in panels if p.title == "Code")
    builder.sides.open("Code")
    until(lambda: code.note.layout.display == "none", 40)
    shown: list[Any] = []
    real_find, real_show = code.find, code.show
    entered, go = threading.Event(), threading.Event()

    def slow(answered: Any) -> Any:
        found = real_find(answered)
        if not entered.is_set():
            entered.set()
            go.wait(20)
        return found

    monkeypatch.setattr(code, "find", slow)
    monkeypatch.setattr(code, "show", lambda found: (shown.append(found[0]), real_show(found)))
    code.target.value = "sql"
    assert entered.wait(20)
    code.target.value = "yaml"
    go.set()
    until(lambda: shown, 40)
    assert builder.sides.quiet(20)
    assert shown == ["yaml"]
