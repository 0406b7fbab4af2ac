"""Exported scripts, run: many in one process, because pandas takes its time to load."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd

RUNNER = Path(__file__).with_name("run_scripts.py")


def run_all(cases: list[tuple[str, dict[str, pd.DataFrame]]]) -> list[dict[str, Any]]:
    """Run scripts over their tables; of each, its ``keys``, their ``dtype`` and its ``doc``, or its ``error``."""
    command = [sys.executable, "-P", str(RUNNER)]
    done = subprocess.run(command, input=pickle.dumps(cases), capture_output=True, env=bare())
    assert done.returncode == 0, done.stderr.decode()
    return pickle.loads(done.stdout)


def bare() -> dict[str, str]:
    """Give an environment from which no checkout can be imported."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
