"""Inference on workspaces in the conventions of different houses."""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd
import pytest

from seg_widgets.engines.load import Loaded, load
from seg_widgets.errors import WorkspaceError
from seg_widgets.schema import Column, Draft, Table, TableDraft
from seg_widgets.schema.file import parse, to_yaml, workspace_of
from seg_widgets.schema.words import in_sentence
from tests.schema import workspaces

# workspace -> table: kind, key, time, end, label, links (what is not named is not there)
EXPECTED: dict[str, dict[str, tuple[str, str | None, str | None, str | None, str | None, dict[str, str]]]] = {
    "camel": {
        "Account": ("entity", "AccountId", None, None, "AccountName", {}),
        "User": ("entity", "UserId", None, None, "FullName", {"AccountId": "Account"}),
        "LoginEvent": ("event", None, "OccurredAt", None, None, {"UserId": "User"}),
    },
    "salesforce": {
        "Account": ("entity", "Id", None, None, "Name", {}),
        "Contact": ("entity", "Id", None, None, "Name", {"AccountId": "Account"}),
        "Task": ("event", "Id", "ActivityDate", None, "Subject", {"AccountId": "Account"}),
        "Case": ("event", "Id", "CreatedDate", None, None, {"AccountId": "Account"}),
    },
    "german": {
        "Kunden": ("entity", "Kundennummer", None, None, "Firmenname", {}),
        "Verträge": ("interval", "Vertragsnummer", "Beginn", "Ende", None, {"Kundennummer": "Kunden"}),
        "Bestellungen": ("event", "Bestellnummer", "Bestelldatum", None, None, {"Kunden_ID": "Kunden"}),
    },
    "spaces": {
        "Customers": ("entity", "Customer Name", None, None, None, {}),
        "Health Score History": ("snapshot", None, "Date", None, None, {"Customer Name": "Customers"}),
        "QBR Meetings": ("event", None, "Meeting Date", None, None, {"Customer Name": "Customers"}),
    },
    "gym": {
        "members": ("entity", "member_id", None, None, "email", {"home_club_id": "clubs"}),
        "clubs": ("entity", "club_id", None, None, "club_name", {}),
        "class_bookings": ("event", "booking_id", "booked_for", None, None, {"member_id": "members"}),
        "visits": ("event", None, "at", None, None, {"member_id": "members", "club_id": "clubs"}),
    },
    "spreadsheet": {"Tabelle1": ("entity", "Company", None, None, None, {})},
    "no_ids": {
        "stores": ("entity", "store_code", None, None, None, {}),
        "orders": ("event", None, "ordered_on", None, None, {"store_code": "stores"}),
    },
    "warehouse": {
        "dim_customer": ("entity", "customer_key", None, None, "customer_name", {}),
        "dim_product": ("entity", "product_key", None, None, "title", {}),
        "fct_order": ("event", "order_key", "ordered_at", None, None, {"customer_key": "dim_customer", "product_key": "dim_product"}),
    },
    "lifecycle": {
        "companies": ("entity", "company_uuid", None, None, "name", {}),
        "company_details": ("entity", "company_uuid", None, None, None, {"company_uuid": "companies"}),
        "onboarding_phases": ("interval", None, "started_at", "ended_at", None, {"company_uuid": "companies"}),
        "license_daily": ("snapshot", None, "day", None, None, {"company_uuid": "companies"}),
    },
    "hubspot": {
        "companies": ("entity", "hs_object_id", None, None, "name", {}),
        "deals": ("event", "deal_id", "close_date", None, None, {"company": "companies"}),
    },
    "surveys": {
        "participants": ("entity", "email", None, None, None, {}),
        "nps_responses": ("event", None, "responded_at", None, None, {"email": "participants"}),
    },
    "saas": {
        "workspaces": ("entity", "id", None, None, "name", {}),
        "members": ("entity", "id", None, None, "full_name", {"workspace_id": "workspaces"}),
        "page_views": ("event", "id", "timestamp", None, None, {"member_id": "members"}),
        "invoices": ("event", "id", "issued_on", None, None, {"workspace_id": "workspaces"}),
    },
}  # fmt: skip


def infer(frames: dict[str, pd.DataFrame], tables: dict[str, Any] | None = None) -> Loaded:
    return load(duckdb.connect(), frames, workspace_of({"tables": tables or {}}))


def shape(table: Table) -> tuple[str, str | None, str | None, str | None, str | None, dict[str, str]]:
    return (table.kind, table.key, table.time, table.end, table.label, dict(table.links))


@pytest.mark.parametrize("house", EXPECTED)
def test_tables_are_recognised_in_the_convention_of(house: str) -> None:
    found = infer(getattr(workspaces, house)())
    assert {t: shape(table) for t, table in found.schema.tables.items()} == EXPECTED[house]


@pytest.mark.parametrize("house", EXPECTED)
def test_inference_says_the_same_whatever_the_order_of_tables_and_again_from_its_own_yaml(house: str) -> None:
    frames = getattr(workspaces, house)()
    found = infer(frames)
    turned = infer(dict(reversed(frames.items())))
    assert {t: turned.schema.tables[t] for t in found.schema.tables} == dict(found.schema.tables)
    assert sorted(turned.assumptions) == sorted(found.assumptions)
    kept = {t: f for t, f in frames.items() if t in found.schema.tables}
    again = load(duckdb.connect(), kept, workspace_of(parse(to_yaml(found.schema))))
    assert again.schema.dump() == found.schema.dump()
    assert [a for a in again.assumptions if "taken" in a and "as a time" not in a] == []


@pytest.mark.parametrize("house", EXPECTED)
def test_every_guess_is_told_in_a_sentence(house: str) -> None:
    found = infer(getattr(workspaces, house)())
    said = "\n".join(found.assumptions)
    for t, table in found.schema.tables.items():
        assert f"{t} is taken as a table of" in said
        for part in (table.time, table.end, table.label):
            assert part is None or f"{t}.{part} is taken as" in said
        for c, target in table.links.items():
            assert f"{t}.{c} is taken as a link to {target}: " in said
    assert all(a.endswith(".") for a in found.assumptions)


def test_the_share_of_a_link_is_told_and_half_is_needed() -> None:
    accounts = pd.DataFrame({"account_id": ["a", "b", "c"], "n": [1, 2, 2]})

    def usage(*ids: str) -> pd.DataFrame:
        return pd.DataFrame({"account_id": ids, "at": pd.to_datetime(["2024-01-01"] * len(ids))})

    found = infer({"accounts": accounts, "usage": usage("a", "a", "a", "b", "z")})
    assert "usage.account_id is taken as a link to accounts: 66.7% of its values are there." in found.assumptions
    assert infer({"accounts": accounts, "usage": usage("a", "y", "z")}).schema.tables["usage"].links == {}


def test_a_table_with_neither_key_nor_time_is_left_out_and_named() -> None:
    found = infer(workspaces.lifecycle())
    assert "thresholds" not in found.schema.tables
    assert "thresholds is left out: no column identifies its rows, and none dates them." in found.assumptions
    with pytest.raises(WorkspaceError) as caught:
        infer({"thresholds": workspaces.lifecycle()["thresholds"]})
    assert (caught.value.code, caught.value.place) == ("no-key", "tables.thresholds.key")


def test_a_key_that_repeats_is_proposed_and_refused_rather_than_passed_over() -> None:
    ids = [f"A{i}" for i in range(40)] + ["A7"]
    with pytest.raises(Exception, match="1 key is repeated in 'account_id': 'A7'"):
        infer({"accounts": pd.DataFrame({"account_id": ids, "other": range(41)})})


def test_what_is_given_stays_and_the_rest_is_inferred() -> None:
    frames = workspaces.camel()
    given = {
        "Account": {
            "key": "AccountName",
            "label": "AccountId",
            "columns": {"SignupDate": {"label": "Since", "type": "timestamp"}},
        },
        "User": {"kind": "event", "links": {}},
    }
    found = infer(frames, given).schema.tables
    assert shape(found["Account"]) == ("entity", "AccountName", None, None, "AccountId", {})
    since = found["Account"].columns["SignupDate"]
    assert (since.type, since.label, since.category) == ("timestamp", "Since", "lifecycle")
    assert shape(found["User"]) == ("event", "UserId", "CreatedAt", None, "FullName", {})
    assert found["LoginEvent"].kind == "event"


# column: label, category, unit (in a table of accounts)
COLUMNS: dict[str, tuple[str, str, str]] = {
    "plan_tier": ("Plan tier", "basic", ""),
    "PlanTier": ("Plan tier", "basic", ""),
    "Plan Tier": ("Plan Tier", "basic", ""),
    "industry": ("Industry", "basic", ""),
    "arr": ("ARR", "value", ""),
    "arr_usd": ("ARR USD", "value", "USD"),
    "Jahresumsatz": ("Jahresumsatz", "value", ""),
    "list-price.eur": ("List price EUR", "value", "EUR"),
    "Health__c": ("Health", "behaviour", ""),
    "Haus-Typ": ("Haus-Typ", "basic", ""),
    "\N{GRINNING FACE} Laune": ("\N{GRINNING FACE} Laune", "basic", ""),
    "last_nps": ("Last NPS", "behaviour", ""),
    "onboarding_hours": ("Onboarding hours", "lifecycle", "hours"),
    "training_secs": ("Training secs", "basic", "seconds"),
    "opening_year": ("Opening year", "basic", ""),
    "lifecycle_stage": ("Lifecycle stage", "lifecycle", ""),
    "URLCount": ("URL count", "basic", ""),
}


def test_columns_are_labelled_and_filed_by_their_names() -> None:
    frame = pd.DataFrame({"account_id": [1, 2], **{c: [1.0, 2.0] for c in COLUMNS}})
    columns = infer({"accounts": frame}).schema.tables["accounts"].columns
    assert {c: (columns[c].label, columns[c].category, columns[c].unit) for c in COLUMNS} == COLUMNS
    assert [c for c, d in columns.items() if d.hidden] == ["account_id"]


def test_the_worth_of_an_entity_is_its_arr_before_its_mrr() -> None:
    frame = pd.DataFrame({"account_id": [1, 2], "mrr": [1.0, 2.0], "arr_usd": [12.0, 24.0], "revenue_band": ["a", "b"]})
    value = infer({"accounts": frame}).schema.value
    assert value is not None
    assert (value.table, value.column, value.label, value.unit) == ("accounts", "arr_usd", "ARR USD", "USD")
    assert infer({"accounts": frame[["account_id", "revenue_band"]]}).schema.value is None


TIMES = [
    (["created_at", "closed_at"], "created_at"), (["closed_at", "submitted_at"], "submitted_at"),
    (["updated_at", "event_time"], "event_time"),
    (["due_date", "date"], "date"), (["ticket_date", "created_at"], "ticket_date"), (["modified", "timestamp"], "timestamp"),
    (["expected_on", "sent_on"], "sent_on"), (["closed_at"], "closed_at"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "time"), TIMES)
def test_the_best_named_date_is_the_time_of_a_row(columns: list[str], time: str) -> None:
    days = {c: pd.to_datetime(["2024-01-01", "2024-01-02"]) for c in columns}
    found = infer({"accounts": pd.DataFrame({"account_id": [1, 2]}), "tickets": pd.DataFrame({"account_id": [1, 1], **days})})
    assert found.schema.tables["tickets"].time == time
    others = [c for c in columns if c != time]
    rather = f" (not {' or '.join(others)})" if others else ""
    assert f"tickets.{time} is taken as the time of ticket rows{rather}." in found.assumptions


def test_a_date_that_most_rows_lack_is_not_their_time() -> None:
    days = pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-03"])
    rows = pd.DataFrame({"account_id": [1, 1, 2], "sent_on": [days[0], None, None], "synced_on": days})
    found = infer({"accounts": pd.DataFrame({"account_id": [1, 2]}), "mails": rows})
    assert found.schema.tables["mails"].time == "synced_on"


def test_a_type_that_is_left_open_is_read_off_the_data() -> None:
    draft = Draft(tables={"accounts": TableDraft(columns={"n": Column(type=None, label="N of it")})})
    found = load(duckdb.connect(), {"accounts": pd.DataFrame({"account_id": [1, 2], "n": [1, 2]})}, draft)
    column = found.schema.tables["accounts"].columns["n"]
    assert (column.type, column.label) == ("integer", "N of it")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Last login", "last login"), ("Letztes NPS", "letztes NPS"), ("ARR", "ARR"), ("Umsatz", "Umsatz"), ("", ""),
        ("Datum der Kündigung", "Datum der Kündigung"), ("CSM sentiment", "CSM sentiment"), ("last login", "last login"),
    ],
)  # fmt: skip
def test_only_what_is_plainly_no_noun_is_written_small_in_a_sentence(label: str, said: str) -> None:
    assert in_sentence(label) == said
