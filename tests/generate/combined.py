"""Metrics made of other metrics, of the entity outside, of peers, and of tables of figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from seg_widgets.schema import family
from tests.generate import values
from tests.generate.at import At, Data
from tests.reference.kinds import type_of

if TYPE_CHECKING:
    from tests.generate.metrics import Metrics

Drawn = Callable[[st.DrawFn, str, int], Data]

NUMBERS = [0, 1, 2, 0.5, 10, -1]
RESULTS = ["Gold", "gold", "Go", "low", ""]


def choices(metrics: Metrics, kind: str, depth: int) -> list[Drawn]:
    """List what may be drawn of a family; at depth 0 only what stands on its own."""
    at = metrics.at
    found: list[Drawn] = [_Bound(_outer, metrics)] * 2 if _outside(at, kind) else []
    if not at.in_filter and _looked_up(at, kind):
        found += [_Bound(_lookup, metrics)]
    if kind == "number" and not at.in_filter and depth:
        found += [_Bound(_peers, metrics), _Bound(_tier, metrics)]
    if kind == "number" and depth:
        found += [_Bound(_ratio, metrics), _Bound(_arithmetic, metrics)]
    if kind in ("number", "text") and depth and _mappable(at):
        found += [_Bound(_map, metrics)]
    if kind != "list" and depth:
        found += [_Bound(_if_missing, metrics)]
    if kind == "text" and depth:
        found += [_Bound(_ordered, metrics)]
    return found or [_Bound(_constant, metrics)] * (kind == "number")


class _Bound:
    """A way to draw, of certain metrics. It has a repr of its own, as hypothesis shows what it draws from."""

    def __init__(self, function: Callable[..., Data], metrics: Metrics) -> None:
        self.function, self.metrics = function, metrics

    def __call__(self, draw: st.DrawFn, kind: str, depth: int) -> Data:
        return self.function(self.metrics, draw, kind, depth)

    def __repr__(self) -> str:
        return self.function.__name__


def around(metrics: Metrics, draw: st.DrawFn, of: Data) -> Data:
    """Put a number into something bigger."""
    shape = draw(st.sampled_from(["arithmetic", "ratio", "if_missing", "map", "both", "peers"]))
    if shape == "arithmetic":
        return {"kind": "arithmetic", "op": draw(st.sampled_from("+-*")), "left": of, "right": _constant(metrics, draw, "", 0)}
    if shape == "ratio":
        return {"kind": "ratio", "numerator": of, "denominator": metrics.aggregate(draw, "number", 0, last=True)}
    if shape == "if_missing":
        return {"kind": "if_missing", "of": of, "value": draw(st.sampled_from([0, 1]))}
    if shape == "map":
        return {"kind": "map", "of": of, **_pairs(draw, [0, 1, 2, 3], NUMBERS)}
    if shape == "peers" and not metrics.at.in_filter:
        exact = _elsewhere(metrics, metrics.at.alone()).aggregate(draw, "number", 0, last=True, leave_out=("mean", "median", "quantile"))
        return {"kind": "peers", "of": exact, "by": [draw(st.sampled_from(_shared(metrics.at)))]}
    return {"kind": "arithmetic", "op": draw(st.sampled_from("+-*")), "left": _constant(metrics, draw, "", 0), "right": of}


def _elsewhere(metrics: Metrics, at: At) -> Metrics:
    return type(metrics)(at, metrics.filters)


def _constant(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    return {"kind": "constant", "value": draw(st.sampled_from(NUMBERS))}


def _side(metrics: Metrics, draw: st.DrawFn, depth: int) -> Data:
    """One side of arithmetic; constants are rare, and seldom something bigger stands there."""
    if draw(st.integers(0, 4)) == 0:
        return _constant(metrics, draw, "number", 0)
    return metrics.draw(draw, "number", 0)


def _ratio(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    return {"kind": "ratio", "numerator": _side(metrics, draw, depth), "denominator": _side(metrics, draw, depth)}


def _arithmetic(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    op = draw(st.sampled_from("+-*"))
    return {"kind": "arithmetic", "op": op, "left": _side(metrics, draw, depth), "right": _side(metrics, draw, depth)}


def _if_missing(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    of = metrics.draw(draw, kind, 0)
    type_ = type_of(of, metrics.at.tables, metrics.at.schema)
    if kind == "text":
        known: list[Any] = ["Gold", "gold", "", "Go", "none"]
    elif kind == "boolean":
        known = [True, False]
    elif kind == "date":
        known = [day.isoformat() for day in values.days(metrics.at.as_of)]
    else:
        known = {"integer": [0, 1, 3], "decimal": [0, 0.5, "1.50"]}.get(type_, [0, 0.5, 2])
    return {"kind": "if_missing", "of": of, "value": draw(st.sampled_from(known))}


def _mappable(at: At) -> bool:
    return bool(at.columns("text") or at.columns("number"))


def _map(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    of_kind = draw(st.sampled_from([k for k in ("text", "text", "number", "number", "boolean") if metrics.columns(k)]))
    of = metrics.draw(draw, of_kind, 0)
    known: list[Any] = [*values.COMMON, "Go", "", "Größe"]
    if of_kind == "boolean":
        known = [True, False]
    elif of_kind == "number":
        known = [0, 1, 2, 3, -1] if type_of(of, metrics.at.tables, metrics.at.schema) == "integer" else [0, 0.25, 0.5, 1.5, 2]
    return {"kind": "map", "of": of, **_pairs(draw, known, NUMBERS if kind == "number" else RESULTS)}


def _pairs(draw: st.DrawFn, known: list[Any], results: list[Any]) -> Data:
    froms = draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True))
    pairs = [{"value": value, "to": draw(st.sampled_from(results))} for value in froms]
    return {"pairs": pairs, **({"other": draw(st.sampled_from(results))} if draw(st.booleans()) else {})}


def _ordered(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    return {"kind": "ordered", "of": metrics.draw(draw, "text", 0), "order": order(draw)}


def order(draw: st.DrawFn) -> list[str]:
    """Draw an order of the texts that there are most."""
    return draw(st.permutations([*values.COMMON, "Go", ""]))[: draw(st.sampled_from([4, 3, 2, 5]))]


def _outside(at: At, kind: str) -> list[int]:
    """List how many levels out there is something of a family; of a row only its entity is seen."""
    levels = at.outer[:1] if at.in_filter else at.outer[:3]
    return [up for up, table in enumerate(levels, 1) if at.columns(kind, table) or (kind == "number" and not at.in_filter)]


def _outer(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    at = metrics.at
    up = draw(st.sampled_from(_outside(at, kind)))
    if at.in_filter:
        of: Data = {"kind": "attribute", "column": draw(st.sampled_from(at.columns(kind, at.outer[0])))}
    else:
        of = _elsewhere(metrics, replace(at.outside(up), outer=())).draw(draw, kind, 0)
    return {"kind": "outer", "of": of, **({"up": up} if up > 1 else {})}


def outer(metrics: Metrics, draw: st.DrawFn, kind: str) -> Data | None:
    """Draw a metric of the entity outside, where there is one."""
    return _outer(metrics, draw, kind, 0) if _outside(metrics.at, kind) else None


def _shared(at: At) -> list[str]:
    """Name the attributes that peers may share: those with few values."""
    table = at.schema.tables[at.table]
    return [c for c, d in table.columns.items() if (d.type in ("text", "boolean") and c != table.key) or c in ("seats", "score")]


def _peers(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    by = draw(st.lists(st.sampled_from(_shared(metrics.at)), min_size=1, max_size=2, unique=True))
    node = {"kind": "peers", "of": _elsewhere(metrics, metrics.at.alone()).exact(draw), "by": by}
    node["stat"] = draw(st.sampled_from(["median", "mean", "quantile"]))
    return {**node, "q": draw(st.sampled_from([0.25, 0.5, 0.75, 0, 1]))} if node["stat"] == "quantile" else node


def _tier(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    of = _elsewhere(metrics, metrics.at.alone()).draw(draw, "number", 0)
    return {"kind": "tier", "of": of, "k": draw(st.sampled_from([4, 2, 3, 10]))}


def _looked_up(at: At, kind: str) -> list[str]:
    tables = [name for name, table in at.schema.tables.items() if table.kind == "lookup"]
    return [name for name in tables if at.columns(kind, name)] if at.columns("text") else []


def _lookup(metrics: Metrics, draw: st.DrawFn, kind: str, depth: int) -> Data:
    at = metrics.at
    table = draw(st.sampled_from(_looked_up(at, kind)))
    first, *others = at.schema.tables[table].columns
    on = [{"attribute": draw(st.sampled_from(at.columns("text"))), "column": first}]
    attribute = draw(
        st.sampled_from(["", "", "", *(c for c in others if family(at.schema.tables[table].columns[c].type or "") == "number")])
    )
    numbers = [c for c in at.columns("number") if c in ("seats", "score", "licences")]
    if attribute and numbers:
        on.append({"attribute": draw(st.sampled_from(numbers)), "column": attribute})
    if draw(st.integers(0, 3)) == 0:  # the figure of one value
        on[0] = {"column": first, "value": draw(st.sampled_from(values.COMMON))}
    return {"kind": "lookup", "table": table, "column": draw(st.sampled_from(at.columns(kind, table))), "on": on}
