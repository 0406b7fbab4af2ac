"""A live chart in a panel: one JupyterChart, whose chart is swapped; it needs no internet."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import ipywidgets

from seg_widgets.widgets.live import loop

FIRST_DRAWN, DRAWN = 6.0, 1.5
"""Seconds after which a chart is taken to be drawn though the browser has not said so; the first one loads Vega."""

_lock = threading.Lock()
_offline = False
_warming: threading.Thread | None = None


def offline() -> Any:
    """Give altair, made to carry its own Vega. The first time in a session takes a second or two."""
    global _offline
    import altair as alt

    with _lock:
        if not _offline:
            alt.JupyterChart.enable_offline()
            _offline = True
    return alt


def warm_up() -> None:
    """Load what the first chart needs while the analyst is still looking for a rule; the kernel stays free."""
    global _warming
    _warming = threading.Thread(target=offline, name="seg-widgets-charts", daemon=True)
    _warming.start()


def ready() -> bool:
    """Say whether a chart can be drawn without keeping the kernel from answering edits meanwhile."""
    return _offline or _warming is None or not _warming.is_alive()


def jupyter_chart(chart: Any) -> Any:
    """Make a JupyterChart that needs no internet."""
    return offline().JupyterChart(chart, embed_options={"actions": False})


class LiveChart:
    """A place for a chart. The JupyterChart is made with the first chart, as each sends its 0.9 MB of Vega again.

    JupyterChart draws in its own time, and of two charts that are drawn at once the older may be left standing. So a chart
    waits until the browser has said that the one before is drawn (or has been silent for a while); of several that wait only
    the last is drawn.

    Parameters
    ----------
    on_select
        Called with a selection's name and value, whenever one changes in the browser.
    """

    def __init__(self, on_select: Callable[[str, Any], None] | None = None) -> None:
        self.box = ipywidgets.VBox([])
        self.live: Any = None
        self.on_select = on_select
        self._next: Any = None
        self._silence: asyncio.TimerHandle | None = None

    def set(self, chart: Any) -> None:
        """Show a chart in the place of the one before."""
        if self._silence is not None:
            self._next = chart
            return
        if self.live is None:
            self.live = jupyter_chart(chart)
            self.box.children = [self.live]
            self._wait(FIRST_DRAWN)
        else:
            self.live.chart = chart
            self._wait(DRAWN)
        self.live.selections.observe(self._on_selection)

    def _wait(self, seconds: float) -> None:
        running = loop()
        self._silence = running.call_later(seconds, self._drawn) if running is not None else None

    def _drawn(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None
        if self._next is not None:
            chart, self._next = self._next, None
            self.set(chart)

    def _on_selection(self, change: Any) -> None:
        if self._silence is not None:  # the first word of a chart's selections is that it is drawn
            self._silence.cancel()
            self._wait(0.05)
        if self.on_select is not None and change["new"] is not None:
            self.on_select(change["name"], change["new"].value)
