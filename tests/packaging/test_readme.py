"""The README's commands are the ones that CI runs and that the command line knows."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def commands() -> list[str]:
    """Return the text of each fenced shell block of the README."""
    return [block.strip() for block in re.findall(r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)]


def test_the_readme_has_two_commands_of_one_line_each() -> None:
    start, test = commands()
    assert "\n" not in start + test
    assert start.endswith("seg-widgets lab")
    assert test.endswith("python -m tests")


def test_ci_runs_the_readmes_line_and_nothing_else() -> None:
    shell = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    code = [line for line in shell if line and not line.startswith("#")]
    assert code == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', commands()[1]]


def test_no_registry_host_is_recorded() -> None:
    lock = (ROOT / "seg_widgets" / "frontend" / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    assert "://" not in (ROOT / "constraints.txt").read_text("utf-8")
