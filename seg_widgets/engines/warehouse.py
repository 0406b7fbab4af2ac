"""What a warehouse has to offer: its tables with their types, and the answer of a statement as Arrow."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlglot import exp

from seg_widgets.engines.explaining import EXPLAIN, plan_text
from seg_widgets.engines.work import running
from seg_widgets.errors import EngineError, Problem
from seg_widgets.schema.types import ColumnType
from seg_widgets.sql.dialects import Dialect

KEPT_TEXTS = 500

Tables = Sequence[str] | Mapping[str, str] | None
"""Which tables of a warehouse: names, or name -> where it lies; ``None``: all."""


@dataclass(frozen=True)
class TableFound:
    """A table of a warehouse.

    Attributes
    ----------
    path
        Its name in parts, such as ``("crm", "accounts")``.
    columns
        Column -> the warehouse's name of its type.
    """

    path: tuple[str, ...]
    columns: Mapping[str, str]


class Warehouse(ABC):
    """An engine that holds the tables. A new one is a small file: a catalog, a way to fetch, a map of types.

    Attributes
    ----------
    name
        What people call it.
    dialect
        The name of its dialect in :data:`seg_widgets.sql.DIALECTS`.
    texts
        The latest statements that were run, with what each was for. Tests hold by it that nothing but answers comes over.
    statements
        How many were run, by what they were for.
    """

    name: ClassVar[str]
    dialect: ClassVar[str]

    def __init__(self) -> None:
        self.texts: deque[tuple[str, str]] = deque(maxlen=KEPT_TEXTS)
        self.statements: Counter[str] = Counter()
        self._lock = threading.RLock()

    @abstractmethod
    def tables(self) -> dict[str, TableFound]:
        """Give the tables one can see, by a name of one word where that is plain, such as ``accounts``."""

    @abstractmethod
    def type_of(self, native: str) -> ColumnType | None:
        """Give our type of one of the warehouse's; ``None``: segments have no use for it."""

    def reads_as(self, value: exp.Expr, native: str) -> exp.Expr | None:
        """Write a column of a type that wants a conversion to behave as ours; ``None``: it is read as it is."""
        return None

    @abstractmethod
    def _arrow(self, text: str) -> Any:
        """Run a statement; give its result as a ``pyarrow.Table``."""

    def _interrupt(self) -> None:  # noqa: B027  nothing is what an engine without a way does
        """Stop the statement that runs; called from another thread. Where there is no way, it runs to its end."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what was opened here; a connection that was given stays open."""

    def fetch(self, statement: exp.Expr | str, what: str, made: Dialect | None = None) -> Any:
        """Run a statement.

        Parameters
        ----------
        statement
            A text, or an expression to be written by ``made``.
        what
            What it is for: ``read``, ``link``, ``whole`` and so on.

        Returns
        -------
        pyarrow.Table

        Raises
        ------
        EngineError
            ``engine-failed``, with the warehouse's own words.
        """
        if not isinstance(statement, str):
            assert made is not None
            statement = made.text(statement)
        with self._lock:
            self.statements[what] += 1
            self.texts.append((what, statement))
            try:
                with running(self._interrupt):
                    return self._arrow(statement)
            except EngineError:
                raise
            except Exception as error:
                words = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
                raise EngineError(Problem("engine-failed", f"{self.name} says: {words}", what, "")) from error

    def explain(self, text: str) -> str:
        """Give the engine's plan of a statement, which is not run."""
        return plan_text(self.rows(f"{EXPLAIN.get(self.dialect, 'EXPLAIN')}\n{text}", "explain"))

    def home_of(self, place: str) -> str:
        """Give the table that lies in files which a plan names; ``""`` where that is not known."""
        return ""

    def create(self, path: Sequence[str], query: str, *, replace: bool = False) -> None:
        """Make a table of a statement's rows, in the engine: no row comes over. It is there whole or not at all.

        Parameters
        ----------
        path
            The table's name in parts, such as ``("playbooks", "at_risk")``.
        query
            The statement, in the warehouse's own dialect.
        replace
            A table of this name that is there is replaced; otherwise it is an error of the engine.

        Raises
        ------
        EngineError
            ``engine-failed``, with the warehouse's own words: no such schema, no right to write, the table is there.
        """
        parts = [exp.to_identifier(part, quoted=True) for part in path]
        there = exp.Table(**dict(zip(("this", "db", "catalog"), reversed(parts), strict=False)))
        with self._lock:
            self.statements["create"] += 1
            self.texts.append(("create", query))
            try:
                self._create(there, query, replace)
            except Exception as error:
                words = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
                raise EngineError(Problem("engine-failed", f"{self.name} says: {words}", ".".join(path), "")) from error

    def _create(self, there: exp.Table, query: str, replace: bool) -> None:
        raise NotImplementedError(f"Tables are not made in {self.name}.")

    def rows(self, statement: exp.Expr | str, what: str, made: Dialect | None = None) -> list[tuple[Any, ...]]:
        """Run a statement; give its rows."""
        found = self.fetch(statement, what, made)
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))
