"""A live chart in a panel: one JupyterChart, whose chart is swapped; it needs no internet."""

from __future__ import annotations

from typing import Any

import ipywidgets

_offline = False


def jupyter_chart(chart: Any) -> Any:
    """Make a JupyterChart that carries its own Vega; the first in a session takes about a second for it."""
    import altair as alt

    global _offline
    if not _offline:
        alt.JupyterChart.enable_offline()
        _offline = True
    return alt.JupyterChart(chart, embed_options={"actions": False})


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
