"""The tables of how things stand: contracts, licences, health, milestones, use cases, benefits, and the benchmarks."""

from __future__ import annotations

from typing import Any

from ..words import CONTRACT_TYPES, EDITIONS
from .column import column

_ACCOUNT = column("Account", "The account that the row is about.", "company, customer, account id")
# The tables of entities say of each column where the picker shows it.
_KEYED = column("Account", "The account that the row is about.", "company, customer, account id", "basic")

_CONTRACTS = {
    "contract_id": column("Contract ID", "The key of the contract.", "id, key"),
    "account_id": _ACCOUNT,
    "starts_on": column("Starts on", "The first day of the term; a few lie ahead.", "start, begin, from, signed"),
    "ends_on": column("Ends on", "The day on which the term is over.", "end, until, expiry, renewal"),
    "edition": column("Edition", "The edition of this term.", "plan, tier, package", order=EDITIONS),
    "contract_type": column("Contract type", "Monthly, annual or multi-year.", "type, commitment, term", order=CONTRACT_TYPES),
    "seats": column("Seats", "How many people this term lets use the product.", "licences, licenses, users", unit="people"),
    "arr": column(
        "ARR", "What the account pays a year in this term, also where the accounts table does not know it.",
        "annual recurring revenue, revenue, contract value", unit="USD"),
}  # fmt: skip

_LICENCES = {
    "account_id": _ACCOUNT,
    "day": column("Day", "The Friday on which they were counted.", "when, date, week"),
    "seats": column("Seats", "How many licences were bought.", "licences, licenses, limit, bought", unit="licences"),
    "used": column(
        "Used", "How many licences were given to somebody. Missing for a few.", "utilisation, utilization, assigned, in use",
        unit="licences"),
}  # fmt: skip

_HEALTH = {
    "account_id": _ACCOUNT,
    "day": column("Day", "The 20th of the month, on which health was taken.", "when, date, month"),
    "score": column("Score", "The health score, from 0 (bad) to 100 (good).", "health, health score, points", unit="points"),
    "sentiment": column(
        "Sentiment", "What the score amounts to. Missing for a few.", "mood, traffic light, rag, green, red",
        order=("Red", "Yellow", "Green")),
}  # fmt: skip

_MILESTONES = {
    "milestone_id": column("Milestone ID", "The key of the milestone.", "id, key", "basic"),
    "account_id": _KEYED,
    "step": column("Step", "The number of the step, from 1 to 6.", "number, position, stage", "lifecycle"),
    "name": column("Name", "What the step is.", "milestone, step, task, kickoff, go-live", "lifecycle"),
    "due_on": column("Due on", "The day on which the step is due.", "due, deadline, planned, target", "lifecycle"),
    "started_on": column("Started on", "The day on which the step was begun. None if it was not.", "start, begun, open", "lifecycle"),
    "done_on": column("Done on", "The day on which the step was done. None if it was not.", "finished, completed, achieved", "lifecycle"),
}

_USE_CASES = {
    "use_case_id": column("Use case ID", "The key of the use case.", "id, key", "basic"),
    "account_id": _KEYED,
    "use_case": column("Use case", "What the account wants to do.", "goal, need, purpose, intended use", "value"),
    "source": column("Source", "Whether the customer said so or the CSM.", "self-reported, csm, who", "value"),
    "required_edition": column("Edition needed", "The lowest edition that has what it takes.", "plan, tier, required edition", "value",
                               order=EDITIONS),
    "required_feature": column("Feature needed", "The feature it takes.", "module, capability, required feature", "value"),
}  # fmt: skip

_BENEFITS = {
    "benefit_id": column("Benefit ID", "The key of the benefit.", "id, key", "basic"),
    "account_id": _KEYED,
    "benefit": column("Benefit", "What the account bought the product for.", "outcome, goal, value, reason to buy", "value"),
    "bought_on": column("Bought on", "The day on which it was agreed on: the account's start.", "start, purchase", "lifecycle"),
    "achieved_on": column("Achieved on", "The day on which it was achieved. None if it was not.", "reached, outcome, done", "value"),
}

_BENCHMARKS = {
    "industry": column("Industry", "The industry.", "sector, vertical"),
    "feature": column("Feature", "The part of the product.", "module, function, capability"),
    "uses_per_month": column(
        "Uses a month", "How often a typical account of the industry uses it.", "typical use, usage, norm", unit="uses"
    ),
    "active_users": column("Active users", "The share of the seats that are active in the industry.", "utilisation, share, norm"),
}

TABLES: dict[str, Any] = {
    "contracts": {
        "kind": "interval",
        "key": "contract_id",
        "time": "starts_on",
        "end": "ends_on",
        "singular": "contract",
        "links": {"account_id": "accounts"},
        "description": "What each account has signed, term by term, back to its start. Trials have none.",
        "columns": _CONTRACTS,
    },
    "licences": {
        "kind": "snapshot",
        "time": "day",
        "singular": "licence count",
        "links": {"account_id": "accounts"},
        "description": "How many licences each account had and used, week by week.",
        "columns": _LICENCES,
    },
    "health": {
        "kind": "snapshot",
        "time": "day",
        "singular": "health score",
        "links": {"account_id": "accounts"},
        "description": "How each account stood, month by month.",
        "columns": _HEALTH,
    },
    "milestones": {
        "kind": "entity",
        "key": "milestone_id",
        "label": "name",
        "singular": "milestone",
        "links": {"account_id": "accounts"},
        "description": "The steps of each account's onboarding, when they are due and when they were done.",
        "columns": _MILESTONES,
    },
    "use_cases": {
        "kind": "entity",
        "key": "use_case_id",
        "label": "use_case",
        "singular": "use case",
        "links": {"account_id": "accounts"},
        "description": "What each account wants to do with the product, and what that takes.",
        "columns": _USE_CASES,
    },
    "benefits": {
        "kind": "entity",
        "key": "benefit_id",
        "label": "benefit",
        "singular": "benefit",
        "links": {"account_id": "accounts"},
        "description": "What each account bought the product for, and whether it got it.",
        "columns": _BENEFITS,
    },
    "benchmarks": {
        "kind": "lookup",
        "singular": "benchmark",
        "description": "What is usual in each industry, to compare an account with.",
        "columns": _BENCHMARKS,
    },
}
