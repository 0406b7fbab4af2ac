"""The tables of what passes between people: emails, calls, campaigns, articles, surveys, references, churns."""

from __future__ import annotations

from typing import Any

from .column import column

_ACCOUNT = column("Account", "The account that the row is about.", "company, customer, account id")
_CONTACT = column("Contact", "The contact who did it.", "person, user, who, contact id")
_TIME = column("Time", "When it was.", "when, date, timestamp, day")

_EMAILS = {
    "email_id": column("Email ID", "The number of the email; a few are repeated.", "id, key"),
    "account_id": _ACCOUNT,
    "contact_id": column("Contact", "To or from whom. Missing for shared mailboxes.", "person, recipient, sender, who, contact id"),
    "sent_at": column("Sent", "When the email was sent.", "when, date, timestamp, day"),
    "direction": column("Direction", "Whether the CSM wrote it (out) or the customer (in).", "in, out, reply, answer, sent, received"),
    "opened": column("Opened", "Whether it was opened; those that come in all are.", "read, seen, engaged"),
}

_CALLS = {
    "call_id": column("Call ID", "The key of the call.", "id, key"),
    "account_id": _ACCOUNT,
    "at": _TIME,
    "minutes": column("Minutes", "How long they spoke; 0 where nobody answered.", "duration, length, talk time", unit="minutes"),
    "outcome": column("Outcome", "Whether the call was answered.", "answered, voicemail, no answer, result, reached"),
}

_CAMPAIGNS = {
    "account_id": _ACCOUNT,
    "contact_id": column("Contact", "The contact who sent it.", "person, user, who, contact id, sender"),
    "at": _TIME,
    "feature": column("Feature", "The part of the product it was sent with.", "module, function, capability, what"),
    "sent": column("Sent", "How many messages were sent.", "messages, recipients, volume", unit="messages"),
    "opened": column("Opened", "How many of the messages were opened. Missing for a few.", "reads, open rate, results", unit="messages"),
}

_ARTICLES = {
    "contact_id": column("Contact", "The contact who read it.", "person, user, who, contact id, reader"),
    "at": _TIME,
    "article": column("Article", "The title of the article.", "title, name, topic, help"),
    "kind": column("Kind", "Whether it is a guide, a video, an FAQ or a course.", "type, guide, video, faq, course"),
}

_SURVEYS = {
    "contact_id": column("Contact", "The contact who answered.", "person, user, who, contact id, respondent"),
    "at": column("Time", "When it was answered. Missing for a few.", "when, date, timestamp, day"),
    "score": column(
        "Score", "How likely the contact is to recommend us, from 0 to 10: 9 and 10 promote, 6 and less detract. Sometimes left blank.",
        "nps, net promoter score, promoter, detractor, passive, recommend, rating", unit="points"),
}  # fmt: skip

_REFERENCES = {
    "contact_id": column("Contact", "The contact who gave the reference.", "person, user, who, contact id, advocate"),
    "at": _TIME,
    "prospect": column("Prospect", "The company that was told.", "lead, opportunity, company, new business"),
    "outcome": column("Outcome", "Whether the prospect became a customer: won, lost or open.", "won, lost, open, result, new business"),
}

_CHURNS = {
    "account_id": column("Account", "The account that left.", "company, customer, account id"),
    "at": column("Time", "When it left: on its churn date.", "when, date, timestamp, day, cancelled"),
    "reason": column(
        "Reason", "Why it left, as far as it said.", "why, cause, competitor, price, out of business, churn reason, loss"),
    "arr_lost": column("ARR lost", "What the account last paid a year.", "revenue lost, lost revenue, churned arr", unit="USD"),
}  # fmt: skip

TABLES: dict[str, Any] = {
    "emails": {
        "kind": "event",
        "key": "email_id",
        "time": "sent_at",
        "singular": "email",
        "links": {"account_id": "accounts", "contact_id": "contacts"},
        "description": "What CSMs and accounts wrote to one another.",
        "columns": _EMAILS,
    },
    "calls": {
        "kind": "event",
        "key": "call_id",
        "time": "at",
        "singular": "call",
        "links": {"account_id": "accounts"},
        "description": "Whom CSMs called, and whether somebody answered.",
        "columns": _CALLS,
    },
    "campaigns": {
        "kind": "event",
        "time": "at",
        "singular": "campaign",
        "links": {"account_id": "accounts", "contact_id": "contacts"},
        "description": "What customers sent with Automations and Alerts, and how much of it was opened.",
        "columns": _CAMPAIGNS,
    },
    "articles": {
        "kind": "event",
        "time": "at",
        "singular": "article read",
        "plural": "articles read",
        "links": {"contact_id": "contacts"},
        "description": "Which articles of the help centre contacts opened.",
        "columns": _ARTICLES,
    },
    "surveys": {
        "kind": "event",
        "time": "at",
        "singular": "survey answer",
        "plural": "survey answers",
        "links": {"contact_id": "contacts"},
        "description": "What contacts answered when asked whether they would recommend us (NPS).",
        "columns": _SURVEYS,
    },
    "references_given": {
        "kind": "event",
        "time": "at",
        "singular": "reference",
        "links": {"contact_id": "contacts"},
        "description": "Whom contacts of reference accounts told about us, and what became of it.",
        "columns": _REFERENCES,
    },
    "churns": {
        "kind": "event",
        "time": "at",
        "singular": "churn",
        "links": {"account_id": "accounts"},
        "description": "Which accounts left, when and why.",
        "columns": _CHURNS,
    },
}
