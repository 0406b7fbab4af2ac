"""Where a session reads its tables: in the embedded database itself, or in a warehouse whose answers come over as Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from seg_widgets.engines.database import Database
from seg_widgets.engines.embedded import Embedded
from seg_widgets.engines.explaining import EXPLAIN, plan_text
from seg_widgets.engines.load.sql import described
from seg_widgets.engines.warehouse import Warehouse
from seg_widgets.schema import Schema
from seg_widgets.sql import DIALECTS, Dialect, table

if TYPE_CHECKING:
    from seg_widgets.engines.store import Store


class Reading:
    """The embedded database reads its own tables: a query is a part of the statement that keeps its result.

    Attributes
    ----------
    made
        The dialect in which tables are read.
    remote
        The tables are elsewhere: rows come in no order, and types as the warehouse has them.
    store
        Keeps the rows of a query beside the data, where finding them took long.
    """

    remote = False
    store: Store | None = None

    def __init__(self, database: Database, schema: Schema) -> None:
        self.database = database
        self._types: dict[str, dict[str, str]] = {name: {} for name in schema.tables}
        self.made: Dialect = Embedded(schema.time_zone, self.types)

    def types(self, name: str) -> dict[str, str]:
        """Give DuckDB's types of a table's columns; none of what is no table."""
        if not self._types.get(name, True):
            with self.database.lock:
                self._types[name] = described(self.database.connection, table(name))
        return self._types.get(name, {})

    @contextmanager
    def relation(self, query: exp.Select, alias: str, what: str) -> Iterator[exp.Expr]:
        """Give what a statement of the embedded database can select from to have the rows of a query over the tables."""
        yield query.subquery(alias)

    def rows(self, query: exp.Expr | str, what: str) -> list[tuple[Any, ...]]:
        """Run a query over the tables; give its rows."""
        if self.store is None or isinstance(query, str):
            return self.database.rows(query, what)
        return self.store.ask(query, lambda: self.database.rows(query, what))

    def explain(self, text: str) -> str:
        """Give the engine's plan of a statement, which is not run."""
        return plan_text(self.database.rows(f"{EXPLAIN['duckdb']}\n{text}", "explain"))

    def home_of(self, place: str) -> str:
        """Give the table that lies in files which a plan names; ``""`` where that is not known."""
        return ""


class WarehouseReading(Reading):
    """A warehouse reads; the answer, a row an entity, is handed to the embedded database.

    Parameters
    ----------
    located
        Table -> what is selected from in its place.
    """

    remote = True

    def __init__(self, database: Database, schema: Schema, warehouse: Warehouse, located: Mapping[str, exp.Expr] | None = None) -> None:
        super().__init__(database, schema)
        self.warehouse = warehouse
        self.made = DIALECTS[warehouse.dialect](schema.time_zone, located)

    @contextmanager
    def relation(self, query: exp.Select, alias: str, what: str) -> Iterator[exp.Expr]:
        with self.database.holding(self.warehouse.fetch(query, what, self.made)) as name:
            yield table(name, alias)

    def rows(self, query: exp.Expr | str, what: str) -> list[tuple[Any, ...]]:
        return self.warehouse.rows(query, what, self.made)

    def explain(self, text: str) -> str:
        return self.warehouse.explain(text)

    def home_of(self, place: str) -> str:
        return self.warehouse.home_of(place)
