"""What the names and the values of a column say of it: label, category, unit, whether it is offered."""

from __future__ import annotations

from seg_widgets.schema.facts import ColumnFacts
from seg_widgets.schema.model import Category, Column, TableKind
from seg_widgets.schema.types import family
from seg_widgets.schema.words import label, singular, words

_VALUE = frozenset(
    [
        "arr",
        "mrr",
        "acv",
        "tcv",
        "ltv",
        "clv",
        "revenue",
        "amount",
        "price",
        "spend",
        "spending",
        "cost",
        "costs",
        "fee",
        "fees",
        "discount",
        "turnover",
        "budget",
        "invoice",
        "payment",
        "paid",
        "refund",
        "margin",
        "profit",
        "gmv",
        "sales",
        "umsatz",
        "betrag",
        "preis",
        "kosten",
        "erloes",
        "rabatt",
        "budget",
        "gebuehr",
    ]
)
_LIFECYCLE = frozenset(
    [
        "started",
        "start",
        "since",
        "renew",
        "renews",
        "renewal",
        "churn",
        "churned",
        "signup",
        "signed",
        "stage",
        "status",
        "state",
        "lifecycle",
        "created",
        "joined",
        "onboarded",
        "onboarding",
        "trial",
        "cancelled",
        "canceled",
        "cancellation",
        "expires",
        "expiry",
        "expiration",
        "ends",
        "end",
        "contract",
        "tenure",
        "golive",
        "live",
        "activated",
        "phase",
        "vertragsbeginn",
        "vertragsende",
        "beginn",
        "ende",
        "kuendigung",
        "verlaengerung",
        "seit",
        "angelegt",
    ]
)
_BEHAVIOUR = frozenset(
    [
        "usage",
        "login",
        "logins",
        "session",
        "sessions",
        "active",
        "activity",
        "visit",
        "visits",
        "click",
        "clicks",
        "events",
        "actions",
        "adoption",
        "nps",
        "csat",
        "score",
        "health",
        "engagement",
        "tickets",
        "meetings",
        "opened",
        "replied",
        "subscribed",
        "newsletter",
        "optin",
        "nutzung",
        "anmeldungen",
        "besuche",
        "aktivitaet",
    ]
)
_UNITS = {
    **dict.fromkeys(("usd", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("eur", "euro", "euros"), "EUR"),
    "gbp": "GBP",
    "chf": "CHF",
    **dict.fromkeys(("seconds", "sec", "secs", "sekunden"), "seconds"),
    **dict.fromkeys(("minutes", "mins", "minuten"), "minutes"),
    **dict.fromkeys(("hours", "hrs", "stunden"), "hours"),
    **dict.fromkeys(("days", "tage"), "days"),
    **dict.fromkeys(("weeks", "wochen"), "weeks"),
    **dict.fromkeys(("months", "monate"), "months"),
    **dict.fromkeys(("years", "jahre"), "years"),
    **dict.fromkeys(("percent", "pct", "prozent"), "%"),
    **dict.fromkeys(("ms", "millis", "milliseconds"), "ms"),
    **dict.fromkeys(("mb", "megabytes"), "MB"),
    **dict.fromkeys(("gb", "gigabytes"), "GB"),
}


def describe(name: str, facts: ColumnFacts, kind: TableKind, *, hidden: bool) -> Column:
    """Describe a column as well as its name allows."""
    return Column(
        type=facts.type,
        label=label(name),
        category=category(name, facts, kind),
        unit=unit(name, facts),
        hidden=hidden,
    )


def category(name: str, facts: ColumnFacts, kind: TableKind) -> Category:
    """Say where the picker shows a column: money is value, whatever is logged is behaviour, dates are lifecycle."""
    found = {w for word in words(name) for w in (word, singular(word))}
    # German writes in one word: Jahresumsatz, Vertragsbetrag.
    money = found & _VALUE or any(word.endswith(("umsatz", "betrag", "preis", "kosten", "erloes")) for word in found)
    if money and family(facts.type) == "number":
        return "value"
    if kind in ("event", "snapshot"):
        return "behaviour"
    if found & _BEHAVIOUR:
        return "behaviour"
    if family(facts.type) == "date" or found & _LIFECYCLE:
        return "lifecycle"
    return "basic"


def unit(name: str, facts: ColumnFacts) -> str:
    """Read the unit of a number off its name: ``duration_secs`` is in seconds."""
    if family(facts.type) != "number":
        return ""
    for word in reversed(words(name)):
        if word in _UNITS:
            return _UNITS[word]
    return ""
