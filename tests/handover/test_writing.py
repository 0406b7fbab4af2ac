"""Files: nothing in them runs, nothing is lost, the same frame is the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import time
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.handover import write_book, write_frame
from seg_widgets.handover.writing import LONGEST_CELL, harmless

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", '=HYPERLINK("http://x")', "+49 170 1"]
PLAIN = ["", "Acme", "-5", "+1.5e3", "-0,5", "a=b", "'=1", 'Müller, "Söhne"\nGmbH', "3-4"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_run_is_kept_from_it_in_csv(text: str, tmp_path: Path) -> None:
    assert harmless(text) == f"'{text}"
    path = write_frame(pd.DataFrame({text: [text]}), tmp_path / "a.csv")
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("text", PLAIN)
def test_what_would_not_is_left_as_it_is(text: str, tmp_path: Path) -> None:
    assert harmless(text) == text
    path = write_frame(pd.DataFrame({"a": ["x"], "b": [text]}), tmp_path / "a.csv")
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [["a", "b"], ["x", text]]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    import openpyxl

    path = write_frame(pd.DataFrame({"=head": FORMULAS}), tmp_path / "a.xlsx")
    (sheet,) = openpyxl.load_workbook(path).worksheets
    cells = [row[0] for row in sheet.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][:5] == ["=head", *FORMULAS[:4]]
    assert cells[0].quotePrefix  # nor does it become one when somebody edits it


FRAME = pd.DataFrame(
    {
        "key": [2**53 + 1, 2],
        "text": ["Ü \x07 bell", None],
        "number": [0.1, np.nan],
        "whole": [3.0, -4.0],
        "day": [dt.date(2026, 5, 1), None],
        "time": pd.to_datetime(["2026-05-01 10:00", None]),
        "zoned": pd.to_datetime(["2026-05-01 10:00", None], utc=True),
        "yes": [True, False],
        "money": [Decimal("1.10"), None],
        "list": [["a", "=b"], None],
        "long": ["x" * 40_000, ""],
    }
)


def test_values_keep_their_types_in_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    path = write_book({"a/b:c" * 10: FRAME, "two": FRAME.head(0)}, tmp_path / "a.xlsx", day=dt.date(2026, 5, 1))
    first, second = openpyxl.load_workbook(path).worksheets
    _, one, two = first.iter_rows(values_only=True)
    assert one[:1] == (str(2**53 + 1),)  # a sheet would round it
    assert one[1:10] == (
        "Ü  bell",
        0.1,
        3,
        dt.datetime(2026, 5, 1),
        dt.datetime(2026, 5, 1, 10),
        "2026-05-01 10:00:00+00:00",
        True,
        1.1,
        "a, =b",
    )
    assert len(one[10]) == LONGEST_CELL
    assert two[:10] == (2, None, None, -4, None, None, None, False, None, None)
    assert len(first.title) <= 31
    assert [c.value for c in next(second.iter_rows())] == list(FRAME.columns)


def test_values_are_whole_in_csv_and_parquet(tmp_path: Path) -> None:
    with write_frame(FRAME, tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        _, one, two = csv.reader(file)
    assert one[0] == str(2**53 + 1)
    assert one[2:10] == ["0.1", "3", "2026-05-01", "2026-05-01 10:00:00", "2026-05-01 10:00:00+00:00", "true", "1.10", "a, =b"]
    assert two[:3] == ["2", "", ""]
    back = pd.read_parquet(write_frame(FRAME, tmp_path / "a.parquet"))
    assert list(back["key"]) == [2**53 + 1, 2]
    assert back["money"][0] == Decimal("1.10")
    assert list(back["list"][0]) == ["a", "=b"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_the_same_frame_is_the_same_bytes_later(suffix: str, tmp_path: Path) -> None:
    first = write_frame(FRAME, tmp_path / f"a.{suffix}", day=dt.date(2026, 5, 1)).read_bytes()
    time.sleep(2.1)  # a zip counts in steps of two seconds
    assert write_frame(FRAME.copy(), tmp_path / f"a.{suffix}", day=dt.date(2026, 5, 1)).read_bytes() == first
    assert write_frame(FRAME.iloc[::-1], tmp_path / f"a.{suffix}", day=dt.date(2026, 5, 1)).read_bytes() != first
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"a.{suffix}"]


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sw.DataError) as error:
        write_frame(FRAME, tmp_path / "a.docx")
    assert error.value.code == "unknown-format"
    with pytest.raises(sw.DataError) as error:
        write_frame(pd.DataFrame({"a": np.zeros(1_048_576)}), tmp_path / "a.xlsx")
    assert error.value.code == "too-many-rows"
    assert list(tmp_path.iterdir()) == []
