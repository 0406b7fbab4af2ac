"""Comparisons, groups and related groups in pandas: true or false for every row; false where a value is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from seg_widgets.code.pandas_.metrics import Metrics
from seg_widgets.code.pandas_.numbers import Fitted, fitted, fitting
from seg_widgets.code.pandas_.related import RelatedGroups
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import Body, Frame, Value
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import AtLeast, Atom, Names, Not, Test, assigned, joined, quoted, several
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import Compare, ConstantExpr, Days, EveryonePlan, GroupPlan, NodePlan, RelatedPlan, reach

_SIGNS = {"is": "==", "is_not": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_PARTS = {"contains": "contains", "starts_with": "startswith", "ends_with": "endswith"}


class Conditions:
    """Writes the conditions of a segment over the frames of its tables."""

    def __init__(self, tables: Tables, windows: Windows, names: Names, universe: Mapping[str, GroupPlan] | None = None) -> None:
        self.tables, self.windows, self.names = tables, windows, names
        self.metrics = Metrics(tables, windows, names, self.condition, self._counted)
        self.body: Body = self.metrics.body
        self.related = RelatedGroups(tables, names, self.body, self.condition, self.existing)
        self._universe = universe or {}  # entity -> what its rows must meet to exist
        self._inside: dict[tuple[str, GroupPlan], Test] = {}
        self._related: dict[object, Test] = {}

    @property
    def restricted(self) -> list[str]:
        """Name the entities whose universe the code knows."""
        return [entity for entity, _ in self._inside]

    def frame(self, entity: str) -> Frame:
        """Give the frame of an entity's table."""
        return Frame(entity, self.tables.frame(entity), entity=True)

    def existing(self, entity: str, *nodes: NodePlan) -> Test | None:
        """Write that an entity exists on the as-of date and meets all nodes; ``None`` where that asks nothing."""
        exists = self._counted(entity, self._universe.get(entity))
        tests = [*([exists] if exists is not None else []), *(self.condition(node, self.frame(entity)) for node in nodes)]
        return joined("&", tests) if tests else None

    def _counted(self, entity: str, universe: GroupPlan | None) -> Test | None:
        """Write that an entity exists on the as-of date and is in a universe."""
        exists = self.tables.exists(entity)
        tests: list[Test] = [Atom(exists)] if exists else []
        if universe is not None:
            if (entity, universe) not in self._inside:
                before, self._universe = self._universe, {}  # a universe is itself about all rows
                test = self.condition(universe, self.frame(entity))
                self._universe = before
                name = self.names.new(f"{entity} in universe")
                self.body.lines += ["", *assigned(name, test), ""]
                self._inside[entity, universe] = Atom(name)
            tests.append(self._inside[entity, universe])
        return joined("&", tests) if tests else None

    def condition(self, node: NodePlan, frame: Frame) -> Test:
        """Write a condition over a frame."""
        own = reach(node) == 0
        if own and frame.key and not isinstance(node, EveryonePlan):
            there = self.frame(frame.table)
            return self.related.beside(self.condition(node, there), there, frame.key)
        match node:
            case Compare():
                return self._compare(node, frame)
            case EveryonePlan():
                return Atom(f"pd.Series(True, index={frame.name}.index)")
            case GroupPlan():
                return self._group(node, frame)
            case RelatedPlan() if frame.entity:
                around = self.frame(frame.table) if own else frame
                same = (node, around, bool(self._universe))
                if same not in self._related:
                    self._related[same] = self.related.write(node, around)
                return self._related[same]
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

    def _compare(self, node: Compare, frame: Frame) -> Test:
        left = self.metrics.expr(node.left, frame)
        match node.op:
            case "is_missing":
                return Atom(f"{left.code}.isna()")
            case "is_present":
                return Atom(f"{left.code}.notna()")
            case "is_true":
                return Atom(left.code if left.present else f"{left.code}.fillna(False)")
            case "is_false":
                return Not(Atom(left.code if left.present else f"{left.code}.fillna(True)"))
            case "is_empty":
                return Atom(f"{self.body.use('is_empty')}({left.code})")
        left = self._spelled(left, node)
        right = node.right
        if isinstance(right, bool | int | float | Decimal | str | date):
            return self._with_values(node, left, (right,))
        if isinstance(right, tuple):
            return self._with_values(node, left, right)
        if right is None:
            raise UnsupportedError(Problem("unknown-operator", f"pandas does not know the operator {node.op!r} alone."))
        if isinstance(right, ConstantExpr) and node.op in _SIGNS:
            value = float(right.value)
            if left.kind == "decimal":  # as floating-point numbers, both
                left = Value(f"{self.body.use('number')}({left.code})", "number", left.present)
            return self._with_values(node, left, (value if abs(value) < 2**53 else int(value),))
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
            case "has_any" | "has_all":
                return Atom(f"{self.body.use(node.op)}({left.code}, {several(list(dict.fromkeys(values)))})")
            case "has_none":
                found = Atom(f"{self.body.use('has_any')}({left.code}, {several(list(dict.fromkeys(values)))})")
                return joined("&", [*_present(left), Not(found)])
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
