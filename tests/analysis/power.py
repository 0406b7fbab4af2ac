"""How often associations find what is planted in the demo data, and what is not: ``python -m tests.analysis.power [accounts] [seeds]``.

Churn in the last nine months, told by what was known before them. Each seed is a world of its own: other customers, other chance.

- Power: the share of seeds in which a planted dimension is found (``matters`` or ``weak``).
- False positives: the share of planted noise that is found, in a list with all that one would usually try and what is planted
  (there a correction for many tries allows for a twentieth of what is found), and of noise that is tried alone, one at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pandas as pd

import seg_widgets as sw
from seg_widgets.analysis.dimensions import usual

NOISE = ["region", "industry", "fiscal_quarter", "sales_class"]
READ_ON = "2026-02-20"


def churned(ws: sw.Workspace) -> sw.Segment:
    return sw.Segment("Churned", ws.churns.count.ever() >= 1, entity="accounts")


def planted(ws: sw.Workspace) -> dict[str, object]:
    """What tells of churn in truth, by the page on the demo data, as of a day."""
    a, c = ws.accounts, ws.contacts
    late = (a.onboarded_on > a.onboarding_due_on) | (a.onboarded_on.is_missing() & (a.onboarding_due_on.days_since() > 0))
    return {
        "product fit": "product_fit",
        "onboarded late": sw.Segment("Onboarded late", late),
        "health score": ws.health.score.latest.ever(),
        "licences used": ws.licences.used.latest.ever(),
        "days since last use": ws.usage.last_day.ever().days_since(),
        "sponsor active": sw.Segment("Sponsor active", c.any(c.role.is_("Executive Sponsor") & (ws.usage.count.last(days=60) >= 1))),
    }


def verdicts(accounts: int, seeds: Iterable[int]) -> pd.DataFrame:
    """Give a row a seed and dimension: ``group`` (planted, noise, noise alone), ``verdict``, ``reached``."""
    rows = []
    for seed in seeds:
        ws = sw.datasets.demo(accounts, seed=seed)
        goal, truths = churned(ws), planted(ws)
        names = dict(zip(_labels(ws, [*truths.values(), *NOISE]), [*truths, *NOISE], strict=True))
        others = [one.node for one in usual(ws, "accounts") if one.label not in names and "churn" not in one.label.lower()]
        frame = sw.associate(ws, goal, dimensions=[*truths.values(), *NOISE, *others], as_of=READ_ON)
        found = frame.set_index("dimension")["verdict"]
        reached = frame.attrs["reached"]
        rows += [(seed, "noise" if name in NOISE else "planted", name, found[label], reached) for label, name in names.items()]
        for column in NOISE:
            alone = sw.associate(ws, goal, dimensions=[column], as_of=READ_ON)["verdict"].iloc[0]
            rows.append((seed, "noise alone", column, alone, reached))
        ws.close()
    return pd.DataFrame(rows, columns=["seed", "group", "name", "verdict", "reached"])


def _labels(ws: sw.Workspace, given: list[object]) -> list[str]:
    from seg_widgets.analysis.dimensions import asked

    return [asked(ws, one, "accounts", where="").label for one in given]


def rates(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the share of seeds in which each dimension is found, and called a poor choice."""
    told = frame.assign(found=frame["verdict"].isin(["matters", "weak"]), poor=frame["verdict"].str.startswith("nothing"))
    return told.groupby(["group", "name"], sort=False)[["found", "poor"]].mean()


if __name__ == "__main__":
    size, number = (int(argument) for argument in [*sys.argv[1:], "500", "40"][:2])
    everything = verdicts(size, range(100, 100 + number))
    print(f"{size:,} accounts, {number} seeds, {everything['reached'].mean():.0f} churned on average")
    print(rates(everything).round(3).to_string())
    print(
        everything.assign(found=everything["verdict"].isin(["matters", "weak"])).groupby("group")["found"].agg(["mean", "size"]).to_string()
    )
