"""Facts that hold between the demo tables and within their rows."""

import pandas as pd
import pytest

from seg_widgets.datasets import AS_OF, frames

DAY = pd.Timestamp(AS_OF)
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module", params=[(500, 7), (40, 1), (150, 2)], ids=str)
def tables(request: pytest.FixtureRequest) -> Tables:
    return frames(*request.param)


@pytest.fixture(scope="module")
def used(tables: Tables) -> pd.DataFrame:
    """Usage rows with their contact and account, where these exist."""
    return tables["usage"].merge(tables["contacts"], on="contact_id").merge(tables["accounts"], on="account_id")


def test_the_default_sizes(demo_tables: Tables) -> None:
    rows = {name: len(table) for name, table in demo_tables.items()}
    assert rows["accounts"] == 500
    assert 1_800 <= rows["contacts"] <= 2_200
    assert 60_000 <= rows["usage"] <= 80_000
    assert 2_200 <= rows["tickets"] <= 2_800
    assert 3_200 <= rows["meetings"] <= 4_000


@pytest.mark.parametrize(
    ("table", "key"),
    [("accounts", "account_id"), ("contacts", "contact_id"), ("tickets", "ticket_id"), ("meetings", "meeting_id"),
     ("accounts", "name"), ("contacts", "email")],
)  # fmt: skip
def test_keys_and_names_are_present_and_unique(tables: Tables, table: str, key: str) -> None:
    assert tables[table][key].notna().all()
    assert tables[table][key].is_unique


@pytest.mark.parametrize("table", ["tickets", "meetings"])
def test_tickets_and_meetings_are_of_accounts_that_exist(tables: Tables, table: str) -> None:
    assert tables[table]["account_id"].isin(tables["accounts"]["account_id"]).all()


def test_status_and_dates_of_an_account_agree(tables: Tables) -> None:
    accounts = tables["accounts"]
    churned = accounts["status"] == "churned"
    assert (accounts["churned_on"].notna() == churned).all()
    assert (accounts["renews_on"].isna() == churned).all()
    assert (accounts["renews_on"].dropna() > DAY).all()
    assert (accounts["started_on"] < DAY).all()
    assert (accounts.loc[churned, "churned_on"] > accounts.loc[churned, "started_on"]).all()
    assert (accounts.loc[churned, "churned_on"] <= DAY).all()
    trial = accounts[accounts["status"] == "trial"]
    assert (trial["renews_on"] == trial["started_on"] + pd.Timedelta(days=30)).all()


def test_dates_are_midnights(tables: Tables) -> None:
    for table in tables.values():
        for column in table.filter(regex="_on$"):
            days = table[column].dropna()
            assert (days == days.dt.normalize()).all()


def test_events_lie_in_the_two_years_up_to_the_as_of_day(tables: Tables) -> None:
    first, end = DAY - pd.Timedelta(days=729), DAY + pd.Timedelta(days=1)
    for table, time in [("usage", "at"), ("tickets", "opened_at"), ("tickets", "closed_at")]:
        times = tables[table][time].dropna()
        assert times.min() >= first, time
        assert times.max() < end, time
    starts = tables["meetings"]["starts_at"]
    assert starts.min() >= first
    assert starts.dt.normalize().max() <= DAY + pd.Timedelta(days=60)


def test_a_meeting_is_planned_exactly_where_it_lies_ahead(tables: Tables) -> None:
    meetings = tables["meetings"]
    ahead = meetings["starts_at"].dt.normalize() > DAY
    assert ahead.any()
    assert (ahead == (meetings["status"] == "planned")).all()


def test_nothing_is_used_before_the_contact_is_there_or_after_the_account_has_left(used: pd.DataFrame) -> None:
    timed = used.dropna(subset="at")
    assert (timed["at"] >= timed["created_on"]).all()
    assert (timed["created_on"] >= timed["started_on"]).all()
    left = timed.dropna(subset="churned_on")
    assert len(left)
    assert (left["at"] < left["churned_on"]).all()


@pytest.mark.parametrize(("table", "time"), [("tickets", "opened_at"), ("meetings", "starts_at")])
def test_accounts_act_only_while_they_are_there(tables: Tables, table: str, time: str) -> None:
    rows = tables[table].merge(tables["accounts"], on="account_id")
    assert (rows[time] >= rows["started_on"]).all()
    left = rows.dropna(subset="churned_on")
    assert (left[time] < left["churned_on"]).all()


def test_tickets_close_after_they_open_and_only_closed_ones_are_scored(tables: Tables) -> None:
    tickets = tables["tickets"]
    still_open = tickets["closed_at"].isna()
    assert 0 < still_open.mean() < 0.1
    assert (tickets.loc[~still_open, "closed_at"] > tickets.loc[~still_open, "opened_at"]).all()
    assert tickets.loc[still_open, "satisfaction"].isna().all()
    assert tickets["satisfaction"].dropna().between(1, 5).all()


def test_work_is_done_on_weekdays_in_working_hours(tables: Tables) -> None:
    at = tables["usage"]["at"].dropna()
    assert at.dt.hour.between(7, 19).all()
    assert 0.001 < (at.dt.day_of_week >= 5).mean() < 0.05


def test_names_have_what_breaks_careless_quoting(demo_tables: Tables) -> None:
    for text in ("'", '"', "&", "ü", "–"):  # noqa: RUF001
        assert demo_tables["accounts"]["name"].str.contains(text, regex=False, case=False).any(), text
    assert demo_tables["contacts"]["name"].str.contains("'", regex=False).any()
    assert demo_tables["contacts"]["email"].str.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example").all()
