"""Definitions as plain data: every node, operator, window and quantifier, nested, each fitting the tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from seg_widgets.definition import OPERATORS, fitting
from seg_widgets.schema import Schema, related_tables
from seg_widgets.schema.relations import paths
from tests.generate import values
from tests.generate.metrics import Data, Metrics, lengths
from tests.generate.rows import known_values
from tests.reference.evaluator import awake

DEPTH = 4
MEMBERS = {"all": [1, 2, 1, 2, 3], "any": [2, 3, 1, 2], "none": [1, 2, 1, 3, 2], "at_least": [3, 2, 1, 3]}
OFTEN = {"<", "<=", ">", ">=", "between", "none_of", "is_true", "is_false", "same_month", "within_last"}
"""Operators that part entities more evenly than the others: drawn more often, lest most answers be nobody."""


def segments(schema: Schema, entity: str, as_of: date, depth: int = DEPTH) -> st.SearchStrategy[Data]:
    """Draw a segment of an entity, as plain data that ``Segment.load`` takes; something in it is not muted."""
    where = _group(schema, entity, as_of, depth, False).filter(lambda group: awake(group) is not None)
    return where.map(lambda w: {"format": 1, "name": "generated", "entity": entity, "where": w})


@st.composite
def _group(draw: st.DrawFn, schema: Schema, table: str, as_of: date, depth: int, in_filter: bool) -> Data:
    kind = draw(st.sampled_from(["all", "any", "none", "at_least", "any"]))
    size = draw(st.sampled_from(MEMBERS[kind]))
    members = [draw(_condition(schema, table, as_of, depth - 1, in_filter)) for _ in range(size)]
    group: Data = {"kind": kind, "members": members}
    if kind == "at_least":
        group["n"] = draw(st.sampled_from([1, *range(1, size + 1)]))
    return _perhaps_muted(draw, group)


@st.composite
def _condition(draw: st.DrawFn, schema: Schema, table: str, as_of: date, depth: int, in_filter: bool) -> Data:
    kinds = ["criterion"] * 10 + ["group"] * (6 * (depth > 0))
    if not in_filter:  # everyone is rare: next to it the other members of a group say little
        kinds += ["related"] * (4 * (depth > 0)) + ["everyone"] * (depth < 2)
    kind = draw(st.sampled_from(kinds))
    if kind == "group":
        return draw(_group(schema, table, as_of, depth, in_filter))
    if kind == "related":
        return draw(_related(schema, table, as_of, depth))
    if kind == "everyone":
        return _perhaps_muted(draw, {"kind": "everyone"})
    return _perhaps_muted(draw, draw(_criterion(schema, table, as_of, in_filter)))


def _perhaps_muted(draw: st.DrawFn, node: Data) -> Data:
    return {**node, "muted": True} if draw(st.integers(0, 15)) == 15 else node


@st.composite
def _related(draw: st.DrawFn, schema: Schema, table: str, as_of: date, depth: int) -> Data:
    other = draw(st.sampled_from(related_tables(schema, table)))
    node: Data = {"kind": "related", "table": other}
    node["quantifier"] = draw(st.sampled_from(["any", "none", "at_least", "at_most", "exactly"]))
    if node["quantifier"] not in ("any", "none"):
        node["n"] = draw(st.integers(0, 2))
    if draw(st.integers(0, 7)) == 0:
        way = (paths(schema, other, table) or paths(schema, table, other))[0]
        node["via"] = way[0].column
    if draw(st.booleans()):
        node["scope"] = draw(_group(schema, other, as_of, 1, False))
    if draw(st.integers(0, 5)) == 0:
        node["where"] = {"kind": "everyone"}
    else:
        node["where"] = draw(_group(schema, other, as_of, depth, False))
    return _perhaps_muted(draw, node)


@st.composite
def _criterion(draw: st.DrawFn, schema: Schema, table: str, as_of: date, in_filter: bool) -> Data:
    metrics = Metrics(schema, table, as_of, lambda rows_of: _group(schema, rows_of, as_of, 2, True), in_filter)
    kind = draw(st.sampled_from(metrics.families()))
    metric = metrics.draw(draw, kind)
    usual = [op for op in fitting(kind) if op not in ("is_missing", "is_present")]  # type: ignore[arg-type]
    op = draw(st.sampled_from([*usual * 2, *[o for o in usual if o in OFTEN] * 4, "is_missing", "is_present"]))
    node: Data = {"kind": "criterion", "metric": metric, "op": op}
    wants = OPERATORS[op].wants
    known = _operands(schema, table, metric, kind, as_of)
    if wants == "span":
        node["value"] = draw(lengths("span"))
    elif wants == "value_or_metric" and draw(st.integers(0, 3)) == 0:
        node["value"] = metrics.draw(draw, kind)
    elif wants in ("value", "value_or_metric"):
        node["value"] = draw(st.sampled_from(values.PATTERNS if op == "matches" else known))
    elif wants == "values":
        node["value"] = draw(st.lists(st.sampled_from(known), min_size=1, max_size=6))
    elif wants == "range":
        plain = [v for v in known if not isinstance(v, str)] or [v for v in known if len(v) == 10]
        node["value"] = sorted(draw(st.lists(st.sampled_from(plain), min_size=2, max_size=2)))
    if kind == "text" and op not in ("is_missing", "is_present"):
        for option in ("ignore_case", "trim"):
            if draw(st.integers(0, 3)) == 0:
                node[option] = True
    return node


def _operands(schema: Schema, table: str, metric: Data, kind: str, as_of: date) -> list[Any]:
    """List values near those that the metric has."""
    if kind == "date":
        days = [day.isoformat() for day in values.days(as_of)]
        return [*days, *(f"{day} 12:00:00" for day in days[:3])]
    if metric["kind"] == "attribute" or "column" in metric:
        of = schema.tables[metric.get("table", table)]
        if kind == "text":
            keys = [key for keys in values.KEYS.values() for key in keys[:2] if isinstance(key, str)]
            return [
                *values.COMMON * 3,
                *values.TEXTS,
                "old",
                "G",
                *(keys if metric["column"] in (of.key, *of.links) else []),
            ]
        if kind == "number" and metric.get("agg") != "distinct":
            return _numbers(known_values(schema, of, metric["column"], as_of), of.columns[metric["column"]].type, metric)
    if metric["kind"] in ("tenure", "days_since", "days_until"):
        in_days = metric["kind"] != "tenure" or metric["unit"] == "days"
        return [-1, 0, 1, 7, 29, 30, 31, 60, 90.5] if in_days else [0, 1, 2, 3, 6, 11, 12, 24]
    if metric["kind"] in ("ratio", "change"):
        return [-1, -0.5, 0, 0.25, 0.5, 1, 2]
    return [0, 1, 1, 2, 3]


def _numbers(known: list[Any], type_: str | None, metric: Data) -> list[Any]:
    if type_ == "decimal":  # written as text or as a number; means and medians are doubles
        texts = [str(v) for v in known] if metric.get("agg") not in ("mean", "median") else []
        return [*(float(v) for v in known), *texts]
    if values.BEYOND in known or metric.get("column") == "id":
        return [values.BEYOND + 1, values.BEYOND, str(values.BEYOND + 1), 1, 0]
    return known
