"""The rules of a segment, and whom each alone decides: whose membership would turn, were this one rule's answer turned.

All of it by the Boolean algebra of the tree on the bits that an evaluation kept: nothing is evaluated again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seg_widgets.code.words import node_words
from seg_widgets.definition import Segment
from seg_widgets.definition.walk import get
from seg_widgets.plan import GroupPlan, NodePlan, RelatedPlan, parts
from seg_widgets.results import Bits, Evaluation, NodeAnswer
from seg_widgets.schema import Schema

Way = tuple[int, ...]


@dataclass(frozen=True)
class Rule:
    """A rule of a segment, as it is written: a criterion, a habit, a related group, another segment.

    Attributes
    ----------
    way, place
        Where it stands in the plan, and in the definition.
    depth
        In how many groups it stands.
    node, answer
        What it asks, and who meets it.
    decides
        Whose membership it decides: the others' answers as they are, they are in with one answer and out with the other.
    """

    way: Way
    place: str
    depth: int
    node: NodePlan
    answer: NodeAnswer
    decides: Bits


def rules_of(evaluation: Evaluation) -> list[Rule]:
    """List the rules in the order written; what is inside a related group is not taken apart."""
    return list(_rules(evaluation, evaluation.plan.tree, (), evaluation.universe))


def is_group(evaluation: Evaluation, node: NodePlan, way: Way) -> bool:
    """Say whether a node is a group as written: its members have places of their own."""
    places = evaluation.plan.places
    return isinstance(node, GroupPlan) and any((*way, number) in places for number in range(len(node.members)))


def _rules(evaluation: Evaluation, node: NodePlan, way: Way, decides: Bits) -> Iterator[Rule]:
    if not (isinstance(node, GroupPlan) and is_group(evaluation, node, way)):
        place = evaluation.plan.places.get(way, "where")
        yield Rule(way, place, max(len(way) - 1, 0), node, evaluation.nodes[way], decides)
        return
    met = [evaluation.nodes[*way, number].met for number in range(len(node.members))]
    for number, member in parts(node):
        yield from _rules(evaluation, member, (*way, number), decides & _others(node, met, number, evaluation.universe))


def _others(group: GroupPlan, met: list[Bits], number: int, universe: Bits) -> Bits:
    """Give those for whom one member decides its group, as the other members stand."""
    others = met[:number] + met[number + 1 :]
    if group.kind == "at_least":
        counted = np.zeros(universe.size, dtype=np.int32)
        for bits in others:
            counted += bits.array()
        return Bits.of(counted == (group.n or 0) - 1) & universe
    found = universe
    for bits in others:
        found = found & bits if group.kind == "all" else found - bits
    return found


def words_at(segment: Segment, place: str, schema: Schema) -> str:
    """Say in words what stands at a place of a segment."""
    return node_words(get(segment, place), table_at(segment, place), schema, segment.parameters)


def table_at(segment: Segment, place: str) -> str:
    """Name the table that a place of a segment is about: the entity's, or that of the related group around it."""
    table, at = segment.entity, ""
    steps = place.split(".")
    for number in range(1, len(steps)):
        at = ".".join(steps[:number])
        node = get(segment, at)
        if getattr(node, "kind", "") == "related" and steps[number] in ("where", "scope"):
            table = node.table
    return table


def related_rules(evaluation: Evaluation, rule: Rule) -> list[Rule]:
    """List the rules inside a related group, with the answers of the related entities; ``decides`` is everyone."""
    found: list[Rule] = []
    if not isinstance(rule.node, RelatedPlan):
        return found
    stack = [((*rule.way, step), part) for step, part in parts(rule.node)]
    while stack:
        way, node = stack.pop(0)
        if way not in evaluation.nodes:  # answered pair by pair, as a whole
            continue
        if isinstance(node, GroupPlan) and is_group(evaluation, node, way):
            stack = [((*way, n), member) for n, member in parts(node)] + stack
        elif way in evaluation.plan.places:
            answer = evaluation.nodes[way]
            found.append(Rule(way, evaluation.plan.places[way], len(way) - 1, node, answer, Bits.full(answer.met.size)))
    return found
