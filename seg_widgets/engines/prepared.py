"""Rows that are read once for many metrics: the entity's number, the day, and the columns that metrics ask for.

To read a table again for each row filter, kind of count and window costs as much as to read it: its texts are joined, its instants
are turned into days, each time. Here they are, once, and narrow: a metric over prepared rows takes a tenth to a third of what it
takes from the table.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlglot import exp

from seg_widgets.engines.database import Database
from seg_widgets.engines.entities import alone
from seg_widgets.engines.load.sql import drop
from seg_widgets.engines.reading import Reading
from seg_widgets.engines.ways import Ground, Ways, somewhere
from seg_widgets.plan import AggregateLeaf, Anchored, ColumnLeaf, Days, Leaf, leaves, reach
from seg_widgets.schema import Schema
from seg_widgets.schema.facts import TableFacts
from seg_widgets.sql import OWNER, Lying, column, identifier, table
from seg_widgets.sql.ways import within

FEW_ROWS = 500_000
"""A table of at most so many rows is prepared whole, whatever days are asked for."""

SHARE = 0.3
"""Of the memory that DuckDB may take, what prepared rows may take."""

FAR = 2
"""A table is prepared whole where so many scans ask for rows of all days."""

_WIDTH = {"text": 24, "list": 64, "boolean": 1, "date": 4, "decimal": 16}
_NARROW = 8


@dataclass(frozen=True)
class Prepared:
    """Prepared rows.

    Attributes
    ----------
    days
        Those whose rows are there; ``None``: all.
    columns
        The rows' own columns that are there.
    size, rows, spread
        Bytes, as estimated; how many rows there are, and over how many days.
    """

    lying: Lying
    days: Days | None
    columns: frozenset[str]
    size: int
    rows: int
    spread: int

    @property
    def length(self) -> int:
        """How many days lie between the first and the last row, or more."""
        return self.spread if self.days is None or self.days.first is None else (self.days.last - self.days.first).days + 1

    def has(self, leaf: AggregateLeaf) -> bool:
        """Say whether an aggregate can be read from these rows."""
        return _inside(leaf.days, self.days) and _columns_of(leaf, self.lying.stands_for) <= self.columns


@dataclass(frozen=True)
class OneScan:
    """What is read by one scan of a table, whatever the row filters."""

    ground: Ground


class Preparing(Ways):
    """Prepares rows where several metrics ask for them, and finds those that were."""

    prepare_from = 2
    """Rows are prepared where at least so many scans would read them, those of earlier metrics among them."""

    def __init__(
        self, database: Database, schema: Schema, reading: Reading | None = None, facts: Mapping[str, TableFacts] | None = None
    ) -> None:
        super().__init__(database, schema, reading)
        self.facts = facts or {}
        self._prepared: OrderedDict[Ground, Prepared] = OrderedDict()
        self._scans: dict[Ground, int] = {}
        self._ahead: set[Ground] = set()
        self._asked_of: dict[Ground, dict[AggregateLeaf, None]] = {}

    def _ready(self, leaf: Leaf) -> Prepared | None:
        """Give the prepared rows that an aggregate can be read from."""
        ground = self._ground(leaf)
        found = self._prepared.get(ground) if ground is not None else None
        if found is None or ground is None or not isinstance(leaf, AggregateLeaf) or not found.has(leaf):
            return None
        self._prepared.move_to_end(ground)
        return found

    def _prepare(self, unread: Iterable[tuple[object, list[Leaf]]]) -> None:
        """Prepare what several of the batches would read, and what was read before.

        Parameters
        ----------
        unread
            The batches: with what they are read, and what is read by one scan each. A scan by what rows link to is as good as one of
            prepared rows, for which they would have to be prepared first: it counts from the next time on.
        """
        scans: Counter[Ground] = Counter()
        far: Counter[Ground] = Counter()
        wanted: dict[Ground, list[AggregateLeaf]] = {}
        for source, batch in unread:
            found = {}
            for leaf in batch:
                ground = self._ground(leaf)
                if ground is not None and isinstance(leaf, AggregateLeaf) and self._ready(leaf) is None:
                    wanted.setdefault(ground, []).append(leaf)
                    found[ground] = True
            for ground in found:
                scans[ground] += 0 if isinstance(source, OneScan) and ground not in self._asked_of else 1
                far[ground] += any(isinstance(leaf, AggregateLeaf) and not _windowed(leaf) for leaf in batch)
        for ground, asked in wanted.items():
            before = self._asked_of.setdefault(ground, {})
            if self._scans.get(ground, 0) + scans[ground] >= self.prepare_from:
                self._make_ready(ground, [*before, *asked], whole=far[ground] >= FAR)
                before.clear()
            else:
                before.update(dict.fromkeys(leaf for leaf in asked if _windowed(leaf)))
            self._scans[ground] = self._scans.get(ground, 0) + max(1, scans[ground])

    @alone
    def prepare_ahead(self) -> None:
        """Prepare what tables were read for and is not prepared yet: the next metric of theirs is then soon there.

        Each table's rows once: what had to make room for others is prepared again when it is asked for.
        """
        for ground, asked in self._asked_of.items():
            if ground not in self._ahead and any(self._ready(leaf) is None for leaf in asked):
                self._make_ready(ground, list(asked), whole=False)
                self._ahead.add(ground)

    def _share(self, unread: Mapping[str, Sequence[Sequence[Leaf]]]) -> None:
        """Prepare rows once for several entities, one of which lies on the way to another: first those of the nearer one.

        Parameters
        ----------
        unread
            Entity -> its batches, as of :meth:`_prepare`.
        """
        scans: dict[Ground, list[list[AggregateLeaf]]] = {}
        for batch in (batch for batches in unread.values() for batch in batches):
            of: dict[Ground, list[AggregateLeaf]] = {}
            for leaf in batch:
                ground = self._ground(leaf)
                if ground is not None and isinstance(leaf, AggregateLeaf) and self._ready(leaf) is None:
                    of.setdefault(ground, []).append(leaf)
            for ground, asked in of.items():
                scans.setdefault(ground, []).append(asked)
        for near, batches in scans.items():
            beyond = [far for far in scans if len(far.path) > 1 and Ground(far.table, far.path[0].target, far.path[:1], far.time) == near]
            together = batches + [batch for far in beyond for batch in scans[far]]
            if beyond and len(together) >= self.prepare_from:
                ever = sum(not all(map(_windowed, batch)) for batch in together)
                whole = ever >= FAR or 2 * ever >= len(together)
                self._make_ready(near, [leaf for batch in together for leaf in batch], whole=whole)
                for far in beyond:
                    self._make_ready(far, [leaf for batch in scans[far] for leaf in batch], whole=whole)

    def _ground(self, leaf: Leaf) -> Ground | None:
        """Give the rows that an aggregate is of, if rows of that kind can be prepared."""
        if self.reading.remote or not isinstance(leaf, AggregateLeaf):
            return None
        rows = leaf.rows
        if rows.holds_on is not None or not rows.path or reach(rows.where) > 0:
            return None
        # Whether an interval row on the way exists depends on the day.
        if any(self.schema.tables[step.target].kind == "interval" for step in rows.path[:-1]):
            return None
        return Ground(rows.table, rows.entity, rows.path, rows.time)

    def _make_ready(self, ground: Ground, asked: list[AggregateLeaf], *, whole: bool) -> None:
        old = self._prepared.get(ground)
        # Of rows that are led on later, what lies between is known by its number too.
        numbered = [self._number_of(Ground(leaf.rows.table, leaf.rows.entity, leaf.rows.path, leaf.rows.time)) for leaf in asked]
        columns = frozenset().union(*map(_columns_of, asked, numbered)) | (old.columns if old is not None else frozenset())
        limit = SHARE * self.database.memory_limit()
        days = None if whole and self._size(ground, None, columns) <= limit else self._days(ground, asked, old)
        size = self._size(ground, days, columns)
        if size > limit:
            return
        while self._prepared and (ground in self._prepared or sum(p.size for p in self._prepared.values()) + size > limit):
            dropped = ground if ground in self._prepared else next(iter(self._prepared))
            self.database.run(drop("TABLE", self._prepared.pop(dropped).lying.name), "drop")
        self._prepared[ground] = self._read_rows(ground, days, columns, size)

    def _days(self, ground: Ground, asked: list[AggregateLeaf], old: Prepared | None) -> Days | None:
        """Give the days whose rows are to be there: those of all windows; of a small table, all."""
        facts = self.facts.get(ground.table)
        if (facts is not None and facts.rows <= FEW_ROWS) or (old is not None and old.days is None):
            return None
        ranges = [leaf.days for leaf in asked if isinstance(leaf.days, Days)] + ([old.days] if old is not None and old.days else [])
        windows = [(d.first, d.last) for d in ranges if d.first is not None and d.first <= d.last]
        if not windows:
            return None
        return Days(min(first for first, _ in windows), max(last for _, last in windows))

    def _size(self, ground: Ground, days: Days | None, columns: frozenset[str]) -> int:
        """Estimate the bytes of prepared rows, as if rows were spread evenly over their days."""
        types = self.schema.tables[ground.table].columns
        width = 12 + sum(_WIDTH.get(types[c].type or "", _NARROW) for c in columns)
        facts = self.facts.get(ground.table)
        if facts is None:
            count = self.database.rows(exp.select(exp.Count(this=exp.Star())).from_(table(ground.table)), "size")[0][0]
            return int(count * width)
        return int(facts.rows * width * _share(facts, ground.time, days))

    def _number_of(self, ground: Ground) -> Mapping[str, str]:
        """Rows that reach their entity by way of another know that one by its number too."""
        return {ground.path[0].column: self._name_of(ground, "number")} if len(ground.path) > 1 else {}

    def _name_of(self, ground: Ground, word: str) -> str:
        return free(word, self.schema.tables[ground.table].columns)

    def _read_rows(self, ground: Ground, days: Days | None, columns: frozenset[str], size: int) -> Prepared:
        lying = Lying(
            self._names.new(f"prepared {ground.table}"), self._name_of(ground, OWNER), self._name_of(ground, "day"), self._number_of(ground)
        )
        near = self._nearer(ground, days, columns)
        if near is None:
            self._create(lying.name, self._from_table(ground, lying, days, columns))
        else:
            with self._held_link(ground.path[0].target, ground) as held:
                self._create(lying.name, self._from_nearer(near.lying, held, lying, days, columns), "again")
        ends = [kind(this=column(lying.day)) for kind in (exp.Min, exp.Max)]
        ((rows, low, high),) = self.database.rows(exp.select(exp.Count(this=exp.Star()), *ends).from_(table(lying.name)), "size")
        return Prepared(lying, days, columns, size, rows, (high - low).days + 1 if isinstance(low, date) else 0)

    def _from_table(self, ground: Ground, lying: Lying, days: Days | None, columns: frozenset[str]) -> exp.Select:
        way = self._way(ground)
        type_ = self.schema.tables[ground.table].columns[ground.time].type or ""
        time = column(ground.time, ground.table)
        day = self.made.day(time, type_)
        values = [exp.alias_(column("place", "way"), identifier(lying.owner)), exp.alias_(day, identifier(lying.day))]
        values += [exp.alias_(exp.cast(column("rowid", "way"), "int"), identifier(name)) for name in lying.stands_for.values()]
        values += [column(c, ground.table) for c in sorted(columns)]
        inside: list[exp.Expr] = [exp.Is(this=day.copy(), expression=exp.Not(this=exp.null()))]
        if days is not None and days.first is not None:
            inside = [exp.Between(this=day.copy(), low=self.made.literal(days.first), high=self.made.literal(days.last))]
            inside += self._about(time, type_, days.first, days.last)
        on = exp.EQ(this=column(ground.path[0].column, ground.table), expression=column("key", "way"))
        query = exp.select(*values, copy=False).from_(table(ground.table), copy=False).join(table(way, "way"), on=on, copy=False)
        return query.where(*inside, copy=False)

    def _nearer(self, ground: Ground, days: Days | None, columns: frozenset[str]) -> Prepared | None:
        """Give prepared rows of the same table that belong to what lies between: with them a text is not joined again."""
        if len(ground.path) < 2:
            return None
        near = self._prepared.get(Ground(ground.table, ground.path[0].target, ground.path[:1], ground.time))
        if near is None or not columns <= near.columns or not (near.days is None or (days is not None and _inside(days, near.days))):
            return None
        return near

    def _from_nearer(self, near: Lying, held: str, lying: Lying, days: Days | None, columns: frozenset[str]) -> exp.Select:
        """Lead prepared rows on from what lies between to the entity."""
        day = column(near.day, near.name)
        values = [exp.alias_(column("place", held), identifier(lying.owner)), exp.alias_(day, identifier(lying.day))]
        values += [exp.alias_(column("number", held), identifier(name)) for name in lying.stands_for.values()]
        values += [column(c, near.name) for c in sorted(columns)]
        inside = [somewhere(held), *([within(day.copy(), days, self.made)] if days is not None else [])]
        on = exp.EQ(this=column("number", held), expression=column(near.owner, near.name))
        query = exp.select(*values, copy=False).from_(table(near.name), copy=False).join(table(held), on=on, copy=False)
        return query.where(*inside, copy=False)

    def _about(self, time: exp.Expr, type_: str, first: date, last: date) -> list[exp.Expr]:
        """Bound the column itself by days that surely hold the range in any zone: a file's statistics then spare the other rows."""
        if type_ not in ("timestamp", "timestamp_tz") or first.year < 2 or last.year > 9998:
            return []
        ends = [datetime(d.year, d.month, d.day) + timedelta(days=n) for d, n in ((first, -1), (last, 2))]
        low, high = (
            exp.cast(exp.Literal.string(f"{end:%Y-%m-%d} 00:00:00" + "+00" * (type_ == "timestamp_tz")), _SQL[type_]) for end in ends
        )
        return [exp.GTE(this=time.copy(), expression=low), exp.LT(this=time.copy(), expression=high)]


_SQL = {"timestamp": "timestamp", "timestamp_tz": "timestamptz"}


def free(word: str, taken: Iterable[str]) -> str:
    """Give a name that none of the columns has."""
    lower = {name.lower() for name in taken}
    while word in lower:
        word += "_"
    return word


def _columns_of(leaf: AggregateLeaf, numbered: Mapping[str, str]) -> frozenset[str]:
    """Give the columns of the rows that an aggregate reads, beside the day."""
    found = {part.column for part in leaves(leaf.rows.where) if isinstance(part, ColumnLeaf)}
    if leaf.column is not None and not (leaf.agg == "distinct" and leaf.column.column in numbered):
        found.add(leaf.column.column)
    if leaf.agg in ("latest", "first"):
        found.add(leaf.rows.time)
    return frozenset(found)


def _windowed(leaf: AggregateLeaf) -> bool:
    return isinstance(leaf.days, Days) and leaf.days.first is not None


def _inside(days: Days | Anchored, of: Days | None) -> bool:
    if of is None:
        return True
    if isinstance(days, Anchored) or days.first is None:
        return False
    return days.first > days.last or (of.first is not None and of.first <= days.first and days.last <= of.last)


def _share(facts: TableFacts, time: str, days: Days | None) -> float:
    """Give the share of rows in some days; all where the days of the rows are not known."""
    seen = facts.columns.get(time)
    if days is None or days.first is None or seen is None or not isinstance(seen.min, date) or not isinstance(seen.max, date):
        return 1.0
    low, high = (d.date() if isinstance(d, datetime) else d for d in (seen.min, seen.max))
    inside = (min(high, days.last) - max(low, days.first)).days + 1
    return max(0.0, inside / ((high - low).days + 1))
