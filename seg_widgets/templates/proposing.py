"""Which table or column has which role in a workspace: what it says itself, and for the rest the likeliest by name, type and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from seg_widgets.errors import DefinitionError, Problem, WorkspaceError, suggest
from seg_widgets.schema import Schema, family
from seg_widgets.schema.model import Column, Table
from seg_widgets.schema.words import singular, words
from seg_widgets.templates.roles import ROLES, Role

LEAST = 3.0
"""How well a name must fit to be proposed."""


def found_roles(schema: Schema, facts: Mapping[str, Any], said: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give role -> ``"table"`` or ``"table.column"``: what is said, and what is proposed for the rest.

    Parameters
    ----------
    said
        Beside what the workspace's description says; it goes before that.

    Raises
    ------
    WorkspaceError
        ``unknown-role``, ``unknown-table``, ``unknown-column`` or ``role-elsewhere``, for what is said.
    """
    found = _said(schema, {**schema.roles, **(said or {})})
    for role, table in _likeliest(_tables(schema, found), set(found.values())):
        found[role] = table
    columns = [c for role, table in list(found.items()) if "." not in role for c in _columns(schema, facts, role, table, found)]
    for role, place in _likeliest(columns, set(found.values())):
        found[role] = place
    return found


def candidates(schema: Schema, role: str, found: Mapping[str, str]) -> list[str]:
    """Name what might have a role that was not found, the nearest first."""
    table, _, column = role.partition(".")
    if not column:
        possible = [n for n, t in schema.tables.items() if t.kind in ROLES[role].kinds and n not in found.values()]
        return sorted(possible, key=lambda name: -_fit(name, (name,), ROLES[role].names))[:3]
    if table not in found:
        return []
    here = schema.tables[found[table]]
    possible = [
        name
        for name, c in here.columns.items()
        if not c.hidden and _of_type(c, ROLES[role]) and f"{found[table]}.{name}" not in found.values()
    ]
    possible.sort(key=lambda name: -_fit(name, (here.columns[name].label, *here.columns[name].synonyms), ROLES[role].names))
    return [f"{found[table]}.{name}" for name in possible[:3]]


def _said(schema: Schema, said: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for role, place in said.items():
        try:
            found |= _one_said(schema, role, place, said)
        except DefinitionError as error:
            problems += error.problems
    if problems:
        raise WorkspaceError(problems)
    return found


def _one_said(schema: Schema, role: str, place: str, said: Mapping[str, str]) -> dict[str, str]:
    """Read one role; a column's says also which table has the table's role."""

    def wrong(code: str, message: str, hint: str) -> DefinitionError:
        return DefinitionError(Problem(code, message, f"roles.{role}", hint))

    if role not in ROLES:
        raise wrong("unknown-role", f"There is no role {role!r}.", suggest(role, ROLES, what="roles"))
    table, _, column = place.partition(".")
    if table not in schema.tables:
        raise wrong("unknown-table", f"There is no table {table!r}.", suggest(table, schema.tables, what="tables"))
    if ("." in role) != bool(column):
        what = "a column, written table.column" if "." in role else "a table"
        raise wrong("no-place", f"{role!r} is the role of {what}.", "")
    if not column:
        return {role: table}
    if column not in schema.tables[table].columns:
        hint = suggest(column, schema.tables[table].columns, what=f"columns of {table}")
        raise wrong("unknown-column", f"{table!r} has no column {column!r}.", hint)
    above = role.split(".")[0]
    if said.get(above, table) != table:
        raise wrong("role-elsewhere", f"{role!r} is a column of {said[above]!r}, not of {table!r}.", f"Take a column of {said[above]!r}.")
    return {above: table, role: place}


Scored = tuple[float, str, str]


def _likeliest(scored: Iterable[Scored], taken: set[str]) -> Iterator[tuple[str, str]]:
    """Give each role the place that fits it best, each place once; the best fit of all first."""
    roles: set[str] = set()
    used = set(taken)
    for score, role, place in sorted(scored, key=lambda s: -s[0]):
        if score >= LEAST and role not in roles and place not in used:
            roles.add(role)
            used.add(place)
            yield role, place


def _tables(schema: Schema, found: Mapping[str, str]) -> Iterator[Scored]:
    entities = [n for n, t in schema.tables.items() if t.kind == "entity"]
    for role, described in ROLES.items():
        if "." in role or role in found:
            continue
        for name, table in schema.tables.items():
            if table.kind not in described.kinds:
                continue
            said = (table.singular, table.plural)
            score = _fit(name, said, described.names)
            if role == "account" and len(entities) == 1:
                score = max(score, LEAST)
            yield score, role, name


def _columns(schema: Schema, facts: Mapping[str, Any], above: str, table: str, found: Mapping[str, str]) -> Iterator[Scored]:
    here = schema.tables[table]
    counted = facts[table].columns if table in facts else {}
    for role, described in ROLES.items():
        if not role.startswith(f"{above}.") or role in found:
            continue
        for name, column in here.columns.items():
            place = f"{table}.{name}"
            if described.link:
                yield _link(schema, here, name, described, found), role, place
            elif name not in here.links and name != here.key and _of_type(column, described):
                score = _fit(name, (column.label, *column.synonyms), described.names)
                yield score + _alike(described, counted.get(name)), role, place


def _link(schema: Schema, table: Table, column: str, described: Role, found: Mapping[str, str]) -> float:
    """A link that leads to the right table is sure; without a table of people, a column named so will do."""
    target = found.get(described.link)
    if target is not None:
        return 10.0 if table.links.get(column) == target else 0.0
    return 0.0 if column in table.links else _fit(column, (table.columns[column].label,), described.names)


def _of_type(column: Column, described: Role) -> bool:
    if described.type != "any" and (column.type is None or family(column.type) != described.type):
        return False
    return not described.units or column.unit in described.units


def _alike(described: Role, counted: Any) -> float:
    """How far the column's values are those that the role usually has."""
    if counted is None or not described.like:
        return 0.0
    known = {str(value).casefold() for value, _ in counted.values}
    return min(3.0, 1.5 * len(known & {value.casefold() for value in described.like}))


@lru_cache(maxsize=1 << 14)  # each template asks for the roles of the same workspace: 500 of its names, by 85 templates
def _fit(name: str, said: tuple[str, ...], names: tuple[str, ...]) -> float:
    """How well a name, or what is said of it, fits the names of a role: 10 the same, 6 a part of it, 5 by a synonym."""
    own, others = _plain(name), {_plain(text) for text in said if text}
    best = 0.0
    for number, usual in enumerate(names):
        wanted = _plain(usual)
        if own == wanted:
            score = 10.0
        elif own[: len(wanted)] == wanted or own[-len(wanted) :] == wanted:
            score = 6.0 - 0.5 * (len(own) - len(wanted))
        elif wanted in others:
            score = 5.0
        else:
            continue
        best = max(best, score - 0.05 * number)
    return best


@lru_cache(maxsize=1 << 12)
def _plain(name: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in words(name))
