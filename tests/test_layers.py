"""Imports go one way: left to right in the picture of docs/architecture.md."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "seg_widgets"
LAYERS = [
    {"errors"},
    {"wording"},
    {"schema"},
    {"definition"},
    {"dsl", "plan"},
    {"sql"},
    {"code", "engines"},
    {"results"},
    {"analysis"},
    {"charts"},
    {"workspace"},
    {"datasets", "library", "proof", "templates"},
    {"handover"},
    {"running"},
    {"reports"},
    {"strategy"},
    {"widgets"},
    {"server"},
    {"commands"},
    {"cli"},
]
"""Left to right. Parts in one set do not know each other."""

RANK = {name: number for number, layer in enumerate(LAYERS) for name in layer}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if "frontend" not in p.relative_to(PACKAGE).parts)


def part_of(path: Path) -> str:
    """Name the part of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Name the parts of the package that a file imports, at its top or inside a function."""
    found = set()
    package = ["seg_widgets", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{module}.{alias.name}" for alias in node.names} if module == "seg_widgets" else {module}
    return {name.split(".")[1] for name in found if name.startswith("seg_widgets.")}


def test_every_part_has_its_layer() -> None:
    assert {part_of(p) for p in FILES} - {"__init__"} == set(RANK)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_left_to_right(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        return
    wrong = {other for other in imported(path) if other != part and RANK[other] >= RANK[part]}
    assert not wrong, f"{part} must not know {sorted(wrong)}"


@pytest.mark.parametrize(
    ("part", "foreign"),
    [
        ("definition", {"pandas", "numpy", "duckdb", "sqlglot", "altair", "ipywidgets"}),
        ("schema", {"pandas", "numpy", "duckdb", "sqlglot", "altair", "ipywidgets"}),
        ("plan", {"pandas", "numpy", "duckdb", "sqlglot", "altair", "ipywidgets"}),
        ("charts", {"duckdb", "sqlglot", "ipywidgets"}),
        ("widgets", {"duckdb", "sqlglot"}),
    ],
)
def test_a_part_knows_nothing_of_what_is_not_its_own(part: str, foreign: set[str]) -> None:
    for path in FILES:
        if part_of(path) != part:
            continue
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
        assert not names & foreign, f"{path.name} imports {names & foreign}"
