"""A query over one entity's table, with everything joined that its conditions and values ask for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import (
    AggregateLeaf,
    Anchored,
    ColumnLeaf,
    Expr,
    GroupPlan,
    Leaf,
    LookupLeaf,
    NodePlan,
    OuterExpr,
    PeersLeaf,
    RelatedPlan,
    Rows,
    SequenceLeaf,
    TierLeaf,
    leaves,
    reaches_out,
)
from seg_widgets.schema.relations import Relation
from seg_widgets.sql import beside
from seg_widgets.sql import related as numbers_of
from seg_widgets.sql.conditions import Conditions
from seg_widgets.sql.dialects import column_value
from seg_widgets.sql.expressions import Expressions, zero_without_rows
from seg_widgets.sql.names import Names, column, identifier, table
from seg_widgets.sql.sequences import sequence
from seg_widgets.sql.shared import Outside, Shared, Universe, by_rows, leaf_words, related_in
from seg_widgets.sql.together import scan_together, together, words_with_filter
from seg_widgets.sql.ways import OWNER, Aliases, Way, existing, owned, present


class EntityQuery:
    """A query over one entity's table.

    Parameters
    ----------
    trees
        What its rows must meet.
    values
        Expressions that are asked for beside.
    everyone
        All rows, whether or not they exist on the day and are in the universe.
    universe
        Entity -> what its rows must meet to exist; ``None``: that of the statement.
    outside, relation
        The entities outside, and how they lead here, where something here is compared with them.
    kleene
        Related groups are counted for Kleene's logic too.
    """

    def __init__(
        self,
        entity: str,
        trees: Sequence[NodePlan],
        shared: Shared,
        *,
        values: Sequence[Expr] = (),
        everyone: bool = False,
        universe: Universe | None = None,
        outside: Outside | None = None,
        relation: Relation | None = None,
        kleene: bool = False,
    ) -> None:
        self.entity, self.trees, self.shared, self.everyone, self.kleene = entity, list(trees), shared, everyone, kleene
        self.schema, self.made = shared.schema, shared.made
        self.universe = shared.universe if universe is None else universe
        self.outside, self.relation = outside, relation
        self.joins: list[tuple[exp.Expr, exp.Expr]] = []
        self.aliases = Aliases(entity)
        self.found: dict[Leaf, exp.Expr] = {}
        self.counted: dict[RelatedPlan, tuple[str, dict[str, str]]] = {}
        self.expressions = Expressions(self.made, self.leaf, self.outer)
        self.conditions = Conditions(self.expressions, self.met, self.in_kleene)
        self.way, self.also = self._way_here()
        inside = self._universe()
        wanted = [leaf for part in (*inside, *self.trees, *values) for leaf in leaves(part)]
        for filters in together(wanted) if self.made.one_scan else [{rows: batch} for rows, batch in by_rows(wanted).items()]:
            self._scan(filters)
        for leaf in dict.fromkeys(wanted):
            self._figure(leaf)
        for alike in self._alike([*dict.fromkeys(r for tree in self.trees for r in related_in(tree))]):
            self._related(alike)
        self.also += [self.conditions.condition(tree) for tree in inside]

    def select(self, *what: exp.Expr, conditions: bool = True) -> exp.Select:
        """Write the query: the rows of the entity that meet all trees."""
        query = exp.select(*what, copy=False).from_(self.way.first, copy=False)
        for joined, on in self.way.joins:
            query = query.join(joined, on=on, copy=False)
        for joined, on in self.joins:
            query = query.join(joined, on=on, join_type="left", copy=False)
        found = [condition.copy() for condition in self.also]
        if not self.everyone:
            found += existing(self.entity, self.entity, self.schema, self.made, self.shared.as_of)
        for tree in self.trees if conditions else ():
            members = tree.members if isinstance(tree, GroupPlan) and tree.kind == "all" else (tree,)
            found += [self.conditions.condition(m) for m in members]
        return query.where(*found, copy=False)

    # -- where things are -------------------------------------------------------------------------------------------

    def leaf(self, leaf: Leaf) -> exp.Expr:
        """Give the SQL of a leaf of the entity."""
        if isinstance(leaf, ColumnLeaf):
            return column_value(leaf, column(leaf.column, self.entity), self.made)
        return self.found[leaf].copy()

    def outer(self, node: OuterExpr) -> exp.Expr:
        """Give the SQL of an expression of an entity outside."""
        assert self.outside is not None
        outside = self.outside

        def at(depth: int) -> Expressions:
            return Expressions(
                self.made,
                lambda leaf: column(outside.values[depth, leaf], outside.name),
                lambda inner: at(depth - inner.up).expr(inner.of),
            )

        return at(len(outside.keys) - node.up).expr(node.of)

    def met(self, related: RelatedPlan) -> exp.Expr:
        """Give the SQL of whether a related group is met."""
        return numbers_of.met(related, self._number(related), self.made)

    def in_kleene(self, related: RelatedPlan) -> exp.Expr:
        """Give the SQL of a related group's answer in Kleene's logic."""
        return numbers_of.kleene(related, self._number(related), self.made)

    def _number(self, related: RelatedPlan) -> numbers_of.Number:
        part, names = self.counted[related]
        return lambda name: exp.Coalesce(this=column(names[name], part), expressions=[self.made.literal(0)])

    def key_of(self, entity: str, alias: str) -> exp.Column:
        """Give the key of an entity, under an alias."""
        return column(self.schema.tables[entity].key or "", alias)

    # -- what is joined ---------------------------------------------------------------------------------------------

    def _way_here(self) -> tuple[Way, list[exp.Expr]]:
        """Give the tables to begin with, and what must hold on the way."""
        outside, relation = self.outside, self.relation
        if outside is None or relation is None:
            return Way(table(self.entity)), []
        start = column(outside.keys[-1], outside.name)
        self.aliases.of(outside.name)
        if relation.many:
            owner, way, exists = owned(self.entity, relation.path, self.schema, self.made, self.shared.as_of, self.aliases)
            way.joins.append((table(outside.name), exp.EQ(this=start, expression=owner)))
            return way, exists
        at = self.aliases.of(outside.parent)
        way = Way(table(outside.name), [(table(outside.parent, at), exp.EQ(this=self.key_of(outside.parent, at), expression=start))])
        also: list[exp.Expr] = []
        for step in relation.path:
            last = step is relation.path[-1]
            alias = self.entity if last else self.aliases.of(step.target)
            way.joins.append((table(step.target, alias), exp.EQ(this=self.key_of(step.target, alias), expression=column(step.column, at))))
            if not last:
                also += existing(step.target, alias, self.schema, self.made, self.shared.as_of)
            at = alias
        return way, also

    def _universe(self) -> list[GroupPlan]:
        """Give what the universe asks of the rows, where it can be asked here; else keep to those who are in it."""
        inside = self.universe.get(self.entity)
        if inside is None or self.everyone:
            return []
        if not any(True for _ in related_in(inside)):
            return [inside]
        key = self.schema.tables[self.entity].key or ""
        query = EntityQuery(self.entity, [inside], self.shared, universe={}).select(column(key, self.entity))
        name = self.shared.add(f"{self.entity} in the universe", query)
        chosen = exp.select(column(key)).from_(table(name))
        self.also.append(exp.In(this=column(key, self.entity), query=chosen.subquery()))
        return []

    def _join(self, name: str, *on: exp.Expr) -> None:
        self.joins.append((table(name), exp.and_(*on, copy=False)))

    def _scan(self, filters: dict[Rows, list[AggregateLeaf]]) -> None:
        known = tuple((rows, tuple(batch)) for rows, batch in filters.items())
        if known not in self.shared.scans:
            inside = Names({OWNER})
            several = len(filters) > 1
            names = {leaf: inside.new(words_with_filter(leaf, several)) for batch in filters.values() for leaf in batch}
            query = scan_together(filters, names, self.schema, self.made)
            self.shared.scans[known] = self.shared.add(f"{known[0][0].table} by {self.entity}", query), names
        name, names = self.shared.scans[known]
        self._join(name, exp.EQ(this=column(OWNER, name), expression=self.key_of(self.entity, self.entity)))
        for leaf, made_name in names.items():
            value: exp.Expr = column(made_name, name)
            if zero_without_rows(leaf):
                value = exp.Coalesce(this=value, expressions=[self.made.literal(0)])
            self.found[leaf] = self._anchored(leaf, value)

    def _anchored(self, leaf: AggregateLeaf | SequenceLeaf, value: exp.Expr) -> exp.Expr:
        """Without a date to count from there are no days, and what is read in them is missing."""
        if not isinstance(leaf.days, Anchored):
            return value
        return exp.Case(ifs=[exp.If(this=present(self.leaf(leaf.days.anchor)), true=value)])

    def _figure(self, leaf: Leaf) -> None:
        """Join what a leaf needs that is neither a column nor an aggregate of rows."""
        key = self.key_of(self.entity, self.entity)
        match leaf:
            case ColumnLeaf() | AggregateLeaf():
                return
            case SequenceLeaf():
                name = sequence(leaf, self.schema, self.made, self.shared.add)
                self._join(name, exp.EQ(this=column(OWNER, name), expression=key))
                self.found[leaf] = self._anchored(leaf, exp.paren(present(column(OWNER, name))))
            case PeersLeaf():
                name = self.shared.add(f"peers of {self.entity}", beside.peers(self._existing(leaf), leaf))
                self._join(name, *(exp.EQ(this=column(f"by_{n}", name), expression=self.leaf(by)) for n, by in enumerate(leaf.by)))
                self.found[leaf] = column(leaf.stat, name)
            case TierLeaf():
                name = self.shared.add(f"tiers of {self.entity}", beside.tiers(self._existing(leaf), leaf))
                self._join(name, exp.EQ(this=column(OWNER, name), expression=key))
                self.found[leaf] = column("tier", name)
            case LookupLeaf():
                name = self.shared.add(f"{leaf.table} to look up", beside.lookup(leaf, self.made))
                on: list[exp.Expr] = [
                    exp.EQ(this=column(f"on_{n}", name), expression=beside.alike(mine, self.leaf(mine), self.made))
                    for n, (mine, _) in enumerate(leaf.on)
                ]
                self._join(name, *(on or [exp.true()]))
                self.found[leaf] = column("figure", name)
            case _:
                raise UnsupportedError(Problem("unknown-node", f"SQL does not know the leaf {type(leaf).__name__}."))

    def _existing(self, leaf: PeersLeaf | TierLeaf) -> EntityQuery:
        """Begin a query over those whom an entity is compared with: they exist, and are in the universe."""
        trees = [leaf.universe] if leaf.universe is not None else []
        return EntityQuery(leaf.entity, trees, self.shared, values=[leaf.of], universe={})

    # -- related entities -------------------------------------------------------------------------------------------

    def _alike(self, found: list[RelatedPlan]) -> list[list[RelatedPlan]]:
        """Put related groups together whose entities one query can read."""
        if not self.made.one_scan:
            return [[related] for related in found]
        alike: dict[tuple[str, Relation], list[RelatedPlan]] = {}
        for related in found:
            alike.setdefault((related.table, related.relation), []).append(related)
        return list(alike.values())

    def _related(self, alike: list[RelatedPlan]) -> None:
        """Join the numbers of related groups: of the same entities, on the same way."""
        first, relation = alike[0], alike[0].relation
        trees: list[NodePlan] = [t for related in alike for t in (related.scope, related.where) if t is not None]
        outside = self._outside(alike) if any(map(reaches_out, alike)) else None
        inner = EntityQuery(
            first.table,
            trees,
            self.shared,
            universe=self.universe,
            outside=outside,
            relation=relation if outside is not None else None,
            kleene=self.kleene,
        )
        plain = len(alike) == 1 and first.share is None and not self.kleene
        inside = Names({OWNER, *(outside.keys if outside is not None else ())})
        names: dict[RelatedPlan, dict[str, str]] = {}
        columns: list[exp.Expr] = []
        for related in alike:
            counted = {"n": exp.Count(this=exp.Star())} if plain else numbers_of.numbers(related, inner.conditions, kleene=self.kleene)
            names[related] = {number: inside.new(number) for number in counted}
            columns += [exp.alias_(sql, identifier(names[related][number])) for number, sql in counted.items()]
        if outside is not None:
            keys = [column(key, outside.name) for key in outside.keys]
            query = inner.select(*(key.copy() for key in keys), *columns, conditions=plain).group_by(*keys, copy=False)
            name = self.shared.add(f"{first.table} of {self.entity}", query)
            own = [column(key, self.outside.name) for key in self.outside.keys] if self.outside is not None else []
            own.append(self.key_of(self.entity, self.entity))
            self._join(name, *(exp.EQ(this=column(key, name), expression=mine) for key, mine in zip(outside.keys, own, strict=True)))
        elif relation.many:
            owner, way, exists = owned(first.table, relation.path, self.schema, self.made, self.shared.as_of, inner.aliases)
            inner.way = way
            inner.also = [present(owner.copy()), *exists, *inner.also]
            query = inner.select(exp.alias_(owner, OWNER), *columns, conditions=plain).group_by(owner.copy(), copy=False)
            name = self.shared.add(f"{first.table} of {self.entity}", query)
            self._join(name, exp.EQ(this=column(OWNER, name), expression=self.key_of(self.entity, self.entity)))
        else:
            key = inner.key_of(first.table, first.table)
            if plain:
                query = inner.select(exp.alias_(key, OWNER), exp.alias_(self.made.literal(1), "n"))
            else:
                query = inner.select(exp.alias_(key, OWNER), *columns, conditions=False).group_by(key.copy(), copy=False)
            link = self._way_to_one(first)
            name = self.shared.add(f"{first.table} of {self.entity}", query)
            self._join(name, exp.EQ(this=column(OWNER, name), expression=link))
        self.counted |= {related: (name, names[related]) for related in alike}

    def _outside(self, alike: list[RelatedPlan]) -> Outside:
        """Add a part with what related groups compare with: of this entity, and of those outside of it."""
        depth = len(self.outside.keys) if self.outside is not None else 0
        conditions = [part for related in alike for part in (related.scope, related.where) if part is not None]
        wanted = {
            level: list(dict.fromkeys(leaf for c in conditions for leaf in leaves(c, depth + 1 - level))) for level in range(depth + 1)
        }
        query = EntityQuery(
            self.entity,
            [],
            self.shared,
            values=wanted[depth],
            everyone=True,
            universe=self.universe,
            outside=self.outside,
            relation=self.relation,
        )
        inside = Names(set())
        keys = tuple(inside.new(f"key {number}") for number in range(depth + 1))
        values: dict[tuple[int, Leaf], str] = {}
        columns: list[exp.Expr] = []
        for level in range(depth):
            assert self.outside is not None
            columns.append(exp.alias_(column(self.outside.keys[level], self.outside.name), keys[level]))
        columns.append(exp.alias_(self.key_of(self.entity, self.entity), keys[depth]))
        for level, batch in wanted.items():
            for leaf in batch:
                name = values[level, leaf] = inside.new(leaf_words(leaf))
                value = query.leaf(leaf) if level == depth else column(self.outside.values[level, leaf], self.outside.name)  # type: ignore[union-attr]
                columns.append(exp.alias_(value, identifier(name)))
        return Outside(self.shared.add(f"{self.entity} to compare with", query.select(*columns)), keys, values, self.entity)

    def _way_to_one(self, related: RelatedPlan) -> exp.Expr:
        """Join the tables between the entity and the one it leads to; give the column that holds the last one's key."""
        path, at = related.relation.path, self.entity
        for step in path[:-1]:
            alias = self.aliases.of(step.target)
            on = exp.EQ(this=self.key_of(step.target, alias), expression=column(step.column, at))
            exists = existing(step.target, alias, self.schema, self.made, self.shared.as_of)
            self.joins.append((table(step.target, alias), exp.and_(on, *exists, copy=False)))
            at = alias
        return column(path[-1].column, at)
