"""The demo's metrics in plain pandas, by account or by contact, for the tests that ask which patterns there are."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from seg_widgets.datasets import AS_OF, frames

DAY = pd.Timestamp(AS_OF)


class Facts:
    """Tables with the days that lie between a row and the as-of day (`ago`); orphans, repeats and rows to come left out."""

    def __init__(self, accounts: int = 500, seed: int = 7) -> None:
        self.tables = frames(accounts, seed)
        self.accounts = self.tables["accounts"].set_index("account_id")
        contacts = self.tables["contacts"].set_index("contact_id")
        self.contacts = contacts[contacts["account_id"].isin(self.accounts.index)]

    # -- rows ----------------------------------------------------------------------------------------------------------

    def rows(self, name: str, time: str) -> pd.DataFrame:
        """Rows of an event table by the as-of day, each with its account."""
        rows = self.tables[name].drop_duplicates()
        rows = rows.assign(ago=(DAY - rows[time].dt.normalize()).dt.days)
        if "account_id" not in rows:
            rows = rows.assign(account_id=rows["contact_id"].map(self.contacts["account_id"]))
        return rows[rows["account_id"].isin(self.accounts.index) & (rows["ago"] >= 0)]

    @cached_property
    def usage(self) -> pd.DataFrame:
        return self.rows("usage", "at")

    @cached_property
    def meetings(self) -> pd.DataFrame:
        return self.rows("meetings", "starts_at")

    @cached_property
    def held(self) -> pd.DataFrame:
        return self.meetings[self.meetings["status"] == "held"]

    @cached_property
    def tickets(self) -> pd.DataFrame:
        return self.rows("tickets", "opened_at")

    def with_role(self, *roles: str) -> pd.Series:
        return self.contacts["role"].isin(roles)

    def of_account(self, mask: pd.Series) -> pd.Series:
        """The accounts' mask or value, by contact."""
        return self.contacts["account_id"].map(mask)

    def in_account(self, contacts: pd.Series) -> pd.Series:
        """Accounts of which any of these contacts is one."""
        return pd.Series(self.accounts.index.isin(self.contacts.loc[contacts, "account_id"]), index=self.accounts.index)

    # -- counting ------------------------------------------------------------------------------------------------------

    def count(self, rows: pd.DataFrame, first: int = 0, last: int = 10**4, by: str = "account_id") -> pd.Series:
        """How many rows lie from `first` to `last` days ago; 0 without any."""
        return self._all(rows[rows["ago"].between(first, last)].groupby(by).size(), by)

    def distinct(self, rows: pd.DataFrame, column: str, days: int, by: str = "account_id") -> pd.Series:
        return self._all(rows[rows["ago"] < days].groupby(by)[column].nunique(), by)

    def active_days(self, days: int = 30, by: str = "account_id") -> pd.Series:
        return self.distinct(self.usage, "ago", days, by)

    def active_periods(self, rows: pd.DataFrame, length: int, number: int, by: str = "account_id") -> pd.Series:
        """In how many of the last `number` periods of `length` days there is a row."""
        return self.distinct(rows.assign(period=rows["ago"] // length), "period", length * number, by)

    def change(self, rows: pd.DataFrame, days: int = 30, by: str = "account_id") -> pd.Series:
        before = self.count(rows, days, 2 * days - 1, by)
        return ((self.count(rows, 0, days - 1, by) - before) / before).where(before > 0)

    def since(self, rows: pd.DataFrame, by: str = "account_id") -> pd.Series:
        """Days since the latest row; missing without any."""
        return rows.groupby(by)["ago"].min().reindex(self._index(by))

    def feature(self, name: str) -> pd.DataFrame:
        return self.usage[self.usage["feature"] == name]

    def used_within(self, name: str, months: int) -> pd.Series:
        """Whether an account used a feature within its first months."""
        rows = self.feature(name).groupby("account_id")["at"].min().reindex(self.accounts.index)
        return rows < self.accounts["started_on"] + pd.DateOffset(months=months)

    def _index(self, by: str) -> pd.Index:
        return self.accounts.index if by == "account_id" else self.contacts.index

    def _all(self, found: pd.Series, by: str) -> pd.Series:
        return found.reindex(self._index(by), fill_value=0)

    # -- states --------------------------------------------------------------------------------------------------------

    def state(self, name: str, column: str, ago: int = 0) -> pd.Series:
        """The latest value of a snapshot as of so many days ago."""
        rows = self.tables[name].dropna(subset=[column])
        rows = rows[rows["day"] <= DAY - pd.Timedelta(days=ago)]
        return rows.groupby("account_id")[column].last().reindex(self.accounts.index)

    def utilisation(self, ago: int = 0) -> pd.Series:
        return self.state("licences", "used", ago).astype(float) / self.state("licences", "seats", ago)

    @cached_property
    def utilisation_change(self) -> pd.Series:
        before = self.utilisation(30)
        return ((self.utilisation() - before) / before).where(before > 0)

    @cached_property
    def nps(self) -> pd.Series:
        """Each contact's latest score."""
        rows = self.rows("surveys", "at").dropna(subset=["score"]).sort_values("at")
        return rows.groupby("contact_id")["score"].last().astype(float).reindex(self.contacts.index)

    @cached_property
    def account_nps(self) -> pd.Series:
        """Promoters minus detractors among an account's latest scores, as a share."""
        score = self.nps.dropna()
        sign = (score >= 9) * 1.0 - (score <= 6) * 1.0
        return sign.groupby(self.contacts["account_id"].reindex(score.index)).mean().reindex(self.accounts.index)

    @cached_property
    def open_rate(self) -> pd.Series:
        rows = self.rows("campaigns", "at").query("feature == 'Automations' and ago < 180").dropna(subset=["opened"])
        sums = rows.groupby("account_id")[["opened", "sent"]].sum()
        return (sums["opened"] / sums["sent"]).astype(float).reindex(self.accounts.index)

    @cached_property
    def behind(self) -> pd.Series:
        """Accounts with an onboarding step that is overdue."""
        steps = self.tables["milestones"]
        late = steps[steps["done_on"].isna() & (steps["due_on"] < DAY)]
        here = self.accounts["churned_on"].isna()
        return pd.Series(self.accounts.index.isin(late["account_id"]), index=self.accounts.index) & here

    @cached_property
    def onboards(self) -> pd.Series:
        """Accounts with a step begun and the last one not done."""
        steps = self.tables["milestones"]
        begun = self.accounts.index.isin(steps.loc[steps["started_on"].notna(), "account_id"])
        return begun & self.accounts["onboarded_on"].isna() & self.accounts["churned_on"].isna()

    @cached_property
    def tenure(self) -> pd.Series:
        """Whole months since the start."""
        started = self.accounts["started_on"]
        months = (DAY.year - started.dt.year) * 12 + DAY.month - started.dt.month
        return months - (started.dt.day > DAY.day)

    def renews_within(self, days: int) -> pd.Series:
        return (self.accounts["renews_on"] - DAY).dt.days.between(0, days)

    @cached_property
    def should_upgrade(self) -> pd.Series:
        """Accounts whose size suits a higher edition than they have."""
        order = {"Silver": 0, "Gold": 1, "Platinum": 2}
        return self.accounts["fit_edition"].map(order) > self.accounts["edition"].map(order)

    def tagged(self, tag: str, column: str = "tags") -> pd.Series:
        return self.accounts[column].map(lambda tags: isinstance(tags, list) and tag in tags)
