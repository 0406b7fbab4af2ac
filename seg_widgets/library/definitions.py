"""What a library keeps, segments and segmentations alike: what they refer to, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seg_widgets.definition import InSegment, Priority, Segment, Segmentation, Split, resolved
from seg_widgets.definition.segmentation import load_segmentation
from seg_widgets.definition.walk import replace, walk

Definition = Segment | Segmentation


def kind_of(definition: Definition) -> str:
    """Say what it is: ``segment``, ``split`` or ``priority``."""
    return definition.kind if isinstance(definition, Split | Priority) else "segment"


def bases_of(definition: Definition) -> tuple[Segment, ...]:
    """Give the segments that it is made of."""
    return definition._bases() if isinstance(definition, Split | Priority) else (definition,)


def holds_together(definition: Definition, known: Mapping[str, Definition]) -> None:
    """See to it that all that it refers to is there.

    Raises
    ------
    DefinitionError
        ``unknown-segment``, ``circle``, ``entity-differs``.
    """
    segments = {name: each for name, each in known.items() if isinstance(each, Segment)}
    for base in bases_of(definition):
        if isinstance(definition, Priority):  # a part may be called like the segment that it asks for, and is not that one
            resolved(called(base, f"{definition.name}: {base.name}"), segments)
        else:
            resolved(base, segments | ({base.name: base} if isinstance(definition, Segment) else {}))


def refers(definition: Definition, name: str) -> bool:
    """Say whether a segment is asked for in it."""
    return any(isinstance(node, InSegment) and node.name == name for base in bases_of(definition) for _, node in walk(base.where))


def referring(definition: Definition, name: str, new: str) -> Any:
    """Give the same, which asks for a segment by its new name."""
    found: Any = definition
    for place, node in walk(definition):
        if isinstance(node, InSegment) and node.name == name:
            found = replace(found, place, node.model_copy(update={"name": new}))
    return found


def called(definition: Definition, name: str) -> Any:
    """Give the same under another name."""
    data = definition.dump() | {"name": name}
    return Segment.load(data) if isinstance(definition, Segment) else load_segmentation(data)
