"""What PLANTED says is what the tables hold: no more, no less."""

from collections.abc import Callable

import pandas as pd
import pytest

from seg_widgets.datasets import PLANTED, frames

Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module", params=[(500, 7), (40, 1), (211, 3)], ids=str)
def tables(request: pytest.FixtureRequest) -> Tables:
    return frames(*request.param)


def without_contacts(tables: Tables) -> pd.Series:
    accounts = tables["accounts"]["account_id"]
    return ~accounts.isin(tables["contacts"]["account_id"])


def without_decision_maker(tables: Tables) -> pd.Series:
    contacts = tables["contacts"]
    decided = contacts.loc[contacts["role"] == "Decision Maker", "account_id"]
    return ~tables["accounts"]["account_id"].isin(decided) & ~without_contacts(tables)


FOUND: dict[str, Callable[[Tables], pd.Series]] = {
    "internal accounts": lambda t: t["accounts"]["is_internal"],
    "missing edition": lambda t: t["accounts"]["edition"].isna(),
    "missing arr": lambda t: t["accounts"]["arr"].isna(),
    "missing sentiment": lambda t: t["accounts"]["sentiment"].isna(),
    "accounts without contacts": without_contacts,
    "accounts without decision maker": without_decision_maker,
    "missing newsletter": lambda t: t["contacts"]["newsletter"].isna(),
    "orphan contacts": lambda t: ~t["contacts"]["account_id"].isin(t["accounts"]["account_id"]),
    "orphan usage": lambda t: ~t["usage"]["contact_id"].isin(t["contacts"]["contact_id"]),
    "usage without time": lambda t: t["usage"]["at"].isna(),
    "repeated usage ids": lambda t: t["usage"]["usage_id"].duplicated(),
    "missing minutes": lambda t: t["usage"].drop_duplicates()["minutes"].isna(),
    "tickets without feature": lambda t: t["tickets"]["feature"].isna(),
    "tickets without satisfaction": lambda t: t["tickets"]["satisfaction"].isna(),
}


def test_every_planted_kind_is_looked_for() -> None:
    assert set(FOUND) == set(PLANTED)


def test_what_does_not_grow_with_the_data_is_fixed() -> None:
    assert {kind: said.rows for kind, said in PLANTED.items() if said.rows is not None} == {
        "internal accounts": 6,
        "orphan contacts": 3,
        "orphan usage": 9,
        "usage without time": 12,
        "repeated usage ids": 25,
    }


@pytest.mark.parametrize("kind", PLANTED)
def test_there_are_as_many_as_said(tables: Tables, kind: str) -> None:
    said = PLANTED[kind]
    rows = said.rows
    if rows is None:
        assert said.share is not None
        assert said.of is not None
        planted_later = {"contacts": PLANTED["orphan contacts"].rows, "usage": PLANTED["repeated usage ids"].rows}
        rows = round(said.share * (len(tables[said.of]) - (planted_later.get(said.of) or 0)))
    assert int(FOUND[kind](tables).sum()) == rows


def test_nothing_else_is_missing(tables: Tables) -> None:
    meant = {(said.table, said.column) for said in PLANTED.values()}
    meant |= {("accounts", "renews_on"), ("accounts", "churned_on"), ("tickets", "closed_at")}
    missing = {(name, column) for name, table in tables.items() for column in table if table[column].isna().any()}
    assert missing <= meant


def test_repeated_usage_rows_are_the_last_and_alike_in_every_column(tables: Tables) -> None:
    usage = tables["usage"]
    assert usage.duplicated().sum() == 25
    assert usage.tail(25).equals(usage[usage.duplicated()])
    once = usage.iloc[:-25]["usage_id"]
    assert once.tolist() == list(range(1, len(once) + 1))


def test_no_usage_row_is_odd_in_two_ways(tables: Tables) -> None:
    usage = tables["usage"]
    ways = [
        usage["usage_id"].duplicated(keep=False),
        usage["at"].isna(),
        usage["contact_id"] == "X-00001",
    ]
    assert (sum(way.astype(int) for way in ways) <= 1).all()


def test_orphan_contacts_are_the_last_rows_and_never_log_in(tables: Tables) -> None:
    contacts = tables["contacts"]
    assert contacts.tail(3)["account_id"].tolist() == ["X-0001", "X-0002", "X-0003"]
    assert not tables["usage"]["contact_id"].isin(contacts.tail(3)["contact_id"]).any()


def test_internal_accounts_stay_and_pay_nothing(tables: Tables) -> None:
    internal = tables["accounts"][tables["accounts"]["is_internal"]]
    assert (internal["status"] == "customer").all()
    assert (internal["arr"].dropna() == 0).all()
    assert (internal["seats"] == 25).all()
