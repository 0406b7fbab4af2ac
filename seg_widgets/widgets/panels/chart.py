"""A live chart in a panel: one JupyterChart, whose chart is swapped; it needs no internet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets

from seg_widgets.charts.drawing import Drawing
from seg_widgets.widgets.panels.vega import ready, warm_up

__all__ = ["LiveChart", "drawn", "ready", "warm_up"]


def drawn(chart: Any) -> Drawing:
    """Take an Altair chart apart for :meth:`LiveChart.set`. It takes its time: for :meth:`~Panel.find`, off the kernel's main thread."""
    return chart if isinstance(chart, Drawing) else Drawing.of(chart)


class LiveChart:
    """A place for a chart.

    Parameters
    ----------
    on_select
        Called with a selection's name and value, whenever one changes in the browser.
    name
        What a saved picture is called.
    """

    def __init__(self, on_select: Callable[[str, Any], None] | None = None, name: str = "chart") -> None:
        self.box = ipywidgets.VBox([])
        self.box.add_class("sw-chart-box")
        self.live: Any = None
        self.on_select = on_select
        self.name = name

    def set(self, chart: Any) -> None:
        """Show a chart in the place of the one before: a :class:`Drawing`, or any Altair chart; ``None``: show none."""
        self.box.layout.display = None if chart is not None else "none"
        if chart is None:
            return
        from seg_widgets.widgets.panels.jupyter_chart import LiveJupyterChart  # altair takes a second to import

        made = drawn(chart)
        new = self.live is None
        if new:
            self.live = LiveJupyterChart(file_name=self.name)
        if self.live.draw(made):
            self.live.selections.observe(self._on_selection)
        if new:
            self.box.children = [self.live]

    def _on_selection(self, change: Any) -> None:
        if self.on_select is not None and change["new"] is not None:
            self.on_select(change["name"], change["new"].value)
