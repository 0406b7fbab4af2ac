"""The hidden story of each account: how engaged it is on every day. All tables are drawn from it.

A trajectory is never written to a table. What an analyst sees are its traces: usage, meetings kept or cancelled,
tickets and their scores, the CSM's sentiment, the renewal, the churn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .days import HISTORY, NEVER
from .draws import Array, Draws

TRAJECTORIES = ("growing", "steady", "fading", "quiet", "never adopted", "new")
GROWING, STEADY, FADING, QUIET, NEVER_ADOPTED, NEW = range(6)
_SHARES = (0.18, 0.31, 0.17, 0.13, 0.07, 0.14)
_CHURNED = (0.01, 0.03, 0.25, 0.35, 0.35, 0.0)


@dataclass(frozen=True)
class Stories:
    """One entry an account; days are whole numbers, 0 being the as-of day.

    Attributes
    ----------
    trajectory : position in `TRAJECTORIES`.
    started, churned : first day as an account; day it left (`NEVER` if it did not).
    turned : day on which a fading or quiet account began to turn away (`NEVER` for the others).
    span : days it took to turn away.
    strength : engagement before any turn, about 1.
    trial, internal : whether it is a trial, and whether it is one of our own.
    """

    trajectory: Array
    started: Array
    churned: Array
    turned: Array
    span: Array
    strength: Array
    trial: Array
    internal: Array

    def __len__(self) -> int:
        return len(self.trajectory)

    @property
    def last(self) -> Array:
        """The last day of an account in the data: the day before it left, or the as-of day."""
        found: Array = np.minimum(self.churned - 1, 0)
        return found

    @property
    def first(self) -> Array:
        """The first day of an account within the history."""
        return np.maximum(self.started, 1 - HISTORY)

    def turned_away(self) -> Array:
        """How far an account has turned away at its end: 0 not at all, 1 wholly; 1 for those that never adopted."""
        gone = np.clip((self.last - self.turned) / self.span, 0.0, 1.0)
        return np.where(self.trajectory == NEVER_ADOPTED, 1.0, gone)


def stories(count: int, internal: Array, seed: int) -> Stories:
    """Draw the stories of `count` accounts; the `internal` ones (a mask) are steady and stay."""
    draws = Draws(seed, "stories")
    trajectory = np.where(internal, STEADY, draws.choice(_SHARES, count))
    churns = (draws.uniform(count) < np.asarray(_CHURNED)[trajectory]) & ~internal

    trial = (trajectory == NEW) & (draws.uniform(count) < 0.45)
    age = draws.table((0.0, 0.2, 0.5, 0.8, 1.0), (130, 320, 700, 1_300, 1_900), count)
    age = np.where(trajectory == NEW, draws.integers(8, 110, count), age)
    age = np.where(trial, draws.integers(2, 28, count), age)
    # Most who leave do so at the end of a contract year; the others cancel within it.
    left = draws.integers(3, 600, count)
    contract = np.where(draws.uniform(count) < 0.7, 365 * draws.integers(1, 3, count), draws.integers(150, 1_000, count))
    churned = np.where(churns, -left, NEVER)
    started = -np.floor(np.where(churns, left + contract, age)).astype(np.int64)

    end = np.minimum(churned, 0)
    # Fading is recent, so that it is under way at the end; quiet lies further back.
    turn = np.where(trajectory == FADING, draws.integers(18, 75, count), draws.integers(35, 230, count))
    turns = (trajectory == FADING) | (trajectory == QUIET)
    turned = np.where(turns, np.maximum(end - turn, started + 20), NEVER)
    span = np.where(trajectory == FADING, draws.integers(30, 60, count), draws.integers(8, 25, count))
    strength = draws.table((0.0, 0.2, 0.5, 0.8, 1.0), (0.45, 0.75, 1.0, 1.3, 1.9), count)
    # A trial is either looked at in passing or worked through in earnest.
    earnest = np.where(draws.uniform(count) < 0.45, 4.0, 0.8)
    strength = np.where(trial, strength * earnest, strength)
    return Stories(trajectory, started, churned, turned, span, strength, trial, internal)


def levels(story: Stories) -> Array:
    """Engagement by account and day of the history, 0 where the account is not there.

    Returns
    -------
    (accounts, HISTORY) array; the last column is the as-of day.
    """
    day = np.arange(1 - HISTORY, 1)[None, :]
    kind = story.trajectory[:, None]
    age = day - story.started[:, None]
    left = np.clip(1.0 - (day - story.turned[:, None]) / story.span[:, None], 0.0, 1.0)
    # A fading account keeps a last few users; a quiet one loses them all.
    left = np.where(kind == FADING, 0.08 + 0.92 * left, left)
    growth = 0.4 + 1.0 * np.clip((day + 420) / 420, 0.0, 1.0)
    shape = np.where(kind == GROWING, growth, np.where((kind == FADING) | (kind == QUIET), left, 1.0))
    onboarding = np.clip(0.25 + 0.75 * age / np.where(story.trial, 10, 45)[:, None], 0.0, 1.0)
    tried = np.where(age < 50, 0.12, 0.006)
    level = story.strength[:, None] * np.where(kind == NEVER_ADOPTED, tried, shape * onboarding)
    return np.where((age >= 0) & (day < story.churned[:, None]), level, 0.0)
