"""The campaigns table: what customers send with the product, and how much of it is opened."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import words
from .columns import in_order, nullable_integers, pick
from .days import HISTORY, instants, seconds_of_day
from .draws import Draws
from .world import World, occasions

OPENED_MISSING = 0.02

_FEATURES = ("Automations", "Alerts")
_EVERY_DAYS = (9, 16)
_OPEN_P, _OPEN_RATES = (0.0, 0.2, 0.5, 0.8, 1.0), (0.04, 0.14, 0.27, 0.42, 0.68)


def campaigns(world: World) -> pd.DataFrame:
    """The campaigns, in order of time.

    Returns
    -------
    DataFrame
        account_id, contact_id (who sent it), at, feature ("Automations" or "Alerts", once the account has taken it up),
        sent (messages), opened (of those; may be missing).
    """
    draws = Draws(world.seed, "campaigns")
    day_of = np.arange(1 - HISTORY, 1)
    parts = []
    for number, feature in enumerate(_FEATURES):
        since = world.features.since[:, words.FEATURES.index(feature)]
        weight = world.level * (day_of >= since[:, None]) * world.populated[:, None]
        account, day = occasions(weight, 1 / _EVERY_DAYS[number], draws)
        parts.append((account, day, np.full(len(account), number)))
    account, day, sent_with = (np.concatenate(part) for part in zip(*parts, strict=True))

    count = len(account)
    second = seconds_of_day(draws, count)
    # How good an account is at it: its own, a little less when it has lost interest.
    skill = draws.table(_OPEN_P, _OPEN_RATES, len(world))[account]
    rate = skill * (0.75 + 0.25 * np.minimum(world.mood_on(account, day), 1.0)) * (0.7 + 0.6 * draws.uniform(count))
    sent = np.floor(draws.table((0.0, 0.3, 0.7, 0.95, 1.0), (15, 60, 300, 1_500, 6_000), count)).astype(np.int64)
    opened = np.floor(sent * np.minimum(rate, 0.95)).astype(np.int64)
    columns = {
        "account_id": world.ids(account),
        "contact_id": world.contact_ids(world.somebody(account, day, draws)),
        "at": instants(day, second),
        "feature": pick(_FEATURES, sent_with),
        "sent": sent,
        "opened": nullable_integers(opened, draws.exactly(round(OPENED_MISSING * count), count)),
    }
    return in_order(columns, (account, second, day))
