"""Node and the front end's packages, for the tests that need them."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

from tests.components import missing

FRONTEND = Path(__file__).resolve().parents[2] / "seg_widgets" / "frontend"
TESTS = FRONTEND / "test"


@functools.cache
def _packages() -> None:
    """Install the packages where no build has done so (an installed bundle that is current is not built again)."""
    if not all((FRONTEND / "node_modules" / name).exists() for name in ("esbuild", "axe-core")):
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FRONTEND, check=True, stdin=subprocess.DEVNULL)


def node() -> str:
    """Give Node's path, its packages being there; skip the running test (in CI: fail it) where there is no Node."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        missing("Node", "install Node.js 20 or newer")
    _packages()
    return found
