"""What leads from rows to the entities that they are of, kept: from a key that rows link to, to the entity's place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlglot import exp

from seg_widgets.engines.database import Database
from seg_widgets.engines.looks import Looks
from seg_widgets.engines.reading import Reading
from seg_widgets.plan import Rows
from seg_widgets.schema import Schema
from seg_widgets.schema.relations import Path
from seg_widgets.sql import OWNER, column, table


@dataclass(frozen=True)
class Ground:
    """Which rows: those of a table, on a way to an entity, by a column of time; whatever is asked of them."""

    table: str
    entity: str
    path: Path
    time: str


class Ways(Looks):
    """Keeps ways."""

    def __init__(self, database: Database, schema: Schema, reading: Reading | None = None) -> None:
        super().__init__(database, schema, reading)
        self._ways: dict[tuple[str, str, Path], str] = {}

    def _way(self, ground: Ground | Rows) -> str:
        """Keep what leads from a row's link to the entity's place: ``key``, ``place``. What lies between has its row's own number."""
        known = (ground.entity, ground.path[0].target, ground.path[1:])
        if known not in self._ways:
            first, (entity, _) = ground.path[0].target, self._base(ground.entity)
            name = self._names.new(f"way {first} {ground.entity}")
            if len(ground.path) == 1:
                place = exp.cast(column("i", entity), "int")
                query = exp.select(exp.alias_(column(OWNER, entity), "key"), exp.alias_(place, "place")).from_(table(entity))
                self._create(name, query, "way")
            else:
                key = column(self.schema.tables[first].key or "", first)
                with self._held_link(first, ground) as held:
                    query = exp.select(exp.alias_(key, "key"), column("place", held)).from_(table(first))
                    query = query.join(exp.Join(this=table(held), method="POSITIONAL"))
                    self._create(name, query.where(somewhere(held)), "way")
            self._ways[known] = name
        return self._ways[known]

    @contextmanager
    def _held_link(self, first: str, ground: Ground | Rows) -> Iterator[str]:
        """Have a table, for a while, of what rows link to, in its order: its ``number`` and the entity's ``place``, or -1."""
        import pyarrow as pa

        link = self.link(first, ground.entity, ground.path[1:], date.max).astype(np.int32)
        with self.database.holding(pa.table({"number": np.arange(len(link), dtype=np.int32), "place": link})) as held:
            yield held


def somewhere(held: str) -> exp.Expr:
    """Write that what is held of a link leads to an entity."""
    return exp.GTE(this=column("place", held), expression=exp.Literal.number(0))
