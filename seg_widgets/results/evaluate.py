"""Evaluates a plan: masks from the session, the tree's algebra on bits, every node counted on the way.

Membership is two-valued. Beside it the same tree is answered in Kleene's three-valued logic, to tell unknown from out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from seg_widgets.engines.session import Session
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import (
    SCOPE,
    WHERE,
    ColumnLeaf,
    Compare,
    EveryonePlan,
    GroupPlan,
    NodePlan,
    Plan,
    RelatedPlan,
    leaves,
    parts,
    reaches_out,
)
from seg_widgets.results.bits import Bits, at_least
from seg_widgets.schema.relations import Relation

Way = tuple[int, ...]
Answer = tuple[Bits, Bits, Bits]
"""Met, and Kleene's true and unknown."""


@dataclass(frozen=True)
class NodeAnswer:
    """One node's answer, among the entities that it is about.

    Attributes
    ----------
    entity
        Whose: the segment's entity, or a related one inside a related group.
    met
        Who meets it.
    yes, maybe
        Kleene's true and unknown.
    after
        Who remains, in the order written, once this node has had its say; ``None`` for the root.
    """

    entity: str
    met: Bits
    yes: Bits
    maybe: Bits
    after: Bits | None = None


@dataclass
class Evaluation:
    """A plan's answer.

    Attributes
    ----------
    universe
        The entities that exist as of the day.
    nodes
        The answers by way through the tree; ``()`` is the root.
    """

    plan: Plan
    universe: Bits
    nodes: dict[Way, NodeAnswer] = field(default_factory=dict)

    @property
    def members(self) -> Bits:
        """Who is in."""
        return self.nodes[()].met

    @property
    def unknown(self) -> Bits:
        """Who is not in, but might be, were the missing values known."""
        return self.nodes[()].maybe - self.members

    @property
    def in_unknown(self) -> Bits:
        """Who is in on missing data: were it known, they might be out."""
        return self.members & self.nodes[()].maybe

    def by_place(self) -> Iterator[tuple[str, NodeAnswer]]:
        """Give the answers with their places in the definition."""
        for way, answer in self.nodes.items():
            if way in self.plan.places:  # what a node is made of has no place of its own
                yield self.plan.places[way], answer


def evaluate(plan: Plan, session: Session) -> Evaluation:
    """Answer a plan.

    Returns
    -------
    Evaluation
        With an answer for every node.
    """
    wanted: dict[str, list[Compare]] = {}
    _collect(plan.tree, plan.entity, wanted)
    for entity, compares in wanted.items():
        session.foresee(entity, compares)
    with session.holding():
        for entity, compares in wanted.items():  # all masks of an entity at once: one statement, its metrics batched
            session.masks(entity, compares)
        evaluator = _Evaluator(plan, session)
        universe = evaluator.existing(plan.entity)
        result = Evaluation(plan, universe)
        evaluator.answer(plan.tree, plan.entity, (), universe, result.nodes)
    return result


def _collect(node: NodePlan, entity: str, wanted: dict[str, list[Compare]]) -> None:
    if isinstance(node, Compare):
        wanted.setdefault(entity, []).append(node)
    if isinstance(node, RelatedPlan) and reaches_out(node):
        return  # answered whole, pair by pair
    inner = node.table if isinstance(node, RelatedPlan) else entity
    for _, part in parts(node):
        _collect(part, inner, wanted)


def is_read(plan: Plan, session: Session) -> bool:
    """Say whether all that a plan compares has been read, so that it is answered without asking the engine."""
    wanted: dict[str, list[Compare]] = {}
    _collect(plan.tree, plan.entity, wanted)
    return all(session.holds(entity, [leaf for c in compares for leaf in leaves(c)]) for entity, compares in wanted.items())


def related_numbers(
    evaluation: Evaluation, way: Way, node: RelatedPlan, entity: str, session: Session
) -> tuple[np.ndarray, np.ndarray] | None:
    """Count, for each entity, the related entities that meet a related group, and those in scope; ``None`` where it was answered
    pair by pair, and no one related entity meets it or not."""
    if reaches_out(node):
        return None
    evaluator = _Evaluator(evaluation.plan, session)
    exists = evaluator.existing(node.table)
    scope = evaluation.nodes[*way, SCOPE].met & exists if node.scope is not None else exists
    both = scope & evaluation.nodes[*way, WHERE].met
    return evaluator.roll_up(node, entity, both), evaluator.roll_up(node, entity, scope)


def related_places(node: RelatedPlan, entity: str, at: int, session: Session, as_of: date) -> np.ndarray:
    """Give the places of the related entities of the entity at a place, in their table's order."""
    path = node.relation.path
    if node.relation.many:
        return np.flatnonzero(session.link(node.table, entity, path, as_of) == at)
    link = session.link(entity, node.table, path, as_of)
    return np.asarray([link[at]] if link[at] >= 0 else [], dtype=np.int64)


def evaluate_all(plans: Sequence[Plan], session: Session) -> list[Evaluation]:
    """Answer many plans, such as one segment on many days: what they compare is read and compared together.

    Metrics of the same rows share a scan whatever their days are. Many plans over many entities are taken in turns, so that
    what is kept of them stays within :data:`AT_ONCE` values.
    """
    results: list[Evaluation] = []
    turn: list[Plan] = []
    values = 0
    for plan in plans:
        turn.append(plan)
        values += _values_of(plan, session)
        if values > AT_ONCE or len(turn) >= PLANS_AT_ONCE:
            results += _together(turn, session)
            turn, values = [], 0
    return results + _together(turn, session)


def _together(plans: Sequence[Plan], session: Session) -> list[Evaluation]:
    wanted: dict[str, list[Compare]] = {}
    for plan in plans:
        _collect(plan.tree, plan.entity, wanted)
        for entity, universe in plan.universe.items():
            _collect(universe, entity, wanted)
    with session.holding():
        session.prepare_together(wanted)
        for entity, compares in wanted.items():
            session.masks(entity, compares)
        return [evaluate(plan, session) for plan in plans]


def _values_of(plan: Plan, session: Session) -> int:
    """Count the metric values that a plan reads, those of related entities among them."""
    wanted: dict[str, list[Compare]] = {}
    _collect(plan.tree, plan.entity, wanted)
    return sum(len({leaf for c in compares for leaf in leaves(c)}) * session.size(entity) for entity, compares in wanted.items())


AT_ONCE = 60_000_000
"""So many metric values are read at once, about half a gigabyte."""

PLANS_AT_ONCE = 240


class _Evaluator:
    def __init__(self, plan: Plan, session: Session) -> None:
        self.plan, self.session = plan, session
        self._existing: dict[str, Bits] = {}
        self._rolled: dict[tuple[str, Relation, str], list[tuple[Bits, np.ndarray]]] = {}

    def existing(self, entity: str) -> Bits:
        """Give the rows that exist: in the universe, and of an interval table those that have started."""
        if entity not in self._existing:
            there = self._started(entity)
            universe = self.plan.universe.get(entity)
            if universe is not None:  # itself about all rows
                everyone = _Evaluator(replace(self.plan, universe={}), self.session)
                there = there & everyone.answer(universe, entity, (), there, {})[0]
            self._existing[entity] = there
        return self._existing[entity]

    def _started(self, entity: str) -> Bits:
        table = self.session.schema.tables[entity]
        if table.kind != "interval":
            return Bits.full(self.session.size(entity))
        time = table.time or ""
        type_ = table.columns[time].type
        assert type_ is not None
        later = Compare(ColumnLeaf(entity, time, type_), ">", self.plan.as_of, "date", type_)
        return Bits.full(self.session.size(entity)) - Bits(self.session.masks(entity, [later])[later].true, self.session.size(entity))

    def answer(self, node: NodePlan, entity: str, way: Way, incoming: Bits, nodes: dict[Way, NodeAnswer]) -> tuple[Bits, Bits, Bits]:
        """Answer a node and all under it; give met, yes and maybe."""
        match node:
            case Compare():
                mask = self.session.masks(entity, [node])[node]
                exists = self.existing(entity)
                met = Bits(mask.true, mask.size) & exists
                maybe = Bits.none(mask.size) if mask.missing is None else Bits(mask.missing, mask.size) & exists
                found = (met, met, maybe)
            case EveryonePlan():
                everyone = self.existing(entity)
                found = (everyone, everyone, Bits.none(everyone.size))
            case GroupPlan():
                found = self.group(node, entity, way, incoming, nodes)
            case RelatedPlan():
                found = self.related(node, entity, way, nodes)
            case _:
                raise UnsupportedError(Problem("unknown-node", f"The evaluation does not know {type(node).__name__}."))
        nodes[way] = NodeAnswer(entity, *found)
        return found

    def group(self, node: GroupPlan, entity: str, way: Way, incoming: Bits, nodes: dict[Way, NodeAnswer]) -> tuple[Bits, Bits, Bits]:
        exists = self.existing(entity)
        answers = []
        remaining = incoming
        for number, member in parts(node):
            here = (*way, number)
            answer = self.answer(member, entity, here, remaining if node.kind in ("all", "none") else incoming, nodes)
            answers.append(answer)
            if node.kind == "all":
                after = remaining = remaining & answer[0]
            elif node.kind == "none":
                after = remaining = remaining - answer[0]
            else:
                after = incoming & answer[0]
            seen = nodes[here]
            nodes[here] = NodeAnswer(seen.entity, seen.met, seen.yes, seen.maybe, after)
        return _combine(node, answers, exists)

    def related(self, node: RelatedPlan, entity: str, way: Way, nodes: dict[Way, NodeAnswer]) -> tuple[Bits, Bits, Bits]:
        """Answer a related group: once a session, for to roll up a million contacts takes longer than all else of an edit."""

        def find() -> tuple[Answer, dict[Way, NodeAnswer]]:
            inner: dict[Way, NodeAnswer] = {}
            return self._related(node, entity, (), inner), inner

        known = ("related", node, entity, self.plan.as_of, tuple(sorted(self.plan.universe.items())))
        found, inner = self.session.once(known, find)
        nodes.update({(*way, *within): answer for within, answer in inner.items()})
        return found

    def _related(self, node: RelatedPlan, entity: str, way: Way, nodes: dict[Way, NodeAnswer]) -> tuple[Bits, Bits, Bits]:
        here = self.existing(entity)
        if reaches_out(node):
            found = [Bits.of(a) & here for a in self.session.pairs(node, self.plan.as_of, self.plan.universe)]
            return found[0], found[1], found[2]
        exists = self.existing(node.table)
        scope = (exists, exists, Bits.none(exists.size))
        if node.scope is not None:
            scope = self.answer(node.scope, node.table, (*way, SCOPE), exists, nodes)
        where = self.answer(node.where, node.table, (*way, WHERE), scope[0], nodes)
        met, (yes, maybe) = scope[0] & where[0] & exists, _and(scope[1:], where[1:])
        if node.share is not None:
            bits = [Bits.of(a) & here for a in self.share(node, entity, scope, where, (met, yes, maybe))]
            return bits[0], bits[1], bits[2]
        counts = [self.roll_up(node, entity, bits) for bits in (met, yes, maybe)]
        low, high = node.low, node.high
        members = _in_range(counts[0], counts[0], low, high)
        surely = _in_range(counts[1], counts[1] + counts[2], low, high)
        hardly = (counts[1] + counts[2] < low) | (False if high is None else counts[1] > high)
        bits = [Bits.of(np.asarray(a)) & here for a in (members, surely, ~surely & ~hardly)]
        return bits[0], bits[1], bits[2]

    def share(
        self, node: RelatedPlan, entity: str, scope: Answer, where: Answer, both: Answer
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Answer a share of those in scope: met, surely met, unknown.

        Surely: even if all who are perhaps in scope and not surely meet it were in and did not. Possibly: if all who perhaps are
        in scope and perhaps meet it were and did.
        """
        least = node.share or 0.0
        in_scope = self.roll_up(node, entity, scope[0])
        members = _share(self.roll_up(node, entity, both[0]), in_scope, least)
        sure = self.roll_up(node, entity, scope[1])
        yes = self.roll_up(node, entity, both[1])
        spoiling = self.roll_up(node, entity, scope[2] - where[1])
        surely = (sure >= 1) & _share(yes, sure + spoiling, least)
        perhaps = self.roll_up(node, entity, scope[2] & (where[1] | where[2]))
        top = yes + self.roll_up(node, entity, both[2])
        possibly = _share(top, sure + perhaps, least)
        return members, surely, possibly & ~surely

    def roll_up(self, node: RelatedPlan, entity: str, bits: Bits) -> np.ndarray:
        """Count, for each entity, its related entities in a set."""
        size, relation = self.session.size(entity), node.relation
        if not bits.count():
            return np.zeros(size, dtype=np.int64)
        # Where nothing is missing, who meets a group and who surely does are one set: counted once.
        rolled = self._rolled.setdefault((node.table, relation, entity), [])
        for known, counts in rolled:
            if known is bits or known == bits:
                return counts
        hits = bits.array()
        if relation.many:
            link = self.session.link(node.table, entity, relation.path, self.plan.as_of)
            owners = link if bits.count() == bits.size else link[np.flatnonzero(hits)]
            counts = np.bincount(owners + 1, minlength=size + 1)[1:]
        else:
            link = self.session.link(entity, node.table, relation.path, self.plan.as_of)
            counts = np.zeros(size, dtype=np.int64)
            counts[link >= 0] = hits[link[link >= 0]]
        rolled.append((bits, counts))
        return counts


def _share(part: np.ndarray, whole: np.ndarray, least: float) -> np.ndarray:
    some = np.asarray(whole >= 1)
    return some & (part / np.where(some, whole, 1) >= least)


def _in_range(least: np.ndarray, most: np.ndarray, low: int, high: int | None) -> np.ndarray:
    return least >= low if high is None else (least >= low) & (most <= high)


def _and(a: tuple[Bits, ...], b: tuple[Bits, ...]) -> tuple[Bits, Bits]:
    yes = a[0] & b[0]
    return yes, _perhaps(a, b, yes)


def _perhaps(a: tuple[Bits, ...], b: tuple[Bits, ...], yes: Bits) -> Bits:
    """Give of whom it is unknown whether they meet both; ``yes``: who surely does."""
    if a[1].surely_empty and b[1].surely_empty:
        return a[1]
    return ((a[0] | a[1]) & (b[0] | b[1])) - yes


def _combine(node: GroupPlan, answers: list[tuple[Bits, Bits, Bits]], exists: Bits) -> tuple[Bits, Bits, Bits]:
    size = exists.size
    if node.kind == "at_least":
        return _at_least(node.n or 0, answers, exists)
    if node.kind == "all":
        met, yes, maybe = answers[0]
        for m, y, u in answers[1:]:
            both = met & m
            # Where nothing turned on missing values so far, who meets it and who surely does are one set: computed once.
            sure = both if yes is met and y is m else yes & y
            met, yes, maybe = both, sure, _perhaps((yes, maybe), (y, u), sure)
        return met, yes, maybe
    if node.kind not in ("any", "none"):
        raise UnsupportedError(Problem("unknown-node", f"The evaluation does not know the group {node.kind!r}."))
    met = yes = maybe = Bits.none(size)
    for m, y, u in answers:
        either = met | m
        met, yes, maybe = either, either if yes is met and y is m else yes | y, maybe | u
    maybe = maybe - yes
    if node.kind == "any":
        return met, yes, maybe
    out = exists - met
    return out, out if yes is met and maybe.surely_empty else exists - yes - maybe, maybe


def _at_least(n: int, answers: list[Answer], exists: Bits) -> Answer:
    met = at_least(n, [m for m, _, _ in answers], exists)
    if all(m is y or m == y for m, y, _ in answers) and not any(u.count() for _, _, u in answers):
        return met, met, Bits.none(exists.size)
    sure = at_least(n, [y for _, y, _ in answers], exists)
    return met, sure, at_least(n, [y | u for _, y, u in answers], exists) - sure
