"""Facts that hold between the further tables, and between them and the accounts and contacts."""

import pandas as pd
import pytest

from seg_widgets.datasets import AS_OF, frames

DAY = pd.Timestamp(AS_OF)
Tables = dict[str, pd.DataFrame]
TIMES = [("emails", "sent_at"), ("calls", "at"), ("campaigns", "at"), ("articles", "at"), ("surveys", "at"),
         ("references_given", "at"), ("licences", "day"), ("health", "day")]  # fmt: skip


@pytest.fixture(scope="module", params=[(500, 7), (40, 1), (150, 2)], ids=str)
def tables(request: pytest.FixtureRequest) -> Tables:
    return frames(*request.param)


def with_account(tables: Tables, name: str) -> pd.DataFrame:
    """Rows beside their account, those without one left out."""
    rows = tables[name]
    if "account_id" not in rows:
        rows = rows.merge(tables["contacts"][["contact_id", "account_id", "created_on"]], on="contact_id")
    return rows.merge(tables["accounts"], on="account_id", suffixes=("", "_of_account"))


@pytest.mark.parametrize(("name", "time"), TIMES)
def test_rows_lie_within_the_history_and_while_the_account_is_there(tables: Tables, name: str, time: str) -> None:
    rows = with_account(tables, name).dropna(subset=[time])
    assert rows[time].min() >= DAY - pd.Timedelta(days=729)
    assert rows[time].max() < DAY + pd.Timedelta(days=1)
    assert (rows[time] >= rows["started_on"]).all()
    left = rows.dropna(subset=["churned_on"])
    assert (left[time] < left["churned_on"]).all()
    if "created_on" in rows:
        assert (rows[time] >= rows["created_on"]).all()


@pytest.mark.parametrize("name", ["emails", "campaigns"])
def test_contact_and_account_of_a_row_agree(tables: Tables, name: str) -> None:
    rows = tables[name].dropna(subset=["contact_id"]).merge(tables["contacts"], on="contact_id", suffixes=("", "_of_contact"))
    assert (rows["account_id"] == rows["account_id_of_contact"]).all()


def test_all_that_comes_in_is_opened_and_only_answered_calls_last(tables: Tables) -> None:
    emails, calls = tables["emails"], tables["calls"]
    assert emails.loc[emails["direction"] == "in", "opened"].all()
    assert ((calls["minutes"] > 0) == (calls["outcome"] == "answered")).all()


def test_campaigns_are_sent_with_what_was_taken_up_and_no_more_is_opened_than_sent(tables: Tables) -> None:
    campaigns = tables["campaigns"].dropna(subset=["opened"])
    assert (campaigns["opened"] <= campaigns["sent"]).all()
    silver = tables["accounts"].query("edition == 'Silver'")["account_id"]
    assert not tables["campaigns"].query("feature == 'Automations'")["account_id"].isin(silver).any()


def test_contracts_follow_one_another_from_the_start_to_the_renewal_or_the_churn(tables: Tables) -> None:
    contracts = tables["contracts"][tables["contracts"]["starts_on"] <= DAY]
    accounts = tables["accounts"].set_index("account_id")
    following = contracts.groupby("account_id")["starts_on"].shift(-1)
    assert (contracts["ends_on"] == following)[following.notna()].all()
    assert (contracts["starts_on"] < contracts["ends_on"]).all()
    first = contracts.groupby("account_id")["starts_on"].first()
    last = contracts.groupby("account_id").last()
    assert set(first.index) == set(accounts.index[accounts["status"] != "trial"])
    assert (first == accounts["started_on"].reindex(first.index)).all()
    end = accounts["renews_on"].fillna(accounts["churned_on"]).reindex(last.index)
    assert (last["ends_on"] == end).all()
    assert (last["seats"] == accounts["seats"].reindex(last.index)).all()
    known = accounts["arr"].reindex(last.index)
    assert (last["arr"] == known)[known.notna()].all()


def test_the_contract_type_tells_the_length(tables: Tables) -> None:
    accounts = tables["accounts"].dropna(subset=["contract_type"])
    months = accounts.groupby("contract_type")["contract_months"].agg(lambda m: set(m.tolist())).to_dict()
    assert months["annual"] == {12}
    assert months["multi-year"] <= {24, 36}
    assert months.get("monthly", {1}) == {1}
    monthly = accounts[accounts["contract_type"] == "monthly"]
    assert ((monthly["renews_on"] - DAY).dt.days.dropna() <= 31).all()


def test_licences_end_with_the_as_of_day_and_its_seats(tables: Tables) -> None:
    last = tables["licences"].drop_duplicates().groupby("account_id").last()
    now = last[last["day"] == DAY]
    here = tables["accounts"].set_index("account_id")["churned_on"].isna()
    assert len(now) >= here.sum() - 4 - 5
    assert (now["seats"] == tables["accounts"].set_index("account_id")["seats"].reindex(now.index)).all()
    assert (tables["licences"]["day"].dt.day_of_week == 4).all()
    assert (tables["health"]["day"].dt.day == 20).all()
    used = tables["licences"].dropna(subset=["used"])
    assert (used["used"] <= used["seats"] * 1.15 + 1).all()


def test_health_says_of_a_score_what_it_amounts_to(tables: Tables) -> None:
    scores = tables["health"].groupby("sentiment")["score"].agg(["min", "max"])
    assert scores.loc["Red", "max"] < 40 <= scores.loc["Yellow", "min"]
    assert scores.loc["Yellow", "max"] < 65 <= scores.loc["Green", "min"]
    assert tables["health"]["score"].between(0, 100).all()


def test_steps_are_done_one_after_another_and_the_last_one_ends_the_onboarding(tables: Tables) -> None:
    steps = tables["milestones"]
    assert (steps.groupby("account_id")["step"].agg(list).map(tuple) == (1, 2, 3, 4, 5, 6)).all()
    done = steps.pivot(index="account_id", columns="step", values="done_on")
    for step in range(2, 7):
        assert (done[step].isna() | (done[step] > done[step - 1])).all()
    accounts = tables["accounts"].set_index("account_id")
    pd.testing.assert_series_equal(done[6], accounts["onboarded_on"], check_names=False)
    due = steps[steps["step"] == 6].set_index("account_id")["due_on"]
    pd.testing.assert_series_equal(due, accounts["onboarding_due_on"], check_names=False)
    begun = steps.dropna(subset=["started_on", "done_on"])
    assert (begun["started_on"] <= begun["done_on"]).all()
    assert steps["done_on"].max() <= DAY


def test_intended_uses_are_the_use_cases(tables: Tables) -> None:
    cases = tables["use_cases"].groupby("account_id")["use_case"].agg(set)
    for account, uses in tables["accounts"].dropna(subset=["intended_uses"]).set_index("account_id")["intended_uses"].items():
        assert set(uses) == cases.get(account, set())


def test_churns_are_the_accounts_that_left_on_that_day(tables: Tables) -> None:
    left = tables["accounts"].dropna(subset=["churned_on"]).set_index("account_id")
    churns = tables["churns"].set_index("account_id").drop(index="X-0008")
    assert set(churns.index) == set(left.index)
    assert (churns["at"].dt.normalize() == left["churned_on"].reindex(churns.index)).all()
    known = left["arr"].reindex(churns.index)
    assert (churns["arr_lost"] == known)[known.notna()].all()


def test_only_contacts_of_reference_accounts_give_references(tables: Tables) -> None:
    assert with_account(tables, "references_given")["is_reference"].all()
    accounts = tables["accounts"]
    assert not (accounts["is_reference"] & accounts["reference_potential"]).any()


def test_pilots_and_free_editions_are_trials(tables: Tables) -> None:
    accounts = tables["accounts"]
    pilot = accounts["is_pilot"]
    assert (accounts.loc[pilot | accounts["freemium"], "status"] == "trial").all()
    assert not (pilot & accounts["freemium"]).any()
    assert (accounts["pilot_ends_on"].notna() == pilot).all()
    assert (accounts["scoped_seats"].notna() == pilot).all()
    assert (accounts.loc[pilot, "pilot_ends_on"] > DAY).all()
    assert (accounts["contract_type"].isna() == (accounts["status"] == "trial")).all()


def test_what_is_paid_a_month_is_a_twelfth_of_the_year(tables: Tables) -> None:
    accounts = tables["accounts"].dropna(subset=["arr"])
    assert ((accounts["mrr"] * 12 - accounts["arr"]).abs() < 0.07).all()
    assert (tables["accounts"]["mrr"].isna() == tables["accounts"]["arr"].isna()).all()
