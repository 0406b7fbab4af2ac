"""Why one entity is in or out: each rule with the entity's value, what would turn it, and what that would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from seg_widgets.analysis.deciding import Rule, is_group, related_rules, rules_of, table_at, words_at
from seg_widgets.analysis.entities import named, place_of
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of
from seg_widgets.analysis.turning import Turning, turnings
from seg_widgets.code.phrases import Voice
from seg_widgets.code.words import Words, metric_words
from seg_widgets.definition import Group, Segment
from seg_widgets.definition.walk import get
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.plan import SCOPE, WHERE, GroupPlan, RelatedPlan, parts
from seg_widgets.results import Evaluation, NodeAnswer, related_places

COLUMNS = ("place", "depth", "kind", "label", "key", "value", "state", "flips", "change", "edit", "distance")

RELATED_SHOWN = 50
"""So many related entities are listed, those that count first."""

MET, NOT_MET, UNKNOWN = "met", "not met", "unknown"


def why(ws: Home, segment: Segment | str, key: Any, as_of: Any = None) -> pd.DataFrame:
    """Tell why one entity is in a segment or out of it.

    Parameters
    ----------
    key
        The entity's key.
    as_of
        The day; ``None``: the workspace's.

    Returns
    -------
    DataFrame
        The segment, then its groups and rules in the order written; under a related group the related entities, those that
        count first (at most :data:`RELATED_SHOWN`).

        place : str
            Where it stands in the definition; ``""`` for the segment.
        depth : int
            In how many groups it stands; the segment is 0.
        kind : str
            ``segment``, ``group``, ``rule`` or ``related`` (one related entity).
        label : str
            In words; of the segment its name, of a related entity its label.
        key : object
            A related entity's key; else ``None``.
        value : str
            The entity's value of the rule's metric in words, ``missing`` where there is none; of a related group how many
            related entities meet it of those in scope.
        state : str
            ``met``, ``not met`` or ``unknown`` (not met, but it might be, were missing values known). Of the segment ``in``,
            ``out`` or ``unknown``; of a related entity ``counts``, ``does not`` or ``out of scope``.
        flips : str
            ``in`` or ``out`` where turning this one rule's answer alone would bring the entity in, or take it out; else ``""``.
        change : str
            The smallest change of the value that turns the rule's answer; ``""`` where none can be told.
        edit : str
            The rule as it would have to read to turn its answer for the value as it is; ``""`` where none can be told.
        distance : float
            How large the change is, in the metric's unit (days, related entities); NaN where it cannot be told.

    Raises
    ------
    DefinitionError
        ``unknown-key``; ``not-in-the-universe``: the workspace leaves the entity out, or it does not exist yet on the day; or
        whatever is wrong with the segment.
    """
    segment = segment_of(ws, segment)
    evaluation = ws.evaluate(segment, as_of)
    at = place_of(ws.session, segment.entity, key)
    if not evaluation.universe.array()[at]:
        _refuse(ws, segment, key, evaluation)
    inside = bool(evaluation.members.array()[at])
    state = "in" if inside else "unknown" if evaluation.unknown.array()[at] else "out"
    rows: list[tuple[Any, ...]] = [("", 0, "segment", segment.name, None, "", state, "", "", "", float("nan"))]
    decided = {rule.way: rule for rule in rules_of(evaluation)}
    rows += _rows(ws, segment, evaluation, evaluation.plan.tree, (), at, decided, inside)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _refuse(ws: Home, segment: Segment, key: Any, evaluation: Evaluation) -> None:
    one = ws.schema.tables[segment.entity].singular or segment.entity
    raise DefinitionError(
        Problem(
            "not-in-the-universe",
            f"The {one} {key!r} is left out as of {evaluation.plan.as_of}: it is not in the workspace's universe, or does not exist yet.",
            "key",
            "Take another, or another day.",
        )
    )


def _rows(
    ws: Home,
    segment: Segment,
    evaluation: Evaluation,
    node: Any,
    way: tuple[int, ...],
    at: int,
    decided: dict[tuple[int, ...], Rule],
    inside: bool,
) -> Iterator[tuple[Any, ...]]:
    answer = evaluation.nodes[way]
    if isinstance(node, GroupPlan) and is_group(evaluation, node, way):
        place = evaluation.plan.places[way]
        written = get(segment, place)
        assert isinstance(written, Group)
        label = Words(Voice(ws.schema, segment.parameters)).group(written)
        yield (place, len(way) + 1, "group", label, None, "", _state(answer, at), "", "", "", float("nan"))
        for number, member in parts(node):
            yield from _rows(ws, segment, evaluation, member, (*way, number), at, decided, inside)
        return
    rule = decided[way]
    (told,) = turnings(rule, segment, evaluation, ws.session)([at])
    flips = ("out" if inside else "in") if rule.decides.array()[at] else ""
    yield (rule.place, len(way) + 1, "rule", words_at(segment, rule.place, ws.schema), None, told.value, _state(answer, at), flips,
           told.change, told.edit, told.distance)  # fmt: skip
    if isinstance(rule.node, RelatedPlan):
        yield from _related(ws, segment, evaluation, rule, rule.node, at, len(way) + 2)


def _state(answer: NodeAnswer, at: int) -> str:
    if answer.met.array()[at]:
        return MET
    return UNKNOWN if answer.maybe.array()[at] else NOT_MET


def _related(
    ws: Home, segment: Segment, evaluation: Evaluation, rule: Rule, node: RelatedPlan, at: int, depth: int
) -> Iterator[tuple[Any, ...]]:
    inner = related_rules(evaluation, rule)
    if not inner and (*rule.way, WHERE) not in evaluation.nodes:
        return  # it compares with the entity outside, and is answered as a whole
    places = related_places(node, rule.answer.entity, at, ws.session, evaluation.plan.as_of)
    where = evaluation.nodes[*rule.way, WHERE].met.array()
    scope = evaluation.nodes[*rule.way, SCOPE].met.array() if node.scope is not None else None
    ranked = sorted(places, key=lambda p: (scope is not None and not scope[p], not where[p]))[:RELATED_SHOWN]
    told = [(r, turnings(r, segment, evaluation, ws.session)(ranked)) for r in inner]
    names = named(ws, node.table, ranked)
    for number, place in enumerate(ranked):
        state = "out of scope" if scope is not None and not scope[place] else "counts" if where[place] else "does not"
        values = [_value_words(ws, segment, r, turned[number]) for r, turned in told if turned[number].value]
        failing = [turned[number].change for r, turned in told if not r.answer.met.array()[place] and turned[number].change]
        yield (rule.place, depth, "related", names["label"][number], names["key"][number], "; ".join(dict.fromkeys(values)), state, "",
               failing[0] if len(failing) == 1 else "", "", float("nan"))  # fmt: skip


def _value_words(ws: Home, segment: Segment, rule: Rule, told: Turning) -> str:
    written = get(segment, rule.place)
    metric = getattr(written, "metric", None)
    words = metric_words(metric, table_at(segment, rule.place), ws.schema, segment.parameters) if metric is not None else ""
    return f"{words} {told.value}".strip()
