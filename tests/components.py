"""What a test may need beside Python packages: a browser, a Java, a database. A test that lacks it is skipped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
PREFIX = "missing component"
# No sandbox, so that it runs as root; and no talk with its makers, which a closed network would refuse over and over.
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


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


def find_postgres() -> Path | None:
    """Find the folder of PostgreSQL's programs: on PATH, or where Debian puts them, the newest."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]) if p.parts[-3].isdigit() else 0)
    return homes[-1].parent if homes else None


def find_java() -> str | None:
    """Find a Java: the one of ``JAVA_HOME``, or one on PATH."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which(str(Path(home) / "bin" / "java") if home else "java")
