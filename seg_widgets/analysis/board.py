"""Users and accounts, both ways: an account with how its users fall into segments, and the users of accounts in a segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.entities import named, worths
from seg_widgets.analysis.several import segment_of, several
from seg_widgets.definition import Everyone, Segment
from seg_widgets.errors import DefinitionError, Problem, suggest
from seg_widgets.schema.relations import paths, relation

if TYPE_CHECKING:
    from seg_widgets.analysis.home import Home

FIXED = ("key", "label", "worth", "users")


def board(ws: Home, accounts: Any = None, users: Any = (), as_of: Any = None) -> pd.DataFrame:
    """Roll users' segments up to their accounts.

    Parameters
    ----------
    accounts
        Which accounts: a segment of them, the name of a saved one, or their table for all; ``None``: all of the table that users link to.
    users
        Segments of users (contacts), one or several, all of one entity.
    as_of
        The day; ``None``: the workspace's.

    Returns
    -------
    DataFrame
        One row an account, in the table's order.

        key, label : object, str
            The account.
        worth : float
            What it is worth, where the workspace says so; else NaN.
        users : int
            Its users: those in the universe who exist on the day.
        <segment>, <segment> share : int, float
            For each user segment how many of the account's users are in it, and their share of ``users``, 0 to 1; NaN of none.
            A name that is there already is numbered.

        ``frame.attrs``: ``segments`` (name -> the two columns), ``account``, ``accounts`` and ``users`` (what they are
        called), ``as_of``.

    Raises
    ------
    DefinitionError
        ``no-segments``, ``entity-differs``; ``no-relation`` or ``ambiguous-relation``: users do not lead to these accounts.
    """
    day = ws.day(as_of)
    if users is None or (isinstance(users, Sequence | Mapping) and not len(users)):
        raise DefinitionError(Problem("no-segments", "A board wants segments of users.", "users", "Give one or several."))
    people = several(ws, users, [day], "users")
    entity = next(iter(people.values())).entity
    chosen_accounts = _whose(ws, _above(ws, entity) if accounts is None else accounts, "accounts")
    table = chosen_accounts.entity
    size = ws.session.size(table)
    link = _link(ws, table, entity, day)
    of_accounts = ws.evaluate(chosen_accounts, day)
    chosen = of_accounts.members.array()
    places = np.flatnonzero(chosen)
    there = ws.evaluate(_all(entity), day).members.array()

    def per_account(who: np.ndarray) -> np.ndarray:
        inside = link[who & (link >= 0)]
        return np.bincount(inside, minlength=size)[places]

    counts = per_account(there)
    value = worths(ws.session, table)
    frame = named(ws, table, places).assign(worth=value[places] if value is not None else np.nan, users=counts)
    columns: dict[str, tuple[str, str]] = {}
    for named_, segment in people.items():
        count = per_account(ws.evaluate(segment, day).members.array())
        name = _new(named_, [*frame.columns])
        share = np.divide(count, counts, out=np.full(len(places), np.nan), where=counts > 0)
        frame = pd.concat([frame, pd.DataFrame({name: count, f"{name} share": share}, index=frame.index)], axis=1)
        columns[name] = (name, f"{name} share")
    plural = {name: ws.schema.tables[name].plural or name for name in (table, entity)}
    frame.attrs |= {"segments": columns, "as_of": day.isoformat(), "accounts": plural[table], "users": plural[entity]}
    frame.attrs["account"] = ws.schema.tables[table].singular or plural[table]
    return frame


def users_of(ws: Home, accounts: Segment | str, users: Segment | str | None = None, as_of: Any = None) -> pd.DataFrame:
    """List the users of the accounts in a segment.

    Parameters
    ----------
    users
        Which of them: a segment of users, the name of a saved one, or their table for all;
        ``None``: the table of users that links to the accounts.

    Returns
    -------
    DataFrame
        One row a user, in the users' order: ``key``, ``label``, ``account key``, ``account``.

    Raises
    ------
    DefinitionError
        ``no-relation``, ``ambiguous-relation``.
    """
    day, above_them = ws.day(as_of), _whose(ws, accounts, "accounts")
    people = _whose(ws, _below(ws, above_them.entity) if users is None else users, "users")
    entity = people.entity
    link = _link(ws, above_them.entity, entity, day)
    inside = ws.evaluate(above_them, day).members.array()
    who = ws.evaluate(people, day).members.array()
    found = np.flatnonzero(who & (link >= 0) & np.append(inside, False)[link])
    above = named(ws, above_them.entity, link[found])
    return named(ws, entity, found).assign(**{"account key": above["key"], "account": above["label"]})


def _whose(ws: Home, given: Any, where: str) -> Segment:
    """Give a segment; of the name of a table all of its rows."""
    if isinstance(given, str) and given in ws.schema.tables and given not in ws.segments:
        if given not in ws.schema.entities():
            hint = suggest(given, ws.schema.entities(), what="entities")
            raise DefinitionError(Problem("unknown-entity", f"{given!r} is a table of {ws.schema.tables[given].kind} rows.", where, hint))
        return _all(given)
    return segment_of(ws, given, where)


def _all(entity: str) -> Segment:
    return Segment(name="all", entity=entity, where=Everyone())


def _link(ws: Home, accounts: str, users: str, day: Any) -> np.ndarray:
    if accounts == users:
        words, hint = (
            f"Accounts and users are both of {users!r}.",
            "Give segments of the entity that leads to the accounts, such as contacts.",
        )
        raise DefinitionError(Problem("no-relation", words, "users", hint))
    way = relation(ws.schema, accounts, users)
    if not way.many:
        words = f"A row of {users!r} does not lead to one of {accounts!r}; it is the other way round."
        raise DefinitionError(Problem("no-relation", words, "accounts", "Give the accounts first, and segments of their users."))
    return ws.session.link(users, accounts, way.path, day)


def _above(ws: Home, users: str) -> str:
    """Name the table that users belong to: the one that says what an entity is worth, if it is among them."""
    found = [name for name in ws.schema.entities() if name != users and paths(ws.schema, users, name)]
    value = ws.schema.value
    if value is not None and value.table in found:
        return value.table
    nearest = [name for name in found if len(paths(ws.schema, users, name)[0]) == 1]
    return _one(nearest or found, users, "lead to")


def _below(ws: Home, accounts: str) -> str:
    found = [name for name in ws.schema.entities() if name != accounts and paths(ws.schema, name, accounts)]
    people = [name for name in found if ws.schema.tables[name].kind == "entity" and len(paths(ws.schema, name, accounts)[0]) == 1]
    return _one(people or found, accounts, "are led to by")


def _one(found: list[str], table: str, verb: str) -> str:
    if len(found) == 1:
        return found[0]
    words = f"Rows of {table!r} {verb} {'no other entity' if not found else ', '.join(map(repr, found))}."
    code = "ambiguous-relation" if found else "no-relation"
    raise DefinitionError(Problem(code, words, "accounts", "Name the table." if found else "Give the workspace a link between them."))


def _new(name: str, taken: list[str]) -> str:
    """Number a name that is taken, or whose share is."""
    number, made = 2, name
    while made in taken or f"{made} share" in taken:
        number, made = number + 1, f"{name} ({number})"
    return made
