"""A DuckDB connection that counts what it runs and gives whole results."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import duckdb
import numpy as np
from sqlglot import exp

from seg_widgets.engines.work import running
from seg_widgets.errors import EngineError, Problem

_UNITS = {f"{prefix}iB": 1024**power for power, prefix in enumerate("KMGT", 1)}

_CONFIG: dict[str, str | bool | int | float | list[str]] = {"preserve_insertion_order": True, "wal_autocheckpoint": "1TB"}
"""A checkpoint writes nothing of what lies in memory, and takes a third of a second where 16 MB of metrics were kept."""

_OPTIMISER = "BoundFunctionExpression"


class Database:
    """The embedded database of a workspace.

    Attributes
    ----------
    statements
        How many statements were run, by what they were for: ``read`` (tables are read), ``again`` (rows that were
        prepared are), ``mask`` (only kept columns are compared), ``link``, ``whole`` and so on. Tests hold the session's
        promises by it.
    lock
        Held while a statement runs; whoever keeps something beside the database holds it while that changes. A kernel
        answers widgets in a thread of its own beside the one that runs cells.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        self.connection = connection if connection is not None else duckdb.connect(config=_CONFIG)
        # How far a statement is can be asked only of a connection that keeps count of it; it prints nothing.
        self.connection.execute("SET enable_progress_bar = true")
        self.connection.execute("SET enable_progress_bar_print = false")
        self.statements: Counter[str] = Counter()
        self.lock = threading.RLock()
        self._held = count()

    def run(self, statement: exp.Expr | str, what: str) -> None:
        """Run a statement for its effect."""
        self._fetch(statement, what, "fetchall")

    def rows(self, statement: exp.Expr | str, what: str) -> list[tuple[Any, ...]]:
        """Run a statement; give its rows."""
        found: list[tuple[Any, ...]] = self._fetch(statement, what, "fetchall")
        return found

    def columns(self, statement: exp.Expr | str, what: str) -> dict[str, np.ndarray]:
        """Run a statement; give its columns as numpy arrays, masked where values are missing."""
        found: dict[str, np.ndarray] = self._fetch(statement, what, "fetchnumpy")
        return found

    def memory_limit(self) -> int:
        """Give how many bytes the database may take."""
        said = str(self.rows("SELECT current_setting('memory_limit')", "size")[0][0])
        number, unit = said.split()[:2] if " " in said else (said, "bytes")
        return int(float(number) * _UNITS.get(unit, 1))

    def frame(self, statement: exp.Expr | str, what: str) -> Any:
        """Run a statement; give its result as a pandas DataFrame."""
        return self._fetch(statement, what, "df")

    def arrow(self, statement: exp.Expr | str, what: str) -> Any:
        """Run a statement; give its result as a ``pyarrow.Table``."""
        return self._fetch(statement, what, "to_arrow_table")

    @contextmanager
    def holding(self, arrow: Any) -> Iterator[str]:
        """Have an Arrow table as a table for a while; give its name."""
        name = f"held_{next(self._held)}"
        with self.lock:
            self.connection.register(name, arrow)
            try:
                yield name
            finally:
                self.connection.unregister(name)

    def _without_statistics(self, text: str, how: str) -> Any:
        """Run a statement that duckdb 2.0's optimiser breaks: a CASE that the columns' statistics show to be always NULL."""
        self.connection.execute("SET disabled_optimizers = 'statistics_propagation'")
        try:
            return self._run(text, how)
        finally:
            self.connection.execute("RESET disabled_optimizers")

    def _run(self, text: str, how: str) -> Any:
        # Of what is executed first, an Arrow table would be a copy.
        return self.connection.sql(text).to_arrow_table() if how == "to_arrow_table" else getattr(self.connection.execute(text), how)()

    def _fetch(self, statement: exp.Expr | str, what: str, how: str) -> Any:
        text = statement if isinstance(statement, str) else statement.sql(dialect="duckdb")
        # duckdb 2: one result at a time a connection, fetched whole before the next statement
        with self.lock, running(self.connection.interrupt, self.connection.query_progress):
            self.statements[what] += 1
            try:
                try:
                    return self._run(text, how)
                except duckdb.InvalidInputException as error:
                    if _OPTIMISER not in str(error):
                        raise
                    return self._without_statistics(text, how)
            except duckdb.Error as error:
                raise EngineError(Problem("engine-failed", f"DuckDB says: {error}", what, "")) from error
