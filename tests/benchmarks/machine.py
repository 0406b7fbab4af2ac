"""The words of a machine that figures depend on."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("duckdb", "numpy", "pandas", "polars", "pyarrow", "pyspark")


def words() -> dict[str, str]:
    """Say how many cores, how much memory, which system and which versions."""
    found = {"cores": str(os.cpu_count()), "memory": f"{_memory() / 2**30:.0f} GB", "system": f"{platform.system()} {platform.machine()}"}
    found["Python"] = platform.python_version()
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def load() -> float:
    """Say how many processes run or want to, over the last minute; 0 where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def commit() -> str:
    """Name the commit that is measured, with a + where files differ from it."""
    root = Path(__file__).parents[2]

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    named = git("rev-parse", "--short=9", "HEAD")
    return named + "+" if named and git("status", "--porcelain", "--untracked-files=no", "--", "seg_widgets") else named
