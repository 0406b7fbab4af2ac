"""Peers' figures from what is kept: what an entity is held against is a metric of others, and is read once for both."""

from __future__ import annotations

from typing import TypeGuard

from sqlglot import exp

from seg_widgets.engines.masks import Masks
from seg_widgets.plan import Leaf, PeersLeaf, leaves
from seg_widgets.sql import column, present

EXACT = ("median", "quantile")
"""Statistics that are the same in whichever order values come; a mean of doubles is not, to its last bit."""


class Peers(Masks):
    """Answers what peers have from kept columns."""

    def _peers_here(self, leaf: Leaf | object) -> TypeGuard[PeersLeaf]:
        """Say whether peers' figures can be had from what is kept: of all entities, in whatever order."""
        if not isinstance(leaf, PeersLeaf) or self.reading.remote or leaf.universe is not None or leaf.stat not in EXACT:
            return False
        return self.schema.tables[leaf.entity].kind != "interval"

    def _peers(self, leaf: PeersLeaf, name: str) -> exp.Select:
        """Select the figure of each entity's peers, in the entities' order; missing where one of ``by`` is."""
        wanted = [*leaves(leaf.of), *leaf.by]
        self.load(leaf.entity, wanted)
        made, by = self.made, [f"by_{n}" for n in range(len(leaf.by))]
        place = exp.alias_(exp.Window(this=exp.RowNumber()), "place")
        columns = [exp.alias_(self._column(leaf.entity, of), each) for of, each in zip(leaf.by, by, strict=True)]
        figure = exp.alias_(self._writer(leaf.entity).expr(leaf.of), "figure")
        everyone = self._over(leaf.entity, wanted, [place, *columns, figure])
        value = column("figure", "everyone")
        stat = made.median(value) if leaf.stat == "median" else made.quantile(value, leaf.q or 0.0)
        keys = [column(each, "everyone") for each in by]
        figures = exp.select(*keys, exp.alias_(stat, "stat")).from_("everyone")
        figures = figures.where(*(present(key.copy()) for key in keys)).group_by(*(key.copy() for key in keys))
        on = [exp.EQ(this=column(each, "figures"), expression=column(each, "everyone")) for each in by]
        query = exp.select(exp.alias_(column("stat", "figures"), name)).from_("everyone")
        query = query.join(figures.subquery("figures"), on=exp.and_(*on), join_type="left").order_by(column("place", "everyone"))
        return query.with_("everyone", as_=everyone)
