"""What differs between dialects: one small class of primitives each. Nothing else in the builder knows a dialect."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError, suggest
from seg_widgets.sql.dialects.base import Dialect, column_value
from seg_widgets.sql.dialects.postgres import Postgres
from seg_widgets.sql.dialects.spark import Databricks, Spark

DIALECTS: dict[str, type[Dialect]] = {"duckdb": Dialect, "postgres": Postgres, "spark": Spark, "databricks": Databricks}


def dialect(name: str, time_zone: str, located: Mapping[str, exp.Expr] | None = None) -> Dialect:
    """Give a dialect by name.

    Parameters
    ----------
    located
        Table -> what is selected from in its place.

    Raises
    ------
    UnsupportedError
        A dialect whose statements have not been proved to mean the same is refused, not guessed at.
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
