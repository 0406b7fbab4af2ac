"""Which engine somebody means."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seg_widgets.engines.warehouse import Warehouse
from seg_widgets.errors import EngineError, Problem


def warehouse_of(engine: Any) -> Warehouse:
    """Give the warehouse behind a connection, a session, an address or a file; a package is loaded when it is first asked for.

    Raises
    ------
    EngineError
        ``unknown-engine``, ``missing-extra``, ``no-server``, ``missing-file``.
    """
    if isinstance(engine, Warehouse):
        return engine
    home = type(engine).__module__.partition(".")[0]
    if isinstance(engine, str) and engine.startswith(("postgresql://", "postgres://")):
        home = "psycopg"
    elif engine == "spark":
        engine, home = None, "pyspark"
    elif isinstance(engine, (str, Path)) and Path(engine).suffix.lower() in (".duckdb", ".ddb", ".db"):
        home = "duckdb"
    if home == "psycopg":
        from seg_widgets.engines.postgres import PostgresWarehouse

        return PostgresWarehouse(engine)
    if home == "pyspark":
        from seg_widgets.engines.spark import SparkWarehouse

        return SparkWarehouse(engine)
    if home in ("duckdb", "_duckdb"):
        from seg_widgets.engines.duckdb_ import DuckDBWarehouse

        return DuckDBWarehouse(engine)
    shown = f"The text {engine!r}" if isinstance(engine, str) else f"A {type(engine).__name__}"
    raise EngineError(
        Problem(
            "unknown-engine",
            f"{shown} is not an engine that is known here.",
            "engine",
            "Give 'postgresql://user@host/database' or a psycopg connection, a SparkSession or 'spark', a DuckDB file or connection.",
        )
    )
