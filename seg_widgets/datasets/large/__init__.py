"""Demo data that does not fit into memory at once: drawn part by part and written as Parquet."""

from __future__ import annotations

from .folder import cache_folder, ready_folder

__all__ = ["cache_folder", "ready_folder"]
