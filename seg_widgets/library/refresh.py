"""Pinned accounts held against what the data says today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from seg_widgets.analysis.reasons import Reason, reasons
from seg_widgets.definition import Segment
from seg_widgets.definition.operands import typed_value
from seg_widgets.errors import SegmentError
from seg_widgets.library.folder import Kept

if TYPE_CHECKING:
    from seg_widgets.library.library import SegmentLibrary
    from seg_widgets.workspace import Workspace

COLUMNS = ("segment", "code", "key", "label", "pinned", "found", "why")


def violations(library: SegmentLibrary, workspace: Workspace, as_of: Any, names: Iterable[str] | None) -> Any:
    """Give the violations; see :meth:`SegmentLibrary.refresh`."""
    import pandas as pd

    asked = [*library, *library.segmentations()] if names is None else list(names)
    rows: list[tuple[Any, ...]] = []
    for name in asked:
        kept = library.kept(name)
        try:
            rows += violated(kept, workspace, as_of)
        except SegmentError as error:
            rows.append((name, error.code, None, "", "", "", str(error)))
    if names is None:
        rows += [(file, error.code, None, "", "", "", str(error)) for file, error in library.broken.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def violated(kept: Kept, workspace: Workspace, as_of: Any) -> list[tuple[Any, ...]]:
    """Check one segment's pins; with none, and of a segmentation, only that it can be evaluated."""
    if not isinstance(kept.segment, Segment):
        workspace.parts(kept.segment, as_of)
        return []
    pins = [(key, "in") for key in kept.notes.pins.inside] + [(key, "out") for key in kept.notes.pins.outside]
    segment, schema = kept.segment, workspace.schema
    evaluation = workspace.evaluate(segment, as_of)
    if not pins:
        return []
    described = schema.tables[segment.entity]
    key_column = described.key or ""
    type_ = described.columns[key_column].type or "text"
    members, unknown, universe = (bits.array() for bits in (evaluation.members, evaluation.unknown, evaluation.universe))
    everyone = workspace.rows_of(segment.entity, universe | True)
    place_of = {_comparable(key, type_): place for place, key in enumerate(everyone[key_column])}
    labels = everyone[described.label] if described.label is not None else everyone[key_column]
    why = {True: reasons(evaluation, segment, schema), False: reasons(evaluation, segment, schema, inside=False)}
    rows: list[tuple[Any, ...]] = []
    for key, pinned in pins:
        place = place_of.get(_comparable(key, type_))
        if place is None:
            said = f"No row of {segment.entity} has the key {key!r}."
            rows.append((kept.name, "no-such-key", key, "", pinned, "", said))
        elif bool(members[place]) != (pinned == "in"):
            found = "in" if members[place] else "unknown" if unknown[place] else "out"
            said = _said(why[bool(members[place])], place) if universe[place] else "It is not in the workspace's universe."
            label = labels.iloc[place]
            rows.append((kept.name, f"not-{pinned}", key, "" if label is None or label != label else str(label), pinned, found, said))
    return rows


def _said(found: list[Reason], place: int) -> str:
    return "; ".join(reason.said for reason in found if reason.who.array()[place])


def _comparable(key: Any, type_: str) -> str:
    """Give a key in one form: a list kept as text names integers too."""
    value = key.item() if hasattr(key, "item") else key
    try:
        return str(typed_value(value, type_)) if isinstance(value, str | int) else str(value)
    except ValueError:
        return str(value)
