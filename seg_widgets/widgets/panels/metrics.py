"""The metrics that a panel offers: those of the rules first, then what the picker has; each planned, so that it can be counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from seg_widgets.code.words import metric_words
from seg_widgets.definition import FORMAT, Attribute, Criterion, Group, Metric, Segment
from seg_widgets.definition.orders import order_of
from seg_widgets.plan import Compare, Expr, GroupPlan
from seg_widgets.schema import family
from seg_widgets.schema.words import with_unit
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.picks import picks
from seg_widgets.workspace import Workspace


@dataclass(frozen=True)
class Offered:
    """A metric to choose: what it is called, and its node of a definition as JSON text."""

    label: str
    metric: str

    @classmethod
    def of(cls, label: str, metric: dict[str, Any]) -> Offered:
        """Offer a metric."""
        return cls(label, _text(metric))


def attribute(column: str) -> dict[str, Any]:
    """Give the metric of an entity's own column."""
    return {"kind": "attribute", "column": column}


@dataclass(frozen=True)
class Planned:
    """A metric that can be counted: what to compute, its type, its words and the order of its values, if any."""

    metric: dict[str, Any]
    of: Expr
    type: str
    label: str
    order: tuple[str, ...] | None


def offered(answered: Answered) -> list[Offered]:
    """List what can be shown of the segment's entity, the rules' own metrics first."""
    segment, schema = answered.segment, answered.workspace.schema
    found: dict[str, str] = {}
    for metric in _of_rules(segment.where):
        words = metric_words(metric, segment.entity, schema, segment.parameters)
        found.setdefault(_text(metric.dump()), f"{_first(words)} · in the rules")
    for label, metric_text in _of_picker(answered.workspace, segment.entity, answered.as_of):
        found.setdefault(metric_text, label)
    return _apart([Offered(label, metric) for metric, label in found.items()])


def _of_rules(group: Group) -> Iterator[Metric]:
    """Give the metrics of the entity's own rules; those inside a related group are of others."""
    for member in group.members:
        if getattr(member, "muted", False):
            continue
        if isinstance(member, Group):
            yield from _of_rules(member)
        elif isinstance(member, Criterion):
            yield member.metric


_KEPT: WeakKeyDictionary[Workspace, dict[Any, list[tuple[str, str]]]] = WeakKeyDictionary()


def _of_picker(workspace: Workspace, entity: str, as_of: date) -> list[tuple[str, str]]:
    """Give labels and metrics of the picker's entries, but for keys and links."""
    kept = _KEPT.setdefault(workspace, {})
    if (entity, as_of) not in kept:
        table = workspace.schema.tables[entity]
        apart = {table.key, *table.links}
        found = []
        for pick in picks(entity, workspace.schema, workspace.facts, as_of):
            metric = pick["criterion"].get("metric")
            if pick["criterion"]["kind"] == "criterion" and not (metric["kind"] == "attribute" and metric["column"] in apart):
                found.append((pick["label"], _text(_asked(entity, metric).metric.dump())))
        kept[entity, as_of] = found
    return kept[entity, as_of]


def _asked(entity: str, metric: Any) -> Criterion:
    return _segment(entity, metric, []).where.members[0]  # type: ignore[return-value]


def _segment(entity: str, metric: Any, parameters: Any) -> Segment:
    where = {"kind": "all", "members": [{"kind": "criterion", "metric": metric, "op": "is_present"}]}
    return Segment.load({"format": FORMAT, "name": "metric", "entity": entity, "parameters": parameters, "where": where})


def planned(answered: Answered, metric: dict[str, Any]) -> Planned:
    """Plan a metric of the segment's entity.

    Raises
    ------
    SegmentError
        Whatever is wrong with it.
    """
    segment = _segment(answered.segment.entity, metric, answered.segment.dump().get("parameters", []))
    criterion = segment.where.members[0]
    assert isinstance(criterion, Criterion)
    tree = answered.workspace.plan(segment, answered.as_of).tree
    assert isinstance(tree, GroupPlan)
    compare = tree.members[0]
    assert isinstance(compare, Compare)
    schema, entity = answered.workspace.schema, segment.entity
    order = order_of(criterion.metric, entity, schema) if family(compare.type) == "text" else None
    words = metric_words(criterion.metric, entity, schema, segment.parameters)
    if isinstance(criterion.metric, Attribute):
        described = schema.tables[entity].columns[criterion.metric.column]
        words = with_unit(words, described.unit)
    return Planned(metric, compare.left, compare.type, _first(words), order)


def _text(metric: Any) -> str:
    return json.dumps(metric, sort_keys=True, default=str)


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _apart(found: list[Offered]) -> list[Offered]:
    """Number metrics that are called the same: a list to choose from keeps them apart by their words."""
    seen: dict[str, int] = {}
    made = []
    for each in found:
        seen[each.label] = seen.get(each.label, 0) + 1
        made.append(each if seen[each.label] == 1 else Offered(f"{each.label} ({seen[each.label]})", each.metric))
    return made
