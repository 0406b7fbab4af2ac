"""Describes the tables of a warehouse: types from its catalog, facts by aggregate queries, the rest by inference. No row comes over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from seg_widgets.engines.load.collect import collect, contained
from seg_widgets.engines.load.fit import misfits
from seg_widgets.engines.warehouse import TableFound, Tables, Warehouse
from seg_widgets.errors import DataError, Problem, SegmentError, WorkspaceError, suggest
from seg_widgets.schema.facts import TableFacts
from seg_widgets.schema.infer import infer
from seg_widgets.schema.model import Draft, Schema
from seg_widgets.schema.types import ColumnType
from seg_widgets.sql import DIALECTS, identifier


@dataclass(frozen=True)
class Connected:
    """What a warehouse holds.

    Attributes
    ----------
    schema, assumptions, facts
        As of tables that were loaded.
    located
        Table -> what a statement selects from in its place.
    """

    schema: Schema
    assumptions: list[str] = field(default_factory=list)
    facts: dict[str, TableFacts] = field(default_factory=dict)
    located: dict[str, exp.Expr] = field(default_factory=dict)


def connect(warehouse: Warehouse, draft: Draft | None = None, tables: Tables = None) -> Connected:
    """Describe tables of a warehouse.

    Parameters
    ----------
    draft
        What is known of them; a table's ``source`` says where it lies, such as ``crm.accounts``.
    tables
        Which tables: their names, or name -> where it lies; ``None``: those of the draft, else all that can be seen.

    Raises
    ------
    WorkspaceError
        ``no-tables``, ``missing-table``, ``unknown-column``, ``unusable-column``, ``type-mismatch`` and what inference raises.
    DataError
        ``duplicate-key``, ``missing-key``, ``not-a-key``.
    EngineError
        The warehouse refused a statement.
    """
    draft = draft if draft is not None else Draft(tables={})
    catalog = warehouse.tables()
    found = _wanted(warehouse, catalog, draft, tables)
    types, left = _types(warehouse, found, draft)
    located = {t: _located(warehouse, f, types[t]) for t, f in found.items()}
    made = DIALECTS[warehouse.dialect](draft.time_zone, located)

    def ask(query: exp.Expr) -> list[tuple[Any, ...]]:
        return warehouse.rows(query, "facts", made)

    facts = {t: collect(ask, t, types[t], made) for t in found}
    schema, said = infer(draft, facts, contained(ask, facts))
    data, workspace = misfits(ask, schema, facts, made)
    if data:
        raise DataError([*data, *workspace])
    _raise(workspace)
    schema = schema.with_tables(
        {t: d.model_copy(update={"source": d.source or _source(warehouse, t, found[t])}) for t, d in schema.tables.items()}
    )
    return Connected(schema, [*left, *said], facts, located)


def _wanted(warehouse: Warehouse, catalog: Mapping[str, TableFound], draft: Draft, tables: Tables) -> dict[str, TableFound]:
    if tables is None:
        asked = {t: d.source or t for t, d in draft.tables.items()} or {t: t for t, f in catalog.items() if t == f.path[-1]}
    else:
        asked = dict(tables) if isinstance(tables, Mapping) else {str(t).rpartition(".")[2]: str(t) for t in tables}
        _raise([_missing(warehouse, t, t, asked, "tables") for t in draft.tables if t not in asked])
    if not asked:
        words = f"There are no tables to be seen in {warehouse.name}."
        raise WorkspaceError(Problem("no-tables", words, "tables", "Name them (tables), or mend the rights of this user."))
    known = {found.path: found for found in catalog.values()}
    kept: dict[str, TableFound] = {}
    problems = []
    for name, place in asked.items():
        path = tuple(part.name for part in exp.to_table(place, dialect=warehouse.dialect).parts)
        match = catalog.get(place) or known.get(path) or next((f for p, f in known.items() if p[-len(path) :] == path), None)
        if match is None:
            problems.append(_missing(warehouse, name, place, catalog, f"tables.{name}"))
        else:
            kept[name] = match
    _raise(problems)
    return kept


def _missing(warehouse: Warehouse, name: str, place: str, known: Mapping[str, Any], at: str) -> Problem:
    return Problem("missing-table", f"There is no table {place!r} in {warehouse.name}.", at, suggest(place, known, what="tables"))


def _types(warehouse: Warehouse, found: Mapping[str, TableFound], draft: Draft) -> tuple[dict[str, dict[str, ColumnType]], list[str]]:
    types: dict[str, dict[str, ColumnType]] = {}
    left: list[str] = []
    problems: list[Problem] = []
    for t, table in found.items():
        ours = {c: warehouse.type_of(native) for c, native in table.columns.items()}
        types[t] = {c: type_ for c, type_ in ours.items() if type_ is not None}
        described = draft.tables.get(t)
        spoken = {} if described is None else {
            **{f"tables.{t}.{part}": getattr(described, part) for part in ("key", "time", "end", "label")},
            **{f"tables.{t}.links.{c}": c for c in described.links}, **{f"tables.{t}.columns.{c}": c for c in described.columns},
            **{f"tables.{t}.partitions.{c}": c for c in described.partitions},
        }  # fmt: skip
        for place, c in spoken.items():
            if c is None or c in types[t]:
                continue
            if c in table.columns:
                words = f"Values of type {table.columns[c]} ({c!r}) cannot be used."
                problems.append(Problem("unusable-column", words, place, "Turn them into numbers, texts, dates or lists, in a view."))
            else:
                known = suggest(c, table.columns, what=f"columns of {t}")
                problems.append(Problem("unknown-column", f"{'.'.join(table.path)} has no column {c!r}.", place, known))
        for c, column in described.columns.items() if described is not None else ():
            if c in types[t] and column.type not in (None, types[t][c]):
                words = f"The column is {table.columns[c]} in {warehouse.name}, which is read as {types[t][c]} and not as {column.type}."
                problems.append(
                    Problem("type-mismatch", words, f"tables.{t}.columns.{c}", "Take the type out, or connect a view that casts it.")
                )
        useless = [(c, table.columns[c]) for c, type_ in ours.items() if type_ is None]
        left += [f"{t}.{c} is left out: segments have no use for values of type {native}." for c, native in useless]
    _raise(problems)
    return types, left


def place(warehouse: Warehouse, path: tuple[str, ...]) -> exp.Table:
    """Give a table by its name in parts."""
    return exp.to_table(".".join(identifier(part).sql(dialect=warehouse.dialect) for part in path), dialect=warehouse.dialect)


def _located(warehouse: Warehouse, found: TableFound, types: Mapping[str, ColumnType]) -> exp.Expr:
    """Give the table where it lies; where columns must be read otherwise than they are, a query that does so."""
    there = place(warehouse, found.path)
    read = {c: warehouse.reads_as(exp.column(identifier(c)), found.columns[c]) for c in types}
    if all(value is None for value in read.values()):
        return there
    columns = [exp.column(identifier(c)) if value is None else exp.alias_(value, identifier(c)) for c, value in read.items()]
    return exp.select(*columns).from_(there).subquery()


def _source(warehouse: Warehouse, name: str, found: TableFound) -> str | None:
    if found.path[-1] == name and len(found.path) == 1:
        return None
    return ".".join(identifier(part).sql(dialect=warehouse.dialect) for part in found.path)


def _raise(problems: list[Problem], family: type[SegmentError] = WorkspaceError) -> None:
    if problems:
        raise family(problems)
