"""The entities of a session: their keys in an order of their own, and the links between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from sqlglot import exp

from seg_widgets.engines.bounded import Bounded, allowed
from seg_widgets.engines.database import Database
from seg_widgets.engines.load.types import STORED_AS
from seg_widgets.engines.reading import Reading
from seg_widgets.errors import EngineError, Problem
from seg_widgets.schema import Schema
from seg_widgets.schema.relations import Path
from seg_widgets.sql import DIALECTS, OWNER, Dialect, Names, column, identifier, owned, table

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Entities")


def alone(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Let one thread at a time look up and keep."""

    @wraps(method)
    def locked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.database.lock:
            return method(self, *args, **kwargs)

    return locked


class Entities:
    """Keys and links of one workspace's entities, kept in its embedded database.

    Attributes
    ----------
    memory
        What was found over the entities (links, masks, numbers, answers), in arrays: at most half of what a session may keep.
    """

    def __init__(self, database: Database, schema: Schema, reading: Reading | None = None) -> None:
        self.database, self.schema = database, schema
        self.reading = reading or Reading(database, schema)
        self.made: Dialect = DIALECTS["duckdb"](schema.time_zone) if self.reading.remote else self.reading.made
        self._names = Names({"found", "scanned", *schema.tables})
        self._bases: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self.memory: Bounded[Any] = Bounded(allowed(database) // 2)

    @alone
    def size(self, entity: str) -> int:
        """Count the rows of an entity's table."""
        if entity not in self._sizes:
            if self.reading.remote:  # those whose keys came over
                return self._base(entity)[1]
            self._sizes[entity] = self.database.rows(exp.select(exp.Count(this=exp.Star())).from_(table(entity)), "size")[0][0]
        return self._sizes[entity]

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
            if self._sizes.setdefault(entity, count) != count:
                raise _changed(entity)
            self._bases[entity] = name
        return self._bases[entity], self._sizes[entity]

    @alone
    def link(self, child: str, parent: str, path: Path, as_of: date) -> np.ndarray:
        """Give, for each row of ``child``, the place of its ``parent`` along a path; -1 where there is none.

        An interval row on the way that starts after ``as_of`` leads nowhere.
        """
        dated = any(self.schema.tables[step.target].kind == "interval" for step in path[:-1])
        known = ("link", child, parent, path, as_of if dated else None)
        kept: np.ndarray | None = self.memory.get(known)
        if kept is None:
            found = self._read_link(child, parent, path, as_of) if self.reading.remote else self._link_by_place(child, parent, path, as_of)
            kept = self.memory.put(known, found)
        return kept

    def _link_by_place(self, child: str, parent: str, path: Path, as_of: date) -> np.ndarray:
        """Read a link whose rows are numbered as they are read: what comes in any order is then put in its place."""
        place = "at" if path[0].column.lower() == "place" else "place"
        number = exp.Sub(this=exp.Window(this=exp.RowNumber()), expression=exp.Literal.number(1))
        children = exp.select(exp.alias_(number, identifier(place)), column(path[0].column, child)).from_(table(child))
        owner, way, exists = owned(child, path, self.schema, self.reading.made, as_of)
        parents = self._base(parent)[0]
        query = exp.select(exp.alias_(column(place, child), "place"), column("i", parents)).from_(children.subquery(identifier(child)))
        for joined, on in [*way.joins, (table(parents), exp.EQ(this=column(OWNER, parents), expression=owner))]:
            query = query.join(joined, on=on)
        # An interval that does not exist yet is not there; without it, nothing beyond it is found.
        found = self.database.columns(query.where(*exists), "link")
        places, at = found["place"], np.full(self.size(child), -1, dtype=np.int64)
        if len(places) and places.max() >= len(at):
            raise _changed(child)
        at[places] = found["i"]
        if np.count_nonzero(at >= 0) != len(places):
            raise _changed(parent)
        return at

    def _read_link(self, child: str, parent: str, path: Path, as_of: date) -> np.ndarray:
        """Read a link from a warehouse, whose rows come in no order: by the children's keys."""
        base, parents = self._base(child)[0], self._base(parent)[0]
        owner, way, exists = owned(child, path, self.schema, self.reading.made, as_of)
        key = column(self.schema.tables[child].key or "", child)
        pairs = exp.select(exp.alias_(key, "child"), exp.alias_(owner, OWNER)).from_(way.first)
        for joined, on in way.joins:
            pairs = pairs.join(joined, on=on)
        with self.reading.relation(pairs.where(*exists), "found", "link") as found:
            query = exp.select(exp.Coalesce(this=column("i", parents), expressions=[exp.Literal.number(-1)]).as_("at"))
            query = query.from_(table(base))
            on = exp.EQ(this=column("child", "found"), expression=column(OWNER, base))
            query = query.join(found, on=on, join_type="left")
            on = exp.EQ(this=column(OWNER, parents), expression=column(OWNER, "found"))
            query = query.join(table(parents), on=on, join_type="left").order_by(column("i", base))
            at = np.asarray(self.database.columns(query, "link")["at"], dtype=np.int64)
        return self._whole(child, at)

    def _whole(self, entity: str, values: np.ndarray) -> np.ndarray:
        if len(values) != self.size(entity):
            raise _changed(entity)
        return values

    def stored(self, value: exp.Expr, type_: str, *, summed: bool = False) -> exp.Expr:
        """Give a value that came from elsewhere the type that it would have had here; a decimal keeps its digits."""
        if not self.reading.remote or type_ not in STORED_AS:
            return value
        return exp.cast(value, "hugeint" if summed and type_ == "integer" else STORED_AS[type_], dialect="duckdb")

    def _create(self, name: str, query: exp.Select, what: str = "read") -> None:
        made = exp.Create(this=exp.Table(this=identifier(name)), kind="TABLE", expression=query)
        made.set("properties", exp.Properties(expressions=[exp.TemporaryProperty()]))
        self.database.run(made, what)


def _changed(entity: str) -> EngineError:
    return EngineError(
        Problem(
            "engine-changed",
            f"{entity} has other rows than when it was first read, or keys that repeat.",
            f"tables.{entity}",
            "Make the workspace again.",
        )
    )
