"""The values that a criterion compares, in words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from seg_widgets.analysis.distance import EPOCH
from seg_widgets.code.phrases import number, value_words
from seg_widgets.definition import Change, Criterion
from seg_widgets.plan import Compare, MapExpr
from seg_widgets.schema import family

MISSING = "missing"


class ValueWords:
    """Says the values of one criterion."""

    def __init__(self, node: Compare, written: Criterion) -> None:
        self.node, self.metric = node, written.metric
        self.order = _order(node)
        self.in_percent = isinstance(written.metric, Change) and written.metric.how == "relative"

    def each(self, values: Any) -> list[str]:
        """Say values as the session gives them, the missing ones too; one that is there often is put into words once."""
        masked = np.ma.asarray(values)
        known: dict[Any, str] = {}
        said = []
        for value, out in zip(masked.data, np.ma.getmaskarray(masked), strict=True):
            if out or is_missing(value):
                said.append(MISSING)
                continue
            if isinstance(value, list | np.ndarray):
                said.append(self.words(value))
                continue
            words = known.get(value)
            if words is None:
                words = known[value] = self.words(value)
            said.append(words)
        return said

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
            if self.in_percent:
                return value_words(round(float(value), 4), self.metric, None)
            if isinstance(value, int):
                return number(value)
            exact = float(value)
            rounded = round(exact, 2) if abs(exact) >= 0.01 or not exact else float(f"{exact:.2g}")
            return number(rounded)
        return str(value)


def is_missing(value: Any) -> bool:
    """Say whether a single value is missing."""
    return value is None or value is np.ma.masked or (not isinstance(value, list | np.ndarray) and bool(value != value))


def _order(node: Compare) -> tuple[str, ...]:
    """Give the texts of an order, where a comparison is of places in one."""
    left = node.left
    if isinstance(left, MapExpr) and family(left.of_type) == "text" and left.type == "integer":
        return tuple(str(text) for text, _ in left.pairs)
    return ()
