"""What turns a rule's answer for one entity, in words: its value as it is, the smallest change of it, or of the rule."""

from __future__ import annotations

from typing import Any

from seg_widgets.analysis.deciding import Rule
from seg_widgets.analysis.turning.compared import Compared
from seg_widgets.analysis.turning.counting import CountedRelated, CountedRows
from seg_widgets.analysis.turning.telling import Teller, Turning
from seg_widgets.definition import Criterion, EveryRow, Habit, Related, Segment
from seg_widgets.definition.walk import get
from seg_widgets.engines import Session
from seg_widgets.errors import SegmentError
from seg_widgets.plan import Compare, GroupPlan, RelatedPlan
from seg_widgets.results import Evaluation, related_numbers

__all__ = ["Teller", "Turning", "turnings"]


def turnings(rule: Rule, segment: Segment, evaluation: Evaluation, session: Session) -> Teller:
    """Give what tells of entities, by their places in the table, what would turn a rule for them."""
    node, written = rule.node, _written(segment, rule.place)
    if isinstance(node, RelatedPlan) and isinstance(written, Related):
        numbers = related_numbers(evaluation, rule.way, node, rule.answer.entity, session)
        return Teller() if numbers is None else CountedRelated(rule, node, written, segment, session.schema, numbers)
    if isinstance(node, Compare) and isinstance(written, Criterion):
        return Compared(rule, node, written, segment, evaluation, session)
    if isinstance(node, GroupPlan) and isinstance(written, Habit | EveryRow):
        return CountedRows(rule, node, session)
    return Teller()


def _written(segment: Segment, place: str) -> Any:
    try:
        return get(segment, place)
    except SegmentError:
        return None
