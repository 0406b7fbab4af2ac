"""Runs the text. The embedded DuckDB of a session, what it keeps, and the warehouses that it reads."""

from seg_widgets.engines.database import Database
from seg_widgets.engines.kept import Mask
from seg_widgets.engines.reading import Reading, WarehouseReading
from seg_widgets.engines.session import Session
from seg_widgets.engines.warehouse import Tables, Warehouse

__all__ = ["Database", "Mask", "Reading", "Session", "Tables", "Warehouse", "WarehouseReading"]
