"""Generate the demo data: the tables of a made-up software company's customers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from . import needs, onboarding, outreach, snapshots, voices
from .campaigns import campaigns
from .further_oddities import FURTHER, plant_further
from .meetings import meetings
from .oddities import CORE, Planted, plant
from .profile import profile
from .terms import contracts
from .terms import terms as draw_terms
from .tickets import tickets
from .usage import usage
from .world import World, draw_world

SMALLEST, LARGEST = 40, 5_000

PLANTED: Mapping[str, Planted] = MappingProxyType({**CORE, **FURTHER})
"""Everything that is wrong with the demo data on purpose."""


def frames(accounts: int = 500, seed: int = 7) -> dict[str, pd.DataFrame]:
    """The demo tables, the same on every machine for the same arguments.

    Parameters
    ----------
    accounts : int
        Number of accounts, from 40 (so that what is planted finds room) to 5,000 (all is held in memory at once).
    seed : int
        Any whole number from 0 on.

    Returns
    -------
    dict of DataFrame
        The tables that docs/demo-data.md lists; their columns are described in `schema.WORKSPACE`, what is odd in
        them in `PLANTED`. Two years of events end with `days.AS_OF`; renewals, planned meetings and contracts that are
        signed already lie after it. Dates are midnights, dates and times are naive datetime64[us] in UTC.

    Raises
    ------
    ValueError
        If `accounts` is out of range or `seed` is negative.
    """
    if not SMALLEST <= accounts <= LARGEST:
        raise ValueError(f"accounts must be from {SMALLEST} to {LARGEST:,}, not {accounts:,}")
    check_seed(seed)
    world = draw_world(accounts, seed)
    core, further = tables_of(world)
    drawn = usage(world.accounts, world.contacts, world.features, seed)
    return plant({"accounts": core.pop("accounts"), "contacts": core.pop("contacts"), "usage": drawn, **core}) | further


def check_seed(seed: int) -> None:
    """Refuse a seed that is none.

    Raises
    ------
    ValueError
        If it is negative.
    """
    if seed < 0:
        raise ValueError(f"seed must be 0 or more, not {seed}")


def tables_of(world: World) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """All tables but usage: those of the first five, yet without oddities, and the further ones, with theirs."""
    terms = draw_terms(world)
    steps = onboarding.steps(world)
    wanted = needs.intentions(world)
    accounts = profile(world, terms, steps, wanted)
    core = {
        "accounts": accounts,
        "contacts": world.contacts.frame,
        "tickets": tickets(world.accounts, world.features, world.seed),
        "meetings": meetings(world.accounts, world.seed),
    }
    further = {
        "emails": outreach.emails(world),
        "calls": outreach.calls(world),
        "campaigns": campaigns(world),
        "articles": voices.articles(world),
        "surveys": voices.surveys(world),
        "contracts": contracts(world, terms),
        "licences": snapshots.licences(world, terms),
        "health": snapshots.health(world),
        "milestones": onboarding.milestones(world, steps),
        "use_cases": needs.use_cases(world, wanted),
        "benefits": needs.benefits(world),
        "references_given": voices.references_given(world, accounts["is_reference"].to_numpy()),
        "churns": needs.churns(world),
        "benchmarks": needs.benchmarks(world),
    }
    return core, plant_further(further)
