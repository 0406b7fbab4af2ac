"""The ten behaviour metrics that are measured, in the fluent language, and how their values are had."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.answers import answer

AS_OF = date(2026, 11, 20)
NAMES = (
    "active_days_30", "active_days_90", "features_90", "automations_30", "report_days_90",
    "minutes_30", "long_90", "users_30", "change_30", "days_since",
)  # fmt: skip


def ten(ws: Any) -> dict[str, Any]:
    """Give ten metrics of accounts: filters, windows, distinct counts, a sum, a change, the last use ever."""
    usage = ws.usage
    made = (
        usage.active_days.last(days=30),
        usage.active_days.last(days=90),
        usage.feature.distinct.last(days=90),
        usage.where(feature="Automations").count.last(days=30),
        usage.where(feature=["Reports", "Dashboards"]).active_days.last(days=90),
        usage.minutes.sum.last(days=30),
        usage.where(usage.minutes > 30).count.last(days=90),
        usage.contact_id.distinct.last(days=30),
        usage.count.last(days=30).change(),
        usage.days_since_last(),
    )
    return dict(zip(NAMES, made, strict=True))


def opened(folder: Path, cache: bool | Path = False) -> Any:
    """Open a folder as a workspace; nothing is taken from an earlier session, unless it is said where that kept it."""
    import seg_widgets as sw

    return sw.Workspace.from_folder(folder, quiet=True, cache=cache)


def values(ws: Any, metrics: Mapping[str, Any], entity: str = "accounts", as_of: Any = None) -> dict[str, np.ndarray]:
    """Read metrics: the value of each for every entity, masked where missing, in the session's order."""
    import seg_widgets as sw

    segment = sw.Segment("Values", sw.any_of(*(metric.is_present() for metric in metrics.values())), entity=entity)
    compares = list(ws.plan(segment, as_of).tree.members)
    return {name: left for name, (left, _) in zip(metrics, ws.session.sides(entity, compares), strict=True)}


def keyed(ws: Any, found: Mapping[str, Any], entity: str = "accounts") -> dict[str, np.ndarray]:
    """Give values with the keys that they are of, as an answer."""
    size = ws.session.size(entity)
    return answer(ws.rows_of(entity, np.ones(size, dtype=bool)).iloc[:, 0].to_numpy(dtype=str), found)
