"""Definitions as plain data: every node, operator, window and quantifier, nested, each fitting the tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from seg_widgets.definition import OPERATORS, ORDERED_OPS, fitting
from seg_widgets.schema import Schema, related_tables, row_tables
from seg_widgets.schema.relations import paths
from tests.generate import combined, conditions, values
from tests.generate.at import At, Data
from tests.generate.metrics import Metrics
from tests.generate.operands import operands
from tests.generate.windows import lengths
from tests.reference.kinds import order_of

DEPTH = 4
MEMBERS = {"all": [1, 2, 1, 2, 3], "any": [2, 3, 1, 2], "none": [1, 2, 1, 3, 2], "at_least": [3, 2, 1, 3]}
OFTEN = {"<", "<=", ">", ">=", "between", "none_of", "is_true", "is_false", "same_month", "within_last", "has_none", "has_any"}
"""Operators that part entities more evenly than the others: drawn more often, lest most answers be nobody."""

QUANTIFIERS = ["any", "none", "at_least", "at_most", "exactly", "share", "every"]
SHARES = [0.5, 0.25, 0.75, 0.3, 1.0]


def segments(
    schema: Schema, entity: str, as_of: date, depth: int = DEPTH, known: Mapping[str, list[str]] | None = None
) -> st.SearchStrategy[Data]:
    """Draw a segment of an entity, as plain data that ``Segment.load`` takes; something in it is not muted.

    ``known``: entity -> the names of segments that it may refer to.
    """
    where = _group(At(schema, entity, as_of, known=known or {}), depth).filter(_something_left)
    return where.map(lambda w: {"format": 2, "name": "generated", "entity": entity, "where": w})


def _something_left(condition: Data) -> bool:
    """Say whether anything is left beside what is muted."""
    if condition.get("muted"):
        return False
    inside = [condition[part] for part in ("where", "has") if part in condition and condition["kind"] in ("related", "every_row")]
    return all(map(_something_left, inside)) and ("members" not in condition or any(map(_something_left, condition["members"])))


@st.composite
def _group(draw: st.DrawFn, at: At, depth: int) -> Data:
    kind = draw(st.sampled_from(["any", "at_least", "all", "none", "any"]))
    size = draw(st.sampled_from(MEMBERS[kind]))
    members = [draw(_condition(at, depth - 1)) for _ in range(size)]
    group: Data = {"kind": kind, "members": members}
    if kind == "at_least":
        group["n"] = draw(st.sampled_from([1, *range(1, size + 1)]))
    return _perhaps_muted(draw, group)


def _metrics(at: At) -> Metrics:
    return Metrics(at, lambda there: _group(there, 2))


@st.composite
def _condition(draw: st.DrawFn, at: At, depth: int) -> Data:
    kinds = ["criterion"] * 10 + ["group"] * (6 * (depth > 0))
    if not at.in_filter:  # everyone is rare: next to it the other members of a group say little
        kinds += ["related"] * (4 * (depth > 0)) + ["everyone"] * (depth < 2) + ["listed"]
        kinds += ["habit", "habit", "every_row", "sequence", "sequence"] * bool(row_tables(at.schema, at.table))
        kinds += ["segment"] * (3 * bool(at.known.get(at.table)))
    kind = draw(st.sampled_from(kinds))
    if kind == "group":
        return draw(_group(at, depth))
    if kind == "related":
        return draw(_related(at, depth))
    return _perhaps_muted(draw, _leaf(draw, kind, at))


def _leaf(draw: st.DrawFn, kind: str, at: At) -> Data:
    if kind == "everyone":
        return {"kind": "everyone"}
    if kind == "segment":
        return {"kind": "segment", "name": draw(st.sampled_from(at.known[at.table]))}
    if kind == "criterion":
        return draw(_criterion(at))
    return getattr(conditions, kind)(draw, _metrics(at))


def _perhaps_muted(draw: st.DrawFn, node: Data) -> Data:
    return {**node, "muted": True} if draw(st.integers(0, 15)) == 15 else node


@st.composite
def _related(draw: st.DrawFn, at: At, depth: int) -> Data:
    other = draw(st.sampled_from(related_tables(at.schema, at.table)))
    node: Data = {"kind": "related", "table": other}
    node["quantifier"] = draw(st.sampled_from(QUANTIFIERS))
    if node["quantifier"] in ("at_least", "at_most", "exactly"):
        node["n"] = draw(st.integers(0, 2))
    if node["quantifier"] == "share":
        node["share"] = draw(st.sampled_from(SHARES))
    if draw(st.integers(0, 7)) == 0:
        way = (paths(at.schema, other, at.table) or paths(at.schema, at.table, other))[0]
        node["via"] = way[0].column
    there = at.related(other)
    if draw(st.booleans()):
        node["scope"] = draw(_group(there, 1))
    if draw(st.integers(0, 5)) == 0:
        node["where"] = _perhaps_muted(draw, {"kind": "everyone"})
    else:
        node["where"] = draw(_group(there, depth))
    return _perhaps_muted(draw, node)


@st.composite
def _criterion(draw: st.DrawFn, at: At) -> Data:
    metrics = _metrics(at)
    kind = draw(st.sampled_from(metrics.families()))
    metric = metrics.draw(draw, kind)
    order = order_of(metric, at.tables, at.schema) if kind == "text" else None
    usual = [op for op in fitting(kind) if op not in ("is_missing", "is_present")]  # type: ignore[arg-type]
    usual += ORDERED_OPS * (order is not None)
    op = draw(st.sampled_from([*usual * 2, *[o for o in usual if o in OFTEN] * 4, "is_missing", "is_present"]))
    node: Data = {"kind": "criterion", "metric": metric, "op": op}
    if kind == "text" and op in ORDERED_OPS:
        return node | {"value": _in_order(draw, metrics, op, order or [])}
    if kind == "text" and order is None and draw(st.integers(0, 19)) == 0:  # the order of the other side
        right = {"kind": "ordered", "of": metrics.draw(draw, "text", 0), "order": combined.order(draw)}
        return node | {"op": draw(st.sampled_from(["<", "<=", ">", ">="])), "value": right}
    wants = OPERATORS[op].wants
    known = operands(at, metric, kind)
    if wants == "span":
        node["value"] = draw(lengths("span"))
    elif wants == "value_or_metric" and draw(st.integers(0, 3)) == 0:
        node["value"] = _other_side(draw, metrics, kind)
    elif wants in ("value", "value_or_metric"):
        node["value"] = draw(st.sampled_from(values.PATTERNS if op == "matches" else known))
    elif wants == "values":
        node["value"] = draw(st.lists(st.sampled_from(known), min_size=1, max_size=2 if op == "has_all" else 6))
    elif wants == "range":
        plain = [v for v in known if not isinstance(v, str)] or [v for v in known if len(v) == 10]
        node["value"] = sorted(draw(st.lists(st.sampled_from(plain), min_size=2, max_size=2)))
    if kind == "text" and op not in ("is_missing", "is_present"):
        for option in ("ignore_case", "trim"):
            if draw(st.integers(0, 3)) == 0:
                node[option] = True
    return node


def _other_side(draw: st.DrawFn, metrics: Metrics, kind: str) -> Any:
    """A metric, often one of the entity outside."""
    outside = combined.outer(metrics, draw, kind) if draw(st.booleans()) else None
    return outside or metrics.draw(draw, kind)


def _in_order(draw: st.DrawFn, metrics: Metrics, op: str, order: list[str]) -> Any:
    """Values of the order, or another text, whose values may have no place in it."""
    if op == "between":
        places = sorted(draw(st.lists(st.sampled_from(range(len(order))), min_size=2, max_size=2)))
        return [order[place] for place in places]
    return _other_side(draw, metrics, "text") if draw(st.integers(0, 3)) == 0 else draw(st.sampled_from(order))
