"""Criteria: the value as it is, how far it is from turning the answer, and the rule that would turn it instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from seg_widgets.analysis.deciding import Rule, table_at
from seg_widgets.analysis.distance import Distance, distances, measurable
from seg_widgets.analysis.turning.reworded import Reworded
from seg_widgets.analysis.turning.telling import Teller, Turning
from seg_widgets.analysis.turning.values import MISSING, ValueWords, is_missing
from seg_widgets.definition import Criterion, Segment
from seg_widgets.engines import Session
from seg_widgets.plan import Compare
from seg_widgets.results import Evaluation


class Compared(Teller):
    """Tells of a criterion."""

    def __init__(self, rule: Rule, node: Compare, written: Criterion, segment: Segment, evaluation: Evaluation, session: Session) -> None:
        self.node, self.session, self.entity = node, session, rule.answer.entity
        self.met = rule.answer.met.array()
        self.said = ValueWords(node, written)
        self.reworded = Reworded(node, written, table_at(segment, rule.place), evaluation.plan.as_of, segment, session.schema)

    def __call__(self, places: Sequence[int]) -> list[Turning]:
        ((left, right),) = self.session.sides(self.entity, [self.node], places)
        met = self.met[np.asarray(places, dtype=int)] if len(places) else np.zeros(0, dtype=bool)
        told: Distance | None = None
        if measurable(self.node):
            told = distances(self.node, left, right, met, among=self.all_values())
        values = np.ma.asarray(left)
        return [self.one(values[n] if n < len(values) else None, bool(met[n]), told, n) for n in range(len(places))]

    def values(self, places: np.ndarray) -> list[str]:
        return self.said.each(self.session.sides(self.entity, [self.node], places)[0][0])

    def nearest(self, places: np.ndarray, most: int) -> np.ndarray:
        if not measurable(self.node):
            return places[:most]
        ((left, right),) = self.session.sides(self.entity, [self.node])
        amount = distances(self.node, left, right, self.met).amount[places]
        return np.asarray(np.sort(places[np.argsort(amount, kind="stable")[:most]]))  # NaN is last

    def all_values(self) -> np.ndarray:
        """Give the values of everybody, whose spread tells what a large change is."""
        return self.session.sides(self.entity, [self.node])[0][0]

    def one(self, value: Any, met: bool, told: Distance | None, n: int) -> Turning:
        """Tell of one entity."""
        missing = is_missing(value)
        words = MISSING if missing else self.said.words(value)
        if missing and self.node.op not in ("is_missing", "is_present"):
            return Turning(words, f"{MISSING} → a value that meets it" if not met else "", "")
        if told is None:
            return Turning(words, f"{words} → {self.reworded.other_words(met)}", self.reworded.edited_text(value, met))
        if np.isnan(told.target[n]):
            return Turning(words)
        target, now, amount = float(told.target[n]), float(told.now[n]), float(told.amount[n])
        reached = self.said.words(self.said.back(target))
        if told.beyond[n]:
            reached = f"{'above' if told.beyond[n] > 0 else 'below'} {reached}"
        return Turning(
            words,
            f"{words} → {reached}{self.said.step(now, target)}",
            self.reworded.edited(now, met, told.whole),
            amount,
            amount / told.spread,
        )
