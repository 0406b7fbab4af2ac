"""Users and accounts, both ways, worked out by hand: other names, users without an account, accounts without users."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw

KUNDEN = pd.DataFrame({"Nr": [10, 20, 30, 40], "Firma": ["A", None, "C", "D"], "Umsatz": [1.0, None, 3.0, 4.0]})
LEUTE = pd.DataFrame(
    {
        "person id": ["p", "q", "r", "s", "t", "u"],
        "Nr": [10, 10, 10, 20, None, 99],
        "Rolle": ["DM", "DM", None, "User", "DM", "DM"],
        "weg": [False, False, False, True, False, False],
    }
).astype({"Nr": "Int64"})
CONFIG: dict[str, Any] = {
    "value": {"table": "Kunden", "column": "Umsatz"},
    "universe": {
        "Leute": {"kind": "none", "members": [{"kind": "criterion", "metric": {"kind": "attribute", "column": "weg"}, "op": "is_true"}]}
    },
    "tables": {
        "Kunden": {"kind": "entity", "key": "Nr", "label": "Firma"},
        "Leute": {"kind": "entity", "key": "person id", "links": {"Nr": "Kunden"}},
    },
}


@pytest.fixture
def ws() -> sw.Workspace:
    return sw.Workspace.from_frames({"Kunden": KUNDEN, "Leute": LEUTE}, CONFIG, quiet=True)


def rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return [tuple(None if pd.isna(v) else v for v in row) for row in frame.itertuples(index=False, name=None)]


def test_an_account_has_the_counts_and_shares_of_its_users(ws: sw.Workspace) -> None:
    makers, known = sw.Segment("DM", ws.Leute["Rolle"].is_("DM")), sw.Segment("users", ws.Leute["Rolle"].is_present())
    frame = sw.board(ws, None, [makers, known])
    assert list(frame.columns) == ["key", "label", "worth", "users", "DM", "DM share", "users (2)", "users (2) share"]
    assert rows(frame) == [
        (10, "A", 1.0, 3, 2, pytest.approx(2 / 3), 2, pytest.approx(2 / 3)),
        (20, "20", None, 0, 0, None, 0, None),  # its one user is outside of the universe
        (30, "C", 3.0, 0, 0, None, 0, None),
        (40, "D", 4.0, 0, 0, None, 0, None),
    ]
    assert frame.attrs["segments"] == {"DM": ("DM", "DM share"), "users (2)": ("users (2)", "users (2) share")}


def test_only_the_accounts_of_a_segment_are_on_the_board(ws: sw.Workspace) -> None:
    everyone = sw.Segment("E", sw.everyone, entity="Leute")
    assert list(sw.board(ws, sw.Segment("Large", ws.Kunden["Umsatz"] >= 3), [everyone])["key"]) == [30, 40]
    assert len(sw.board(ws, sw.Segment("None", ws.Kunden["Umsatz"] > 9), [everyone])) == 0
    assert list(sw.board(ws, "Kunden", [everyone])["E"]) == [3, 0, 0, 0]


def test_the_board_says_what_the_language_says(ws: sw.Workspace) -> None:
    demo = sw.datasets.demo()
    makers = sw.Segment("DM", demo.contacts.role.is_("Decision Maker"))
    frame = sw.board(demo, None, [makers])
    one = sw.Segment("one", demo.contacts.any(demo.contacts.role.is_("Decision Maker")))
    half = sw.Segment("half", demo.contacts.at_least_share(0.5, demo.contacts.role.is_("Decision Maker")))
    assert (frame["DM"] > 0).sum() == demo.count(one).members
    assert (frame["DM share"] >= 0.5).sum() == demo.count(half).members
    assert frame["users"].sum() <= demo.count(sw.Segment("all", sw.everyone, entity="contacts")).members


def test_users_of_accounts_in_a_segment(ws: sw.Workspace) -> None:
    large = sw.Segment("Small", ws.Kunden["Umsatz"] <= 1)
    assert rows(sw.users_of(ws, large)) == [("p", "p", 10, "A"), ("q", "q", 10, "A"), ("r", "r", 10, "A")]
    assert rows(sw.users_of(ws, large, sw.Segment("DM", ws.Leute["Rolle"].is_("DM")))) == [("p", "p", 10, "A"), ("q", "q", 10, "A")]
    assert list(sw.users_of(ws, sw.Segment("None", ws.Kunden["Umsatz"] > 9)).columns) == ["key", "label", "account key", "account"]


REFUSED = [
    ("no-segments", lambda ws: sw.board(ws, None, [])),
    ("entity-differs", lambda ws: sw.board(ws, None, [sw.Segment("a", sw.everyone, entity=e) for e in ("Leute", "Kunden")])),
    ("no-relation", lambda ws: sw.board(ws, "Leute", [sw.Segment("a", sw.everyone, entity="Kunden")])),
    ("no-relation", lambda ws: sw.board(ws, None, [sw.Segment("a", sw.everyone, entity="Kunden")])),
    ("no-relation", lambda ws: sw.users_of(ws, sw.Segment("a", sw.everyone, entity="Leute"))),
]


@pytest.mark.parametrize(("code", "act"), REFUSED)
def test_what_has_no_sense_is_refused(ws: sw.Workspace, code: str, act: Any) -> None:
    with pytest.raises(sw.DefinitionError) as error:
        act(ws)
    assert error.value.code == code
