"""More columns of the accounts table: what was bought, what it is used for, how well it fits, who may be quoted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from . import words
from .columns import lists, nullable_integers, pick, with_missing
from .days import NEVER, dates
from .draws import Array, Draws
from .onboarding import Steps
from .terms import Terms
from .world import World

FIT_MISSING, GROWTH_MISSING, PRODUCTS_MISSING, TAGS_MISSING, USES_MISSING = 0.05, 0.06, 0.02, 0.04, 0.10
EMPTY_PRODUCTS = 3
# Companies of fewer people than these are best served by Silver, by Gold.
_FITS_SILVER, _FITS_GOLD = 120, 900
_PRODUCTS = ((0.96, 0.22, 0.12), (0.93, 0.45, 0.30), (0.90, 0.70, 0.50))
_PILOT_DAYS = (30, 60, 90)


def profile(world: World, terms: Terms, steps: Steps, uses: Array) -> pd.DataFrame:
    """The accounts table with its further columns.

    Parameters
    ----------
    terms : the terms of the contracts.
    steps : the onboarding steps.
    uses : (accounts, use cases) mask of what each account wants to do.
    """
    base, traits, draws = world.accounts, world.traits, Draws(world.seed, "profile")
    story, count = base.story, len(world)
    trial = story.trial

    products = _products(base.edition, draws)
    tags = draws.uniform((count, len(words.TAGS))) < (0.08, 0.10, 0.04, 0.03)
    happy = ~traits.troubled & ~story.internal & ~trial & (story.started < -240)
    stands = draws.uniform(count)
    lasts = np.asarray(_PILOT_DAYS)[draws.choice((0.6, 0.25, 0.15), count)]
    scoped = np.maximum(np.ceil(base.seats * traits.used * draws.table((0.0, 0.5, 1.0), (0.5, 0.9, 1.7), count)), 2)
    ideal = np.digitize(base.employees, (_FITS_SILVER, _FITS_GOLD))
    unpriced = base.frame["arr"].isna().to_numpy()
    mrr = np.where(unpriced, np.nan, np.round(base.paid / 12, 2))
    opts_out = draws.uniform(count) < 0.13
    # These two have nothing to do with anything, like the region: the poor choices that a segmentation may fall for.
    quarter, sales_class = draws.integers(0, 3, count), draws.choice((0.2, 0.3, 0.5), count)

    added: dict[str, Any] = {
        "products": _with_gaps(lists(words.PRODUCTS, products), PRODUCTS_MISSING, EMPTY_PRODUCTS, draws),
        "freemium": traits.freemium,
        "is_pilot": traits.pilot,
        "pilot_ends_on": dates(np.where(traits.pilot, story.started + lasts, NEVER)),
        "scoped_seats": nullable_integers(scoped, ~traits.pilot),
        "contract_type": with_missing(pick(words.CONTRACT_TYPES, terms.kind), trial),
        "contract_months": nullable_integers(terms.months, trial),
        "opt_out": opts_out & ~trial,
        "mrr": mrr,
        "fit_edition": pick(words.EDITIONS, ideal),
        "product_fit": _some(pick(words.FITS, traits.fit), FIT_MISSING, draws),
        "growth_potential": _some(pick(words.GRADES, traits.growth), GROWTH_MISSING, draws),
        "intended_uses": _some(lists([name for name, _, _ in words.USE_CASES], uses), USES_MISSING, draws),
        "tags": _some(lists(words.TAGS, tags), TAGS_MISSING, draws),
        "is_reference": happy & (stands < 0.22),
        "reference_potential": happy & (stands >= 0.22) & (stands < 0.45),
        "onboarding_due_on": dates(steps.due[:, -1]),
        "onboarded_on": dates(steps.done[:, -1]),
        "fiscal_quarter": pick(words.QUARTERS, quarter),
        "sales_class": pick(words.SALES_CLASSES, sales_class),
    }
    return base.frame.assign(**added)


def _products(edition: Array, draws: Draws) -> Array:
    bought = draws.uniform((len(edition), len(words.PRODUCTS))) < np.asarray(_PRODUCTS)[edition]
    # Everybody has bought something.
    bought[~bought.any(axis=1), 0] = True
    return bought


def _some(values: Array, share: float, draws: Draws) -> Array:
    return with_missing(values, draws.exactly(round(share * len(values)), len(values)))


def _with_gaps(values: Array, share: float, empty: int, draws: Draws) -> Array:
    """Lists of which a share is missing and a few others are empty."""
    missing = draws.exactly(round(share * len(values)), len(values))
    nothing = draws.exactly(empty, ~missing)
    found = with_missing(values, missing)
    for at in np.flatnonzero(nothing):
        found[at] = []
    return found
