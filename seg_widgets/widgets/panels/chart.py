"""A live chart in a panel: one JupyterChart, whose chart is swapped; it needs no internet."""

from __future__ import annotations

import threading
from typing import Any

import ipywidgets

_lock = threading.Lock()
_offline = False


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
    threading.Thread(target=offline, name="seg-widgets-charts", daemon=True).start()


def jupyter_chart(chart: Any) -> Any:
    """Make a JupyterChart that needs no internet."""
    return offline().JupyterChart(chart, embed_options={"actions": False})


class LiveChart:
    """A place for a chart. The JupyterChart is made with the first chart, as each sends its 0.9 MB of Vega again."""

    def __init__(self) -> None:
        self.box = ipywidgets.VBox([])
        self.live: Any = None

    def set(self, chart: Any) -> None:
        """Show a chart in the place of the one before."""
        if self.live is None:
            self.live = jupyter_chart(chart)
            self.box.children = [self.live]
        else:
            self.live.chart = chart
