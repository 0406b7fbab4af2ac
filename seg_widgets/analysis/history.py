"""What has no history: a plain column of an entity's table is as it is today, on every as-of date.

This is its one meaning; associations, health, movement and the marks in the workbench ask here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from seg_widgets.plan import ColumnLeaf
from seg_widgets.schema import Schema
from seg_widgets.schema.datacheck import start_column


def plain_leaves(schema: Schema, node: Any) -> list[ColumnLeaf]:
    """Give the columns without history that a part of a plan reads, wherever in it, each once.

    They are those of tables of entities and of look-up tables: no day says since when a value holds. Without history is not: what is
    read of dated tables (events, snapshots, intervals); a key; a link that is only followed, from one row to another; and the day on which
    an entity began, which does not change. A condition of related entities is without history where it reads such a column of
    theirs.
    """
    return [leaf for leaf in dict.fromkeys(_leaves(node)) if _plain(schema, leaf)]


def plain_columns(schema: Schema, node: Any) -> list[tuple[str, str]]:
    """Give the same as table and column."""
    return list(dict.fromkeys((leaf.table, leaf.column) for leaf in plain_leaves(schema, node)))


def _plain(schema: Schema, leaf: ColumnLeaf) -> bool:
    described = schema.tables[leaf.table]
    return described.kind in ("entity", "lookup") and leaf.column not in (described.key, start_column(leaf.table, described))


def _leaves(part: Any) -> Iterator[ColumnLeaf]:
    if isinstance(part, ColumnLeaf):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _leaves(each)
    elif is_dataclass(part):
        for f in fields(part):
            yield from _leaves(getattr(part, f.name))
