"""The articles, surveys and references_given tables: what contacts read, what they answer, whom they tell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import words
from .columns import in_order, nullable_integers, pick
from .contacts import USER
from .days import HISTORY, instants, off_weekend, seconds_of_day
from .draws import Array, Draws
from .world import World, occasions

SCORE_MISSING = 0.08

# Detractors, passives, promoters: in good times, half-way, turned away, and of those that bear a grudge.
_ANSWERS = ((0.12, 0.34, 0.54), (0.34, 0.38, 0.28), (0.62, 0.28, 0.10), (0.78, 0.17, 0.05))
_SCORES = ((0, 6), (7, 8), (9, 10))
_SAID_BEFORE = 50
_ASKED_EVERY, _ANSWERED = (110, 220), 0.55
_OUTCOMES, _OUTCOME_SHARES = ("won", "lost", "open"), (0.38, 0.34, 0.28)


def articles(world: World) -> pd.DataFrame:
    """Help articles that contacts opened, in order of time: contact_id, at, article, kind (guide, video, faq, course)."""
    draws = Draws(world.seed, "articles")
    # Some accounts learn by themselves all the time, some never do.
    rate = draws.table((0.0, 0.3, 0.7, 1.0), (0.0, 0.004, 0.02, 0.07), len(world))
    account, day = occasions(world.mood * world.populated[:, None], rate, draws)
    count = len(account)
    second = seconds_of_day(draws, count)
    article = draws.integers(0, len(words.ARTICLES) - 1, count)
    columns = {
        "contact_id": world.contact_ids(world.somebody(account, day, draws)),
        "at": instants(day, second),
        "article": pick([title for title, _ in words.ARTICLES], article),
        "kind": pick([kind for _, kind in words.ARTICLES], article),
    }
    return in_order(columns, (account, second, day))


def surveys(world: World) -> pd.DataFrame:
    """Answers to "would you recommend us", in order of time: contact_id, at, score (0 to 10; missing if left blank)."""
    draws = Draws(world.seed, "surveys")
    contact, day = _asked(world, draws)
    account = world.contacts.account[contact]
    count = len(contact)
    second = seconds_of_day(draws, count)
    # People say so before they turn away.
    mood = world.mood_on(account, day + _SAID_BEFORE)
    state = np.where(mood < 0.3, 2, np.where(mood < 0.6, 1, 0))
    state = np.where(world.traits.grudge[account], 3, state)
    # Most people answer today as they did the last time.
    own = draws.uniform(len(world.contacts.account))[contact]
    fresh = draws.uniform(count)
    where = np.where(draws.uniform(count) < 0.65, own, fresh)
    bounds = np.cumsum(np.asarray(_ANSWERS), axis=1)[state]
    band = np.minimum((where[:, None] >= bounds).sum(axis=1), 2)
    low, high = np.asarray(_SCORES)[band].T
    # Zeros are rare among the detractors.
    part = np.sqrt(draws.uniform(count))
    score = low + np.floor(part * (high - low + 1)).astype(np.int64)
    columns = {
        "contact_id": world.contact_ids(contact),
        "at": instants(day, second),
        "score": nullable_integers(score, draws.exactly(round(SCORE_MISSING * count), count)),
    }
    return in_order(columns, (contact, second, day))


def _asked(world: World, draws: Draws) -> tuple[Array, Array]:
    """Contact and day of each answer: everybody is asked at a fixed rhythm, users less often, and about half answer."""
    people = world.contacts
    story = world.accounts.story
    every = np.where(people.role == USER, _ASKED_EVERY[1], _ASKED_EVERY[0])
    first = np.maximum(people.created, 1 - HISTORY) + 20 + np.floor(draws.uniform(len(every)) * every).astype(np.int64)
    last = story.last[people.account]
    number = np.maximum((last - first) // every + 1, 0)
    contact = np.repeat(np.arange(len(every)), number)
    which = np.arange(len(contact)) - np.repeat(np.cumsum(number) - number, number)
    day = first[contact] + which * every[contact]
    moved = off_weekend(day, 0)
    day = np.where(moved <= last[contact], moved, day)
    answers = (draws.uniform(len(contact)) < _ANSWERED) & ~story.internal[people.account[contact]]
    return contact[answers], day[answers]


def references_given(world: World, is_reference: Array) -> pd.DataFrame:
    """References that contacts gave to prospects, in order of time: contact_id, at, prospect, outcome (won, lost, open).

    Parameters
    ----------
    is_reference : which accounts are reference accounts; nobody else is asked.
    """
    draws = Draws(world.seed, "references")
    asked = np.flatnonzero(is_reference & world.populated)
    account = np.repeat(asked, draws.counts(np.full(len(asked), 2.2)))
    count = len(account)
    story = world.accounts.story
    first, last = np.maximum(story.started + 150, 1 - HISTORY)[account], story.last[account]
    day = off_weekend(first + np.floor(draws.uniform(count) * (last - first + 1)).astype(np.int64), 0)
    second = seconds_of_day(draws, count)
    # The primary contact gives most of them.
    contact = np.where(draws.uniform(count) < 0.7, world.primary[account], world.somebody(account, day, draws))
    front = draws.integers(0, len(words.FIRST_WORDS) - 1, count)
    back = draws.integers(0, len(words.SECOND_WORDS) - 1, count)
    # What is still open is recent.
    outcome = np.where(day < -200, draws.choice(_OUTCOME_SHARES[:2], count), draws.choice(_OUTCOME_SHARES, count))
    columns = {
        "contact_id": world.contact_ids(contact),
        "at": instants(day, second),
        "prospect": pick(words.FIRST_WORDS, front) + pick(words.SECOND_WORDS, back),
        "outcome": pick(_OUTCOMES, outcome),
    }
    return in_order(columns, (contact, second, day))
