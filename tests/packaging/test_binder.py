"""What Binder would build from goes through here, step by step."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

BINDER = Path(__file__).resolve().parents[2] / "binder"


def test_the_environment_names_a_python_and_a_node_that_are_new_enough() -> None:
    named = yaml.safe_load((BINDER / "environment.yml").read_text("utf-8"))["dependencies"]
    versions = dict(entry.split("=") for entry in named if "=" in entry)
    assert tuple(int(part) for part in versions["python"].split(".")) >= (3, 11)
    assert int(versions["nodejs"]) >= 20


@pytest.mark.parametrize("script", ["postBuild", "check"])
def test_the_scripts_can_be_executed(script: str) -> None:
    assert os.access(BINDER / script, os.X_OK)


@pytest.mark.slow
def test_the_steps_of_a_build_go_through_in_a_clean_environment() -> None:
    done = subprocess.run([sys.executable, str(BINDER / "check")], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout)
