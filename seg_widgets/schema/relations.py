"""How rows reach an entity: along links, one or several, always to one."""

from __future__ import annotations

from dataclasses import dataclass

from seg_widgets.errors import DefinitionError, Problem, suggest
from seg_widgets.schema.model import Schema, Table, is_entity


@dataclass(frozen=True)
class Step:
    """One link on the way: ``table.column`` holds the key of ``target``."""

    table: str
    column: str
    target: str


Path = tuple[Step, ...]


def paths(schema: Schema, start: str, goal: str) -> list[Path]:
    """List the shortest ways from a table to an entity along links.

    An empty path (start is the goal) is the only way from a table to itself.
    """
    if start == goal:
        return [()]
    frontier: list[tuple[str, Path]] = [(start, ())]
    seen = {start}
    while frontier:
        found: list[Path] = []
        following: list[tuple[str, Path]] = []
        for name, path in frontier:
            for column, target in schema.tables[name].links.items():
                step = (*path, Step(name, column, target))
                if target == goal:
                    found.append(step)
                elif target not in seen:
                    following.append((target, step))
        if found:
            return found
        seen |= {name for name, _ in following}
        frontier = following
    return []


def path(schema: Schema, start: str, goal: str, *, via: str | None = None, place: str = "") -> Path:
    """Give the one way from a table to an entity.

    Parameters
    ----------
    via
        The first link's column, where there are several ways.

    Raises
    ------
    DefinitionError
        ``no-relation`` or ``ambiguous-relation``.
    """
    found = paths(schema, start, goal)
    if via is not None:
        found = [p for p in found if p and p[0].column == via]
    if not found:
        raise DefinitionError(
            Problem(
                "no-relation",
                f"The table {start!r} does not reach {goal!r}" + (f" by {via!r}." if via else "."),
                place,
                f"Give {start!r} a link to {goal!r} in the workspace.",
            )
        )
    if len(found) > 1:
        ways = sorted({p[0].column for p in found})
        raise DefinitionError(
            Problem(
                "ambiguous-relation",
                f"The table {start!r} reaches {goal!r} in several ways: {', '.join(ways)}.",
                place,
                "Name the column to go by (via)." if len(ways) > 1 else "Take a link out of the workspace.",
            )
        )
    return found[0]


@dataclass(frozen=True)
class Relation:
    """How an entity and a related entity hang together.

    Attributes
    ----------
    path
        Along links, from the table that holds the first link.
    many
        ``True``: many related rows an entity (an account's contacts), the path leads from the related table to the entity.
        ``False``: one (a contact's account), the path leads from the entity to the related table.
    """

    path: Path
    many: bool


def relation(schema: Schema, entity: str, related: str, *, via: str | None = None, place: str = "") -> Relation:
    """Give how ``related`` hangs on ``entity``, in whichever direction the links lead.

    Raises
    ------
    DefinitionError
        ``no-relation``, ``ambiguous-relation`` or ``not-related`` (the table has no key).
    """
    table = schema.tables[related]
    if not is_entity(table):
        raise DefinitionError(
            Problem(
                "not-related",
                f"{related!r} is a table of {table.kind} rows, not of related entities.",
                place,
                "Count its rows with a metric instead, such as 'number of rows in the last 30 days'.",
            )
        )
    up = paths(schema, related, entity) if related != entity else []
    down = paths(schema, entity, related) if related != entity else []
    if up or (not down):
        return Relation(path(schema, related, entity, via=via, place=place) if related != entity else _itself(related, place), True)
    return Relation(path(schema, entity, related, via=via, place=place), False)


def _itself(name: str, place: str) -> Path:
    raise DefinitionError(Problem("no-relation", f"{name!r} is not related to itself.", place, "Put the criteria into the group directly."))


def related_tables(schema: Schema, entity: str) -> list[str]:
    """Name the entities that hang on an entity, either way round."""
    return [name for name in schema.entities() if name != entity and (paths(schema, name, entity) or paths(schema, entity, name))]


def choices(schema: Schema, entity: str, other: str) -> list[str]:
    """Name the columns by one of which one can go (``via``) where a table and an entity hang together in several ways.

    Those of the table with the first link: the table's own where its rows lead to the entity, else the entity's. None where there is
    one way alone, or where two begin with the same link.
    """
    if other == entity:
        return []
    first = [way[0].column for way in paths(schema, other, entity) or paths(schema, entity, other)]
    return first if len(first) > 1 and len(set(first)) == len(first) else []


def row_tables(schema: Schema, entity: str) -> list[str]:
    """Name the tables whose rows can be aggregated to an entity: dated ones that reach it."""
    return [name for name, table in schema.tables.items() if table.time is not None and name != entity and paths(schema, name, entity)]


def table_of(schema: Schema, name: str, place: str = "") -> Table:
    """Give a table by name, or an error that names the close ones."""
    try:
        return schema.tables[name]
    except KeyError:
        raise DefinitionError(
            Problem("unknown-table", f"There is no table {name!r}.", place, suggest(name, schema.tables, what="tables"))
        ) from None
