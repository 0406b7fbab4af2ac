"""The parts of a segmentation, and a table of them: how many, what share, what they are worth.

Where the tables are elsewhere, parts are counted there, unless what they compare has come over already.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from seg_widgets.analysis.home import Home
from seg_widgets.code.words import metric_words
from seg_widgets.definition import Part, Segmentation, Split
from seg_widgets.results import Counted, counted_there, cut, found_parts, is_cut_read, worth
from seg_widgets.schema import Schema


def the_parts(ws: Home, segmentation: Segmentation, day: date) -> list[Part]:
    """Give the parts of a segmentation that have members."""
    _, found = _counted_there(ws, segmentation, day) or found_parts(segmentation, ws.session, day, ws.segments)
    return [each.part for each in found]


def parts_frame(ws: Home, segmentation: Segmentation, day: date) -> pd.DataFrame:
    """Count the parts of a segmentation.

    Returns
    -------
    DataFrame
        One row a part that has members. A column for each dimension, by its name; ``members`` (entities); ``share`` of the whole, 0
        to 1; and, where the workspace says what an entity is worth, ``worth`` in its unit.
    """
    whole, found = _counted_there(ws, segmentation, day) or _counted_here(ws, segmentation, day)
    columns = dimension_columns(segmentation, ws.schema, ("members", "share", "worth"))
    value = ws.schema.value
    valued = value is not None and value.table == segmentation.entity
    rows = [
        {
            **dict(zip(columns, each.part.values, strict=True)),
            "members": each.members,
            "share": each.members / max(whole, 1),
            **({"worth": each.inside} if valued else {}),
        }
        for each in found
    ]
    return pd.DataFrame(rows, columns=[*columns, "members", "share", *(["worth"] if valued else [])])


def dimension_columns(segmentation: Segmentation, schema: Schema, taken: Sequence[str], longest: int | None = None) -> list[str]:
    """Name the dimensions of a segmentation.

    Parameters
    ----------
    taken
        Names that are not given; one is numbered instead, as it is where it comes again, whatever its capitals.
    longest
        So many bytes a name has at most; ``None``: as many as it likes.
    """
    words = ["segment"]
    if isinstance(segmentation, Split):
        words = [d.label or metric_words(d.metric, segmentation.entity, schema) for d in segmentation.by]
    found: list[str] = []
    for name in words:
        number, made = 2, _cut(name, longest)
        while made.lower() in {other.lower() for other in (*found, *taken)}:
            number, made = number + 1, f"{_cut(name, longest and longest - 5)} ({number})"
        found.append(made)
    return found


def _cut(name: str, longest: int | None) -> str:
    return name.encode()[:longest].decode(errors="ignore").strip()


def _counted_here(ws: Home, segmentation: Segmentation, day: date) -> tuple[int, list[Counted]]:
    whole, found = found_parts(segmentation, ws.session, day, ws.segments)
    money = [worth(whole, ws.session, each.members) for each in found]
    return whole.members.count(), [
        Counted(each.part, each.members.count(), value.inside if value is not None else None)
        for each, value in zip(found, money, strict=True)
    ]


def _counted_there(ws: Home, segmentation: Segmentation, day: date) -> tuple[int, list[Counted]] | None:
    if not ws.session.reading.remote:
        return None
    made = cut(segmentation, ws.session, day, ws.segments)
    return None if is_cut_read(made, ws.session) else counted_there(made, ws.session)
