"""One look, light and dark. Given to each chart; nothing is registered, so an analyst's own charts keep theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
SIZE = 12


@dataclass(frozen=True)
class Colours:
    """What the colours mean.

    Attributes
    ----------
    text, mute
        Words and figures; those that stand back.
    line, soft
        Rules and outlines; a ground a shade off the page.
    accent, accent_soft
        What can be, and what is, picked or brushed.
    bar, strong
        Everyone, and the members.
    ok, warn, bad
        Verdicts.
    """

    text: str
    mute: str
    line: str
    soft: str
    accent: str
    accent_soft: str
    bar: str
    strong: str
    ok: str
    warn: str
    bad: str


LIGHT = Colours(
    text="#1c2430", mute="#667085", line="#e2e5ea", soft="#f6f7f9", accent="#2f5bd7", accent_soft="#e8eefc",
    bar="#b9c8f3", strong="#2f5bd7", ok="#1a7f4b", warn="#9a5b00", bad="#b3261e",
)  # fmt: skip
DARK = Colours(
    text="#e6eaf0", mute="#98a2b3", line="#2e3540", soft="#1e232b", accent="#8fb0ff", accent_soft="#22304f",
    bar="#3a4a75", strong="#8fb0ff", ok="#6bd39b", warn="#f2c26b", bad="#ff9c94",
)  # fmt: skip


def colours(dark: bool = False) -> Colours:
    """Give the colours."""
    return DARK if dark else LIGHT


def theme(dark: bool = False) -> dict[str, Any]:
    """Give the look as an altair config: ``chart.configure(**theme(dark))``. The background is the page's."""
    c = colours(dark)
    words = {"labelFont": FONT, "titleFont": FONT, "labelColor": c.mute, "titleColor": c.mute}
    return {
        "background": "transparent",
        "font": FONT,
        "padding": {"left": 0, "right": 0, "top": 2, "bottom": 4},  # a letter reaches below its box
        "view": {"stroke": None},
        "text": {"font": FONT, "fontSize": SIZE, "color": c.mute},
        "title": {
            "font": FONT, "fontSize": 13, "fontWeight": "bold", "color": c.text, "anchor": "start", "frame": "group",
            "subtitleFont": FONT, "subtitleFontSize": SIZE, "subtitleColor": c.mute, "subtitlePadding": 4, "offset": 10,
        },
        "axis": {
            **words, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "domainColor": c.line,
            "gridColor": c.line, "tickColor": c.line, "tickSize": 4, "labelPadding": 4, "titlePadding": 6,
        },
        "legend": {**words, "labelFontSize": 11, "titleFontSize": 11},
        "header": words,
        "range": {"category": [c.strong, c.bar, c.ok, c.warn, c.bad, c.mute]},
    }  # fmt: skip


def palette() -> dict[str, str]:
    """Give what each colour means, by the colour, of light and dark: a chart on a page is drawn in the page's own."""
    return {value: _meaning(name) for c in (LIGHT, DARK) for name, value in vars(c).items()}


def style_sheet() -> str:
    """Give the colours as CSS variables, light and dark, for charts and their tooltips on a page."""
    places = (".sw-chart", "#vg-tooltip-element.sw-theme")
    light, dark = (_variables(c, page) for c, page in ((LIGHT, "#ffffff"), (DARK, "#111418")))
    darkened = ", ".join(f"{host} {place}" for host in DARK_HOSTS for place in places)
    return f"{', '.join(places)} {{ {light} }}\n{darkened} {{ {dark} }}\n"


DARK_HOSTS = ('[data-jp-theme-light="false"]', ".vscode-dark", 'html[theme="dark"]')
"""How hosts say that they are dark."""


def _meaning(name: str) -> str:
    """Name a colour's variable; what is picked has the colour of members."""
    return "strong" if name == "accent" else name.replace("_", "-")


def _variables(c: Colours, page: str) -> str:
    named = {_meaning(name): value for name, value in vars(c).items()} | {"page": page}
    return " ".join(f"--sw-chart-{name}: {value};" for name, value in named.items())
