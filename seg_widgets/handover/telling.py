"""The reasons of a segment's members, and of those who are out, with their values: worked out for whole arrays at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from seg_widgets.analysis.deciding import rules_of
from seg_widgets.analysis.reasons import reasons
from seg_widgets.analysis.turning import turnings
from seg_widgets.definition import Criterion, Segment
from seg_widgets.definition.walk import get
from seg_widgets.results import Evaluation

if TYPE_CHECKING:
    from seg_widgets.workspace import Workspace

SAID = ("is", "is_true", "is_false", "is_missing")
"""What a rule with one of these says that is met, its value need not say again."""


class Telling:
    """Tells the reasons of those who are asked about."""

    def __init__(self, ws: Workspace, segment: Segment, evaluation: Evaluation) -> None:
        self.ws, self.segment, self.evaluation = ws, segment, evaluation
        self.rules = {rule.place: rule for rule in rules_of(evaluation)}

    def each(self, places: np.ndarray, inside: bool) -> list[tuple[str, np.ndarray, list[str]]]:
        """Give each reason's words, whom among the places it holds for (their numbers), and the values of those."""
        found = []
        for reason in reasons(self.evaluation, self.segment, self.ws.schema, inside=inside):
            holds = np.flatnonzero(reason.who.array()[places])
            rule = self.rules.get(reason.place)
            values = [""] * len(holds)
            if rule is not None and len(holds) and not self._says_it_all(reason.place, reason.met):
                values = turnings(rule, self.segment, self.evaluation, self.ws.session).values(places[holds])
            found.append((reason.said, holds, values))
        return found

    def _says_it_all(self, place: str, met: bool) -> bool:
        written = get(self.segment, place)
        return met and isinstance(written, Criterion) and written.op in SAID

    def sentences(self, places: np.ndarray, *, inside: bool) -> list[str]:
        """Give the reasons of each, in one text."""
        said: list[list[str]] = [[] for _ in places]
        for words, holds, values in self.each(places, inside):
            for at, value in zip(holds.tolist(), values, strict=True):
                said[at].append(f"{words} ({value})" if value else words)
        return ["; ".join(parts) for parts in said]

    def rows(self, places: np.ndarray, keys: pd.Series) -> pd.DataFrame:
        """Give one row a member and reason, by member, then in the order of the rules; ``keys`` are those of the places."""
        told = self.each(places, True)
        at = np.concatenate([np.zeros(0, dtype=np.int64), *(holds for _, holds, _ in told)])
        order = np.argsort(at, kind="stable")
        texts = {
            "rule": [words for words, holds, _ in told for _ in range(len(holds))],
            "value": [value for _, _, values in told for value in values],
        }
        columns = {name: np.array(column, dtype=object)[order] for name, column in texts.items()}
        return pd.DataFrame({"key": keys.take(at[order]).reset_index(drop=True)} | columns)
