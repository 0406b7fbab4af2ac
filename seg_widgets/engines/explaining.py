"""What an engine's own plan says it reads: each scan of a table, with the columns and the filters that go down to the files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Scan:
    """A scan of a plan.

    Attributes
    ----------
    table
        The table's name as the plan has it; ``""`` where it has none, as of files.
    columns
        The columns that are read.
    filters
        What the scan itself leaves out, in the engine's words: partitions, row groups, rows of an index.
    place
        The files, where the plan names them instead of a table.
    """

    table: str
    columns: tuple[str, ...]
    filters: str = ""
    place: str = ""


def scans_in_duckdb(plan: str) -> list[Scan]:
    """Read the scans of ``EXPLAIN (FORMAT JSON)`` of DuckDB."""
    found = []
    for node in _nodes(json.loads(plan)[0], "children"):
        name, more = node["name"].strip(), node.get("extra_info") or {}
        if node.get("children") or not ("Table" in more or name.startswith(("READ_", "PARQUET_SCAN", "SEQ_SCAN"))):
            continue
        filters = " AND ".join(_texts(more.get("Filters")))
        columns = [*_texts(more.get("Projections")), *re.findall(r'"[^"]+"|\w+', re.sub(r"'[^']*'", "", filters))]
        if more.get("File Filters"):
            filters = "; ".join(part for part in (f"PartitionFilters: {more['File Filters']}", filters) if part)
        found.append(Scan(more.get("Table", "").rpartition(".")[2].strip('"'), tuple(c.strip('"') for c in columns), filters))
    return found


def scans_in_postgres(plan: str) -> list[Scan]:
    """Read the scans of ``EXPLAIN (FORMAT JSON, VERBOSE)`` of PostgreSQL, which reads whole rows."""
    nodes = _nodes(json.loads(plan)[0]["Plan"], "Plans")
    return [
        Scan(node["Relation Name"], (), " AND ".join(node[part] for part in ("Index Cond", "Filter") if node.get(part)))
        for node in nodes
        if node.get("Relation Name")
    ]


def scans_in_spark(plan: str) -> list[Scan]:
    """Read the scans of ``EXPLAIN FORMATTED`` of Spark; what an exchange that is there already gives is not read again."""
    found = []
    for block in plan.split("\n\n"):
        head, *lines = block.strip().splitlines() or [""]
        match = re.match(r"\(\d+\) (\w*Scan\b.*)", head)
        if match is None:
            continue
        said = dict(line.split(": ", 1) for line in lines if ": " in line)
        output = next((value for name, value in said.items() if name.startswith("Output")), "")
        columns = re.sub(r"#\d+L?", "", output.strip("[]"))
        filters = "; ".join(f"{part}: {said[part]}" for part in ("PartitionFilters", "PushedFilters") if said.get(part, "[]") != "[]")
        table = match[1].split()[-1].rpartition(".")[2].strip("`") if len(match[1].split()) > 2 else ""
        found.append(Scan(table, tuple(columns.split(", ")) if columns else (), filters, said.get("Location", "")))
    return found


SCANS: dict[str, Callable[[str], list[Scan]]] = {
    "duckdb": scans_in_duckdb,
    "postgres": scans_in_postgres,
    "spark": scans_in_spark,
}
"""Dialect -> what reads its plans."""

EXPLAIN = {"duckdb": "EXPLAIN (FORMAT JSON)", "postgres": "EXPLAIN (FORMAT JSON, VERBOSE)", "spark": "EXPLAIN FORMATTED"}
"""Dialect -> what is put before a statement to have its plan in the form that is read here."""


def plan_text(rows: Iterable[tuple[Any, ...]]) -> str:
    """Put a plan together from the rows that an engine answers with: its text is the last column."""
    return "\n".join(value if isinstance(value, str) else json.dumps(value) for *_, value in rows)


def _nodes(node: dict[str, Any], inner: str) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get(inner) or ():
        yield from _nodes(child, inner)


def _texts(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)
