"""A chart in two parts is the chart: its design is made once, and data alone makes the next one."""

from __future__ import annotations

from typing import Any

import pytest

from seg_widgets.charts import Drawing, distribution_drawing, overview_drawing, palette, style_sheet, waterfall_drawing
from seg_widgets.charts.code import same_chart
from seg_widgets.charts.theme import DARK, LIGHT
from tests.charts.frames import composition_frame, distribution_frame, waterfall_frame
from tests.charts.test_charts import CASES


@pytest.mark.parametrize(
    "name", ["waterfall", "waterfall, any", "overview", "overview, empty segment", "distribution", "distribution, days"]
)
def test_a_chart_taken_apart_is_the_chart(name: str):
    chart = CASES[name](False, 520)
    assert same_chart(Drawing.of(chart).spec(), chart.to_dict())
    assert same_chart(Drawing.of(chart).chart().to_dict(), chart.to_dict())


PAIRS: dict[str, tuple[Drawing, Drawing]] = {
    "waterfall": (waterfall_drawing(waterfall_frame(3)), waterfall_drawing(waterfall_frame(7, 2_000_000))),
    "overview": (
        overview_drawing(composition_frame(["plan"], list("ab"))),
        overview_drawing(composition_frame(["size", "region"], list("xyz"))),
    ),
    "distribution": (distribution_drawing(distribution_frame(members=5)), distribution_drawing(distribution_frame(members=9))),
}


@pytest.mark.parametrize("name", PAIRS)
def test_the_next_answer_has_the_design_of_the_one_before(name: str):
    one, other = PAIRS[name]
    assert one.design is other.design
    assert not same_chart(one.spec(), other.spec())
    assert same_chart(one.spec(), one.chart().to_dict())
    assert same_chart(other.spec(), other.chart().to_dict())


def test_light_and_dark_have_designs_of_their_own():
    frame = waterfall_frame(3)
    assert waterfall_drawing(frame).design is not waterfall_drawing(frame, dark=True).design


def test_data_of_any_chart_is_called_by_its_order():
    import altair as alt

    def chart(values: list[int]) -> Any:
        rows = alt.InlineData(values=[{"a": v} for v in values])
        return alt.layer(alt.Chart(rows).mark_bar().encode(x="a:Q"), alt.Chart(rows).mark_text().encode(x="a:Q"))

    one, other = Drawing.of(chart([1, 2])), Drawing.of(chart([3]))
    assert list(one.datasets) == list(other.datasets) == ["data0"]
    assert one.spec()["datasets"] == {"data0": [{"a": 1}, {"a": 2}]}


def test_selections_are_named_by_their_kind():
    assert overview_drawing(composition_frame(["plan"], list("ab"))).design.selections == {"pick": "point"}
    assert distribution_drawing(distribution_frame()).design.selections == {"brush": "interval"}


def test_every_colour_of_the_theme_has_a_variable_in_light_and_dark():
    sheet = style_sheet()
    for colours in (LIGHT, DARK):
        for value in vars(colours).values():
            assert f"--sw-chart-{palette()[value]}: {value};" in sheet
    # A colour means the same in every chart: else a chart of the one theme would be wrong in the other.
    for name, value in vars(LIGHT).items():
        assert palette()[value] == palette()[getattr(DARK, name)]
