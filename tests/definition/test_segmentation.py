"""Segmentations: which parts there are, who is in them, and the code that builds them again."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.definition import Segmentation, load_segmentation
from seg_widgets.workspace import Workspace


@pytest.fixture(scope="module")
def ws() -> Workspace:
    accounts = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d", "e", "f"],
            "edition": ["Gold", "Silver", "Gold", None, "Platinum", "Silver"],
            "arr": [0.0, 10.0, 100.0, 50.0, None, 9.99],
            "vip": [True, False, None, True, False, True],
            "tags": [["x"], ["x", "y"], [], None, ["y"], []],
        }
    )
    config = {
        "tables": {
            "accounts": {"kind": "entity", "key": "id", "columns": {"edition": {"order": ["Silver", "Gold", "Platinum"]}, "arr": {}}}
        },
        "value": {"table": "accounts", "column": "arr"},
    }
    return Workspace.from_frames({"accounts": accounts}, config, quiet=True)


def who(segmentation: Segmentation, ws: Workspace) -> dict[str, str]:
    """Give the members of each part by its values."""
    return {" / ".join(p.values): "".join(p.segment.members()["id"]) for p in segmentation.parts(ws)}


def cases(ws: Workspace) -> dict[str, tuple[Segmentation, dict[str, str]]]:
    accounts = ws.accounts
    gold = sw.Segment("Gold", accounts.edition == "Gold")
    paying = sw.Segment("Paying", accounts.arr > 0)
    return {
        "by an ordered text, in its order": (
            sw.split(accounts, accounts.edition, name="editions"),
            {"Silver": "bf", "Gold": "ac", "Platinum": "e", "(missing)": "d"},
        ),
        "by true and false": (sw.split(accounts, accounts.vip, name="vips"), {"no": "be", "yes": "adf", "(missing)": "c"}),
        "by the elements of a list, which overlap": (
            sw.split(accounts, accounts.tags, name="tags"),
            {"x": "ab", "y": "be", "(empty)": "cf", "(missing)": "d"},
        ),
        "bands hold their lower edge, the last also its upper": (
            sw.split(accounts, sw.bands(accounts.arr, [0, 10, 100]), name="bands"),
            {"0 to under 10": "af", "10 to 100": "bcd", "(missing)": "e"},
        ),
        "open bands": (
            sw.split(accounts, sw.bands(accounts.arr, [None, 10, 100, None], labels=["low", "middle", "high"]), name="bands"),
            {"low": "af", "middle": "bd", "high": "c", "(missing)": "e"},
        ),
        "a grid": (
            sw.split(accounts, accounts.edition, sw.bands(accounts.arr, [None, 50, None]), name="grid"),
            {
                "Silver / under 50": "bf",
                "Gold / under 50": "a",
                "Gold / 50 and more": "c",
                "Platinum / (missing)": "e",
                "(missing) / 50 and more": "d",
            },
        ),
        "of a segment": (sw.split(gold, accounts.vip, name="golden"), {"yes": "a", "(missing)": "c"}),
        "quantile tiers": (
            sw.split(accounts, sw.by_value(accounts.arr.tier(2), "half"), name="halves"),
            {"1": "abf", "2": "cd", "(missing)": "e"},
        ),
        "in order of priority": (
            sw.priority(gold, paying, name="who first"),
            {"Gold": "ac", "Paying": "bdf", "(none of them)": "e"},
        ),
    }


NAMES = [
    "by an ordered text, in its order",
    "by true and false",
    "by the elements of a list, which overlap",
    "bands hold their lower edge, the last also its upper",
    "open bands",
    "a grid",
    "of a segment",
    "quantile tiers",
    "in order of priority",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_and_their_members(name: str, ws: Workspace) -> None:
    segmentation, expected = cases(ws)[name]
    assert who(segmentation, ws) == expected
    table = segmentation.table()
    assert table["members"].tolist() == [len(members) for members in expected.values()]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_built_again_from_its_code(name: str, ws: Workspace) -> None:
    segmentation, _ = cases(ws)[name]
    assert load_segmentation(segmentation.dump()) == segmentation
    text = segmentation.to_yaml()
    again = sw.read_yaml(text)
    assert again == segmentation
    assert again.to_yaml() == text
    scope: dict[str, Any] = {"sw": sw, "ws": ws}
    exec(segmentation.to_python(), scope)
    assert any(isinstance(v, sw.Split | sw.Priority) and v == segmentation for v in scope.values())
    assert segmentation.to_english()


def test_a_part_is_a_segment_with_all_its_code(ws: Workspace) -> None:
    part = sw.split(ws.accounts, ws.accounts.edition, name="editions").parts()[0].segment
    (database,) = (ws.database,)
    assert {key for (key,) in database.rows(part.to_sql(), "whole")} == {"b", "f"}
    scope: dict[str, Any] = {"__name__": "exported"}
    exec(part.to_pandas(), scope)
    assert scope["members"]({"accounts": ws.frame("accounts")}).tolist() == ["b", "f"]


def test_shares_and_worth_are_of_the_whole(ws: Workspace) -> None:
    table = sw.split(ws.accounts, ws.accounts.edition, name="editions").table()
    assert table["share"].sum() == pytest.approx(1)
    assert table["worth"].tolist() == pytest.approx([19.99, 100.0, 0.0, 50.0])


@pytest.mark.parametrize(
    ("make", "code", "place"),
    [
        (lambda a: sw.split(a, name="nothing"), "no-dimensions", "by"),
        (lambda a: sw.split(a, sw.bands(a.arr, [10, 0]), name="backwards"), "backwards", "edges"),
        (lambda a: sw.split(a, sw.bands(a.arr, [10]), name="one edge"), "no-bands", "edges"),
        (lambda a: sw.split(a, sw.bands(a.arr, [0, 1, 2], labels=["one"]), name="labels"), "labels-do-not-fit", "labels"),
        (lambda a: sw.priority(sw.Segment("a", a.arr > 0), name="one"), "no-segments", "segments"),
        (lambda a: sw.priority(sw.Segment("a", a.arr > 0), sw.Segment("a", a.arr > 1), name="same"), "same-name", "segments"),
        (lambda a: sw.split("accounts", a.arr, name="a name"), "not-a-segment", ""),
        (lambda a: sw.split(a, "arr", name="a name"), "not-a-metric", ""),
    ],
)
def test_what_does_not_hold_together_is_told(make: Any, code: str, place: str, ws: Workspace) -> None:
    with pytest.raises(sw.DefinitionError) as caught:
        make(ws.accounts)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_what_does_not_fit_the_tables_is_told_where_it_stands(ws: Workspace) -> None:
    data = sw.split(ws.accounts, ws.accounts.edition, sw.bands(ws.accounts.arr, [0, 1]), name="grid").dump()
    data["by"][1]["metric"]["column"] = "revenue"
    with pytest.raises(sw.DefinitionError) as caught:
        load_segmentation(data).table(ws)
    assert (caught.value.code, caught.value.place) == ("unknown-column", "by.1.metric.column")
    data["by"][1] = {"kind": "bands", "metric": {"kind": "attribute", "column": "edition"}, "edges": [1, 2]}
    with pytest.raises(sw.DefinitionError) as caught:
        load_segmentation(data).table(ws)
    assert (caught.value.code, caught.value.place) == ("value-does-not-fit", "by.1.edges")


def test_too_many_values_are_refused(ws: Workspace) -> None:
    many = Workspace.from_frames({"accounts": pd.DataFrame({"id": range(600), "n": range(600)})}, quiet=True)
    with pytest.raises(sw.DefinitionError) as caught:
        sw.split(many.accounts, many.accounts.n, name="each").table()
    assert caught.value.code == "too-many-parts"


def test_parts_of_an_order_have_the_parameters_of_those_before_them() -> None:
    ws = Workspace.from_frames({"t": pd.DataFrame({"id": [1, 2, 3], "n": [1, 5, 9]})}, quiet=True)

    def least(name: str, m: int) -> sw.Segment:
        return sw.Segment(name, ws.t.n >= sw.param("m"), parameters={"m": m})

    apart = sw.priority(least("a", 6), least("b", 5), name="P")  # two parameters of one name, and each keeps its value
    assert [(p.values[0], list(p.segment.members(ws)["id"])) for p in apart.parts(ws)] == [("a", [3]), ("b", [2]), ("(none of them)", [1])]
    one = sw.priority(least("a", 5), sw.Segment("b", ws.t.n >= 1), name="P")
    a, b = one.parts(ws)
    assert list(b.segment.members(ws)["id"]) == [1]
    assert list(b.segment.with_values(m=9).members(ws)["id"]) == [1, 2]
    assert [p.name for p in b.segment.parameters] == ["m"]
    assert list(a.segment.members(ws)["id"]) == [2, 3]
