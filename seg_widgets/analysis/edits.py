"""What differs between two definitions, rule by rule; and which of it turned an entity's membership."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seg_widgets.analysis.deciding import Rule, rules_of, words_at
from seg_widgets.definition import Criterion, Segment
from seg_widgets.definition.walk import get
from seg_widgets.results import Bits, Evaluation
from seg_widgets.schema import Schema

GROUPS = "the groups differ"


@dataclass(frozen=True)
class Version:
    """A definition with its answer."""

    segment: Segment
    evaluation: Evaluation
    schema: Schema


@dataclass(frozen=True)
class Edit:
    """A rule that is changed, added or removed; each side is ``None`` where there is none."""

    kind: str
    before: Rule | None
    after: Rule | None
    words_before: str
    words_after: str

    @property
    def words(self) -> str:
        """Say both sides in one line."""
        if self.kind == "changed":
            return f"{self.words_before} → {self.words_after}"
        return f"{self.kind}: {self.words_before or self.words_after}"


def edits(old: Version, new: Version) -> list[Edit]:
    """Pair the rules of two definitions, as they are on their days: what is equal is left out.

    Rules that ask the same are equal wherever they stand. Of the others, those of one metric belong together, then those at one
    place; the rest is removed or added.
    """
    before, after = rules_of(old.evaluation), rules_of(new.evaluation)
    for rule in list(before):
        same = next((r for r in after if r.node == rule.node), None)
        if same is not None:
            before.remove(rule)
            after.remove(same)
    found: list[Edit] = []
    for alike in (_same_metric, _same_place):
        for rule in list(before):
            other = next((r for r in after if alike(old, rule, new, r)), None)
            if other is not None:
                before.remove(rule)
                after.remove(other)
                found.append(Edit("changed", rule, other, _words(old, rule), _words(new, other)))
    found += [Edit("removed", rule, None, _words(old, rule), "") for rule in before]
    return found + [Edit("added", None, rule, "", _words(new, rule)) for rule in after]


def _words(version: Version, rule: Rule) -> str:
    return words_at(version.segment, rule.place, version.schema)


def _same_metric(old: Version, rule: Rule, new: Version, other: Rule) -> bool:
    a, b = get(old.segment, rule.place), get(new.segment, other.place)
    if isinstance(a, Criterion) and isinstance(b, Criterion):
        return a.metric == b.metric
    return bool(a.kind == b.kind == "related" and a.table == b.table)


def _same_place(old: Version, rule: Rule, new: Version, other: Rule) -> bool:
    return rule.place == other.place


def turned_by(found: list[Edit], moved: Bits, old: Version, new: Version) -> np.ndarray:
    """Say for each entity that moved which edit turned it: its number in the list, -1 where only the groups differ.

    An edit turned an entity where the old rule, or else the new one, decided its membership alone; else the first edit whose
    two sides answer differently for it.
    """
    turned = np.full(moved.size, -1, dtype=np.int64)
    members = old.evaluation.members, new.evaluation.members
    nobody = Bits.none(moved.size)
    for strength in range(3):
        for number, edit in enumerate(found):
            met = [r.answer.met if r is not None else whole for r, whole in zip((edit.before, edit.after), members, strict=True)]
            differ = (met[0] - met[1]) | (met[1] - met[0])
            if strength == 0:
                hit = edit.before.decides if edit.before is not None else nobody
                hit = hit & differ if edit.after is not None else hit
            elif strength == 1:
                hit = edit.after.decides if edit.after is not None else nobody
            else:
                hit = differ
            turned[(hit & moved).array() & (turned < 0)] = number
    return turned
