"""The draft that an analyst is working on: whole, or not yet, and what is missing where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seg_widgets.definition import FORMAT, Known, Segment
from seg_widgets.definition.check import check
from seg_widgets.errors import Problem, SegmentError
from seg_widgets.schema import Schema

_NOT_YET = frozenset(
    {
        "empty-group",
        "no-value",
        "empty-list",
        "no-list",
        "no-range",
        "no-span",
        "missing-part",
        "all-muted",
        "column-missing",
        "no-kind",
    }
)
"""Problems of a draft that is merely not finished; any other is a mistake."""


UNNAMED = "Untitled segment"


@dataclass(frozen=True)
class Judged:
    """A draft, judged: the segment if it is whole and fits, else the problems."""

    segment: Segment | None
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> str:
        """``ok``, ``incomplete`` (something is still to be filled in) or ``error``."""
        if self.segment is not None:
            return "ok"
        return "incomplete" if all(p.code in _NOT_YET for p in self.problems) else "error"


def empty(entity: str) -> dict[str, Any]:
    """Give the draft that one starts with."""
    return {"format": FORMAT, "name": "New segment", "entity": entity, "where": {"kind": "all", "members": []}}


def judge(draft: Mapping[str, Any], schema: Schema, known: Known | None = None) -> Judged:
    """Judge a draft against a workspace. Never raises: whatever is wrong is a problem with a place.

    Parameters
    ----------
    known
        The saved segments, which it may refer to.
    """
    data = dict(draft)
    if not str(data.get("name") or "").strip():
        data["name"] = UNNAMED  # the answer does not wait for a name
    try:
        segment = Segment.load(data)
        problems = check(segment, schema, known)
    except SegmentError as error:
        return Judged(None, tuple(error.problems))
    return Judged(None, tuple(problems)) if problems else Judged(segment)
