"""The mistakes that matter are found out by a case of their topic."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.mutation.famous import MISTAKES
from tests.mutation.mutants import ROOT


@pytest.mark.parametrize(("part", "mistake"), MISTAKES, ids=lambda x: x)
def test_it_is_found_out(part: str, mistake: str) -> None:
    done = subprocess.run([sys.executable, "-m", "tests.mutation.famous", part, mistake], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
