"""The Altair code of a chart, run by itself, makes the same chart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from seg_widgets.charts import altair_code, to_svg, waterfall_chart
from seg_widgets.charts.code import run, same_chart
from tests.charts.frames import WEIRD, waterfall_frame
from tests.charts.test_charts import CASES


@pytest.mark.parametrize("name", CASES)
def test_the_code_makes_the_same_chart(name: str):
    chart = CASES[name](False, 520)
    code = altair_code(chart)
    assert "from_dict" not in code
    again = run(code)
    assert same_chart(chart.to_dict(), again.to_dict())
    assert to_svg(again).count("<path") == to_svg(chart).count("<path")


def test_charts_that_differ_are_not_the_same():
    one = waterfall_chart(waterfall_frame(3)).to_dict()
    assert not same_chart(one, waterfall_chart(waterfall_frame(4)).to_dict())
    assert not same_chart(one, waterfall_chart(waterfall_frame(3), dark=True).to_dict())
    assert not same_chart(one, waterfall_chart(waterfall_frame(3, universe=5001)).to_dict())


def test_the_code_needs_only_altair(tmp_path: Path):
    script = tmp_path / "chart.py"
    chart = waterfall_chart(waterfall_frame(6, labels=WEIRD))
    script.write_text(
        altair_code(chart) + f"chart.save({str(tmp_path / 'chart.svg')!r})\nimport sys\nassert 'seg_widgets' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-I", str(script)], check=True, cwd=tmp_path)
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8").startswith("<svg")


def test_what_is_not_written_out_is_given_whole():
    import altair as alt

    rows = alt.InlineData(values=[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}])
    chart = alt.hconcat(alt.Chart(rows).mark_bar().encode(x="a:Q", y="b:N"), alt.Chart(rows).mark_point().encode(x="a:Q"))
    code = altair_code(chart)
    assert "from_dict" in code
    assert same_chart(chart.to_dict(), run(code).to_dict())
