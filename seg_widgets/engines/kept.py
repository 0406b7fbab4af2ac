"""What a session keeps: metrics as columns of temporary tables, and what was found over them, the least recently used going first."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from sqlglot import exp

from seg_widgets.engines.bitmaps import unpacked
from seg_widgets.engines.database import Database
from seg_widgets.engines.entities import Entities, alone
from seg_widgets.engines.load.sql import drop
from seg_widgets.engines.reading import Reading
from seg_widgets.engines.store import Metrics, Store
from seg_widgets.engines.store.metrics import WORTH
from seg_widgets.errors import EngineError
from seg_widgets.plan import Compare, Leaf
from seg_widgets.schema import Schema
from seg_widgets.sql import column, table

T = TypeVar("T")

KEPT_COLUMNS = 400
"""How many metric columns are kept; the least recently used go first."""

KEPT_MASKS = 4000
KEPT_PAIRS = 200
KEPT_FOUND = 200


@dataclass(frozen=True)
class Mask:
    """A comparison's answer for every entity, in the table's order.

    Attributes
    ----------
    true, missing
        Bitmaps (see :mod:`seg_widgets.engines.bitmaps`): who meets it, of whom it is unknown; ``None``: of nobody.
    """

    size: int
    true: np.ndarray
    missing: np.ndarray | None

    @property
    def met(self) -> np.ndarray:
        """Who meets it, as a Boolean array."""
        return unpacked(self.true, self.size)

    @property
    def unknown(self) -> np.ndarray:
        """Of whom it is unknown, as a Boolean array."""
        return np.zeros(self.size, dtype=bool) if self.missing is None else unpacked(self.missing, self.size)


@dataclass(frozen=True)
class Column:
    """Where a kept metric is."""

    table: str
    column: str


class Kept(Entities, ABC):
    """The kept columns, masks and findings of a session."""

    def __init__(self, database: Database, schema: Schema, reading: Reading | None = None) -> None:
        super().__init__(database, schema, reading)
        self._columns: OrderedDict[tuple[str, Leaf], Column] = OrderedDict()
        self._masks: OrderedDict[tuple[str, Compare], Mask] = OrderedDict()
        self._pairs: OrderedDict[Any, tuple[np.ndarray, np.ndarray, np.ndarray]] = OrderedDict()
        self._found: OrderedDict[Any, Any] = OrderedDict()
        self.metrics: Metrics | None = None

    def remember(self, store: Store) -> None:
        """Use a cache beside the data: for answers about tables, and for metrics that took long to read."""
        self.reading.store = store
        self.metrics = Metrics(store, self.schema, self.database)

    def settle(self) -> None:
        """Wait until what is to be kept beside the data is written."""
        if self.metrics is not None:
            self.metrics.settle()

    def forget_beside(self) -> None:
        """Take out what is kept beside the data."""
        if self.metrics is not None:
            self.metrics.clear()

    @abstractmethod
    def load(self, entity: str, wanted: Iterable[Leaf]) -> None:
        """Read the metrics that are not there yet."""

    def _recall(self, entity: str, wanted: Iterable[Leaf]) -> None:
        """Bring metrics that are kept beside the data."""
        missing = [leaf for leaf in dict.fromkeys(wanted) if (entity, leaf) not in self._columns]
        if self.metrics is None or not missing:
            return
        for query, found, path in self.metrics.find(entity, missing, self.size(entity)):
            name = self._names.new(f"kept {entity} metrics")
            try:
                self._create(name, query, "recall")
            except EngineError:
                self.metrics.forget(path)
                continue
            self._columns |= {(entity, leaf): Column(name, f"v{number}") for number, leaf in enumerate(found)}

    def _retain(self, entity: str, batch: list[Leaf], name: str, columns: list[str], seconds: float) -> None:
        """Keep metrics beside the data, if reading them took long."""
        if self.metrics is not None and seconds >= WORTH:
            self.metrics.keep(entity, batch, name, columns)

    def _column(self, entity: str, leaf: Leaf) -> exp.Column:
        kept = self._columns[entity, leaf]
        return column(kept.column, kept.table)

    def _over(self, entity: str, wanted: Iterable[Leaf], columns: list[exp.Expr]) -> exp.Select:
        """Select over the kept columns, which all stand in the entity table's order."""
        tables = list(dict.fromkeys(self._columns[entity, leaf].table for leaf in wanted)) or [self._base(entity)[0]]
        query = exp.select(*columns, copy=False).from_(table(tables[0]), copy=False)
        for other in tables[1:]:
            query = query.join(exp.Join(this=table(other), method="POSITIONAL"), copy=False)
        return query

    @alone
    def once(self, known: Hashable, find: Callable[[], T]) -> T:
        """Give what was found before under a name, or find it and keep it; it must depend on the tables and the name alone."""
        if known not in self._found:
            self._found[known] = find()
            while len(self._found) > KEPT_FOUND:
                self._found.popitem(last=False)
        self._found.move_to_end(known)
        found: T = self._found[known]
        return found

    def _forget(self) -> None:
        while len(self._masks) > KEPT_MASKS:
            self._masks.popitem(last=False)
        if len(self._columns) <= KEPT_COLUMNS:
            return
        recent = list(self._columns)[-KEPT_COLUMNS:]
        kept = {self._columns[k].table for k in recent}
        for known in [k for k, v in self._columns.items() if v.table not in kept]:
            del self._columns[known]
        # A table goes when none of its columns is kept any more.
        for name in {t for (t,) in self.database.rows("SELECT table_name FROM duckdb_tables() WHERE temporary", "size")}:
            if "_metrics" in name and name.startswith("kept_") and name not in kept:
                self.database.run(drop("TABLE", name), "drop")
