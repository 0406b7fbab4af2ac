"""Spec cases as workspaces."""

from __future__ import annotations

import json
from typing import Any

from seg_widgets.engines import Session
from seg_widgets.engines.database import Database
from seg_widgets.schema import Schema
from seg_widgets.workspace import Workspace
from tests.spec.frames import frames


def workspace(rows: dict[str, list[dict[str, Any]]], schema: Schema, segment: Any = None) -> Workspace:
    """Load rows through the same door as an analyst's frames; of a segment's workspace only what it could look at."""
    if segment is not None:
        schema = looked_at(schema, rows, segment)
    return Workspace.from_frames(frames(rows, schema), schema, quiet=True)


def prepared(home: Workspace) -> Workspace:
    """Begin a session anew that prepares rows and keeps sums by day from the first metric on, as others do after some."""
    home.session = Session(Database(home.database.connection.cursor()), home.schema, None, home.facts)
    home.session.prepare_from = home.session.sums_from = home.session.place_from = 1
    return home


def tight(home: Workspace) -> Workspace:
    """Begin a session anew as with a very large table: no memory to prepare rows in, and of each link many rows."""
    home.session = Session(Database(home.database.connection.cursor()), home.schema, None, home.facts)
    home.session.database.memory_limit = lambda: 0  # type: ignore[method-assign]
    home.session.rows_a_link = 0
    return home


def looked_at(schema: Schema, rows: dict[str, list[dict[str, Any]]], segment: Any) -> Schema:
    """Give the schema with the tables that a segment could look at."""
    words = json.dumps(segment)
    names = {name for name in schema.tables if rows.get(name) or json.dumps(name) in words}
    waiting = list(names)
    while waiting:
        linked = set(schema.tables[waiting.pop()].links.values()) - names
        names |= linked
        waiting += linked
    return schema.with_tables({name: table for name, table in schema.tables.items() if name in names})


def answers(home: Workspace, segment: Any, as_of: Any) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
    """Give members, unknown, members on missing data, as keys in the entity table's order."""
    found = home.evaluate(segment, as_of)
    return tuple(
        tuple(home.rows_of(segment.entity, bits.array()).iloc[:, 0].tolist()) for bits in (found.members, found.unknown, found.in_unknown)
    )
