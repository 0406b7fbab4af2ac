"""A piece of work that may be stopped while it runs, and that says how far it has come.

Whoever wants an answer does it as a :class:`Work`, in a thread of its own; whoever runs a statement says how to interrupt it
(:func:`running`). Code that runs as no work, such as a cell's, is neither stopped nor measured.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from seg_widgets.errors import EngineError, Problem

AGAIN = 0.05
"""Seconds after which a statement is interrupted once more: an interruption that comes before it has begun is lost."""


class Stopped(EngineError):
    """The work was stopped, by whoever asked for it or because something later overtook it."""

    def __init__(self) -> None:
        super().__init__(Problem("stopped", "Counting was stopped.", "", "Count again when you like."))


class Work:
    """Something under way.

    Attributes
    ----------
    began
        When, in seconds of :func:`time.monotonic`.
    """

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._lock = threading.Lock()
        self._stopped = False
        self._interrupt: Callable[[], None] | None = None
        self._progress: Callable[[], float] | None = None
        self._steps = self._done = 0
        self._furthest = 0.0

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped

    def stop(self) -> None:
        """Have it stop: the statement that runs is interrupted, and no further one begins. Returns at once."""
        with self._lock:
            if self._stopped:
                return
            self._stopped = True
        threading.Thread(target=self._insist, name="seg-widgets-stop", daemon=True).start()

    def _insist(self) -> None:
        while True:
            with self._lock:
                if self._interrupt is None:
                    return
                self._interrupt()
            time.sleep(AGAIN)

    def check(self) -> None:
        """Go on, or raise :class:`Stopped`."""
        if self._stopped:
            raise Stopped

    @contextmanager
    def running(self, interrupt: Callable[[], None] | None, progress: Callable[[], float] | None) -> Iterator[None]:
        with self._lock:
            if self._stopped:
                raise Stopped
            before = self._interrupt, self._progress
            self._interrupt, self._progress = interrupt, progress
        try:
            yield
        except Exception as error:
            if self._stopped and not isinstance(error, Stopped):
                raise Stopped from error
            raise
        finally:
            with self._lock:
                self._interrupt, self._progress = before

    def expect(self, steps: int) -> None:
        """Say that so many further steps, each about as long, will be made."""
        self._steps += steps

    def step(self) -> None:
        """Say that one more is done."""
        self._done += 1

    def share(self) -> float | None:
        """Give how much is done, 0 to 1, never less than it was before; ``None``: not known."""
        with self._lock:
            progress = self._progress
            within = progress() / 100 if progress is not None else 0.0
        if not self._steps:
            return None
        here = (min(self._done, self._steps) + (min(1.0, within) if within > 0 and self._done < self._steps else 0.0)) / self._steps
        self._furthest = max(self._furthest, min(1.0, here))
        return self._furthest

    def left(self) -> float | None:
        """Give the seconds that are left, at the pace so far; ``None``: it is too early to tell."""
        share, passed = self.share(), time.monotonic() - self.began
        return passed * (1 - share) / share if share is not None and share >= 0.03 and passed >= 0.5 else None


_current: ContextVar[Work | None] = ContextVar("seg_widgets_work", default=None)


@contextmanager
def working(work: Work) -> Iterator[Work]:
    """Do what follows, in this thread, as a piece of work."""
    token = _current.set(work)
    try:
        work.check()
        yield work
    finally:
        _current.reset(token)


def at_work() -> Work | None:
    """Give the work that this is part of, if any."""
    return _current.get()


def expect(steps: int) -> None:
    """Say of the current work, if any, that so many further steps will be made."""
    if (work := _current.get()) is not None:
        work.expect(steps)


def step() -> None:
    """Say of the current work, if any, that one more step is done."""
    if (work := _current.get()) is not None:
        work.step()


@contextmanager
def running(interrupt: Callable[[], None] | None = None, progress: Callable[[], float] | None = None) -> Iterator[None]:
    """Run a statement as part of the current work, if any.

    Parameters
    ----------
    interrupt
        Stops the statement; called from another thread, perhaps more than once.
    progress
        Says how far the statement is, 0 to 100; negative: not known.

    Raises
    ------
    Stopped
        The work was stopped, before the statement or during it.
    """
    work = _current.get()
    if work is None:
        yield
        return
    with work.running(interrupt, progress):
        yield
