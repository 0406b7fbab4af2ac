"""A frame as a file's bytes, for the browser to save."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.handover.writing import write_frame

MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def file_of(frame: pd.DataFrame, format_: str) -> bytes:
    """Write a frame as ``csv``, ``xlsx`` or ``parquet``; no text in it is run by a spreadsheet.

    Raises
    ------
    DataError
        ``too-many-rows`` for a sheet.
    EngineError
        ``missing-extra``: xlsx takes openpyxl.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = write_frame(frame.map(_listed), Path(folder) / f"members.{format_}")
        return path.read_bytes()


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | np.ndarray) else value
