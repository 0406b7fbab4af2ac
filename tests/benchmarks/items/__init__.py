"""The benchmarks, by name."""

from __future__ import annotations

from tests.benchmarks.items.again import NEW, SECOND, WINDOW
from tests.benchmarks.items.base import Item
from tests.benchmarks.items.edits import EDIT
from tests.benchmarks.items.rest import CHARTS, IMPORT
from tests.benchmarks.items.several import TEMPLATES, TWELVE
from tests.benchmarks.items.ten import GIGABYTE, SPARK, TEN

ITEMS: dict[str, Item] = {item.name: item for item in (TEN, TEMPLATES, EDIT, NEW, WINDOW, SECOND, TWELVE, GIGABYTE, IMPORT, CHARTS, SPARK)}
