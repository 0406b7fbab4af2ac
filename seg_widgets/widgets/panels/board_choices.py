"""What a board can be of: accounts with users that lead to them, and segments of those users, saved or inside the segment on screen."""

from __future__ import annotations

from typing import Any

from seg_widgets.code.words import node_words
from seg_widgets.definition import Group, Related, Segment
from seg_widgets.definition.check import check
from seg_widgets.definition.walk import walk
from seg_widgets.errors import SegmentError
from seg_widgets.schema.relations import paths, relation
from seg_widgets.widgets.answered import Answered

THIS = "this"
LONGEST = 60
"""Characters of what a group inside the segment is called."""


def accounts_of(answered: Answered) -> list[tuple[str, str]]:
    """List which accounts a board may have: those in this segment, all of a table that has users, those in a saved segment."""
    ws, segment = answered.workspace, answered.segment
    schema = ws.schema
    tables = [table for table in schema.entities() if users_tables(ws, table)]
    tables.sort(key=lambda table: (table != segment.entity, not _leads(ws, segment.entity, table)))
    options = [(f"{_plural(ws, segment.entity)} in this segment", THIS)] if segment.entity in tables else []
    options += [(f"all {_plural(ws, table)}", f"all:{table}") for table in tables]
    saved = [(name, s) for name, s in ws.segments.items() if s.entity in tables and name != segment.name]
    return options + [(f"{_plural(ws, s.entity)} in “{name}”", f"saved:{name}") for name, s in saved]


def users_tables(ws: Any, accounts: str) -> list[str]:
    """List the entities whose rows each lead to one account in one way, the nearest first."""
    schema = ws.schema
    found = [name for name in schema.entities() if name != accounts and _leads(ws, name, accounts)]
    return sorted(found, key=lambda name: len(paths(schema, name, accounts)[0]))


def users_of(answered: Answered, accounts: str) -> dict[str, Segment]:
    """Give the segments of users: groups inside this segment, this segment itself, saved ones; only of one table, that of the first."""
    ws, segment = answered.workspace, answered.segment
    tables = users_tables(ws, accounts)
    found: dict[str, Segment] = {}
    for each in [*_inside(answered, tables), *([segment] if segment.entity in tables else []), *ws.segments.values()]:
        if each.entity in tables and each not in found.values():
            number, name = 2, each.name
            while name in found:
                number, name = number + 1, f"{each.name} ({number})"
            found[name] = each
    first = next((table for table in tables if any(s.entity == table for s in found.values())), None)
    return {name: s for name, s in found.items() if s.entity == first}


def _inside(answered: Answered, tables: list[str]) -> list[Segment]:
    """Make segments of what the related groups ask of users; what only makes sense beside the account is left out."""
    ws, segment = answered.workspace, answered.segment
    made = []
    for _, node in walk(segment.where):
        if not isinstance(node, Related) or node.muted or node.table not in tables:
            continue
        asked = [part for part in (node.scope, node.where) if part is not None]
        for parts in ([node.scope], asked) if node.scope is not None else (asked,):
            words = " and ".join(_words(part, node.table, ws, segment) for part in parts)
            name = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
            where = Group(kind="all", members=tuple(parts))
            one = Segment(name=name, entity=node.table, parameters=segment.parameters, where=where)
            if not check(one, ws.schema, ws.segments):
                made.append(one)
    return made


def _words(part: Any, table: str, ws: Any, segment: Segment) -> str:
    if isinstance(part, Group) and len(part.members) == 1 and part.kind in ("all", "any"):
        part = part.members[0]
    words = node_words(part, table, ws.schema, segment.parameters)
    return words[:1].upper() + words[1:]


def _leads(ws: Any, users: str, accounts: str) -> bool:
    if users == accounts or not paths(ws.schema, users, accounts):
        return False
    try:
        return relation(ws.schema, accounts, users).many
    except SegmentError:  # in several ways
        return False


def _plural(ws: Any, table: str) -> str:
    return str(ws.schema.tables[table].plural or table)
