"""Why and near misses: each rule's value, what turns it and what that does, worked out by hand on a small odd workspace."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw

DAY = "2026-11-20"
BOOK: dict[str, Any] = {
    "tables": {
        "Kunden": {
            "kind": "entity", "key": "Kd-Nr", "label": "Firma \"x\"", "singular": "Kunde", "plural": "Kunden",
            "columns": {"Stufe": {"order": ["Silver", "Gold", "Platin"]}},
        },
        "Leute": {"kind": "entity", "key": "id", "label": "Name", "links": {"Kunde": "Kunden"}, "singular": "person", "plural": "people"},
        "Nutzung": {"kind": "event", "time": "am", "links": {"Kunde": "Kunden"}},
    },
    "value": {"table": "Kunden", "column": "Wert"},
}  # fmt: skip


def workspace() -> sw.Workspace:
    kunden = pd.DataFrame({
        "Kd-Nr": [11, 7, 9007199254740993, 40, 5],
        'Firma "x"': ["Öl & Söhne", "B", None, "D", "E"],
        "Stufe": ["Gold", "Silver", "Platin", None, "Gold"],
        "Sitze groß": [10, 14, 3, 10, None],
        "endet": pd.to_datetime(["2026-12-01", "2026-12-25", "2027-03-01", "2026-11-19", None]),
        "aktiv": pd.array([True, False, True, True, True], dtype="boolean"),
        "Land": ["DE", "FR", "DE", None, "AT"],
        "Anteil": [0.25, 0.5, 0.75, None, 1.0],
        "Wert": [100.0, 50.0, None, 10.0, 5.0],
    })  # fmt: skip
    leute = pd.DataFrame({"id": ["a", "b", "c", "d"], "Name": ["Ann", "Bo", "Cy", "Di"], "Kunde": [11, 11, 7, 40],
                          "Rolle": ["Chef", "Chef", "Chef", "User"], "NPS": [9, 3, None, 2]})  # fmt: skip
    nutzung = pd.DataFrame({"Kunde": [11, 11, 7], "am": pd.to_datetime(["2026-11-20", "2026-11-01", "2026-10-25"])})
    return sw.Workspace.from_frames({"Kunden": kunden, "Leute": leute, "Nutzung": nutzung}, BOOK, quiet=True)


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return workspace()


def of(ws: sw.Workspace, key: Any, *rules: Any, group: Any = sw.all_of) -> list[tuple[Any, ...]]:
    frame = sw.why(ws, sw.Segment("s", group(*rules), entity="Kunden"), key, DAY)
    rules_only = frame[frame.kind == "rule"]
    return [tuple(r) for r in rules_only[["value", "state", "flips", "change", "edit"]].itertuples(index=False, name=None)]


def k(ws: sw.Workspace, name: str) -> Any:
    return ws["Kunden"][name]


CASES = {
    "at most": (7, lambda ws: k(ws, "Sitze groß") <= 10, ("14", "not met", "in", "14 → 10", "Sitze groß is at most 14")),
    "less than, whole": (7, lambda ws: k(ws, "Sitze groß") < 10, ("14", "not met", "in", "14 → 9", "Sitze groß is less than 15")),
    "less than, no whole": (
        7,
        lambda ws: k(ws, "Anteil") < 0.5,
        ("0.5", "not met", "in", "0.5 → below 0.5", "Anteil is less than anything above 0.5"),
    ),
    "at least, met": (11, lambda ws: k(ws, "Sitze groß") >= 8, ("10", "met", "out", "10 → 7", "Sitze groß is at least 11")),
    "between": (7, lambda ws: k(ws, "Sitze groß").between(4, 12), ("14", "not met", "in", "14 → 12", "Sitze groß is between 4 and 14")),
    "one of": (7, lambda ws: k(ws, "Sitze groß").is_in([3, 10]), ("14", "not met", "in", "14 → 10", "")),
    "missing": (5, lambda ws: k(ws, "Sitze groß") <= 10, ("missing", "unknown", "in", "missing → a value that meets it", "")),
    "present": (5, lambda ws: k(ws, "Sitze groß").is_present(), ("missing", "not met", "in", "missing → a value", "")),
    "text": (7, lambda ws: k(ws, "Land").is_("DE"), ("FR", "not met", "in", "FR → DE", "Land is one of DE or FR")),
    "text, none of": (
        7,
        lambda ws: k(ws, "Land").is_not_in(["FR", "AT"]),
        ("FR", "not met", "in", "FR → one that is none of FR or AT", "Land is none of AT"),
    ),
    "order": (7, lambda ws: k(ws, "Stufe") >= "Gold", ("Silver", "not met", "in", "Silver → Gold", "Stufe is at least Silver")),
    "boolean": (7, lambda ws: k(ws, "aktiv").is_true(), ("no", "not met", "in", "no → yes", "")),
    "in the next": (
        7,
        lambda ws: k(ws, "endet").in_next(days=30),
        ("2026-12-25", "not met", "in", "2026-12-25 → 2026-12-20 (5 days earlier)", "Endet is in the next 35 days"),
    ),
    "in the next, gone by": (
        40,
        lambda ws: k(ws, "endet").in_next(days=30),
        ("2026-11-19", "not met", "in", "2026-11-19 → 2026-11-20 (1 day later)", ""),
    ),
    "within the last": (
        7,
        lambda ws: ws["Nutzung"].last_day.ever() >= "2026-11-01",
        ("2026-10-25", "not met", "in", "2026-10-25 → 2026-11-01 (7 days later)", "day of the latest nutzung is on or after 2026-10-25"),
    ),
    "rows": (
        7,
        lambda ws: ws["Nutzung"].count.last(days=20) >= 1,
        ("0", "not met", "in", "0 → 1", "number of nutzung in the last 20 days is at least 0"),
    ),
    "related": (
        11,
        lambda ws: ws["Leute"].where(Rolle="Chef").none(ws["Leute"]["NPS"] <= 6),
        ("1 of 2 people", "not met", "in", "1 fewer person that meets it", ""),
    ),
    "related, none there": (
        5,
        lambda ws: ws["Leute"].any(ws["Leute"]["NPS"] <= 6),
        ("0 of 0 people", "not met", "in", "1 more person that meets it", ""),
    ),
    "habit": (
        7,
        lambda ws: ws["Nutzung"].stopped.last(days=20),
        ("1 from 2026-10-12 to 2026-10-31; 0 from 2026-11-01 to 2026-11-20", "met", "out", "", ""),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_tells_its_value_and_what_turns_it(ws: sw.Workspace, name: str):
    key, rule, told = CASES[name]
    assert of(ws, key, rule(ws)) == [told]


def test_a_big_key_is_found_to_the_last_digit(ws: sw.Workspace):
    assert sw.why(ws, sw.Segment("s", k(ws, "Sitze groß") <= 10), 9007199254740993, DAY).state[0] == "in"
    with pytest.raises(sw.DefinitionError, match="no Kunde with the key 9007199254740992") as caught:
        sw.why(ws, sw.Segment("s", k(ws, "Sitze groß") <= 10), 9007199254740992, DAY)
    assert caught.value.code == "unknown-key"


@pytest.mark.parametrize("key", ["7x", None, 3.5, "", True, float("nan")])
def test_what_is_no_key_is_refused(ws: sw.Workspace, key: Any):
    with pytest.raises(sw.DefinitionError) as caught:
        sw.why(ws, sw.Segment("s", k(ws, "Sitze groß") <= 10), key, DAY)
    assert caught.value.code == "unknown-key"


def test_a_key_may_be_written_as_text_or_be_numpys(ws: sw.Workspace):
    segment = sw.Segment("s", k(ws, "Sitze groß") <= 10)
    assert sw.why(ws, segment, "11", DAY).state[0] == sw.why(ws, segment, np.int64(11), DAY).state[0] == "in"


def test_only_the_rule_that_decides_flips(ws: sw.Workspace):
    small, german = k(ws, "Sitze groß") <= 10, k(ws, "Land").is_("DE")
    assert [r[1:3] for r in of(ws, 11, small, german)] == [("met", "out"), ("met", "out")]
    assert [r[1:3] for r in of(ws, 7, small, german)] == [("not met", ""), ("not met", "")]  # one alone would not do
    assert [r[1:3] for r in of(ws, 40, small, german)] == [("met", ""), ("unknown", "in")]
    assert [r[1:3] for r in of(ws, 7, small, german, group=sw.any_of)] == [("not met", "in"), ("not met", "in")]
    assert [r[1:3] for r in of(ws, 11, small, german, group=sw.none_of)] == [("met", ""), ("met", "")]
    nested = sw.any_of(german, sw.all_of(small, k(ws, "aktiv").is_true()))
    assert [r[1:3] for r in of(ws, 40, nested)] == [("unknown", ""), ("met", "out"), ("met", "out")]


def test_related_entities_are_listed_with_whether_they_count(ws: sw.Workspace):
    people = ws["Leute"]
    frame = sw.why(ws, sw.Segment("s", people.where(Rolle="Chef").any(people["NPS"] <= 6)), 11, DAY)
    rows = frame[frame.kind == "related"]
    assert list(zip(rows.key, rows.label, rows.value, rows.state, strict=True)) == [
        ("b", "Bo", "Rolle Chef; NPS 3", "counts"),
        ("a", "Ann", "Rolle Chef; NPS 9", "does not"),
    ]
    out_of_scope = sw.why(ws, sw.Segment("s", people.where(Rolle="Chef").any(people["NPS"] <= 6)), 40, DAY)
    assert list(out_of_scope[out_of_scope.kind == "related"].state) == ["out of scope"]


def test_near_misses_are_out_by_one_rule_the_nearest_first(ws: sw.Workspace):
    frame = sw.near_misses(ws, sw.Segment("s", (k(ws, "Sitze groß") <= 10) & k(ws, "endet").in_next(days=20)), DAY)
    told = frame[["key", "label", "rule", "state", "distance", "worth"]].itertuples(index=False, name=None)
    # 11 is in; 7 fails both; 5 has neither value
    assert [tuple(None if v != v else v for v in row) for row in told] == [
        (40, "D", "Endet is in the next 20 days", "not met", 1.0, 10.0),
        (9007199254740993, "9007199254740993", "Endet is in the next 20 days", "not met", 81.0, None),
    ]
    assert frame.attrs["total"] == 2


def test_near_misses_are_who_comes_in_when_the_rule_goes():
    ws = sw.datasets.demo()
    accounts, usage = ws.accounts, ws.usage
    rules = [accounts.edition.is_("Gold"), accounts.renews_on.in_next(days=90), usage.active_days.last(days=30) <= 10]
    whole = sw.Segment("s", sw.all_of(*rules))
    members = set(whole.members().iloc[:, 0])
    frame = sw.near_misses(ws, whole, most=None)
    for number in range(3):
        without = sw.Segment("w", sw.all_of(*rules[:number], *rules[number + 1 :]))
        assert set(frame.key[frame.place == f"where.members.{number}"]) == set(without.members().iloc[:, 0]) - members
    assert list(frame.relative.dropna()) == sorted(frame.relative.dropna())
    few = sw.near_misses(ws, whole, most=5)
    assert list(few.key) == list(frame.key[:5])
    assert few.attrs["total"] == len(frame)


def test_who_the_workspace_leaves_out_is_named():
    described = BOOK | {"universe": {"Kunden": {"kind": "all", "members": [
        {"kind": "criterion", "metric": {"kind": "attribute", "column": "Land"}, "op": "is", "value": "DE"}]}}}  # fmt: skip
    at = workspace()
    frames = {name: at.frame(name) for name in at.schema.tables}
    ws = sw.Workspace.from_frames(frames, described, quiet=True)
    with pytest.raises(sw.DefinitionError) as caught:
        sw.why(ws, sw.Segment("s", ws["Kunden"]["Wert"] > 1), 7, DAY)
    assert caught.value.code == "not-in-the-universe"


def test_entities_are_found_by_key_and_label(ws: sw.Workspace):
    assert list(sw.find_entities(ws, "Kunden", "söhne").key) == [11]
    assert list(sw.find_entities(ws, "Kunden", "7").key) == [7, 9007199254740993]
    assert list(sw.find_entities(ws, "Kunden", "'; drop").key) == []
    assert len(sw.find_entities(ws, "Kunden", most=2)) == 2
    with pytest.raises(sw.DefinitionError):
        sw.find_entities(ws, "kunde")


def test_nobody_and_one_row():
    ws = sw.Workspace.from_frames({"t": pd.DataFrame({"id": [1], "n": [5]})}, quiet=True)
    assert len(sw.near_misses(ws, sw.Segment("s", ws.t.n > 9))) == 1
    assert len(sw.near_misses(ws, sw.Segment("s", ws.t.n > 1))) == 0
    assert list(sw.why(ws, sw.Segment("s", sw.everyone, entity="t"), 1).state) == ["in", "met", "met"]
