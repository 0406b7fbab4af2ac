"""What the demo tables mean: labels, descriptions, categories, units and search words, as a plain workspace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .days import AS_OF
from .words import EDITIONS


def _column(
    label: str,
    description: str,
    synonyms: str,
    category: str | None = None,
    unit: str | None = None,
    order: Sequence[str] | None = None,
) -> dict[str, Any]:
    """One column; `synonyms` are divided by commas, what is None is left out."""
    found: dict[str, Any] = {
        "label": label,
        "description": description,
        "synonyms": [word.strip() for word in synonyms.split(",")],
    }
    if category is not None:
        found["category"] = category
    if unit is not None:
        found["unit"] = unit
    if order is not None:
        found["order"] = list(order)
    return found


_ACCOUNTS = {
    "account_id": _column("Account ID", "The key of the account.", "id, key, account number, customer id", "basic"),
    "name": _column("Name", "The company's name.", "company, customer, account name, client", "basic"),
    "edition": _column(
        "Edition", "The edition the account has bought. Unknown for a few accounts.",
        "plan, tier, package, product, subscription", "basic", order=EDITIONS),
    "industry": _column("Industry", "The industry the company works in.", "sector, vertical, branch", "basic"),
    "region": _column("Region", "The sales region of the company.", "geography, territory, market, area", "basic"),
    "employees": _column(
        "Employees", "How many people the company employs.", "size, company size, headcount, staff", "basic", "people"),
    "seats": _column(
        "Seats", "How many people the contract lets use the product.",
        "licences, licenses, users allowed, limit", "value", "people"),
    "arr": _column(
        "ARR", "What the account pays a year; for a churned account, what it last paid. 0 for trials.",
        "annual recurring revenue, revenue, contract value, spend, money, mrr", "value", "USD"),
    "owner": _column(
        "CSM", "The customer success manager who looks after the account.",
        "owner, csm, customer success manager, account manager, responsible", "basic"),
    "status": _column(
        "Status", "Whether the account is a customer, on trial or churned.",
        "state, trial, churned, active customer, pilot", "lifecycle"),
    "sentiment": _column(
        "CSM sentiment", "How the CSM sees the relation: Green, Yellow or Red. Often not filled in.",
        "mood, pulse, health, traffic light, risk, rag", "lifecycle", order=("Red", "Yellow", "Green")),
    "started_on": _column(
        "Start date", "The day on which the account started, as a customer or as a trial.",
        "start, signup, sign-up, since, customer since, tenure, age, new, onboarding", "lifecycle"),
    "renews_on": _column(
        "Renewal date", "The day on which the contract is next renewed or the trial ends. None for churned accounts.",
        "renewal, renew, contract end, expiry, trial end", "lifecycle"),
    "churned_on": _column(
        "Churn date", "The day on which the account left. None for those that are still here.",
        "churn, cancelled, left, lost, end", "lifecycle"),
    "is_internal": _column(
        "Internal account", "True for our own test and demo accounts, which most questions should leave out.",
        "test, demo, internal, sandbox, exclude", "basic"),
}  # fmt: skip

_CONTACTS = {
    "contact_id": _column("Contact ID", "The key of the contact.", "id, key, user id", "basic"),
    "account_id": _column("Account", "The account the contact belongs to.", "company, customer, account id", "basic"),
    "name": _column("Name", "The contact's full name.", "person, user, contact name", "basic"),
    "role": _column(
        "Role", "What the contact decides or does at the account.",
        "job, decision maker, executive sponsor, primary contact, champion, persona", "basic"),
    "email": _column("Email", "The contact's email address.", "mail, e-mail, address", "basic"),
    "created_on": _column(
        "Added on", "The day on which the contact was added to the account.",
        "created, joined, since, new user, signup", "lifecycle"),
    "newsletter": _column(
        "Gets the newsletter", "Whether the contact has subscribed to the newsletter. Unknown for a few.",
        "subscribed, marketing, opt-in, mailing list", "behaviour"),
}  # fmt: skip

_USAGE = {
    "usage_id": _column("Usage ID", "The number of the row; a few are repeated.", "id, key"),
    "contact_id": _column("Contact", "The contact who used the product.", "user, person, who, contact id"),
    "at": _column("Time", "When the use began. Missing for a few rows.", "when, date, timestamp, day, logged in"),
    "feature": _column(
        "Feature", "The part of the product that was used.", "module, function, capability, report, what"),
    "minutes": _column(
        "Minutes", "How long the use lasted. Missing for a few rows.", "duration, time spent, length", unit="minutes"),
    "actions": _column(
        "Actions", "How many things the contact did in the meantime.", "clicks, events, activity", unit="actions"),
}  # fmt: skip

_TICKETS = {
    "ticket_id": _column("Ticket ID", "The key of the ticket.", "id, key, case number"),
    "account_id": _column("Account", "The account that opened the ticket.", "company, customer, account id"),
    "opened_at": _column("Opened", "When the ticket was opened.", "created, submitted, when, date"),
    "closed_at": _column(
        "Closed", "When the ticket was closed. Missing while it is open.", "resolved, solved, finished, open"),
    "priority": _column(
        "Priority", "How pressing the ticket is.", "severity, urgency, importance",
        order=("low", "normal", "high", "urgent")),
    "kind": _column("Kind", "Whether it is a bug, a question or a request.", "type, bug, question, request, category"),
    "feature": _column(
        "Feature", "The part of the product the ticket is about. Often not filled in.",
        "module, function, capability, area"),
    "satisfaction": _column(
        "Satisfaction", "The score the customer gave, from 1 (bad) to 5 (good). Given for about half of the tickets.",
        "csat, score, rating, happy, survey", unit="points"),
}  # fmt: skip

_MEETINGS = {
    "meeting_id": _column("Meeting ID", "The key of the meeting.", "id, key"),
    "account_id": _column("Account", "The account the CSM meets.", "company, customer, account id"),
    "starts_at": _column(
        "Starts", "When the meeting begins; planned ones lie ahead.", "when, date, time, scheduled, calendar"),
    "kind": _column(
        "Kind", "What the meeting is for: QBR (quarterly business review), Check-in, Training or Kickoff.",
        "type, qbr, review, check-in, call, training, kickoff"),
    "status": _column(
        "Status", "Whether the meeting was held, cancelled or missed by the customer, or is planned.",
        "held, cancelled, no-show, planned, took place, attended"),
    "minutes": _column("Minutes", "How long the meeting was booked for.", "duration, length, time", unit="minutes"),
}  # fmt: skip

WORKSPACE: dict[str, Any] = {
    "format": 1,
    "name": "Demo",
    "time_zone": "UTC",
    "as_of": AS_OF.isoformat(),
    "tables": {
        "accounts": {
            "kind": "entity",
            "key": "account_id",
            "label": "name",
            "singular": "account",
            "description": "The customers and trials, with those that have left.",
            "columns": _ACCOUNTS,
        },
        "contacts": {
            "kind": "entity",
            "key": "contact_id",
            "label": "name",
            "singular": "contact",
            "links": {"account_id": "accounts"},
            "description": "The people at the accounts, with their roles.",
            "columns": _CONTACTS,
        },
        "usage": {
            "kind": "event",
            "key": "usage_id",
            "time": "at",
            "singular": "use",
            "links": {"contact_id": "contacts"},
            "description": "Who used which feature, when and for how long. An account is reached through its contacts.",
            "columns": _USAGE,
        },
        "tickets": {
            "kind": "event",
            "key": "ticket_id",
            "time": "opened_at",
            "singular": "ticket",
            "links": {"account_id": "accounts"},
            "description": "What accounts asked of support.",
            "columns": _TICKETS,
        },
        "meetings": {
            "kind": "event",
            "key": "meeting_id",
            "time": "starts_at",
            "singular": "meeting",
            "links": {"account_id": "accounts"},
            "description": "What CSMs and accounts agreed on, up to 60 days ahead.",
            "columns": _MEETINGS,
        },
    },
}
