"""A session: what of the tables is read, when, and what is answered from what is kept.

A metric is read from the tables once. A comparison is computed by SQL over the kept columns, once. So an edit of a
threshold costs one comparison, an edit of the tree nothing, and only a new metric or window reads the tables again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from time import perf_counter

from sqlglot import exp

from seg_widgets.engines.entities import alone
from seg_widgets.engines.kept import Column
from seg_widgets.engines.masks import Masks
from seg_widgets.engines.work import expect, step
from seg_widgets.plan import (
    AggregateLeaf,
    ColumnLeaf,
    Compare,
    Days,
    Leaf,
    PeersLeaf,
    Rows,
    SequenceLeaf,
    TierLeaf,
    leaves,
)
from seg_widgets.sql import (
    DISTINCT,
    EAGER,
    MANY,
    OWNER,
    by_count,
    column,
    column_value,
    figures,
    scan,
    scan_distinct,
    scan_led,
    table,
    zero_without_rows,
)

MANY_DAYS = 6
"""From so many ranges on, days that are counted as bits are counted apart."""


class Session(Masks):
    """Metrics, masks and links of one workspace, kept in its embedded database.

    Attributes
    ----------
    reading
        Where the tables are, and the dialect they are read in. Whatever reads a table goes through it; what is kept is
        compared and joined in the embedded database.
    made
        The embedded database's dialect.
    """

    # -- metrics ----------------------------------------------------------------------------------------------------

    @alone
    def load(self, entity: str, wanted: Iterable[Leaf]) -> None:
        """Read the metrics that are not there yet: one statement a table, filter and way; one for all attributes."""
        wanted = list(wanted)
        self._recall(entity, wanted)
        new, begun = [leaf for leaf in dict.fromkeys(wanted) if (entity, leaf) not in self._columns], perf_counter()
        self._prepare(batch for _, batch in self._unread(entity, wanted))
        self._windows(entity, wanted)
        for source, batch in self._unread(entity, wanted):
            name = self._names.new(f"kept {entity} metrics")
            names = [f"v{number}" for number in range(len(batch))]
            if source is None and not self.reading.remote:
                self._create(name, self._attributes(entity, batch, names))
            else:
                if source is None:
                    key = exp.alias_(column(self.schema.tables[entity].key or ""), OWNER)
                    query = self._attributes(entity, batch, names, key)
                elif isinstance(source, Rows):
                    query = self._scan(source, batch, names)
                else:
                    query = figures(entity, batch, names, _day_of(source), self.schema, self.reading.made)
                with self.reading.relation(query, "scanned", "read") as scanned:
                    again = isinstance(source, Rows) and self._ready(batch[0]) is not None
                    self._create(name, self._arranged(entity, batch, names, scanned), "again" if again else "read")
            for leaf, made in zip(batch, names, strict=True):
                self._columns[entity, leaf] = Column(name, made)
            step()
        self._retain(entity, new, perf_counter() - begun)

    @alone
    def holds(self, entity: str, wanted: Iterable[Leaf]) -> bool:
        """Say whether metrics have been read already."""
        return all((entity, leaf) in self._columns for leaf in wanted)

    def _unread(self, entity: str, wanted: Iterable[Leaf]) -> list[tuple[Rows | Leaf | None, list[Leaf]]]:
        batches: dict[Rows | Leaf | None, list[Leaf]] = {}
        for leaf in dict.fromkeys(wanted):
            if (entity, leaf) in self._columns:
                self._columns.move_to_end((entity, leaf))
            else:
                batches.setdefault(_batch(leaf), []).append(leaf)
        return [part for found in batches.items() for part in self._parted(*found)]

    def _parted(self, source: Rows | Leaf | None, batch: list[Leaf]) -> list[tuple[Rows | Leaf | None, list[Leaf]]]:
        """Part what is read of the same rows: what lies prepared, and distinct values in many ranges, are scans of their own."""
        if not isinstance(source, Rows):
            return [(source, batch)]
        aggregates = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]
        ready = [leaf for leaf in aggregates if self._ready(leaf) is not None]
        others = [leaf for leaf in aggregates if self._ready(leaf) is None]
        eager = others if all(map(self._eager, others)) else [leaf for leaf in others if _ever(leaf) and self._eager(leaf)]
        apart = [leaf for leaf in others if leaf not in set(eager)]
        if any(map(_ever, apart)):  # what is left reads all days anyway
            eager, apart = [], others
        parts = (*by_count(ready, {"distinct": 1, "active_days": MANY_DAYS}), *([eager] if eager else []), *by_count(apart))
        return [(source, list(part)) for part in parts]

    def _eager(self, leaf: AggregateLeaf) -> bool:
        """Say whether rows are aggregated by what they link to first: numbers and days, whose order is the same everywhere."""
        return leaf.agg in EAGER and self._ground(leaf) is not None and len(leaf.rows.path) > 1 and leaf.type not in ("text", "list")

    @alone
    def foresee(self, entity: str, wanted: Iterable[Compare]) -> None:
        """Tell the current work how many statements will read tables for comparisons that are not answered yet."""
        missing = [leaf for c in wanted if ("mask", entity, c) not in self.memory for leaf in leaves(c)]
        self._recall(entity, missing)
        expect(len(self._unread(entity, missing)))

    def _attributes(self, entity: str, batch: list[Leaf], names: list[str], *first: exp.Expr) -> exp.Select:
        made = self.reading.made
        values = [column_value(leaf, column(leaf.column), made) for leaf in batch if isinstance(leaf, ColumnLeaf)]
        return exp.select(*first, *(exp.alias_(v, n) for v, n in zip(values, names, strict=True))).from_(table(entity))

    def _scan(self, rows: Rows, batch: list[Leaf], names: list[str]) -> exp.Select:
        aggregates = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]
        ready = self._ready(aggregates[0])
        lying = ready.lying if ready is not None else None
        made = self.reading.made
        if ready is None and all(map(self._eager, aggregates)):
            return scan_led(rows, aggregates, names, self.schema, made, self._way(rows))
        if _distinct_alone(rows, aggregates, 1 if lying is not None else MANY):
            return scan_distinct(rows, aggregates, names, self.schema, made, lying)
        return scan(rows, aggregates, names, self.schema, made, lying, bits=not self.reading.remote)

    def _by_place(self, batch: list[Leaf]) -> bool:
        """Say whether what is read of a batch knows its entity by its place, and not by its key."""
        aggregates = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]
        return bool(aggregates) and (self._ready(aggregates[0]) is not None or all(map(self._eager, aggregates)))

    def _arranged(self, entity: str, batch: list[Leaf], names: list[str], scanned: exp.Expr) -> exp.Select:
        """Put what was read by owner into the entity's order."""
        base = self._base(entity)[0]
        values: list[exp.Expr] = []
        for leaf, name in zip(batch, names, strict=True):
            value = self.stored(column(name, "scanned"), leaf.type, summed=isinstance(leaf, AggregateLeaf) and leaf.agg == "sum")
            if isinstance(leaf, AggregateLeaf) and isinstance(leaf.days, Days) and zero_without_rows(leaf):
                value = exp.Coalesce(this=value, expressions=[exp.Literal.number(0)])
            values.append(exp.alias_(value, name))
        mine = "i" if self._by_place(batch) else OWNER
        on = exp.EQ(this=column(OWNER, "scanned"), expression=column(mine, base))
        query = exp.select(*values, copy=False).from_(table(base), copy=False).join(scanned, on=on, join_type="left", copy=False)
        return query.order_by(column("i", base), copy=False)


def _batch(leaf: Leaf) -> Rows | Leaf | None:
    """Say with what a leaf is read: attributes together, aggregates of the same rows together, all else alone."""
    if isinstance(leaf, ColumnLeaf):
        return None
    if isinstance(leaf, AggregateLeaf) and isinstance(leaf.days, Days):
        return leaf.rows
    return leaf


def _distinct_alone(rows: Rows, aggregates: list[AggregateLeaf], at_least: int) -> bool:
    """Say whether these are one kind of count in many plain ranges; what is left over beside such a batch may be of any kind."""
    one = len({(leaf.agg, leaf.column) for leaf in aggregates}) == 1 and aggregates[0].agg in DISTINCT
    plain = rows.holds_on is None and all(isinstance(leaf.days, Days) for leaf in aggregates)
    return len(aggregates) >= at_least and one and plain


def _ever(leaf: AggregateLeaf) -> bool:
    return isinstance(leaf.days, Days) and leaf.days.first is None


def _day_of(leaf: Rows | Leaf) -> date:
    """Give the day as of which a leaf is read."""
    if isinstance(leaf, PeersLeaf | TierLeaf):
        return leaf.as_of
    return leaf.days.last if isinstance(leaf, AggregateLeaf | SequenceLeaf) else date.max
