"""Windows that are answered in memory: another window of an aggregate that was asked for before, or many windows at once."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from sqlglot import exp

from seg_widgets.engines.database import Database
from seg_widgets.engines.daysums import CELLS, EXACT, MARKS, DaySums, Family, cells, family_of, once_each
from seg_widgets.engines.kept import Column
from seg_widgets.engines.linked import Linked
from seg_widgets.engines.prepared import Prepared
from seg_widgets.engines.reading import Reading
from seg_widgets.plan import AggregateLeaf, Days, Leaf
from seg_widgets.schema import Schema
from seg_widgets.schema.facts import TableFacts
from seg_widgets.sql import column, table
from seg_widgets.sql.reader import RowReader

KEPT_BYTES = 600_000_000
"""What sums by entity and day may take together; the least recently used go first."""


class Windows(Linked):
    """Answers windows from sums by entity and day."""

    sums_from, sums_at_once = 2, 6
    """Sums by day are kept of an aggregate whose window is asked for at the so-manieth time, or in so many windows at once."""

    def __init__(
        self, database: Database, schema: Schema, reading: Reading | None = None, facts: Mapping[str, TableFacts] | None = None
    ) -> None:
        super().__init__(database, schema, reading, facts)
        self._sums: OrderedDict[Family, tuple[Prepared, DaySums | None]] = OrderedDict()
        self._asked: dict[Family, int] = {}

    def _windows(self, entity: str, wanted: Iterable[Leaf]) -> None:
        """Keep the aggregates among the wanted that sums by day can answer."""
        new = [leaf for leaf in dict.fromkeys(wanted) if isinstance(leaf, AggregateLeaf) and isinstance(leaf.days, Days)]
        families = {leaf: found for leaf in new if (entity, leaf) not in self._columns and (found := self._family(leaf)) is not None}
        at_once = Counter(families.values())
        for family in at_once:
            self._asked[family] = self._asked.get(family, 0) + 1
        answers = {}
        for leaf, family in families.items():
            worth = self._asked[family] >= self.sums_from or at_once[family] >= self.sums_at_once
            sums = self._sums_of(family, leaf) if worth else None
            if sums is not None and isinstance(leaf.days, Days):
                answers[leaf] = sums.within(leaf.days)
        if answers:
            self._keep(entity, answers)

    def _family(self, leaf: AggregateLeaf) -> Family | None:
        ready = self._ready(leaf)
        return family_of(leaf, ready.rows) if ready is not None else None

    def _sums_of(self, family: Family, leaf: AggregateLeaf) -> DaySums | None:
        """Give the sums of a family, made of the rows that are prepared now; ``None`` where they cannot be kept."""
        ready = self._ready(leaf)
        assert ready is not None
        if family not in self._sums or self._sums[family][0] is not ready:
            self._sums[family] = (ready, self._add_up(family, ready))
            while sum(s.bytes for _, s in self._sums.values() if s is not None) > KEPT_BYTES and len(self._sums) > 1:
                self._sums.popitem(last=False)
        self._sums.move_to_end(family)
        return self._sums[family][1]

    def _add_up(self, family: Family, ready: Prepared) -> DaySums | None:
        if ready.rows > CELLS:
            return None
        read = RowReader(family.rows, self.schema, self.made, ready.lying)
        size = self.size(family.rows.entity)
        marked = family.agg == "active_days" and ready.length * size <= MARKS
        found = self.database.columns(cells(family, read, ready.lying, self.made, once=not marked), "sums")
        owner = np.asarray(found["owner"], dtype=np.int32)
        days = np.asarray(found["day"], dtype="datetime64[D]")
        first = days.min() if len(days) else np.datetime64("1970-01-01", "D")
        day = (days - first).astype(np.int64)
        value = np.asarray(found["value"], dtype=np.float64) if "value" in found else None
        whole = family.column is None or family.agg == "distinct" or family.column.type == "integer"
        if value is not None and whole and np.abs(value).sum() >= EXACT:
            return None
        if marked and len(day):
            day, owner = once_each(day, owner, int(day.max()) + 1, size)
        return DaySums(date.fromisoformat(str(first)), day, owner, value, size, whole=whole)

    def _keep(self, entity: str, answers: Mapping[AggregateLeaf, np.ndarray]) -> None:
        import pyarrow as pa

        name = self._names.new(f"kept {entity} metrics")
        names = [f"v{number}" for number in range(len(answers))]
        with self.database.holding(pa.table(list(answers.values()), names=names)) as held:
            self._create(name, exp.select(*map(column, names)).from_(table(held)), "windows")
        for leaf, made in zip(answers, names, strict=True):
            self._columns[entity, leaf] = Column(name, made)
