"""What each rule takes out: in the order written, and alone (drop-one); and the rules that do nothing.

Everything is asked of the bits that the evaluation kept, a fixed number of passes a rule: nothing is evaluated again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from seg_widgets.results import Bits, Evaluation

COLUMNS = (
    "place", "label", "kind", "met", "unknown", "before", "after", "removed", "added", "alone", "verdict", "note",
)  # fmt: skip


def waterfall(evaluation: Evaluation, labels: Callable[[str], str] | None = None) -> pd.DataFrame:
    """Tell what each top-level member of a segment does, in the order written and alone.

    Parameters
    ----------
    evaluation
        The segment's answer. Muted members are not in its plan, and so not here.
    labels
        Gives a member's words by its place; ``None``: "Rule 1", "Rule 2" by its number as written.

    Returns
    -------
    DataFrame
        The universe, then one row a member, in order. All figures count entities.

        place : str
            Where the member stands in the definition; ``""`` for the universe.
        label : str
        kind : str
            ``universe``, else the kind of the root group: ``all``, ``any``, ``none``, ``at_least``.
        met : int
            Who meets the member, asked alone. Members of ``none`` take out those who meet them.
        unknown : int
            Who does not meet it but might, were the missing values known.
        before, after : int
            How many remain before and after the member has had its say. ``all`` and ``none`` start at the universe and
            take out; ``any`` and ``at_least`` start at nobody and bring in (``at_least n``: who meets n of the members
            so far). The last ``after`` is the segment.
        removed, added : int
            What the member takes out, or brings in, in its place: the step from ``before`` to ``after``.
        alone : int
            By how many the segment would change were this one member dropped: for ``all`` and ``none`` how many more
            there would be, for ``any`` and ``at_least`` how many fewer (those only this member brings).
        verdict : str
            What is odd, if anything; each is about dropping this one member and leaving the others:

            - ``nobody``: nobody meets it. In ``all`` the segment is empty because of it; elsewhere it does nothing.
            - ``everyone``: everyone meets it. In ``none`` the segment is empty because of it; in ``any`` everyone is
              in; in ``all`` it does nothing.
            - ``contradictory``: some pass it, but none of those who remain: the first member after which nobody is
              left (``all``, ``none``).
            - ``dead``: it changes nothing in its place (and so nothing alone), as the members before it have done its
              work.
            - ``redundant``: it does something in its place, but the other members together do the same without it. Not
              said where the segment is empty or is everyone, as then no member alone decides.
        note : str
            The verdict as a sentence; ``""`` where there is none.
    """
    plan = evaluation.plan
    nodes = [evaluation.nodes[(number,)] for number in range(len(plan.tree.members))]
    met = [node.met for node in nodes]
    steps = _STEPS[plan.tree.kind](met, evaluation.universe, plan.tree.n or 0)
    universe, members = evaluation.universe.count(), evaluation.members.count()
    rows: list[tuple[object, ...]] = [("", "Universe", "universe", universe, 0, universe, universe, 0, 0, 0, "", "")]
    for number, (node, step) in enumerate(zip(nodes, steps, strict=True)):
        place = plan.places[(number,)]
        verdict = _verdict(plan.tree.kind, node.met.count(), step, universe, members)
        rows.append((
            place, labels(place) if labels else f"Rule {int(place.rsplit('.', 1)[-1]) + 1}", plan.tree.kind,
            node.met.count(), (node.maybe - node.met).count(), step.before, step.after,
            max(step.before - step.after, 0), max(step.after - step.before, 0), step.alone,
            verdict, _NOTES[plan.tree.kind].get(verdict, ""),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


@dataclass(frozen=True)
class _Step:
    before: int
    after: int
    alone: int


def _taking_out(passing: Sequence[Bits], universe: Bits) -> list[_Step]:
    """Follow who passes each of several members; alone by the product of those before and of those after."""
    suffix = [universe]
    for bits in reversed(passing[1:]):
        suffix.append(suffix[-1] & bits)
    suffix.reverse()
    steps, remaining = [], universe
    for bits, others in zip(passing, suffix, strict=False):
        after = remaining & bits
        steps.append(_Step(remaining.count(), after.count(), ((remaining & others) - bits).count()))
        remaining = after
    return steps


def _all(met: Sequence[Bits], universe: Bits, _: int) -> list[_Step]:
    return _taking_out(met, universe)


def _none(met: Sequence[Bits], universe: Bits, _: int) -> list[_Step]:
    return _taking_out([universe - bits for bits in met], universe)


def _at_least(met: Sequence[Bits], universe: Bits, n: int) -> list[_Step]:
    """Count on bits: ``level[j]`` holds those who meet at least j of the members so far."""
    empty = Bits.none(universe.size)
    top = min(n, len(met)) + 1
    level = [universe] + [empty] * top
    passed = []
    for bits in met:
        before = level[n] if n <= top else empty
        for j in range(top, 0, -1):
            level[j] = level[j] | (level[j - 1] & bits)
        passed.append((before.count(), (level[n] if n <= top else empty).count()))
    exactly = level[n] - level[n + 1] if n < top else empty  # those who would be lost with one member fewer
    return [_Step(before, after, (exactly & bits).count()) for (before, after), bits in zip(passed, met, strict=True)]


def _any(met: Sequence[Bits], universe: Bits, _: int) -> list[_Step]:
    return _at_least(met, universe, 1)


_STEPS = {"all": _all, "any": _any, "none": _none, "at_least": _at_least}


def _verdict(kind: str, met: int, step: _Step, universe: int, members: int) -> str:
    if universe == 0:
        return ""
    if met == 0:
        return "nobody"
    if met == universe:
        return "everyone"
    if kind in ("all", "none") and step.before > 0 == step.after:
        return "contradictory"
    if kind != "at_least" and step.before == step.after:
        # Where nobody is left (or everyone is in) before it, the member has had no chance to show what it does.
        return "dead" if 0 < step.before < universe else ""
    return "redundant" if step.alone == 0 and 0 < members < universe else ""


_TAKES_OUT = {
    "dead": "Takes nobody out, as the rules before it have done so.",
    "redundant": "Could go, as the other rules together take out the same.",
    "contradictory": "Nobody is left, as none of those who pass it pass all the rules before.",
}
_BRINGS_IN = {
    "nobody": "Met by nobody, so it brings nobody in.",
    "dead": "Brings nobody in, as the rules before it have done so.",
    "redundant": "Could go, as the other rules together bring in the same.",
}
_NOTES = {
    "all": _TAKES_OUT | {
        "nobody": "Met by nobody, so the segment is empty.",
        "everyone": "Met by everyone, so it takes nobody out.",
    },
    "none": _TAKES_OUT | {
        "nobody": "Met by nobody, so it takes nobody out.",
        "everyone": "Met by everyone, so the segment is empty.",
    },
    "any": _BRINGS_IN | {"everyone": "Met by everyone, so everyone is in."},
    "at_least": _BRINGS_IN | {"everyone": "Met by everyone, so it only lowers how many of the others are needed."},
}  # fmt: skip
