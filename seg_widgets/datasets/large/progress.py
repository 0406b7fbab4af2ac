"""How far something long has come: a bar in a notebook, a line on a terminal, a word at either end elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

_WIDTH = 30


class Progress:
    """Counts steps and shows them.

    Parameters
    ----------
    total
        How many steps there are.
    what
        What is being done.
    quiet
        Show nothing.
    """

    def __init__(self, total: int, what: str, quiet: bool = False) -> None:
        self._total, self._what, self._quiet = total, what, quiet
        self._done, self._start = 0, time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if self._quiet:
            return self
        if _in_notebook():
            from IPython.display import display
            from ipywidgets import IntProgress

            self._bar = IntProgress(max=self._total, description=self._what, style={"description_width": "initial"})
            display(self._bar)  # type: ignore[no-untyped-call]
        elif not sys.stderr.isatty():
            print(f"{self._what} ...", file=sys.stderr, flush=True)
        return self

    def step(self) -> None:
        """One step is done."""
        self._done += 1
        if self._quiet:
            return
        if self._bar is not None:
            self._bar.value = self._done
        elif sys.stderr.isatty():
            full = _WIDTH * self._done // self._total
            left = (time.monotonic() - self._start) * (self._total - self._done) / self._done
            line = f"\r{self._what} [{'#' * full}{'.' * (_WIDTH - full)}] {100 * self._done // self._total:3d} %, {left:.0f} s left "
            print(line, end="", file=sys.stderr, flush=True)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._quiet:
            return
        taken = f"{time.monotonic() - self._start:.0f} s"
        if self._bar is not None:
            self._bar.bar_style = "danger" if error else "success"
        elif sys.stderr.isatty():
            print("", file=sys.stderr, flush=True)
        elif error is None:
            print(f"{self._what}: done in {taken}", file=sys.stderr, flush=True)


def _in_notebook() -> bool:
    """Whether a kernel runs this; IPython is only looked for where it is loaded already."""
    loaded = sys.modules.get("IPython")
    shell = loaded.get_ipython() if loaded is not None else None
    return shell is not None and hasattr(shell, "kernel")
