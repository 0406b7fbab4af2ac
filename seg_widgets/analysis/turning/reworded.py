"""A criterion as it would have to read for its answer to turn with an entity's value as it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from seg_widgets.analysis.distance import EPOCH, number_of
from seg_widgets.analysis.turning.values import MISSING, ValueWords
from seg_widgets.code.words import metric_words, node_words
from seg_widgets.definition import Criterion, Param, Segment, Span
from seg_widgets.errors import SegmentError
from seg_widgets.plan import Compare
from seg_widgets.schema import Schema

WHOLE_DAYS = {"days": 1, "weeks": 7}


class Reworded:
    """Words a criterion with something else in it."""

    def __init__(self, node: Compare, written: Criterion, table: str, day: date, segment: Segment, schema: Schema) -> None:
        self.node, self.written, self.table, self.day, self.segment, self.schema = node, written, table, day, segment, schema
        self.values = ValueWords(node, written)

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
            here = self.scalar(self.values.back(now))
            below = now < number_of(right[0])
            return self.worded(value=(here, high) if below else (low, here))
        if op not in ("<", "<=", ">", ">="):
            return self.worded(value=self.scalar(self.values.back(now))) if op == "is" and not met else ""
        strict, up = op in ("<", ">"), op in ("<", "<=")
        # Not met: the threshold comes to the value, and past it where it is strict. Met: past it where it is not strict.
        past = strict != met
        if past and not whole:
            metric = metric_words(self.written.metric, self.table, self.schema, self.segment.parameters)
            here = self.values.words(self.values.back(now))
            return f"{metric} is {'less' if up else 'more'} than anything {'above' if up != met else 'below'} {here}"
        moved = now + ((1 if up else -1) * (-1 if met else 1) if past else 0)
        return self.worded(value=self.scalar(self.values.back(moved)))

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
        if self.values.order:
            return self.values.order[min(max(int(value), 0), len(self.values.order) - 1)]
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
