"""How a number or a date is spread, among the members and in the base: what a brush sets a threshold by."""

from __future__ import annotations

import numpy as np
import pandas as pd

from seg_widgets.analysis.attributes import MISSING, as_numbers, attribute_leaf, measured
from seg_widgets.analysis.bins import day_bins, number_bins
from seg_widgets.engines import Session
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Leaf, LookupLeaf, PeersLeaf, SequenceLeaf, TierLeaf
from seg_widgets.results import Evaluation
from seg_widgets.schema import family

COLUMNS = ("attribute", "label", "kind", "value", "low", "high", "members", "base", "share_members", "share_base")


def distribution(evaluation: Evaluation, session: Session, metric: Leaf | str, *, bins: int = 24, label: str = "") -> pd.DataFrame:
    """Count one number or date metric in bins, among the members and in the base (members among them).

    Bins are of one width; where most values are small and few large they grow, at 1, 2, 5, 10, 20, 50 or finer.

    Parameters
    ----------
    metric
        A column of the entity, or a leaf of a plan.
    bins
        About how many; dates fall into days, months, quarters or years.
    label
        The metric's words; ``""``: those of the column.

    Returns
    -------
    DataFrame
        One row a bin, then one for the missing if there are any.

        attribute, label : str
            The column (of an aggregate its table), and the words.
        kind : str
            ``number``, ``whole`` (every value is a whole number), ``date`` or ``missing``.
        value : str
            The bin's name. The first and last also hold what lies beyond them, and then say so.
        low, high : float or datetime64
            A bin's bounds, lower included, upper not. Bins of whole numbers have theirs at the halves, so that a range
            drawn over bars holds whole numbers. NaN or NaT for the missing.
        members, base : int
            Entities. Those not in are ``base - members``.
        share_members, share_base : float
            Of the members, of the base, the missing among them; 0 to 1, 0 where there are none.

    Raises
    ------
    DefinitionError, UnsupportedError
        There is no such column, or it is neither number nor date.
    """
    entity = evaluation.plan.entity
    leaf = attribute_leaf(session, entity, metric, evaluation.plan.as_of) if isinstance(metric, str) else metric
    kind: str = family(leaf.type)
    if kind not in ("number", "date"):
        raise UnsupportedError(
            Problem("no-distribution", f"A {kind} has no distribution.", "metric", "Take the composition by this attribute.")
        )
    numbers = _numbers(session, entity, leaf)
    dated = kind == "date"
    inside, universe = evaluation.members.array(), evaluation.universe.array()
    there = ~np.isnan(numbers) & universe
    edges, names, members, base = np.zeros(1), list[str](), np.zeros(0, int), np.zeros(0, int)
    if there.any():
        seen = numbers[there]
        cut = day_bins(seen, bins) if dated else number_bins(seen, bins)
        kind = cut.step if cut.step == "whole" else kind
        edges, names = cut.edges - (0.5 if kind == "whole" else 0), cut.labels()
        places = cut.place(seen)
        base = np.bincount(places, minlength=len(names))
        members = np.bincount(places[inside[there]], minlength=len(names))
    missing = universe & ~there
    kinds, low, high = [kind] * len(names), edges[:-1], edges[1:]
    if missing.any():
        kinds, names = [*kinds, "missing"], [*names, MISSING]
        low, high = np.append(low, np.nan), np.append(high, np.nan)
        members, base = np.append(members, (missing & inside).sum()), np.append(base, missing.sum())
    name, words = _names(session, leaf)
    return pd.DataFrame({
        "attribute": name, "label": label or words, "kind": kinds, "value": names,
        "low": _days(low) if dated else low, "high": _days(high) if dated else high,
        "members": members, "base": base,
        "share_members": members / max(int(inside.sum()), 1), "share_base": base / max(int(universe.sum()), 1),
    }, columns=list(COLUMNS))  # fmt: skip


def _numbers(session: Session, entity: str, leaf: Leaf) -> np.ndarray:
    if isinstance(leaf, ColumnLeaf):
        return measured(session, [leaf])[0]
    found = np.ma.asarray(session.values(entity, [leaf])[leaf])
    if family(leaf.type) != "date":
        return as_numbers(found)
    # An aggregate of days is a day: whatever unit the engine gives it in, it has no time.
    days = found.filled(np.datetime64("NaT")).astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(float))


def _days(numbers: np.ndarray) -> pd.Series:
    known = np.nan_to_num(numbers).astype("int64").astype("datetime64[D]")
    days = np.where(np.isnan(numbers), np.datetime64("NaT"), known)
    return pd.Series(days.astype("datetime64[s]"))


def _names(session: Session, leaf: Leaf) -> tuple[str, str]:
    if isinstance(leaf, ColumnLeaf):
        described = session.schema.tables[leaf.table].columns[leaf.column]
        return leaf.column, (described.label or leaf.column) + (f" ({described.unit})" if described.unit else "")
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
