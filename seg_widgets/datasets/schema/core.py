"""The first five tables: accounts, contacts, usage, tickets, meetings."""

from __future__ import annotations

from typing import Any

from ..words import EDITIONS
from .column import column
from .profile import PROFILE

ACCOUNTS = {
    "account_id": column("Account ID", "The key of the account.", "id, key, account number, customer id", "basic"),
    "name": column("Name", "The company's name.", "company, customer, account name, client", "basic"),
    "edition": column(
        "Edition", "The edition the account has bought. Unknown for a few accounts.",
        "plan, tier, package, product, subscription", "basic", order=EDITIONS),
    "industry": column("Industry", "The industry the company works in.", "sector, vertical, branch", "basic"),
    "region": column("Region", "The sales region of the company.", "geography, territory, market, area", "basic"),
    "employees": column(
        "Employees", "How many people the company employs.", "size, company size, headcount, staff", "basic", "people"),
    "seats": column(
        "Seats", "How many people the contract lets use the product.",
        "licences, licenses, users allowed, limit", "value", "people"),
    "arr": column(
        "ARR", "What the account pays a year; for a churned account, what it last paid. 0 for trials.",
        "annual recurring revenue, revenue, contract value, spend, money, mrr", "value", "USD"),
    "owner": column(
        "CSM", "The customer success manager who looks after the account.",
        "owner, csm, customer success manager, account manager, responsible", "basic"),
    "status": column(
        "Status", "Whether the account is a customer, on trial or churned.",
        "state, trial, churned, active customer, pilot", "lifecycle"),
    "sentiment": column(
        "CSM sentiment", "How the CSM sees the relation: Green, Yellow or Red. Often not filled in.",
        "mood, pulse, health, traffic light, risk, rag", "lifecycle", order=("Red", "Yellow", "Green")),
    "started_on": column(
        "Start date", "The day on which the account started, as a customer or as a trial.",
        "start, signup, sign-up, since, customer since, tenure, age, new, onboarding", "lifecycle"),
    "renews_on": column(
        "Renewal date", "The day on which the contract is next renewed or the trial ends. None for churned accounts.",
        "renewal, renew, contract end, expiry, trial end", "lifecycle"),
    "churned_on": column(
        "Churn date", "The day on which the account left. None for those that are still here.",
        "churn, cancelled, left, lost, end", "lifecycle"),
    "is_internal": column(
        "Internal account", "True for our own test and demo accounts, which most questions should leave out.",
        "test, demo, internal, sandbox, exclude", "basic"),
}  # fmt: skip

CONTACTS = {
    "contact_id": column("Contact ID", "The key of the contact.", "id, key, user id", "basic"),
    "account_id": column("Account", "The account the contact belongs to.", "company, customer, account id", "basic"),
    "name": column("Name", "The contact's full name.", "person, user, contact name", "basic"),
    "role": column(
        "Role", "What the contact decides or does at the account.",
        "job, decision maker, executive sponsor, primary contact, champion, persona", "basic"),
    "email": column("Email", "The contact's email address.", "mail, e-mail, address", "basic"),
    "created_on": column(
        "Added on", "The day on which the contact was added to the account.",
        "created, joined, since, new user, signup", "lifecycle"),
    "newsletter": column(
        "Gets the newsletter", "Whether the contact has subscribed to the newsletter. Unknown for a few.",
        "subscribed, marketing, opt-in, mailing list", "behaviour"),
}  # fmt: skip

USAGE = {
    "usage_id": column("Usage ID", "The number of the row; a few are repeated.", "id, key"),
    "contact_id": column("Contact", "The contact who used the product.", "user, person, who, contact id"),
    "at": column("Time", "When the use began. Missing for a few rows.", "when, date, timestamp, day, logged in"),
    "feature": column(
        "Feature", "The part of the product that was used.", "module, function, capability, report, what"),
    "minutes": column(
        "Minutes", "How long the use lasted. Missing for a few rows.", "duration, time spent, length", unit="minutes"),
    "actions": column(
        "Actions", "How many things the contact did in the meantime.", "clicks, events, activity", unit="actions"),
}  # fmt: skip

TICKETS = {
    "ticket_id": column("Ticket ID", "The key of the ticket.", "id, key, case number"),
    "account_id": column("Account", "The account that opened the ticket.", "company, customer, account id"),
    "opened_at": column("Opened", "When the ticket was opened.", "created, submitted, when, date"),
    "closed_at": column(
        "Closed", "When the ticket was closed. Missing while it is open.", "resolved, solved, finished, open"),
    "priority": column(
        "Priority", "How pressing the ticket is.", "severity, urgency, importance",
        order=("low", "normal", "high", "urgent")),
    "kind": column("Kind", "Whether it is a bug, a question or a request.", "type, bug, question, request, category"),
    "feature": column(
        "Feature", "The part of the product the ticket is about. Often not filled in.",
        "module, function, capability, area"),
    "satisfaction": column(
        "Satisfaction", "The score the customer gave, from 1 (bad) to 5 (good). Given for about half of the tickets.",
        "csat, score, rating, happy, survey", unit="points"),
}  # fmt: skip

MEETINGS = {
    "meeting_id": column("Meeting ID", "The key of the meeting.", "id, key"),
    "account_id": column("Account", "The account the CSM meets.", "company, customer, account id"),
    "starts_at": column(
        "Starts", "When the meeting begins; planned ones lie ahead.", "when, date, time, scheduled, calendar"),
    "kind": column(
        "Kind", "What the meeting is for: QBR (quarterly business review), Check-in, Training or Kickoff.",
        "type, qbr, review, check-in, call, training, kickoff"),
    "status": column(
        "Status", "Whether the meeting was held, cancelled or missed by the customer, or is planned.",
        "held, cancelled, no-show, planned, took place, attended"),
    "minutes": column("Minutes", "How long the meeting was booked for.", "duration, length, time", unit="minutes"),
}  # fmt: skip

TABLES: dict[str, Any] = {
    "accounts": {
        "kind": "entity",
        "key": "account_id",
        "label": "name",
        "singular": "account",
        "description": "The customers and trials, with those that have left.",
        "columns": ACCOUNTS | PROFILE,
    },
    "contacts": {
        "kind": "entity",
        "key": "contact_id",
        "label": "name",
        "singular": "contact",
        "links": {"account_id": "accounts"},
        "description": "The people at the accounts, with their roles.",
        "columns": CONTACTS,
    },
    "usage": {
        "kind": "event",
        "key": "usage_id",
        "time": "at",
        "singular": "use",
        "links": {"contact_id": "contacts"},
        "description": "Who used which feature, when and for how long. An account is reached through its contacts.",
        "columns": USAGE,
    },
    "tickets": {
        "kind": "event",
        "key": "ticket_id",
        "time": "opened_at",
        "singular": "ticket",
        "links": {"account_id": "accounts"},
        "description": "What accounts asked of support.",
        "columns": TICKETS,
    },
    "meetings": {
        "kind": "event",
        "key": "meeting_id",
        "time": "starts_at",
        "singular": "meeting",
        "links": {"account_id": "accounts"},
        "description": "What CSMs and accounts agreed on, up to 60 days ahead.",
        "columns": MEETINGS,
    },
}
