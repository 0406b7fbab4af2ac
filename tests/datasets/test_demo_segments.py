"""The segments an analyst asks for first each hold some of the demo's accounts, and the traces agree."""

import pandas as pd
import pytest

from seg_widgets.datasets import AS_OF, frames

DAY = pd.Timestamp(AS_OF)


class Facts:
    """The demo's metrics by account, in plain pandas."""

    def __init__(self, accounts: int, seed: int) -> None:
        tables = frames(accounts, seed)
        self.accounts = tables["accounts"].set_index("account_id")
        self.contacts = tables["contacts"]
        self.tickets = tables["tickets"]
        self.meetings = tables["meetings"]
        usage = tables["usage"].merge(self.contacts[["contact_id", "account_id"]], on="contact_id")
        self.usage = usage.assign(days_ago=(DAY - usage["at"].dt.normalize()).dt.days)

    def minutes(self, first: int, last: int) -> pd.Series:
        rows = self.usage[self.usage["days_ago"].between(first, last)]
        return rows.groupby("account_id")["minutes"].sum().reindex(self.accounts.index, fill_value=0.0)

    def change(self) -> pd.Series:
        before = self.minutes(30, 59)
        return ((self.minutes(0, 29) - before) / before).where(before > 0)

    def active_days(self) -> pd.Series:
        rows = self.usage[self.usage["days_ago"].between(0, 29)]
        return rows.groupby("account_id")["days_ago"].nunique().reindex(self.accounts.index, fill_value=0)

    def days_since_meeting(self) -> pd.Series:
        held = self.meetings[self.meetings["status"] == "held"]
        latest = held.groupby("account_id")["starts_at"].max().reindex(self.accounts.index)
        return (DAY - latest.dt.normalize()).dt.days


@pytest.fixture(scope="module", params=[(500, 7), (500, 11), (250, 3)], ids=str)
def facts(request: pytest.FixtureRequest) -> Facts:
    return Facts(*request.param)


def test_usage_of_the_last_30_days_down_more_than_40_percent(facts: Facts) -> None:
    assert 0.05 <= (facts.change() < -0.4).mean() <= 0.40


def test_no_meeting_held_for_120_days(facts: Facts) -> None:
    assert 0.05 <= (facts.days_since_meeting() >= 120).mean() <= 0.40


def test_decision_makers_who_never_log_in(facts: Facts) -> None:
    decides = facts.contacts[facts.contacts["role"] == "Decision Maker"]
    assert 0.05 <= (~decides["contact_id"].isin(facts.usage["contact_id"])).mean() <= 0.40


def test_gold_quiet_and_renewing_in_90_days(facts: Facts) -> None:
    renews = (facts.accounts["renews_on"] - DAY).dt.days.between(0, 90)
    quiet = facts.active_days() <= 2
    assert 0.05 <= ((facts.accounts["edition"] == "Gold") & quiet & renews).mean() <= 0.40


@pytest.mark.parametrize("feature", ["Automations", "API"])
def test_year_1_accounts_that_never_used_a_feature(facts: Facts, feature: str) -> None:
    year_1 = facts.accounts["started_on"] > DAY - pd.DateOffset(months=12)
    users = facts.usage.loc[facts.usage["feature"] == feature, "account_id"]
    assert 0.05 <= (year_1 & ~facts.accounts.index.isin(users)).mean() <= 0.40


def test_every_category_is_there(facts: Facts) -> None:
    for column, number in [("edition", 3), ("industry", 8), ("region", 4), ("status", 3), ("sentiment", 3),
                           ("owner", 10)]:  # fmt: skip
        assert facts.accounts[column].nunique() == number, column
    assert facts.usage["feature"].nunique() == 8
    assert set(facts.contacts["role"]) == {"Decision Maker", "Executive Sponsor", "Primary Contact", "User"}
    assert set(facts.tickets["kind"]) == {"bug", "question", "request"}
    assert set(facts.tickets["priority"]) == {"low", "normal", "high", "urgent"}
    assert set(facts.meetings["kind"]) == {"QBR", "Check-in", "Training", "Kickoff"}
    assert set(facts.meetings["status"]) == {"held", "cancelled", "no-show", "planned"}


def test_usage_that_falls_goes_with_sentiment_that_does(facts: Facts) -> None:
    customers = facts.accounts["status"] == "customer"
    falls = (facts.change() < -0.4)[customers]
    sentiment = facts.accounts["sentiment"][customers]
    assert falls[sentiment == "Red"].mean() > 1.5 * falls[sentiment == "Green"].mean()


def test_meetings_are_cancelled_more_often_by_accounts_that_leave(facts: Facts) -> None:
    past = facts.meetings[facts.meetings["status"] != "planned"]
    leaves = past["account_id"].map(facts.accounts["status"]) == "churned"
    assert (past["status"] != "held")[leaves].mean() > 1.3 * (past["status"] != "held")[~leaves].mean()


def test_revenue_follows_edition_and_seats_and_is_skewed(facts: Facts) -> None:
    pays = facts.accounts[facts.accounts["arr"] > 0]
    median = pays.groupby("edition")["arr"].median()
    assert median["Silver"] < median["Gold"] < median["Platinum"]
    assert pays["arr"].corr(pays["seats"]) > 0.8
    assert pays["arr"].mean() > 1.8 * pays["arr"].median()
    assert (pays["arr"].round(2) == pays["arr"]).all()


def test_region_has_nothing_to_do_with_churn(facts: Facts) -> None:
    """A dimension that is a poor choice has to be there too; by chance alone the shares differ a little."""
    churned = facts.accounts["status"] == "churned"
    by_region = churned.groupby(facts.accounts["region"]).agg(["mean", "size"])
    error = (churned.mean() * (1 - churned.mean()) / by_region["size"]) ** 0.5
    assert ((by_region["mean"] - churned.mean()).abs() < 3.5 * error).all()
