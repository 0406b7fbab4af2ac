"""Names of companies and people, with the apostrophes, umlauts, ampersands and quotes that real ones have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from . import words
from .draws import Array, Draws

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ı": "i", "ł": "l", "æ": "ae", "–": "-"})  # noqa: RUF001


def companies(industry: Array, region: Array, internal: Array, draws: Draws) -> list[str]:
    """One name an account, no two alike; our own accounts have plain test names."""
    parts = draws.uniform((len(industry), 6))
    own = iter(words.INTERNAL_NAMES)
    taken: set[str] = set()
    found = []
    for at, is_own in enumerate(internal):
        name = next(own) if is_own else _company(industry[at], region[at], parts[at])
        name = next(candidate for candidate in _variants(name) if candidate not in taken)
        taken.add(name)
        found.append(name)
    return found


def _company(industry: str, region: str, part: Array) -> str:
    style, first, second, trade, family, form = (float(p) for p in part)
    word, kind = _at(words.FIRST_WORDS, first), _at(words.TRADES[industry], trade)
    surname = _at(words.FAMILY_NAMES, family)
    legal = _at(words.LEGAL_FORMS[region], form)
    if style < 0.40:
        name = f"{word}{_at(words.SECOND_WORDS, second)} {kind}"
    elif style < 0.62:
        name = f"{word} {kind}"
    elif style < 0.76:
        name = f"{surname} {kind}"
    elif style < 0.85:
        name = f"{surname} & {_at(words.FAMILY_NAMES, second)}"
    elif style < 0.90:
        name = f"{surname}'s {kind}"
    elif style < 0.95:
        name = f"{word} & {_at(words.SECOND_WORDS, second).title()} {kind}"
    else:
        name = f'"{word}" {kind}'
    return f"{name} {legal}".strip()


def _variants(name: str) -> Iterable[str]:
    yield name
    for place in words.PLACES:
        yield f"{name} {place}"
    number = 2
    while True:
        yield f"{name} {number}"
        number += 1


def people(count: int, draws: Draws) -> list[tuple[str, str]]:
    """Given and family names."""
    given, family = draws.uniform((2, count))
    return [(_at(words.GIVEN_NAMES, float(g)), _at(words.FAMILY_NAMES, float(f))) for g, f in zip(given, family, strict=True)]


def emails(person: Sequence[tuple[str, str]], company: Iterable[str]) -> list[str]:
    """One address a person, no two alike, in the `.example` domain that is kept free for such uses."""
    taken: dict[str, int] = {}
    found = []
    for (given, family), name in zip(person, company, strict=True):
        user = f"{_slug(given)}.{_slug(family)}"
        domain = f"{_slug(name)}.example"
        address = f"{user}@{domain}"
        taken[address] = taken.get(address, 0) + 1
        found.append(address if taken[address] == 1 else f"{user}{taken[address]}@{domain}")
    return found


# The same names come again and again.
@lru_cache(maxsize=5_000)
def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")


def _at(options: Sequence[str], share: float) -> str:
    return options[int(share * len(options))]
