"""The repository keeps its own rules: ruff's checks, its format, and mypy's strict types."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.components import missing

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join)
def test_the_repository_is_clean(command: list[str]) -> None:
    if importlib.util.find_spec(command[0]) is None:
        missing(command[0], "it comes with the extra 'test'")
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
