"""Tables and figures of reports: for people, and safe whatever the data holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from seg_widgets.reports import Table, Tiles
from seg_widgets.reports.tables import MISSING, shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1234567, "1,234,567"),
        (1234.4, "1,234"),
        (0.1234, "0.123"),
        (2.0, "2"),
        (True, "yes"),
        (None, MISSING),
        (float("nan"), MISSING),
        (pd.NaT, MISSING),
        (pd.NA, MISSING),
        (pd.Timestamp("2026-11-20"), "2026-11-20"),
        (pd.Timestamp("2026-11-20 14:05"), "2026-11-20 14:05"),
        (date(2026, 1, 2), "2026-01-02"),
        (["a", "b"], "a, b"),
        ([], MISSING),
        ("  two\nlines ", "two lines"),
    ],
)
def test_a_value_is_written_for_people(value: Any, words: str) -> None:
    assert shown(value) == words


def test_a_table_has_words_for_heads_and_shares_as_percentages() -> None:
    frame = pd.DataFrame({"segment": ["A"], "share": [0.256], "sharee": [3]})
    text = Table(frame, {"segment": "Who", "share": "Of all"}).html()
    assert "<th>Who</th>" in text
    assert '<td class="n">26%</td>' in text
    assert "sharee" not in text


def test_what_the_data_holds_is_never_markup() -> None:
    evil = "<img src=x onerror=alert(1)>"
    frame = pd.DataFrame({evil: [evil]})
    for text in (Table(frame).html(), Tiles([(evil, evil, evil)]).html(), Table(frame.head(0), empty=evil).html()):
        assert "<img" not in text
        assert "&lt;img" in text


def test_a_long_table_says_how_long_it_is() -> None:
    text = Table(pd.DataFrame({"n": range(1200)}), most=3).html()
    assert text.count("<tr>") == 4
    assert "The first 3 of 1,200." in text


def test_a_table_without_rows_says_so() -> None:
    assert Table(pd.DataFrame({"n": []}), empty="Nobody moved.").html() == "<p>Nobody moved.</p>"


def test_a_column_that_holds_nothing_is_left_out() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": ["", None], "c": [float("nan")] * 2, "d": [0, 0], "e": [[], ["x"]]})
    assert Table(frame).heads == ["A", "D", "E"]
    assert Table(frame.head(0)).heads == ["A", "B", "C", "D", "E"]
