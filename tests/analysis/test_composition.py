"""The composition: shares worked out by hand, what is left out, the ranking, and its size."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from seg_widgets.analysis import composition
from seg_widgets.errors import DefinitionError, UnsupportedError
from tests.analysis.world import answer, frame_rows, rule, session

PLANS = ["Gold", "Gold", "Gold", "Silver", "Silver", "Silver", "Silver", None]
SEATS = [1, 2, 3, 4, 5, 6, 7, 8]


def test_members_are_held_against_everyone():
    at = session({"plan": ("text", PLANS), "seats": ("integer", SEATS)})
    frame = composition(answer(at, "all", rule("seats", "<=", 4)), at, attributes=["plan"])  # 3 Gold, 1 Silver
    assert frame_rows(frame, "value", "kind", "order", "members", "base", "share_members", "share_base") == [
        ("Silver", "text", 0, 1, 4, 0.25, 0.5),
        ("Gold", "text", 1, 3, 3, 0.75, 0.375),
        ("(missing)", "missing", 2, 0, 1, 0.0, 0.125),
    ]
    assert list(frame["difference"]) == [-0.25, 0.375, -0.125]
    assert set(frame["distance"]) == {0.375}  # half of 0.25 + 0.375 + 0.125
    assert not frame["in_rules"].any()


def test_the_noise_is_what_a_random_draw_shows():
    values = ["x", "y", "z", "z"] * 100
    at = session({"t": ("text", values), "n": ("integer", list(range(400)))})
    frame = composition(answer(at, "all", rule("n", "<", 20)), at, attributes=["t"])
    rng, base = np.random.default_rng(5), np.array([0.25, 0.25, 0.5])
    codes = np.array([{"x": 0, "y": 1, "z": 2}[v] for v in values])
    drawn = [np.bincount(codes[rng.choice(400, 20, replace=False)], minlength=3) / 20 for _ in range(4000)]
    expected = np.mean([np.abs(d - base).sum() / 2 for d in drawn])
    assert frame["noise"].iloc[0] == pytest.approx(expected, rel=0.03)


def test_a_tiny_segment_does_not_bring_up_the_attribute_with_the_most_values():
    many = [f"v{n % 40}" for n in range(400)]
    telling = ["yes" if n % 10 == 0 else "no" for n in range(400)]
    at = session({"many": ("text", many), "telling": ("text", telling), "n": ("integer", [n * 7 % 400 for n in range(400)])})
    frame = composition(answer(at, "any", *(rule("id", "is", k) for k in (0, 10, 50))), at)
    by_name = frame.drop_duplicates("attribute").set_index("attribute")
    assert by_name.loc["many", "distance"] > by_name.loc["telling", "distance"]
    assert frame["attribute"].iloc[0] == "telling"


def test_keys_labels_links_hidden_lists_and_columns_of_one_value_are_left_out():
    at = session(
        {
            "name": ("text", ["a", "b"]), "secret": ("text", ["a", "b"]), "tags": ("list", [["x"], ["y"]]),
            "same": ("text", ["s", "s"]), "shown": ("text", ["p", "q"]),
        },
        label="name", secret={"hidden": True},
    )  # fmt: skip
    frame = composition(answer(at, "all", rule("id", "is", 0)), at)
    assert set(frame["attribute"]) == {"shown"}


def test_text_of_more_than_fifty_values_is_left_out_unless_asked_for():
    at = session({"t": ("text", [f"v{n}" for n in range(60)] * 2 + ["v0"] * 3), "seats": ("integer", [*range(123)])})
    evaluation = answer(at, "all", rule("seats", "<", 60))
    assert "t" not in set(composition(evaluation, at)["attribute"])
    frame = composition(evaluation, at, attributes=["t"])
    assert len(frame) == 12
    assert frame_rows(frame, "value", "kind")[0] == ("v0", "text")
    assert frame_rows(frame, "value", "kind")[-1] == ("(all others)", "others")
    assert (frame["members"].sum(), frame["base"].sum()) == (60, 123)


def test_many_values_are_added_up_and_an_order_is_kept():
    texts = [f"t{n:02}" for n in range(20) for _ in range(20 - n)]
    at = session({"t": ("text", texts)}, t={"order": sorted(set(texts), reverse=True)})
    frame = composition(answer(at, "all", rule("id", "<", 10)), at, attributes=["t"], values=4)
    assert frame_rows(frame, "value", "base") == [("t02", 18), ("t01", 19), ("t00", 20), ("(17 others)", 153)]


def test_booleans_numbers_and_days_are_values_too():
    days = [date(2026, 1, 5), date(2026, 1, 31), date(2026, 3, 31), None]
    at = session({"vip": ("boolean", [True, False, None, True]), "n": ("integer", [1, 1, 3, None]), "day": ("date", days)})
    frame = composition(answer(at, "all", rule("id", "<", 2)), at)
    shown = {a: frame_rows(rows, "value", "members", "base") for a, rows in frame.groupby("attribute")}
    assert shown["vip"] == [("yes", 1, 2), ("no", 1, 1), ("(missing)", 0, 1)]
    assert shown["n"] == [("1", 2, 2), ("2", 0, 0), ("3", 0, 1), ("(missing)", 0, 1)]
    assert shown["day"] == [("Jan 2026", 2, 2), ("Feb 2026", 0, 0), ("Mar 2026", 0, 1), ("(missing)", 0, 1)]
    first = frame[frame["attribute"] == "day"].iloc[0]
    assert (first["kind"], first["low"], first["high"]) == ("date", "2026-01-01", "2026-02-01")


def test_not_a_number_is_missing():
    at = session({"n": ("number", [1.0, float("nan"), float("inf"), None])})
    frame = composition(answer(at, "all", rule("id", ">=", 0)), at, attributes=["n"])
    assert frame_rows(frame, "value", "base") == [("1", 1), ("(missing)", 3)]


def test_attributes_of_the_rules_are_marked_and_rank_by_what_they_tell():
    at = session({"plan": ("text", PLANS), "vip": ("boolean", [True, False] * 4)})
    frame = composition(answer(at, "all", rule("plan", "is", "Gold")), at)
    assert dict(frame_rows(frame, "attribute", "in_rules")) == {"plan": True, "vip": False}
    assert frame["attribute"].iloc[0] == "plan"


def test_an_empty_segment_differs_in_nothing():
    at = session({"plan": ("text", PLANS)})
    frame = composition(answer(at, "all", rule("plan", "is", "Bronze")), at)
    assert set(frame["difference"]) == set(frame["share_members"]) == set(frame["distance"]) == {0.0}
    assert frame["base"].sum() == 8


def test_an_attribute_that_is_not_there_or_holds_lists_is_refused():
    at = session({"plan": ("text", PLANS), "tags": ("list", [["x"]] * 8)})
    evaluation = answer(at, "all", rule("id", "is", 0))
    with pytest.raises(DefinitionError, match="Did you mean 'plan'"):
        composition(evaluation, at, attributes=["plann"])
    with pytest.raises(UnsupportedError, match="lists"):
        composition(evaluation, at, attributes=["tags"])


def test_an_edit_reads_no_attribute_again_and_the_frame_stays_small():
    size = 20_000
    rng = np.random.default_rng(0)
    columns = {f"n{k}": ("number", rng.lognormal(5, 2, size).tolist()) for k in range(5)}
    columns |= {f"t{k}": ("text", [f"value {v}" for v in rng.integers(0, 45, size)]) for k in range(5)}
    at = session(columns)
    composition(answer(at, "all", rule("n0", "<", 10)), at)
    read = at.database.statements["attributes"]
    frame = composition(answer(at, "all", rule("n1", "<", 10)), at)
    assert at.database.statements["attributes"] == read
    assert len(json.dumps(frame.to_dict("records"))) < 100_000
