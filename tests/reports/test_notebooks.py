"""The notebooks are committed clean, begin with what they need, and their parameters have defaults."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
REPORTS = [path for path in NOTEBOOKS if path.stem != "quickstart"]


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def test_they_are_all_there() -> None:
    names = {"quickstart", "strategy-guide", "onboarding-at-risk", "renewals-in-90-days", "movement-month-over-month", "weekly-report",
             "segments-to-decisions"}  # fmt: skip
    assert names <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_committed_without_outputs(path: Path) -> None:
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    first = cells(path)[0]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_a_report_has_one_cell_of_parameters_with_a_workspace(path: Path) -> None:
    tagged = [cell for cell in cells(path) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    given = {node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse("".join(tagged[0]["source"])).body}  # type: ignore[attr-defined]
    assert given["workspace"] == ""
    assert "reports.offline()" in "".join("".join(cell["source"]) for cell in cells(path))
