"""Many at once: all templates of the catalogue; ten segments on twelve days."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from tests.benchmarks.answers import answer
from tests.benchmarks.items.base import Answers, Given, Item, both
from tests.benchmarks.items.ten import seconds
from tests.benchmarks.metrics import AS_OF, ten, values

DAYS = tuple(date(2025 + month // 12, month % 12 + 1, 15) for month in range(11, 23))
"""Twelve days, the middles of months."""

EARLIER = (date(2025, 11, 15), date(2025, 10, 15))
"""Two days before those: what the first of them may prepare is there for the second."""


def bound(ws: Any) -> dict[str, Any]:
    """Bind every template that the workspace has the data for."""
    import seg_widgets as sw

    return {template.id: template.bind(ws) for template in sw.templates.available(ws).available}


def segments_of(templates: dict[str, Any]) -> dict[str, Any]:
    """Give the segment of each; of a split that which it splits."""
    return {name: getattr(template, "segment", template) for name, template in templates.items()}


def together(given: Given) -> Answers:
    """Answer all templates at once, and count the parts of those that split."""
    from seg_widgets.results import evaluate_all

    ws = given.opened()
    with given.clock("bind"):
        templates = bound(ws)
    segments = segments_of(templates)
    with given.clock("ten"):
        found = evaluate_all([ws.plan(segment) for segment in segments.values()], ws.session)
        for template in templates.values():
            if hasattr(template, "by"):
                ws.split(template)
    given.clock.figures["templates"] = len(templates)
    sums = [_told(ws, segment.entity, evaluation.members.array()) for segment, evaluation in zip(segments.values(), found, strict=True)]
    return answer(list(segments), {"members": np.array([m for m, _ in sums]), "which": np.array([w for _, w in sums])})


def one_by_one(given: Given) -> Answers:
    """Answer the same segments as people do: a statement each, as it is exported."""
    ws = given.opened()
    segments = segments_of(bound(ws))
    places: dict[str, Any] = {}
    for entity in {segment.entity for segment in segments.values()}:
        keys = _keys(ws, entity)
        places[entity] = dict(zip(keys, range(len(keys)), strict=True))
    texts = {name: segment.to_sql(workspace=ws) for name, segment in segments.items()}
    sums = []
    for name, segment in segments.items():
        with given.clock("each"):
            keys = ws.keys_of(texts[name])
        sums.append((len(keys), float(sum(places[segment.entity][key] + 1 for key in keys))))
    for of in (given.clock.wall, given.clock.cpu):
        of["ten"] = [sum(of.pop("each"))]
    return answer(list(segments), {"members": np.array([m for m, _ in sums]), "which": np.array([w for _, w in sums])})


def ten_metrics(given: Given) -> Answers:
    """Read the ten metrics, to set beside."""
    ws = given.opened()
    metrics = ten(ws)
    with given.clock("ten"):
        values(ws, metrics)
    return None


def _keys(ws: Any, entity: str) -> list[Any]:
    return list(ws.rows_of(entity, np.ones(ws.session.size(entity), dtype=bool)).iloc[:, 0])


def _told(ws: Any, entity: str, who: np.ndarray) -> tuple[int, float]:
    """Say how many, and which: the sum of their places."""
    at = np.flatnonzero(who)
    return len(at), float((at + 1).sum())


def ten_segments(ws: Any) -> dict[str, Any]:
    """Give ten segments, one over each of the ten metrics and some over two."""
    import seg_widgets as sw

    m = ten(ws)
    conditions = {
        "Active": m["active_days_30"] >= 5,
        "Steady": m["active_days_90"] >= 20,
        "Broad": m["features_90"] >= 4,
        "Automating": m["automations_30"] >= 2,
        "Reporting": (m["report_days_90"] >= 5) & (m["active_days_30"] >= 2),
        "Heavy": m["minutes_30"] >= 200.55,
        "Long": m["long_90"] >= 3,
        "Many users": m["users_30"] >= 3,
        "Falling": m["change_30"] <= -0.3,
        "Silent": (m["days_since"] > 60) | (m["users_30"] == 0),
    }
    return {name: sw.Segment(name, condition, entity="accounts") for name, condition in conditions.items()}


def by_rule(found: dict[str, Any]) -> dict[str, np.ndarray]:
    """Say who is in the ten segments, by the ten metrics as they were read by hand."""
    v = {name: np.ma.asarray(values).astype(float).filled(np.nan) for name, values in found.items() if name != "key"}
    return {
        "Active": v["active_days_30"] >= 5,
        "Steady": v["active_days_90"] >= 20,
        "Broad": v["features_90"] >= 4,
        "Automating": v["automations_30"] >= 2,
        "Reporting": (v["report_days_90"] >= 5) & (v["active_days_30"] >= 2),
        "Heavy": v["minutes_30"] >= 200.55,
        "Long": v["long_90"] >= 3,
        "Many users": v["users_30"] >= 3,
        "Falling": v["change_30"] <= -0.3,
        "Silent": (v["days_since"] > 60) | (v["users_30"] == 0),
    }


def twelve_days(given: Given) -> Answers:
    """Follow ten segments over twelve days, where the table has been read on another day before."""
    from seg_widgets.results import evaluate_all

    ws = given.opened()
    segments = ten_segments(ws)
    with given.clock("first day"):
        evaluate_all([ws.plan(segment, AS_OF) for segment in segments.values()], ws.session)
    for part, day in zip(("an earlier day", "another day"), EARLIER, strict=True):
        with given.clock(part):
            evaluate_all([ws.plan(segment, day) for segment in segments.values()], ws.session)
    with given.clock("twelve days"):
        found = evaluate_all([ws.plan(segment, day) for segment in segments.values() for day in DAYS], ws.session)
    names = [f"{name} {day}" for name in segments for day in DAYS]
    return answer(names, {"members": np.array([evaluation.members.count() for evaluation in found])})


def twelve_runs(given: Given) -> Answers:
    """Follow them by hand: the statement of the ten metrics, run on each day."""
    from tests.benchmarks.peers import duckdb_

    connection = duckdb_.connected(given.folder)
    counts: dict[str, int] = {}
    with given.clock("one day"):
        duckdb_.ten(connection, EARLIER[-1])
    with given.clock("twelve days"):
        for day in DAYS:
            counts |= {f"{name} {day}": int(who.sum()) for name, who in by_rule(duckdb_.ten(connection, day)).items()}
    return answer(list(counts), {"members": np.array(list(counts.values()))})


TEMPLATES = Item(
    "templates",
    "all templates of the catalogue at once, cold, from Parquet",
    {"ours": together, "ten metrics": ten_metrics, "a statement each": one_by_one},
    (
        *both("all templates / the ten metrics", ("ours", "ten"), ("ten metrics", "ten"), 4.0),
        *both("ours / a statement each", ("ours", "ten"), ("a statement each", "ten")),
        *(seconds(side) for side in ("ours", "ten metrics", "a statement each")),
    ),
    seldom=frozenset({"a statement each"}),
)
TWELVE = Item(
    "days",
    "ten segments on twelve days",
    {"ours": twelve_days, "DuckDB by hand": twelve_runs},
    (
        *both("twelve days / another day", ("ours", "twelve days"), ("ours", "another day"), 5.0),
        *both("twelve days / the first day, cold", ("ours", "twelve days"), ("ours", "first day")),
        *both("ours / twelve runs by hand", ("ours", "twelve days"), ("DuckDB by hand", "twelve days")),
        *both("an earlier day, the first time / another day", ("ours", "an earlier day"), ("ours", "another day")),
        *both("another day / a run by hand", ("ours", "another day"), ("DuckDB by hand", "one day")),
    ),
)
