"""The tree: criteria, groups and related groups, two-valued and, beside it, in Kleene's three-valued logic."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from seg_widgets.schema import Schema
from tests.reference.comparison import Literal, compare
from tests.reference.metrics import value
from tests.reference.world import Row, World

Data = dict[str, Any]


class NothingLeft(ValueError):
    """A segment in which everything is muted is incomplete."""


@dataclass(frozen=True)
class Truth:
    """Whether a condition is met, and the Kleene answer beside it (``None``: unknown)."""

    met: bool
    kleene: bool | None


@dataclass
class Answer:
    """The members of a segment.

    Attributes
    ----------
    members
        Keys, in the entity table's order.
    unknown
        Keys of non-members whose Kleene answer is unknown.
    in_unknown
        Keys of members whose Kleene answer is unknown: in on missing data.
    nodes
        Place of a condition at the entity's level -> (keys that meet it, keys whose Kleene answer is unknown).
        Muted ones are as if they were not there.
    """

    members: list[Any] = field(default_factory=list)
    unknown: list[Any] = field(default_factory=list)
    in_unknown: list[Any] = field(default_factory=list)
    nodes: dict[str, tuple[set[Any], set[Any]]] = field(default_factory=dict)


def evaluate(segment: Data, schema: Schema, rows: dict[str, list[Row]], as_of: date) -> Answer:
    """Evaluate a definition, as ``Segment.dump()`` gives it, over plain rows, as of a day."""
    where = awake(segment["where"])
    if where is None:
        raise NothingLeft("every criterion is muted")
    world, entity = World(schema, rows, as_of), segment["entity"]
    answer = Answer()
    for row in world.rows[entity]:
        key = row[schema.tables[entity].key]
        seen: dict[str, Truth] = {}
        truth = judge(where, entity, row, world, seen, "where")
        if truth.met:
            answer.members.append(key)
        if truth.kleene is None:
            (answer.in_unknown if truth.met else answer.unknown).append(key)
        for place, found in seen.items():
            met, unknown = answer.nodes.setdefault(place, (set(), set()))
            if found.met:
                met.add(key)
            if found.kleene is None:
                unknown.add(key)
    return answer


def awake(condition: Data | None) -> Data | None:
    """Take out what is muted. A muted criterion is as if it were not there; a group with nothing left is muted.

    Members that are left remember their place.
    """
    if condition is None or condition.get("muted"):
        return None
    if condition["kind"] == "criterion":
        kept = dict(condition, metric=_awake_metric(condition["metric"]))
        operand = condition.get("value")
        return dict(kept, value=_awake_metric(operand)) if isinstance(operand, dict) else kept
    if condition["kind"] == "everyone":
        return condition
    if condition["kind"] == "related":
        where, scope = awake(condition["where"]), awake(condition.get("scope"))
        return None if where is None else dict(condition, where=where, scope=scope)
    left = [(i, member) for i, m in enumerate(condition["members"]) if (member := awake(m)) is not None]
    return dict(condition, members=left) if left else None


def _awake_metric(metric: Data) -> Data:
    """Take muted parts out of the row filters inside a metric; a filter with nothing left is no filter."""
    kept = {k: _awake_metric(v) if isinstance(v, dict) and k != "where" else v for k, v in metric.items()}
    if "where" in metric:
        where = awake(metric["where"])
        kept = {k: v for k, v in kept.items() if k != "where"} | ({} if where is None else {"where": where})
    return kept


def judge(condition: Data, table: str, row: Row, world: World, seen: dict[str, Truth] | None = None, place: str = "") -> Truth:
    """Judge a condition for a row of a table; note every place on the way in ``seen``, where that is wanted."""
    if condition["kind"] == "criterion":
        truth = _criterion(condition, table, row, world)
    elif condition["kind"] == "everyone":
        truth = Truth(True, True)
    elif condition["kind"] == "related":
        truth = _related(condition, table, row, world)
    else:
        members = [judge(member, table, row, world, seen, f"{place}.members.{i}") for i, member in condition["members"]]
        truth = _group(condition, members)
    if seen is not None:
        seen[place] = truth
    return truth


def _meets(world: World) -> Any:
    """A row filter is a whole group over the row's columns, two-valued."""
    return lambda group, table, row: judge(group, table, row, world).met


def _criterion(criterion: Data, table: str, row: Row, world: World) -> Truth:
    left = value(criterion["metric"], table, row, world, _meets(world))
    operand = criterion.get("value")
    right: Any
    if isinstance(operand, list):
        right = [Literal(each) for each in operand]
    elif isinstance(operand, dict) and operand["kind"] != "span":
        right = value(operand, table, row, world, _meets(world))
    else:
        right = operand if isinstance(operand, dict) else Literal(operand)
    kleene = compare(criterion, left, right, world)
    return Truth(kleene is True, kleene)  # a comparison with a missing value is not met


def _group(group: Data, members: list[Truth]) -> Truth:
    """Groups are two-valued: none of is met exactly where no member is met. Kleene beside it, counting what may be."""
    met = sum(m.met for m in members)
    true = sum(m.kleene is True for m in members)
    unknown = sum(m.kleene is None for m in members)
    if group["kind"] == "none":
        return Truth(met == 0, at_most(0, true, unknown))
    n = {"all": len(members), "any": 1}.get(group["kind"]) or group["n"]
    return Truth(met >= n, at_least(n, true, unknown))


def _related(related: Data, table: str, row: Row, world: World) -> Truth:
    """All count related entities after the scope; for Kleene an entity counts as scope AND where."""
    met = true = unknown = 0
    for other in world.related(related["table"], table, row, related.get("via")):
        asked = [c for c in (related["scope"], related["where"]) if c is not None]
        found = [judge(c, related["table"], other, world) for c in asked]
        met += all(f.met for f in found)
        true += all(f.kleene is True for f in found)
        unknown += all(f.kleene is not False for f in found) and any(f.kleene is None for f in found)
    quantifier, n = related.get("quantifier", "any"), related.get("n")
    if quantifier in ("any", "at_least"):
        n = 1 if n is None else n
        return Truth(met >= n, at_least(n, true, unknown))
    if quantifier in ("none", "at_most"):
        n = 0 if n is None else n
        return Truth(met <= n, at_most(n, true, unknown))
    return Truth(met == n, exactly(n, true, unknown))


def at_least(n: int, true: int, unknown: int) -> bool | None:
    """True if enough are true, false if not even the unknown ones would do."""
    return True if true >= n else (None if true + unknown >= n else False)


def at_most(n: int, true: int, unknown: int) -> bool | None:
    """False if too many are true, true if even the unknown ones would not be too many."""
    return False if true > n else (None if true + unknown > n else True)


def exactly(n: int, true: int, unknown: int) -> bool | None:
    """At least n, and at most n."""
    if true > n or true + unknown < n:
        return False
    return True if unknown == 0 else None
