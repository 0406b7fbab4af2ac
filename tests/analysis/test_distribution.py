"""The distribution of a metric: counts by hand, whole numbers at the halves, days, and the missing."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from seg_widgets.analysis import distribution
from tests.analysis.world import answer, frame_rows, rule, session


def test_whole_numbers_are_counted_one_by_one_with_bounds_at_the_halves():
    at = session({"n": ("integer", [0, 0, 1, 3, None, None])}, n={"label": "Seats", "unit": "people"})
    frame = distribution(answer(at, "all", rule("id", "is_not", 0)), at, "n")
    assert frame_rows(frame, "value", "kind", "members", "base") == [
        ("0", "whole", 1, 2), ("1", "whole", 1, 1), ("2", "whole", 0, 0), ("3", "whole", 1, 1),
        ("(missing)", "missing", 2, 2),
    ]  # fmt: skip
    assert frame_rows(frame, "low", "high")[:2] == [(-0.5, 0.5), (0.5, 1.5)]
    assert frame["share_members"].tolist() == [0.2, 0.2, 0.0, 0.2, 0.4]
    assert set(frame["label"]) == {"Seats (people)"}


def test_days_keep_their_type():
    at = session({"day": ("date", [date(2026, 1, 5), date(2026, 2, 28), date(2026, 3, 31), None])})
    frame = distribution(answer(at, "all", rule("id", "<", 2)), at, "day", bins=12)
    assert pd.api.types.is_datetime64_any_dtype(frame["low"])
    assert frame_rows(frame, "value", "members", "base") == [
        ("Jan 2026", 1, 1), ("Feb 2026", 1, 1), ("Mar 2026", 0, 1), ("(missing)", 0, 1),
    ]  # fmt: skip


def test_an_instant_falls_on_the_local_day_of_the_workspace():
    at = session({"seen": ("timestamp_tz", [pd.Timestamp("2026-01-31 23:30", tz="UTC")])})
    frame = distribution(answer(at, "all", rule("id", "is", 0)), at, "seen")
    assert frame_rows(frame, "value", "members") == [("31 Jan 2026", 1)]


def test_a_metric_without_values_has_only_the_missing():
    at = session({"n": ("number", [None, None])})
    frame = distribution(answer(at, "all", rule("id", "is", 0)), at, "n")
    assert frame_rows(frame, "value", "members", "base") == [("(missing)", 1, 2)]


@pytest.mark.parametrize(("type_", "values", "expected"), [
    ("text", ["b", "a", "b", None, "a", "b"], [("b", "text", 2, 3), ("a", "text", 1, 2), ("(missing)", "missing", 1, 1)]),
    ("boolean", [True, False, True, None, None, False],
     [("yes", "boolean", 2, 2), ("no", "boolean", 1, 2), ("(missing)", "missing", 1, 2)]),
    ("list", [["x", "y"], ["x"], [], None, ["x", "x"], ["y"]], [("x", "list", 2, 3), ("y", "list", 1, 2), ("(missing)", "missing", 1, 1)]),
    ("text", [None] * 6, [("(missing)", "missing", 4, 6)]),
])  # fmt: skip
def test_what_has_no_scale_is_counted_by_value(type_: str, values: list[object], expected: list[tuple[object, ...]]):
    at = session({"t": (type_, values)})
    frame = distribution(answer(at, "all", rule("id", "<", 4)), at, "t")
    assert frame_rows(frame, "value", "kind", "members", "base") == expected
    assert (frame.attrs["members"], frame.attrs["base"]) == (4, 6)
    assert frame["share_base"].tolist() == [n / 6 for *_, n in expected]


def test_rare_values_are_added_up():
    at = session({"t": ("text", [f"v{min(n, 60):02}" for n in range(100)])})
    frame = distribution(answer(at, "all", rule("id", "<", 50)), at, "t")
    assert len(frame) == 24
    assert frame_rows(frame, "value", "kind")[-1] == ("(38 others)", "others")
    assert (frame["members"].sum(), frame["base"].sum()) == (50, 100)


def test_those_who_are_not_in_can_be_the_base():
    at = session({"t": ("text", ["b", "a", "b", None, "a", "b"]), "n": ("integer", [0, 0, 1, 3, None, None])})
    evaluation = answer(at, "all", rule("id", "<", 4))
    assert frame_rows(distribution(evaluation, at, "t", against="others"), "value", "members", "base") == [
        ("a", 1, 1), ("b", 2, 1), ("(missing)", 1, 0),
    ]  # fmt: skip
    numbers = distribution(evaluation, at, "n", against="others")
    assert numbers["base"].tolist() == [0, 0, 0, 0, 2]
    assert numbers["members"].tolist() == [2, 1, 0, 1, 0]


def test_an_edit_reads_nothing_again(monkeypatch: pytest.MonkeyPatch):
    at = session({"n": ("integer", [0, 0, 1, 3, None, None])})
    distribution(answer(at, "all", rule("id", "<", 4)), at, "n")
    monkeypatch.setattr(at, "computed", None)
    assert distribution(answer(at, "all", rule("id", "<", 2)), at, "n")["members"].sum() == 2


def test_members_and_base_add_up():
    at = session({"n": ("number", [float(k) ** 3 for k in range(500)])})
    evaluation = answer(at, "all", rule("n", ">", 1000))
    frame = distribution(evaluation, at, "n")
    assert (frame["members"].sum(), frame["base"].sum()) == (evaluation.members.count(), 500)
    assert len(frame) < 40
