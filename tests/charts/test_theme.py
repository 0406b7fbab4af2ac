"""The look: words can be read on both pages, members stand out, and nothing is registered or imported early."""

from __future__ import annotations

import subprocess
import sys

import pytest

from seg_widgets.charts import colours, theme, waterfall_chart
from tests.charts.frames import waterfall_frame

PAGES = {False: ["#ffffff", "#f6f7f9"], True: ["#111418", "#171b21", "#1e232b"]}


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("word", ["text", "mute", "ok", "warn", "bad"])
def test_words_have_the_contrast_of_aa(dark: bool, word: str):
    assert min(contrast(getattr(colours(dark), word), page) for page in PAGES[dark]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_members_stand_out_from_the_page_and_from_everyone(dark: bool):
    c = colours(dark)
    assert min(contrast(c.strong, other) for other in (*PAGES[dark], c.bar)) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_a_picked_row_can_still_be_read(dark: bool):
    c = colours(dark)
    assert contrast(c.text, c.accent_soft) >= 4.5


def test_the_look_is_the_charts_own():
    import altair as alt

    before = alt.theme.active
    spec = waterfall_chart(waterfall_frame(2), dark=True).to_dict()
    assert alt.theme.active == before
    assert spec["config"]["background"] == "transparent"
    assert spec["config"]["font"].startswith("system-ui")
    assert spec["config"]["title"]["color"] == theme(dark=True)["title"]["color"]


def test_importing_charts_does_not_import_altair():
    code = "import sys, seg_widgets.charts, seg_widgets.analysis as _; print({'altair', 'vl_convert'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
