"""Who looks after an entity: by the role ``owner`` of its table, or of the table of accounts that it belongs to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from seg_widgets.plan import ColumnLeaf
from seg_widgets.schema import Schema
from seg_widgets.schema.relations import paths
from seg_widgets.templates.proposing import found_roles

if TYPE_CHECKING:
    from seg_widgets.workspace import Workspace

OWNER_ROLE = "account.owner"

_FOUND: WeakKeyDictionary[Workspace, tuple[Schema, dict[str, str]]] = WeakKeyDictionary()
"""Roles are looked for once a workspace: it takes longer than an answer."""


def owner_column(ws: Workspace, entity: str) -> tuple[str, str] | None:
    """Name the table and the column that say who looks after an entity; ``None`` where the workspace knows of no owners."""
    known = _FOUND.get(ws)
    if known is None or known[0] is not ws.schema:
        known = _FOUND[ws] = ws.schema, found_roles(ws.schema, ws.facts)
    found = known[1]
    if OWNER_ROLE not in found:
        return None
    table, _, column = found[OWNER_ROLE].partition(".")
    return (table, column) if table == entity or len(paths(ws.schema, entity, table)) == 1 else None


def owners(ws: Workspace, entity: str, as_of: date, places: np.ndarray | None = None) -> np.ndarray | None:
    """Give each entity's owner as text, ``""`` where it has none; ``None`` where the workspace knows of no owners.

    Parameters
    ----------
    places
        Only of those at these places in the table, in this order; ``None``: of all.
    """
    place = owner_column(ws, entity)
    if place is None:
        return None
    table, column = place
    at = np.arange(ws.session.size(entity)) if places is None else places
    if table != entity:
        (way,) = paths(ws.schema, entity, table)
        at = ws.session.link(entity, table, way, as_of)[at]  # -1 without an account
    target = ws.schema.tables[table].links.get(column)
    label = ws.schema.tables[target].label if target is not None else None
    if target is None or label is None:
        return _texts(ws, table, column, at)
    # The owner's name rather than a key.
    step = next(p for p in paths(ws.schema, table, target) if p[0].column == column)
    return _texts(ws, target, label, np.append(ws.session.link(table, target, step, as_of), -1)[at])


def _texts(ws: Workspace, table: str, column: str, places: np.ndarray) -> np.ndarray:
    """Give the texts at some places; at -1 there is none."""
    leaf = ColumnLeaf(table, column, ws.schema.tables[table].columns[column].type or "text")
    found = np.ma.asarray(ws.session.values(table, [leaf])[leaf])
    texts = np.full(len(places), "", dtype=object)
    there = np.flatnonzero(places >= 0)
    chosen = found[places[there]]
    gone = np.ma.getmaskarray(chosen)
    for at, value, out in zip(there, np.ma.getdata(chosen), gone, strict=True):
        if not (out or value is None or value != value):
            texts[at] = str(value)
    return texts
