"""Members as a table: made by the engine that has the tables, or in a DuckDB file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from seg_widgets.analysis.parts import dimension_columns
from seg_widgets.analysis.several import segment_of
from seg_widgets.definition import Priority, Split
from seg_widgets.engines import Warehouse, WarehouseReading
from seg_widgets.engines.duckdb_ import DuckDBWarehouse
from seg_widgets.errors import EngineError, Problem, UnsupportedError
from seg_widgets.handover.owners import owner_column
from seg_widgets.results import cut
from seg_widgets.sql import column, identifier, parted, statement

if TYPE_CHECKING:
    from seg_widgets.definition import Segment, Segmentation
    from seg_widgets.workspace import Workspace

LONGEST = 63
"""Bytes of a column's name: PostgreSQL would cut longer ones."""


def write_members(
    ws: Workspace,
    segment: Segment | Segmentation | str,
    to: str | Sequence[str],
    as_of: Any = None,
    *,
    replace: bool = False,
    database: str | Path | None = None,
) -> int:
    """Write the members as a table, in one statement that the engine runs: ``CREATE TABLE ... AS``. No member comes over.

    The table has the entity's key, its label and owner where its own table has them, under their names, and ``as_of``, the day. Of a
    split or an order of priority it has a row a member and part, and before ``as_of`` a column for each dimension with the words of the
    slice that the member is in, named as :meth:`Workspace.split` names them (``segment``, of an order of priority).

    Parameters
    ----------
    segment
        A segment, the name of one of the workspace's, or a segmentation (``sw.split``, ``sw.priority``).
    to
        The table's name; with its schema as ``"playbooks.at_risk"``, or in parts.
    as_of
        The day; ``None``: the workspace's.
    replace
        Replace a table of this name; a table that the workspace reads is never replaced.
    database
        A DuckDB file to write into; made if it is not there. Required where the tables are frames, files, or in a DuckDB file, which
        is opened for reading only.

    Returns
    -------
    int
        How many rows were written.

    Raises
    ------
    EngineError
        ``bad-argument``, ``table-exists``, ``engine-failed`` (with the engine's words).
    DefinitionError
        It does not fit the tables; ``too-many-parts``.
    UnsupportedError
        ``no-database``: say where.
    """
    path = tuple(to.split(".")) if isinstance(to, str) else tuple(to) if isinstance(to, Sequence) else ()
    if not path or not all(isinstance(part, str) and part for part in path):
        hint = 'Give a name, such as "playbooks.at_risk", or its parts.'
        raise EngineError(Problem("bad-argument", f"{to!r} is no table's name.", "to", hint))
    if not isinstance(segment, Split | Priority):
        segment = segment_of(ws, segment)
    day, described = ws.day(as_of), ws.schema.tables[segment.entity]
    owner = owner_column(ws, segment.entity)
    also = [n for n in (described.label, owner[1] if owner and owner[0] == segment.entity else None) if n is not None]
    names = list(dict.fromkeys([described.key or "", *also]))
    known = {name.lower() for name in names}
    stamp = next(name for name in ("as_of", "evaluated_as_of", "seg_widgets_as_of") if name not in known)
    reading = ws.session.reading
    if isinstance(segment, Split | Priority):
        made = cut(segment, ws.session, day, ws.segments)
        parts = dimension_columns(segment, ws.schema, [*names, stamp], LONGEST)
        found = parted(made.whole, made.by, parts, ws.schema, reading.made, names[1:]).subquery("members")
        names += parts
    else:
        found = statement(ws.plan(segment, day), ws.schema, reading.made, names[1:]).subquery("members")
    query = exp.select(*(exp.alias_(column(n, "members"), identifier(n)) for n in names), exp.alias_(reading.made.literal(day), stamp))
    query = query.from_(found).order_by(column(names[0], "members"))
    if database is None and isinstance(reading, WarehouseReading) and not _read_only(reading.warehouse):
        return _there(reading, path, query, replace)
    if database is None:
        hint = 'Give database="members.duckdb", or write a file: sw.hand_over(ws, segment).to_csv(...).'
        raise UnsupportedError(Problem("no-database", "There is no database to write the table into.", ".".join(path), hint))
    return _into(Path(database), path, ws, query, replace)


def _read_only(warehouse: Warehouse) -> bool:
    return isinstance(warehouse, DuckDBWarehouse) and warehouse.read_only


def _there(reading: WarehouseReading, path: tuple[str, ...], query: exp.Select, replace: bool) -> int:
    warehouse = reading.warehouse
    read = {t.name for place in reading.made.located.values() for t in place.find_all(exp.Table)} | set(reading.made.located)
    taken = {name for found in warehouse.tables().values() for name in (".".join(found.path), found.path[-1] if len(path) == 1 else "")}
    if path[-1] in read and replace:
        words = f"The workspace itself reads a table {path[-1]!r}: it is not replaced."
        raise EngineError(Problem("table-exists", words, ".".join(path), "Choose another name."))
    if ".".join(path) in taken and not replace:
        raise _exists(path)
    warehouse.create(path, reading.made.text(query), replace=replace)
    return int(warehouse.rows(exp.select(exp.Count(this=exp.Star())).from_(_table(path)), "count", _plain(reading))[0][0])


def _plain(reading: WarehouseReading) -> Any:
    """Give the dialect without its tables: the new table is none of those that are read."""
    return type(reading.made)(reading.made.time_zone)


def _table(path: tuple[str, ...]) -> exp.Table:
    parts = [exp.to_identifier(part, quoted=True) for part in path]
    return exp.Table(**dict(zip(("this", "db", "catalog"), reversed(parts), strict=False)))


def _into(file: Path, path: tuple[str, ...], ws: Workspace, query: exp.Select, replace: bool) -> int:
    """Write into a DuckDB file of this machine, where this process has the members anyway."""
    import duckdb

    reading = ws.session.reading
    with reading.relation(query, "found", "whole") as found:
        arrow = ws.database.arrow(exp.select(exp.Star()).from_(found), "members")
    place = _table(path)
    try:
        with duckdb.connect(str(file)) as target:
            if len(path) > 1:
                target.execute(exp.Create(this=exp.Table(db=place.args["db"].copy()), kind="SCHEMA", exists=True).sql(dialect="duckdb"))
            if not replace and target.execute(_THERE, [path[-1], path[-2] if len(path) > 1 else "main"]).fetchall():
                raise _exists(path)
            target.register("handed_over", arrow)
            made = exp.Create(this=place, kind="TABLE", replace=replace, expression=exp.select("*").from_("handed_over"))
            target.execute(made.sql(dialect="duckdb"))
    except duckdb.Error as error:
        raise EngineError(Problem("engine-failed", f"DuckDB says: {str(error).splitlines()[0]}", str(file), "")) from error
    return int(arrow.num_rows)


_THERE = "SELECT 1 FROM duckdb_tables() WHERE table_name = ? AND schema_name = ? AND NOT temporary"


def _exists(path: tuple[str, ...]) -> EngineError:
    words = f"There is a table {'.'.join(path)!r} already."
    return EngineError(Problem("table-exists", words, ".".join(path), "Give replace=True to replace it, or another name."))
