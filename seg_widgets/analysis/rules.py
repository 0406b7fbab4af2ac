"""How the rules of a segment stand to each other on the data: equivalent, one within another, contradictory; and what does nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from seg_widgets.analysis.deciding import Rule, rules_of, words_at
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of
from seg_widgets.definition import Segment
from seg_widgets.definition.walk import get
from seg_widgets.results import Evaluation

COLUMNS = ("finding", "place", "rule", "other_place", "other", "both", "only_rule", "only_other", "note")
FINDINGS = ("same", "contradictory", "equivalent", "nobody", "everyone", "implies", "redundant")


def rules(ws: Home, segment: Segment | str, as_of: Any = None) -> pd.DataFrame:
    """Find the rules that are dead, redundant, contradictory or equivalent; nested ones too, each against every other.

    Returns
    -------
    DataFrame
        One row a finding, the gravest first; empty where there is none.

        finding : str
            - ``same``: two rules ask the same, word for word.
            - ``contradictory``: two rules that must both be met, and nobody meets both, though somebody meets each.
            - ``equivalent``: two rules are met by the very same entities, on this day.
            - ``nobody``, ``everyone``: a rule is met by nobody, by everyone.
            - ``implies``: two rules that must both be met, and whoever meets the first meets the second: the second takes nobody out.
            - ``redundant``: were this one rule dropped, nobody would come or go. (Of two that say the same, either may be.)
        place, rule, other_place, other : str
            The rules; the other is ``""`` where there is but one.
        both, only_rule, only_other : int
            Entities that meet both, only the first, only the other.
        note : str
            The finding as a sentence.
    """
    segment = segment_of(ws, segment)
    return pairs(segment, ws.evaluate(segment, as_of), ws)


def pairs(segment: Segment, evaluation: Evaluation, ws: Home) -> pd.DataFrame:
    """Find them in an answer that is there; see :func:`rules`."""
    found: list[tuple[Any, ...]] = []
    all_rules = rules_of(evaluation)
    universe = evaluation.universe.count()
    decided = 0 < evaluation.members.count() < universe  # where nobody is in, or everybody, no rule alone decides
    for rule in all_rules:
        alone = _alone(segment, rule, universe, decided=decided)
        if alone:
            met = rule.answer.met.count()
            found.append((alone, rule.place, _words(segment, rule, ws), "", "", 0, met, 0, _ALONE[alone]))
    for number, a in enumerate(all_rules):
        for b in all_rules[number + 1 :]:
            row = _pair(segment, a, b, universe, ws)
            if row is not None:
                found.append(row)
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    rank = frame["finding"].map({finding: n for n, finding in enumerate(FINDINGS)})
    return frame.assign(_rank=rank).sort_values("_rank", kind="stable", ignore_index=True).drop(columns="_rank")


_ALONE = {
    "nobody": "Met by nobody.",
    "everyone": "Met by everyone.",
    "redundant": "Dropped, nobody would come or go.",
}


def _alone(segment: Segment, rule: Rule, universe: int, *, decided: bool) -> str:
    if not universe:
        return ""
    if rule.answer.met.count() in (0, universe):
        return "everyone" if rule.answer.met.count() else "nobody"
    group, _, _ = rule.place.rpartition(".members.")
    written = get(segment, group) if group else None
    if not decided or written is None or len([m for m in written.members if not m.muted]) < 2:
        return ""
    met = rule.answer.met
    changes = rule.decides - met if written.kind == "all" else rule.decides & met
    return "redundant" if changes.count() == 0 else ""


def _pair(segment: Segment, a: Rule, b: Rule, universe: int, ws: Home) -> tuple[Any, ...] | None:
    x, y = a.answer.met, b.answer.met
    words = _words(segment, a, ws), _words(segment, b, ws)
    if a.node == b.node:
        return ("same", a.place, words[0], b.place, words[1], x.count(), 0, 0, "The same rule twice.")
    if not 0 < x.count() < universe or not 0 < y.count() < universe:
        return None  # told of the one rule already
    both, only_a, only_b = (x & y).count(), (x - y).count(), (y - x).count()
    together = _together(segment, a.place, b.place)
    if not only_a and not only_b:
        return ("equivalent", a.place, words[0], b.place, words[1], both, 0, 0, "Met by the very same entities: one of them would do.")
    if together and not both:
        return ("contradictory", a.place, words[0], b.place, words[1], 0, only_a, only_b, "Nobody meets both.")
    if together and not only_a:
        return ("implies", a.place, words[0], b.place, words[1], both, 0, only_b, "Whoever meets the first meets the second.")
    if together and not only_b:
        return ("implies", b.place, words[1], a.place, words[0], both, 0, only_a, "Whoever meets the first meets the second.")
    return None


def _together(segment: Segment, a: str, b: str) -> bool:
    """Say whether two rules must both be met: from where their ways part, both lead through groups that want all."""
    first, second = a.split("."), b.split(".")
    common = 0
    while common < min(len(first), len(second)) and first[common] == second[common]:
        common += 1
    for steps in (first, second):
        for end in range(len(steps) - 1, 0, -1):
            at = ".".join(steps[:end])
            node = get(segment, at)
            if getattr(node, "kind", "") in ("any", "none", "at_least", "related") and end >= common - 1:
                return False
    return True


def _words(segment: Segment, rule: Rule, ws: Home) -> str:
    return words_at(segment, rule.place, ws.schema)
