"""Small helpers that make columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .draws import Array


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
