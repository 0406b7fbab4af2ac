"""A test that lacks a component is skipped in so many words on a desk, and fails in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LACKING = """
import pytest
from tests.components import missing

@pytest.fixture
def engine():
    missing("Engine", "there is none")

def test_in_the_test():
    missing("Engine", "there is none")

def test_in_a_fixture(engine):
    pass

def test_skipped_for_another_reason():
    pytest.skip("not on this system")
"""


@pytest.mark.parametrize(("ci", "summary"), [("", "3 skipped"), ("true", "1 failed, 1 skipped, 1 error")], ids=["on a desk", "in CI"])
def test_a_missing_component_is_a_skip_on_a_desk_and_a_failure_in_ci(ci: str, summary: str, tmp_path: Path) -> None:
    (tmp_path / "test_lacking.py").write_text(LACKING)
    command = [
        sys.executable,
        "-P",
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-rs",
        f"--rootdir={tmp_path}",
        str(tmp_path),
    ]
    env = os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert summary in done.stdout
    assert "missing component Engine: there is none" in done.stdout
