"""How a rule's metric is spread, in a few figures: the small distribution beside the rule, by which its threshold is set.

It is counted among all entities that the rule is about: those of the universe, or the related ones inside a related group.
So the bars on a threshold's side add up to how many meet the rule alone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from seg_widgets.analysis.spread import category_spread, measured_spread
from seg_widgets.definition import FORMAT, Attribute, Criterion, Metric, Segment
from seg_widgets.definition.orders import order_of
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.plan import Compare, GroupPlan
from seg_widgets.workspace import Workspace


def spread(question: Any, workspace: Workspace, as_of: date) -> dict[str, Any]:
    """Answer the editor's question about a metric's spread; the answer's shape is ``Spread`` in ``protocol.ts``.

    Parameters
    ----------
    question
        ``table`` (whose entities), ``metric`` (a node of a definition), ``parameters`` (those that it refers to) and ``as_of``.
    as_of
        The day, if the question names none.

    Returns
    -------
    dict
        ``spread``: the figures, or ``None`` where a spread makes no sense (keys, lists, remarks, no value at all, what
        depends on an entity outside).

    Raises
    ------
    DefinitionError
        The metric is not whole, or does not fit the tables.
    """
    if not isinstance(question, dict) or not isinstance(question.get("metric"), dict):
        raise DefinitionError(Problem("unknown-question", "A spread is of a metric, and none was named."))
    segment = Segment.load({
        "format": FORMAT, "name": "spread", "entity": question.get("table"), "parameters": question.get("parameters") or [],
        "where": {"kind": "all", "members": [{"kind": "criterion", "metric": question["metric"], "op": "is_present"}]},
    })  # fmt: skip
    criterion = segment.where.members[0]
    assert isinstance(criterion, Criterion)
    if _names_rows(criterion.metric, segment.entity, workspace):
        return {"spread": None}
    evaluation = workspace.evaluate(segment, question.get("as_of") or as_of)
    tree = evaluation.plan.tree
    assert isinstance(tree, GroupPlan)
    present = tree.members[0]
    assert isinstance(present, Compare)
    session, entity, base = workspace.session, segment.entity, evaluation.universe.array()
    match present.family:
        case "number" | "date":
            found = measured_spread(session, entity, present.left, present.type, base)
        case "text" | "boolean":
            order = order_of(criterion.metric, entity, workspace.schema) if present.family == "text" else None
            found = category_spread(session, entity, present.left, base, order)
        case _:
            found = None
    return {"spread": found}


def _names_rows(metric: Metric, table: str, workspace: Workspace) -> bool:
    """Say whether a metric is a key, which has a value of its own in every row."""
    described = workspace.schema.tables[table]
    return isinstance(metric, Attribute) and metric.column in (described.key, *described.links)
