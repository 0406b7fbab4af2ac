"""Made-up workspaces in the conventions of different houses, to infer from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

Frames = dict[str, pd.DataFrame]


def _days(n: int, start: str = "2024-01-01") -> list[datetime]:
    return [datetime.fromisoformat(start) + timedelta(days=i) for i in range(n)]


def _frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(columns)


def camel() -> Frames:
    """CamelCase, as an application's own database has it."""
    return {
        "Account": pd.DataFrame(
            {
                "AccountId": [11, 12, 13],
                "AccountName": ["A", "B", "C"],
                "SignupDate": _days(3),
                "AnnualRevenue": [1.5, 2.0, 3.0],
            }
        ),
        "User": pd.DataFrame({"UserId": [1, 2, 3, 4], "AccountId": [11, 11, 12, 13], "FullName": list("wxyz"), "CreatedAt": _days(4)}),
        "LoginEvent": pd.DataFrame(
            {
                "UserId": [1, 1, 2, 4, 4, 4],
                "OccurredAt": [d + timedelta(hours=3) for d in _days(6)],
                "DurationMinutes": range(6),
            }
        ),
    }


def salesforce() -> Frames:
    """Exports of a CRM: every key is called Id."""
    return {
        "Account": pd.DataFrame(
            {
                "Id": ["001A", "001B"],
                "Name": ["Acme", "Bolt"],
                "Industry": ["x", "y"],
                "CreatedDate": _days(2),
                "ARR__c": [10.0, 20.0],
            }
        ),
        "Contact": pd.DataFrame(
            {
                "Id": ["003A", "003B", "003C"],
                "AccountId": ["001A", "001A", "001B"],
                "Name": ["a", "b", "c"],
                "Email": ["a@x", "b@x", "c@x"],
                "CreatedDate": _days(3),
            }
        ),
        "Task": pd.DataFrame(
            {
                "Id": ["00TA", "00TB", "00TC"],
                "WhoId": ["003A", "003B", "003C"],
                "AccountId": ["001A", "001A", "001B"],
                "ActivityDate": _days(3),
                "Subject": ["Call", "Mail", "Call"],
            }
        ),
        "Case": pd.DataFrame(
            {
                "Id": ["500A", "500B", "500C"],
                "AccountId": ["001A", "001B", "001B"],
                "CreatedDate": [d + timedelta(hours=1) for d in _days(3)],
                "ClosedDate": [d + timedelta(hours=9) for d in _days(3)],
                "Priority": ["High", "Low", "Low"],
            }
        ),
    }


def german() -> Frames:
    """German names, with umlauts."""
    return {
        "Kunden": pd.DataFrame(
            {
                "Kundennummer": ["K1", "K2", "K3"],
                "Firmenname": ["A", "B", "C"],
                "Branche": ["x", "y", "x"],
                "Angelegt am": _days(3),
                "Jahresumsatz": [1.0, 2.0, 3.5],
            }
        ),
        "Verträge": pd.DataFrame(
            {
                "Vertragsnummer": ["V1", "V2", "V3"],
                "Kundennummer": ["K1", "K2", "K2"],
                "Beginn": _days(3),
                "Ende": [_days(1)[0] + timedelta(days=400), None, None],
                "Betrag EUR": [5, 6, 7],
            }
        ),
        "Bestellungen": pd.DataFrame(
            {
                "Bestellnummer": ["B1", "B2", "B3", "B4"],
                "Kunden_ID": ["K1", "K1", "K2", "K3"],
                "Bestelldatum": _days(4),
                "Preis": [1.0, 2.0, 2.0, 4.0],
            }
        ),
    }


def spaces() -> Frames:
    """A customer success team's sheets, written for people."""
    return {
        "Customers": pd.DataFrame(
            {
                "Customer Name": ["Acme", "Bolt", "Crux"],
                "Plan Tier": ["Gold", "Silver", "Gold"],
                "MRR": [100, 200, 300],
                "Renewal Date": _days(3),
            }
        ),
        "Health Score History": pd.DataFrame(
            {"Customer Name": ["Acme", "Acme", "Bolt", "Crux"], "Date": _days(4), "Health Score": [50, 60, 70, 80]}
        ),
        "QBR Meetings": pd.DataFrame({"Customer Name": ["Acme", "Bolt", "Bolt"], "Meeting Date": _days(3), "Attendees": [3, 4, 3]}),
    }


def spreadsheet() -> Frames:
    """One sheet of accounts and nothing else."""
    return {
        "Tabelle1": pd.DataFrame(
            {
                "Company": ["Acme", "Bolt", "Crux"],
                "Owner": ["Al", "Al", "Bo"],
                "ARR": [1, 2, 3],
                "Contract Start": _days(3),
                "Contract End": _days(3, "2025-01-01"),
            }
        )
    }


def no_ids() -> Frames:
    """A log without an id of its own beside products with one; nothing is called id."""
    return {
        "stores": pd.DataFrame({"store_code": ["S1", "S2", "S3"], "city": ["x", "x", "y"], "opening_year": [2001, 2001, 2010]}),
        "orders": pd.DataFrame(
            {
                "store_code": ["S1", "S1", "S2", "S9"],
                "ordered_on": [date(2024, 1, d) for d in (1, 2, 2, 5)],
                "amount_eur": [1.0, 2.0, 2.0, 9.0],
            }
        ),
    }


def warehouse() -> Frames:
    """A warehouse's names: dim_ and fct_, nanoseconds, instants."""
    at = pd.to_datetime([d + timedelta(minutes=5) for d in _days(5)]).tz_localize("UTC")
    return {
        "dim_customer": pd.DataFrame(
            {
                "customer_key": [1, 2, 3],
                "customer_name": ["A", "B", "C"],
                "first_order_date": _days(3),
                "is_internal": [True, False, False],
            }
        ),
        "dim_product": pd.DataFrame({"product_key": [7, 8], "title": ["p", "q"], "list_price_usd": [1.5, 2.5]}),
        "fct_order": pd.DataFrame(
            {
                "order_key": range(5),
                "customer_key": [1, 1, 2, 2, 3],
                "product_key": [7, 8, 7, 7, 8],
                "ordered_at": at,
                "shipped_at": at,
                "revenue_usd": [1.0, 2.0, 3.0, 4.0, 5.0],
            }
        ),
    }


def lifecycle() -> Frames:
    """Milestones and licences of a customer success platform: intervals, a table keyed by another's key, a lookup."""
    return {
        "companies": pd.DataFrame({"company_uuid": ["c1", "c2", "c3"], "name": ["A", "B", "C"], "csm": ["x", "y", "x"]}),
        "company_details": pd.DataFrame({"company_uuid": ["c1", "c2", "c3"], "employees": [1, 2, 3]}),
        "onboarding_phases": pd.DataFrame(
            {
                "company_uuid": ["c1", "c1", "c2"],
                "phase": ["kickoff", "live", "kickoff"],
                "started_at": _days(3),
                "ended_at": [_days(2)[1], None, None],
            }
        ),
        "license_daily": pd.DataFrame({"company_uuid": ["c1", "c1", "c2"], "day": _days(3), "used": [5, 6, 7]}),
        "thresholds": pd.DataFrame({"low": [1, 1], "high": [2, 2]}),
    }


def hubspot() -> Frames:
    """A CRM whose key has a name of its own, and whose deals name the company plainly."""
    return {
        "companies": pd.DataFrame({"hs_object_id": [101, 102, 103], "name": ["A", "B", "C"], "createdate": _days(3)}),
        "deals": pd.DataFrame({"deal_id": [1, 2, 3], "company": [101, 101, 103], "amount": [5, 6, 7], "close_date": _days(3)}),
    }


def surveys() -> Frames:
    """People known by their address only."""
    return {
        "participants": pd.DataFrame({"email": ["a@x", "b@x", "c@x"], "role": ["r", "r", "s"]}),
        "nps_responses": pd.DataFrame(
            {
                "email": ["a@x", "a@x", "c@x"],
                "responded_at": [d + timedelta(hours=1) for d in _days(3)],
                "score": [9, 8, 3],
            }
        ),
    }


def gym() -> Frames:
    """Members belong to a home club; bookings are rows of a log, though they have a name and a number."""
    return {
        "members": pd.DataFrame({"member_id": [1, 2, 3], "email": ["a@x", "b@x", "c@x"], "home_club_id": [7, 7, 8]}),
        "clubs": pd.DataFrame({"club_id": [7, 8], "club_name": ["North", "South"]}),
        "class_bookings": pd.DataFrame(
            {"booking_id": [1, 2, 3], "member_id": [1, 1, 2], "class_name": ["Spin", "Yoga", "Yoga"], "booked_for": _days(3)}
        ),
        "visits": pd.DataFrame({"member_id": [1, 2, 2], "club_id": [7, 7, 8], "guest_club_id": [8, 8, 7], "at": _days(3)}),
    }


def saas() -> Frames:
    """The database of a web application: every key is called id, people have dates too."""
    at = [d + timedelta(hours=2) for d in _days(4)]
    return {
        "workspaces": pd.DataFrame({"id": [1, 2], "name": ["A", "B"], "created_at": at[:2]}),
        "members": pd.DataFrame({"id": [10, 11, 12], "workspace_id": [1, 1, 2], "full_name": ["x", "y", "z"], "joined_at": at[:3]}),
        "page_views": pd.DataFrame({"id": [1, 2, 3, 4], "member_id": [10, 10, 11, 12], "timestamp": at, "path": ["/", "/a", "/", "/b"]}),
        "invoices": pd.DataFrame(
            {
                "id": [1, 2, 3],
                "workspace_id": [1, 2, 2],
                "issued_on": at[:3],
                "paid_on": at[1:4],
                "total_usd": [1, 2, 3],
            }
        ),
    }
