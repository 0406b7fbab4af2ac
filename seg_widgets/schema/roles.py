"""Which column is a table's key, its time, its end, its label; which names say what kind of table it is."""

from __future__ import annotations

from collections.abc import Collection

from seg_widgets.schema.facts import ColumnFacts, TableFacts
from seg_widgets.schema.types import family
from seg_widgets.schema.words import names, singular, split_id, words

_START = frozenset(
    [
        "start",
        "starts",
        "started",
        "begin",
        "begins",
        "began",
        "from",
        "von",
        "beginn",
        "ab",
        "since",
        "valid",
        "vertragsbeginn",
        "startdatum",
    ]
)
_END = frozenset(
    ["end", "ends", "ended", "until", "till", "to", "bis", "ende", "stop", "stopped", "finish", "finished", "vertragsende", "enddatum"]
)
_BEGINNINGS = frozenset(
    [
        "submitted",
        "opened",
        "created",
        "occurred",
        "happened",
        "sent",
        "received",
        "booked",
        "ordered",
        "event",
        "logged",
        "recorded",
        "measured",
        "raised",
        "asked",
        "answered",
        "responded",
        "start",
        "starts",
        "started",
        "begin",
        "visited",
        "invoice",
        "invoiced",
        "issued",
        "billed",
        "placed",
        "snapshot",
        "login",
        "used",
        "activity",
        "erstellt",
        "erfasst",
        "eingang",
        "bestellt",
    ]
)
_ENDINGS = frozenset(
    [
        "closed",
        "resolved",
        "ended",
        "end",
        "ends",
        "until",
        "updated",
        "modified",
        "changed",
        "due",
        "deleted",
        "expires",
        "expiry",
        "expected",
        "finished",
        "solved",
        "completed",
        "cancelled",
        "paid",
        "shipped",
        "delivered",
        "next",
        "birth",
        "birthday",
        "geschlossen",
        "geaendert",
        "faellig",
    ]
)
_PLAIN = frozenset(
    [
        "timestamp",
        "time",
        "datetime",
        "date",
        "day",
        "at",
        "on",
        "ts",
        "when",
        "moment",
        "datum",
        "tag",
        "zeit",
        "zeitpunkt",
        "zeitstempel",
        "uhrzeit",
    ]
)
_SNAPSHOT = frozenset(["snapshot", "snapshots", "history", "daily", "weekly", "monthly", "stand", "historie", "verlauf"])
_ENTITY = frozenset(
    [
        "account",
        "customer",
        "client",
        "company",
        "organization",
        "organisation",
        "contact",
        "user",
        "person",
        "member",
        "employee",
        "lead",
        "opportunity",
        "product",
        "contract",
        "campaign",
        "partner",
        "site",
        "store",
        "team",
        "tenant",
        "workspace",
        "project",
        "vendor",
        "supplier",
        "household",
        "patient",
        "student",
        "kunde",
        "kontakt",
        "firma",
        "benutzer",
        "nutzer",
        "mitarbeiter",
        "person",
        "vertrag",
        "produkt",
        "projekt",
        "lieferant",
        "mandant",
        "konto",
    ]
)
_EVENT = frozenset(
    [
        "event",
        "log",
        "login",
        "session",
        "visit",
        "click",
        "view",
        "order",
        "invoice",
        "payment",
        "ticket",
        "meeting",
        "call",
        "email",
        "survey",
        "response",
        "usage",
        "activity",
        "transaction",
        "purchase",
        "churn",
        "booking",
        "reservation",
        "appointment",
        "checkin",
        "refund",
        "delivery",
        "shipment",
        "donation",
        "claim",
        "complaint",
        "feedback",
        "review",
        "message",
        "task",
        "note",
        "interaction",
        "ereignis",
        "bestellung",
        "rechnung",
        "zahlung",
        "nutzung",
        "buchung",
        "lieferung",
        "besuch",
        "termin",
        "anmeldung",
    ]
)
_TITLES = ("title", "subject", "email", "mail", "betreff", "titel", "bezeichnung")


def dated(facts: TableFacts) -> list[str]:
    """Name the columns that hold dates or times."""
    return [c for c, f in facts.columns.items() if family(f.type) == "date" and f.present]


def key(table: str, facts: TableFacts) -> str | None:
    """Name the column that identifies a row: unique, and called so if there is one; else one that is called so and nearly is.

    A key that repeats is proposed all the same, so that the repetition is told rather than the key passed over.
    """
    able = {c: f for c, f in facts.columns.items() if f.type in ("text", "integer", "decimal")}
    own = [c for c in able if (thing := split_id(c)) is not None and names(thing, table)]
    plain = [c for c in able if split_id(c) == () and words(c)[0] not in ("no", "number", "num", "code")]
    unique = [c for c, f in able.items() if _unique(f) or facts.rows == 0]
    for candidates in (own, plain):
        found = next((c for c in candidates if c in unique), None)
        if found is not None:
            return found
    for c in (*own, *plain):
        if _nearly(able[c]):
            return c
    if facts.rows == 0:
        return next(iter([*own, *plain]), None)
    called = [c for c in unique if split_id(c) is not None]
    if called:
        return called[0]
    if kind_word(table) == "event":
        # Values that differ by accident (amounts, notes) do not make a log's rows things.
        return None
    named = [c for c in unique if able[c].type == "text" and _names_a_row(c, table)]
    if named:
        return named[0]
    if not dated(facts) or unique[:1] == list(facts.columns)[:1]:
        return unique[0] if unique else None
    return None


def _unique(facts: ColumnFacts) -> bool:
    # Of a very large table the count is an estimate; whether the key repeats is counted exactly afterwards.
    return facts.unique or (facts.approximate and facts.missing == 0 and facts.distinct >= 0.95 * facts.rows)


def _nearly(facts: ColumnFacts) -> bool:
    return facts.distinct >= 0.9 * facts.rows and facts.missing <= 0.1 * facts.rows


def _names_a_row(column: str, table: str) -> bool:
    found = words(column)
    return names(found, table) or found[-1] in ("name", "email", "mail", "domain") or singular(found[-1]) in _ENTITY


def kind_word(table: str) -> str:
    """Say what a table's name says of its kind: ``entity``, ``event``, ``snapshot``, or nothing."""
    plain = [w for w in words(table) if not w.isdigit()]
    found = [singular(w) for w in plain]
    if found and plain[-1] in _SNAPSHOT:
        return "snapshot"
    if found and found[-1] in _EVENT:
        return "event"
    if found and (found[-1] in _ENTITY or any(names((e,), table) for e in _ENTITY)):
        return "entity"
    return ""


def span(table: str, facts: TableFacts) -> tuple[str, str] | None:
    """Name the start and the end of an interval's rows: ``start_date`` and ``end_date``, not an account's contract end."""
    starts = [c for c in dated(facts) if _bare(c, table) & _START]
    # An end that no row has yet is still an end: a column with no values at all has the type text.
    ends = [c for c, f in facts.columns.items() if (family(f.type) == "date" or not f.present) and _bare(c, table) & _END]
    return (starts[0], ends[0]) if starts and ends else None


def _bare(column: str, table: str) -> set[str]:
    """Give the one word that a name comes down to, if it does, without "date" and without the table's own name."""
    left = [w for w in words(column) if w not in _PLAIN and not names((w,), table)]
    return {left[0]} if len(left) == 1 else set()


def time(table: str, facts: TableFacts) -> str | None:
    """Name the column that dates a row: by name, then by how few rows lack it, then the first."""
    candidates = dated(facts)
    if facts.rows == 0:
        candidates = [c for c, f in facts.columns.items() if family(f.type) == "date"]
    order = list(facts.columns)
    return min(candidates, key=lambda c: (_rank(c, table, facts), facts.columns[c].missing, order.index(c)), default=None)


def _rank(column: str, table: str, facts: TableFacts) -> int:
    found = words(column)
    rest = [w for w in found if w not in _PLAIN]
    late = 20 if facts.columns[column].missing > facts.rows / 2 else 0
    if any(w in _ENDINGS for w in rest):
        return 10 + late
    if not rest:
        return 0 + late
    if names(tuple(rest), table) or any(names((w,), table) for w in rest):
        return 1 + late
    if any(w in _BEGINNINGS for w in rest):
        return 2 + late
    return (3 if len(rest) < len(found) else 4) + late


def plain_time(column: str, table: str) -> bool:
    """Say whether a date is that of a row of a log, by its name, rather than one among a thing's dates."""
    rest = [w for w in words(column) if w not in _PLAIN]
    return not rest or names(tuple(rest), table)


_OTHERS = frozenset(["first", "last", "user", "vorname", "nachname", "feature", "plan", "owner", "csm"])
"""Whose name it is, or which part of one, where it is not the row's own."""


def label(table: str, facts: TableFacts, taken: Collection[str | None], *, thing: bool) -> str | None:
    """Name the column that names a row to a person; not one that is taken: a key or a link."""
    texts = [c for c, f in facts.columns.items() if f.type == "text" and c not in taken and split_id(c) is None]
    full = [c for c in texts if words(c) in (("name",), ("full", "name"), ("display", "name"))]
    own = [c for c in texts if words(c)[-1] == "name" and names(words(c)[:-1], table)] if thing else []
    bare = [c for c in texts if names(words(c), table)] if thing else []
    titles = [c for c in texts if words(c)[-1] in _TITLES]
    near = [c for c in texts if thing and words(c)[-1].endswith("name") and not _OTHERS & set(words(c))]
    return next(iter([*full, *own, *bare, *near, *titles]), None)


__all__ = ["dated", "key", "kind_word", "label", "plain_time", "span", "time"]
