"""Handing over: who, whose, why, what has changed, who just misses; worked out by hand on tables with names of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.analysis.deciding import rules_of
from seg_widgets.analysis.turning import turnings
from seg_widgets.handover.telling import Telling

KUNDEN = pd.DataFrame(
    {
        "Kundennummer": ["001", "002", "003", "004", "005", "006"],
        "Firma": ["Äpfel & Co", None, "=Sum", "Dorn", "Eis", "Fluss"],
        "Größe": [5.0, 50.0, None, 500.0, 9.0, 60.0],
        "Stufe": ["Gold", "Gold", "Gold", "Silber", None, "Gold"],
        "Betreuer": ["Ada", "Bo", None, "Ada", "Bo", "Ada"],
    }
)
LOGINS = pd.DataFrame(
    {
        "Kundennummer": ["001", "001", "002", "004", "006"],
        "Zeitpunkt": ["2026-05-01", "2026-05-09", "2026-03-01", "2026-05-09", "2026-05-10"],
    }
)
CONTACTS = pd.DataFrame({"contact_id": [1, 2, 3], "Kundennummer": ["001", "003", None], "active": [True, True, True]})
CONFIG: dict[str, Any] = {
    "roles": {"account.owner": "Kunden.Betreuer"},
    "tables": {
        "Kunden": {"kind": "entity", "key": "Kundennummer", "label": "Firma"},
        "logins": {"kind": "event", "time": "Zeitpunkt", "links": {"Kundennummer": "Kunden"}},
        "contacts": {"kind": "entity", "key": "contact_id", "links": {"Kundennummer": "Kunden"}},
    },
}


@pytest.fixture
def ws() -> sw.Workspace:
    return sw.Workspace.from_frames({"Kunden": KUNDEN, "logins": LOGINS, "contacts": CONTACTS}, CONFIG, quiet=True)


def gold(ws: sw.Workspace) -> sw.Segment:
    return sw.Segment("Gold, quiet", ws.Kunden["Stufe"].is_("Gold") & (ws.logins.count.last(days=7) == 0))


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_members_have_key_label_owner_and_reasons_with_their_values(ws: sw.Workspace) -> None:
    over = sw.hand_over(ws, gold(ws))
    assert list(over.members.columns) == ["key", "label", "owner", "change", "reasons"]
    assert rows(over.members, "key", "label", "owner", "change") == [("002", "002", "Bo", ""), ("003", "=Sum", "", "")]
    assert list(over.members["reasons"]) == ["Stufe is Gold; number of logins in the last 7 days is 0"] * 2
    assert [key for key, _ in rows(over.reasons, "key", "value")] == ["002", "002", "003", "003"]
    assert set(over.reasons["value"]) == {""}  # what the rule says, the value need not say again
    assert str(over.as_of) == "2026-05-10"


def test_of_either_of_two_rules_only_those_are_reasons_that_are_met(ws: sw.Workspace) -> None:
    either = sw.Segment("Either", sw.any_of(ws.Kunden["Größe"] >= 50, ws.Kunden["Stufe"].is_("Silber")))
    told = dict(rows(sw.hand_over(ws, either).members, "key", "reasons"))
    assert told == {
        "002": "Größe is at least 50 (50)", "004": "Größe is at least 50 (500); Stufe is Silber", "006": "Größe is at least 50 (60)",
    }  # fmt: skip


def test_near_misses_come_with_the_smallest_change(ws: sw.Workspace) -> None:
    near = sw.hand_over(ws, gold(ws)).near_misses
    assert list(near.columns) == ["key", "label", "owner", "rule", "value", "change"]
    assert {(k, o, v) for k, o, v in rows(near, "key", "owner", "value")} == {
        ("001", "Ada", "1"),
        ("006", "Ada", "1"),
        ("005", "Bo", "missing"),
    }
    assert near.attrs["total"] == 3
    assert sw.hand_over(ws, gold(ws), near=1).near_misses.attrs["total"] == 3
    assert len(sw.hand_over(ws, gold(ws), near=0).near_misses) == 0


def test_changes_since_a_day_are_those_of_the_same_definition(ws: sw.Workspace) -> None:
    over = sw.hand_over(ws, gold(ws), since="2026-04-20")  # before May, all four Gold customers were quiet
    assert rows(over.members, "key", "change") == [("002", "stayed"), ("003", "stayed")]
    assert rows(over.changes, "key", "owner", "change") == [("001", "Ada", "left"), ("006", "Ada", "left")]
    assert all(why.startswith("not: ") and why.endswith("(1)") for why in over.changes["why"])
    assert over.since == "2026-04-20"


@pytest.mark.parametrize("kind", ["csv", "parquet", "frame", "keys"])
def test_changes_since_an_earlier_list(ws: sw.Workspace, kind: str, tmp_path: Path) -> None:
    before: Any = pd.DataFrame({"key": ["002", "004", "999"], "label": ["x", "y", "z"]})
    if kind == "csv":
        before.to_csv(tmp_path / "m.csv", index=False)
    if kind == "parquet":
        before.to_parquet(tmp_path / "m.parquet")
    since = {"frame": before, "keys": list(before["key"])}.get(kind, str(tmp_path / f"m.{kind}"))
    over = sw.hand_over(ws, gold(ws), since=since)
    assert rows(over.members, "key", "change") == [("002", "stayed"), ("003", "entered")]
    assert rows(over.changes, "key", "change") == [("003", "entered"), ("004", "left"), ("999", "left")]
    assert "not: Stufe is Gold (Silber)" in over.changes["why"][1]
    assert over.changes["why"][2] == "It is not in the data any more."


@pytest.mark.parametrize("kind", ["frame", "csv", "parquet", "xlsx", "keys"])
def test_whole_keys_are_known_again_beside_a_gap(kind: str, tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": [1, 2, 3], "n": [1, 2, 3]})
    ws = sw.Workspace.from_frames({"t": frame}, {"tables": {"t": {"kind": "entity", "key": "id"}}}, quiet=True)
    before: Any = pd.DataFrame({"key": [1, 3, None], "n": [1, 2, 3]})  # a gap makes them 1.0 and 3.0
    if kind == "csv":
        before.to_csv(tmp_path / "m.csv", index=False)
    if kind == "parquet":
        before.to_parquet(tmp_path / "m.parquet")
    if kind == "xlsx":
        before.to_excel(tmp_path / "m.xlsx", index=False)
    since = {"frame": before, "keys": list(before["key"])}.get(kind, str(tmp_path / f"m.{kind}"))
    over = sw.hand_over(ws, sw.Segment("Two on", ws.t.n >= 2), since=since)
    assert rows(over.members, "key", "change") == [(2, "entered"), (3, "stayed")]
    assert rows(over.changes, "key", "change") == [(2, "entered"), (1, "left")]


def test_a_library_remembers_whom_it_handed_over(ws: sw.Workspace, tmp_path: Path) -> None:
    library = sw.SegmentLibrary(tmp_path / "segments")
    library.save(gold(ws))
    first = sw.hand_over(ws, gold(ws), "2026-04-20", library=library)
    assert set(first.members["change"]) == {""}
    first.record(library)
    for _ in range(2):  # made again on the same day, it says the same
        over = sw.hand_over(ws, gold(ws), library=library)
        assert (over.since, list(over.members["change"])) == ("the hand-over of 2026-04-20", ["stayed", "stayed"])
        over.record(library)
    library.rename("Gold, quiet", "Quiet")
    assert sw.hand_over(ws, library["Quiet"], "2026-05-11", library=library).since == "the hand-over of 2026-05-10"


def test_a_contacts_owner_is_its_accounts(ws: sw.Workspace) -> None:
    active = sw.Segment("Active", ws.contacts.active.is_true())
    assert rows(sw.hand_over(ws, active).members, "key", "owner") == [(1, "Ada"), (2, ""), (3, "")]


def test_nobody_is_handed_over_as_nobody(ws: sw.Workspace, tmp_path: Path) -> None:
    over = sw.hand_over(ws, sw.Segment("None", ws.Kunden["Größe"] > 10_000), since=["001"])
    assert len(over.members) == len(over.reasons) == 0
    assert rows(over.changes, "key", "change") == [("001", "left")]
    for path in [*over.to_csv(tmp_path), *over.to_parquet(tmp_path), over.to_excel(tmp_path / "all.xlsx")]:
        assert path.stat().st_size


def test_owners_add_up_whom_they_get_and_whom_they_give_up(ws: sw.Workspace) -> None:
    over = sw.hand_over(ws, gold(ws), since=["002", "004", "006", "999"])
    assert list(over.owners.columns) == ["owner", "members", "entered", "stayed", "left", "worth"]
    assert rows(over.owners, "owner", "members", "entered", "stayed", "left") == [
        ("Bo", 1, 0, 1, 0),  # 002
        ("Ada", 0, 0, 0, 2),  # 004, 006
        ("", 1, 1, 0, 1),  # 003 has no owner, 999 is not in the data
    ]
    assert over.owners["worth"].isna().all()  # the workspace does not say
    described = {name: CONFIG["tables"][name] for name in ("Kunden", "logins")}
    config = CONFIG | {"value": {"table": "Kunden", "column": "Größe"}, "tables": described}
    worth = sw.Workspace.from_frames({"Kunden": KUNDEN, "logins": LOGINS}, config, quiet=True)
    big = sw.hand_over(worth, sw.Segment("All", worth.Kunden["Kundennummer"].is_present()), since=["001"]).owners
    assert rows(big[:2], "owner", "members", "entered", "worth") == [("Ada", 3, 2, 565.0), ("Bo", 2, 2, 59.0)]
    assert (big["members"][2], big["worth"].isna()[2]) == (1, True)  # the one without an owner has no size
    assert len(sw.hand_over(ws, sw.Segment("None", ws.Kunden["Größe"] > 10_000)).owners) == 0


def test_reasons_are_worked_out_for_those_who_are_looked_at(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    each = Telling.each

    def counted(self: Telling, places: Any, inside: bool) -> Any:
        told.append(len(places))
        return each(self, places, inside)

    monkeypatch.setattr(Telling, "each", counted)
    over = sw.hand_over(ws, sw.Segment("Some", ws.Kunden["Größe"] >= 5), since=["001", "002", "003"])
    assert (len(over.roster), len(over.owners), told) == (5, 3, [])
    assert list(over.first(2)["reasons"]) == ["Größe is at least 5 (5)", "Größe is at least 5 (50)"]
    assert told == [2]
    assert list(over.changes["change"]) == ["entered"] * 3 + ["left"]
    assert told == [2, 3, 1]
    assert list(over.first(2)["reasons"]) == list(over.members["reasons"])[:2]


def test_values_of_many_are_those_of_each() -> None:
    ws = sw.datasets.demo()
    told = 0
    for template in list(sw.templates)[::3]:
        try:
            segment = template.bind(ws)
        except sw.SegmentError:
            continue
        if not isinstance(segment, sw.Segment):
            continue
        evaluation = ws.evaluate(segment)
        places = np.arange(min(ws.session.size(segment.entity), 1500))  # more than are named one by one, of contacts
        for rule in rules_of(evaluation):
            tell = turnings(rule, segment, evaluation, ws.session)
            few = places[::97]
            assert tell.values(few) == [t.value for t in tell(few.tolist())], (template.id, rule.place)
            assert tell.values(places)[::97] == tell.values(few), (template.id, rule.place)
            told += 1
    assert told > 50


def test_without_owners_and_labels_there_are_keys(tmp_path: Path) -> None:
    ws = sw.Workspace.from_frames(
        {"t": pd.DataFrame({"id": [2**53 + 1, 7], "a": [1, 1]})}, {"tables": {"t": {"kind": "entity", "key": "id"}}}, quiet=True
    )
    over = sw.hand_over(ws, sw.Segment("A", ws.t.a == 1))
    assert rows(over.members, "key", "label", "owner") == [(2**53 + 1, str(2**53 + 1), ""), (7, "7", "")]


@pytest.mark.parametrize("since", ["nothing.csv", "2026-13-01"])
def test_an_earlier_list_that_is_not_there_is_an_error(ws: sw.Workspace, since: str) -> None:
    with pytest.raises(sw.DataError) as error:
        sw.hand_over(ws, gold(ws), since=since)
    assert error.value.code == "no-earlier-hand-over"
