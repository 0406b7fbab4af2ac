"""What the editor is told when it asks: the templates that a workspace has everything for, and how many a definition finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seg_widgets import templates
from seg_widgets.code.phrases import Voice
from seg_widgets.code.words import Words
from seg_widgets.definition import Segment
from seg_widgets.definition.segmentation import Split
from seg_widgets.errors import SegmentError
from seg_widgets.templates import Template
from seg_widgets.widgets.draft import judge
from seg_widgets.widgets.view import problems
from seg_widgets.workspace import Workspace

_NOT_ASKING = ("all", "everyone")


class Offers:
    """Answers the editor's questions about a workspace.

    Parameters
    ----------
    workspace
        The tables.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._templates: list[dict[str, Any]] | None = None

    def templates(self) -> list[dict[str, Any]]:
        """Give the templates of the catalogue that can be bound here, each with its definition and its words.

        A split of everyone says also by what it is split.
        """
        if self._templates is None:
            self._templates = list(self._bound())
        return self._templates

    def _bound(self) -> Iterator[dict[str, Any]]:
        catalogue: Any = templates  # the module is the catalogue
        for template in catalogue:
            try:
                bound: Any = template.bind(self.workspace)
            except SegmentError:
                continue
            if any(_asks(way.where) for way in template.ways):
                yield _row(template, bound if isinstance(bound, Segment) else bound.segment, self.workspace) | {"split": []}
            else:  # a split of everyone: a part of it is what makes a rule
                english = bound.to_english(self.workspace).strip()
                yield _row(template, bound.segment, self.workspace) | {"english": english, "split": _dimensions(bound, self.workspace)}

    def started(self, draft: Any) -> Segment | None:
        """Give the segment of the template that a definition is, nothing in it changed yet; ``None``: it is none."""
        same = next((row["segment"] for row in self._templates or () if row["segment"] == draft), None)
        return Segment.load(same) if same is not None else None

    def count(self, draft: Any, as_of: Any) -> dict[str, Any]:
        """Count what a definition finds; where it is not whole, the problems."""
        judged = judge(draft if isinstance(draft, dict) else {}, self.workspace.schema, self.workspace.segments)
        if judged.segment is None:
            return {"problems": problems(judged.problems)}
        counted = self.workspace.count(judged.segment, as_of)
        return {"in": counted.members, "unknown": counted.unknown, "universe": counted.universe}


def _asks(node: Any) -> bool:
    return not isinstance(node, dict) or node.get("kind") not in _NOT_ASKING or any(map(_asks, node.get("members", ())))


def _dimensions(split: Split, workspace: Workspace) -> list[dict[str, Any]]:
    """Give what a split is by: what each dimension is called, and its metric."""
    words = Words(Voice(workspace.schema))
    return [{"label": d.label or words.noun(d.metric, (split.segment.entity,)), "metric": d.metric.dump()} for d in split.by]


def _row(template: Template, segment: Segment, workspace: Workspace) -> dict[str, Any]:
    return {
        "id": template.id,
        "name": template.name,
        "category": template.category,
        "synonyms": list(template.synonyms),
        "why": template.why,
        "act": template.act,
        "english": segment.to_english(workspace).strip(),
        "segment": segment.dump(),
    }
