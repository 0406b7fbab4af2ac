"""The whole segment as one readable statement: what a colleague would run."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from seg_widgets.plan import (
    AggregateLeaf,
    ColumnLeaf,
    Compare,
    GroupPlan,
    Leaf,
    NodePlan,
    Plan,
    RelatedPlan,
    Rows,
    leaves,
    parts,
)
from seg_widgets.schema import Schema
from seg_widgets.sql.dialects import Dialect, column_value
from seg_widgets.sql.expressions import Expressions, zero_without_rows
from seg_widgets.sql.names import Names, column, identifier, table, words_of
from seg_widgets.sql.rows import OWNER, Aliases, Way, existing, owned, present, scan

_NUMBER = "n"


def statement(plan: Plan, schema: Schema, made: Dialect) -> exp.Select:
    """Write the statement that gives the keys of the members, in one column named as the entity's key."""
    shared = _Shared(schema, made)
    query = _EntityQuery(plan.entity, [plan.tree], plan, shared)
    found = query.select(column(schema.tables[plan.entity].key or "", plan.entity))
    for name, cte in shared.ctes:
        found = found.with_(identifier(name), as_=cte, copy=False)
    return found


class _Shared:
    """What the queries of one statement share: the named parts so far, and scans that two of them need."""

    def __init__(self, schema: Schema, made: Dialect) -> None:
        self.schema, self.made = schema, made
        self.names = Names(set(schema.tables))
        self.ctes: list[tuple[str, exp.Select]] = []

    def add(self, words: str, query: exp.Select) -> str:
        name = self.names.new(words)
        self.ctes.append((name, query))
        return name


class _EntityQuery:
    """A query over one entity's table, with everything joined that its conditions ask for."""

    def __init__(self, entity: str, trees: list[NodePlan], plan: Plan, shared: _Shared) -> None:
        self.entity, self.trees, self.plan, self.shared = entity, trees, plan, shared
        self.schema, self.made = shared.schema, shared.made
        self.joins: list[tuple[exp.Expr, exp.Expr]] = []
        self.aliases = Aliases(entity)
        self.found: dict[Leaf, exp.Expr] = {}
        self.counts: dict[RelatedPlan, exp.Expr] = {}
        for rows, wanted in _by_rows(trees).items():
            self._scan(rows, wanted)
        for related in dict.fromkeys(r for tree in trees for r in _related(tree)):
            self._related(related)
        self.expressions = Expressions(self.made, self.leaf, self.count)

    def select(self, *what: exp.Expr, way: Way | None = None, also: tuple[exp.Expr, ...] = ()) -> exp.Select:
        """Write the query: the rows of the entity that meet all trees."""
        way = way or Way(table(self.entity))
        query = exp.select(*what, copy=False).from_(way.first, copy=False)
        for joined, on in way.joins:
            query = query.join(joined, on=on, copy=False)
        for joined, on in self.joins:
            query = query.join(joined, on=on, join_type="left", copy=False)
        conditions = [*also, *existing(self.entity, self.entity, self.schema, self.made, self.plan.as_of)]
        for tree in self.trees:
            members = tree.members if isinstance(tree, GroupPlan) and tree.kind == "all" else (tree,)
            conditions += [self.expressions.condition(m) for m in members]
        return query.where(*conditions, copy=False)

    def leaf(self, leaf: Leaf) -> exp.Expr:
        if isinstance(leaf, ColumnLeaf):
            return column_value(leaf, column(leaf.column, self.entity), self.made)
        return self.found[leaf].copy()

    def count(self, related: RelatedPlan) -> exp.Expr:
        number, made = self.counts[related].copy(), self.made
        if related.high is None:
            return exp.GTE(this=number, expression=made.literal(related.low))
        if related.low == related.high:
            return exp.EQ(this=number, expression=made.literal(related.low))
        return exp.LTE(this=number, expression=made.literal(related.high))

    def _scan(self, rows: Rows, wanted: list[AggregateLeaf]) -> None:
        inside = Names({OWNER})
        names = [inside.new(words_of(leaf)) for leaf in wanted]
        name = self.shared.add(f"{rows.table} by {self.entity}", scan(rows, wanted, names, self.schema, self.made))
        key = column(self.schema.tables[self.entity].key or "", self.entity)
        self.joins.append((table(name), exp.EQ(this=column(OWNER, name), expression=key)))
        for leaf, made_name in zip(wanted, names, strict=True):
            value: exp.Expr = column(made_name, name)
            if zero_without_rows(leaf):
                value = exp.Coalesce(this=value, expressions=[self.made.literal(0)])
            self.found[leaf] = value

    def _related(self, related: RelatedPlan) -> None:
        trees: list[NodePlan] = [t for t in (related.scope, related.where) if t is not None]
        inner = _EntityQuery(related.table, trees, self.plan, self.shared)
        if related.relation.many:
            owner, way, exists = owned(related.table, related.relation.path, self.schema, self.made, self.plan.as_of, inner.aliases)
            query = inner.select(
                exp.alias_(owner, OWNER),
                exp.alias_(exp.Count(this=exp.Star()), _NUMBER),
                way=way,
                also=(present(owner.copy()), *exists),
            ).group_by(owner.copy(), copy=False)
            link: exp.Expr = column(self.schema.tables[self.entity].key or "", self.entity)
        else:
            key = column(self.schema.tables[related.table].key or "", related.table)
            query = inner.select(exp.alias_(key, OWNER), exp.alias_(self.made.literal(1), _NUMBER))
            link = self._way(related)
        name = self.shared.add(f"{related.table} of {self.entity}", query)
        self.joins.append((table(name), exp.EQ(this=column(OWNER, name), expression=link)))
        self.counts[related] = exp.Coalesce(this=column(_NUMBER, name), expressions=[self.made.literal(0)])

    def _way(self, related: RelatedPlan) -> exp.Expr:
        """Join the tables between the entity and the one it leads to; give the column that holds the last one's key."""
        path, at = related.relation.path, self.entity
        for step in path[:-1]:
            alias = self.aliases.of(step.target)
            on = exp.EQ(this=column(self.schema.tables[step.target].key or "", alias), expression=column(step.column, at))
            exists = existing(step.target, alias, self.schema, self.made, self.plan.as_of)
            self.joins.append((table(step.target, alias), exp.and_(on, *exists, copy=False)))
            at = alias
        return column(path[-1].column, at)


def _by_rows(trees: list[NodePlan]) -> dict[Rows, list[AggregateLeaf]]:
    found: dict[Rows, list[AggregateLeaf]] = {}
    for tree in trees:
        for leaf in leaves(tree):
            if isinstance(leaf, AggregateLeaf) and leaf not in found.setdefault(leaf.rows, []):
                found[leaf.rows].append(leaf)
    return found


def _related(node: NodePlan) -> Iterator[RelatedPlan]:
    if isinstance(node, RelatedPlan):
        yield node
    elif not isinstance(node, Compare):
        for _, part in parts(node):
            yield from _related(part)
