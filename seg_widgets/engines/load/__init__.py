"""Brings tables into DuckDB: frames, csv and parquet files, typed, described and checked.

Meaning: what a column is, is settled once, here, so that nothing later has to ask (see ``readings`` and ``choose``).
Errors: each names the file, the column and the row, and several are told at once.
Speed: a table is counted in one statement; Parquet stays where it is, as a view.
"""

from seg_widgets.engines.load.check import check
from seg_widgets.engines.load.findings import findings_frame
from seg_widgets.engines.load.folder import sources_in
from seg_widgets.engines.load.loading import Loaded, load
from seg_widgets.engines.load.sheets import Sheet, sheets_in
from seg_widgets.schema.datacheck import Finding

__all__ = ["Finding", "Loaded", "Sheet", "check", "findings_frame", "load", "sheets_in", "sources_in"]
