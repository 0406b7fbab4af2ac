"""The tree: criteria, groups and related groups, two-valued and, beside it, in Kleene's three-valued logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from seg_widgets.schema import Schema
from tests.reference import habits
from tests.reference.comparison import ORDERED, Literal, by_place, compare
from tests.reference.here import Data, Here
from tests.reference.kinds import order_of, type_of
from tests.reference.metrics import value
from tests.reference.quantifiers import at_least, at_most, quantified
from tests.reference.ready import awake, ready
from tests.reference.truth import Truth, known_or_not
from tests.reference.world import Row, World


class NothingLeft(ValueError):
    """A segment in which everything is muted is incomplete."""


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
        Muted ones are as if they were not there, and what is inside of another segment has no place.
    universe
        How many entities there are.
    """

    members: list[Any] = field(default_factory=list)
    unknown: list[Any] = field(default_factory=list)
    in_unknown: list[Any] = field(default_factory=list)
    nodes: dict[str, tuple[set[Any], set[Any]]] = field(default_factory=dict)
    universe: int = 0


def evaluate(segment: Data, schema: Schema, rows: dict[str, list[Row]], as_of: date, known: Mapping[str, Data] | None = None) -> Answer:
    """Evaluate a definition, as ``Segment.dump()`` gives it, over plain rows, as of a day.

    Parameters
    ----------
    known
        The segments that it may refer to, by name.
    """
    where = ready(segment, known)
    if where is None:
        raise NothingLeft("every criterion is muted")
    world, entity = _world(schema, rows, as_of), segment["entity"]
    answer = Answer(universe=len(world.entities(entity)))
    for row in world.entities(entity):
        key = row[schema.tables[entity].key]
        seen: dict[str, Truth] = {}
        truth = judge(where, Here(entity, row, world, _meets), seen, "where")
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


def _world(schema: Schema, rows: dict[str, list[Row]], as_of: date) -> World:
    """The workspace may have a universe: rows of an entity that do not meet it, two-valued, do not exist.

    The universe itself is asked of all rows.
    """
    whole = World(schema, rows, as_of)
    left_out = []
    for entity, group in schema.universe.items():
        where = awake(dict(group))
        if where is None:
            raise NothingLeft(f"every criterion of the universe of {entity} is muted")
        left_out += [row for row in whole.rows[entity] if not judge(where, Here(entity, row, whole, _meets)).met]
    return whole.without(left_out)


def judge(condition: Data, here: Here, seen: dict[str, Truth] | None = None, place: str = "") -> Truth:
    """Judge a condition for a row of a table; note every place on the way in ``seen``, where that is wanted."""
    kind = condition["kind"]
    if kind == "criterion":
        truth = _criterion(condition, here)
    elif kind == "everyone":
        truth = Truth(True, True)
    elif kind == "related":
        truth = _related(condition, here)
    elif kind == "segment":
        truth = judge(condition["inner"], here)
    elif kind == "listed":
        truth = _listed(condition, here)
    elif kind == "sequence":
        truth = known_or_not(habits.sequence(condition, here))
    elif kind == "every_row":
        truth = known_or_not(habits.every_row(condition, here))
    elif kind in ("first_ever", "stopped", "resumed"):
        truth = known_or_not(habits.habit(condition, here))
    else:
        truth = _group(condition, [judge(member, here, seen, f"{place}.members.{i}") for i, member in condition["members"]])
    if seen is not None:
        seen[place] = truth
    return truth


def _meets(group: Data, here: Here) -> bool:
    """A row filter is a whole group over the row's columns, two-valued."""
    return judge(group, here).met


def _criterion(criterion: Data, here: Here) -> Truth:
    schema, metric = here.world.schema, criterion["metric"]
    left = value(metric, here)
    operand = criterion.get("value")
    is_metric = isinstance(operand, dict) and operand["kind"] != "span"
    right: Any
    if isinstance(operand, list):
        right = [Literal(each) for each in operand]
    elif isinstance(operand, dict):
        right = value(operand, here) if is_metric else operand
    else:
        right = Literal(operand)
    if criterion["op"] in ORDERED and type_of(metric, here.tables, schema) == "text":
        order = order_of(metric, here.tables, schema)
        if order is None and isinstance(operand, dict):
            order = order_of(operand, here.tables, schema)
        return known_or_not(by_place(criterion, left, right, order or []))
    return known_or_not(compare(criterion, left, right, here.world))


def _listed(listed: Data, here: Here) -> Truth:
    """A static list of keys: compared as the key's type; keys that name no entity are left out."""
    key = here.row[here.world.schema.tables[here.table].key]
    return known_or_not(compare({"op": "one_of", "value": ...}, key, [Literal(k) for k in listed["keys"]], here.world))


def _group(group: Data, members: list[Truth]) -> Truth:
    """Groups are two-valued: none of is met exactly where no member is met. Kleene beside it, counting what may be."""
    met = sum(m.met for m in members)
    true = sum(m.kleene is True for m in members)
    unknown = sum(m.kleene is None for m in members)
    if group["kind"] == "none":
        return Truth(met == 0, at_most(0, true, unknown))
    n = {"all": len(members), "any": 1}.get(group["kind"]) or group["n"]
    return Truth(met >= n, at_least(n, true, unknown))


def _related(related: Data, here: Here) -> Truth:
    """A condition on related entities, in scope, with a quantifier."""
    asked = []
    for other in here.world.related(related["table"], here.table, here.row, related.get("via")):
        there = here.within(related["table"], other)
        scope = Truth(True, True) if related["scope"] is None else judge(related["scope"], there)
        asked.append((scope, judge(related["where"], there)))
    return quantified(related.get("quantifier", "any"), related.get("n"), related.get("share"), asked)
