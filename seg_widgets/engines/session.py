"""A session: what of the tables is read, when, and what is answered from what is kept.

A metric is read from the tables once. A comparison is computed by SQL over the kept columns, once. So an edit of a
threshold costs one comparison, an edit of the tree nothing, and only a new metric or window reads the tables again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import Any

import numpy as np
from sqlglot import exp

from seg_widgets.engines.entities import alone
from seg_widgets.engines.kept import Column
from seg_widgets.engines.peers import Peers
from seg_widgets.engines.prepared import OneScan, free
from seg_widgets.engines.ways import Ground
from seg_widgets.engines.work import expect, step
from seg_widgets.plan import (
    AggregateLeaf,
    Anchored,
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
    MANY,
    OWNER,
    by_count,
    column,
    column_value,
    figures,
    holds_all,
    identifier,
    is_ever,
    present,
    scan,
    scan_by_link,
    scan_distinct,
    scan_together,
    table,
    zero_without_rows,
)

MANY_DAYS = 6
"""From so many ranges on, days that are counted as bits are counted apart."""


@dataclass(frozen=True)
class Since:
    """Aggregates of the same rows in days that are counted from dates of the entity, up to the same last day."""

    rows: Rows
    last: date


Source = OneScan | Ground | Rows | Since | Leaf | None
"""What a statement reads: a table's rows whatever their filter, by what they link to or not; rows through one, rows since a date, a
figure; ``None``: attributes."""

Part = tuple[Source, list[Leaf]]


class Session(Peers):
    """Metrics, masks and links of one workspace, kept in its embedded database.

    Attributes
    ----------
    reading
        Where the tables are, and the dialect they are read in. Whatever reads a table goes through it; what is kept is
        compared and joined in the embedded database.
    made
        The embedded database's dialect.
    """

    place_from = 50_000
    """Of so many entities what was read is put in their order in memory."""

    # -- metrics ----------------------------------------------------------------------------------------------------

    @alone
    def load(self, entity: str, wanted: Iterable[Leaf]) -> None:
        """Read the metrics that are not there yet: one statement a table, filter and way; one for all attributes."""
        wanted = list(wanted)
        self._recall(entity, wanted)
        new, begun = [leaf for leaf in dict.fromkeys(wanted) if (entity, leaf) not in self._columns], perf_counter()
        self._prepare(self._unread(entity, wanted))
        self._windows(entity, wanted)
        for source, batch in self._unread(entity, wanted):
            name = self._names.new(f"kept {entity} metrics")
            names = [f"v{number}" for number in range(len(batch))]
            if source is None and not self.reading.remote:
                self._create(name, self._attributes(entity, batch, names))
            elif self._peers_here(source):
                self._create(name, self._peers(source, names[0]), "again")
            else:
                if source is None:
                    key = exp.alias_(column(self.schema.tables[entity].key or ""), OWNER)
                    query = self._attributes(entity, batch, names, key)
                elif isinstance(source, OneScan | Ground):
                    query = self._scan_together(source, batch, names)
                elif isinstance(source, Rows | Since):
                    query = self._scan(entity, source, batch, names)
                else:
                    query = figures(entity, batch, names, _day_of(source), self.schema, self.reading.made)
                again = isinstance(source, Rows | Since) and self._ready(batch[0]) is not None
                what = "again" if again else "read"
                if self._many_to_place(entity, batch):
                    with self.database.holding(self._placed(entity, self.database.arrow(query, what))) as held:
                        self._create(name, self._arranged(entity, batch, names, table(held, "scanned"), placed=True), "place")
                else:
                    with self.reading.relation(query, "scanned", "read") as scanned:
                        self._create(name, self._arranged(entity, batch, names, scanned), what)
            for leaf, made in zip(batch, names, strict=True):
                self._columns[entity, leaf] = Column(name, made)
            step()
            if isinstance(source, OneScan) and (others := self._others(entity, batch)):
                self.load(entity, others)
        self._retain(entity, new, perf_counter() - begun)

    @alone
    def prepare_together(self, wanted: Mapping[str, Iterable[Compare]]) -> None:
        """Prepare rows that the comparisons of several entities read, where one of these lies on the way to another."""
        missing = {e: [leaf for c in compares for leaf in leaves(c) if ("mask", e, c) not in self.memory] for e, compares in wanted.items()}
        for entity, asked in missing.items():
            self._recall(entity, asked)
        self._share({entity: [batch for _, batch in self._unread(entity, asked)] for entity, asked in missing.items()})

    @alone
    def holds(self, entity: str, wanted: Iterable[Leaf]) -> bool:
        """Say whether metrics have been read already."""
        return all((entity, leaf) in self._columns for leaf in wanted)

    def _unread(self, entity: str, wanted: Iterable[Leaf]) -> list[tuple[Source, list[Leaf]]]:
        batches: dict[Source, list[Leaf]] = {}
        for leaf in dict.fromkeys(wanted):
            if (entity, leaf) in self._columns:
                self._columns.move_to_end((entity, leaf))
            else:
                batches.setdefault(self._by_link(leaf) or self._batch(leaf), []).append(leaf)
        return self._joined([part for found in batches.items() for part in self._parted(*found)])

    def _joined(self, parts: list[Part]) -> list[Part]:
        """Join scans of a table that differ in their row filters alone, where its rows are not prepared: it is read once for all."""
        joined: list[Part] = []
        at: dict[tuple[Ground, bool], int] = {}
        for source, batch in parts:
            ground = self._ground(batch[0]) if isinstance(source, Rows) and not self._read_apart(source, batch) else None
            if ground is None:
                joined.append((source, batch))
                continue
            known = ground, any(isinstance(leaf, AggregateLeaf) and is_ever(leaf) for leaf in batch)
            if known in at:
                joined[at[known]] = (ground, [*joined[at[known]][1], *batch])
            else:
                at[known] = len(joined)
                joined.append((source, batch))
        return joined

    def _read_apart(self, rows: Rows, batch: list[Leaf]) -> bool:
        """Say whether a scan is of a kind of its own, or of rows that are prepared."""
        aggregates = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]
        return self._ready(aggregates[0]) is not None or _distinct_alone(rows, aggregates, self._least(aggregates[0].agg))

    def _least(self, agg: str) -> int:
        """Say from how many ranges on distinct values are counted apart."""
        if self.reading.remote:
            return MANY
        return {"distinct": 1, "active_days": MANY_DAYS}.get(agg, MANY)

    def _batch(self, leaf: Leaf) -> Source:
        """Say with what a leaf is read: attributes together, aggregates of the same rows together, all else alone."""
        if isinstance(leaf, ColumnLeaf):
            return None
        if isinstance(leaf, AggregateLeaf):
            if isinstance(leaf.days, Days):
                return leaf.rows
            if self._ground(leaf) is not None:
                return Since(leaf.rows, leaf.days.last)
        return leaf

    def _parted(self, source: Source, batch: list[Leaf]) -> list[tuple[Source, list[Leaf]]]:
        """Part what is read of the same rows: what lies prepared, and distinct values in many ranges, are scans of their own."""
        aggregates = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]
        if isinstance(source, OneScan):
            ever, others = ([leaf for leaf in aggregates if is_ever(leaf) == of] for of in (True, False))
            together = not ever or not others or holds_all(ever, others)
            return [(source, list(part)) for part in ([aggregates] if together else [ever, others])]
        if not isinstance(source, Rows):
            return [(source, batch)]
        ready = [leaf for leaf in aggregates if self._ready(leaf) is not None]
        others = [leaf for leaf in aggregates if self._ready(leaf) is None]
        least = {agg: self._least(agg) for agg in DISTINCT}
        # Where all days are read anyway, nothing is read apart.
        parts = (*by_count(ready, least), *([others] if any(map(is_ever, others)) else by_count(others, least)))
        return [(source, list(part)) for part in parts]

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

    def _scan(self, entity: str, source: Rows | Since, batch: list[Leaf], names: list[str]) -> exp.Select:
        aggregates = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]
        ready = self._ready(aggregates[0])
        lying = ready.lying if ready is not None else None
        made = self.reading.made
        if isinstance(source, Since):
            lying = replace(lying, beside=self._anchors(entity, aggregates)) if lying is not None else None
            return scan(source.rows, aggregates, names, self.schema, made, lying, bits=True)
        ground = self._ground(aggregates[0])
        way = self._way(ground) if ground is not None and ready is None else None
        if _distinct_alone(source, aggregates, self._least(aggregates[0].agg)):
            return scan_distinct(source, aggregates, names, self.schema, made, lying, way=way)
        return scan(source, aggregates, names, self.schema, made, lying, bits=not self.reading.remote, way=way)

    def _scan_together(self, source: OneScan | Ground, batch: list[Leaf], names: list[str]) -> exp.Select:
        filters: dict[Rows, list[AggregateLeaf]] = {}
        named: dict[AggregateLeaf, str] = {}
        for leaf, name in zip(batch, names, strict=True):
            if isinstance(leaf, AggregateLeaf):
                filters.setdefault(leaf.rows, []).append(leaf)
                named[leaf] = name
        if isinstance(source, OneScan):
            values = self._few_values(named)
            return scan_by_link(filters, named, self.schema, self.made, values=values)
        return scan_together(filters, named, self.schema, self.reading.made, bits=not self.reading.remote, way=self._way(source))

    def _by_place(self, batch: list[Leaf]) -> bool:
        """Say whether what is read of a batch knows its entity by its place, and not by its key."""
        if self._by_link(batch[0]) is not None:
            return False
        since = isinstance(self._batch(batch[0]), Since)
        return self._ready(batch[0]) is not None if since else self._ground(batch[0]) is not None

    def _anchors(self, entity: str, aggregates: Sequence[AggregateLeaf]) -> exp.Select:
        """Select the dates from which windows are counted, under their columns' names; first the entity's place."""
        anchors: list[Leaf] = list(dict.fromkeys(leaf.days.anchor for leaf in aggregates if isinstance(leaf.days, Anchored)))
        self.load(entity, anchors)
        base = self._base(entity)[0]
        columns = [exp.alias_(self._column(entity, a), identifier(a.column)) for a in anchors if isinstance(a, ColumnLeaf)]
        place = free("place", self.schema.tables[entity].columns)
        query = exp.select(exp.alias_(column("i", base), identifier(place)), *columns).from_(table(base))
        for kept in dict.fromkeys(self._columns[entity, a].table for a in anchors):
            query = query.join(exp.Join(this=table(kept), method="POSITIONAL"))
        return query

    def _arranged(self, entity: str, batch: list[Leaf], names: list[str], scanned: exp.Expr, *, placed: bool = False) -> exp.Select:
        """Put what was read by owner into the entity's order; ``placed``: it is in that order."""
        since = isinstance(self._batch(batch[0]), Since)
        values: list[exp.Expr] = []
        for leaf, name in zip(batch, names, strict=True):
            value = self.stored(column(name, "scanned"), leaf.type, summed=isinstance(leaf, AggregateLeaf) and leaf.agg == "sum")
            if isinstance(leaf, AggregateLeaf) and isinstance(leaf.days, Days) and zero_without_rows(leaf):
                value = exp.Coalesce(this=value, expressions=[exp.Literal.number(0)])
            if since and isinstance(leaf, AggregateLeaf) and isinstance(leaf.days, Anchored):
                # Without a date to count from there are no days, and what is read in them is missing.
                if zero_without_rows(leaf):
                    value = exp.Coalesce(this=value, expressions=[exp.Literal.number(0)])
                value = exp.Case(ifs=[exp.If(this=present(column(leaf.days.anchor.column, "anchors")), true=value)])
            values.append(exp.alias_(value, name))
        query = exp.select(*values, copy=False)
        anchors = self._anchors(entity, [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]) if since else None
        if placed:
            query = query.from_(scanned, copy=False)
            return query.join(exp.Join(this=anchors.subquery("anchors"), method="POSITIONAL"), copy=False) if anchors is not None else query
        base, by_place = self._base(entity)[0], self._by_place(batch)
        place = column("i", base) if anchors is None else column(anchors.selects[0].alias, "anchors")
        query = query.from_(table(base) if anchors is None else anchors.subquery("anchors"), copy=False)
        if anchors is not None and not by_place:
            query = query.join(table(base), on=exp.EQ(this=column("i", base), expression=place.copy()), copy=False)
        on = exp.EQ(this=column(OWNER, "scanned"), expression=place.copy() if by_place else column(OWNER, base))
        return query.join(scanned, on=on, join_type="left", copy=False).order_by(place, copy=False)

    def _placed(self, entity: str, scanned: Any) -> Any:
        """Put what was read by place into the entity's order, as an Arrow table: sorting a million rows takes longer."""
        import pyarrow as pa

        at = np.full(self.size(entity), -1, dtype=np.int64)
        at[scanned.column(OWNER).to_numpy()] = np.arange(scanned.num_rows)
        return scanned.drop_columns([OWNER]).combine_chunks().take(pa.array(at, mask=at < 0))

    def _many_to_place(self, entity: str, batch: list[Leaf]) -> bool:
        """Say whether what is read of a batch is put in order in memory: where it goes by place, in types that come back as they were."""
        plain = all(leaf.type != "decimal" and (leaf.type != "integer" or getattr(leaf, "agg", "") != "sum") for leaf in batch)
        return not self.reading.remote and plain and self._by_place(batch) and self.size(entity) >= self.place_from


def _distinct_alone(rows: Rows, aggregates: list[AggregateLeaf], at_least: int) -> bool:
    """Say whether these are one kind of count in many plain ranges; what is left over beside such a batch may be of any kind."""
    one = len({(leaf.agg, leaf.column) for leaf in aggregates}) == 1 and aggregates[0].agg in DISTINCT
    plain = rows.holds_on is None and all(isinstance(leaf.days, Days) for leaf in aggregates)
    return len(aggregates) >= at_least and one and plain


def _day_of(leaf: Rows | Leaf) -> date:
    """Give the day as of which a leaf is read."""
    if isinstance(leaf, PeersLeaf | TierLeaf):
        return leaf.as_of
    return leaf.days.last if isinstance(leaf, AggregateLeaf | SequenceLeaf) else date.max
