"""The kept layers of a session: metrics as columns by entity, masks by comparison, links between entities.

A metric is read from the tables once. A comparison is computed by SQL over the kept columns, once. So an edit of a
threshold costs one comparison, an edit of the tree nothing, and only a new metric or window reads the tables again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from sqlglot import exp

from seg_widgets.engines.database import Database
from seg_widgets.engines.load.sql import drop
from seg_widgets.engines.load.types import STORED_AS
from seg_widgets.engines.reading import Reading
from seg_widgets.engines.work import expect, step
from seg_widgets.errors import EngineError, Problem
from seg_widgets.plan import (
    AggregateLeaf,
    ColumnLeaf,
    Compare,
    Days,
    Expr,
    GroupPlan,
    Leaf,
    Literal,
    PeersLeaf,
    RelatedPlan,
    Rows,
    SequenceLeaf,
    TierLeaf,
    leaves,
)
from seg_widgets.schema import Schema
from seg_widgets.schema.relations import Path
from seg_widgets.sql import (
    DIALECTS,
    DISTINCT,
    MANY,
    OWNER,
    Dialect,
    Expressions,
    Names,
    by_count,
    column,
    column_value,
    figures,
    identifier,
    owned,
    pair_numbers,
    scan,
    scan_distinct,
    table,
    zero_without_rows,
)

KEPT_COLUMNS = 400
"""How many metric columns are kept; the least recently used go first."""

KEPT_MASKS = 4000
KEPT_PAIRS = 200
KEPT_FOUND = 200


@dataclass(frozen=True)
class Mask:
    """A comparison's answer for every entity, in the table's order: Boolean arrays ``met`` and ``unknown``."""

    met: np.ndarray
    unknown: np.ndarray


@dataclass(frozen=True)
class _Kept:
    table: str
    column: str


P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def _alone(method: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
    """Let one thread at a time look up and keep."""

    @wraps(method)
    def locked(self: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.database.lock:
            return method(self, *args, **kwargs)

    return locked


class Session:
    """Metrics, masks and links of one workspace, kept in its embedded database.

    Attributes
    ----------
    reading
        Where the tables are, and the dialect they are read in. Whatever reads a table goes through it; what is kept is
        compared and joined in the embedded database.
    made
        The embedded database's dialect.
    """

    def __init__(self, database: Database, schema: Schema, reading: Reading | None = None) -> None:
        self.database, self.schema = database, schema
        self.reading = reading or Reading(database, schema)
        self.made: Dialect = DIALECTS["duckdb"](schema.time_zone)
        self._names = Names({"found", "scanned", *schema.tables})
        self._bases: dict[str, tuple[str, int]] = {}
        self._columns: OrderedDict[tuple[str, Leaf], _Kept] = OrderedDict()
        self._masks: OrderedDict[tuple[str, Compare], Mask] = OrderedDict()
        self._pairs: OrderedDict[Any, tuple[np.ndarray, np.ndarray, np.ndarray]] = OrderedDict()
        self._links: dict[tuple[str, str, Path, date | None], np.ndarray] = {}
        self._found: OrderedDict[Any, Any] = OrderedDict()

    # -- entities ---------------------------------------------------------------------------------------------------

    @_alone
    def size(self, entity: str) -> int:
        """Count the rows of an entity's table."""
        return self._base(entity)[1]

    def _base(self, entity: str) -> tuple[str, int]:
        """Keep the keys of an entity with their place in the table's order."""
        if entity not in self._bases:
            name = self._names.new(f"kept {entity}")
            described = self.schema.tables[entity]
            keys = exp.select(exp.alias_(column(described.key or ""), OWNER)).from_(table(entity))
            with self.reading.relation(keys, "found", "read") as found:
                owner = self.stored(column(OWNER, "found"), described.columns[described.key or ""].type or "")
                # A warehouse has no order of rows: there an entity's order is that of its keys.
                order = exp.Order(expressions=[owner.copy()]) if self.reading.remote else None
                number = exp.Sub(this=exp.Window(this=exp.RowNumber(), order=order), expression=exp.Literal.number(1))
                query = exp.select(exp.alias_(number, "i"), exp.alias_(owner, OWNER)).from_(found)
                self._create(name, query.order_by(exp.column("i")) if self.reading.remote else query)
            count = self.database.rows(exp.select(exp.Count(this=exp.Star())).from_(table(name)), "size")[0][0]
            self._bases[entity] = (name, count)
        return self._bases[entity]

    @_alone
    def link(self, child: str, parent: str, path: Path, as_of: date) -> np.ndarray:
        """Give, for each row of ``child``, the place of its ``parent`` along a path; -1 where there is none.

        An interval row on the way that starts after ``as_of`` leads nowhere.
        """
        dated = any(self.schema.tables[step.target].kind == "interval" for step in path[:-1])
        known = (child, parent, path, as_of if dated else None)
        if known not in self._links:
            # The path starts at the child's table; the children's own order comes from their kept base.
            base, parents = self._base(child)[0], self._base(parent)[0]
            owner, way, exists = owned(child, path, self.schema, self.reading.made, as_of)
            key = column(self.schema.tables[child].key or "", child)
            pairs = exp.select(exp.alias_(key, "child"), exp.alias_(owner, OWNER)).from_(way.first)
            for joined, on in way.joins:
                pairs = pairs.join(joined, on=on)
            # An interval that does not exist yet is not there; without it, nothing beyond it is found.
            with self.reading.relation(pairs.where(*exists), "found", "link") as found:
                query = exp.select(exp.Coalesce(this=column("i", parents), expressions=[exp.Literal.number(-1)]).as_("at"))
                query = query.from_(table(base))
                on = exp.EQ(this=column("child", "found"), expression=column(OWNER, base))
                query = query.join(found, on=on, join_type="left")
                on = exp.EQ(this=column(OWNER, parents), expression=column(OWNER, "found"))
                query = query.join(table(parents), on=on, join_type="left").order_by(column("i", base))
                at = np.asarray(self.database.columns(query, "link")["at"], dtype=np.int64)
            self._links[known] = self._whole(child, at)
        return self._links[known]

    def _whole(self, entity: str, values: np.ndarray) -> np.ndarray:
        if len(values) != self.size(entity):
            raise EngineError(
                Problem(
                    "engine-changed",
                    f"{entity} has other rows than when it was first read, or keys that repeat.",
                    f"tables.{entity}",
                    "Make the workspace again.",
                )
            )
        return values

    # -- metrics ----------------------------------------------------------------------------------------------------

    @_alone
    def load(self, entity: str, wanted: Iterable[Leaf]) -> None:
        """Read the metrics that are not there yet: one statement a table, filter and way; one for all attributes."""
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
                    self._create(name, self._arranged(entity, batch, names, scanned))
            for leaf, made in zip(batch, names, strict=True):
                self._columns[entity, leaf] = _Kept(name, made)
            step()

    def _unread(self, entity: str, wanted: Iterable[Leaf]) -> list[tuple[Rows | Leaf | None, list[Leaf]]]:
        batches: dict[Rows | Leaf | None, list[Leaf]] = {}
        for leaf in dict.fromkeys(wanted):
            if (entity, leaf) in self._columns:
                self._columns.move_to_end((entity, leaf))
            else:
                batches.setdefault(_batch(leaf), []).append(leaf)
        return [part for found in batches.items() for part in _parted(*found)]

    @_alone
    def foresee(self, entity: str, wanted: Iterable[Compare]) -> None:
        """Tell the current work how many statements will read tables for comparisons that are not answered yet."""
        expect(len(self._unread(entity, [leaf for c in wanted if (entity, c) not in self._masks for leaf in leaves(c)])))

    def _attributes(self, entity: str, batch: list[Leaf], names: list[str], *first: exp.Expr) -> exp.Select:
        made = self.reading.made
        values = [column_value(leaf, column(leaf.column), made) for leaf in batch if isinstance(leaf, ColumnLeaf)]
        return exp.select(*first, *(exp.alias_(v, n) for v, n in zip(values, names, strict=True))).from_(table(entity))

    def _scan(self, rows: Rows, batch: list[Leaf], names: list[str]) -> exp.Select:
        leaves_ = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]
        # One kind of count in many plain ranges; what is left over beside such a batch may be many too, and of any kind.
        one = len({(leaf.agg, leaf.column) for leaf in leaves_}) == 1 and leaves_[0].agg in DISTINCT
        plain = rows.holds_on is None and all(isinstance(leaf.days, Days) for leaf in leaves_)
        write = scan_distinct if len(leaves_) >= MANY and one and plain else scan
        return write(rows, leaves_, names, self.schema, self.reading.made)

    def _arranged(self, entity: str, batch: list[Leaf], names: list[str], scanned: exp.Expr) -> exp.Select:
        """Put what was read by owner into the entity's order."""
        base = self._base(entity)[0]
        values: list[exp.Expr] = []
        for leaf, name in zip(batch, names, strict=True):
            value = self.stored(column(name, "scanned"), leaf.type, summed=isinstance(leaf, AggregateLeaf) and leaf.agg == "sum")
            if isinstance(leaf, AggregateLeaf) and isinstance(leaf.days, Days) and zero_without_rows(leaf):
                value = exp.Coalesce(this=value, expressions=[exp.Literal.number(0)])
            values.append(exp.alias_(value, name))
        on = exp.EQ(this=column(OWNER, "scanned"), expression=column(OWNER, base))
        query = exp.select(*values, copy=False).from_(table(base), copy=False).join(scanned, on=on, join_type="left", copy=False)
        return query.order_by(column("i", base), copy=False)

    def stored(self, value: exp.Expr, type_: str, *, summed: bool = False) -> exp.Expr:
        """Give a value that came from elsewhere the type that it would have had here; a decimal keeps its digits."""
        if not self.reading.remote or type_ not in STORED_AS:
            return value
        return exp.cast(value, "hugeint" if summed and type_ == "integer" else STORED_AS[type_], dialect="duckdb")

    def _create(self, name: str, query: exp.Select) -> None:
        made = exp.Create(this=exp.Table(this=identifier(name)), kind="TABLE", expression=query)
        made.set("properties", exp.Properties(expressions=[exp.TemporaryProperty()]))
        self.database.run(made, "read")

    # -- masks ------------------------------------------------------------------------------------------------------

    @_alone
    def masks(self, entity: str, wanted: Iterable[Compare]) -> dict[Compare, Mask]:
        """Answer comparisons: those not answered yet in one statement over the kept columns."""
        wanted = list(dict.fromkeys(wanted))
        missing = [c for c in wanted if (entity, c) not in self._masks]
        if missing:
            self.load(entity, [leaf for c in missing for leaf in leaves(c)])
            self._compute(entity, missing)
        found = {}
        for compare in wanted:
            self._masks.move_to_end((entity, compare))
            found[compare] = self._masks[entity, compare]
        self._forget()
        return found

    def _compute(self, entity: str, missing: list[Compare]) -> None:
        write = Expressions(self.made, lambda leaf: self._column(entity, leaf))
        columns = [exp.alias_(write.compare(c), f"m{number}") for number, c in enumerate(missing)]
        answers = self.database.columns(self._over(entity, [leaf for c in missing for leaf in leaves(c)], columns), "mask")
        for number, compare in enumerate(missing):
            answer = np.ma.asarray(answers[f"m{number}"])
            unknown = np.ma.getmaskarray(answer)
            met = np.asarray(answer.filled(False) if unknown.any() else answer.data, dtype=bool)
            self._masks[entity, compare] = Mask(met, np.array(unknown))

    @_alone
    def pairs(self, related: RelatedPlan, as_of: date, universe: dict[str, GroupPlan]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Answer a related group that compares with the entity it starts from; read from the tables, once.

        Returns
        -------
        tuple
            Boolean arrays over the entity's rows: who meets it, who surely does (Kleene's true), of whom it is unknown.
        """
        known = (related, as_of, tuple(sorted(universe.items())))
        if known not in self._pairs:
            entity = related.entity
            base = self._base(entity)[0]
            with self.reading.relation(pair_numbers(related, as_of, universe, self.schema, self.reading.made), "found", "pairs") as found:
                query = exp.select(column("met", "found"), column("kleene", "found")).from_(table(base))
                on = exp.EQ(this=column(OWNER, "found"), expression=column(OWNER, base))
                query = query.join(found, on=on, join_type="left").order_by(column("i", base))
                answers = self.database.columns(query, "pairs")
            met, kleene = (np.ma.asarray(answers[name]) for name in ("met", "kleene"))
            sure = np.asarray(kleene.filled(False), dtype=bool)
            self._pairs[known] = (self._whole(entity, np.asarray(met.filled(False), dtype=bool)), sure, np.ma.getmaskarray(kleene))
            while len(self._pairs) > KEPT_PAIRS:
                self._pairs.popitem(last=False)
        self._pairs.move_to_end(known)
        return self._pairs[known]

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

    @_alone
    def values(self, entity: str, wanted: list[Leaf]) -> dict[Leaf, np.ndarray]:
        """Give kept metric columns as arrays in the entity table's order, masked where missing."""
        self.load(entity, wanted)
        columns = [exp.alias_(self._column(entity, leaf), f"v{number}") for number, leaf in enumerate(wanted)]
        answers = self.database.columns(self._over(entity, wanted, columns), "values")
        return {leaf: answers[f"v{number}"] for number, leaf in enumerate(wanted)}

    @_alone
    def sides(self, entity: str, compares: Sequence[Compare], places: Sequence[int] | None = None) -> list[tuple[np.ndarray, Any]]:
        """Give what comparisons look at: the values on the left, and on the right where a metric stands there (else ``None``).

        Arrays in the entity table's order (of the rows at ``places`` alone, in that order, if given), masked where missing; days
        are local.
        """
        self.load(entity, [leaf for c in compares for leaf in leaves(c)])
        write = Expressions(self.made, lambda leaf: self._column(entity, leaf))
        columns: list[exp.Expr] = []
        for number, c in enumerate(compares):
            for side, of in (("l", c.left), ("r", c.right)):
                if of is not None and not isinstance(of, tuple | int | float | Decimal | str | date):
                    value = write.expr(of)
                    columns.append(exp.alias_(self.made.day(value, c.type) if c.family == "date" else value, f"{side}{number}"))
        query = self._over(entity, [leaf for c in compares for leaf in leaves(c)], columns)
        if places is not None:
            # What stands in a place is taken by its number: a filter under a positional join would pair other rows.
            number_of = exp.Sub(this=exp.Window(this=exp.RowNumber()), expression=exp.Literal.number(1))
            wanted = exp.select(exp.alias_(exp.func("UNNEST", exp.array(*map(exp.Literal.number, sorted(set(places))))), "at")).subquery(
                "wanted"
            )
            numbered = query.select(exp.alias_(number_of, "i"))
            query = exp.select(*(column(c.alias, "found") for c in columns)).from_(numbered.subquery("found"))
            query = query.join(wanted, on=exp.EQ(this=column("at", "wanted"), expression=column("i", "found"))).order_by(
                column("i", "found")
            )
        answers = self.database.columns(query, "values") if columns and (places is None or len(places)) else {}
        if places is not None and answers:
            again = np.unique(np.asarray(places, dtype=np.int64), return_inverse=True)[1]
            answers = {name: values[again] for name, values in answers.items()}
        return [(answers.get(f"l{n}", np.zeros(0)), answers.get(f"r{n}")) for n in range(len(compares))]

    @_alone
    def place_of(self, entity: str, key: Literal) -> int | None:
        """Give the place of a key in the entity table's order; ``None`` where no row has it."""
        name = self._base(entity)[0]
        query = exp.select(column("i")).from_(table(name)).where(exp.EQ(this=column(OWNER), expression=self.made.literal(key)))
        found = self.database.rows(query, "values")
        return int(found[0][0]) if found else None

    @_alone
    def distinct(self, entity: str, of: Expr) -> list[Any]:
        """Give the values that an expression has, sorted, without missing ones; of lists the values of their elements."""
        self.load(entity, leaves(of))
        value = Expressions(self.made, lambda leaf: self._column(entity, leaf)).expr(of)
        if isinstance(of, ColumnLeaf) and of.type == "list":
            value = exp.func("UNNEST", value)
        inner = self._over(entity, leaves(of), [exp.alias_(value, "v")]).subquery("found")
        query = exp.select(column("v")).distinct().from_(inner)
        query = query.where(exp.Is(this=column("v"), expression=exp.Not(this=exp.null()))).order_by(column("v"))
        return [v for (v,) in self.database.rows(query, "values")]

    @_alone
    def computed(self, entity: str, of: Expr, make: Callable[[exp.Expr], list[exp.Expr]]) -> dict[str, np.ndarray]:
        """Give what ``make`` writes of an expression's value, in the entity table's order, masked where missing."""
        self.load(entity, leaves(of))
        value = Expressions(self.made, lambda leaf: self._column(entity, leaf)).expr(of)
        return self.database.columns(self._over(entity, leaves(of), make(value)), "values")

    @_alone
    def entity_rows(self, entity: str, columns: Iterable[str]) -> exp.Expr:
        """Give what to select some of an entity's own columns from, under their names, in the session's order.

        The table itself where it is here; of a warehouse, what is kept of it.
        """
        if not self.reading.remote:
            return table(entity)
        types = self.schema.tables[entity].columns
        wanted: dict[str, Leaf] = {c: ColumnLeaf(entity, c, types[c].type or "text") for c in columns}
        self.load(entity, wanted.values())
        kept = [exp.alias_(self._column(entity, leaf), identifier(c)) for c, leaf in wanted.items()]
        return self._over(entity, wanted.values(), kept).subquery(identifier(entity))

    @_alone
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


def _batch(leaf: Leaf) -> Rows | Leaf | None:
    """Say with what a leaf is read: attributes together, aggregates of the same rows together, all else alone."""
    if isinstance(leaf, ColumnLeaf):
        return None
    if isinstance(leaf, AggregateLeaf) and isinstance(leaf.days, Days):
        return leaf.rows
    return leaf


def _parted(source: Rows | Leaf | None, batch: list[Leaf]) -> list[tuple[Rows | Leaf | None, list[Leaf]]]:
    """Part what is read of the same rows where distinct values are counted in many ranges: they are a scan of their own."""
    if not isinstance(source, Rows):
        return [(source, batch)]
    return [(source, list(part)) for part in by_count([leaf for leaf in batch if isinstance(leaf, AggregateLeaf)])]


def _day_of(leaf: Rows | Leaf) -> date:
    """Give the day as of which a leaf is read."""
    if isinstance(leaf, PeersLeaf | TierLeaf):
        return leaf.as_of
    return leaf.days.last if isinstance(leaf, AggregateLeaf | SequenceLeaf) else date.max
