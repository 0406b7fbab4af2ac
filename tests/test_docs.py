"""The pages for users: their examples run, and nothing that a definition can say is left out of them."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from pathlib import Path
from typing import Any, get_args

import pytest

import seg_widgets as sw
from seg_widgets.definition import OPERATORS, Aggregation, Condition, Match, Pair, Parameter, Quantifier, Step, Unit, Window
from seg_widgets.definition import Metric as MetricNode
from seg_widgets.definition.spelling import TABLE_WORDS
from seg_widgets.dsl import Chain, Column, Comparable, Metric, TableHandle, Unwindowed, Waiting
from seg_widgets.schema.datacheck import CODES
from seg_widgets.schema.file import parse, workspace_of
from seg_widgets.schema.model import Category, Draft, TableDraft, TableKind, Value
from seg_widgets.schema.model import Column as ColumnPart
from seg_widgets.schema.types import TYPES

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LANGUAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
WORKSPACE = (ROOT / "docs" / "workspace.md").read_text(encoding="utf-8")
ALL = "".join(page.read_text(encoding="utf-8") for page in PAGES)


def blocks(text: str, language: str) -> list[tuple[int, str]]:
    """Give the fenced blocks of a language, each with the number of the line before it."""
    found = re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, m.start(1)), m[1]) for m in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_python_example_runs(page: Path) -> None:
    names: dict[str, Any] = {"__name__": "example"}
    for line, code in blocks(page.read_text(encoding="utf-8"), "python"):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile("\n" * line + code, str(page), "exec"), names)


def test_every_yaml_example_is_read() -> None:
    ws = sw.datasets.demo()
    for _, text in blocks(LANGUAGE, "yaml"):
        assert sw.read_yaml(text).count(ws).universe
    for _, text in blocks(WORKSPACE, "yaml"):
        workspace_of(parse(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8")):
        there = page.parent / target if target else page
        assert there.exists(), target
        titles = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
        heads = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
        assert not anchor or anchor in heads, anchor


def said(word: str, page: str) -> bool:
    """Say whether a page has a word in code: in quotes of code or in a block."""
    code = " ".join(re.findall(r"`[^`\n]+`|^```.*?^```", page, re.MULTILINE | re.DOTALL))
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", code) is not None


def kinds(union: Any) -> set[str]:
    return {kind for model in get_args(get_args(union)[0]) for kind in get_args(model.model_fields["kind"].annotation)}


def parts(union: Any) -> set[str]:
    return {part for model in get_args(get_args(union)[0]) for part in model.model_fields}


def methods(*classes: type) -> set[str]:
    return {name for c in classes for name in dir(c) if not name.startswith("_")} - {"about", "node", "condition", "home", "entity"}


IN_LANGUAGE = {
    "operators": set(OPERATORS),
    "aggregations": set(get_args(Aggregation)),
    "windows": kinds(Window),
    "units": set(get_args(Unit)),
    "quantifiers": set(get_args(Quantifier)),
    "conditions": kinds(Condition),
    "metrics": kinds(MetricNode),
    "parts": parts(Window) | parts(MetricNode) | parts(Condition) | {p for n in (Step, Match, Pair, Parameter) for p in n.model_fields},
    "methods": methods(Comparable, Metric, Column, Unwindowed, Waiting, Chain) | set(TABLE_WORDS) | methods(TableHandle),
    "a segment's methods": {n for n in vars(sw.Segment) if not n.startswith(("_", "model_")) and callable(getattr(sw.Segment, n))},
    "options": {"ignore_case", "trim", "muted", "absolute", "how", "via", "scope", "as_of"},
}
IN_WORKSPACE = {
    "codes of the data check": set(CODES),
    "types": set(TYPES),
    "kinds": set(get_args(TableKind)),
    "categories": set(get_args(Category)),
    "parts of the file": {part for model in (Draft, TableDraft, ColumnPart, Value) for part in model.model_fields},
}


@pytest.mark.parametrize("what", IN_LANGUAGE)
def test_the_language_is_described_whole(what: str) -> None:
    assert [word for word in sorted(IN_LANGUAGE[what]) if not said(word, LANGUAGE)] == []


@pytest.mark.parametrize("what", IN_WORKSPACE)
def test_the_workspace_is_described_whole(what: str) -> None:
    assert [word for word in sorted(IN_WORKSPACE[what]) if not said(word, WORKSPACE)] == []


def test_every_public_name_is_described() -> None:
    assert [name for name in sw.__all__ if not said(name, ALL)] == []


def raised() -> set[str]:
    """Find the codes of all problems that the package writes down."""
    found = set()
    for path in (ROOT / "seg_widgets").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("Problem", "Fault", "advise", "refuse", "_wrong"):
                    found.add(str(node.args[0].value))
    return found


def test_every_error_code_has_an_example() -> None:
    known = raised()
    assert "unknown-column" in known
    assert [code for code in sorted(known) if f"| `{code}` |" not in ALL] == []
