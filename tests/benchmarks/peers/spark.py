"""The ten metrics in PySpark, on one machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

TEN = """
WITH used AS (
  SELECT c.account_id, u.contact_id, CAST(u.at AS DATE) AS day, u.feature, u.minutes
  FROM usage u JOIN contacts c ON u.contact_id = c.contact_id
  WHERE u.at < date_add(DATE '{as_of}', 1)
),
recent AS (SELECT * FROM used WHERE day > date_sub(DATE '{as_of}', 90)),
days AS (
  SELECT
    account_id, day, count(*) AS uses, count_if(feature = 'Automations') AS automations,
    count_if(feature IN ('Reports', 'Dashboards')) AS reports, sum(minutes) AS minutes, count_if(minutes > 30) AS long
  FROM recent GROUP BY account_id, day
),
windows AS (
  SELECT
    account_id,
    count_if(day > date_sub(DATE '{as_of}', 30)) AS active_days_30,
    count(*) AS active_days_90,
    sum(automations) FILTER (WHERE day > date_sub(DATE '{as_of}', 30)) AS automations_30,
    count_if(reports > 0) AS report_days_90,
    sum(minutes) FILTER (WHERE day > date_sub(DATE '{as_of}', 30)) AS minutes_30,
    sum(long) AS long_90,
    coalesce(sum(uses) FILTER (WHERE day > date_sub(DATE '{as_of}', 30)), 0) AS now,
    sum(uses) FILTER (WHERE day > date_sub(DATE '{as_of}', 60) AND day <= date_sub(DATE '{as_of}', 30)) AS before
  FROM days GROUP BY account_id
),
features AS (SELECT account_id, count(DISTINCT feature) AS features_90 FROM recent GROUP BY account_id),
users AS (
  SELECT account_id, count(DISTINCT contact_id) AS users_30
  FROM recent WHERE day > date_sub(DATE '{as_of}', 30) GROUP BY account_id
),
ever AS (SELECT account_id, max(day) AS last_day FROM used GROUP BY account_id)
SELECT
  a.account_id,
  coalesce(active_days_30, 0) AS active_days_30,
  coalesce(active_days_90, 0) AS active_days_90,
  coalesce(features_90, 0) AS features_90,
  coalesce(automations_30, 0) AS automations_30,
  coalesce(report_days_90, 0) AS report_days_90,
  coalesce(minutes_30, 0) AS minutes_30,
  coalesce(long_90, 0) AS long_90,
  coalesce(users_30, 0) AS users_30,
  CASE WHEN before > 0 THEN (now - before) / before END AS change_30,
  datediff(DATE '{as_of}', last_day) AS days_since
FROM accounts a
LEFT JOIN ever e ON a.account_id = e.account_id
LEFT JOIN windows w ON a.account_id = w.account_id
LEFT JOIN features f ON a.account_id = f.account_id
LEFT JOIN users s ON a.account_id = s.account_id
"""


def session() -> Any:
    """Start Spark on this machine's cores, without anything that leaves it."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[*]").appName("benchmarks")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "4g",
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def ten(spark: Any, folder: Path, as_of: date) -> Any:
    """Read the ten metrics; a pandas frame with ``account_id`` and a column each."""
    for path in folder.glob("*.parquet"):
        spark.read.parquet(str(path)).createOrReplaceTempView(path.stem)
    return spark.sql(TEN.format(as_of=as_of)).toPandas()
