"""What is told of a rule and an entity, and who tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


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


class Teller:
    """Tells of entities, by their places in the table, what would turn a rule for them. This one knows of nothing to tell."""

    def __call__(self, places: Sequence[int]) -> list[Turning]:
        return [Turning()] * len(places)

    def values(self, places: np.ndarray) -> list[str]:
        """Give the values alone, as in :attr:`Turning.value`; of many entities much sooner than all there is to tell."""
        return [told.value for told in self(places.tolist())]

    def nearest(self, places: np.ndarray, most: int) -> np.ndarray:
        """Give the places of those nearest to turning the rule, or of the first where that cannot be told."""
        return places[:most]
