"""Names of tables and columns as words: ``AccountId``, ``account_id`` and ``Account ID`` say the same."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ID = frozenset(["id", "ids", "key", "uuid", "guid", "pk", "nr", "no", "num", "number", "nummer", "code", "schluessel", "kennung"])
_GLUED = ("nummer", "uuid", "guid", "key", "id", "nr")
_ACRONYMS = frozenset(
    [
        "id",
        "arr",
        "mrr",
        "acv",
        "tcv",
        "ltv",
        "nps",
        "csat",
        "csm",
        "crm",
        "url",
        "api",
        "usd",
        "eur",
        "gbp",
        "qbr",
        "hr",
        "it",
        "ip",
        "uuid",
        "guid",
        "sla",
        "sku",
        "vat",
        "b2b",
    ]
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PLURALS = {
    "people": "person", "children": "child", "criteria": "criterion", "indices": "index", "konten": "konto", "firmen": "firma",
    "kunden": "kunde", "kontakte": "kontakt", "vertraege": "vertrag", "produkte": "produkt", "projekte": "projekt",
    "personen": "person", "mitglieder": "mitglied", "laeden": "laden", "filialen": "filiale", "standorte": "standort", "besuche": "besuch",
    "lieferanten": "lieferant", "umsaetze": "umsatz", "anfragen": "anfrage",
}  # fmt: skip
_GERMAN = frozenset([
    "konten", "firmen", "kunden", "kontakte", "vertraege", "produkte", "projekte", "personen", "mitglieder", "laeden", "filialen",
    "standorte", "besuche", "lieferanten", "umsaetze", "anfragen", "nutzer", "benutzer", "mitarbeiter", "anwender", "ansprechpartner",
])  # fmt: skip
_PREFIXES = frozenset(["dim", "fct", "fact", "tbl", "stg", "raw"])


@cache
def words(name: str) -> tuple[str, ...]:
    """Give the words of a name in small plain letters."""
    spaced = re.sub(r"(?<=[a-zäöü0-9])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])", " ", unicodedata.normalize("NFC", name))
    plain = unicodedata.normalize("NFKD", spaced.lower().translate(_UMLAUTS))
    found = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    # Salesforce marks its own columns: Health__c.
    return tuple(found[:-1] if len(found) > 1 and found[-1] == "c" and name.endswith("__c") else found)


@cache
def singular(word: str) -> str:
    """Give one of what a word names several of; English, and the commonest German endings."""
    if word in _PLURALS:
        return _PLURALS[word]
    for end, instead in (("ungen", "ung"), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(end) and len(word) > len(end) + 1:
            return word[: -len(end)] + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def spoken(name: str) -> tuple[str, str]:
    """Give what one row and what several rows of a table are called, as far as its name says: "ticket" and "tickets"."""
    if re.search(r"\s", name.strip()) and re.search(r"[^\w\s\-.]", name) and name != name.lower():  # "Schüler & Eltern": written for people
        return name.strip(), name.strip()
    spaced = re.sub(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    parts = re.findall(r"[^\W_]+", spaced)
    while len(parts) > 1 and parts[0].lower() in _PREFIXES:
        del parts[0]
    if not parts:
        return name, name
    plain = parts[-1].lower().translate(_UMLAUTS)
    if not _is_german(parts):
        parts = [part.lower() for part in parts]
    last = singular(plain)
    if last == plain:
        return " ".join(parts), " ".join(parts)
    return " ".join([*parts[:-1], last.capitalize() if parts[-1][:1].isupper() else last]), " ".join(parts)


def _is_german(parts: list[str]) -> bool:
    """Say whether words are German, whose nouns are written large wherever they stand."""
    plain = parts[-1].lower().translate(_UMLAUTS)
    return any(c in "äöüß" for part in parts for c in part.lower()) or plain in _GERMAN or plain.endswith("ungen")


def alike(one: str, other: str) -> bool:
    """Say whether two words name the same thing, one or several of it: account and accounts, Kunde and Kunden."""
    a, b = singular(one), singular(other)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return (
        len(short) >= 4
        and long.startswith(short[:-1])
        and long[len(short) - 1 :] in ("e", "en", "n", "er", short[-1] + "e", short[-1] + "en", short[-1] + "n")
    )


def split_id(name: str) -> tuple[str, ...] | None:
    """Give the words before the one that says that a name is a key's; ``None``: the name is not a key's.

    ``account_id`` gives ``("account",)``, ``id`` gives ``()``, ``Kundennummer`` gives ``("kunden",)``.
    """
    found = words(name)
    if not found:
        return None
    if found[-1] in ID:
        return found[:-1]
    for end in _GLUED:
        if found[-1].endswith(end) and len(found[-1]) >= len(end) + 4:
            return (*found[:-1], found[-1][: -len(end)])
    return None


def names(thing: tuple[str, ...], table: str) -> bool:
    """Say whether words name one row of a table: ``account`` of accounts, ``ticket`` of support_tickets."""
    of = words(table)
    if not thing or not of:
        return False
    if len(thing) > len(of):
        return False
    return (
        all(alike(a, b) for a, b in zip(thing, of[-len(thing) :], strict=True))
        or (len(of) > 1 and len(thing) == 1 and alike(thing[0], of[0]) and of[-1] in _COLLECTIVE)
        or (len(of) > 1 and len(thing) == 1 and of[-1] in ("usage", "use") and thing[0] in ("usage", "use"))
    )


_COLLECTIVE = frozenset(["list", "table", "data", "master", "dim", "export", "stamm", "stammdaten", "liste", "report", "overview"])


def label(name: str) -> str:
    """Write a name as a person would: ``plan_tier`` is "Plan tier", ``AccountId`` is "Account ID"."""
    spaced = re.sub(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])", " ", re.sub(r"__c$", "", name))
    parts = [p for p in re.split(r"[\s_\-.]+", spaced) if p]
    if not parts:
        return name
    # What was written with spaces or hyphens, and with capitals, was written for people.
    if re.search(r"[\s\-]", name.strip()) and any(c.isupper() for c in name):
        return name.strip()
    done = [p.upper() if p.lower() in _ACRONYMS else p.lower() for p in parts]
    first = done[0]
    return " ".join([first if first.isupper() and len(first) > 1 else first[:1].upper() + first[1:], *done[1:]])


def with_unit(text: str, unit: str | None) -> str:
    """Put a unit behind a label: "ARR (USD)"; where the label says it already ("ARR USD") it is left as it is."""
    return f"{text} ({unit})" if unit and not set(words(unit)) <= set(words(text)) else text


def in_sentence(text: str) -> str:
    """Write a label as it stands inside a sentence: "Last login" is "last login" there; "ARR" and "Datum der Kündigung" stay.

    Only what is plainly no noun of a language that writes nouns large: several words, of which only the first begins large.
    """
    first, *rest = text.split() or [""]
    large = first[:1].isupper() and first[1:2].islower()
    small = all(word[:1].islower() or word.isupper() or word.isdigit() for word in rest)
    return text[:1].lower() + text[1:] if large and rest and small else text
