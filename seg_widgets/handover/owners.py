"""Who looks after an entity: by the role ``owner`` of its table, or of the table of accounts that it belongs to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from seg_widgets.plan import ColumnLeaf
from seg_widgets.schema.relations import paths
from seg_widgets.templates.proposing import found_roles

if TYPE_CHECKING:
    from seg_widgets.workspace import Workspace

OWNER_ROLE = "account.owner"


def owner_column(ws: Workspace, entity: str) -> tuple[str, str] | None:
    """Name the table and the column that say who looks after an entity; ``None`` where the workspace knows of no owners."""
    found = found_roles(ws.schema, ws.facts)
    if OWNER_ROLE not in found:
        return None
    table, _, column = found[OWNER_ROLE].partition(".")
    return (table, column) if table == entity or len(paths(ws.schema, entity, table)) == 1 else None


def owners(ws: Workspace, entity: str, as_of: date) -> np.ndarray | None:
    """Give each entity's owner as text, ``""`` where it has none; ``None`` where the workspace knows of no owners."""
    place = owner_column(ws, entity)
    if place is None:
        return None
    table, column = place
    found = _texts(ws, table, column)
    target = ws.schema.tables[table].links.get(column)
    label = ws.schema.tables[target].label if target is not None else None
    if target is not None and label is not None:  # the owner's name rather than a key
        step = next(p for p in paths(ws.schema, table, target) if p[0].column == column)
        found = np.append(_texts(ws, target, label), "")[ws.session.link(table, target, step, as_of)]
    if table != entity:
        (way,) = paths(ws.schema, entity, table)
        found = np.append(found, "")[ws.session.link(entity, table, way, as_of)]  # without an account the last one: nobody
    return np.asarray(found)


def _texts(ws: Workspace, table: str, column: str) -> np.ndarray:
    leaf = ColumnLeaf(table, column, ws.schema.tables[table].columns[column].type or "text")
    found = np.ma.asarray(ws.session.values(table, [leaf])[leaf])
    gone = np.ma.getmaskarray(found)
    texts = ["" if out or value is None or value != value else str(value) for value, out in zip(found.data, gone, strict=True)]
    return np.array(texts, dtype=object)
