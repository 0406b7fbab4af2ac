"""Tables that were not read before: their rows are aggregated by what they link to, in one scan whatever the row filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlglot import exp

from seg_widgets.engines.database import Database
from seg_widgets.engines.daysums import UNORDERED
from seg_widgets.engines.prepared import OneScan, Preparing
from seg_widgets.engines.reading import Reading
from seg_widgets.engines.ways import Ground
from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Leaf, Literal
from seg_widgets.schema import Schema
from seg_widgets.schema.facts import TableFacts
from seg_widgets.sql import CODED, OTHER, column, of_parts, table

ROUGHLY = 3
"""By so many a rough count of different values may differ from the values that were found."""


class Linked(Preparing):
    """Says which aggregates are read by what rows link to."""

    rows_a_link = 1.5
    """Rows are aggregated by what they link to where so many, at least, link to the same."""

    def __init__(
        self, database: Database, schema: Schema, reading: Reading | None = None, facts: Mapping[str, TableFacts] | None = None
    ) -> None:
        super().__init__(database, schema, reading, facts)
        # Columns in which there was another value than when they were counted.
        self._others_in: set[ColumnLeaf] = set()

    def _by_link(self, leaf: Leaf) -> OneScan | None:
        """Give the rows of which a leaf is read by what they link to; ``None`` where it is not."""
        ground = self._ground(leaf)
        if ground is None or not isinstance(leaf, AggregateLeaf) or self._ready(leaf) is not None:
            return None
        if not of_parts(leaf, self._few_values([leaf])) or not self._several_a_link(ground) or not self._same_in_any_order(leaf):
            return None
        return OneScan(ground)

    def _same_in_any_order(self, leaf: AggregateLeaf) -> bool:
        """Say whether a sum does not turn on the order of rows, or would be made in any order by the engine itself."""
        if len(leaf.rows.path) == 1:  # it is a single sum
            return True
        exact = {"sum": ("integer", "decimal"), "mean": ("integer",)}.get(leaf.agg)
        facts = self.facts.get(leaf.rows.table)
        many = facts is not None and facts.rows > UNORDERED
        return exact is None or many or (leaf.column is not None and leaf.column.type in exact)

    def _several_a_link(self, ground: Ground) -> bool:
        facts = self.facts.get(ground.table)
        links = facts.columns.get(ground.path[0].column) if facts is not None else None
        return links is None or links.present >= self.rows_a_link * links.distinct

    def _few_values(self, leaves: Iterable[AggregateLeaf]) -> dict[ColumnLeaf, Sequence[Literal]]:
        """Give the columns, of those whose different values are counted, whose values are few and known."""
        found: dict[ColumnLeaf, Sequence[Literal]] = {}
        for of in {leaf.column for leaf in leaves if leaf.agg == "distinct" and leaf.column is not None} - self._others_in:
            facts = self.facts.get(of.table)
            counted = facts.columns.get(of.column) if facts is not None else None
            # Should they be counted roughly, one that is not among them is told of.
            if counted is not None and 0 < len(counted.values) <= CODED and abs(counted.distinct - len(counted.values)) <= ROUGHLY:
                found[of] = [value for value, _ in counted.values]
        return found

    def _others(self, entity: str, batch: Iterable[Leaf]) -> list[Leaf]:
        """Forget the counts in which there was a value that was not known, and give them, to be read some other way."""
        counts = [leaf for leaf in batch if isinstance(leaf, AggregateLeaf) and leaf.column in self._few_values([leaf])]
        if not counts:
            return []
        kept = [self._columns[entity, leaf] for leaf in counts]
        least = exp.select(*(exp.Min(this=column(k.column)) for k in kept)).from_(table(kept[0].table))
        wrong: list[Leaf] = [leaf for leaf, value in zip(counts, self.database.rows(least, "size")[0], strict=True) if value == OTHER]
        self._others_in.update(leaf.column for leaf in counts if leaf in wrong and leaf.column is not None)
        for leaf in wrong:
            del self._columns[entity, leaf]
        return wrong
