"""Why entities are in a segment, or out: of all its rules those that bring the answer about, entity by entity.

A member of ``any of`` is in by the rules that it meets, and not by the others; one who is out of ``all of`` is out by the rules
that it does not meet; ``none of`` turns both round. All of it on the bits that the evaluation kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seg_widgets.code.words import node_words
from seg_widgets.definition import Group, Segment
from seg_widgets.definition.walk import get
from seg_widgets.plan import GroupPlan, NodePlan, parts
from seg_widgets.results import Bits, Evaluation
from seg_widgets.schema import Schema


@dataclass(frozen=True)
class Reason:
    """A rule, and whose answer it brings about.

    Attributes
    ----------
    way, place
        Where it stands in the plan, and in the definition.
    node
        What it asks.
    words
        What it says.
    met
        Those entities meet the rule; otherwise it is that they do not.
    who
        The entities that it is a reason for.
    """

    way: tuple[int, ...]
    place: str
    node: NodePlan
    words: str
    met: bool
    who: Bits

    @property
    def said(self) -> str:
        """The reason in words."""
        return self.words if self.met else f"not: {self.words}"


def reasons(evaluation: Evaluation, segment: Segment, schema: Schema, *, inside: bool = True) -> list[Reason]:
    """List the rules of a segment as reasons, in the order written.

    Parameters
    ----------
    inside
        Why members are in; otherwise why the others are not.

    Returns
    -------
    list of Reason
        A rule is there twice where it works both ways. What is inside a related group, a habit or another segment is not taken
        apart.
    """
    who = evaluation.members if inside else evaluation.universe - evaluation.members
    found = _reasons(evaluation, segment, schema, evaluation.plan.tree, (), inside, who)
    return [reason for reason in found if reason.who.count()]


def _reasons(
    evaluation: Evaluation, segment: Segment, schema: Schema, node: NodePlan, way: tuple[int, ...], met: bool, who: Bits
) -> Iterator[Reason]:
    place = evaluation.plan.places[way]
    written = get(segment, place)
    if not (isinstance(node, GroupPlan) and isinstance(written, Group)):
        words = node_words(written, segment.entity, schema, segment.parameters)
        yield Reason(way, place, node, words, met, who)
        return
    want = met != (node.kind == "none")  # those who meet a "none of" do not meet its members
    for number, member in parts(node):
        here = (*way, number)
        so = evaluation.nodes[here].met
        yield from _reasons(evaluation, segment, schema, member, here, want, who & so if want else who - so)
