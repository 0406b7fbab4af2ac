"""What can be looked up in a session: values of metrics, of comparisons' sides, of an entity's own columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from sqlglot import exp

from seg_widgets.engines.entities import alone
from seg_widgets.engines.kept import Kept
from seg_widgets.plan import ColumnLeaf, Compare, Expr, Leaf, Literal, leaves
from seg_widgets.sql import OWNER, Expressions, column, identifier, table

FEW = 1000
"""So many places are named one by one; of more, everybody's values are read, which costs less than to name them."""


class Looks(Kept):
    """Looks at kept columns; what is not kept yet is read first."""

    @alone
    def values(self, entity: str, wanted: list[Leaf]) -> dict[Leaf, np.ndarray]:
        """Give kept metric columns as arrays in the entity table's order, masked where missing."""
        self.load(entity, wanted)
        columns = [exp.alias_(self._column(entity, leaf), f"v{number}") for number, leaf in enumerate(wanted)]
        answers = self.database.columns(self._over(entity, wanted, columns), "values")
        return {leaf: answers[f"v{number}"] for number, leaf in enumerate(wanted)}

    @alone
    def sides(
        self, entity: str, compares: Sequence[Compare], places: Sequence[int] | np.ndarray | None = None
    ) -> list[tuple[np.ndarray, Any]]:
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
        if places is not None and len(places) > FEW:
            every = self.database.columns(query, "values") if columns else {}
            answers = {name: values[np.asarray(places, dtype=np.int64)] for name, values in every.items()}
            return [(answers.get(f"l{n}", np.zeros(0)), answers.get(f"r{n}")) for n in range(len(compares))]
        if places is not None:
            # What stands in a place is taken by its number: a filter under a positional join would pair other rows.
            number_of = exp.Sub(this=exp.Window(this=exp.RowNumber()), expression=exp.Literal.number(1))
            wanted = exp.select(
                exp.alias_(exp.func("UNNEST", exp.array(*map(exp.Literal.number, np.unique(places).tolist()))), "at")
            ).subquery("wanted")
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

    @alone
    def place_of(self, entity: str, key: Literal) -> int | None:
        """Give the place of a key in the entity table's order; ``None`` where no row has it."""
        name = self._base(entity)[0]
        query = exp.select(column("i")).from_(table(name)).where(exp.EQ(this=column(OWNER), expression=self.made.literal(key)))
        found = self.database.rows(query, "values")
        return int(found[0][0]) if found else None

    @alone
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

    @alone
    def computed(self, entity: str, of: Expr, make: Callable[[exp.Expr], list[exp.Expr]]) -> dict[str, np.ndarray]:
        """Give what ``make`` writes of an expression's value, in the entity table's order, masked where missing."""
        self.load(entity, leaves(of))
        value = Expressions(self.made, lambda leaf: self._column(entity, leaf)).expr(of)
        return self.database.columns(self._over(entity, leaves(of), make(value)), "values")

    @alone
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

    @alone
    def entity_frame(self, entity: str, columns: Sequence[str], who: Any) -> Any:
        """Give some of an entity's own columns, of some of its rows, as a pandas frame in the session's order.

        Parameters
        ----------
        who
            Booleans, one a row. Where fewer than half are wanted only these are brought out of the engine: to make Python's objects
            of a million texts takes a second.
        """
        there, names = self.entity_rows(entity, columns), [column(c) for c in columns]
        who = np.asarray(who, dtype=bool)
        places = np.flatnonzero(who)
        if 2 * len(places) >= len(who):
            return self.database.frame(exp.select(*names).from_(there), "members")[who].reset_index(drop=True)
        import pyarrow as pa

        at = next(name for n in range(len(columns) + 1) if (name := f"at{n}") not in {c.lower() for c in columns})
        number = exp.Sub(this=exp.Window(this=exp.RowNumber()), expression=exp.Literal.number(1))
        with self.database.holding(pa.table({at: places})) as held:
            numbered = exp.select(*names, exp.alias_(number, at)).from_(there).subquery("numbered")
            query = exp.select(*names).from_(numbered).join(table(held), using=[at], join_type="semi").order_by(column(at))
            return self.database.frame(query, "members")
