"""Reads tables written as text.

A line ``table: column | column`` begins a table, the lines after it are its rows. An empty cell is missing; a quoted
one is text as JSON writes it (``""`` is the empty text). Tables and columns left out are empty and missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from seg_widgets.schema import Schema

_READ: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "decimal": Decimal,
    "number": float,
    "text": lambda cell: json.loads(cell) if cell.startswith('"') else cell,
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
    "timestamp_tz": datetime.fromisoformat,
    "boolean": {"yes": True, "no": False}.__getitem__,
    "list": json.loads,
}

_HEADER = re.compile(r"(\S[^:|]*): ?(.*)")


def read_tables(text: str, schema: Schema) -> dict[str, list[dict[str, Any]]]:
    """Give table -> rows, every table and every column of the schema in it."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in schema.tables}
    table, columns = "", []
    for line in filter(None, map(str.strip, text.splitlines())):
        header = _HEADER.fullmatch(line)
        if header and header[1] in schema.tables:
            table, columns = header[1], [c.strip() for c in header[2].split("|")] if header[2] else []
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(columns):
            raise ValueError(f"{len(cells)} cells for {len(columns)} columns of {table}: {line!r}")
        types = schema.tables[table].columns
        given = {c: _READ[types[c].type or ""](cell) if cell else None for c, cell in zip(columns, cells, strict=True)}
        rows[table].append(dict.fromkeys(types) | given)
    return rows
