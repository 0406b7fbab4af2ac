"""Charts laid out by the pixel in one view: text and bars where they are put, at any width, and one selection.

A view of its own for each small multiple would spread one selection over many views, and leave text to overlap.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from seg_widgets.charts.drawing import Drawing, Record, design
from seg_widgets.charts.theme import colours, theme

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

WIDTH = 520
MINUS = "\u2212"
GLYPH = 6.3
"""About how wide a character is, in pixels at 12 px; only to choose a layout by, never to place text."""


class Canvas:
    """A drawing of ``width`` by ``height`` pixels; y grows downwards. Layers are added from the back to the front.

    What a layer looks like is kept apart from its records, so that the next drawing of the same kind costs its records only.
    """

    def __init__(self, width: float, height: float, *, dark: bool) -> None:
        self.width, self.height, self.dark = width, height, dark
        self._layers: list[_Layer] = []
        self._records: dict[str, Sequence[Record]] = {}

    def boxes(self, records: Sequence[Record], *, fill: Any = None, stroke: str | None = None, radius: float = 0, **more: Any) -> None:
        """Add boxes from (x, y) to (x2, y2); ``fill`` is a colour, or the name of the field that holds it.

        ``tooltip`` takes pairs of a field and its title, ``pick`` the name of a point selection over the boxes and its fields,
        ``shown_by`` the name of the selection without which a box is not seen. ``mark`` is of the mark, all else is encoded.
        """
        mark = {"cornerRadius": radius, "stroke": stroke, "strokeWidth": 1} | more.pop("mark", {})
        if fill != "fill":
            mark["fill"] = fill if fill is not None else "transparent"
        self._add(_Layer("boxes", mark | {"aria": bool(more.get("tooltip"))}, more, fill == "fill"), records)

    def texts(self, records: Sequence[Record], *, align: Any = "left", limit: float | None = None, **mark: Any) -> None:
        """Add texts at (x, y), the middle of their height; ``colour`` and ``text`` are fields."""
        mark = {"align": align, "baseline": "middle", "aria": False} | mark
        if limit is not None:
            mark["limit"] = {"expr": "datum.limit"}
            records = [record | {"limit": max(limit, 1), "text": _uncut(str(record["text"]), limit)} for record in records]
        self._add(_Layer("texts", mark, {}), records)

    def lines(self, records: Sequence[Record], **mark: Any) -> None:
        """Add lines through points (x, y), one for each ``line``, in the order given; ``colour`` is a field."""
        self._add(_Layer("lines", {"strokeWidth": 2, "strokeJoin": "round"} | mark, {}), [r | {"nth": n} for n, r in enumerate(records)])

    def _add(self, layer: _Layer, records: Sequence[Record]) -> None:
        # Records that are drawn twice are sent once.
        name = next((name for name, known in self._records.items() if known is records), f"layer{len(self._layers)}")
        self._records[name] = records
        self._layers.append(replace(layer, data=name))

    def drawing(self, *, title: str = "", subtitle: str = "", description: str = "") -> Drawing:
        """Give the chart as a design and its data."""
        lines = tuple(wrapped(subtitle, self.width)) if title else ()
        layers = tuple(self._layers)
        key = ("canvas", self.dark, title, lines, repr(layers))
        made = design(key, lambda: _designed(layers, title, list(lines), dark=self.dark))
        return Drawing(made, self._records, self.width, self.height, clean(description))

    def chart(self, *, title: str = "", subtitle: str = "", description: str = "") -> alt.LayerChart:
        """Give the chart, with its look."""
        return self.drawing(title=title, subtitle=subtitle, description=description).chart()


@dataclass(frozen=True)
class _Layer:
    kind: str
    mark: Mapping[str, Any]
    more: Mapping[str, Any]
    filled: bool = False
    """Whether the records say the colour of each box."""
    data: str = ""
    """What its records are called."""


def _designed(layers: Sequence[_Layer], title: str, lines: list[str], *, dark: bool) -> alt.LayerChart:
    import altair as alt

    picks = {
        layer.more["pick"][0]: alt.selection_point(name=layer.more["pick"][0], fields=list(layer.more["pick"][1]), empty=False)
        for layer in layers
        if "pick" in layer.more
    }
    made = alt.layer(*(_layer(layer, picks) for layer in layers))
    if title:
        made = made.properties(title=alt.TitleParams(title, subtitle=lines))
    return finished(made, dark=dark)


def _layer(layer: _Layer, picks: Mapping[str, Any]) -> Any:
    import altair as alt

    encoded: dict[str, Any] = {"x": alt.X("x:Q", scale=_axis("width"), axis=None), "y": alt.Y("y:Q", scale=_axis("height"), axis=None)}
    chart = alt.Chart(alt.NamedData(layer.data))
    if layer.kind == "texts":
        encoded |= {"text": alt.Text("text:N"), "color": alt.Color("colour:N", scale=None, legend=None)}
        return chart.mark_text(**layer.mark).encode(**encoded)
    if layer.kind == "lines":
        encoded |= {"detail": alt.Detail("line:N"), "order": alt.Order("nth:Q"), "color": alt.Color("colour:N", scale=None, legend=None)}
        return chart.mark_line(**layer.mark).encode(**encoded)
    encoded |= {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
    if layer.filled:
        encoded["fill"] = alt.Fill("fill:N", scale=None, legend=None)
    more = dict(layer.more)
    params, pick, shown_by = [*more.pop("params", [])], more.pop("pick", None), more.pop("shown_by", None)
    if shown_by is not None:
        encoded["opacity"] = alt.condition(picks[shown_by], alt.value(1), alt.value(0), empty=False)
    if pick is not None:
        params.append(picks[pick[0]])
    tips = [alt.Tooltip(f"{tip[0]}:N", title=tip[1]) if isinstance(tip, tuple) else tip for tip in more.pop("tooltip", [])]
    spoken = [tip for tip in layer.more.get("tooltip", []) if isinstance(tip, tuple)]
    if spoken:  # what is shown under the pointer is what is spoken; put together where it is drawn, as the words are there once already
        chart = chart.transform_calculate(spoken=_spoken(spoken))
        encoded["description"] = alt.Description("spoken:N")
    made = chart.mark_rect(**layer.mark).encode(**encoded, **more, **({"tooltip": tips} if tips else {}))
    return made.add_params(*params) if params else made


def _spoken(tips: Sequence[tuple[str, str]]) -> str:
    """Give the expression of a box's words: "title: value", with semicolons between."""
    said = [f"{json.dumps(f'{title}: ')} + (isValid(datum.{field}) ? datum.{field} : '')" for field, title in tips]
    return " + '; ' + ".join(said)


def _axis(side: str) -> alt.Scale:
    """Give the scale of pixels, whatever the drawing's size is: 0 is left, or at the top."""
    import altair as alt

    ends: Any = [0, alt.ExprRef(side)]
    return alt.Scale(domain=ends, range=ends, nice=False, zero=False)


def finished(chart: Any, *, dark: bool) -> alt.LayerChart:
    """Give a chart its look; where it is embedded, its tooltips too, and no menu over it."""
    embedded = {"actions": False, "tooltip": {"theme": "dark" if dark else "light"}}
    made: alt.LayerChart = chart.properties(usermeta={"embedOptions": embedded}).configure(**theme(dark))
    return made


def rows_of(frame: pd.DataFrame) -> list[Record]:
    """Give a frame's rows, by the names of its columns."""
    # Column by column: a tenth of the time that pandas takes row by row, and a panel does it six times.
    names = [str(name) for name in frame.columns]
    columns = [frame.iloc[:, number].tolist() for number in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def data(records: Sequence[Record]) -> Any:
    """Give records as inline data: plain values under our own field names, whatever columns are called."""
    import altair as alt

    return alt.InlineData(values=list(records))


def message(words: str, *, width: float, dark: bool) -> alt.LayerChart:
    """Give a chart that says why there is nothing to draw."""
    return said(words, width=width, dark=dark).chart()


def said(words: str, *, width: float, dark: bool) -> Drawing:
    """Give a drawing that says why there is nothing to draw."""
    canvas = Canvas(width, 48, dark=dark)
    canvas.texts([{"x": 0, "y": 24, "text": clean(words), "colour": colours(dark).mute}], limit=width)
    return canvas.drawing(description=words)


def _uncut(text: str, limit: float) -> str:
    """Shorten text that Vega might cut within a character: it counts those beyond the first 65,536 as two."""
    most = max(int(limit / (2 * GLYPH)), 1)
    if len(text) <= most or max(map(ord, text)) < 0x10000:
        return text
    return text[: most - 1] + "…"


def clean(text: object) -> str:
    """Give text on one line, without what cannot be drawn or sent: control characters, halves of characters."""
    plain = str(text)
    if plain.isascii() and plain.isprintable():
        return " ".join(plain.split())
    whole = plain.encode("utf-8", "replace").decode("utf-8")
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
