"""What differs between dialects: one small class of primitives each. Nothing else in the builder knows a dialect."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError, suggest
from seg_widgets.sql.dialects.base import Dialect, column_value
from seg_widgets.sql.dialects.bigquery import BigQuery
from seg_widgets.sql.dialects.clickhouse import ClickHouse
from seg_widgets.sql.dialects.postgres import Postgres
from seg_widgets.sql.dialects.snowflake import Snowflake
from seg_widgets.sql.dialects.spark import Databricks, Spark
from seg_widgets.sql.dialects.trino import Trino

DIALECTS: dict[str, type[Dialect]] = {
    made.name: made for made in (Dialect, Postgres, Spark, Databricks, Snowflake, BigQuery, ClickHouse, Trino)
}


def dialect(name: str, time_zone: str, located: Mapping[str, exp.Expr] | None = None) -> Dialect:
    """Give a dialect by name.

    Parameters
    ----------
    located
        Table -> what is selected from in its place.

    Raises
    ------
    UnsupportedError
        A dialect that is not known is refused, not guessed at.
    """
    try:
        return DIALECTS[name](time_zone, located)
    except KeyError:
        raise UnsupportedError(
            Problem(
                "unknown-dialect",
                f"There is no SQL for the dialect {name!r} yet.",
                "",
                suggest(name, DIALECTS, what="dialects"),
            )
        ) from None


__all__ = ["DIALECTS", "Dialect", "column_value", "dialect"]
