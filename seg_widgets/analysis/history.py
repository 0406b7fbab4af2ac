"""What has no history: a plain column of an entity's table is as it is today, on every as-of date.

This is its one meaning; associations, health, movement and the marks in the workbench ask here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from seg_widgets.analysis.home import Home
from seg_widgets.plan import ColumnLeaf, Rows, found_in
from seg_widgets.schema import Schema
from seg_widgets.schema.datacheck import start_column


def plain_leaves(schema: Schema, node: Any) -> list[ColumnLeaf]:
    """Give the columns without history that a part of a plan reads, wherever in it, each once.

    They are those of tables of entities and of look-up tables: no day says since when a value holds. Without history is not: what is
    read of dated tables (events, snapshots, intervals); a key; a link that is only followed, from one row to another; and the day on which
    an entity began, which does not change. A condition of related entities is without history where it reads such a column of
    theirs.
    """
    return [leaf for leaf in dict.fromkeys(found_in(node, ColumnLeaf)) if _plain(schema, leaf)]


def plain_columns(schema: Schema, node: Any) -> list[tuple[str, str]]:
    """Give the same as table and column."""
    return list(dict.fromkeys((leaf.table, leaf.column) for leaf in plain_leaves(schema, node)))


def _plain(schema: Schema, leaf: ColumnLeaf) -> bool:
    described = schema.tables[leaf.table]
    return described.kind in ("entity", "lookup") and leaf.column not in (described.key, start_column(leaf.table, described))


def begins_on(ws: Home, node: Any) -> date | None:
    """Give the first day by which every dated table that a part of a plan reads has a row.

    Before it an empty window may only mean that nothing was recorded yet. ``None``: no dated table is read, or it is not known.
    """
    first = []
    for rows in dict.fromkeys(found_in(node, Rows)):
        known = ws.facts.get(rows.table)
        seen = getattr(known.columns.get(rows.time), "min", None) if known is not None and rows.time else None
        if seen is not None:
            first.append(seen.date() if isinstance(seen, datetime) else seen)
    return max(first, default=None)
