"""Sequences in pandas: step by step, the rows that follow a row of the step before."""

from __future__ import annotations

from seg_widgets.code.pandas_.rows import RowPicks, filter_words
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import Body, Frame, Value
from seg_widgets.code.pandas_.writing import Names, called, chained, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import Anchored, Rows, SequenceLeaf


class Sequences:
    """Writes whether there is a chain of rows, one of each step."""

    def __init__(self, tables: Tables, rows: RowPicks, names: Names, body: Body) -> None:
        self.tables, self.rows, self.names, self.body = tables, rows, names, body
        self._in_order: dict[tuple[str, ...], str] = {}

    def write(self, leaf: SequenceLeaf, frame: Frame) -> Value:
        """Write the steps, each an assignment of its own, and give the name of the answer."""
        if leaf.moment not in ("instant", "time", "day"):
            raise UnsupportedError(Problem("unknown-node", f"pandas does not know how to put rows in order by {leaf.moment!r}."))
        first, *later = leaf.steps
        said = [_words(step.rows) for step in leaf.steps]
        self.body.lines.append("")
        reached = self._ordered(first.rows, leaf, frame)
        for number, step in enumerate(later, 1):
            rows = self._ordered(step.rows, leaf, frame)
            options = [f"within={step.within}"]
            if step.without is not None:
                options.append(f"without={self._ordered(step.without, leaf, frame)}")
            then = " then ".join(said[: number + 1])
            before, reached = reached, self.names.new(f"{said[number]} after {said[number - 1]}", f"rows of {then}")
            self.body.lines += called(reached, self.body.use("following"), rows, before, *options)
        name = self.names.new(" then ".join(said))
        code = f"{self.body.use('having')}({frame.name}.index, {reached})"
        if not isinstance(leaf.days, Anchored):
            self.body.lines += [*chained(name, code), ""]
            return Value(name, "boolean", True)
        anchor = self.tables.leaf(leaf.days.anchor)
        self.body.lines += [*chained(name, code, '.astype("boolean")', f".where({anchor}.notna())"), ""]
        return Value(name, "boolean")

    def _ordered(self, rows: Rows, leaf: SequenceLeaf, frame: Frame) -> str:
        """Give the name of the rows in their order, with the place of their entity."""
        chosen = self.rows.of(rows, leaf.days)
        labels = self.rows.owner(rows), self.tables.in_order(rows.table, leaf.moment), self.tables.day(rows.table)
        same = (chosen, *labels, frame.name)
        if same not in self._in_order:
            name = self.names.new(f"{_words(rows)} in order", f"{_words(rows)} of {frame.table} in order")
            self.body.lines += called(name, self.body.use("in_order"), chosen, *map(quoted, labels), f"{frame.name}.index")
            self._in_order[same] = name
        return self._in_order[same]


def _words(rows: Rows) -> str:
    return " ".join([*filter_words(rows.where), rows.table])
