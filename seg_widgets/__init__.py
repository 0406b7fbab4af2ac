"""A segment builder for customer-success analysts, inside JupyterLab.

Examples
--------
>>> import seg_widgets as sw
>>> ws = sw.datasets.demo()
>>> builder = sw.SegmentBuilder(ws)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seg_widgets import datasets, templates
    from seg_widgets.analysis import associate, check, grid, health, variability
    from seg_widgets.analysis.board import board, users_of
    from seg_widgets.analysis.comparing import compare
    from seg_widgets.analysis.entities import find_entities
    from seg_widgets.analysis.explaining import explain
    from seg_widgets.analysis.moved import diff, flows, moved
    from seg_widgets.analysis.movement import movement, without_history
    from seg_widgets.analysis.near import near_misses
    from seg_widgets.analysis.overlapping import overlap, overlap_pairs, portfolio
    from seg_widgets.analysis.rules import rules
    from seg_widgets.analysis.sensitivity import dials, sensitivity
    from seg_widgets.analysis.why import why
    from seg_widgets.code.yaml import read_yaml
    from seg_widgets.definition import Parameter, Priority, Segment, Split
    from seg_widgets.definition.json_schema import json_schema
    from seg_widgets.dsl import (
        all_of,
        any_of,
        at_least_of,
        bands,
        by_value,
        everyone,
        in_segment,
        listed,
        none_of,
        number,
        outer,
        param,
        priority,
        split,
    )
    from seg_widgets.errors import (
        DataError,
        DefinitionError,
        EngineError,
        LibraryError,
        Problem,
        ReportError,
        SegmentError,
        UnsupportedError,
        WorkspaceError,
    )
    from seg_widgets.handover import hand_over, write_members
    from seg_widgets.library import SegmentLibrary
    from seg_widgets.reports import check_page, one_page, report
    from seg_widgets.results import Counts
    from seg_widgets.schema import Schema
    from seg_widgets.strategy import guide
    from seg_widgets.widgets import SegmentBuilder
    from seg_widgets.workspace import Workspace

_HOME = {
    "Segment": "definition", "Parameter": "definition", "all_of": "dsl", "any_of": "dsl", "at_least_of": "dsl", "everyone": "dsl",
    "none_of": "dsl", "in_segment": "dsl", "listed": "dsl", "number": "dsl", "outer": "dsl", "param": "dsl",
    "bands": "dsl", "by_value": "dsl", "priority": "dsl", "split": "dsl", "Priority": "definition", "Split": "definition",
    "json_schema": "definition.json_schema",
    "associate": "analysis", "check": "analysis", "grid": "analysis", "health": "analysis",
    "variability": "analysis",
    "read_yaml": "code.yaml", "Workspace": "workspace", "SegmentBuilder": "widgets", "Counts": "results", "Schema": "schema",
    "SegmentLibrary": "library", "hand_over": "handover", "write_members": "handover", "LibraryError": "errors", "ReportError": "errors",
    "guide": "strategy", "check_page": "reports", "one_page": "reports", "report": "reports",
    "DataError": "errors", "DefinitionError": "errors", "EngineError": "errors", "Problem": "errors", "SegmentError": "errors",
    "UnsupportedError": "errors", "WorkspaceError": "errors",
    "compare": "analysis.comparing", "overlap": "analysis.overlapping", "overlap_pairs": "analysis.overlapping",
    "portfolio": "analysis.overlapping", "rules": "analysis.rules", "dials": "analysis.sensitivity", "sensitivity": "analysis.sensitivity",
    "movement": "analysis.movement", "without_history": "analysis.movement",
    "moved": "analysis.moved", "flows": "analysis.moved", "diff": "analysis.moved",
    "board": "analysis.board", "users_of": "analysis.board",
    "why": "analysis.why", "near_misses": "analysis.near", "find_entities": "analysis.entities",
    "explain": "analysis.explaining",
}  # fmt: skip
_MODULES = frozenset({"datasets", "templates"})

__all__ = [
    "Counts", "DataError", "DefinitionError", "EngineError", "LibraryError", "Parameter", "Priority", "Problem", "ReportError", "Schema",
    "Segment", "SegmentBuilder", "SegmentError", "SegmentLibrary", "Split", "UnsupportedError", "Workspace", "WorkspaceError", "all_of",
    "any_of", "associate", "at_least_of", "bands", "board", "by_value", "check", "check_page", "compare", "datasets", "dials", "diff",
    "everyone", "explain", "find_entities", "flows", "grid", "guide", "hand_over", "health", "in_segment", "json_schema", "listed",
    "moved", "movement", "near_misses", "none_of", "number", "one_page", "outer", "overlap", "overlap_pairs", "param", "portfolio",
    "priority", "read_yaml", "report", "rules", "sensitivity", "split", "templates", "users_of", "variability", "why", "without_history",
    "write_members",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: importing the package costs no more than what a notebook needs of it."""
    if name in _MODULES:
        return import_module(f"seg_widgets.{name}")
    if name in _HOME:
        found = getattr(import_module(f"seg_widgets.{_HOME[name]}"), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'seg_widgets' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
