"""What the editor is shown: the draft, its answer, its problems. Plain data; the front end's ``protocol.ts`` says its shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from seg_widgets.definition import OPERATORS
from seg_widgets.errors import Problem
from seg_widgets.results import Counts, Evaluation
from seg_widgets.workspace import Workspace

_OPERATOR = re.compile(f"'({'|'.join(re.escape(name) for name in OPERATORS)})'")


def answer(rev: int, evaluation: Evaluation, counted: Counts, workspace: Workspace) -> dict[str, Any]:
    """Give an evaluation's figures, at every node."""
    sizes = {evaluation.plan.entity: evaluation.universe.count()}
    nodes = {}
    for place, node in evaluation.by_place():
        of = sizes.setdefault(node.entity, node.met.size)
        nodes[place] = {
            "met": node.met.count(),
            "after": node.after.count() if node.after is not None else None,
            "unknown": (node.maybe - node.met).count(),
            "of": of,
        }
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


def saved(workspace: Workspace) -> list[dict[str, str]]:
    """Give the saved segments that a rule may refer to."""
    return [{"name": name, "entity": s.entity, "description": s.description} for name, s in workspace.segments.items()]


def problems(found: Iterable[Problem]) -> list[dict[str, str]]:
    """Give problems as the editor takes them: what Python raises, with operators called as they read in a rule."""
    return [{"code": p.code, "message": _read(p.message), "place": p.place, "hint": _read(p.hint)} for p in found]


def _read(text: str) -> str:
    return _OPERATOR.sub(lambda found: f"\u201c{OPERATORS[found[1]].words['']}\u201d", text)
