"""Definitions for the editor to open: the catalogue of templates, and generated ones that hold every node."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

import seg_widgets as sw
from seg_widgets.definition import Segment
from seg_widgets.widgets.catalogue import catalogue
from seg_widgets.widgets.draft import judge
from seg_widgets.widgets.sentences import sentences
from seg_widgets.widgets.wire import sent
from tests.generate import AS_OFS, SCHEMA
from tests.generate.libraries import libraries

Data = dict[str, Any]


def view(draft: Data, schema: Any, known: Any = None, rev: int = 0) -> Data:
    """Give what the editor is shown of a draft, without an answer."""
    judged = judge(draft, schema, known)
    return {
        "rev": rev,
        "segment": sent(draft),
        "words": sentences(draft, schema),
        "segments": [{"name": name, "entity": s.entity, "description": ""} for name, s in (known or {}).items()],
        "as_of": "2026-11-20",
        "as_of_from": "data",
        "status": judged.status,
        "answer": None,
        "stale": False,
        "problems": [],
    }


def templates(ws: sw.Workspace) -> dict[str, Data]:
    """Give every template, bound to a workspace; of a split, what it splits."""
    found = {}
    for template in sw.templates.available(ws).available:
        bound: Any = template.bind(ws)
        found[template.id] = (bound if isinstance(bound, Segment) else bound.segment).dump()
    return found


def generated(count: int) -> list[tuple[Data, dict[str, Segment]]]:
    """Draw definitions over the awkward schema, with those that they refer to; the same ones every time."""
    drawn: list[tuple[Data, dict[str, Segment]]] = []

    @seed(20261120)
    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(libraries(SCHEMA, "accounts", AS_OFS[0]))
    def draw(library: Any) -> None:
        segment, known = library
        drawn.append((Segment.load(segment).dump(), {name: Segment.load(data) for name, data in known.items()}))

    draw()
    return drawn


def offered(schema: Any, facts: Any, as_of: Any) -> Data:
    """Give the catalogue as the editor gets it."""
    return catalogue(schema, facts, as_of)
