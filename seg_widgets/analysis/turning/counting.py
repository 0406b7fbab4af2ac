"""Rules that are counts: so many of the related entities, so many rows in so many days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seg_widgets.analysis.deciding import Rule, table_at
from seg_widgets.analysis.turning.telling import Teller, Turning
from seg_widgets.code.words import node_words
from seg_widgets.definition import Related, Segment
from seg_widgets.engines import Session
from seg_widgets.plan import Compare, Days, GroupPlan, RelatedPlan
from seg_widgets.schema import Schema


class CountedRows(Teller):
    """Tells of a habit by its counts of rows: how many in which days."""

    def __init__(self, rule: Rule, node: GroupPlan, session: Session) -> None:
        self.entity, self.session = rule.answer.entity, session
        self.compares = [m for m in node.members if isinstance(m, Compare)]

    def __call__(self, places: Sequence[int]) -> list[Turning]:
        return [Turning(value) for value in self.values(np.asarray(places, dtype=np.int64))]

    def values(self, places: np.ndarray) -> list[str]:
        counted = [left for left, _ in self.session.sides(self.entity, self.compares, places)]
        said = [_days_words(m) for m in self.compares]
        return ["; ".join(f"{int(c[n]):,} {days}" for days, c in zip(said, counted, strict=True)) for n in range(len(places))]


def _days_words(compare: Compare) -> str:
    days = getattr(compare.left, "days", None)
    if not isinstance(days, Days):
        return "rows"
    return f"up to {days.last}" if days.first is None else f"from {days.first} to {days.last}"


class CountedRelated(Teller):
    """Tells of a related group how many of how many related entities meet it, and how many more or fewer would turn it."""

    def __init__(
        self, rule: Rule, node: RelatedPlan, written: Related, segment: Segment, schema: Schema, numbers: tuple[np.ndarray, np.ndarray]
    ) -> None:
        self.node, self.written, self.segment, self.schema = node, written, segment, schema
        self.counting, self.in_scope = numbers
        self.met, self.table = rule.answer.met.array(), table_at(segment, rule.place)
        described = schema.tables[node.table]
        self.many, self.one = described.plural or node.table, described.singular or node.table
        self.spread = float(max(self.in_scope.max(initial=0), 1))

    def __call__(self, places: Sequence[int]) -> list[Turning]:
        return [self._told(at) for at in places]

    def values(self, places: np.ndarray) -> list[str]:
        return [self._words(n, of) for n, of in zip(self.counting[places].tolist(), self.in_scope[places].tolist(), strict=True)]

    def _words(self, n: float, of: float) -> str:
        return f"{int(n):,} of {int(of):,} {self.many if of != 1 else self.one}"

    def _told(self, at: int) -> Turning:
        n, of, met = int(self.counting[at]), int(self.in_scope[at]), bool(self.met[at])
        value = self._words(n, of)
        step = _step(self.node, n, of, met)
        if step is None:
            return Turning(value)
        whom = f"{self.one} that meets it" if abs(step) == 1 else f"{self.many} that meet it"
        edit = ""
        if self.written.quantifier in ("at_least", "at_most", "exactly") and isinstance(self.written.n, int) and not met:
            edit = node_words(self.written.model_copy(update={"n": n}), self.table, self.schema, self.segment.parameters)
        change = f"{abs(step):,} {'more' if step > 0 else 'fewer'} {whom}"
        return Turning(value, change, edit, float(abs(step)), abs(step) / self.spread)


def _step(node: RelatedPlan, n: int, of: int, met: bool) -> int | None:
    """Say by how many more or fewer a related group's answer turns, those in scope being the same."""
    if node.share is not None:
        if not of:
            return None
        least = next((k for k in range(of + 1) if k / of >= node.share), of)
        return (least - 1 if met else least) - n
    low, high = node.low, node.high
    if met:
        steps = ([low - 1 - n] if low > 0 else []) + ([high + 1 - n] if high is not None else [])
        possible = [s for s in steps if n + s >= 0]
        return min(possible, key=abs) if possible else None
    return low - n if n < low else (high or 0) - n
