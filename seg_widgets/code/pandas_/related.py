"""Related groups in pandas: counted for each entity, looked up by a link, or judged pair by pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from seg_widgets.code.pandas_.rows import filter_words
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import Body, Frame
from seg_widgets.code.pandas_.writing import Atom, Names, Not, Test, called, chained, joined, picked, quoted
from seg_widgets.plan import EveryonePlan, GroupPlan, NodePlan, RelatedPlan, reach


class RelatedGroups:
    """Writes how many related entities are in scope and meet a condition.

    A condition that compares with something outside is asked of rows beside which the keys of what is outside stand: the
    related rows themselves, or pairs of them with others.

    Parameters
    ----------
    condition
        Writes a condition over a frame.
    existing
        Writes which rows of an entity exist; ``None``: all.
    """

    def __init__(
        self,
        tables: Tables,
        names: Names,
        body: Body,
        condition: Callable[[NodePlan, Frame], Test],
        existing: Callable[[str], Test | None],
    ) -> None:
        self.tables, self.names, self.body, self.condition, self.existing = tables, names, body, condition, existing

    def write(self, node: RelatedPlan, frame: Frame) -> Test:
        """Write the condition for the rows of a frame."""
        return self._many(node, frame) if node.relation.many else self._one(node, frame)

    def _many(self, node: RelatedPlan, frame: Frame) -> Test:
        """Count the related entities of each row that are in scope and meet the condition."""
        inside, by = self._inside(node, frame)
        scope = filter_words(node.scope if isinstance(node.scope, GroupPlan) else None)
        scoped = " ".join([*(word for word in scope if word != "matching"), node.table])
        test = self._tests(inside, [node.scope, node.where])
        number = self._counted(f"matching {scoped}" if test is not None else node.table, test, inside.name, by, frame.name)
        if node.share is not None:
            in_scope = self._tests(inside, [node.scope])
            among = self._counted(f"{scoped} in scope" if in_scope is not None else node.table, in_scope, inside.name, by, frame.name)
            share = self.names.new(f"share of matching {scoped}")
            self.body.lines += [*called(share, self.body.use("ratio"), number, among), ""]
            return Atom(f"{share} >= {quoted(node.share) if node.share < 1 else 1}", loose=True)
        if node.high is None:
            return Atom(f"{number} >= {node.low}", loose=True)
        if node.low == node.high:
            return Atom(f"{number} == {node.low}", loose=True)
        return Atom(f"{number}.between({node.low}, {node.high})")

    def _counted(self, what: str, test: Test | None, rows: str, by: str, to: str) -> str:
        """Count the rows that meet a test for each row that they belong to, and give the name."""
        number = self.names.new(f"number of {what}")
        chosen = rows
        if test is not None:
            chosen = self.names.new(what)
            self.body.lines += ["", *picked(chosen, rows, test)]
        self.body.lines += [*chained(number, chosen, f".groupby({quoted(by)}).size()", f".reindex({to}.index, fill_value=0)"), ""]
        return number

    def _inside(self, node: RelatedPlan, frame: Frame) -> tuple[Frame, str]:
        """Give the frame of the related rows, and the label of what they belong to in the frame around."""
        related = self.tables.frame(node.table)
        owner = self.tables.reach(node.table, node.relation.path)
        owners = f"{related}[{quoted(owner)}]"
        if not frame.key:  # each belongs to one row at most
            outside = ((node.entity, owners), *((table, f"follow({owners}, {key})") for table, key in frame.outside))
            return Frame(node.table, related, True, "", outside), owner
        name = self.names.new(f"{node.table} beside others", f"{node.table} of {node.entity} beside others")
        self.body.lines += ["", *called(name, self.body.use("pairs"), frame.key, owners)]
        row = f'{name}["row"]'
        outside = ((node.entity, f'{name}["key"]'), *((table, f"follow({row}, {key})" if key else row) for table, key in frame.outside))
        return Frame(node.table, name, True, f'{name}["other"]', outside), "row"

    def _one(self, node: RelatedPlan, frame: Frame) -> Test:
        """Look up whether the one related entity is in scope and meets the condition."""
        met = node.low <= 1 and (node.high is None or node.high >= 1)
        unmet = node.low <= 0
        if met == unmet:
            return Atom(f"pd.Series({met}, index={frame.name}.index)")
        link = f"{self.tables.frame(node.entity)}[{quoted(self.tables.reach(node.entity, node.relation.path))}]"
        if frame.key:
            name = self.names.new(f"{node.table} of {node.entity}")
            self.body.lines += chained(name, f"follow({frame.key}, {link})")
            link = name
        inside = Frame(node.table, frame.name, True, link, ((node.entity, frame.key), *frame.outside))
        found = self._tests(inside, [node.scope, node.where], sure=False)
        assert found is not None
        return found if met else Not(found)

    def _tests(self, frame: Frame, asked: Sequence[NodePlan | None], *, sure: bool = True) -> Test | None:
        """Write that the related row beside each row of a frame exists and meets some conditions; ``None``: it always does.

        ``sure``: there is such a row in the table.
        """
        nodes = [node for node in asked if node is not None and not isinstance(node, EveryonePlan)]
        exists = self.existing(frame.table)
        if not frame.key:
            tests = [*([exists] if exists is not None else []), *(self.condition(node, frame) for node in nodes)]
            return joined("&", tests) if tests else None
        own = Frame(frame.table, self.tables.frame(frame.table), True)
        tests = [self.condition(node, own) for node in nodes if reach(node) == 0]
        there = [*([exists] if exists is not None else []), *tests]
        found = [self.beside(joined("&", there) if there else None, own, frame.key)] if there or not sure else []
        found += [self.condition(node, frame) for node in nodes if reach(node) > 0]
        return joined("&", found) if found else None

    def beside(self, test: Test | None, own: Frame, key: str) -> Test:
        """Write whether the row with a key is there and meets a test of its own table."""
        chosen = own.name
        if test is not None:
            chosen = self.names.new(f"matching {own.table}")
            self.body.lines += ["", *picked(chosen, own.name, test), ""]
        return Atom(f"{key}.isin({chosen}.index)")
