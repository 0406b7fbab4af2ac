"""What a test may need beside Python packages: a browser, a Java, a database. A test that lacks it is skipped."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
PREFIX = "missing component"


def missing(component: str, why: str) -> NoReturn:
    """Skip the running test for want of `component`; conftest.py turns that skip into a failure in CI."""
    pytest.skip(f"{PREFIX} {component}: {why}")


def find_chromium() -> str | None:
    """Find a Chromium: the one that ``CHROMIUM`` names, or one of the distribution's on PATH."""
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else ["chromium", "chromium-browser", "google-chrome"]:
        found = shutil.which(name)
        if found:
            return found
    return None
