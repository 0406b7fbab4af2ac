"""A plan as it would be answered on its day, had nothing been recorded after an earlier one: time passes, data does not."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from seg_widgets.plan.calendar import Days
from seg_widgets.plan.leaves import Anchored, ColumnLeaf, PeersLeaf, Rows, TierLeaf
from seg_widgets.plan.nodes import Plan


def hidden_after(plan: Plan, day: date) -> Plan:
    """Hide what is dated after a day from a plan: rows of dated tables, intervals that start later, ends that come later.

    Windows, spans and days since are still counted to the plan's own day. What is compared with attributes stays: they are as
    they are in the entity's table.
    """
    return replace(
        plan, as_of=min(plan.as_of, day), tree=_cut(plan.tree, day), universe={e: _cut(t, day) for e, t in plan.universe.items()}
    )


def _cut(part: Any, day: date) -> Any:
    if isinstance(part, tuple):
        return tuple(_cut(each, day) for each in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    if isinstance(part, Days):  # of a leaf; it may run backwards then, and holds no day
        return Days(part.first, min(part.last, day))
    changed = {f.name: _cut(getattr(part, f.name), day) for f in fields(part)}
    for name in _DATED.get(type(part), ()):
        if changed[name] is not None:
            changed[name] = min(changed[name], day)
    return replace(part, **changed)


_DATED: dict[type, tuple[str, ...]] = {
    Anchored: ("last",),
    Rows: ("holds_on", "through"),
    ColumnLeaf: ("not_after",),
    PeersLeaf: ("as_of",),
    TierLeaf: ("as_of",),
}
"""What says up to when something is seen; all else that is a day (a threshold, the day to count from) stays."""
