"""What a session keeps: metrics as columns of temporary tables, and what was found over them, the least recently used going first.

Both are bounded in bytes (:mod:`seg_widgets.engines.bounded`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from sqlglot import exp

from seg_widgets.engines.bitmaps import unpacked
from seg_widgets.engines.bounded import Bounded
from seg_widgets.engines.database import Database
from seg_widgets.engines.entities import Entities, alone
from seg_widgets.engines.load.sql import drop
from seg_widgets.engines.reading import Reading
from seg_widgets.engines.store import Metrics, Store
from seg_widgets.engines.store.metrics import WORTH
from seg_widgets.errors import EngineError
from seg_widgets.plan import ColumnLeaf, Leaf
from seg_widgets.schema import Schema
from seg_widgets.sql import column, table

T = TypeVar("T")

_TABLE = 100_000
"""What a table takes at least."""

_WIDTHS = {"boolean": 1, "date": 4, "number": 8, "timestamp": 8, "timestamp_tz": 8, "list": 48}
"""Bytes of a value, about; others, among them sums of whole numbers and texts, take 16."""


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
        self._tables: Bounded[str] = Bounded(self.memory.limit)
        self._holding = 0
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

    def _retain(self, entity: str, new: list[Leaf], seconds: float) -> None:
        """Keep metrics beside the data, if reading them together took long; but for attributes, which lie there as they are."""
        if self.metrics is None or seconds < WORTH:
            return
        tables: dict[str, list[Leaf]] = {}
        for leaf in new:
            if not isinstance(leaf, ColumnLeaf):
                tables.setdefault(self._columns[entity, leaf].table, []).append(leaf)
        together = [leaf for leaves in tables.values() for leaf in leaves]
        # Where something of it cannot be kept, the rest is, table by table.
        if together and not self._keep_beside(entity, together):
            for leaves in tables.values():
                self._keep_beside(entity, leaves)

    def _keep_beside(self, entity: str, leaves: list[Leaf]) -> bool:
        assert self.metrics is not None
        columns: list[exp.Expr] = [exp.alias_(self._column(entity, leaf), f"v{number}") for number, leaf in enumerate(leaves)]
        return self.metrics.keep(entity, leaves, self._over(entity, leaves, columns))

    def _column(self, entity: str, leaf: Leaf) -> exp.Column:
        kept = self._columns[entity, leaf]
        return column(kept.column, kept.table)

    def _over(self, entity: str, wanted: Iterable[Leaf], columns: list[exp.Expr]) -> exp.Select:
        """Select over the kept columns, which all stand in the entity table's order."""
        tables = list(dict.fromkeys(self._columns[entity, leaf].table for leaf in wanted)) or [self._base(entity)[0]]
        for name in tables:
            self._tables.get(name)  # it is of use
        query = exp.select(*columns, copy=False).from_(table(tables[0]), copy=False)
        for other in tables[1:]:
            query = query.join(exp.Join(this=table(other), method="POSITIONAL"), copy=False)
        return query

    @alone
    def once(self, known: Hashable, find: Callable[[], T]) -> T:
        """Give what was found before under a name, or find it and keep it; it must depend on the tables and the name alone."""
        key = ("once", known)
        found: T | None = self.memory.get(key)
        if found is None:
            found = find()
            self.memory.put(key, found)
            self._forget()
        return found

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Let go of nothing for a while: of what an evaluation has asked for, nothing is to be read twice."""
        with self.database.lock:
            self._holding += 1
        try:
            yield
        finally:
            with self.database.lock:
                self._holding -= 1
                self._forget()

    def _forget(self) -> None:
        """Let go of what is beyond bounds: of metrics by whole tables, as no column of one can be given back alone."""
        if self._holding:
            return
        self.memory.trim()
        sizes: dict[str, int] = {}
        for (entity, leaf), kept in self._columns.items():
            if kept.table not in self._tables:
                sizes[kept.table] = sizes.get(kept.table, _TABLE) + self._base(entity)[1] * _WIDTHS.get(leaf.type, 16)
        for name, size in sizes.items():
            self._tables.put(name, name, size)
        gone = set(self._tables.trim())
        if gone:
            self._columns = OrderedDict((known, kept) for known, kept in self._columns.items() if kept.table not in gone)
            for name in gone:
                self.database.run(drop("TABLE", name), "drop")
