"""altair's JupyterChart, made to follow a segment that is being edited: quick, in the theme's colours, and to be saved."""

from __future__ import annotations

from typing import Any

import altair as alt
import ipywidgets
import traitlets
from altair.jupyter.jupyter_chart import Selections
from altair.utils.selection import IndexSelection, IntervalSelection, PointSelection

from seg_widgets.charts import altair_code, palette, style_sheet
from seg_widgets.charts.drawing import Drawing
from seg_widgets.widgets.editor import bundled
from seg_widgets.widgets.panels.vega import vega

_EMPTY: dict[str, tuple[type, Any]] = {"index": (IndexSelection, []), "point": (PointSelection, []), "interval": (IntervalSelection, {})}


class LiveJupyterChart(alt.JupyterChart):
    """A JupyterChart with its own part in the browser, which changes a drawn chart in place and has no flash.

    Traits
    ------
    chart
        As of JupyterChart: a chart that is set is shown. Charts of this package are shown with :meth:`draw`, which is quicker.
    file_name
        What a saved picture is called, without its ending.

    The spec holds the design alone; what changes from answer to answer (rows, size, description) is sent beside it.
    """

    file_name = traitlets.Unicode("chart").tag(sync=True)
    vega = traitlets.Instance(ipywidgets.Widget).tag(sync=True, **ipywidgets.widget_serialization)
    _palette = traitlets.Dict().tag(sync=True)
    _apart = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self._drawing: Drawing | None = None
        self._esm = bundled("chart.js").read_text(encoding="utf-8")
        self._css = style_sheet() + bundled("chart.css").read_text(encoding="utf-8")
        super().__init__(None, vega=vega(), _palette=palette(), **traits)  # type: ignore[arg-type]  # the trait allows None
        self.on_msg(self._on_message)

    def draw(self, drawing: Drawing) -> bool:
        """Show a chart; say whether its selections are others than those of the one before."""
        before, self._drawing = self._drawing, drawing
        types = dict(drawing.design.selections)
        same = before is not None and before.design.spec == drawing.design.spec
        if same:
            self._apart = drawing.apart()
            return False
        empty = {name: _EMPTY[of][0](name=name, value=_EMPTY[of][1], store=[]) for name, of in types.items()}
        self.selections = Selections(empty)  # type: ignore[no-untyped-call]
        with self.hold_sync():
            self._selection_types = types
            self._vl_selections = {name: {"value": None, "store": []} for name in types}
            self._apart = drawing.apart()
            self.spec = drawing.design.spec
        return True

    def altair(self) -> Any:
        """Give the chart that is shown."""
        return self._drawing.chart() if self._drawing is not None else None

    @traitlets.observe("chart")
    def _on_change_chart(self, change: Any) -> None:
        if change.new is not None:
            self.draw(Drawing.of(change.new))

    def _on_message(self, _: Any, content: Any, __: Any) -> None:
        if isinstance(content, dict) and content.get("type") == "code" and self._drawing is not None:
            self.send({"type": "code", "ask": content.get("ask"), "text": altair_code(self._drawing.chart())})
