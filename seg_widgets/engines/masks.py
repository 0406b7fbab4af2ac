"""Comparisons' answers: by a statement over the kept columns, or, of what was compared before, in memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from sqlglot import exp

from seg_widgets.engines.bitmaps import from_arrow
from seg_widgets.engines.database import Database
from seg_widgets.engines.entities import alone
from seg_widgets.engines.kept import Mask
from seg_widgets.engines.numbers import LARGE, comparable, numbers
from seg_widgets.engines.reading import Reading
from seg_widgets.engines.windows import Windows
from seg_widgets.plan import Compare, GroupPlan, RelatedPlan, leaves
from seg_widgets.schema import Schema
from seg_widgets.schema.facts import TableFacts
from seg_widgets.sql import OWNER, Expressions, column, pair_numbers, table

MOST = 10_000
"""So many sides of comparisons are remembered at most."""


class Masks(Windows):
    """Answers comparisons, and groups that are answered pair by pair."""

    def __init__(
        self, database: Database, schema: Schema, reading: Reading | None = None, facts: Mapping[str, TableFacts] | None = None
    ) -> None:
        super().__init__(database, schema, reading, facts)
        # What was compared with something before is likely to be compared with something else next.
        self._compared: set[Hashable] = set()

    @alone
    def masks(self, entity: str, wanted: Iterable[Compare]) -> dict[Compare, Mask]:
        """Answer comparisons: those not answered yet together."""
        kept = {compare: self.memory.get(("mask", entity, compare)) for compare in wanted}
        missing = [compare for compare, mask in kept.items() if mask is None]
        found: dict[Compare, Mask] = {compare: mask for compare, mask in kept.items() if mask is not None}
        if missing:
            new = self._in_memory(entity, missing)
            new |= self._by_statement(entity, [compare for compare in missing if compare not in new])
            for compare, mask in new.items():
                found[compare] = self.memory.put(("mask", entity, compare), mask)
            self._forget()
        return found

    def _by_statement(self, entity: str, missing: list[Compare]) -> dict[Compare, Mask]:
        """Compare in one statement over the kept columns."""
        if not missing:
            return {}
        answers = self._columns_of(entity, missing, lambda: [self._writer(entity).compare(c) for c in missing], "mask")
        return {compare: Mask(answers.num_rows, *from_arrow(answers.column(number))) for number, compare in enumerate(missing)}

    def _in_memory(self, entity: str, missing: list[Compare]) -> dict[Compare, Mask]:
        """Compare numbers and days that were compared before, of many entities: fetched once, then a pass over an array each."""
        if self.size(entity) < LARGE:
            return {}
        sides = {compare: ("numbers", entity, compare.left, compare.family) for compare in missing if comparable(compare)}
        again = {side: compare for compare, side in sides.items() if side not in self.memory and side in self._compared}
        if again:
            write, compares = self._writer(entity), list(again.values())
            answers = self._columns_of(entity, compares, lambda: [write.side(write.expr(c.left), c.left, c) for c in compares], "values")
            for number, side in enumerate(again):
                self.memory.put(side, numbers(answers.column(number)))
        self._compared = {*(self._compared if len(self._compared) < MOST else ()), *sides.values()}
        found = {}
        for compare, side in sides.items():
            known = self.memory.get(side)
            answer = known.answer(compare) if known is not None else None
            if answer is not None:
                found[compare] = Mask(self.size(entity), *answer)
        return found

    def _writer(self, entity: str) -> Expressions:
        return Expressions(self.made, lambda leaf: self._column(entity, leaf))

    def _columns_of(self, entity: str, compares: list[Compare], columns: Callable[[], list[exp.Expr]], what: str) -> Any:
        """Give what is written of the compared metrics, once those are there."""
        self.load(entity, [leaf for c in compares for leaf in leaves(c)])
        named = [exp.alias_(c, f"m{n}") for n, c in enumerate(columns())]
        return self.database.arrow(self._over(entity, [leaf for c in compares for leaf in leaves(c)], named), what)

    @alone
    def pairs(self, related: RelatedPlan, as_of: date, universe: dict[str, GroupPlan]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Answer a related group that compares with the entity it starts from; read from the tables, once.

        Returns
        -------
        tuple
            Boolean arrays over the entity's rows: who meets it, who surely does (Kleene's true), of whom it is unknown.
        """
        known = ("pairs", related, as_of, tuple(sorted(universe.items())))
        kept: tuple[np.ndarray, np.ndarray, np.ndarray] | None = self.memory.get(known)
        if kept is None:
            entity = related.entity
            base = self._base(entity)[0]
            with self.reading.relation(pair_numbers(related, as_of, universe, self.schema, self.reading.made), "found", "pairs") as found:
                query = exp.select(column("met", "found"), column("kleene", "found")).from_(table(base))
                on = exp.EQ(this=column(OWNER, "found"), expression=column(OWNER, base))
                query = query.join(found, on=on, join_type="left").order_by(column("i", base))
                answers = self.database.columns(query, "pairs")
            met, kleene = (np.ma.asarray(answers[name]) for name in ("met", "kleene"))
            sure = np.asarray(kleene.filled(False), dtype=bool)
            members = self._whole(entity, np.asarray(met.filled(False), dtype=bool))
            kept = self.memory.put(known, (members, sure, np.ma.getmaskarray(kleene)))
        return kept
