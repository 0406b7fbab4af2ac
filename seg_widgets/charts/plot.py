"""A plot on a canvas: a field with an axis on its left, ticks at round numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from seg_widgets.charts.canvas import GLYPH, Canvas
from seg_widgets.charts.drawing import Record
from seg_widgets.charts.theme import Colours

TICK = 7.0
"""About how wide a figure is at 11 px."""


def ticks(low: float, high: float, count: int = 4, *, whole: bool = False) -> list[float]:
    """Give round numbers from at or below ``low`` to at or above ``high``, about so many; of what is counted, ``whole`` ones."""
    if not high > low:
        high = low + 1
    raw = (high - low) / max(count, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw - 1e-12)
    if whole:
        step = math.ceil(step)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def short(value: float) -> str:
    """Write a figure briefly: 1,250, 12.5K, 3.1M."""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e4, "K")):
        if abs(value) >= size:
            scaled = value / (1e3 if letter == "K" else size)
            return f"{scaled:,.1f}".removesuffix(".0") + letter
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


@dataclass(frozen=True)
class Plot:
    """A field of pixels, and the values at its edges."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float

    def y(self, value: float) -> float:
        """Place a value."""
        return round(self.bottom - (self.bottom - self.top) * (value - self.low) / ((self.high - self.low) or 1), 2)

    def grid(self, canvas: Canvas, c: Colours, at: Sequence[float]) -> None:
        """Draw the lines at ticks, and their figures left of them."""
        lines = [{"x": self.left, "x2": self.right, "y": round(self.y(v)), "y2": round(self.y(v)) + 1} for v in at]
        canvas.boxes(lines, fill=c.line)
        canvas.texts([{"x": self.left - 6, "y": self.y(v), "text": short(v), "colour": c.mute} for v in at], align="right", fontSize=11)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move places as little as need be, so that each is at least ``gap`` from the next, and all lie between two ends."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed: list[float] = []
    for n in order:
        placed.append(max(wanted[n], placed[-1] + gap if placed else low))
    over = placed[-1] - high if placed else 0.0
    if over > 0:
        placed[-1] -= over
        for n in range(len(placed) - 2, -1, -1):
            placed[n] = min(placed[n], placed[n + 1] - gap)
    found = [0.0] * len(wanted)
    for place, n in zip(placed, order, strict=True):
        found[n] = place
    return found


def left_of(at: Sequence[float]) -> float:
    """Give how much room the figures of an axis want."""
    return max(len(short(v)) for v in at) * TICK + 10


def clipped(text: str, room: float) -> str:
    """Shorten a name to about so many pixels. Vega's own limit may cut a character in two, and then not draw at all."""
    most = max(int(room / GLYPH), 2)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def dots(points: Sequence[Record], size: float) -> list[Record]:
    """Give points (x, y) as boxes of a size, for round corners to make dots of."""
    half = size / 2
    return [p | {"x": p["x"] - half, "x2": p["x"] + half, "y": p["y"] - half, "y2": p["y"] + half} for p in points]


def legend(canvas: Canvas, c: Colours, entries: Sequence[tuple[str, str]]) -> None:
    """Draw what colours mean, in one line at the top; what there is no room for is left out."""
    at, boxes, words = 0.0, list[Record](), list[Record]()
    for colour, text in entries:
        if at + 16 + len(text) * GLYPH > canvas.width:
            break
        boxes.append({"x": at, "x2": at + 10, "y": 5, "y2": 15, "fill": colour})
        words.append({"x": at + 15, "y": 10, "text": text, "colour": c.mute})
        at += 15 + len(text) * (GLYPH - 0.4) + 18
    canvas.boxes(boxes, fill="fill", radius=2)
    canvas.texts(words, fontSize=11)
