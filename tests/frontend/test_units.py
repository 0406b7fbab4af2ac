"""The front end's own tests, those that need no browser, by Node's test runner."""

from __future__ import annotations

import subprocess

from tests.frontend.node import FRONTEND, TESTS, node


def test_the_front_end_s_own_tests_pass() -> None:
    done = subprocess.run([node(), str(TESTS / "run.mjs")], cwd=FRONTEND, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "# pass" in done.stdout or "\N{INFORMATION SOURCE} pass" in done.stdout
