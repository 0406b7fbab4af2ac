"""Segments that refer to others and have parameters: drawn as (segment, the segments that it knows)."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from seg_widgets.schema import Schema
from tests.generate.at import Data
from tests.generate.segments import DEPTH, segments

Library = tuple[Data, dict[str, Data]]

COUNTED = ("last", "ago", "since", "span", "at_least", "related", "constant")
"""Kinds of nodes whose numbers may be parameters, beside steps."""


@st.composite
def libraries(draw: st.DrawFn, schema: Schema, entity: str, as_of: date) -> Library:
    """Draw a segment that may refer to others, each of which may refer to those drawn before."""
    known: dict[str, Data] = {}
    names: dict[str, list[str]] = {}
    for number in range(draw(st.sampled_from([2, 1, 3, 0]))):
        of = draw(st.sampled_from([entity, entity, *schema.entities()]))
        name = f"{of} {number}"
        drawn = draw(segments(schema, of, as_of, 2, {e: list(n) for e, n in names.items()}))
        known[name] = {**_with_parameters(draw, drawn), "name": name}
        names.setdefault(of, []).append(name)
    return _with_parameters(draw, draw(segments(schema, entity, as_of, DEPTH, names))), known


def _with_parameters(draw: st.DrawFn, segment: Data) -> Data:
    """Put parameters in the place of some values. Every segment has names of its own, and they are the same ones."""
    defaults: list[Any] = []

    def perhaps(value: Any) -> Any:
        if draw(st.integers(0, 5)):
            return value
        defaults.append(value)
        return {"kind": "param", "name": f"p{len(defaults)}"}

    where = _replaced(segment["where"], perhaps)
    parameters = [{"name": f"p{number}", "default": value} for number, value in enumerate(defaults, 1)]
    return {**segment, "where": where, **({"parameters": parameters} if parameters else {})}


def _replaced(node: Any, perhaps: Any) -> Any:
    if isinstance(node, list):
        return [_replaced(part, perhaps) for part in node]
    if not isinstance(node, dict):
        return node
    changed = {name: _replaced(part, perhaps) for name, part in node.items()}
    kind = node.get("kind", "step" if "table" in node else "")
    if kind == "criterion" and "value" in node and not isinstance(node["value"], dict):
        changed["value"] = _operand(node["op"], node["value"], perhaps)
    for name in ("n", "a", "b", "within"):
        if name in node and kind in (*COUNTED, "step"):
            changed[name] = perhaps(node[name])
    if kind == "constant":
        changed["value"] = perhaps(node["value"])
    return changed


def _operand(op: str, value: Any, perhaps: Any) -> Any:
    if not isinstance(value, list):
        return perhaps(value)
    whole = value if op == "between" else perhaps(value)
    return [perhaps(each) for each in whole] if isinstance(whole, list) else whole
