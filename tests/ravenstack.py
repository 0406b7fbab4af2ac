"""The RavenStack tables: real input from elsewhere, which stays out of the project."""

from __future__ import annotations

import os
from pathlib import Path

from seg_widgets.workspace import Workspace
from tests.components import missing

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "notebooks" / "ravenstack" / "workspace.yaml"


def folder() -> Path:
    """Give the folder of the csv files, or skip with a clear word (in CI: fail)."""
    found = Path(os.environ.get("SEG_WIDGETS_RAVENSTACK", ROOT.parent / "shared" / "data" / "ravenstack"))
    if not (found / "accounts.csv").exists():
        missing("the RavenStack tables", f"put them into {found}, or name their folder in SEG_WIDGETS_RAVENSTACK")
    return found


def workspace() -> Workspace:
    """Open the tables with the project's own description of them."""
    return Workspace.from_folder(folder(), CONFIG, quiet=True)
