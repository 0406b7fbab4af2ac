"""Comparisons, groups and related groups in pandas: true or false for every row; false where a value is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from seg_widgets.code.pandas_.aggregates import filter_words
from seg_widgets.code.pandas_.metrics import Metrics
from seg_widgets.code.pandas_.numbers import Fitted, fitted, fitting
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import Body, Frame, Value
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import AtLeast, Atom, Names, Not, Test, chained, joined, picked, quoted, several
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import Compare, Days, EveryonePlan, GroupPlan, NodePlan, RelatedPlan

_SIGNS = {"is": "==", "is_not": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_PARTS = {"contains": "contains", "starts_with": "startswith", "ends_with": "endswith"}


class Conditions:
    """Writes the conditions of a segment over the frames of its tables."""

    def __init__(self, tables: Tables, windows: Windows, names: Names) -> None:
        self.tables, self.windows, self.names = tables, windows, names
        self.metrics = Metrics(tables, windows, names, self.condition)
        self.body: Body = self.metrics.body
        self._related: dict[RelatedPlan, Test] = {}

    def frame(self, entity: str) -> Frame:
        """Give the frame of an entity's table."""
        return Frame(entity, self.tables.frame(entity), entity=True)

    def existing(self, entity: str, *nodes: NodePlan | None) -> Test | None:
        """Write that an entity exists on the as-of date and meets all nodes; ``None`` where that asks nothing."""
        exists = self.tables.exists(entity)
        tests: list[Test] = [Atom(exists)] if exists else []
        tests += [self.condition(node, self.frame(entity)) for node in nodes if node is not None and not isinstance(node, EveryonePlan)]
        return joined("&", tests) if tests else None

    def condition(self, node: NodePlan, frame: Frame) -> Test:
        """Write a condition over a frame."""
        match node:
            case Compare():
                return self._compare(node, frame)
            case EveryonePlan():
                return Atom(f"pd.Series(True, index={frame.name}.index)")
            case GroupPlan():
                return self._group(node, frame)
            case RelatedPlan() if frame.entity:
                if node not in self._related:
                    self._related[node] = self._many(node) if node.relation.many else self._one(node)
                return self._related[node]
            case _:
                raise UnsupportedError(Problem("unknown-node", f"pandas does not know the node {type(node).__name__} here."))

    def _group(self, node: GroupPlan, frame: Frame) -> Test:
        members = [self.condition(member, frame) for member in node.members]
        match node.kind:
            case "all":
                return joined("&", members)
            case "any":
                return joined("|", members)
            case "none":
                return Not(joined("|", members))
            case "at_least" if node.n is not None:
                return AtLeast(node.n, tuple(members))
            case _:
                raise UnsupportedError(Problem("unknown-node", f"pandas does not know the group {node.kind!r}."))

    def _many(self, node: RelatedPlan) -> Test:
        """Count the related entities of each entity that are in scope and meet the condition."""
        test = self.existing(node.table, node.scope, node.where)
        related, entity = self.frame(node.table), self.frame(node.entity)
        owner = quoted(self.tables.reach(node.table, node.relation.path))
        scope = filter_words(node.scope) if node.scope is not None else []
        matching = " ".join(["matching", *(word for word in scope if word != "matching"), node.table])
        number = self.names.new(f"number of {matching if test is not None else node.table}")
        chosen = related.name
        if test is not None:
            chosen = self.names.new(matching)
            self.body.lines += ["", *picked(chosen, related.name, test)]
        count = chained(number, chosen, f".groupby({owner}).size()", f".reindex({entity.name}.index, fill_value=0)")
        self.body.lines += [*count, ""]
        if node.high is None:
            return Atom(f"{number} >= {node.low}", loose=True)
        if node.low == node.high:
            return Atom(f"{number} == {node.low}", loose=True)
        return Atom(f"{number}.between({node.low}, {node.high})")

    def _one(self, node: RelatedPlan) -> Test:
        """Look up whether the one related entity is in scope and meets the condition."""
        met = node.low <= 1 and (node.high is None or node.high >= 1)
        unmet = node.low <= 0
        entity = self.frame(node.entity)
        if met == unmet:
            return Atom(f"pd.Series({met}, index={entity.name}.index)")
        test, related = self.existing(node.table, node.scope, node.where), self.frame(node.table)
        link = f"{entity.name}[{quoted(self.tables.reach(node.entity, node.relation.path))}]"
        chosen = related.name
        if test is not None:
            chosen = self.names.new(f"matching {node.table}")
            self.body.lines += ["", *picked(chosen, related.name, test), ""]
        found = Atom(f"{link}.isin({chosen}.index)")
        return found if met else Not(found)

    def _compare(self, node: Compare, frame: Frame) -> Test:
        left = self.metrics.expr(node.left, frame)
        match node.op:
            case "is_missing":
                return Atom(f"{left.code}.isna()")
            case "is_present":
                return Atom(f"{left.code}.notna()")
            case "is_true":
                return Atom(f"{left.code}.fillna(False)")
            case "is_false":
                return Not(Atom(f"{left.code}.fillna(True)"))
        left = self._spelled(left, node)
        right = node.right
        if isinstance(right, bool | int | float | Decimal | str | date):
            return self._with_values(node, left, (right,))
        if isinstance(right, tuple):
            return self._with_values(node, left, right)
        if right is None:
            raise UnsupportedError(Problem("unknown-operator", f"pandas does not know the operator {node.op!r} alone."))
        return self._with_metric(node, left, self._spelled(self.metrics.expr(right, frame), node))

    def _spelled(self, value: Value, node: Compare) -> Value:
        code = value.code
        if value.kind == "text" and node.trim:
            code += '.str.strip(" ")'
        if value.kind == "text" and node.ignore_case and node.op != "matches":
            code += ".str.lower()"
        return Value(code, value.kind, value.present)

    def _with_values(self, node: Compare, left: Value, values: Sequence[object]) -> Test:
        if left.kind == "text" and node.op != "matches":
            values = [_spelled(value, node) for value in values]
        match node.op:
            case "one_of" | "none_of":
                found = Atom(f"{left.code}.isin({several(list(dict.fromkeys(fitting(values, left.kind))))})")
                return found if node.op == "one_of" else joined("&", [Not(found), *_present(left)])
            case "between":
                low, high = values
                if isinstance(low, date) and isinstance(high, date):
                    return Atom(f"{left.code}.between({self.windows.between(Days(low, high))})")
                ends = fitted(left, ">=", low), fitted(left, "<=", high)
                if all(isinstance(end, Fitted) and end.plain for end in ends):
                    return _filled(left, f"{left.code}.between({ends[0].value}, {ends[1].value})")
                return joined("&", [_signed(left, ">=", ends[0]), _signed(left, "<=", ends[1])])
            case "contains":
                return Atom(f"{left.code}.str.contains({quoted(values[0])}, regex=False, na=False)")
            case "starts_with" | "ends_with":
                return Atom(f"{left.code}.str.{_PARTS[node.op]}({quoted(values[0])}, na=False)")
            case "matches":
                options = ", ignore_case=True" if node.ignore_case else ""
                return Atom(f"{self.body.use('matches')}({left.code}, {quoted(values[0])}{options})")
            case op if op in _SIGNS:
                sign = _SIGNS[op]
                return _signed(left, sign, fitted(left, sign, values[0]))
            case _:
                raise UnsupportedError(Problem("unknown-operator", f"pandas does not know the operator {node.op!r} here."))

    def _with_metric(self, node: Compare, left: Value, right: Value) -> Test:
        if node.op == "same_month":
            parts = [f"{left.code}.dt.{part} == {right.code}.dt.{part}" for part in ("year", "month")]
            return joined("&", [Atom(code, loose=True) for code in parts])
        if node.op not in _SIGNS:
            raise UnsupportedError(Problem("unknown-operator", f"pandas does not know the operator {node.op!r} between metrics."))
        sign, kinds = _SIGNS[node.op], {left.kind, right.kind}
        present = [*_present(left), *_present(right)] if sign == "!=" else []
        if kinds == {"decimal", "number"}:  # as floating-point numbers, both
            codes = [f"{self.body.use('number')}({v.code})" if v.kind == "decimal" else v.code for v in (left, right)]
        elif len(kinds) > 1 and kinds & {"integer", "decimal"} and kinds != {"integer", "count"}:  # exactly: object by object
            codes = [v.code if v.kind == "decimal" else f"{v.code}.astype(object)" for v in (left, right)]
        else:
            codes = [left.code, right.code]
            if sign != "!=" and (left.nullable or right.nullable):
                return Atom(f"({codes[0]} {sign} {codes[1]}).fillna(False)")
        return joined("&", [Atom(f"{codes[0]} {sign} {codes[1]}", loose=True), *present])


def _signed(left: Value, sign: str, right: Fitted) -> Test:
    if right.always:
        return Atom(f"{left.code}.notna()")
    if right.never:
        return Atom(f"{left.code}.isin([])")
    if right.exactly:
        left = Value(f"{left.code}.astype(object)", "text")
    if sign == "!=":
        return joined("&", [Atom(f"{left.code} != {right.value}", loose=True), *_present(left)])
    return _filled(left, f"{left.code} {sign} {right.value}", loose=True)


def _filled(left: Value, code: str, *, loose: bool = False) -> Test:
    """Take a missing answer for no."""
    if not left.nullable:
        return Atom(code, loose)
    return Atom(f"({code}).fillna(False)" if loose else f"{code}.fillna(False)")


def _present(value: Value) -> list[Test]:
    return [] if value.present else [Atom(f"{value.code}.notna()")]


def _spelled(value: object, node: Compare) -> object:
    if not isinstance(value, str):
        return value
    value = value.strip(" ") if node.trim else value
    return value.lower() if node.ignore_case else value
