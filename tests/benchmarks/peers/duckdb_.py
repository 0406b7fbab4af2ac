"""The ten metrics as one statement of DuckDB, written by hand; other ways that were tried; and the floor.

Tried, in processor time at 20 million rows, the first being 1: the statement below 1.0 (days and features as bits by contact, of
the last 90 days alone; the last use in a scan of two columns of its own); both in one scan 1.1; the same bits by account, with the
join before 1.4; a row for each account and day 1.6; one pass of ``count(distinct ...) filter (...)`` 10.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.answers import answer
from tests.benchmarks.metrics import NAMES

FEATURES = ("Reports", "Automations", "Dashboards", "Exports", "Integrations", "Alerts", "Mobile app", "API")

TEN = """
WITH recent AS (
  SELECT contact_id, CAST("at" AS DATE) AS day, feature, minutes
  FROM usage
  WHERE "at" >= $as_of::DATE - 89 AND "at" < $as_of::DATE + 1
),
lately AS (
  SELECT
    contact_id,
    bit_or(1::HUGEINT << ($as_of::DATE - day)) AS days,
    bit_or(1::HUGEINT << ($as_of::DATE - day)) FILTER (feature IN ('Reports', 'Dashboards')) AS report_days,
    bit_or(CASE feature {features} END) AS features,
    count(*) FILTER (day > $as_of::DATE - 30 AND feature = 'Automations') AS automations_30,
    sum(minutes) FILTER (day > $as_of::DATE - 30) AS minutes_30,
    count(*) FILTER (minutes > 30) AS long_90,
    count(*) FILTER (day > $as_of::DATE - 30) AS now,
    count(*) FILTER (day > $as_of::DATE - 60 AND day <= $as_of::DATE - 30) AS before
  FROM recent
  GROUP BY contact_id
),
ever AS (
  SELECT contact_id, max("at") AS last_at
  FROM usage
  WHERE "at" < $as_of::DATE + 1
  GROUP BY contact_id
),
by_account AS (
  SELECT
    account_id,
    bit_count(bit_or(days) & ((1::HUGEINT << 30) - 1)) AS active_days_30,
    bit_count(bit_or(days)) AS active_days_90,
    bit_count(bit_or(features)) AS features_90,
    sum(automations_30) AS automations_30,
    bit_count(bit_or(report_days)) AS report_days_90,
    sum(minutes_30) AS minutes_30,
    sum(long_90) AS long_90,
    count(*) FILTER (now > 0) AS users_30,
    sum(now) AS now,
    sum(before) AS before,
    max(last_at) AS last_at
  FROM ever
  JOIN contacts USING (contact_id)
  LEFT JOIN lately USING (contact_id)
  GROUP BY account_id
)
SELECT
  account_id AS key,
  coalesce(active_days_30, 0) AS active_days_30,
  coalesce(active_days_90, 0) AS active_days_90,
  coalesce(features_90, 0) AS features_90,
  coalesce(automations_30, 0) AS automations_30,
  coalesce(report_days_90, 0) AS report_days_90,
  coalesce(minutes_30, 0) AS minutes_30,
  coalesce(long_90, 0) AS long_90,
  coalesce(users_30, 0) AS users_30,
  CASE WHEN before > 0 THEN (coalesce(now, 0) - before) / before END AS change_30,
  $as_of::DATE - last_at::DATE AS days_since
FROM accounts
LEFT JOIN by_account USING (account_id)
"""

FLOOR = 'SELECT max(contact_id), max("at"), max(feature), sum(minutes) FROM usage'


def connected(folder: Path, memory: str | None = None) -> Any:
    """Give a connection with the files as views."""
    import duckdb

    connection = duckdb.connect()
    for path in sorted(folder.glob("*.parquet")):
        connection.read_parquet(str(path)).create_view(path.stem)
    if memory is not None:
        connection.execute(f"SET memory_limit = '{memory}'")
    return connection


def features() -> str:
    """Give each feature a bit; a new value would have none, and so be told by the answers that differ."""
    return " ".join(f"WHEN '{name}' THEN {1 << number}" for number, name in enumerate(FEATURES))


def ten(connection: Any, as_of: date) -> dict[str, np.ndarray]:
    """Read the ten metrics; columns as they come, ``key`` first."""
    found: dict[str, np.ndarray] = connection.execute(TEN.replace("{features}", features()), {"as_of": as_of}).fetchnumpy()
    return found


def as_answer(found: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Give what was read as an answer."""
    return answer(found["key"], {name: found[name] for name in NAMES})


def floor(connection: Any) -> None:
    """Read the columns that the ten metrics take, and do nothing with them."""
    connection.execute(FLOOR).fetchall()
