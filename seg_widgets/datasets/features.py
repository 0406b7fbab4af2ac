"""Which features an account has taken up, since when, and how much it uses them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import words
from .accounts import Accounts
from .days import NEVER
from .draws import Array, Draws
from .trajectories import GROWING, NEVER_ADOPTED, NEW, STEADY

# In the order of words.FEATURES. Everyone has Reports; Automations and the API come with Gold.
_TAKEN_UP = (
    (1.0, 0.0, 0.70, 0.65, 0.25, 0.50, 0.35, 0.0),
    (1.0, 0.60, 0.85, 0.75, 0.50, 0.60, 0.40, 0.35),
    (1.0, 0.75, 0.92, 0.80, 0.75, 0.70, 0.45, 0.65),
)
_LIKING = (1.0, 0.7, 0.9, 0.4, 0.35, 0.45, 0.4, 0.5)
# Typical days from the start to the first use.
_WAIT = (0, 60, 10, 25, 90, 40, 30, 120)
_AUTOMATIONS = words.FEATURES.index("Automations")


@dataclass(frozen=True)
class Features:
    """One row an account, one column a feature of `words.FEATURES`.

    Attributes
    ----------
    since : day of the first use, `NEVER` where the feature was not taken up.
    liking : weight of the feature in the account's usage.
    """

    since: Array
    liking: Array

    def weights(self, account: Array, day: Array) -> Array:
        """Weights of the features for rows of these accounts on these days; at least Reports has one."""
        return np.where(self.since[account] <= day[:, None], self.liking[account], 0.0)


def features(accounts: Accounts, seed: int) -> Features:
    """Draw the features of each account."""
    draws = Draws(seed, "features")
    shape = (len(accounts), len(words.FEATURES))
    story = accounts.story
    # Automations is the sticky one: the accounts that stay have mostly taken it up. Few do anything new at first.
    stays = np.isin(story.trajectory, (GROWING, STEADY))
    chance = np.asarray(_TAKEN_UP)[accounts.edition]
    chance[:, _AUTOMATIONS] *= np.where(stays, 1.2, 0.6)
    chance[:, 1:] *= np.where(story.trajectory == NEVER_ADOPTED, 0.3, 1.0)[:, None]
    chance[:, 1:] *= np.where(story.trajectory == NEW, 0.8, 1.0)[:, None]
    taken = draws.uniform(shape) < chance
    wait = np.floor(np.asarray(_WAIT) * draws.table((0.0, 0.5, 0.9, 1.0), (0.1, 0.8, 2.2, 5.0), shape))
    since = np.where(taken, story.started[:, None] + wait.astype(np.int64), NEVER)
    return Features(since, np.asarray(_LIKING) * (0.4 + 1.2 * draws.uniform(shape)))
