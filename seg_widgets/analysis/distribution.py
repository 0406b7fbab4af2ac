"""How any metric is spread, among the members and in the base: what a brush or a click sets a rule by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from seg_widgets.analysis.attributes import MISSING, attribute_leaf
from seg_widgets.analysis.counted import Counted, counted
from seg_widgets.engines import Session
from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Expr, Leaf, LookupLeaf, PeersLeaf, SequenceLeaf, TierLeaf
from seg_widgets.results import Evaluation
from seg_widgets.schema.words import with_unit

SHOWN = 24
"""So many values have a row of their own."""

COLUMNS = ("attribute", "label", "kind", "value", "low", "high", "members", "base", "share_members", "share_base")


def distribution(
    evaluation: Evaluation, session: Session, metric: Leaf | str, *, bins: int = 24, label: str = "", against: str = "everyone"
) -> pd.DataFrame:
    """Count one metric, among the members and in the base: numbers and dates in bins, everything else by value.

    Bins are of one width; where most values are small and few large they grow, at 1, 2, 5, 10, 20, 50 or finer.

    Parameters
    ----------
    metric
        A column of the entity, or a leaf of a plan.
    bins
        About how many; dates fall into days, months, quarters or years.
    label
        The metric's words; ``""``: those of the column.
    against
        What the base is: ``everyone`` (of the universe, members among them) or ``others`` (those who are not in).

    Returns
    -------
    DataFrame
        One row a bin or value, then one for the missing if there are any. At most about 25 rows.

        attribute, label : str
            The column (of an aggregate its table), and the words.
        kind : str
            ``number``, ``whole`` (every value is a whole number), ``date``, ``text``, ``boolean``, ``list`` (an element: who has
            several is in several rows), ``others`` (rarer values, added up) or ``missing``.
        value : str
            The bin's name, or the value. The first and last bin also hold what lies beyond them, and then say so.
        low, high : float or datetime64
            A bin's bounds, lower included, upper not. Bins of whole numbers have theirs at the halves, so that a range
            drawn over bars holds whole numbers. NaN or NaT where there are none.
        members, base : int
            Entities.
        share_members, share_base : float
            Of the members, of the base, the missing among them; 0 to 1, 0 where there are none.

    Raises
    ------
    DefinitionError
        There is no such column.
    """
    entity = evaluation.plan.entity
    leaf = attribute_leaf(session, entity, metric, evaluation.plan.as_of) if isinstance(metric, str) else metric
    name, words = _names(session, leaf)
    return distribution_of(evaluation, session, leaf, leaf.type, bins=bins, name=name, label=label or words, against=against)


def distribution_of(
    evaluation: Evaluation,
    session: Session,
    of: Expr,
    type_: str,
    *,
    name: str,
    label: str,
    bins: int = 24,
    against: str = "everyone",
    order: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count any expression of a plan; see :func:`distribution`.

    Parameters
    ----------
    type_
        The expression's.
    name, label
        What the frame calls it.
    order
        The values of a text in their order, if they have one.
    """
    found = counted(session, evaluation.plan.entity, of, type_, evaluation.universe, bins)
    inside = evaluation.members.array()
    base_of = evaluation.universe.array() if against == "everyone" else (evaluation.universe - evaluation.members).array()
    members, base = found.count(inside), found.count(base_of)
    gone, gone_base = int((found.missing & inside).sum()), int((found.missing & base_of).sum())
    if found.bins is not None or found.kind in ("number", "whole", "date"):
        rows = _binned(found, members, base)
    else:
        rows = _valued(found, members, base, order)
    if found.missing.any():
        rows.append((MISSING, "missing", np.nan, np.nan, gone, gone_base))
    values, kinds, low, high, counts, base_counts = (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 6
    dated, total = found.kind == "date", (int(inside.sum()), int(base_of.sum()))
    lows, highs = np.array(low, dtype=float), np.array(high, dtype=float)
    frame = pd.DataFrame({
        "attribute": name, "label": label, "kind": pd.Series(kinds, dtype=object), "value": pd.Series(values, dtype=object),
        "low": _days(lows) if dated else lows, "high": _days(highs) if dated else highs,
        "members": np.array(counts, dtype=np.int64), "base": np.array(base_counts, dtype=np.int64),
    })  # fmt: skip
    frame["share_members"], frame["share_base"] = (frame[side] / max(n, 1) for side, n in zip(("members", "base"), total, strict=True))
    # Elements of lists do not add up to the entities: how many there are is said beside the rows.
    frame.attrs |= {"members": total[0], "base": total[1]} | ({"against": against} if against != "everyone" else {})
    return frame


Row = tuple[str, str, float, float, int, int]


def _binned(found: Counted, members: np.ndarray, base: np.ndarray) -> list[Row]:
    if found.bins is None:
        return []
    edges = found.bins.edges - (0.5 if found.kind == "whole" else 0)
    return [(name, found.kind, float(edges[n]), float(edges[n + 1]), int(members[n]), int(base[n])) for n, name in enumerate(found.values)]


def _valued(found: Counted, members: np.ndarray, base: np.ndarray, order: Sequence[str] | None) -> list[Row]:
    """Choose the values to show: the commonest on either side, in their order; those left over are added up."""
    there = [n for n in range(len(found.values)) if members[n] or base[n]]
    if found.kind == "boolean":
        ranked = shown = there
    else:
        share = members / max(members.sum(), 1), base / max(base.sum(), 1)
        ranked = sorted(there, key=lambda n: (-max(share[0][n], share[1][n]), found.values[n]))
        shown = ranked[: SHOWN - 1] if len(ranked) > SHOWN else ranked
        place = {text: n for n, text in enumerate(order or ())}
        shown = sorted(shown, key=lambda n: (place.get(found.values[n], len(place)), -int(base[n]), found.values[n]))
    rows: list[Row] = [(found.values[n], found.kind, np.nan, np.nan, int(members[n]), int(base[n])) for n in shown]
    rest = ranked[len(shown) :]
    if rest:
        words = f"({len(rest):,} others)"
        rows.append((words, "others", np.nan, np.nan, int(members[rest].sum()), int(base[rest].sum())))
    return rows


def _days(numbers: np.ndarray) -> pd.Series:
    known = np.nan_to_num(numbers).astype("int64").astype("datetime64[D]")
    days = np.where(np.isnan(numbers), np.datetime64("NaT"), known)
    return pd.Series(days.astype("datetime64[s]"))


def _names(session: Session, leaf: Leaf) -> tuple[str, str]:
    if isinstance(leaf, ColumnLeaf):
        described = session.schema.tables[leaf.table].columns[leaf.column]
        return leaf.column, with_unit(described.label or leaf.column, described.unit)
    match leaf:
        case AggregateLeaf(rows=rows, column=column):
            return rows.table, f"{leaf.agg} of {column.column if column else rows.table}"
        case LookupLeaf():
            return leaf.table, leaf.column.column
        case PeersLeaf():
            return leaf.entity, f"{leaf.stat} of peers"
        case TierLeaf():
            return leaf.entity, "tier"
        case SequenceLeaf():
            return leaf.steps[0].rows.table, "sequence"
