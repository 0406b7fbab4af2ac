"""What turns a rule's answer for one entity, in words: its value as it is, the smallest change of it, or of the rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from seg_widgets.analysis.deciding import Rule, table_at
from seg_widgets.analysis.distance import EPOCH, Distance, distances, measurable, number_of
from seg_widgets.code.phrases import number, value_words
from seg_widgets.code.words import metric_words, node_words
from seg_widgets.definition import Criterion, EveryRow, Habit, Param, Related, Segment, Span
from seg_widgets.definition.walk import get
from seg_widgets.engines import Session
from seg_widgets.errors import SegmentError
from seg_widgets.plan import Compare, Days, GroupPlan, MapExpr, RelatedPlan
from seg_widgets.results import Evaluation, related_numbers
from seg_widgets.schema import family

MISSING = "missing"
WHOLE_DAYS = {"days": 1, "weeks": 7}


@dataclass(frozen=True)
class Turning:
    """A rule's value for an entity, and what would turn the rule's answer.

    Attributes
    ----------
    value
        The value in words; ``""`` where a rule has no single value.
    change
        The smallest change of it that turns the answer; ``""`` where none can be told.
    edit
        The rule as it would have to read for the answer to turn with the value as it is; ``""`` where none can be told.
    distance, relative
        How large the change is, in the metric's own unit (days, related entities, places of an order), and as a share of the
        metric's usual range (10th to 90th percentile); NaN where it cannot be told.
    """

    value: str = ""
    change: str = ""
    edit: str = ""
    distance: float = float("nan")
    relative: float = float("nan")


def turnings(rule: Rule, segment: Segment, evaluation: Evaluation, session: Session) -> Callable[[Sequence[int]], list[Turning]]:
    """Give a function that tells of entities, by their places in the table, what would turn a rule for them."""
    node, written = rule.node, _written(segment, rule.place)
    if isinstance(node, RelatedPlan) and isinstance(written, Related):
        return _related(rule, node, written, segment, evaluation, session)
    if isinstance(node, Compare) and isinstance(written, Criterion):
        return _Compared(rule, node, written, segment, evaluation, session)
    if isinstance(node, GroupPlan) and isinstance(written, Habit | EveryRow):
        return _of_rows(rule, node, session)
    return lambda places: [Turning()] * len(places)


def _of_rows(rule: Rule, node: GroupPlan, session: Session) -> Callable[[Sequence[int]], list[Turning]]:
    """Tell of a habit by its counts of rows: how many in which days."""
    compares = [m for m in node.members if isinstance(m, Compare)]

    def each(places: Sequence[int]) -> list[Turning]:
        counted = [left for left, _ in session.sides(rule.answer.entity, compares, places)]
        return [
            Turning("; ".join(f"{int(c[n]):,} {_days_words(m)}" for m, c in zip(compares, counted, strict=True)))
            for n in range(len(places))
        ]

    return each


def _days_words(compare: Compare) -> str:
    days = getattr(compare.left, "days", None)
    if not isinstance(days, Days):
        return "rows"
    return f"up to {days.last}" if days.first is None else f"from {days.first} to {days.last}"


def _written(segment: Segment, place: str) -> Any:
    try:
        return get(segment, place)
    except SegmentError:
        return None


class _Compared:
    def __init__(self, rule: Rule, node: Compare, written: Criterion, segment: Segment, evaluation: Evaluation, session: Session) -> None:
        self.rule, self.node, self.written, self.segment, self.session = rule, node, written, segment, session
        self.entity, self.day, self.schema = rule.answer.entity, evaluation.plan.as_of, session.schema
        self.order = _order(node)
        self.met = rule.answer.met.array()
        self.table = table_at(segment, rule.place)

    def __call__(self, places: Sequence[int]) -> list[Turning]:
        ((left, right),) = self.session.sides(self.entity, [self.node], places)
        met = self.met[np.asarray(places, dtype=int)] if len(places) else np.zeros(0, dtype=bool)
        told: Distance | None = None
        if measurable(self.node):
            told = distances(self.node, left, right, met, among=self.all_values())
        values = np.ma.asarray(left)
        return [self.one(values[n] if n < len(values) else None, bool(met[n]), told, n) for n in range(len(places))]

    def nearest(self, places: np.ndarray, most: int) -> np.ndarray:
        """Give the places of those nearest to turning the rule."""
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
        missing = value is None or value is np.ma.masked or value != value
        words = MISSING if missing else self.words(value)
        if missing and self.node.op not in ("is_missing", "is_present"):
            return Turning(words, f"{MISSING} → a value that meets it" if not met else "", "")
        if told is None:
            return Turning(words, f"{words} → {self.other_words(met)}", self.edited_text(value, met))
        if np.isnan(told.target[n]):
            return Turning(words)
        target, now, amount = float(told.target[n]), float(told.now[n]), float(told.amount[n])
        reached = self.words(self.back(target))
        if told.beyond[n]:
            reached = f"{'above' if told.beyond[n] > 0 else 'below'} {reached}"
        return Turning(
            words, f"{words} → {reached}{self.step(now, target)}", self.edited(now, met, told.whole), amount, amount / told.spread
        )

    def step(self, now: float, target: float) -> str:
        """Say how large the step is, where it is in days."""
        if self.node.family != "date" or self.order:
            return ""
        days = int(abs(target - now))
        return f" ({days:,} day{'s' if days != 1 else ''} {'later' if target > now else 'earlier'})" if days else ""

    def back(self, value: float) -> Any:
        """Give a number as the value that it stands for."""
        if self.node.family == "date":
            return EPOCH + timedelta(int(value))
        return int(value) if self.node.type == "integer" or float(value).is_integer() else value

    def words(self, value: Any) -> str:
        """Say a value."""
        if isinstance(value, np.generic):
            value = value.item()
        if self.order:
            place = int(value)
            return self.order[place] if 0 <= place < len(self.order) else str(place)
        if self.node.family == "date":
            return str(value)[:10]
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list | tuple | np.ndarray):
            return ", ".join(map(str, value)) or "(empty)"
        if isinstance(value, int | float | Decimal):
            if value_words(0.5, self.written.metric, None) != "0.5":  # a share of change, said in percent
                return value_words(round(float(value), 4), self.written.metric, None)
            if isinstance(value, int):
                return number(value)
            exact = float(value)
            rounded = round(exact, 2) if abs(exact) >= 0.01 or not exact else float(f"{exact:.2g}")
            return number(rounded)
        return str(value)

    def other_words(self, met: bool) -> str:
        """Say what a value that cannot be measured would have to be."""
        op, value = self.node.op, self.node.right
        if op in ("is_true", "is_false"):
            return "yes" if (op == "is_true") != met else "no"
        if op in ("is_missing", "is_present"):
            return MISSING if (op == "is_missing") != met else "a value"
        if (op in ("is", "one_of") and not met) or (op in ("is_not", "none_of") and met):
            several = value if isinstance(value, tuple) else (value,)
            if all(isinstance(v, str) for v in several):
                return " or ".join(map(str, several))
        metric = metric_words(self.written.metric, self.table, self.schema, self.segment.parameters)
        said = node_words(self.written, self.table, self.schema, self.segment.parameters).removeprefix(f"{metric} ")
        return f"one that {said}" if not met else "any other"

    # -- the rule, changed instead

    def edited_text(self, value: Any, met: bool) -> str:
        """Word the rule with one text more, where it names texts."""
        op, right = self.node.op, self.node.right
        if self.node.family != "text" or isinstance(self.written.value, Param) or not isinstance(right, str | tuple):
            return ""
        text = str(value)
        several = list(right) if isinstance(right, tuple) else [right]
        if (op in ("is", "one_of") and not met) or (op in ("is_not", "none_of") and met):
            return self.worded(op={"is": "one_of", "is_not": "none_of"}.get(op, op), value=(*several, text))
        if op in ("one_of", "none_of") and text in several and len(several) > 1:
            return self.worded(value=tuple(v for v in several if v != text))
        return ""

    def edited(self, now: float, met: bool, whole: bool) -> str:
        """Word the rule with the threshold that would turn it for this value."""
        value = self.written.value
        if isinstance(value, Span):
            return self.span(value, now, met)
        if value is None or (isinstance(value, tuple) and self.node.op != "between"):
            return ""
        if not isinstance(value, Param | tuple | int | float | str):
            return ""  # another metric stands there
        op, right = self.node.op, self.node.right
        if op == "between" and isinstance(right, tuple):
            if met or not isinstance(value, tuple):
                return ""
            low, high = (self.scalar(v) for v in right)
            here = self.scalar(self.back(now))
            below = now < number_of(right[0])
            return self.worded(value=(here, high) if below else (low, here))
        if op not in ("<", "<=", ">", ">="):
            return self.worded(value=self.scalar(self.back(now))) if op == "is" and not met else ""
        strict, up = op in ("<", ">"), op in ("<", "<=")
        # Not met: the threshold comes to the value, and past it where it is strict. Met: past it where it is not strict.
        past = strict != met
        if past and not whole:
            metric = metric_words(self.written.metric, self.table, self.schema, self.segment.parameters)
            return f"{metric} is {'less' if up else 'more'} than anything {'above' if up != met else 'below'} {self.words(self.back(now))}"
        moved = now + ((1 if up else -1) * (-1 if met else 1) if past else 0)
        return self.worded(value=self.scalar(self.back(moved)))

    def span(self, value: Span, now: float, met: bool) -> str:
        """Word the rule with a span that would turn it, in days."""
        ahead = self.written.op == "in_next"
        days = int(now) - (self.day - EPOCH).days if ahead else (self.day - EPOCH).days - int(now) + 1
        n = days if not met else days - 1
        if n < 1 or (not met and days < 1):
            return ""
        each = WHOLE_DAYS.get(value.unit)
        if each and n % each == 0:
            return self.worded(value=Span(n=n // each, unit=value.unit))
        return self.worded(value=Span(n=n, unit="days"))

    def scalar(self, value: Any) -> Any:
        """Give a value as a definition writes it."""
        if self.order:
            return self.order[min(max(int(value), 0), len(self.order) - 1)]
        if isinstance(value, date):
            return value.isoformat()
        return float(value) if isinstance(value, Decimal) else value

    def worded(self, **changed: Any) -> str:
        """Say the rule with something else in it."""
        named = f"{self.written.value.name} = " if isinstance(self.written.value, Param) else ""
        try:
            edited = Criterion(**({name: getattr(self.written, name) for name in type(self.written).model_fields} | changed))
            return named + node_words(edited, self.table, self.schema)
        except SegmentError:
            return ""


def _order(node: Compare) -> tuple[str, ...]:
    """Give the texts of an order, where a comparison is of places in one."""
    left = node.left
    if isinstance(left, MapExpr) and family(left.of_type) == "text" and left.type == "integer":
        return tuple(str(text) for text, _ in left.pairs)
    return ()


def _related(
    rule: Rule, node: RelatedPlan, written: Related, segment: Segment, evaluation: Evaluation, session: Session
) -> Callable[[Sequence[int]], list[Turning]]:
    numbers = related_numbers(evaluation, rule.way, node, rule.answer.entity, session)
    if numbers is None:
        return lambda places: [Turning()] * len(places)
    counting, in_scope = numbers
    met, schema = rule.answer.met.array(), session.schema
    table = table_at(segment, rule.place)
    many = schema.tables[node.table].plural or node.table
    one = schema.tables[node.table].singular or node.table
    spread = float(max(in_scope.max(initial=0), 1))

    def each(at: int) -> Turning:
        n, of = int(counting[at]), int(in_scope[at])
        value = f"{n:,} of {of:,} {many if of != 1 else one}"
        step = _related_step(node, n, of, bool(met[at]))
        if step is None:
            return Turning(value)
        change = (
            f"{abs(step):,} {'more' if step > 0 else 'fewer'} {one if abs(step) == 1 else many} that meet{'s' if abs(step) == 1 else ''} it"
        )
        edit = ""
        if written.quantifier in ("at_least", "at_most", "exactly") and isinstance(written.n, int) and not met[at]:
            changed = written.model_copy(update={"n": n})
            edit = node_words(changed, table, schema, segment.parameters)
        return Turning(value, change, edit, float(abs(step)), abs(step) / spread)

    return lambda places: [each(at) for at in places]


def _related_step(node: RelatedPlan, n: int, of: int, met: bool) -> int | None:
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
