"""The patterns that analysts look for, by the number they have in the catalogue of segments: masks in plain pandas."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from tests.datasets.facts import DAY, Facts

Mask = Callable[[Facts], pd.Series]
STICKY = "Automations"


def _among(f: Facts, rows: pd.DataFrame) -> pd.Series:
    """Accounts that are in these rows."""
    return pd.Series(f.accounts.index.isin(rows["account_id"]), index=f.accounts.index)


def _contacts_active(f: Facts) -> pd.Series:
    return f.active_days(by="contact_id")


def _in_k_of_n(f: Facts, feature: str, k: int, n: int, by: str = "account_id") -> pd.Series:
    return f.active_periods(f.feature(feature), 7, n, by) >= k


def _held_qbrs(f: Facts) -> pd.Series:
    return f.active_periods(f.held[f.held["kind"] == "QBR"], 91, 4)


def _cancels(f: Facts) -> pd.Series:
    past = f.meetings
    return (past["status"] == "cancelled").groupby(past["account_id"]).mean().reindex(f.accounts.index) >= 0.3


def _minutes(f: Facts, days: int = 7) -> pd.Series:
    return f.usage[f.usage["ago"] < days].groupby("account_id")["minutes"].sum().reindex(f.accounts.index, fill_value=0.0)


def _first_days(f: Facts, days: int) -> pd.Series:
    """Active days of a contact within its account's first days."""
    start = f.usage["account_id"].map(f.accounts["started_on"])
    early = f.usage[f.usage["at"] < start + pd.Timedelta(days=days)]
    return early.groupby("contact_id")["ago"].nunique().reindex(f.contacts.index, fill_value=0)


def _seen_from_start(f: Facts) -> pd.Series:
    """Accounts whose start lies within the two years of events."""
    return f.accounts["started_on"] >= DAY - pd.Timedelta(days=729)


def _wants_more(f: Facts, what: str) -> pd.Series:
    wanted = f.tables["use_cases"].merge(f.accounts[["edition"]], left_on="account_id", right_index=True)
    if what == "edition":
        order = {"Silver": 0, "Gold": 1, "Platinum": 2}
        lacks = wanted["required_edition"].map(order) > wanted["edition"].map(order)
    else:
        used = set(zip(f.usage["account_id"], f.usage["feature"], strict=True))
        lacks = pd.Series([pair not in used for pair in zip(wanted["account_id"], wanted["required_feature"], strict=True)], wanted.index)
    return _among(f, wanted[lacks])


def _benefit(f: Facts, months: int, achieved: bool) -> pd.Series:
    rows = f.tables["benefits"].query("benefit == 'Faster reporting'").set_index("account_id")
    before = rows["achieved_on"] < rows["bought_on"] + pd.DateOffset(months=months)
    old = f.tenure.reindex(rows.index) >= months
    found = before if achieved else old & ~before
    return pd.Series(f.accounts.index.isin(found.index[found]), index=f.accounts.index)


def _benchmark(f: Facts, feature: str = "Dashboards") -> pd.Series:
    usual = f.tables["benchmarks"].query("feature == @feature").set_index("industry")["uses_per_month"]
    return f.count(f.feature(feature), 0, 29) < f.accounts["industry"].map(usual)


def _only_major_bugs(f: Facts) -> pd.Series:
    major = (f.tickets["kind"] == "bug") & f.tickets["priority"].isin(["high", "urgent"])
    return major.groupby(f.tickets["account_id"]).all().reindex(f.accounts.index, fill_value=False)


def _past_step(f: Facts, name: str) -> pd.Series:
    return _among(f, f.tables["milestones"].query("name == @name").dropna(subset=["done_on"]))


def _scoped_over(f: Facts) -> pd.Series:
    ends = (f.accounts["pilot_ends_on"] - DAY).dt.days.between(0, 30)
    return ends & (f.state("licences", "used").astype(float) > f.accounts["scoped_seats"].astype(float))


def _no_engagement(f: Facts, table: str) -> pd.Series:
    rows = f.rows(table, "sent_at" if table == "emails" else "at")
    heard = rows[rows["direction"] == "in"] if table == "emails" else rows[rows["outcome"] == "answered"]
    return f.accounts["churned_on"].isna() & ~(f.since(heard) < 60)


def _logs_in(f: Facts, *roles: str) -> pd.Series:
    return f.with_role(*roles) & f.contacts.index.isin(f.usage["contact_id"])


def _churned_within(f: Facts, days: int) -> pd.Series:
    return (DAY - f.accounts["churned_on"]).dt.days.between(0, days - 1)


def _detract(f: Facts, role: str) -> pd.Series:
    return f.in_account(f.with_role(role) & (f.nps <= 6))


ACCOUNTS: dict[str, Mask] = {
    "B01": lambda f: f.accounts["churned_on"].isna() & (f.accounts["started_on"] <= DAY),
    "B02": lambda f: f.accounts["status"] == "trial",
    "B03": lambda f: f.accounts["employees"] >= 1000,
    "B04 product": lambda f: f.tagged("Insights", "products"),
    "B04 several": lambda f: f.accounts["products"].map(lambda x: isinstance(x, list) and len(x) > 1),
    "B04 freemium": lambda f: f.accounts["freemium"],
    "B05 monthly": lambda f: f.accounts["contract_type"] == "monthly",
    "B05 multi-year": lambda f: f.accounts["contract_type"] == "multi-year",
    "B05 length": lambda f: f.accounts["contract_months"] >= 36,
    "B05 opt-out": lambda f: f.accounts["opt_out"],
    "B07": lambda f: f.tenure < 12,
    "B09": lambda f: f.accounts["churned_on"].notna(),
    "B10": lambda f: _churned_within(f, 90),
    "B11": lambda f: _among(f, f.tables["churns"].query("reason == 'Competitor'")),
    "L01": lambda f: (DAY - f.accounts["started_on"]).dt.days < 90,
    "L02": lambda f: f.state("health", "sentiment") == "Red",
    "L03": lambda f: f.accounts["product_fit"] == "Poor",
    "L04": lambda f: f.onboards,
    "L05": lambda f: f.behind,
    "L06 email": lambda f: _no_engagement(f, "emails"),
    "L06 call": lambda f: _no_engagement(f, "calls"),
    "L09": lambda f: f.renews_within(60),
    "L10 edition": lambda f: f.should_upgrade,
    "L10 product": lambda f: (f.accounts["status"] == "customer") & ~f.tagged("Insights", "products"),
    "L10 limits": lambda f: f.utilisation() > 0.9,
    "L11": lambda f: (f.utilisation() < 0.3) & (_minutes(f, 30) < 60) & (f.accounts["status"] == "customer"),
    "P01": lambda f: f.active_days() > 15,
    "P02": lambda f: f.utilisation() > 0.8,
    "P03": lambda f: f.utilisation_change > 0.3,
    "P04": lambda f: _minutes(f) > 120,
    "P05": lambda f: f.distinct(f.usage, "contact_id", 14) > 2,
    "P06": lambda f: _in_k_of_n(f, STICKY, 6, 8) & (f.count(f.feature(STICKY), 0, 55) >= 10),
    "P07": lambda f: f.change(f.feature(STICKY)) > 0.4,
    "P08": lambda f: f.open_rate > 0.35,
    "P09": lambda f: f.used_within("Reports", 1) & f.used_within("Dashboards", 1),
    "P12": lambda f: _held_qbrs(f) >= 3,
    "P13": lambda f: f.account_nps > 0,
    "P15": lambda f: (f.count(f.tickets, 0, 179) > 0) & (f.count(f.rows("articles", "at"), 0, 179) > 0),
    "P16": lambda f: f.count(f.held, 0, 29) > 2,
    "P16 twice": lambda f: f.count(f.held, 0, 29) >= 2,
    "N01": lambda f: f.active_days() <= 2,
    "N02": lambda f: f.utilisation() < 0.2,
    "N03": lambda f: f.utilisation_change < -0.4,
    "N04": lambda f: _minutes(f) < 30,
    "N05": lambda f: f.distinct(f.usage, "contact_id", 14) < 2,
    "N06": lambda f: f.count(f.feature(STICKY)) == 0,
    "N07": lambda f: f.change(f.feature(STICKY)) < -0.2,
    "N08": lambda f: f.open_rate < 0.15,
    "N09": lambda f: (
        _seen_from_start(f) & (f.tenure >= 3) & ~f.used_within(STICKY, 3) & ~f.used_within("Dashboards", 3)
    ),
    "N12 no QBR": lambda f: _held_qbrs(f) <= 1,
    "N12 cancels": _cancels,
    "N13": lambda f: f.account_nps < 0,
    "N15 none": lambda f: f.count(f.tickets) == 0,
    "N15 bugs": _only_major_bugs,
    "N16": lambda f: f.count(f.held, 0, 90) < 2,
    "V01": lambda f: f.tagged("Workflow automation", "intended_uses"),
    "V02 edition": lambda f: _wants_more(f, "edition"),
    "V02 feature": lambda f: _wants_more(f, "feature"),
    "V03": lambda f: _benefit(f, 12, achieved=False),
    "V04": lambda f: _benefit(f, 6, achieved=True),
    "V05": _benchmark,
    "V06": lambda f: f.accounts["mrr"] >= 2000,
    "V07": lambda f: (f.accounts["growth_potential"] == "High") & (f.state("health", "score") < 50),
    "V08": lambda f: (f.accounts["growth_potential"] == "Low") & (f.state("health", "score") >= 50),
    "V13": lambda f: f.tagged("strategic"),
    "V14": lambda f: (f.accounts["industry"] == "Healthcare") & (f.accounts["employees"] >= 300),
    "C01": lambda f: (f.accounts["status"] == "trial") & (f.active_days() > 15),
    "C02": lambda f: (f.accounts["edition"] == "Gold") & f.behind,
    "C03": lambda f: (
        (f.accounts["arr"] > 20_000) & f.accounts["churned_on"].isna() & ~(f.since(f.held[f.held["kind"] == "QBR"]) <= 90)
    ),
    "C04": lambda f: (f.accounts["fit_edition"] == "Platinum") & (f.change(f.usage) < -0.4),
    "C05": lambda f: (
        _in_k_of_n(f, STICKY, 5, 8) & (f.count(f.tickets.query("kind == 'bug' and feature == @STICKY", local_dict={"STICKY": STICKY})) >= 2)
    ),
    "C08": lambda f: f.accounts["industry"].isin(["Healthcare", "Software"]) & f.behind & (f.active_days() < 15),
    "C09": lambda f: (f.change(f.usage) > 0.1) & ~(f.since(f.held) < 60) & (f.count(f.feature("API")) == 0),
    "C10": lambda f: (
        (f.accounts["edition"] == "Silver")
        & (f.active_periods(f.held, 91, 4) >= 3)
        & _past_step(f, "Dashboards introduced")
        & (f.count(f.feature("Dashboards")) == 0)
    ),
    "C12": lambda f: (
        (f.accounts["edition"] == "Gold")
        & f.renews_within(182)
        & (f.count(f.feature("Automations")) == 0)
        & (f.count(f.feature("API")) == 0)
    ),
    "C13": lambda f: (
        (f.tenure < 12)
        & (f.accounts["product_fit"] == "Poor")
        & (f.active_periods(f.usage, 7, 8) >= 6)
        & (f.distinct(f.usage, "feature", 60) >= 3)
        & (f.accounts["sentiment"] == "Green")
    ),
    "C15": lambda f: (
        f.tenure.between(12, 23)
        & f.accounts["employees"].between(30, 1500)
        & (f.active_periods(f.usage, 7, 8) >= 6)
        & _detract(f, "Primary Contact")
        & _detract(f, "Decision Maker")
    ),
}  # fmt: skip
"""Name -> mask by account."""

CONTACTS: dict[str, Mask] = {
    "B08": lambda f: f.with_role("Executive Sponsor"),
    "B12": lambda f: f.with_role("Decision Maker") & f.of_account(f.accounts["churned_on"].notna()),
    "L07": lambda f: f.with_role("Primary Contact") & f.of_account(_seen_from_start(f) & (f.tenure >= 3)) & (_first_days(f, 90) < 3),
    "L08": lambda f: f.of_account(_seen_from_start(f)) & (_first_days(f, 90) >= 20),
    "P01": lambda f: _contacts_active(f) > 15,
    "P06": lambda f: _in_k_of_n(f, STICKY, 5, 8, "contact_id"),
    "P10": lambda f: f.with_role("Executive Sponsor") & (f.active_periods(f.feature("Reports"), 30, 3, "contact_id") >= 3),
    "P11": lambda f: f.with_role("Primary Contact") & (_contacts_active(f) >= 15),
    "P14": lambda f: f.with_role("Decision Maker") & (f.nps >= 9),
    "N01": lambda f: _contacts_active(f) <= 2,
    "N06": lambda f: f.count(f.feature(STICKY), by="contact_id") == 0,
    "N10": lambda f: f.with_role("Executive Sponsor") & ~_logs_in(f, "Executive Sponsor"),
    "N11": lambda f: f.with_role("Primary Contact") & (_contacts_active(f) <= 3),
    "N14": lambda f: f.with_role("Decision Maker") & (f.nps <= 6),
    "V09": lambda f: f.with_role("Decision Maker") & f.of_account(f.accounts["growth_potential"] == "High"),
    "V10": lambda f: f.with_role("Primary Contact") & f.of_account(f.accounts["is_reference"]),
    "V11": lambda f: (
        f.with_role("Primary Contact") & f.contacts.index.isin(f.tables["references_given"].query("outcome == 'won'")["contact_id"])
    ),
    "V12": lambda f: f.with_role("Primary Contact", "Decision Maker") & f.of_account(f.accounts["reference_potential"]),
    "C06": lambda f: (
        f.with_role("Primary Contact")
        & f.of_account(f.tenure.between(12, 23))
        & (f.active_periods(f.usage, 7, 8, "contact_id") >= 6)
        & f.of_account((f.active_periods(f.held, 91, 4) <= 2) | (f.count(f.tickets, 0, 180) == 0))
    ),
    "C07": lambda f: (
        f.with_role("Decision Maker")
        & f.of_account(
            (f.accounts["contract_type"] == "annual")
            & f.renews_within(90)
            & (f.accounts["sentiment"] == "Green")
            & f.should_upgrade
        )
    ),
    "C11": lambda f: f.with_role("Primary Contact") & f.of_account(_scoped_over(f)),
    "C14": lambda f: (
        f.with_role("Primary Contact")
        & (_contacts_active(f) >= 12)
        & f.of_account(f.should_upgrade | (f.utilisation() > 0.8))
        & f.of_account(f.in_account(f.with_role("Decision Maker")) & ~f.in_account(_logs_in(f, "Decision Maker")))
    ),
}  # fmt: skip
"""Name -> mask by contact."""
