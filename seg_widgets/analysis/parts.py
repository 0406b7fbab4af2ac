"""The parts of a segmentation as a table: how many, what share, what they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from seg_widgets.engines import Session
from seg_widgets.results import Evaluation, Found, worth


def parts_frame(whole: Evaluation, found: Sequence[Found], names: Sequence[str], session: Session) -> pd.DataFrame:
    """Count the parts of a segmentation.

    Parameters
    ----------
    whole
        What the segmentation is of.
    found
        Its parts that have members.
    names
        What the dimensions are called.

    Returns
    -------
    DataFrame
        One row a part. A column for each dimension, by its name; ``members`` (entities); ``share`` of the whole, 0 to 1; and,
        where the workspace says what an entity is worth, ``worth`` in its unit.
    """
    columns = _different(names)
    valued = worth(whole, session, whole.members) is not None
    rows = []
    for each in found:
        row: dict[str, Any] = dict(zip(columns, each.part.values, strict=True))
        row |= {"members": each.members.count(), "share": each.members.count() / max(whole.members.count(), 1)}
        value = worth(whole, session, each.members)
        rows.append(row | ({"worth": value.inside} if value is not None else {}))
    return pd.DataFrame(rows, columns=[*columns, "members", "share", *(["worth"] if valued else [])])


def _different(names: Sequence[str]) -> list[str]:
    """Number names that are there twice."""
    found: list[str] = []
    for name in names:
        number, made = 2, name
        while made in (*found, "members", "share", "worth"):
            number, made = number + 1, f"{name} ({number})"
        found.append(made)
    return found
