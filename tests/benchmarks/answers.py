"""Answers of a benchmark's sides: columns by key, kept in a file, held against each other entity by entity."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

KEY = "key"


class DifferentAnswers(Exception):
    """Two sides do not say the same: what was measured was not the same work."""


def numbers(values: Any) -> np.ndarray:
    """Give values as numbers in double precision, NaN where missing."""
    if hasattr(values, "to_numpy"):
        values = values.to_numpy(dtype="float64", na_value=np.nan) if hasattr(values, "array") else values.to_numpy()
    masked = np.ma.asarray(values)
    if masked.dtype.kind == "m":
        masked = masked / np.timedelta64(1, "D")
    return np.asarray(masked.astype("float64").filled(np.nan))


def answer(keys: Any, columns: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Give an answer in the order of its keys."""
    texts = np.asarray(keys, dtype=str)
    order = np.argsort(texts, kind="stable")
    return {KEY: texts[order], **{name: numbers(values)[order] for name, values in columns.items()}}


def save(path: Path, found: Mapping[str, np.ndarray]) -> None:
    """Write an answer to a file."""
    np.savez(path, **dict(found))


def load(path: Path) -> dict[str, np.ndarray]:
    """Read an answer from a file."""
    with np.load(path) as found:
        return {name: found[name] for name in found.files}


def hold(ours: Mapping[str, np.ndarray], theirs: Mapping[str, np.ndarray], who: str) -> None:
    """Hold two answers against each other; sums of the same numbers in another order may differ in the last digits.

    Raises
    ------
    DifferentAnswers
        With the column, how many entities differ, and the first of them.
    """
    if list(ours) != list(theirs):
        raise DifferentAnswers(f"{who}: columns {list(theirs)} and not {list(ours)}")
    if not np.array_equal(ours[KEY], theirs[KEY]):
        raise DifferentAnswers(f"{who}: {len(theirs[KEY]):,} keys that are not the {len(ours[KEY]):,} of ours")
    for name in ours:
        if name == KEY:
            continue
        differ = ~np.isclose(ours[name], theirs[name], rtol=1e-9, atol=1e-9, equal_nan=True)
        if differ.any():
            first = int(np.flatnonzero(differ)[0])
            raise DifferentAnswers(
                f"{who}: {name} differs for {int(differ.sum()):,} of {len(differ):,}, such as {ours[KEY][first]}: "
                f"ours {ours[name][first]}, theirs {theirs[name][first]}"
            )
