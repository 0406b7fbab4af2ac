"""Everything that a definition has in it, as words to be counted: what the generator has reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.generate.metrics import Data


def features(segment: Data) -> set[str]:
    """Name what is in a definition: kinds, operators, aggregations, units, quantifiers, options, and how it nests."""
    return set(_features(segment["where"], "")) | {f"deep {_depth(segment['where'])}"}


def _features(node: Data, inside: str) -> Iterator[str]:
    kind = node["kind"]
    yield kind
    for word in ("op", "agg", "quantifier", "how"):
        if word in node:
            yield f"{word} {node[word]}"
    for option in ("muted", "ignore_case", "trim", "via", "scope"):
        if option in node:
            yield option
    if "unit" in node:
        yield f"{kind} {node['unit']}"
    if isinstance(node.get("value"), dict) and node["value"]["kind"] != "span":
        yield "metric against metric"
    if inside:
        yield f"{kind} inside {inside}"
    for part, child in node.items():
        yield from _children(child, _inside(node, part, inside))


def _inside(node: Data, part: str, inside: str) -> str:
    if node["kind"] == "related":
        return "related"
    return "row filter" if part == "where" else inside


def _children(child: Any, inside: str) -> Iterator[str]:
    for each in child if isinstance(child, list) else [child]:
        if isinstance(each, dict):
            yield from _features(each, inside)


def _depth(node: Data) -> int:
    """Count the groups and related groups one inside the other."""
    if node["kind"] == "related":
        return _depth(node["where"])
    return 1 + max((_depth(member) for member in node["members"]), default=0) if "members" in node else 0
