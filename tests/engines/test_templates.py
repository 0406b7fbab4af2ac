"""Every template gives the same members on the demo data whatever runs it: the session, the statement, pandas, PostgreSQL, Spark."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import pytest
from sqlglot import exp

import seg_widgets as sw
from seg_widgets.definition import Segment
from seg_widgets.engines.postgres import PostgresWarehouse
from seg_widgets.engines.spark import SparkWarehouse
from seg_widgets.sql import column, table
from seg_widgets.workspace import Workspace
from tests.engines.elsewhere import into_postgres, into_spark, opened

NOT_IN_THE_DEMO = {("B01", "flag"), ("V13", "list")}
WAYS = [(t.id, way.name) for t in sw.templates for way in t.ways if (t.id, way.name) not in NOT_IN_THE_DEMO]
SOME = WAYS if os.environ.get("SEG_WIDGETS_ALL_ENGINES") else WAYS[::10]
"""Spark takes a second or two each: a nightly run takes every template."""


@lru_cache(maxsize=1)
def demo() -> Workspace:
    return sw.datasets.demo()


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    return {name: demo().frame(name) for name in demo().schema.tables}


@lru_cache(maxsize=1)
def rows() -> dict[str, list[dict[str, Any]]]:
    found = {}
    for name, described in demo().schema.tables.items():
        columns = list(described.columns)
        query = exp.select(*map(column, columns)).from_(table(name))
        found[name] = [dict(zip(columns, row, strict=True)) for row in demo().database.rows(query, "test")]
    return found


def segments(template: str, way: str) -> list[Segment]:
    """Give the segment of a template, or the first parts of its split."""
    bound = sw.templates[template].bind(demo(), variant=way)
    return [bound] if isinstance(bound, Segment) else [part.segment for part in bound.parts(demo())[:3]]


def members(segment: Segment, home: Workspace) -> list[Any]:
    found: list[Any] = home.members(segment.at_home(home)).iloc[:, 0].tolist()
    return found


@pytest.mark.parametrize(("template", "way"), WAYS)
def test_the_statement_and_pandas_give_the_same_members(template: str, way: str) -> None:
    for segment in segments(template, way):
        expected = members(segment, demo())
        assert expected
        statement = [key for (key,) in demo().database.rows(segment.to_sql(), "whole")]
        assert sorted(statement) == sorted(expected)
        scope: dict[str, Any] = {"__name__": "exported"}
        exec(compile(segment.to_pandas(), "<exported pandas>", "exec"), scope)
        assert scope["members"](tables()).tolist() == expected


@pytest.mark.parametrize(("template", "way"), WAYS)
def test_python_and_yaml_build_it_again(template: str, way: str) -> None:
    for segment in segments(template, way):
        assert sw.read_yaml(segment.to_yaml()) == segment
        scope: dict[str, Any] = {"sw": sw, "ws": demo()}
        exec(compile(segment.to_python(), "<exported python>", "exec"), scope)
        assert any(isinstance(made, Segment) and made == segment for made in scope.values())


@pytest.fixture(scope="module")
def in_postgres(postgres: Any) -> Workspace:
    return opened(PostgresWarehouse(postgres), into_postgres(postgres, rows(), demo().schema), demo().schema)


@pytest.mark.parametrize(("template", "way"), WAYS)
def test_postgresql_gives_the_same_members(template: str, way: str, in_postgres: Workspace) -> None:
    for segment in segments(template, way):
        assert members(segment, in_postgres) == sorted(members(segment, demo()))


@pytest.fixture(scope="module")
def in_spark(spark: Any) -> Workspace:
    return opened(SparkWarehouse(spark), into_spark(spark, rows(), demo().schema), demo().schema)


@pytest.mark.parametrize(("template", "way"), SOME)
def test_spark_gives_the_same_members(template: str, way: str, in_spark: Workspace) -> None:
    for segment in segments(template, way)[:1]:
        assert members(segment, in_spark) == sorted(members(segment, demo()))
