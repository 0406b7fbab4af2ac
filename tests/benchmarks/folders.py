"""The folders of data that benchmarks read: the demo's accounts and contacts as Parquet, with more and more usage rows."""

from __future__ import annotations

import os
from pathlib import Path

ACCOUNTS = 100_000
ROWS = {"2m": 2_000_000, "20m": 20_000_000, "100m": 100_000_000}
"""Usage rows by size; beside them always a hundred thousand accounts and a million contacts."""

VARIABLE = "SEG_WIDGETS_BENCHMARKS"


def base(given: str | None = None) -> Path:
    """Where the folders are: as given, as the environment says, or in the user's cache."""
    if given or os.environ.get(VARIABLE):
        return Path(given or os.environ[VARIABLE]).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "seg-widgets" / "benchmarks"


def made(size: str, under: Path) -> Path:
    """Give the folder of a size, made if it is not there: in two or three minutes, up to 850 MB."""
    from seg_widgets.datasets.large import ready_folder
    from seg_widgets.datasets.sizes import size_of

    folder = under / size
    return ready_folder(size_of("large", ROWS[size]), 7, folder)
