"""A workspace's universe: who exists at all, in counts, splits, charts' data and as related entities; and what is wrong with it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw

ACCOUNTS = pd.DataFrame(
    {
        "account_id": ["a", "b", "c", "d"],
        "name": ["Acme", "Bolt", "Test", "Crux"],
        "internal": [False, None, True, False],
        "edition": ["Gold", "Silver", "Gold", None],
        "arr": [10.0, 20.0, 30.0, 40.0],
    }
)
CONTACTS = pd.DataFrame({"contact_id": [1, 2, 3], "account_id": ["a", "c", "d"], "role": ["x", "x", "y"]})
NOT_INTERNAL = {"kind": "none", "members": [{"kind": "criterion", "metric": {"kind": "attribute", "column": "internal"}, "op": "is_true"}]}


def workspace(universe: Any) -> sw.Workspace:
    config = {"universe": universe, "value": {"table": "accounts", "column": "arr"}}
    return sw.Workspace.from_frames({"accounts": ACCOUNTS, "contacts": CONTACTS}, config, quiet=True)


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return workspace({"accounts": NOT_INTERNAL})


def test_every_count_and_share_refers_to_it_and_says_so(ws: sw.Workspace) -> None:
    count = sw.Segment("Gold", ws.accounts.edition == "Gold").count()
    assert (count.universe, count.members, count.unknown, count.out) == (3, 1, 1, 1)
    assert str(count).startswith("1 of 3 accounts in the universe (33.3%)")
    assert count.worth is not None
    assert (count.worth.inside, count.worth.total) == (10.0, 70.0)


def test_parts_of_a_split_are_of_it(ws: sw.Workspace) -> None:
    table = sw.split(ws.accounts, ws.accounts.edition, name="editions").table()
    assert dict(zip(table.iloc[:, 0], table["members"], strict=True)) == {"Gold": 1, "Silver": 1, "(missing)": 1}


def test_what_is_outside_is_nobodys_account(ws: sw.Workspace) -> None:
    accounts, contacts = ws.accounts, ws.contacts
    segment = sw.Segment("Of Gold", contacts.role.is_present() & accounts.any(accounts.edition == "Gold"))
    assert segment.members()["contact_id"].tolist() == [1]
    assert {key for (key,) in ws.database.rows(segment.to_sql(), "whole")} == {1}


def test_it_is_kept_in_the_file(ws: sw.Workspace, tmp_path: Any) -> None:
    ACCOUNTS.to_csv(tmp_path / "accounts.csv", index=False)
    CONTACTS.to_csv(tmp_path / "contacts.csv", index=False)
    ws.to_yaml(tmp_path / "workspace.yaml")
    again = sw.Workspace.from_folder(tmp_path, quiet=True)
    assert again.schema.universe == ws.schema.universe
    assert sw.Segment("All", sw.everyone, entity="accounts").count(again).universe == 3


@pytest.mark.parametrize(
    ("universe", "code", "place"),
    [
        ({"acounts": NOT_INTERNAL}, "unknown-entity", "universe.acounts"),
        ({"accounts": {"kind": "all", "members": []}}, "empty-group", "universe.accounts.members"),
        (
            {"accounts": {"kind": "all", "members": [NOT_INTERNAL["members"][0] | {"metric": {"kind": "attribute", "column": "x"}}]}},
            "unknown-column",
            "universe.accounts.members.0.metric.column",
        ),
    ],
)
def test_what_is_wrong_with_it_is_told_when_the_workspace_is_opened(universe: Any, code: str, place: str) -> None:
    with pytest.raises(sw.WorkspaceError) as caught:
        workspace(universe)
    assert (caught.value.code, caught.value.place) == (code, place)
