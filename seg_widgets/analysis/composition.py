"""Who the members are: their attributes against everyone's, those first that differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.attributes import Coded, Value, attribute_leaf, coded, offered
from seg_widgets.engines import Session
from seg_widgets.plan import ColumnLeaf, NodePlan, leaves
from seg_widgets.results import Evaluation
from seg_widgets.schema.words import with_unit

COLUMNS = (
    "attribute", "label", "value", "kind", "low", "high", "order", "members", "base", "share_members", "share_base",
    "difference", "distance", "noise", "in_rules",
)  # fmt: skip


def composition(
    evaluation: Evaluation, session: Session, *, attributes: Sequence[str] | None = None, top: int = 6, values: int = 12
) -> pd.DataFrame:
    """Hold the members against the base (the universe, members among them) on the attributes that differ most.

    Text with at most 50 distinct values, booleans, numbers in about ten readable bins, dates by day, month, quarter or
    year. Missing is a value of its own. Keys, links, labels and hidden columns are left out, and columns of one value.

    Parameters
    ----------
    attributes
        Only these columns, in this order, whatever they hold; ``None``: the ``top`` that differ most.
    values
        At most about so many values of a text column; those with the smallest shares are added up in one.

    Returns
    -------
    DataFrame
        One row an attribute and value. At most ``top`` times about ``values`` rows, whatever the data's size.

        attribute, label : str
            The column, and its words.
        value : str
            The value, the bin's name, ``(missing)``, or the count of the others.
        kind : str
            ``text``, ``boolean``, ``number``, ``date``, ``missing`` or ``others``: what a rule from this row compares.
        low, high : float or str
            A bin's bounds, lower included, upper not: numbers, or days as YYYY-MM-DD; ``None`` for an open end and
            where the row is no bin.
        order : int
            The value's place among those of its attribute, from 0.
        members, base : int
            Entities.
        share_members, share_base : float
            Of the members, of the base, 0 to 1; 0 where there are none.
        difference : float
            ``share_members - share_base``, -1 to 1; 0 where there are no members.
        distance : float
            The attribute's total variation distance: half the sum of the absolute differences of all values, 0 to 1.
        noise : float
            The distance that as many entities drawn at random would show, about: attributes are ranked by what the
            distance has beyond it, so that a tiny segment does not bring up the attribute with the most values.
        in_rules : bool
            Whether the segment's own rules are about this attribute.

    Raises
    ------
    DefinitionError, UnsupportedError
        An attribute asked for is not there, or holds lists.
    """
    entity, as_of = evaluation.plan.entity, evaluation.plan.as_of
    names = offered(session, entity) if attributes is None else list(attributes)
    found = coded(session, [attribute_leaf(session, entity, n, as_of) for n in names], asked=attributes is not None)
    members = np.flatnonzero(evaluation.members.array())
    everyone = evaluation.universe
    universe = None if everyone.count() == everyone.size else np.flatnonzero(everyone.array())
    counted = [_Counted(c, members, universe) for c in found]
    if attributes is None:
        telling = [c for c in counted if np.count_nonzero(c.base) > 1]
        counted = sorted(telling, key=lambda c: c.noise - c.distance)[:top]
    used = {leaf.column for leaf in _columns(evaluation.plan.tree)}
    rows = [row for c in counted for row in c.rows(session, values, c.coded.leaf.column in used)]
    by_column = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    columns: dict[str, Any] = {name: list(column) for name, column in zip(COLUMNS, by_column, strict=True)}
    # Bounds are numbers, days or none; pandas would make one type of them.
    return pd.DataFrame(columns | {bound: pd.Series(columns[bound], dtype=object) for bound in ("low", "high")})


def _columns(node: NodePlan) -> Iterator[ColumnLeaf]:
    """Give the entity's own columns that the tree compares."""
    yield from (leaf for leaf in leaves(node) if isinstance(leaf, ColumnLeaf))


class _Counted:
    """An attribute's values, counted among the members and in the base."""

    def __init__(self, coded: Coded, members: np.ndarray, universe: np.ndarray | None) -> None:
        self.coded = coded
        size, codes = len(coded.values), coded.codes
        self.members = np.bincount(codes[members], minlength=size)
        self.base = coded.sizes if universe is None else np.bincount(codes[universe], minlength=size)
        self.n, self.total = int(self.members.sum()), int(self.base.sum())
        self.share_members = self.members / max(self.n, 1)
        self.share_base = self.base / max(self.total, 1)
        self.difference = self.share_members - self.share_base if self.n else np.zeros(size)
        self.distance = float(np.abs(self.difference).sum() / 2)
        self.noise = self._noise()

    def _noise(self) -> float:
        """Expect the distance of a random draw without replacement.

        By the normal approximation, and never more than of a draw of one, which it overshoots for rare values.
        """
        if self.n == 0 or self.n == self.total:
            return 0.0
        spread = self.share_base * (1 - self.share_base)
        left = (self.total - self.n) / max(self.total - 1, 1)
        return float(np.minimum(np.sqrt(2 / np.pi * spread / self.n * left), 2 * spread).sum() / 2)

    def rows(self, session: Session, values: int, in_rules: bool) -> Iterator[tuple[object, ...]]:
        leaf = self.coded.leaf
        described = session.schema.tables[leaf.table].columns[leaf.column]
        label = with_unit(described.label or leaf.column, described.unit)
        for order, (value, places) in enumerate(self._shown(values)):
            members, base = int(self.members[places].sum()), int(self.base[places].sum())
            share = members / max(self.n, 1), base / max(self.total, 1)
            yield (
                leaf.column,
                label,
                value.text,
                value.kind,
                value.low,
                value.high,
                order,
                members,
                base,
                *share,
                share[0] - share[1] if self.n else 0.0,
                self.distance,
                self.noise,
                in_rules,
            )

    def _shown(self, limit: int) -> list[tuple[Value, list[int]]]:
        """Choose the values to show, in their order: the missing last, what is too much added up before it."""
        known = list(enumerate(self.coded.values))[1:]
        text = [p for p, v in known if v.kind == "text" and self.base[p]]
        binned = [p for p, v in known if v.kind not in ("text", "others")]
        rest = [p for p, v in known if v.kind == "others" and self.base[p]]
        by_size = sorted(text, key=lambda p: (-max(self.share_members[p], self.share_base[p]), p))
        if len(text) > limit:
            rest, by_size = by_size[limit - 1 :] + rest, by_size[: limit - 1]
        shown = sorted(by_size) if self.coded.ordered else sorted(by_size, key=lambda p: (-self.base[p], p))
        result = [(self.coded.values[p], [p]) for p in binned + shown]
        if rest:
            known_others = [p for p in rest if self.coded.values[p].kind == "text"]
            words = f"({len(known_others)} others)" if len(known_others) == len(rest) else "(all others)"
            result.append((Value(words, "others"), rest))
        return result + ([(self.coded.values[0], [0])] if self.base[0] else [])
