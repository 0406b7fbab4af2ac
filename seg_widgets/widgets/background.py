"""Things done in a thread of their own, so that the kernel stays free; a later one overtakes an earlier one."""

from __future__ import annotations

import atexit
import logging
import threading
import time
import weakref
from collections.abc import Callable
from contextvars import Context, copy_context

from seg_widgets.engines.work import Stopped, Work, working

_log = logging.getLogger(__name__)

IDLE = 20.0
"""Seconds without anything to do after which the thread ends."""

LOOKED_AT = 0.25
"""Seconds between two looks at how far something is."""


_lanes: weakref.WeakSet[Lane] = weakref.WeakSet()


@atexit.register
def _end() -> None:
    """Stop what is under way before Python ends: a thread that is still in an engine then would be torn out of it."""
    for lane in list(_lanes):
        lane.stop()
    for lane in list(_lanes):
        lane.quiet(1.0)


def _at_work(work: Work, act: Callable[[], None]) -> None:
    with working(work):
        act()


class Lane:
    """A thread that does one thing at a time. A thing of the same kind that comes later takes the place of one that waits.

    Parameters
    ----------
    name
        Of the thread.
    watch
        Is told, every quarter of a second, which work is under way; ``None``: nobody watches.
    """

    def __init__(self, name: str, watch: Callable[[Work], None] | None = None) -> None:
        self.name, self.watch = name, watch
        self._changed = threading.Condition()
        self._waiting: dict[object, tuple[float, Callable[[], None], Context]] = {}
        self._work: Work | None = None
        self._thread: threading.Thread | None = None
        _lanes.add(self)

    def do(self, kind: object, act: Callable[[], None], *, after: float = 0.0) -> None:
        """Do something soon.

        Parameters
        ----------
        kind
            What it is: another of the same kind that still waits is dropped.
        after
            Seconds of quiet before it begins.
        """
        with self._changed:
            self._waiting.pop(kind, None)
            # Done as part of what asks for it: a kernel sends what a widget hears to the thread whose message let it speak last.
            self._waiting[kind] = (time.monotonic() + after, act, copy_context())
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def stop(self, *, waiting: bool = True) -> None:
        """Stop what is under way, and forget what waits. Returns at once."""
        with self._changed:
            if waiting:
                self._waiting.clear()
            work = self._work
        if work is not None:
            work.stop()

    def quiet(self, timeout: float) -> bool:
        """Wait until nothing is under way and nothing waits; say whether that came about in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._work is None and not self._waiting, timeout)

    def _next(self) -> tuple[Callable[[], None], Context] | None:
        """Give what is to be done next, when its time has come; ``None``: there has been nothing for a while."""
        with self._changed:
            idle = time.monotonic() + IDLE
            while True:
                now = time.monotonic()
                if self._waiting:
                    kind, (due, act, context) = min(self._waiting.items(), key=lambda item: item[1][0])
                    if due <= now:
                        del self._waiting[kind]
                        self._work = Work()
                        return act, context
                    self._changed.wait(due - now)
                elif now >= idle:
                    self._thread = None
                    return None
                else:
                    self._changed.wait(idle - now)

    def _run(self) -> None:
        while (asked := self._next()) is not None:
            act, context = asked
            work = self._work
            assert work is not None
            ended = threading.Event()
            if self.watch is not None:
                threading.Thread(target=self._look, args=(work, ended), name=f"{self.name}-watch", daemon=True).start()
            try:
                context.run(_at_work, work, act)
            except Stopped:
                pass
            except Exception:  # the thread outlives a fault of what it does
                _log.exception("%s failed", self.name)
            finally:
                ended.set()
                with self._changed:
                    self._work = None
                    self._changed.notify_all()

    def _look(self, work: Work, ended: threading.Event) -> None:
        assert self.watch is not None
        while not ended.wait(LOOKED_AT):
            self.watch(work)
