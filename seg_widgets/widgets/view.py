"""What the editor is shown: the draft, its answer, its problems. Plain data; the front end's ``protocol.ts`` says its shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from seg_widgets.definition import OPERATORS, Listed, Segment
from seg_widgets.definition.operands import typed_value
from seg_widgets.definition.walk import walk
from seg_widgets.errors import Problem
from seg_widgets.results import Counts, Evaluation
from seg_widgets.results.evaluate import NodeAnswer
from seg_widgets.workspace import Workspace

SHOWN = 5
"""So many unknown keys are named."""

_OPERATOR = re.compile(f"'({'|'.join(re.escape(name) for name in OPERATORS)})'")


def answer(rev: int, evaluation: Evaluation, counted: Counts, workspace: Workspace, segment: Segment) -> dict[str, Any]:
    """Give an evaluation's figures, at every node; of a list of keys also which name nobody."""
    listed = {f"where.{place}": node for place, node in walk(segment.where) if isinstance(node, Listed) and not node.muted}
    sizes = {evaluation.plan.entity: evaluation.universe.count()}
    nodes: dict[str, dict[str, Any]] = {}
    for place, node in evaluation.by_place():
        of = sizes.setdefault(node.entity, node.met.size)
        nodes[place] = {
            "met": node.met.count(),
            "after": node.after.count() if node.after is not None else None,
            "unknown": (node.maybe - node.met).count(),
            "of": of,
        }
        if place in listed:
            nodes[place] |= _unknown_keys(listed[place], node, workspace)
    worth = counted.worth
    return {
        "rev": rev,
        "as_of": counted.as_of.isoformat(),
        "entity": counted.entity,
        "universe": counted.universe,
        "in": counted.members,
        "out": counted.out,
        "unknown": counted.unknown,
        "in_unknown": counted.in_unknown,
        "value": {"label": worth.label, "unit": worth.unit, "in": worth.inside, "all": worth.total} if worth is not None else None,
        "nodes": nodes,
    }


def _unknown_keys(listed: Listed, found: NodeAnswer, workspace: Workspace) -> dict[str, str]:
    """Say which keys of a list name no entity, if any."""
    table = workspace.schema.tables[found.entity]
    key = table.key or ""
    type_ = table.columns[key].type or "text"
    keys = {str(typed_value(k, type_)): str(k) for k in listed.keys}
    if found.met.count() >= len(keys):
        return {}
    there = {str(k) for k in workspace.rows_of(found.entity, found.met.array())[key]}
    lost = [k for value, k in keys.items() if value not in there]
    if not lost:
        return {}
    shown = ", ".join(lost[:SHOWN]) + (f" and {len(lost) - SHOWN} more" if len(lost) > SHOWN else "")
    return {"note": f"{len(lost)} of {len(keys)} keys {'names' if len(lost) == 1 else 'name'} no {table.singular or found.entity}: {shown}"}


def saved(workspace: Workspace) -> list[dict[str, str]]:
    """Give the saved segments that a rule may refer to."""
    return [{"name": name, "entity": s.entity, "description": s.description} for name, s in workspace.segments.items()]


def problems(found: Iterable[Problem]) -> list[dict[str, str]]:
    """Give problems as the editor takes them: what Python raises, with operators called as they read in a rule."""
    return [{"code": p.code, "message": _read(p.message), "place": p.place, "hint": _read(p.hint)} for p in found]


def fault(error: Exception) -> Problem:
    """Say that something of ours went wrong."""
    return Problem("internal", f"{type(error).__name__}: {error}", "where", "This is a fault of seg_widgets.")


def _read(text: str) -> str:
    return _OPERATOR.sub(lambda found: f"\u201c{OPERATORS[found[1]].words['']}\u201d", text)
