"""The milestones table: the steps of an account's onboarding, planned and done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .columns import pick
from .days import NEVER, dates
from .draws import Array, Draws
from .world import World

STEPS = ("Kickoff", "Data connected", "Users invited", "Dashboards introduced", "Automations introduced", "Go-live")
_IN_SILVER = "Alerts introduced"
_PLAN = (5, 14, 25, 40, 58, 75)
"""Days from the start until a step is due, times a factor by edition; trials have to be quicker."""
_PLAN_BY_EDITION, _PLAN_OF_TRIALS = (0.8, 1.0, 1.3), 0.35


@dataclass(frozen=True)
class Steps:
    """One row an account, one column a step; days, `NEVER` for what has not happened by the as-of day.

    Attributes
    ----------
    due, began, done : the day a step is due, the day it was begun, the day it was done.
    """

    due: Array
    began: Array
    done: Array


def steps(world: World) -> Steps:
    """Draw the onboarding of each account."""
    base, traits, draws = world.accounts, world.traits, Draws(world.seed, "onboarding")
    story, shape = base.story, (len(world), len(STEPS))
    factor = np.asarray(_PLAN_BY_EDITION)[base.edition] * np.where(story.trial, _PLAN_OF_TRIALS, 1.0)
    plan = np.floor(np.asarray(_PLAN) * factor[:, None]).astype(np.int64) + 1
    due = story.started[:, None] + plan

    planned = np.diff(plan, axis=1, prepend=0)
    lasts = planned * traits.onboarding[:, None] * draws.table((0.0, 0.5, 1.0), (0.6, 0.95, 1.6), shape)
    done = story.started[:, None] + np.cumsum(np.maximum(np.ceil(lasts), 1).astype(np.int64), axis=1)
    before = np.concatenate([story.started[:, None], done[:, :-1]], axis=1)
    began = np.minimum(before + draws.integers(0, 3, shape), done)

    number = np.arange(1, len(STEPS) + 1)
    end = story.last[:, None]
    done = np.where((done > end) | (number >= traits.stuck[:, None]), NEVER, done)
    began = np.where((began > end) | (number > traits.stuck[:, None]), NEVER, began)
    return Steps(due, began, done)


def milestones(world: World, steps: Steps) -> pd.DataFrame:
    """The milestones: milestone_id, account_id, step (1 to 6), name, due_on, started_on, done_on; by account and step."""
    account, step = np.divmod(np.arange(steps.due.size), len(STEPS))
    name = pick(STEPS, step)
    # Silver has no automations.
    name[(step == STEPS.index("Automations introduced")) & (world.accounts.edition[account] == 0)] = _IN_SILVER
    return pd.DataFrame(
        {
            "milestone_id": [f"O-{number:05d}" for number in range(1, len(account) + 1)],
            "account_id": world.ids(account),
            "step": step + 1,
            "name": name,
            "due_on": dates(steps.due.ravel()),
            "started_on": dates(steps.began.ravel()),
            "done_on": dates(steps.done.ravel()),
        }
    )
