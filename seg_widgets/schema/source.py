"""How a file was read: what code that reads it again has to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """A file of a table.

    Attributes
    ----------
    path
        Relative to the folder of the tables.
    delimiter
        What stands between the cells of a csv file.
    commas
        The columns whose numbers have a decimal comma.
    dates
        Column -> its format as of ``strptime``, where its dates are not year-month-day.
    gaps
        Column -> the texts in it that stand for a missing value, such as NA.
    """

    path: str
    delimiter: str = ","
    commas: frozenset[str] = frozenset()
    dates: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
