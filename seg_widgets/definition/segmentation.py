"""Segmentations: several segments meant to be read together. A split by dimensions, bands among them, or an order of priority.

A segmentation is a value of its own, and each of its parts is a plain segment: what a target knows of segments it knows of
their parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from seg_widgets.definition.base import Node
from seg_widgets.definition.criteria import Condition, Criterion, Group
from seg_widgets.definition.metrics import Metric
from seg_widgets.definition.parameters import Param, Parameter
from seg_widgets.definition.scalars import Scalar
from seg_widgets.definition.segment import Segment, export
from seg_widgets.definition.upgrades import FORMAT, upgraded
from seg_widgets.definition.walk import replace as replaced
from seg_widgets.definition.walk import walk
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.schema import family
from seg_widgets.wording import Fault

MISSING = "(missing)"
REST = "(none of them)"


class By(Node):
    """A dimension: a part for each value that a metric has. Of a list, a part for each element: they may overlap."""

    kind: Literal["by"] = "by"
    metric: Metric
    label: str = ""


class Bands(Node):
    """A dimension: a metric cut at edges into bands ``[a, b)``; the last includes its upper end. An open end is ``None``."""

    kind: Literal["bands"] = "bands"
    metric: Metric
    edges: tuple[Scalar | None, ...]
    labels: tuple[str, ...] = ()
    label: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Bands:
        inside = [edge for edge in self.edges if edge is not None]
        if len(self.edges) < 2 or not inside or None in self.edges[1:-1]:
            raise Fault(
                "no-bands",
                "Bands want at least two edges; only the first and the last may be open.",
                "Give them lowest first.",
                part="edges",
            )
        if any(isinstance(low, str) == isinstance(high, str) and low >= high for low, high in pairwise(inside)):  # type: ignore[operator]
            raise Fault("backwards", "The edges of bands rise.", "Give them lowest first, each once.", part="edges")
        if self.labels and len(self.labels) != len(self.edges) - 1:
            raise Fault("labels-do-not-fit", f"There are {len(self.edges) - 1} bands and {len(self.labels)} labels.", "", part="labels")
        return self


Dimension = Annotated[By | Bands, Field(discriminator="kind")]


class _Segmentation(Node):
    format: Literal[2] = FORMAT
    name: Annotated[str, Field(min_length=1)]
    description: str = ""

    def dump(self) -> dict[str, Any]:
        """Give the segmentation as plain data, format first."""
        return {"format": self.format} | super().dump()

    def parts(self, workspace: Any = None, *, as_of: Any = None) -> list[Part]:
        """Give the parts that have members, each a segment. The workspace tells which values there are."""
        found: list[Part] = self._at(workspace).parts(self, as_of=as_of)
        return found

    def table(self, workspace: Any = None, *, as_of: Any = None) -> Any:
        """Give a DataFrame with a row for each part: its values, members, share of the whole, and worth where there is one."""
        return self._at(workspace).split(self, as_of=as_of)

    def to_yaml(self) -> str:
        """Give the segmentation as YAML; `seg_widgets.read_yaml` takes it back."""
        return export("yaml")(self)

    def to_english(self, workspace: Any = None) -> str:
        """Give the segmentation in words."""
        home = workspace if workspace is not None else self._bases()[0]._home
        return export("segmentation english")(self, home.schema if home is not None else None)

    def to_python(self, workspace: Any = None) -> str:
        """Give the fluent Python that builds this segmentation again."""
        home = workspace if workspace is not None else self._bases()[0]._home
        return export("segmentation python")(self, home.schema if home is not None else None)

    def _at(self, workspace: Any) -> Any:
        return self._bases()[0]._at(workspace)

    def _bases(self) -> tuple[Segment, ...]:
        raise NotImplementedError


class Split(_Segmentation):
    """A segment split by one or several dimensions: a part for each combination of their values.

    Two dimensions are a grid. What has no value in a dimension is the part ``(missing)``.
    """

    kind: Literal["split"] = "split"
    segment: Segment
    by: tuple[Dimension, ...]

    @model_validator(mode="after")
    def _has_dimensions(self) -> Split:
        if not self.by:
            raise Fault("no-dimensions", "A split is by at least one dimension.", "Name one.", part="by")
        return self

    def _bases(self) -> tuple[Segment, ...]:
        return (self.segment,)

    @property
    def entity(self) -> str:
        """Whose split it is."""
        return self.segment.entity


class Priority(_Segmentation):
    """Segments in order of priority: each entity is in the first that it meets, or in none of them."""

    kind: Literal["priority"] = "priority"
    segments: tuple[Segment, ...]

    @model_validator(mode="after")
    def _fit_together(self) -> Priority:
        if len(self.segments) < 2:
            raise Fault("no-segments", "An order of priority wants at least two segments.", "Add one.", part="segments")
        if len({s.entity for s in self.segments}) > 1:
            raise Fault("entity-differs", "Segments of one segmentation are of one entity.", "", part="segments")
        if len({s.name for s in self.segments}) < len(self.segments):
            raise Fault("same-name", "Segments of one segmentation have different names.", "Rename one.", part="segments")
        return self

    def _bases(self) -> tuple[Segment, ...]:
        return self.segments

    @property
    def entity(self) -> str:
        """Whose segmentation it is."""
        return self.segments[0].entity


Segmentation = Split | Priority


@dataclass(frozen=True)
class Part:
    """A part of a segmentation.

    Attributes
    ----------
    name
        Of the whole and the part's values.
    values
        What the part has in each dimension, in words.
    segment
        The part as a segment of its own.
    """

    name: str
    values: tuple[str, ...]
    segment: Segment


@dataclass(frozen=True)
class Slice:
    """One value or band of a dimension: its words, and the condition that says it."""

    words: str
    condition: Condition


def load_segmentation(data: Any) -> Segmentation:
    """Make a segmentation of plain data.

    Raises
    ------
    DefinitionError
        With a problem, and its place, for everything that does not hold together.
    """
    kinds: dict[str, type[Segmentation]] = {"split": Split, "priority": Priority}
    if not isinstance(data, dict) or data.get("kind") not in kinds:
        kind = data.get("kind") if isinstance(data, dict) else type(data).__name__
        raise DefinitionError(Problem("unknown-kind", f"There is no segmentation {kind!r}.", "kind", "Known: 'split' and 'priority'."))
    return kinds[data["kind"]](**upgraded(data))


def slices(dimension: By | Bands, values: Sequence[Any], type_: str) -> list[Slice]:
    """Give the slices of a dimension.

    Parameters
    ----------
    values
        The values that the metric has, in their order; of bands they do not matter.
    type_
        The metric's type.
    """
    metric = dimension.metric
    missing = Slice(MISSING, Criterion(metric=metric, op="is_missing"))
    if isinstance(dimension, Bands):
        return [*_bands(dimension), missing]
    kind = family(type_)
    found = []
    for value in values:
        if kind == "boolean":
            found.append(Slice("yes" if value else "no", Criterion(metric=metric, op="is_true" if value else "is_false")))
        elif kind == "list":
            found.append(Slice(str(value), Criterion(metric=metric, op="has_any", value=(value,))))
        else:
            found.append(Slice(_words(value), Criterion(metric=metric, op="is", value=value)))
    if kind == "list":
        found.append(Slice("(empty)", Criterion(metric=metric, op="is_empty")))
    return [*found, missing]


def _bands(dimension: Bands) -> list[Slice]:
    found = []
    pairs = list(pairwise(dimension.edges))
    for number, (low, high) in enumerate(pairs):
        closed = number == len(pairs) - 1
        members = []
        if low is not None:
            members.append(Criterion(metric=dimension.metric, op=">=", value=low))
        if high is not None:
            members.append(Criterion(metric=dimension.metric, op="<=" if closed else "<", value=high))
        if dimension.labels:
            words = dimension.labels[number]
        elif low is None:
            words = f"under {_words(high)}"
        elif high is None:
            words = f"{_words(low)} and more"
        else:
            words = f"{_words(low)} to {'' if closed else 'under '}{_words(high)}"
        found.append(Slice(words, Group(kind="all", members=tuple(members))))
    return found


def _words(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def part_of(split: Split, chosen: Sequence[Slice]) -> Part:
    """Make the part of a split in which each dimension has the slice that is chosen."""
    values = tuple(slice_.words for slice_ in chosen)
    base = split.segment
    where = Group(kind="all", members=(base.where, *(slice_.condition for slice_ in chosen)))
    name = f"{split.name}: {', '.join(values)}"
    segment = Segment(name=name, description=split.description, entity=base.entity, parameters=base.parameters, where=where)
    return Part(name, values, segment)


def parts_of(priority: Priority) -> list[Part]:
    """Make the parts of an order of priority: each without those before it, and the rest.

    A part has the parameters of its segment and of those before it. Where two of a name differ, the earlier has its value put in.
    """
    found = []
    before: list[Segment] = []
    for segment in priority.segments:
        earlier, parameters = _beside(segment, before)
        where = Group(kind="all", members=(segment.where, Group(kind="none", members=earlier))) if earlier else segment.where
        name = f"{priority.name}: {segment.name}"
        made = Segment(name=name, description=segment.description, entity=segment.entity, parameters=parameters, where=where)
        found.append(Part(name, (segment.name,), made))
        before.append(segment)
    name = f"{priority.name}: {REST}"
    earlier, parameters = _beside(None, before)
    rest = Segment(name=name, entity=priority.entity, parameters=parameters, where=Group(kind="none", members=earlier))
    return [*found, Part(rest.name, (REST,), rest)]


def _beside(segment: Segment | None, before: Sequence[Segment]) -> tuple[tuple[Condition, ...], tuple[Parameter, ...]]:
    """Give the conditions of earlier segments as they stand in one part, and the parameters of all of it."""
    parameters = {p.name: p for p in segment.parameters} if segment is not None else {}
    conditions: list[Condition] = []
    for each in before:
        clash = {p.name: p for p in each.parameters if parameters.get(p.name, p) != p}
        conditions.append(_put_in(each.where, clash) if clash else each.where)
        parameters |= {p.name: p for p in each.parameters if p.name not in clash}
    return tuple(conditions), tuple(parameters.values())


def _put_in(where: Any, parameters: Mapping[str, Parameter]) -> Any:
    for place, node in walk(where):
        if isinstance(node, Param) and node.name in parameters:
            where = replaced(where, place, parameters[node.name].default)
    return where
