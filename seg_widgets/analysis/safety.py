"""Why a rule is not safe to use: what lacks, what is old, what is odd in the data behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from seg_widgets.analysis.spans import Span
from seg_widgets.definition import Related
from seg_widgets.definition.base import Node

VERDICTS = ("unsafe", "careful", "safe")
"""The gravest first."""
MANY, SOME = 0.5, 0.05
"""Shares of missing values from which on a rule is unsafe, and to be taken with care."""
LATE, GAPS = 30, 6
"""So many days without a new row are long, where the window is not longer; and so many times the usual gap."""
ODD, FEW = 0.1, 0.005
"""Shares of odd rows from which on a rule is unsafe, and to be taken with care."""
SERIOUS = frozenset({"unknown-link", "missing-link", "missing-time", "repeated-row", "repeated-key", "before-start", "end-before-start",
                     "wrong-order", "placeholder", "stale-table", "out-of-range", "empty-table"})  # fmt: skip
"""Findings of the data check that can change who meets a rule."""


@dataclass
class Looked:
    """A rule as the check looks at it."""

    place: str
    node: Node
    entity: str
    words: str
    plan: Any
    reasons: list[tuple[str, str]] = field(default_factory=list)


def say_missing(rule: Looked, missing: int, entities: int, share: float) -> None:
    """Say that many lack the metric, or of a related group have nobody in scope."""
    what = "have none" if isinstance(rule.node, Related) else "lack it"
    if entities and share >= SOME:
        verdict = "unsafe" if share >= MANY and not isinstance(rule.node, Related) else "careful"
        rule.reasons.append((verdict, f"{share:.0%} {what} ({missing:,} of {entities:,})"))


def say_dates(rule: Looked, spans: dict[str, Span], back: date | None, as_of: date) -> None:
    """Say that its tables have nothing of its window, nothing new, or begin within it."""
    for name, span in spans.items():
        if span.first is None or span.last is None:
            rule.reasons.append(("unsafe", f"{name} has no rows up to {as_of}"))
            continue
        age, length = (as_of - span.last).days, (as_of - back).days + 1 if back is not None else None
        if length is not None and age >= length:
            verdict = "unsafe" if age > GAPS * span.gap else "careful"  # of rare events a short window often holds none
            rule.reasons.append((verdict, f"the latest row of {name} is of {span.last}, before the window begins ({back})"))
        elif age > max(LATE, (length or 0) / 2, GAPS * span.gap):
            rule.reasons.append(("careful", f"the latest row of {name} is {age} days old"))
        if back is not None and span.first > back and span.last >= back:
            rule.reasons.append(("careful", f"the rows of {name} begin on {span.first}, the window on {back}"))


def say_findings(rule: Looked, tables: list[str], columns: set[tuple[str, str]], findings: Any) -> None:
    """Say what the data check found of its columns."""
    if not len(findings):
        return
    for row in findings[findings["table"].isin(tables)].to_dict("records"):
        at = (row["table"], row["column"])
        if row["code"] not in SERIOUS or at not in columns:
            continue
        told = str(row["message"]).rstrip(".")
        share = 0.0 if row["code"] == "stale-table" else float(row["share"])  # how old it is, the days have said
        rule.reasons.append(("unsafe" if share >= ODD else "careful" if share >= FEW else "safe", told))


def complete(missing: int, share: float, latest: date | None, age: float) -> str:
    """Say of a safe rule how complete and fresh it is."""
    whole = "complete" if not missing else f"{max(share, 0.001):.1%} lack it"
    return whole + (f", latest row {'of the day' if not age else f'{age:.0f} days old'}" if latest is not None else "")
