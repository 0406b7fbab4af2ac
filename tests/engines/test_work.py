"""Work that is stopped while it runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from seg_widgets.engines import Database
from seg_widgets.engines.work import Stopped, Work, running, working

ENDLESS = "SELECT sum(hash(range)) FROM range(4000000000000)"


def stopped_after(work: Work, seconds: float, act: Callable[[], Any]) -> float:
    """Do something as a piece of work that is stopped meanwhile; give the seconds until it was over."""
    began = time.monotonic()
    threading.Timer(seconds, work.stop).start()
    with pytest.raises(Stopped), working(work):
        act()
    return time.monotonic() - began


def test_a_statement_that_runs_is_interrupted_and_the_connection_goes_on() -> None:
    database = Database()
    passed = stopped_after(Work(), 0.3, lambda: database.rows(ENDLESS, "read"))
    assert passed < 20
    assert database.rows("SELECT 42", "read") == [(42,)]


def test_what_was_stopped_before_it_began_runs_nothing() -> None:
    database, work = Database(), Work()
    work.stop()
    with pytest.raises(Stopped), working(work):
        database.rows("SELECT 1", "read")
    assert not database.statements


def test_another_thread_s_statement_is_not_interrupted() -> None:
    """To stop one piece of work must not stop what a cell runs on the same connection."""
    database, work, found = Database(), Work(), []
    waiting = threading.Event()

    def late() -> None:
        waiting.set()
        with pytest.raises(Stopped), working(work):
            database.rows(ENDLESS, "read")

    with database.lock:
        thread = threading.Thread(target=late)
        thread.start()
        waiting.wait(5)
        work.stop()
        found = database.rows("SELECT sum(range) FROM range(3000000)", "read")
    thread.join(20)
    assert found == [(4499998500000,)]
    assert not thread.is_alive()


def test_how_far_it_is_never_goes_back() -> None:
    work, seen = Work(), []
    assert work.share() is None
    with working(work):
        work.expect(2)
        with running(None, lambda: 50.0):
            seen.append(work.share())
        work.step()
        work.expect(2)  # more turned up
        seen.append(work.share())
        for _ in range(3):
            work.step()
        with running(None, lambda: -1.0):  # not known
            seen.append(work.share())
    assert seen == [0.25, 0.25, 1.0]


def test_the_time_left_is_told_only_when_there_is_something_to_go_by(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work()
    work.expect(4)
    work.step()
    assert work.left() is None
    now = work.began + 10
    monkeypatch.setattr("seg_widgets.engines.work.time.monotonic", lambda: now)
    assert work.left() == pytest.approx(30)
