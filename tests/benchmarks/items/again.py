"""After a table was read once in a session: another metric of it, and a window that is dragged."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.answers import answer
from tests.benchmarks.items.base import Answers, Figure, Given, Item, both
from tests.benchmarks.metrics import AS_OF, keyed, opened, ten, values


def another(ws: Any) -> dict[str, Any]:
    """Give three metrics that the ten do not have: another feature, another aggregate, another window of a distinct count."""
    usage = ws.usage
    return {
        "another feature": usage.where(feature="API").count.last(days=30),
        "another aggregate": usage.minutes.max.last(days=60),
        "another distinct count": usage.feature.distinct.last(days=45),
    }


METRICS = ("another feature", "another aggregate", "another distinct count")

BY_HAND = """
SELECT
  account_id AS key,
  coalesce(api, 0) AS "another feature", longest AS "another aggregate", coalesce(features, 0) AS "another distinct count"
FROM accounts LEFT JOIN (
  SELECT
    account_id,
    count(*) FILTER (feature = 'API' AND "at" >= $as_of::DATE - 29) AS api,
    max(minutes) FILTER ("at" >= $as_of::DATE - 59) AS longest,
    count(DISTINCT feature) FILTER ("at" >= $as_of::DATE - 44) AS features
  FROM usage JOIN contacts USING (contact_id)
  WHERE "at" < $as_of::DATE + 1 AND "at" >= $as_of::DATE - 59
  GROUP BY account_id
) USING (account_id)
"""


def warm(given: Given) -> Answers:
    """Read them one after the other where the ten metrics of the table have been read before."""
    ws = given.opened()
    values(ws, ten(ws))
    ws.session.prepare_ahead()  # as the workbench does when nothing has been asked for a moment
    return _read(given, ws)


def at_once(given: Given) -> Answers:
    """Read them right after the ten metrics: the first of them waits until rows are prepared."""
    ws = given.opened()
    values(ws, ten(ws))
    return _read(given, ws)


def cold(given: Given) -> Answers:
    """Read each in a session that has read nothing of the table."""
    told: dict[str, np.ndarray] = {}
    for name in METRICS:
        ws = given.opened()
        ws.session.size("accounts")
        metric = another(ws)[name]
        with given.clock(name):
            found = values(ws, {name: metric})
        told |= keyed(ws, found)
        ws.close()
    return told


def _read(given: Given, ws: Any) -> Answers:
    found: dict[str, Any] = {}
    for name, metric in another(ws).items():
        with given.clock(name):
            found |= values(ws, {name: metric})
    return keyed(ws, found)


def by_hand(given: Given) -> Answers:
    """Read all three by a statement written by hand."""
    from tests.benchmarks.peers import duckdb_

    connection = duckdb_.connected(given.folder)
    with given.clock("all"):
        found = connection.execute(BY_HAND, {"as_of": AS_OF}).fetchnumpy()
    return answer(found["key"], {name: found[name] for name in METRICS})


LENGTHS = tuple(range(31, 46))
DRAGGED = ("active days", "uses", "minutes", "uses of a feature", "active users")

DRAGGED_BY_HAND = """
SELECT
  account_id AS key,
  coalesce(days, 0) AS "active days", coalesce(uses, 0) AS uses, coalesce(minutes, 0) AS minutes,
  coalesce(automations, 0) AS "uses of a feature", coalesce(users, 0) AS "active users"
FROM accounts LEFT JOIN (
  SELECT
    account_id,
    count(DISTINCT CAST("at" AS DATE)) AS days,
    count(*) AS uses,
    sum(minutes) AS minutes,
    count(*) FILTER (feature = 'Automations') AS automations,
    count(DISTINCT contact_id) AS users
  FROM usage JOIN contacts USING (contact_id)
  WHERE "at" < $as_of::DATE + 1 AND "at" > $as_of::DATE - $length::INT + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND
  GROUP BY account_id
) USING (account_id)
"""


def window(ws: Any, name: str, days: int) -> Any:
    """Give a metric over a window of so many days."""
    usage = ws.usage
    return {
        "active days": usage.active_days,
        "uses": usage.count,
        "minutes": usage.minutes.sum,
        "uses of a feature": usage.where(feature="Automations").count,
        "active users": usage.contact_id.distinct,
    }[name].last(days=days)


def dragged(given: Given) -> Answers:
    """Drag the window of a rule from 30 to 45 days, each length counted; the metric was read before, with 30 days."""
    import seg_widgets as sw

    ws = given.opened()
    values(ws, ten(ws))
    for name in DRAGGED:
        ws.count(sw.Segment("Dragged", window(ws, name, 30) >= 3, entity="accounts"))
        for days in LENGTHS:
            data = sw.Segment("Dragged", window(ws, name, days) >= 3, entity="accounts").dump()
            with given.clock("window"), given.clock(name):
                ws.count(sw.Segment.load(data))
    found = [_of(ws, {name: window(ws, name, days) for name in DRAGGED}, days) for days in LENGTHS[::7]]
    return {name: np.concatenate([part[name] for part in found]) for name in found[0]}


def _of(ws: Any, metrics: dict[str, Any], days: int) -> dict[str, np.ndarray]:
    told = keyed(ws, values(ws, metrics))
    return told | {"key": np.char.add(told["key"], f" {days}")}


def dragged_by_hand(given: Given) -> Answers:
    """Ask DuckDB for the same metrics, a statement a length."""
    from tests.benchmarks.peers import duckdb_

    connection = duckdb_.connected(given.folder)
    parts = []
    for days in LENGTHS[::7]:
        with given.clock("window"):
            found = connection.execute(DRAGGED_BY_HAND, {"as_of": AS_OF, "length": days}).fetchnumpy()
        told = answer(found["key"], {name: found[name] for name in DRAGGED})
        parts.append(told | {"key": np.char.add(told["key"], f" {days}")})
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def first_session(given: Given) -> Answers:
    """Open the folder and read the ten metrics, where no session has been; what took long is kept for the next."""
    kept = _kept(given)
    shutil.rmtree(kept, ignore_errors=True)
    return _session(given, kept)


def second_session(given: Given) -> Answers:
    """Do the same in another process, where the first session has been."""
    return _session(given, _kept(given))


def _kept(given: Given) -> Path:
    return given.under / ".kept" / given.folder.name


def _session(given: Given, kept: Path) -> Answers:
    with given.clock("open"):
        ws = opened(given.folder, kept)
    metrics = ten(ws)
    with given.clock("ten"):
        found = values(ws, metrics)
    for of in (given.clock.wall, given.clock.cpu):
        of["both"] = [of["open"][-1] + of["ten"][-1]]
    told = keyed(ws, found)
    with given.clock("close"):
        ws.close()
    return told


NEW = Item(
    "new-metric",
    "a metric of a table that was read before in the session, against the same metric cold",
    {"ours": warm, "cold": cold, "at once": at_once, "DuckDB by hand": by_hand},
    (
        *(Figure(f"{name}, warm / cold", ("ours", name), ("cold", name), "wall", 0.4) for name in METRICS),
        *(Figure(f"{name}, warm / cold, processor", ("ours", name), ("cold", name), "cpu") for name in METRICS),
        Figure(f"{METRICS[0]}, right after the ten / cold", ("at once", METRICS[0]), ("cold", METRICS[0]), "wall"),
        *(Figure(f"{name}, warm", ("ours", name), None, "wall", scale=1000, unit="ms") for name in METRICS),
    ),
)
WINDOW = Item(
    "window",
    "the window of a rule dragged from 30 to 45 days, 100 thousand accounts, counted at each length",
    {"ours": dragged, "DuckDB by hand": dragged_by_hand},
    (
        Figure("a length", ("ours", "window"), None, "wall", 10.0, scale=1000, unit="ms"),
        Figure("a length, processor", ("ours", "window"), None, "cpu", scale=1000, unit="ms"),
        *(Figure(f"a length, {name}", ("ours", name), None, "wall", 10.0, scale=1000, unit="ms") for name in DRAGGED),
        Figure("all five by hand, a statement", ("DuckDB by hand", "window"), None, "wall", scale=1000, unit="ms"),
    ),
)
SECOND = Item(
    "second",
    "a second session over the same files: opened, and the ten metrics read",
    {"ours": first_session, "second session": second_session},
    (
        *both("second / first session", ("second session", "both"), ("ours", "both")),
        *(
            Figure(f"{part}, {name} session", (side, part), None, "wall", unit="s")
            for part in ("open", "ten")
            for side, name in (("ours", "first"), ("second session", "second"))
        ),
    ),
)
