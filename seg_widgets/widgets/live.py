"""Whether somebody looks: a kernel with its event loop, where things may follow later. A script or a test has none."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

PATIENCE = 0.5
"""Seconds until what waits for a thread that is busy, or gone, is done without it."""

SHOWN = 2.0
"""Seconds at most that one waits until what was begun there is done."""

LEFT = 0.2
"""Seconds at most that one waits until what was sent has left."""


def loop() -> asyncio.AbstractEventLoop | None:
    """Give the kernel's running event loop; ``None`` outside a kernel, where what would follow has to be done at once."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or getattr(shell, "kernel", None) is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def sent() -> None:
    """Wait until what was sent to the browser has left the kernel: its thread that sends needs Python's lock, which whoever computes
    gives away only every few milliseconds. Where there is no such thread there is nothing to wait for.
    """
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    schedule = getattr(getattr(kernel, "iopub_thread", None), "schedule", None)
    if schedule is None:
        return
    left = threading.Event()
    schedule(left.set)
    left.wait(LEFT)


class Soon:
    """Does things in the thread that answers the browser: the one of the latest message, for a host may change it.

    Parameters
    ----------
    first
        The loop that runs now.
    """

    def __init__(self, first: asyncio.AbstractEventLoop) -> None:
        self._first = self._loop = first

    def here(self) -> None:
        """Have it done in this thread from now on, if it has a loop."""
        self._loop = loop() or self._loop

    def do(self, act: Callable[[], None]) -> None:
        """Have something done there, in the order of asking; in this thread where that one has no time for it, or has ended.

        A cell that computes keeps its thread, and a host may end one that it made: what was found must be shown all the same.
        """
        claimed, begun, done = threading.Lock(), threading.Event(), threading.Event()

        def once() -> None:
            if claimed.acquire(blocking=False):
                begun.set()
                try:
                    act()
                finally:
                    done.set()

        self(once)
        if not begun.wait(PATIENCE):
            self._loop = self._first
            once()
        done.wait(SHOWN)  # whoever finds the next thing would take Python's lock from it

    def __call__(self, act: Callable[[], None]) -> None:
        for there in (self._loop, self._first):
            try:
                there.call_soon_threadsafe(act)
            except RuntimeError:  # that thread has ended
                continue
            return
