"""An entity among others, in pandas: the median of its peers, its tier, and figures looked up for it."""

from __future__ import annotations

from collections.abc import Callable

from seg_widgets.code.pandas_.computed import words
from seg_widgets.code.pandas_.numbers import fitting
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import KINDS, OBJECTS, Body, Frame, Value
from seg_widgets.code.pandas_.writing import Atom, Names, Test, assigned, called, chained, joined, picked, quoted, several
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import ColumnLeaf, Expr, GroupPlan, LookupLeaf, PeersLeaf, TierLeaf


class Peers:
    """Writes what is said of an entity beside others.

    Parameters
    ----------
    expr
        Writes any metric over a frame.
    counted
        Writes which entities exist and are in the universe; ``None``: all.
    """

    def __init__(
        self,
        tables: Tables,
        names: Names,
        body: Body,
        expr: Callable[[Expr, Frame], Value],
        counted: Callable[[str, GroupPlan | None], Test | None],
    ) -> None:
        self.tables, self.names, self.body, self.expr, self.counted = tables, names, body, expr, counted

    def peers(self, leaf: PeersLeaf, frame: Frame) -> Value:
        """Write the median, mean or quantile among those that share some attributes."""
        if leaf.stat not in ("median", "mean", "quantile"):
            raise UnsupportedError(Problem("unknown-node", f"pandas does not know the statistic {leaf.stat!r} of peers."))
        of = self.expr(leaf.of, frame)
        values = of.code if of.kind == "number" else f"{self.body.use('number')}({of.code})"
        values = self._among(values, leaf.entity, leaf.universe, leaf.of)
        exact = [self.tables.moment(column.table, column.column) for column in leaf.by]  # times share the moment, not the day
        by = [f"{frame.name}[{quoted(label)}]" for label in exact]
        stat = f'"quantile", {quoted(leaf.q)}' if leaf.stat == "quantile" else f'"{leaf.stat}"'
        said = f"p{(leaf.q or 0) * 100:g}" if leaf.stat == "quantile" else leaf.stat
        shared = " ".join(column.column for column in leaf.by)
        name = self.names.new(f"{said} {words(leaf.of)} by {shared}", f"{said} {words(leaf.of)} of {leaf.entity} by {shared}")
        groups = f"[{', '.join(by)}]" if len(by) > 1 else by[0]
        self.body.lines += chained(name, values, f".groupby({groups})", f".transform({stat})")
        return Value(name, "number")

    def tier(self, leaf: TierLeaf, frame: Frame) -> Value:
        """Write the quantile tier: the rank among those that have a value, cut into k parts."""
        of = self.expr(leaf.of, frame)
        exact = f"{of.code}.astype(object)" if of.kind == "integer" else of.code
        values = self._among(exact, leaf.entity, leaf.universe, leaf.of, objects=of.kind in OBJECTS | {"integer"})
        rank = self.names.new(f"rank by {words(leaf.of)}", f"rank of {leaf.entity} by {words(leaf.of)}")
        name = self.names.new(f"tier of {words(leaf.of)}", f"tier of {words(leaf.of)} of {leaf.entity}")
        self.body.lines += chained(rank, values, '.rank(method="min")')
        self.body.lines += chained(name, f"({rank} - 1) * {leaf.k} // {rank}.count() + 1")
        return Value(name, "number")

    def lookup(self, leaf: LookupLeaf, frame: Frame) -> Value:
        """Write the figure in the one row that fits."""
        figures = self.tables.frame(leaf.table)
        if leaf.given:  # only the rows that have certain values
            tests = [Atom(f"{self.tables.leaf(c)}.isin({several(list(fitting([value], KINDS[c.type])))})") for c, value in leaf.given]
            chosen = self.names.new(f"fitting {leaf.table}", f"fitting {leaf.table} for {frame.table}")
            self.body.lines += picked(chosen, figures, joined("&", tests))
            figures = chosen
        keys, columns = [], []
        for attribute, column in leaf.on:
            sides = [self.tables.leaf(attribute), self._figure(figures, column)]
            if KINDS[attribute.type] != KINDS[column.type]:  # numbers of different kinds are compared one by one
                sides = [f"{code}.astype(object)" for code in sides]
            keys.append(sides[0])
            columns.append(sides[1])
        if not keys:  # the same row for all
            keys, columns = ([f"pd.Series(True, index={rows}.index)"] for rows in (frame.name, figures))
        name = self.names.new(f"{leaf.column.column} of {leaf.table}", f"{leaf.column.column} of {leaf.table} for {frame.table}")
        arguments = [f"[{', '.join(keys)}]", f"[{', '.join(columns)}]", self._figure(figures, leaf.column)]
        self.body.lines += called(name, self.body.use("looked_up"), *arguments)
        return Value(name, KINDS[leaf.type])

    def _figure(self, figures: str, column: ColumnLeaf) -> str:
        return f"{figures}[{quoted(self.tables.column(column.table, column.column))}]"

    def _among(self, values: str, entity: str, universe: GroupPlan | None, of: Expr, *, objects: bool = False) -> str:
        """Write the values of those that count; the others have none."""
        test = self.counted(entity, universe)
        if test is None:
            return values
        if not isinstance(test, Atom) or test.loose:
            name = self.names.new(f"{entity} that count", f"{entity} that count for {words(of)}")
            self.body.lines += assigned(name, test)
            test = Atom(name)
        return f"{values}.where({test.code}{', pd.NA' if objects else ''})"
