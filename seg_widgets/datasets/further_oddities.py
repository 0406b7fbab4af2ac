"""What is wrong on purpose in the further tables and columns, and where."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from . import campaigns, needs, outreach, profile, snapshots, terms, voices
from .days import dates
from .oddities import Planted, spread

REPEATED_EMAILS, ORPHAN_CALLS, ORPHAN_ARTICLES, SURVEYS_WITHOUT_TIME = 10, 4, 5, 3
ORPHAN_LICENCES, REPEATED_LICENCES, UNSTARTED, ORPHAN_USE_CASES, REVERSED_BENEFITS = 5, 8, 4, 3, 3

FURTHER: Mapping[str, Planted] = MappingProxyType(
    {
        "missing products": Planted(
            "accounts", "products", None, profile.PRODUCTS_MISSING, "accounts", "No list at all."),
        "empty products": Planted(
            "accounts", "products", profile.EMPTY_PRODUCTS, None, None, "A list with nothing in it."),
        "missing product fit": Planted(
            "accounts", "product_fit", None, profile.FIT_MISSING, "accounts", "Drawn from all accounts."),
        "missing growth potential": Planted(
            "accounts", "growth_potential", None, profile.GROWTH_MISSING, "accounts", "Drawn from all accounts."),
        "missing intended uses": Planted(
            "accounts", "intended_uses", None, profile.USES_MISSING, "accounts",
            "No list at all, whatever use_cases holds; where nothing is intended the list is empty."),
        "missing tags": Planted(
            "accounts", "tags", None, profile.TAGS_MISSING, "accounts",
            "No list at all; most other accounts have an empty one."),
        "repeated email ids": Planted(
            "emails", "email_id", REPEATED_EMAILS, None, None,
            "The last 10 rows repeat 10 earlier ones, spread evenly, in every column."),
        "emails without contact": Planted(
            "emails", "contact_id", None, outreach.CONTACT_MISSING, "emails", "Drawn from all emails but the repeated rows."),
        "orphan calls": Planted(
            "calls", "account_id", ORPHAN_CALLS, None, None, "Spread evenly, all of account X-0010, which does not exist."),
        "campaigns without opened": Planted(
            "campaigns", "opened", None, campaigns.OPENED_MISSING, "campaigns", "Drawn from all campaigns."),
        "orphan articles": Planted(
            "articles", "contact_id", ORPHAN_ARTICLES, None, None,
            "Spread evenly, all of contact X-00002, who does not exist."),
        "surveys without score": Planted(
            "surveys", "score", None, voices.SCORE_MISSING, "surveys", "Left blank; drawn from all surveys."),
        "surveys without time": Planted(
            "surveys", "at", SURVEYS_WITHOUT_TIME, None, None, "Spread evenly over the rows."),
        "contracts ahead": Planted(
            "contracts", "starts_on", terms.AHEAD, None, None,
            "Signed, but they begin after the as-of day, with the account's renewal: not yet to be seen."),
        "licences without used": Planted(
            "licences", "used", None, snapshots.USED_MISSING, "licences", "Drawn from all licences but the repeated rows."),
        "orphan licences": Planted(
            "licences", "account_id", ORPHAN_LICENCES, None, None,
            "Spread evenly, all of account X-0004, which does not exist."),
        "repeated licences": Planted(
            "licences", "day", REPEATED_LICENCES, None, None,
            "The last 8 rows repeat 8 earlier ones, spread evenly, in every column."),
        "stale licences": Planted(
            "licences", "day", snapshots.STALE, None, None,
            "Accounts, still here, whose last row is 90 days old or older. They count accounts, not rows."),
        "health without sentiment": Planted(
            "health", "sentiment", None, snapshots.SENTIMENT_MISSING, "health", "Drawn from all rows."),
        "milestones done but not started": Planted(
            "milestones", "started_on", UNSTARTED, None, None, "Spread evenly over those that are done."),
        "orphan use cases": Planted(
            "use_cases", "account_id", ORPHAN_USE_CASES, None, None,
            "The last three rows, of accounts X-0005 to X-0007, which do not exist."),
        "benefits achieved before they were bought": Planted(
            "benefits", "achieved_on", REVERSED_BENEFITS, None, None,
            "Spread evenly over those that are achieved: 30 days before the account's start."),
        "churns without reason": Planted(
            "churns", "reason", None, needs.REASON_MISSING, "churns", "Drawn from all churns but the orphan."),
        "orphan churn": Planted(
            "churns", "account_id", 1, None, None, "The last row, of account X-0008, which does not exist."),
        "missing benchmarks": Planted(
            "benchmarks", "feature", needs.BENCHMARKS_LEFT_OUT, None, None,
            "Pairs of an industry and a feature that have no row."),
    }
)  # fmt: skip


def plant_further(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The further tables with orphans, contradictions, rows without a time and repeated rows put in."""
    changed = {name: table.copy() for name, table in tables.items()}
    changed["calls"].loc[spread(len(tables["calls"]), ORPHAN_CALLS, 1), "account_id"] = "X-0010"
    changed["articles"].loc[spread(len(tables["articles"]), ORPHAN_ARTICLES, 1), "contact_id"] = "X-00002"
    changed["surveys"].loc[spread(len(tables["surveys"]), SURVEYS_WITHOUT_TIME, 2), "at"] = pd.NaT
    changed["licences"].loc[spread(len(tables["licences"]), ORPHAN_LICENCES, 1), "account_id"] = "X-0004"
    changed["emails"] = _repeat(changed["emails"], REPEATED_EMAILS)
    changed["licences"] = _repeat(changed["licences"], REPEATED_LICENCES)

    done = np.flatnonzero(tables["milestones"]["done_on"].notna())
    changed["milestones"].loc[done[spread(len(done), UNSTARTED, 1)], "started_on"] = pd.NaT
    achieved = np.flatnonzero(tables["benefits"]["achieved_on"].notna())
    reversed_ = achieved[spread(len(achieved), REVERSED_BENEFITS, 1)]
    before = tables["benefits"].loc[reversed_, "bought_on"] - pd.Timedelta(days=30)
    changed["benefits"].loc[reversed_, "achieved_on"] = before

    last = len(tables["use_cases"]) + 1
    orphans = (
        tables["use_cases"]
        .iloc[:ORPHAN_USE_CASES]
        .assign(
            use_case_id=[f"U-{last + k:05d}" for k in range(ORPHAN_USE_CASES)],
            account_id=[f"X-{k + 5:04d}" for k in range(ORPHAN_USE_CASES)],
        )
    )
    changed["use_cases"] = pd.concat([tables["use_cases"], orphans], ignore_index=True)
    left = {"account_id": ["X-0008"], "at": dates(np.array([-100])), "reason": ["Price"], "arr_lost": [4800.0]}
    changed["churns"] = pd.concat([tables["churns"], pd.DataFrame(left)], ignore_index=True)
    return changed


def _repeat(table: pd.DataFrame, rows: int) -> pd.DataFrame:
    return pd.concat([table, table.iloc[spread(len(table), rows, 3)]], ignore_index=True)
