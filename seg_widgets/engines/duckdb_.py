"""A DuckDB database file, or a DuckDB connection that somebody else holds: read where it lies, as a warehouse is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.convert import nan_free
from seg_widgets.engines.load.types import ours, stored
from seg_widgets.engines.warehouse import TableFound, Warehouse
from seg_widgets.errors import EngineError, Problem
from seg_widgets.schema.types import ColumnType

_CATALOG = """
SELECT CASE WHEN schema_name = database_name THEN database_name END, schema_name, table_name, column_name, data_type
FROM duckdb_columns()
WHERE NOT internal AND database_name = current_database()
ORDER BY schema_name <> current_schema(), schema_name, table_name, column_index
"""


class DuckDBWarehouse(Warehouse):
    """The tables and views of a DuckDB database.

    Parameters
    ----------
    database
        A file, which is opened for reading only, or a connection.
    """

    name: ClassVar[str] = "DuckDB"
    dialect: ClassVar[str] = "duckdb"

    def __init__(self, database: str | Path | duckdb.DuckDBPyConnection) -> None:
        super().__init__()
        self._own = self.read_only = not isinstance(database, duckdb.DuckDBPyConnection)
        if isinstance(database, duckdb.DuckDBPyConnection):
            self.connection = database.cursor()
            return
        if not Path(database).is_file():
            raise EngineError(
                Problem("missing-file", f"There is no file {str(database)!r}.", str(database), "Name a DuckDB database file.")
            )
        try:
            self.connection = duckdb.connect(str(database), read_only=True)
        except duckdb.Error as error:
            words = f"DuckDB cannot open it: {str(error).splitlines()[0]}"
            raise EngineError(
                Problem("no-server", words, str(database), "Close what has it open for writing, or give the connection.")
            ) from error

    def tables(self) -> dict[str, TableFound]:
        found: dict[tuple[str, ...], dict[str, str]] = {}
        for database, schema, table, column, native in self.connection.execute(_CATALOG).fetchall():
            # A schema that is called as the file is: DuckDB wants to be told which of the two is meant.
            path: tuple[str, ...] = (database, schema, table) if database is not None else (schema, table)
            found.setdefault(path, {})[column] = native
        named: dict[str, TableFound] = {}
        for path, columns in found.items():
            named[path[-1] if path[-1] not in named else ".".join(path)] = TableFound(path, columns)
        return named

    def type_of(self, native: str) -> ColumnType | None:
        return ours(native)

    def reads_as(self, value: exp.Expr, native: str) -> exp.Expr | None:
        """As loading does: NaN is missing, and what has a finer type is read as the one that segments know."""
        target = stored(native)
        if native in ("DOUBLE", "FLOAT"):
            return nan_free(value if target is None else exp.cast(value, target, dialect="duckdb"))
        return exp.cast(value, target, dialect="duckdb") if target is not None else None

    def _create(self, there: exp.Table, query: str, replace: bool) -> None:
        made = "CREATE OR REPLACE TABLE" if replace else "CREATE TABLE"
        self.connection.execute(f"{made} {there.sql(dialect=self.dialect)} AS\n{query}")

    def _arrow(self, text: str) -> Any:
        return self.connection.sql(text).to_arrow_table()

    def close(self) -> None:
        self.connection.close()
