"""Metrics in pandas: a Series by the entity's key (or by row, inside a row filter), each worked out once and named."""

from __future__ import annotations

from collections.abc import Callable

from seg_widgets.code.pandas_.aggregates import Aggregates
from seg_widgets.code.pandas_.computed import Computed, words
from seg_widgets.code.pandas_.peers import Peers
from seg_widgets.code.pandas_.rows import RowPicks
from seg_widgets.code.pandas_.sequences import Sequences
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import KINDS, Body, Frame, Value
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import Names, Test, called, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import (
    AggregateLeaf,
    ArithmeticExpr,
    ChangeExpr,
    ColumnLeaf,
    ConstantExpr,
    DaysExpr,
    Expr,
    GroupPlan,
    IfMissingExpr,
    LookupLeaf,
    MapExpr,
    OuterExpr,
    PeersLeaf,
    RatioExpr,
    SequenceLeaf,
    TenureExpr,
    TierLeaf,
    reach,
)


class Metrics:
    """Writes metrics, and keeps the lines that work them out.

    Parameters
    ----------
    condition
        Writes a row filter over a frame.
    counted
        Writes which entities exist and are in the universe; ``None``: all.
    """

    def __init__(
        self,
        tables: Tables,
        windows: Windows,
        names: Names,
        condition: Callable[[GroupPlan, Frame], Test],
        counted: Callable[[str, GroupPlan | None], Test | None],
    ) -> None:
        self.tables, self.names, self.body = tables, names, Body()
        rows = RowPicks(tables, windows, names, self.body, condition)
        self.aggregates = Aggregates(tables, rows, names, self.body)
        self.sequences = Sequences(tables, rows, names, self.body)
        self.computed = Computed(names, self.body, self.expr)
        self.peers = Peers(tables, names, self.body, self.expr, counted)
        self._made: dict[object, Value] = {}

    def expr(self, node: Expr, frame: Frame) -> Value:
        """Write an expression over a frame; one that is worked out on lines of its own, once."""
        if isinstance(node, OuterExpr):
            return self.expr(node.of, frame.out(node.up))
        outward = reach(node) > 0
        if frame.key and not outward and not isinstance(node, ConstantExpr):
            same: object = (node, frame.name, frame.key)
            if same not in self._made:
                self._made[same] = self._beside(node, frame)
            return self._made[same]
        same = (node, frame.name, frame if outward else None)
        if same not in self._made:
            self._made[same] = self._write(node, frame)
        return self._made[same]

    def _write(self, node: Expr, frame: Frame) -> Value:
        match node:
            case ColumnLeaf():
                return self.column(node, frame)
            case AggregateLeaf() if frame.entity:
                return self.aggregates.write(node, frame)
            case SequenceLeaf() if frame.entity:
                return self.sequences.write(node, frame)
            case PeersLeaf() if frame.entity:
                return self.peers.peers(node, frame)
            case TierLeaf() if frame.entity:
                return self.peers.tier(node, frame)
            case LookupLeaf() if frame.entity:
                return self.peers.lookup(node, frame)
            case TenureExpr():
                return self._tenure(node, frame)
            case DaysExpr():
                day = self.expr(node.of, frame).code
                return Value(f"(AS_OF - {day}).dt.days" if node.since else f"({day} - AS_OF).dt.days", "number")
            case ChangeExpr() if frame.entity:
                return self.computed.change(node, frame)
            case RatioExpr():
                return self.computed.ratio(node, frame)
            case ConstantExpr():
                return self.computed.constant(node, frame)
            case ArithmeticExpr():
                return self.computed.arithmetic(node, frame)
            case IfMissingExpr():
                return self.computed.if_missing(node, frame)
            case MapExpr():
                return self.computed.mapped(node, frame)
            case _:
                raise UnsupportedError(Problem("unknown-node", f"pandas does not know the expression {type(node).__name__} here."))

    def _beside(self, node: Expr, frame: Frame) -> Value:
        """Write an expression of the table, and bring it beside the rows of the frame by key."""
        value = self.expr(node, Frame(frame.table, self.tables.frame(frame.table), True))
        name = self.names.new(f"{words(node)} of {frame.table}")
        self.body.lines += called(name, self.body.use("follow"), frame.key, value.code)
        return Value(name, "number" if value.kind == "count" else value.kind)

    def column(self, leaf: ColumnLeaf, frame: Frame) -> Value:
        """Write a column of a frame."""
        if leaf.table != frame.table:
            raise UnsupportedError(Problem("unknown-node", f"pandas does not know a column of {leaf.table!r} among {frame.table!r}."))
        label = self.tables.column(leaf.table, leaf.column, not_after=leaf.not_after is not None)
        return Value(f"{frame.name}[{quoted(label)}]", KINDS[leaf.type])

    def _tenure(self, node: TenureExpr, frame: Frame) -> Value:
        since = self.column(node.since, frame).code
        match node.unit:
            case "months":
                code = f"{self.body.use('whole_months')}({since})"
            case "years":
                code = f"({self.body.use('whole_months')}({since}) // 12)"
            case "days":
                code = f"(AS_OF - {since}).dt.days.where({since} <= AS_OF)"
            case _:
                raise UnsupportedError(Problem("unknown-node", f"pandas does not know a tenure in {node.unit!r}."))
        return Value(code, "number")
