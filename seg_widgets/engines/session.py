"""The kept layers of a session: metrics as columns by entity, masks by comparison, links between entities.

A metric is read from the tables once. A comparison is computed by SQL over the kept columns, once. So an edit of a
threshold costs one comparison, an edit of the tree nothing, and only a new metric or window reads the tables again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np
from sqlglot import exp

from seg_widgets.engines.database import Database
from seg_widgets.engines.load.sql import drop
from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Compare, Leaf, Rows, leaves
from seg_widgets.schema import Schema
from seg_widgets.schema.relations import Path
from seg_widgets.sql import (
    OWNER,
    Dialect,
    Expressions,
    Names,
    column,
    column_value,
    identifier,
    owned,
    scan,
    table,
    zero_without_rows,
)
from seg_widgets.sql.dialect import DIALECTS

KEPT_COLUMNS = 400
"""How many metric columns are kept; the least recently used go first."""

KEPT_MASKS = 4000


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


def _alone(method: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
    """Let one thread at a time look up and keep."""

    @wraps(method)
    def locked(self: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.database.lock:
            return method(self, *args, **kwargs)

    return locked


class Session:
    """Metrics, masks and links of one workspace, kept in its embedded database."""

    def __init__(self, database: Database, schema: Schema) -> None:
        self.database, self.schema = database, schema
        self.made: Dialect = DIALECTS["duckdb"](schema.time_zone)
        self._names = Names(set(schema.tables))
        self._bases: dict[str, tuple[str, int]] = {}
        self._columns: OrderedDict[tuple[str, Leaf], _Kept] = OrderedDict()
        self._masks: OrderedDict[tuple[str, Compare], Mask] = OrderedDict()
        self._links: dict[tuple[str, str, Path, date | None], np.ndarray] = {}

    # -- entities ---------------------------------------------------------------------------------------------------

    @_alone
    def size(self, entity: str) -> int:
        """Count the rows of an entity's table."""
        return self._base(entity)[1]

    def _base(self, entity: str) -> tuple[str, int]:
        """Keep the keys of an entity with their place in the table's order."""
        if entity not in self._bases:
            name = self._names.new(f"kept {entity}")
            key = column(self.schema.tables[entity].key or "")
            number = exp.Sub(this=exp.Window(this=exp.RowNumber()), expression=exp.Literal.number(1))
            query = exp.select(exp.alias_(number, "i"), exp.alias_(key, OWNER)).from_(table(entity))
            self._create(name, query)
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
            key = self.schema.tables[child].key or ""
            owner, way, exists = owned(child, path, self.schema, self.made, as_of)
            query = exp.select(exp.Coalesce(this=column("i", parents), expressions=[exp.Literal.number(-1)]).as_("at"))
            query = query.from_(table(base)).join(way.first, on=exp.EQ(this=column(key, child), expression=column(OWNER, base)))
            for joined, on in way.joins:
                query = query.join(joined, on=on, join_type="left")
            # An interval that does not exist yet is joined as nothing; without it, nothing beyond it is found.
            found = exp.and_(exp.EQ(this=column(OWNER, parents), expression=owner), *exists)
            query = query.join(table(parents), on=found, join_type="left")
            query = query.order_by(column("i", base))
            self._links[known] = np.asarray(self.database.columns(query, "link")["at"], dtype=np.int64)
        return self._links[known]

    # -- metrics ----------------------------------------------------------------------------------------------------

    @_alone
    def load(self, entity: str, wanted: Iterable[Leaf]) -> None:
        """Read the metrics that are not there yet: one statement a table, filter and way; one for all attributes."""
        batches: dict[Rows | None, list[Leaf]] = {}
        for leaf in dict.fromkeys(wanted):
            if (entity, leaf) in self._columns:
                self._columns.move_to_end((entity, leaf))
            else:
                batches.setdefault(leaf.rows if isinstance(leaf, AggregateLeaf) else None, []).append(leaf)
        for rows, batch in batches.items():
            name = self._names.new(f"kept {entity} metrics")
            names = [f"v{number}" for number in range(len(batch))]
            query = self._attributes(entity, batch, names) if rows is None else self._aggregates(entity, rows, batch, names)
            self._create(name, query)
            for leaf, made in zip(batch, names, strict=True):
                self._columns[entity, leaf] = _Kept(name, made)

    def _attributes(self, entity: str, batch: list[Leaf], names: list[str]) -> exp.Select:
        values = [column_value(leaf, column(leaf.column), self.made) for leaf in batch if isinstance(leaf, ColumnLeaf)]
        return exp.select(*(exp.alias_(v, n) for v, n in zip(values, names, strict=True))).from_(table(entity))

    def _aggregates(self, entity: str, rows: Rows, batch: list[Leaf], names: list[str]) -> exp.Select:
        wanted = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf)]
        base = self._base(entity)[0]
        values: list[exp.Expr] = []
        for leaf, name in zip(wanted, names, strict=True):
            value: exp.Expr = column(name, "scanned")
            if zero_without_rows(leaf):
                value = exp.Coalesce(this=value, expressions=[exp.Literal.number(0)])
            values.append(exp.alias_(value, name))
        inner = scan(rows, wanted, names, self.schema, self.made).subquery("scanned")
        on = exp.EQ(this=column(OWNER, "scanned"), expression=column(OWNER, base))
        return exp.select(*values).from_(table(base)).join(inner, on=on, join_type="left").order_by(column("i", base))

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

    def _column(self, entity: str, leaf: Leaf) -> exp.Column:
        kept = self._columns[entity, leaf]
        return column(kept.column, kept.table)

    def _over(self, entity: str, wanted: Iterable[Leaf], columns: list[exp.Expr]) -> exp.Select:
        """Select over the kept columns, which all stand in the entity table's order."""
        tables = list(dict.fromkeys(self._columns[entity, leaf].table for leaf in wanted))
        query = exp.select(*columns).from_(table(tables[0]))
        for other in tables[1:]:
            query = query.join(exp.Join(this=table(other), method="POSITIONAL"))
        return query

    @_alone
    def values(self, entity: str, wanted: list[Leaf]) -> dict[Leaf, np.ndarray]:
        """Give kept metric columns as arrays in the entity table's order, masked where missing."""
        self.load(entity, wanted)
        columns = [exp.alias_(self._column(entity, leaf), f"v{number}") for number, leaf in enumerate(wanted)]
        answers = self.database.columns(self._over(entity, wanted, columns), "values")
        return {leaf: answers[f"v{number}"] for number, leaf in enumerate(wanted)}

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
