"""The statement in every dialect: it is read again as that dialect's, and says nothing that only another one knows."""

from __future__ import annotations

from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from seg_widgets.definition import Segment
from seg_widgets.plan import make_plan
from seg_widgets.sql import DIALECTS, dialect, statement
from tests.spec.cases import CASES

SEVERAL = CASES[::4]
NAMES = sorted(DIALECTS)


def test_these_are_the_dialects() -> None:
    assert NAMES == ["bigquery", "clickhouse", "databricks", "duckdb", "postgres", "snowflake", "spark", "trino"]


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_is_read_again(name: str) -> None:
    for case in SEVERAL:
        made = dialect(name, case.schema.time_zone)
        known = {other: Segment.load(data) for other, data in case.known.items()}
        plan = make_plan(Segment.load(case.segment), case.schema, case.as_of, known)
        text = made.text(statement(plan, case.schema, made))
        found = sqlglot.parse(text, dialect=name, error_level=sqlglot.ErrorLevel.RAISE)
        assert len(found) == 1, text
        assert isinstance(found[0], exp.Select), text


def values(made: Any, text: str) -> list[str]:
    """Write a text as a literal, and read it again."""
    parsed = sqlglot.parse_one(made.text(exp.select(made.literal(text))), dialect=made.name)
    return ["".join(literal.name for literal in parsed.selects[0].find_all(exp.Literal))]


@pytest.mark.parametrize("name", NAMES)
def test_a_literal_is_read_again_as_it_was(name: str) -> None:
    for text in ["it's", 'say "hi"', "C:\\dir", "\\'", "two\nlines", "größe 日本", "{{ x }}", "${x} and ${y}", "%s", "--", "/* x */", ""]:
        assert values(dialect(name, "UTC"), text) == [text]
