"""Segmentations: a segment split by dimensions, and segments in order of priority."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seg_widgets.definition import Bands, By, Everyone, Group, Priority, Segment, Split
from seg_widgets.dsl.advice import NoTruth, advise
from seg_widgets.dsl.tables import TableHandle


def split(of: Segment | TableHandle, *by: Any, name: str, description: str = "") -> Split:
    """Split a segment, or all of a table, into a part for each combination of values.

    Parameters
    ----------
    of
        A segment, or a table: ``ws.accounts``.
    by
        Columns or other metrics: a part for each value; :func:`bands` for numbers and days; :func:`by_value` to give a label.
    name, description
        What people call it, and why it exists.
    """
    if isinstance(of, TableHandle):
        everyone = Group(kind="all", members=(Everyone(),))
        base = Segment(name=f"All {of._name}", entity=of._name, where=everyone)
        base = base.at_home(of._about.home) if of._about.home is not None else base
    elif isinstance(of, Segment):
        base = of
    else:
        advise("not-a-segment", f"{of!r} is neither a segment nor a table.", 'Write sw.split(segment, accounts.edition, name="...").')
    return Split(name=name, description=description, segment=base, by=tuple(map(_dimension, by)))


def by_value(metric: Any, label: str = "") -> By:
    """Make a dimension of a column or metric: a part for each value."""
    return By(metric=_metric(metric), label=label)


def bands(metric: Any, edges: Sequence[Any], labels: Sequence[str] = (), label: str = "") -> Bands:
    """Make a dimension of a metric cut at edges: ``[a, b)``, the last with its upper end; ``None`` first or last is an open end."""
    return Bands(metric=_metric(metric), edges=tuple(edges), labels=tuple(labels), label=label)


def priority(*segments: Segment, name: str, description: str = "") -> Priority:
    """Put segments in order: each entity is in the first that it meets."""
    return Priority(name=name, description=description, segments=segments)


def _dimension(given: Any) -> By | Bands:
    return given if isinstance(given, By | Bands) else By(metric=_metric(given))


def _metric(given: Any) -> Any:
    node = getattr(given, "node", None) if isinstance(given, NoTruth) else None
    if node is None:
        advise("not-a-metric", f"{given!r} is not a column or metric.", "Give a column such as accounts.edition.")
    return node
