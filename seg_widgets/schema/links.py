"""Which columns hold the keys of other tables: by name, then by whether their values are among the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from seg_widgets.schema.facts import TableFacts
from seg_widgets.schema.words import names, split_id, words

ENOUGH = 0.5
"""The share of a column's values that must be among the keys for a name to be believed."""
_BARE = 0.9
"""The same for a column that is called like the other table without "id", or with a word before it."""


@dataclass(frozen=True)
class Candidate:
    """A column that seems to hold the key of a table, and the share of its values that do."""

    column: str
    target: str
    share: float
    strength: int


def candidates(
    tables: Mapping[str, tuple[TableFacts, str | None, dict[str, str]]],
    contained: Callable[[str, str, str, str], float],
    asked: Iterable[str] | None = None,
) -> dict[str, list[Candidate]]:
    """Find the links that tables seem to have, for each column the likeliest first.

    Parameters
    ----------
    tables
        Table -> its facts, its key, and the links it is given.
    asked
        Whose links are looked for; ``None``: all tables'.
    """
    found: dict[str, list[Candidate]] = {}
    for t in tables if asked is None else asked:
        facts, key, given = tables[t]
        mine = []
        for c in facts.columns:
            for target, (theirs, their_key, _) in tables.items():
                if target == t or their_key is None or c in given:
                    continue
                strength = _strength(c, target, their_key)
                if strength is None or (c == key and not _another_s(c, t, target)):
                    continue
                if facts.rows == 0 or theirs.rows == 0:
                    # Nothing to confirm it by: believed where the name says so plainly.
                    share = 1.0 if strength > 1 and facts.columns[c].type == theirs.columns[their_key].type else 0.0
                else:
                    share = contained(t, c, target, their_key)
                if share >= (_BARE if strength <= 1 else ENOUGH):
                    mine.append(Candidate(c, target, share, strength))
        # home_club_id beside club_id would be a second way to the same table, and then it had to be said which is meant.
        plain = {*given.values(), *(m.target for m in mine if m.strength)}
        mine = [m for m in mine if m.strength or (m.target not in plain and sum(m.target == o.target for o in mine) == 1)]
        order = list(facts.columns)
        found[t] = sorted(mine, key=lambda m: (order.index(m.column), -m.strength, -m.share, m.target))
    return found


def _strength(column: str, target: str, key: str) -> int | None:
    """Say how plainly a column's name names a table; 0: with a word before it (home_club_id); ``None``: not at all."""
    thing = split_id(column)
    if thing and names(thing, target):
        return 3
    if words(column) == words(key) and split_id(key) != ():
        return 2
    if thing is None:
        return 1 if names(words(column), target) else None
    return 0 if len(thing) > 1 and names(thing[-1:], target) else None


def _another_s(column: str, own: str, target: str) -> bool:
    """A table may be keyed by another's key (account_details by account_id): then it links to it by its own key."""
    thing = split_id(column)
    return bool(thing) and names(thing or (), target) and not names(thing or (), own)
