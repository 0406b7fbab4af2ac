"""Small helpers that make columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from .draws import Array, Draws


def pick(options: Sequence[str], position: Array) -> Array:
    """The options at the positions, as an object array."""
    return np.asarray(options, dtype=object)[position]


def with_missing(values: Array, missing: Array) -> Array:
    """Object values with None where `missing` is true."""
    found = values.astype(object)
    found[missing] = None
    return found


def nullable_integers(values: Array, missing: Array) -> pd.arrays.IntegerArray:
    """An Int64 column."""
    return pd.arrays.IntegerArray(np.where(missing, 1, values).astype(np.int64), missing)


def nullable_booleans(values: Array, missing: Array) -> pd.arrays.BooleanArray:
    """A boolean column that knows missing values."""
    return pd.arrays.BooleanArray(values & ~missing, missing)


def lists(options: Sequence[str], chosen: Array) -> Array:
    """One list of the options that are chosen, a row of the mask each; as an object array."""
    found = np.empty(len(chosen), dtype=object)
    found[:] = [[option for option, is_in in zip(options, row, strict=True) if is_in] for row in chosen.tolist()]
    return found


def shared_out(numbers: Array, total: int, among: Array, draws: Draws) -> Array:
    """Whole numbers in proportion to the given ones that add up to `total`; what rounding leaves over is drawn `among` some."""
    found: Array = numbers * total // max(int(numbers.sum()), 1)
    found = np.where(among, found, 0) + draws.exactly(total - int(np.where(among, found, 0).sum()), among)
    return found


def in_order(columns: dict[str, Any], order: Sequence[Array], key: str | None = None, prefix: str = "") -> pd.DataFrame:
    """A table sorted as `np.lexsort` does, with ids in that order in front.

    Parameters
    ----------
    key : the name of the id column; None for a table without one.
    prefix : what an id begins with.
    """
    frame = pd.DataFrame(columns).iloc[np.lexsort(order)].reset_index(drop=True)
    if key is not None:
        frame.insert(0, key, [f"{prefix}-{number:05d}" for number in range(1, len(frame) + 1)])
    return frame
