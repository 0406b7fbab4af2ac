"""Brings sources into a DuckDB connection, typed, checked, and described by a schema that is complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.choose import Chosen, choose, source_of
from seg_widgets.engines.load.collect import collect, contained
from seg_widgets.engines.load.csv_files import stage_csv
from seg_widgets.engines.load.fit import misfits, unknown_columns
from seg_widgets.engines.load.folder import WORKBOOKS, missing_file
from seg_widgets.engines.load.frames import is_frame, stage_frame
from seg_widgets.engines.load.parquet import stage_parquet
from seg_widgets.engines.load.sheets import Sheet, only_sheet, stage_sheet
from seg_widgets.engines.load.sql import create, drop, named, rows, run
from seg_widgets.engines.load.staged import Staged
from seg_widgets.engines.load.unseen import retyped, without_values
from seg_widgets.errors import DataError, Problem, SegmentError, WorkspaceError, suggest
from seg_widgets.schema.datacheck import Finding
from seg_widgets.schema.facts import TableFacts
from seg_widgets.schema.infer import infer
from seg_widgets.schema.model import Draft, Schema
from seg_widgets.schema.source import Source
from seg_widgets.sql.dialects import DIALECTS

if TYPE_CHECKING:
    from seg_widgets.engines.store import Store


@dataclass(frozen=True)
class Loaded:
    """What is in the connection now.

    Attributes
    ----------
    schema
        Every table and every column with its type.
    assumptions
        What was not said and had to be assumed, each in a sentence that an analyst can check.
    facts
        Table -> what was counted in it.
    sources
        Table -> how it was read, where it is a csv file.
    unread
        Values that could not be read and are missing now: findings of the data check, which cannot see them any more.
    """

    schema: Schema
    assumptions: list[str] = field(default_factory=list)
    facts: dict[str, TableFacts] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    unread: list[Finding] = field(default_factory=list)


def load(
    connection: duckdb.DuckDBPyConnection, sources: Mapping[str, Any], schema: Draft | None = None, store: Store | None = None
) -> Loaded:
    """Make each source a table of the connection (of Parquet: a view), under the source's name.

    Parameters
    ----------
    connection
        Of DuckDB, with no result left to fetch. A table or a view of the same name is replaced.
    sources
        Name -> a pandas, polars or Arrow table, or the path of a csv, tsv or parquet file or of a folder of parquet files.
    schema
        What is known of the tables. What is missing in it is inferred; ``None``: everything is.
    store
        Where what was counted in these files before may be found, and is kept; ``None``: it is counted.

    Raises
    ------
    DataError
        ``missing-file``, ``unknown-format``, ``empty-file``, ``no-header``, ``not-a-csv``, ``not-utf8``, ``not-a-parquet``,
        ``repeated-column``, ``unnamed-column``, ``mixed-types``, ``does-not-parse``, ``duplicate-key``, ``missing-key``.
    WorkspaceError
        ``missing-table``, ``unknown-column``, ``unusable-column``, ``no-key``, ``link-type``, ``not-a-time``.
    """
    draft = schema if schema is not None else Draft(tables={})
    made = DIALECTS["duckdb"](draft.time_zone)

    def ask(query: exp.Expr) -> list[tuple[Any, ...]]:
        return rows(connection, query) if store is None else store.ask(query, partial(rows, connection, query))

    _raise(_absent(draft, sources), WorkspaceError)
    staged = _stage(connection, sources)
    try:
        _raise([p for s in staged for p in unknown_columns(draft, s)], WorkspaceError)
        chosen = {s.table: choose(connection, s, _declared(draft, s.table), draft.time_zone) for s in staged}
        _raise([p for c in chosen.values() for p in c.problems])
        for source in staged:
            _make(connection, source, chosen[source.table], store)
        read = {s.table: source_of(connection, s, chosen[s.table]) for s in staged if s.kind == "csv"}
        facts = {s.table: collect(ask, s.table, chosen[s.table].types, made) for s in staged}
        complete, inferred = infer(draft, facts, contained(ask, facts))
        for source in staged:
            unseen = without_values(draft, complete, facts, source.table)
            if unseen:
                chosen[source.table].retype(unseen)
                _make(connection, source, chosen[source.table], store)
                complete, facts[source.table] = retyped(complete, facts[source.table], source.table, unseen)
    finally:
        for source in staged:
            source.drop(connection)
    data, workspace = misfits(ask, complete, facts, made)
    _raise(data, also=workspace)
    _raise(workspace, WorkspaceError)
    said = [sentence for s in staged for sentence in (*_left_out(s), *chosen[s.table].assumptions)]
    empty = [f"{t} has no rows." for t, f in facts.items() if f.rows == 0]
    unread = [finding for s in staged for finding in chosen[s.table].unread]
    return Loaded(complete, [*said, *empty, *inferred], facts, read, unread)


def _stage(connection: duckdb.DuckDBPyConnection, sources: Mapping[str, Any]) -> list[Staged]:
    staged: list[Staged] = []
    problems: list[Problem] = []
    for table_name, source in sources.items():
        try:
            staged.append(_stage_one(connection, str(table_name), source))
        except DataError as error:
            problems.extend(error.problems)
    if problems:
        for source in staged:
            source.drop(connection)
        raise DataError(problems)
    return staged


def _stage_one(connection: duckdb.DuckDBPyConnection, table_name: str, source: Any) -> Staged:
    if not table_name.strip():
        raise DataError(Problem("unnamed-table", "A table has no name.", "tables", "Give it one."))
    if isinstance(source, Sheet):
        return stage_sheet(connection, table_name, source)
    if is_frame(source):
        return stage_frame(connection, table_name, source)
    if not isinstance(source, (str, Path)):
        raise DataError(
            Problem("unknown-format", f"{table_name!r} is given as {type(source).__name__}, not as a table.", table_name,
                    "Give a pandas DataFrame, or the path of a csv or parquet file.")
        )  # fmt: skip
    path = Path(source)
    if not path.exists():
        raise DataError(missing_file(path))
    if path.suffix.lower() in WORKBOOKS:
        return stage_sheet(connection, table_name, only_sheet(path))
    if path.is_dir() or path.suffix.lower() in (".parquet", ".pq"):
        return stage_parquet(connection, table_name, path)
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return stage_csv(connection, table_name, path)
    raise DataError(
        Problem("unknown-format", f"Files that end in {path.suffix!r} cannot be read.", path.name,
                "Use csv, tsv, parquet or xlsx; read others with pandas and give the frame.")
    )  # fmt: skip


def _make(connection: duckdb.DuckDBPyConnection, staged: Staged, chosen: Chosen, store: Store | None) -> None:
    kind = "VIEW" if staged.kind == "parquet" else "TABLE"
    query = staged.select(*(named(value, c) for c, value in chosen.made.items()))
    # A view does not replace a table, nor the other way round.
    for other in ("VIEW", "TABLE"):
        try:
            run(connection, drop(other, staged.table))
        except duckdb.CatalogException:
            continue
    run(connection, create(kind, staged.table, query))
    if store is not None:
        store.define(staged.table, query)


def _declared(draft: Draft, table_name: str) -> dict[str, Any]:
    described = draft.tables.get(table_name)
    return {c: d.type for c, d in described.columns.items() if d.type is not None} if described else {}


def _absent(draft: Draft, sources: Mapping[str, Any]) -> list[Problem]:
    problems = [
        Problem(
            "missing-table",
            f"There is no data for the table {t!r}.",
            f"tables.{t}",
            suggest(t, sources, what="sources"),
        )
        for t in draft.tables
        if t not in sources
    ]
    lower: dict[str, str] = {}
    for t in sources:
        if str(t).casefold() in lower:
            problems.append(Problem("repeated-table", f"The names {lower[str(t).casefold()]!r} and {t!r} differ in capitals only.",
                                    f"tables.{t}", "Give each table a name of its own."))  # fmt: skip
        lower[str(t).casefold()] = str(t)
    return problems


def _left_out(staged: Staged) -> list[str]:
    told = [f"{staged.table}: {sentence}" for sentence in staged.told]
    index = [f"{staged.table}.{c} is left out: it is the index, not a column. Give frame.reset_index() to have it." for c in staged.index]
    return (
        told
        + index
        + [
            f"{staged.table}.{c} is left out: segments have no use for values of type {type_}."
            for c, type_ in (staged.unusable or {}).items()
        ]
    )


def _raise(problems: list[Problem], family: type[SegmentError] = DataError, also: list[Problem] | None = None) -> None:
    if problems:
        raise family([*problems, *(also or [])])
