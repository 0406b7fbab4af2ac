"""Charts laid out by the pixel in one view: text and bars where they are put, at any width, and one selection.

A view of its own for each small multiple would spread one selection over many views, and leave text to overlap.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from seg_widgets.charts.theme import colours, theme

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

WIDTH = 520
MINUS = "\u2212"
GLYPH = 6.3
"""About how wide a character is, in pixels at 12 px; only to choose a layout by, never to place text."""

Record = dict[str, Any]


class Canvas:
    """A drawing of ``width`` by ``height`` pixels; y grows downwards. Layers are added from the back to the front."""

    def __init__(self, width: float, height: float, *, dark: bool) -> None:
        self.width, self.height, self.dark = width, height, dark
        self.layers: list[Any] = []

    def _place(self, *, boxes: bool) -> dict[str, Any]:
        import altair as alt

        across = alt.Scale(domain=[0, self.width], range=[0, self.width], nice=False, zero=False)
        down = alt.Scale(domain=[0, self.height], range=[0, self.height], nice=False, zero=False)
        encoded: dict[str, Any] = {
            "x": alt.X("x:Q", scale=across, axis=None),
            "y": alt.Y("y:Q", scale=down, axis=None),
        }
        return encoded | ({"x2": alt.X2("x2"), "y2": alt.Y2("y2")} if boxes else {})

    def boxes(self, records: Sequence[Record], *, fill: Any = None, stroke: str | None = None, radius: float = 0, **more: Any) -> Any:
        """Add boxes from (x, y) to (x2, y2); ``fill`` is a colour, or the name of the field that holds it."""
        import altair as alt

        params = more.pop("params", [])
        mark = {"cornerRadius": radius, "stroke": stroke, "strokeWidth": 1} | more.pop("mark", {})
        encoded = self._place(boxes=True) | more
        if fill == "fill":
            encoded["fill"] = alt.Fill("fill:N", scale=None, legend=None)
        else:
            mark["fill"] = fill if fill is not None else "transparent"
        layer = alt.Chart(data(records)).mark_rect(**mark).encode(**encoded)
        self.layers.append(layer.add_params(*params) if params else layer)
        return layer

    def texts(self, records: Sequence[Record], *, align: Any = "left", limit: float | None = None, **mark: Any) -> None:
        """Add texts at (x, y), the middle of their height; ``colour`` and ``text`` are fields."""
        import altair as alt

        encoded = self._place(boxes=False) | {
            "text": alt.Text("text:N"),
            "color": alt.Color("colour:N", scale=None, legend=None),
        }
        if limit is not None:
            mark["limit"] = max(limit, 1)
        self.layers.append(alt.Chart(data(records)).mark_text(align=align, baseline="middle", **mark).encode(**encoded))

    def chart(self, *, title: str = "", subtitle: str = "", description: str = "") -> alt.LayerChart:
        """Give the chart, with its look."""
        import altair as alt

        made = alt.layer(*self.layers).properties(width=self.width, height=self.height)
        if description:
            made = made.properties(description=clean(description))
        if title:
            made = made.properties(title=alt.TitleParams(title, subtitle=wrapped(subtitle, self.width)))
        return finished(made, dark=self.dark)


def finished(chart: Any, *, dark: bool) -> alt.LayerChart:
    """Give a chart its look; where it is embedded, its tooltips too, and no menu over it."""
    embedded = {"actions": False, "tooltip": {"theme": "dark" if dark else "light"}}
    made: alt.LayerChart = chart.properties(usermeta={"embedOptions": embedded}).configure(**theme(dark))
    return made


def rows_of(frame: pd.DataFrame) -> list[Record]:
    """Give a frame's rows, by the names of its columns."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def data(records: Sequence[Record]) -> Any:
    """Give records as inline data: plain values under our own field names, whatever columns are called."""
    import altair as alt

    return alt.InlineData(values=list(records))


def message(words: str, *, width: float, dark: bool) -> alt.LayerChart:
    """Give a chart that says why there is nothing to draw."""
    canvas = Canvas(width, 48, dark=dark)
    canvas.texts([{"x": 0, "y": 24, "text": clean(words), "colour": colours(dark).mute}], limit=width)
    return canvas.chart(description=words)


def clean(text: object) -> str:
    """Give text on one line, without what cannot be drawn or sent: control characters, halves of characters."""
    whole = str(text).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(" " if unicodedata.category(ch) in ("Cc", "Zl", "Zp") else ch for ch in whole).split())


def wrapped(text: str, width: float) -> list[str]:
    """Break text into lines of about a width."""
    import textwrap

    return textwrap.wrap(text, max(int(width / GLYPH), 20))


def percent(share: float) -> str:
    """Write a share, 0 to 1, with as many digits as tell something."""
    if 0 < share < 0.0005:
        return "<0.1%"
    return f"{share:.1%}" if 0 < share < 0.0995 else f"{share:.0%}"
