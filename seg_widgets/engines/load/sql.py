"""Short names for the few expressions that loading is made of. Every name and path goes through sqlglot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import sqlglot
from sqlglot import exp

Ask = Callable[[exp.Expr], list[tuple[Any, ...]]]
"""Runs a query where the tables are, and gives its rows."""


def name(word: str) -> exp.Identifier:
    """Quote a name, whatever is in it."""
    return exp.to_identifier(word, quoted=True)


def column(word: str) -> exp.Column:
    """Name a column."""
    return exp.column(name(word))


def table(word: str) -> exp.Table:
    """Name a table."""
    return exp.Table(this=name(word))


def text(value: str) -> exp.Literal:
    """Give a text literal."""
    return exp.Literal.string(value)


def call(function: str, *arguments: exp.Expr, **options: exp.Expr) -> exp.Expr:
    """Call a function of DuckDB by name."""
    named = [exp.EQ(this=exp.to_identifier(key), expression=value) for key, value in options.items()]
    return exp.Anonymous(this=function, expressions=[*(a.copy() for a in arguments), *named])


def named(value: exp.Expr, word: str) -> exp.Expr:
    """Give an expression a name in what is selected."""
    return exp.Alias(this=value.copy(), alias=name(word))


def try_cast(of: exp.Expr, type_: str) -> exp.Expr:
    """Cast, or give NULL."""
    return exp.TryCast(this=of.copy(), to=exp.DataType.build(type_, dialect="duckdb"))


def cast(of: exp.Expr, type_: str) -> exp.Expr:
    """Cast, or fail."""
    return exp.Cast(this=of.copy(), to=exp.DataType.build(type_, dialect="duckdb"))


def matches(of: exp.Expr, pattern: str) -> exp.Expr:
    """Say whether a regular expression occurs in a text."""
    return exp.RegexpLike(this=of.copy(), expression=text(pattern))


def present(of: exp.Expr) -> exp.Expr:
    """Say whether there is a value."""
    return exp.Not(this=exp.Is(this=of.copy(), expression=exp.null()))


def absent(of: exp.Expr) -> exp.Expr:
    """Say whether there is none."""
    return exp.Is(this=of.copy(), expression=exp.null())


def count_if(condition: exp.Expr) -> exp.Expr:
    """Count the rows where a condition holds, 0 where there are none."""
    return exp.Count(this=exp.Case(ifs=[exp.If(this=condition.copy(), true=exp.Literal.number(1))]))


def case(condition: exp.Expr, then: exp.Expr) -> exp.Expr:
    """Give a value where a condition holds, NULL elsewhere."""
    return exp.Case(ifs=[exp.If(this=condition.copy(), true=then.copy())])


def either(*conditions: exp.Expr) -> exp.Expr:
    """Join conditions by OR."""
    return exp.or_(*(c.copy() for c in conditions))


def both(*conditions: exp.Expr) -> exp.Expr:
    """Join conditions by AND."""
    return exp.and_(*(c.copy() for c in conditions))


def rows(connection: duckdb.DuckDBPyConnection, statement: exp.Expr) -> list[tuple[Any, ...]]:
    """Run a statement and fetch all of it: duckdb 2 blocks a connection that has rows left to fetch."""
    return connection.execute(statement.sql("duckdb")).fetchall()


def run(connection: duckdb.DuckDBPyConnection, statement: exp.Expr) -> None:
    """Run a statement for what it does."""
    rows(connection, statement)


def create(kind: str, target: str, query: exp.Expr, *, temporary: bool = False) -> exp.Create:
    """Make a table or a view of a query, in place of one of that name."""
    properties = exp.Properties(expressions=[exp.TemporaryProperty()]) if temporary else None
    return exp.Create(this=table(target), kind=kind, replace=True, expression=query, properties=properties)


def drop(kind: str, target: str) -> exp.Expr:
    """Take out a table or a view that may not be there."""
    # Parsed, with the name put in after: sqlglot changed how a Drop holds what it drops between versions.
    statement = sqlglot.parse_one(f"DROP {kind} IF EXISTS x", dialect="duckdb")
    for found in statement.find_all(exp.Identifier):
        found.replace(name(target))
    return statement


def described(connection: duckdb.DuckDBPyConnection, source: exp.Expr) -> dict[str, str]:
    """Give the columns of a relation with DuckDB's types, without reading its rows."""
    statement = exp.Describe(this=exp.select("*").from_(source.copy()))
    return {str(r[0]): str(r[1]) for r in rows(connection, statement)}
