"""What PLANTED says is what the tables hold: no more, no less."""

from collections.abc import Callable

import pandas as pd
import pytest

from seg_widgets.datasets import AS_OF, PLANTED, frames
from seg_widgets.datasets.words import FEATURES, INDUSTRIES

DAY = pd.Timestamp(AS_OF)
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


def stale_licences(tables: Tables) -> pd.Series:
    last = tables["licences"].groupby("account_id")["day"].max()
    here = tables["accounts"].set_index("account_id")["churned_on"].isna()
    return last[here[here].index.intersection(last.index)] <= DAY - pd.Timedelta(days=90)


def missing_benchmarks(tables: Tables) -> pd.Series:
    pairs = pd.MultiIndex.from_product([INDUSTRIES, FEATURES])
    return pd.Series(~pairs.isin(pd.MultiIndex.from_frame(tables["benchmarks"][["industry", "feature"]])))


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
    "missing products": lambda t: t["accounts"]["products"].isna(),
    "empty products": lambda t: t["accounts"]["products"].map(lambda x: isinstance(x, list) and not x),
    "missing product fit": lambda t: t["accounts"]["product_fit"].isna(),
    "missing growth potential": lambda t: t["accounts"]["growth_potential"].isna(),
    "missing intended uses": lambda t: t["accounts"]["intended_uses"].isna(),
    "missing tags": lambda t: t["accounts"]["tags"].isna(),
    "repeated email ids": lambda t: t["emails"]["email_id"].duplicated(),
    "emails without contact": lambda t: t["emails"].drop_duplicates()["contact_id"].isna(),
    "orphan calls": lambda t: ~t["calls"]["account_id"].isin(t["accounts"]["account_id"]),
    "campaigns without opened": lambda t: t["campaigns"]["opened"].isna(),
    "orphan articles": lambda t: ~t["articles"]["contact_id"].isin(t["contacts"]["contact_id"]),
    "surveys without score": lambda t: t["surveys"]["score"].isna(),
    "surveys without time": lambda t: t["surveys"]["at"].isna(),
    "contracts ahead": lambda t: t["contracts"]["starts_on"] > DAY,
    "licences without used": lambda t: t["licences"].drop_duplicates()["used"].isna(),
    "orphan licences": lambda t: ~t["licences"]["account_id"].isin(t["accounts"]["account_id"]),
    "repeated licences": lambda t: t["licences"].duplicated(),
    "stale licences": stale_licences,
    "health without sentiment": lambda t: t["health"]["sentiment"].isna(),
    "milestones done but not started": lambda t: t["milestones"]["done_on"].notna() & t["milestones"]["started_on"].isna(),
    "orphan use cases": lambda t: ~t["use_cases"]["account_id"].isin(t["accounts"]["account_id"]),
    "benefits achieved before they were bought": lambda t: t["benefits"]["achieved_on"] < t["benefits"]["bought_on"],
    "churns without reason": lambda t: t["churns"]["reason"].isna(),
    "orphan churn": lambda t: ~t["churns"]["account_id"].isin(t["accounts"]["account_id"]),
    "missing benchmarks": missing_benchmarks,
}
# What is put in after the shares are taken.
LATER = {
    "contacts": "orphan contacts",
    "usage": "repeated usage ids",
    "emails": "repeated email ids",
    "licences": "repeated licences",
    "churns": "orphan churn",
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
        "empty products": 3,
        "repeated email ids": 10,
        "orphan calls": 4,
        "orphan articles": 5,
        "surveys without time": 3,
        "contracts ahead": 8,
        "orphan licences": 5,
        "repeated licences": 8,
        "stale licences": 4,
        "milestones done but not started": 4,
        "orphan use cases": 3,
        "benefits achieved before they were bought": 3,
        "orphan churn": 1,
        "missing benchmarks": 2,
    }


@pytest.mark.parametrize("kind", PLANTED)
def test_there_are_as_many_as_said(tables: Tables, kind: str) -> None:
    said = PLANTED[kind]
    rows = said.rows
    if rows is None:
        assert said.share is not None
        assert said.of is not None
        later = PLANTED[LATER[said.of]].rows if said.of in LATER else 0
        assert later is not None
        rows = round(said.share * (len(tables[said.of]) - later))
    assert int(FOUND[kind](tables).sum()) == rows


def test_nothing_else_is_missing(tables: Tables) -> None:
    meant = {(said.table, said.column) for said in PLANTED.values()}
    meant |= {("accounts", "renews_on"), ("accounts", "churned_on"), ("tickets", "closed_at")}
    # These are missing where there is nothing to say: no pilot, no contract of a trial, nothing done yet.
    meant |= {("accounts", c) for c in ("pilot_ends_on", "scoped_seats", "contract_type", "contract_months", "mrr", "onboarded_on")}
    meant |= {("milestones", "done_on"), ("benefits", "achieved_on")}
    missing = {(name, column) for name, table in tables.items() for column in table if table[column].isna().any()}
    assert missing <= meant


def test_a_row_of_another_table_is_not_odd_in_two_ways(tables: Tables) -> None:
    licences = tables["licences"]
    assert not (licences.duplicated(keep=False) & (licences["account_id"] == "X-0004")).any()
    assert tables["emails"].duplicated().sum() == 10
    assert tables["emails"].tail(10).equals(tables["emails"][tables["emails"].duplicated()])


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
