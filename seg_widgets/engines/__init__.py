"""Runs the text. The embedded DuckDB of a session, and what it keeps."""

from seg_widgets.engines.database import Database
from seg_widgets.engines.session import Mask, Session

__all__ = ["Database", "Mask", "Session"]
