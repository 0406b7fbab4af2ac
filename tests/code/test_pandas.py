"""Pandas code gives the members that the definition means, on its own; and nobody talks it into anything else."""

# ruff: noqa: E501  a case is a line of a table

from __future__ import annotations

import ast
import dataclasses
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import seg_widgets as sw
from seg_widgets.code.pandas import pandas_code
from seg_widgets.code.pandas_ import script
from seg_widgets.code.pandas_.conditions import Conditions
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import Names, quoted
from seg_widgets.definition import Segment, export
from seg_widgets.errors import DefinitionError, UnsupportedError
from seg_widgets.plan import (
    AggregateLeaf,
    ArithmeticExpr,
    ColumnLeaf,
    Compare,
    ConstantExpr,
    Days,
    GroupPlan,
    PeersLeaf,
    SequenceLeaf,
    make_plan,
)
from seg_widgets.schema import Schema
from tests.generate import AS_OFS, SCHEMA, UNIVERSE, libraries, rows
from tests.reference import evaluate
from tests.spec import words as w
from tests.spec.cases import CASES
from tests.spec.frames import frames

from .scripts import bare, run_all

DAY = date(2024, 3, 31)
GENERATED = int(os.environ.get("SEG_WIDGETS_EXAMPLES", "6")) * 25
SEEDS = range(5 if GENERATED == 150 else max(5, GENERATED // 60))


# What the definition means -------------------------------------------------------------------------------------------


def loaded(known: dict[str, Any]) -> dict[str, Segment]:
    return {name: Segment.load(data) for name, data in known.items()}


@pytest.fixture(scope="module")
def by_hand() -> dict[str, dict[str, Any]]:
    done = run_all(
        [(pandas_code(Segment.load(c.segment), c.schema, as_of=c.as_of, known=loaded(c.known)), frames(c.rows, c.schema)) for c in CASES]
    )
    return {case.name: found for case, found in zip(CASES, done, strict=True)}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_script_gives_the_answer_worked_out_by_hand(case, by_hand):
    found = by_hand[case.name]
    assert "error" not in found, found["traceback"]
    assert tuple(found["keys"]) == case.members


ROWS = {as_of: rows(SCHEMA, as_of) for as_of in AS_OFS}


@st.composite
def worlds(draw):
    as_of, about = draw(st.sampled_from(AS_OFS)), draw(st.sampled_from([SCHEMA, UNIVERSE]))
    entity = draw(st.sampled_from(["accounts", "accounts", "contacts", "subscriptions"]))
    made, known = draw(libraries(about, entity, as_of))
    return Segment.load(made), {"schema": about, "as_of": as_of, "known": loaded(known)}, draw(ROWS[as_of])


@pytest.fixture(scope="module")
def generated() -> list[tuple[Segment, dict[str, Any], Any]]:
    """Definitions, what they are exported with, and data: the same ones each time, for the same seeds."""
    found = []
    for number in SEEDS:

        @seed(number)
        @settings(
            max_examples=GENERATED // len(SEEDS), database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(worlds())
        def generate(world):
            found.append(world)

        generate()
    return found


def test_generated_definitions_have_the_members_that_the_reference_finds(generated):
    texts = [pandas_code(made, **options) for made, options, _ in generated]
    done = run_all([(text, frames(data, SCHEMA)) for text, (*_, data) in zip(texts, generated, strict=True)])
    wrong = []
    for text, (made, options, data), found in zip(texts, generated, done, strict=True):
        known = {name: inner.dump() for name, inner in options["known"].items()}
        members = evaluate(made.dump(), options["schema"], data, options["as_of"], known).members
        if found.get("keys") != members:
            wrong.append(f"{text}\nmembers: {members}\nfound: {found.get('keys', found.get('traceback'))}")
    assert not wrong, f"{len(wrong)} of {len(texts)}, such as:\n{min(wrong, key=len)}"


def test_another_as_of_date_in_the_text_means_what_an_export_for_that_day_means(generated):
    """Every window is counted from AS_OF, unless two windows share their days by chance."""

    def body(text: str) -> str:
        return text[text.index("\n\n\n") :]

    same = 0
    for made, options, _ in generated:
        first, second = (body(pandas_code(made, **options | {"as_of": day})) for day in (date(2024, 5, 17), date(2023, 11, 9)))
        same += first == second
    assert same >= 0.95 * len(generated)


# One segment of everything, over frames as analysts have them --------------------------------------------------------


def attribute(column: str) -> dict[str, Any]:
    return {"kind": "attribute", "column": column}


def criterion(metric: str | dict[str, Any], op: str, value: Any = None, **options: Any) -> dict[str, Any]:
    metric = attribute(metric) if isinstance(metric, str) else metric
    return {"kind": "criterion", "metric": metric, "op": op} | ({} if value is None else {"value": value}) | options


def aggregate(table: str, agg: str, column: str | None = None, **parts: Any) -> dict[str, Any]:
    return {"kind": "aggregate", "table": table, "agg": agg} | ({} if column is None else {"column": column}) | parts


def of_rows(agg: str, column: str | None = None, **parts: Any) -> dict[str, Any]:
    return aggregate("rows", agg, column, **parts)


def segment(*members: dict[str, Any], kind: str = "all", entity: str = "things", **options: Any) -> Segment:
    return Segment.load({"name": "A segment", "entity": entity, "where": {"kind": kind, "members": members}} | options)


def schema(things: dict[str, str], rows: dict[str, str] | None = None, zone: str = "UTC") -> Schema:
    """Describe things by ``id`` and, where there are any, their rows by ``thing`` and ``at``."""
    tables: dict[str, Any] = {"things": {"kind": "entity", "key": "id", "columns": {c: {"type": t} for c, t in things.items()}}}
    if rows is not None:
        columns = {c: {"type": t} for c, t in rows.items()}
        tables["rows"] = {"kind": "event", "time": "at", "links": {"thing": "things"}, "columns": columns}
    return Schema.model_validate({"time_zone": zone, "tables": tables})


BEYOND = 2**53
ONE, TWO = UUID(int=1), UUID(int=2)
UTC_PLUS_2 = timezone(timedelta(hours=2))

# name, type, values, dtype, op, operand, members (by number; the last value is missing)
COLUMNS = [
    ("text as categories", "text", ["a", "b", None], "category", "is_not", "a", [1]),
    ("text of pandas' own", "text", ["a", "", None], "string", "is_present", None, [0, 1]),
    ("text of Arrow's own", "text", ["a", "b", None], "string[pyarrow]", "one_of", ["b", "c"], [1]),
    ("text beside NaN", "text", ["a", "b", float("nan")], "object", "none_of", ["b"], [0]),
    ("text beside NA", "text", ["A", "b", pd.NA], "object", "is", "a", []),
    ("identifiers", "text", [ONE, TWO, None], "object", "is", str(TWO), [1]),
    ("no text at all", "text", [None, None, None], "float64", "is_missing", None, [0, 1, 2]),
    ("whole numbers beside None", "integer", [BEYOND + 1, BEYOND, None], "object", "is", BEYOND + 1, [0]),
    ("whole numbers that may miss", "integer", [BEYOND + 1, BEYOND, None], "Int64", ">", BEYOND, [0]),
    ("whole numbers of Arrow", "integer", [BEYOND + 1, BEYOND, None], "int64[pyarrow]", "one_of", [BEYOND + 1], [0]),
    ("whole numbers as doubles", "integer", [2, 3, None], "float64", "is_not", 2, [1]),
    ("whole numbers as categories", "integer", [BEYOND + 1, BEYOND, None], "category", "<", BEYOND + 1, [1]),
    ("small whole numbers", "integer", [2, 3, 4], "int8", "between", [2.5, 4], [1, 2]),
    ("a whole number out of reach", "integer", [2, 3, None], "Int64", "<", 2**70, [0, 1]),
    ("a whole number out of reach, not", "integer", [2, 3, None], "Int64", "one_of", [2**70, 2.5], []),
    ("whole numbers up to one out of reach", "integer", [2, 3, None], "Int64", "between", [3, 2**70], [1]),
    ("whole numbers from one out of reach", "integer", [2, 3, None], "Int64", "between", [-(2**70), 2], [0]),
    ("a whole number written as a double is the one written", "integer", [1152921504606847200, 1152921504606847232, None], "Int64", "is",
     1.1529215046068472e18, [0]),
    ("doubles that may miss", "number", [0.5, 1.5, None], "Float64", "is_not", 0.5, [1]),
    ("a double is not the next integer", "number", [float(BEYOND), 1.5, None], "float64", "<", BEYOND + 1, [0, 1]),
    ("a double is none of those it cannot be", "number", [float(BEYOND), 1.5, None], "float64", "none_of", [BEYOND + 1], [0, 1]),
    ("doubles from one that none holds", "number", [float(BEYOND), float(BEYOND + 3), None], "float64", "between", [BEYOND + 1, 2e16], [1]),
    ("decimals", "decimal", [Decimal("0.1"), Decimal("0.3"), None], "object", "is", 0.1, [0]),
    ("decimals among others", "decimal", [Decimal("0.10"), Decimal("2"), None], "object", "one_of", ["0.1", 2], [0, 1]),
    ("decimals between", "decimal", [Decimal("0.1"), Decimal("0.3"), None], "object", "between", [0.1, 0.2], [0]),
    ("decimals stored as doubles", "decimal", [0.1, 0.3, None], "float64", "is", 0.1, [0]),
    ("true beside None", "boolean", [True, False, None], "object", "is_true", None, [0]),
    ("false beside None", "boolean", [True, False, None], "object", "is_false", None, [1]),
    ("numpy's true and false", "boolean", [True, False, False], "bool", "is_false", None, [1, 2]),
    ("false that may miss", "boolean", [True, False, None], "boolean", "is_false", None, [1]),
    ("Python's dates", "date", [date(2024, 3, 1), date(9999, 12, 31), None], "object", ">", "2024-03-01", [1]),
    ("dates as text", "date", ["2024-03-01", "9999-12-31", None], "object", "is_not", "2024-03-01", [1]),
    ("dates in nanoseconds", "date", ["2024-03-01", "2024-03-02", None], "datetime64[ns]", "one_of", ["2024-03-02"], [1]),
    ("dates in seconds", "date", ["2024-03-01", "9999-12-31", None], "datetime64[s]", "one_of", ["9999-12-31"], [1]),
    ("times compare by their day", "timestamp", ["2024-03-01 23:59", "2024-03-02", None], "datetime64[us]", "is", "2024-03-01", [0]),
    ("Python's times", "timestamp", [datetime(2024, 3, 1, 23), datetime(2024, 3, 2), None], "object", "<=", "2024-03-01", [0]),
    ("times as text", "timestamp", ["2024-03-01T23:59:59", "2024-03-02 00:00", None], "object", "is", "2024-03-01", [0]),
    ("a list may be empty and is present", "list", [["a"], [], None], "object", "is_present", None, [0, 1]),
]  # fmt: skip

# The zone is Berlin's, an hour before UTC on the 1st of March and two hours before on the 31st.
INSTANTS = [
    ("instants of UTC", ["2024-03-01 22:59+00:00", "2024-03-01 23:00+00:00", None], "datetime64[us, UTC]"),
    ("instants of another zone", ["2024-03-01 22:59+00:00", "2024-03-01 23:00+00:00", None], "datetime64[ns, America/New_York]"),
    ("instants as text", ["2024-03-01T22:59:59Z", "2024-03-02T01:00+02:00", None], "object"),
    ("Python's instants", [datetime(2024, 3, 1, 22, 59, tzinfo=UTC), datetime(2024, 3, 2, 1, tzinfo=UTC_PLUS_2), None], "object"),
    ("naive times among them", [datetime(2024, 3, 1, 23, 59), datetime(2024, 3, 1, 23, tzinfo=UTC), None], "object"),
    ("times of the zone itself", [datetime(2024, 3, 1, 23, 59, tzinfo=ZoneInfo("Europe/Berlin")), "2024-03-02", None], "object"),
]  # fmt: skip


def things(values: list[Any], dtype: str, keys: list[Any] | None = None) -> dict[str, pd.DataFrame]:
    """Make a table of things whose index says nothing."""
    column = pd.Series(values, dtype="object").astype(dtype) if "datetime" not in dtype else as_times(values, dtype)
    frame = pd.DataFrame({"id": keys or list(range(len(values)))}).assign(**{"value": column})
    return {"things": frame.set_axis([7] * len(frame))}


def as_times(values: list[Any], dtype: str) -> pd.Series:
    if "," in dtype:
        return pd.to_datetime(pd.Series(values), utc=True).astype(dtype)
    return pd.Series(values, dtype="object").astype(dtype)


@pytest.fixture(scope="module")
def over_columns() -> dict[str, dict[str, Any]]:
    cases = {}
    for name, type_, values, dtype, op, operand, _ in COLUMNS:
        about = schema({"id": "integer", "value": type_})
        cases[name] = (pandas_code(segment(criterion("value", op, operand)), about, as_of=DAY), things(values, dtype))
    for name, values, dtype in INSTANTS:
        about = schema({"id": "integer", "value": "timestamp_tz"}, zone="Europe/Berlin")
        cases[name] = (
            pandas_code(segment(criterion("value", "is", "2024-03-01")), about, as_of=DAY),
            things(values, dtype),
        )
    return dict(zip(cases, run_all(list(cases.values())), strict=True))


@pytest.mark.parametrize("case", COLUMNS, ids=lambda case: case[0])
def test_a_column_means_the_same_however_it_is_stored(case, over_columns):
    found = over_columns[case[0]]
    assert found.get("keys", found.get("traceback")) == case[-1]


@pytest.mark.parametrize("case", INSTANTS, ids=lambda case: case[0])
def test_an_instant_lies_on_its_day_in_the_workspaces_zone(case, over_columns):
    found = over_columns[case[0]]
    assert found.get("keys", found.get("traceback")) == [0]


KEYS = [
    ("integers", "integer", [BEYOND + 1, BEYOND, 3], "int64", [BEYOND + 1, None, BEYOND + 1, 99], "Int64"),
    ("integers, links as doubles", "integer", [1, 2, 3], "int64", [1, None, 1, 99], "float64"),
    ("integers, links as objects", "integer", [BEYOND + 1, BEYOND, 3], "Int64", [BEYOND + 1, None, BEYOND + 1, 99], "object"),
    ("text", "text", ["007", " b ", "B"], "str", ["007", None, "007", "b"], "object"),
    ("text as categories", "text", ["007", " b ", "B"], "category", ["007", None, "007", "b"], "category"),
    ("identifiers", "text", [ONE, TWO, UUID(int=3)], "object", [ONE, None, ONE, UUID(int=4)], "object"),
    ("identifiers, links as text", "text", [ONE, TWO, UUID(int=3)], "object", [str(ONE), None, str(ONE), "x"], "object"),
    ("days", "date", ["2024-01-01", "2024-01-02", "2024-01-03"], "datetime64[us]", ["2024-01-01", None, "2024-01-01", "x"][:3], "object"),
]  # fmt: skip


def test_keys_of_every_type_find_their_rows_and_come_back_as_they_were():
    cases = []
    for _, type_, keys, dtype, links, link_dtype in KEYS:
        about = schema({"id": type_}, {"thing": type_, "at": "date"})
        frame = pd.DataFrame({"id": pd.Series(keys, dtype="object").astype(dtype)})
        linked = pd.DataFrame({"thing": pd.Series(links, dtype="object").astype(link_dtype), "at": pd.Timestamp("2024-03-01")})
        text = pandas_code(segment(criterion(of_rows("count"), ">=", 2)), about, as_of=DAY)
        cases.append((text, {"things": frame, "rows": linked}))
    for (name, *_), (_, tables), found in zip(KEYS, cases, run_all(cases), strict=True):
        frame = tables["things"]
        assert found.get("keys", found.get("traceback")) == frame["id"].tolist()[:1], name
        assert found["dtype"] == str(frame["id"].dtype), name


def test_a_missing_or_repeated_key_is_an_error_that_names_it():
    text = pandas_code(segment({"kind": "everyone"}), schema({"id": "text"}), as_of=DAY)
    tables = [{"things": pd.DataFrame({"id": keys})} for keys in (["a", "b", "a"], ["a", None], [])]
    repeated, missing, none = run_all([(text, t) for t in tables])
    assert "'id'" in repeated["error"]
    assert "['a']" in repeated["error"]
    assert "missing or repeated" in missing["error"]
    assert none["keys"] == []


def test_sums_and_means_of_large_whole_numbers_are_exact():
    about = schema({"id": "integer"}, {"thing": "integer", "at": "date", "n": "integer"})
    linked = pd.DataFrame({"thing": [1, 1, 1, 2], "at": ["2024-03-01"] * 4, "n": pd.array([BEYOND, 1, None, BEYOND], "Int64")})
    tables = {"things": pd.DataFrame({"id": [1, 2, 3]}), "rows": linked}
    asked = [
        (criterion(of_rows("sum", "n"), "is", BEYOND + 1), [1]),
        (criterion(of_rows("sum", "n"), ">", BEYOND), [1]),
        (criterion(of_rows("max", "n"), "<", BEYOND + 1), [1, 2]),
        (criterion(of_rows("latest", "n"), "is", BEYOND), [1, 2]),
        (criterion(of_rows("mean", "n"), "is", (BEYOND + 1) / 2), [1]),
        (criterion(of_rows("sum", "n"), "is", of_rows("max", "n")), [2]),
        (criterion(of_rows("max", "n"), "is", of_rows("mean", "n")), [2]),
    ]
    done = run_all([(pandas_code(segment(asks), about, as_of=DAY), tables) for asks, _ in asked])
    assert [found.get("keys", found.get("traceback")) for found in done] == [members for _, members in asked]


def test_latest_is_ordered_by_the_instant_not_by_the_clock():
    """On 27 October 2024 Berlin's clocks show 02:30 twice."""
    about = schema({"id": "integer"}, {"thing": "integer", "at": "timestamp_tz", "n": "integer"}, "Europe/Berlin")
    at = pd.to_datetime(["2024-10-27 00:45+00:00", "2024-10-27 01:15+00:00"]).tz_convert("Europe/Berlin")
    tables = {"things": pd.DataFrame({"id": [1]}), "rows": pd.DataFrame({"thing": [1, 1], "at": at, "n": [1, 2]})}
    text = pandas_code(segment(criterion(of_rows("latest", "n"), "is", 2)), about, as_of=date(2024, 10, 27))
    text_objects = {**tables, "rows": tables["rows"].assign(at=[moment.isoformat() for moment in at])}
    assert [found.get("keys") for found in run_all([(text, tables), (text, text_objects)])] == [[1], [1]]


def test_distinct_times_are_moments_not_days():
    about = schema({"id": "integer"}, {"thing": "integer", "at": "timestamp", "n": "integer"})
    at = pd.to_datetime(["2024-03-01 08:00", "2024-03-01 08:00", "2024-03-01 09:00"])
    tables = {"things": pd.DataFrame({"id": [1]}), "rows": pd.DataFrame({"thing": [1] * 3, "at": at, "n": [1, 2, 3]})}
    asked = [(of_rows("distinct", "at"), 2), (of_rows("active_days"), 1), (of_rows("count"), 3)]
    done = run_all([(pandas_code(segment(criterion(m, "is", n)), about, as_of=DAY), tables) for m, n in asked])
    assert [found.get("keys", found.get("traceback")) for found in done] == [[1]] * 3


def last(n: int, unit: str = "days") -> dict[str, Any]:
    return {"kind": "last", "n": n, "unit": unit}


def test_windows_that_share_their_days_by_chance_are_said_as_dates():
    about = schema({"id": "integer"}, {"thing": "integer", "at": "date"})
    asks = [criterion(of_rows("count", window=window), ">", 0) for window in (last(1, "months"), last(31))]
    by_chance = pandas_code(segment(*asks), about, as_of=DAY)
    assert 'pd.Timestamp("2024-03-01"), pd.Timestamp("2024-03-31")' in by_chance
    assert "export again" in by_chance
    for text in (
        pandas_code(segment(asks[0]), about, as_of=DAY),
        pandas_code(segment(*asks), about, as_of=date(2024, 5, 15)),
    ):
        assert "DateOffset(months=1)" in text
        assert "export again" not in text


def test_windows_may_reach_to_the_ends_of_the_calendar():
    about = schema({"id": "integer", "end": "date"}, {"thing": "integer", "at": "date"})
    tables = {
        "things": pd.DataFrame({"id": [1, 2], "end": [date(9999, 12, 31), None]}),
        "rows": pd.DataFrame({"thing": [1, 2], "at": [date(1, 1, 1), date(1500, 1, 1)]}),
    }
    asked = [
        (criterion(of_rows("count", window=last(100_000, "years")), "is", 1), [1, 2]),
        (criterion(of_rows("count", window=last(1000, "years")), "is", 1), [2]),
        (criterion("end", "in_next", {"kind": "span", "n": 100_000, "unit": "months"}), [1]),
        (criterion({"kind": "days_until", "of": attribute("end")}, ">", 2_900_000), [1]),
    ]
    done = run_all([(pandas_code(segment(asks), about, as_of=DAY), tables) for asks, _ in asked])
    assert [found.get("keys", found.get("traceback")) for found in done] == [members for _, members in asked]


# The whole language, node by node ------------------------------------------------------------------------------------

WORLD = Schema.model_validate(
    {
        "tables": {
            name: {"links": links, **parts, "columns": {c: t if isinstance(t, dict) else {"type": t} for c, t in columns.items()}}
            for name, parts, links, columns in [
                ("accounts", {"kind": "entity", "key": "id"}, {}, {
                    "id": "integer", "industry": "text", "size": "text", "seats": "integer", "arr": "number", "fee": "decimal",
                    "plan": {"type": "text", "order": ["Silver", "Gold", "Platinum"]}, "started": "date", "tags": "list", "active": "boolean",
                }),
                ("contacts", {"kind": "entity", "key": "id"}, {"account": "accounts"}, {
                    "id": "integer", "account": "integer", "plan": "text", "score": "integer",
                }),
                ("usage", {"kind": "event", "time": "at"}, {"account": "accounts"}, {"account": "integer", "at": "date", "n": "integer"}),
                ("deals", {"kind": "event", "time": "at"}, {"account": "accounts"}, {"account": "integer", "at": "timestamp", "what": "text"}),
                ("benchmarks", {"kind": "lookup"}, {}, {"industry": "text", "size": "text", "seats": "number"}),
            ]
        }
    }
)  # fmt: skip


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def table(columns: str, *values: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(values), columns=columns.split(), dtype=object)


TABLES = {
    "accounts": table(
        "id industry size plan seats arr fee started tags active",
        (1, "IT", "S", "Silver", 10, 100.0, Decimal("1.5"), day("2024-01-31"), ["a", "b"], True),
        (2, "IT", "S", "Gold", 20, 200.0, Decimal("2.5"), day("2024-03-15"), [], False),
        (3, "IT", "L", "Platinum", 30, None, None, day("2023-12-01"), None, None),
        (4, "HR", "S", None, None, 400.0, Decimal("0.5"), None, ["a", None], None),
        (5, "HR", "S", "Other", 50, 500.0, Decimal("1.5"), day("2024-05-01"), ["b", "c"], None),
        (6, None, "S", "Gold", 20, 600.0, None, day("2024-03-31"), [None], None),
    ),
    "contacts": table(
        "id account plan score",
        (1, 1, "Silver", 5), (2, 1, "Gold", 25), (3, 2, "Gold", 10), (4, 3, None, 40), (5, 5, "Other", None), (6, 6, "Silver", 20),
        (7, None, "Gold", 30),
    ),
    "usage": table(
        "account at n",
        (1, day("2024-01-31"), 1), (1, day("2024-02-29"), 2), (1, day("2024-03-01"), 3), (1, day("2024-03-31"), 4),
        (2, day("2024-03-15"), 5), (2, day("2024-03-20"), 6), (3, day("2023-12-31"), 7), (3, day("2024-01-01"), 8),
        (4, day("2024-03-30"), 9), (5, day("2024-03-01"), 10), (6, day("2024-04-01"), 11),
    ),
    "deals": table(
        "account at what",
        (1, datetime(2024, 3, 1, 10), "demo"), (1, datetime(2024, 3, 1, 10), "buy"), (1, datetime(2024, 3, 3), "claim"),
        (1, datetime(2024, 3, 5, 9), "buy"), (2, datetime(2024, 3, 1, 23), "demo"), (2, datetime(2024, 3, 8, 1), "buy"),
        (3, datetime(2024, 3, 1), "buy"), (3, datetime(2024, 3, 2), "demo"), (4, datetime(2024, 3, 1), "demo"),
        (4, datetime(2024, 3, 5), "claim"), (4, datetime(2024, 3, 10), "demo"), (4, datetime(2024, 3, 12), "buy"),
    ),
    "benchmarks": table("industry size seats", ("IT", "S", 15), ("HR", "S", 40), ("HR", "S", 45), ("IT", "L", 30), (None, "S", 1)),
}  # fmt: skip


def deal(what: str, **parts: Any) -> dict[str, Any]:
    return w.step("deals", w.crit("what", "is", what), **parts)


def figure(column: str, *on: dict[str, Any], table: str = "benchmarks") -> dict[str, Any]:
    return {"kind": "lookup", "table": table, "column": column, "on": list(on)}


DEMO, BUY, CLAIM = deal("demo"), deal("buy", within=7), deal("claim")
IN_MARCH = w.count("usage", w.last(1, "months"))
TEN_TIMES = w.arith(w.arith(IN_MARCH, "*", 10), "+", "seats")
OUTER_PLAN, OUTER_SEATS = w.crit("plan", "is", w.outer("plan")), w.crit("score", "<=", w.outer("seats"))
HIGHER = w.related("contacts", "any", w.crit("score", ">", w.outer("score", 2)))
SINCE = w.since("started", 30)
EVERY_ONE = w.all_(w.EVERYONE)

# entity, condition, members
NODES = [
    # windows since an anchor: 4 has none, 5 starts later; from 31 January a month ends before 29 February
    ("accounts", w.crit(w.count("usage", w.since("started", 1, "months")), ">=", 1), [1, 2, 3]),
    ("accounts", w.crit(w.count("usage", w.since("started", 1, "months")), "is", 0), [5, 6]),
    ("accounts", w.crit(w.count("usage", w.since("started", 1, "months")), "is_missing"), [4]),
    ("accounts", w.crit(w.count("usage", w.since("started", 1, "quarters")), "is", 4), [1]),
    ("accounts", w.crit(w.count("usage", SINCE), "is", 2), [1, 2]),
    ("accounts", w.crit(w.count("usage", w.since("started", 4, "weeks")), "is", 1), [1]),
    ("accounts", w.crit(w.agg("usage", "sum", "n", SINCE), "is", 0), [3, 5, 6]),
    ("accounts", w.crit(w.agg("usage", "sum", "n", SINCE), "is_missing"), [4]),
    ("accounts", w.crit(w.agg("usage", "distinct", "n", SINCE), "is_not", 2), [3, 5, 6]),
    ("accounts", w.crit(w.agg("usage", "latest", "n", SINCE), "is_missing"), [3, 4, 5, 6]),
    ("accounts", w.crit(w.count("usage", w.since("started", 100_000, "weeks")), ">", 2), [1]),
    ("accounts", w.crit(w.count("usage", w.since("started", 100_000, "years")), ">", 2), [1]),
    # active periods; months end on 31 March, 29 February and 31 January
    ("accounts", w.crit(w.periods("usage", w.last(3, "months")), "is", 3), [1]),
    ("accounts", w.crit(w.periods("usage", w.last(3, "months")), "is", 1), [2, 3, 4, 5]),
    ("accounts", w.crit(w.periods("usage", w.last(3, "months")), "is", 0), [6]),
    ("accounts", w.crit(w.periods("usage", w.last(2, "quarters")), "is", 2), [3]),
    ("accounts", w.crit(w.periods("usage", w.last(3, "weeks")), "is", 2), [2]),
    ("accounts", w.crit(w.periods("usage", w.last(31, "days")), "is", 2), [1, 2]),
    # quantiles
    ("accounts", w.crit(w.quantile("usage", "n", 0.25), "is", 1.75), [1]),
    ("accounts", w.crit(w.quantile("usage", "n", 1), ">=", 8), [3, 4, 5]),
    # arithmetic, ratios and changes of any metric
    ("accounts", w.crit(w.arith("seats", "*", 2), ">", 50), [3, 5]),
    ("accounts", w.crit(w.arith("arr", "-", "fee"), ">=", 198), [4, 5]),
    ("accounts", w.crit(w.arith(3, "+", 4), "is", 7), [1, 2, 3, 4, 5, 6]),
    ("accounts", w.crit(w.ratio(w.attr("arr"), w.number(100)), "is", 2), [2]),
    ("accounts", w.crit(w.ratio(w.attr("arr"), w.number(0)), "is_missing"), [1, 2, 3, 4, 5, 6]),
    ("accounts", w.crit(w.ratio(w.number(100), w.attr("arr")), "is", 0.5), [2]),
    ("accounts", w.crit("seats", ">", w.number(19.5)), [2, 3, 5, 6]),
    ("accounts", w.crit("fee", ">=", w.number(1.5)), [1, 2, 5]),
    ("accounts", w.crit(w.change(TEN_TIMES, "absolute"), "is", 10), [1, 5]),
    ("accounts", w.crit(w.change(TEN_TIMES), "is", 0.5), [1]),
    ("accounts", w.crit(w.change(w.periods("usage", w.last(1, "months")), "absolute"), "is", 0), [1, 3, 6]),
    # a value for missing
    ("accounts", w.crit(w.if_missing("seats", 0), "<", 10), [4]),
    ("accounts", w.crit(w.if_missing("arr", 0), "is", 0), [3]),
    ("accounts", w.crit(w.if_missing("plan", "Silver"), "is", "Silver"), [1, 4]),
    ("accounts", w.crit(w.if_missing("fee", "0.1"), "<", 0.5), [3, 6]),
    ("accounts", w.crit(w.if_missing("started", "2024-03-31"), "is", "2024-03-31"), [4, 6]),
    ("accounts", w.crit(w.if_missing(w.agg("usage", "latest", "at"), "2024-03-31"), "is", "2024-03-31"), [1, 6]),
    # maps
    ("accounts", w.crit(w.mapped("plan", {"Silver": 1, "Gold": 2}, 0), "<=", 1), [1, 3, 5]),
    ("accounts", w.crit(w.mapped("plan", {"Silver": 1, "Gold": 2}), "<=", 1), [1]),
    ("accounts", w.crit(w.mapped("plan", {"Silver": 1, "Gold": 2}), "is_missing"), [3, 4, 5]),
    ("accounts", w.crit(w.mapped("seats", {20: "twenty"}), "is", "twenty"), [2, 6]),
    ("accounts", w.crit(w.mapped("seats", {20: "twenty"}, "x"), "is", "x"), [1, 3, 5]),
    ("accounts", w.crit(w.mapped("fee", {"1.50": "x"}), "is", "x"), [1, 5]),
    ("accounts", w.crit(w.mapped(w.count("usage"), {2: "two"}, "x"), "is", "two"), [2, 3]),
    ("accounts", w.crit(w.mapped("active", {True: 1, False: 0}), "is", 0), [2]),
    ("accounts", w.crit(w.if_missing("active", True), "is_true"), [1, 3, 4, 5, 6]),
    ("accounts", w.crit(w.if_missing("active", False), "is_false"), [2, 3, 4, 5, 6]),
    # orders: the column's, the metric's own; Other has no place
    ("accounts", w.crit("plan", ">=", "Gold"), [2, 3, 6]),
    ("accounts", w.crit("plan", "between", ["Silver", "Gold"]), [1, 2, 6]),
    ("accounts", w.none_(w.crit("plan", ">=", "Gold")), [1, 4, 5]),
    ("accounts", w.crit(w.ordered("industry", "HR", "IT"), "<", "IT"), [4, 5]),
    ("accounts", w.related("contacts", "any", w.crit("plan", ">", w.outer("plan"))), [1]),
    # lists
    ("accounts", w.crit("tags", "has_any", ["a", "a"]), [1, 4]),
    ("accounts", w.crit("tags", "has_all", ["a", "b", "a"]), [1]),
    ("accounts", w.crit("tags", "has_none", ["b"]), [2, 4, 6]),
    ("accounts", w.crit("tags", "is_empty"), [2, 6]),
    ("accounts", w.crit("tags", "is_missing"), [3]),
    # habits and every row
    ("accounts", w.first_ever("usage", w.last(1, "months")), [2, 4, 5]),
    ("accounts", w.first_ever("usage", w.ago(16, 100)), [1, 2, 3, 5]),
    ("accounts", w.first_ever("usage", w.dates("2024-02-01", "2024-03-29")), [2, 5]),
    ("accounts", w.stopped("usage", w.last(2, "months")), [3]),
    ("accounts", w.resumed("usage", w.last(2, "weeks"), w.crit("n", "is_not", 5)), [1]),
    ("accounts", w.every_row("usage", w.crit("n", ">=", 5)), [2, 3, 4, 5]),
    ("accounts", w.every_row("usage", w.crit("n", ">=", 4), where=w.crit("n", "is_not", 3), window=w.last(1, "months")), [1, 2, 4, 5]),
    ("accounts", w.every_row("usage", w.crit("n", ">=", 1), SINCE), [1, 2]),
    # sequences: rows of one moment are not in order; 23:00 to 01:00 a week later is seven days; days with days
    ("accounts", w.sequence(DEMO, BUY), [1, 2, 4]),
    ("accounts", w.sequence(DEMO, deal("buy", within=6)), [1, 4]),
    ("accounts", w.sequence(DEMO, deal("buy", within=0)), []),
    ("accounts", w.sequence(DEMO, deal("buy", within=9, without=CLAIM)), [2, 4]),
    ("accounts", w.sequence(DEMO, deal("demo", within=9), deal("buy", within=2)), [4]),
    ("accounts", w.sequence(DEMO, deal("demo", within=9, without=CLAIM), deal("buy", within=2)), []),
    ("accounts", w.sequence(DEMO, w.step("usage", within=30)), [1, 2, 4]),
    ("accounts", w.sequence(DEMO, w.step("usage", within=14)), [2]),
    ("accounts", w.sequence(w.step("usage"), w.step("usage", within=1)), [1, 3]),
    ("accounts", w.sequence(DEMO, BUY, window=w.since("started", 40)), [1]),
    ("accounts", w.none_(w.sequence(DEMO, BUY, window=w.since("started", 40))), [2, 3, 4, 5, 6]),
    ("accounts", w.sequence(DEMO, BUY, window=w.last(30)), [4]),
    # peers, tiers, figures: 6 has no industry; two rows of figures fit HR, S
    ("accounts", w.crit("seats", ">", w.peers("seats", "industry")), [3]),
    ("accounts", w.crit("arr", ">", w.peers("arr", "industry", "size", stat="mean")), [2, 5]),
    ("accounts", w.crit("seats", "<", w.peers("seats", "size", stat="quantile", q=0.25)), [1]),
    ("accounts", w.crit(w.peers(w.count("usage"), "industry"), "is", 2), [1, 2, 3]),
    ("accounts", w.crit(w.tier("seats", 2), "is", 2), [3, 5]),
    ("accounts", w.crit(w.tier("seats", 2), "is_missing"), [4]),
    ("accounts", w.crit(w.tier("fee", 4), ">=", 4), [2]),
    ("accounts", w.crit("seats", ">", w.lookup("seats", industry="industry", size="size")), [2]),
    ("accounts", w.crit(w.lookup("seats", industry="industry", size="size"), "is_missing"), [4, 5, 6]),
    ("accounts", w.crit(w.lookup("industry", seats="seats"), "is", "IT"), [3]),
    ("accounts", w.crit(figure("seats", {"attribute": "industry", "column": "industry"}, {"value": "L", "column": "size"}), "is", 30), [1, 2, 3]),
    ("accounts", w.crit(figure("size", {"value": 15, "column": "seats"}), "is", "S"), [1, 2, 3, 4, 5, 6]),
    ("accounts", w.crit(figure("seats", {"value": "S", "column": "size"}), "is_missing"), [1, 2, 3, 4, 5, 6]),
    # what is outside: of a row, of a related entity, further out
    ("accounts", w.crit(w.count("usage", None, w.all_(w.crit("at", ">", w.outer("started")))), ">=", 1), [1, 2, 3]),
    ("accounts", w.crit(w.count("usage", None, w.all_(w.crit(w.arith("n", "*", 5), "<", w.outer("seats")))), "is", 1), [1]),
    ("accounts", w.related("contacts", "any", OUTER_PLAN), [1, 2, 5]),
    ("accounts", w.related("contacts", "none", OUTER_PLAN), [3, 4, 6]),
    ("accounts", w.related("contacts", "every", OUTER_SEATS), [2, 6]),
    ("accounts", w.related("contacts", "share", OUTER_SEATS, share=0.5), [1, 2, 6]),
    ("accounts", w.related("contacts", "every", OUTER_SEATS, scope=w.crit("score", "<", 25)), [1, 2, 6]),
    ("accounts", w.related("contacts", "share", w.crit("score", ">=", 25), share=0.5), [1, 3]),
    ("accounts", w.related("contacts", "every", w.crit("score", ">=", 10), scope=w.crit("plan", "is", "Gold")), [1, 2]),
    ("contacts", w.related("accounts", "any", w.crit("plan", "is", w.outer("plan"))), [1, 3, 5]),
    ("contacts", w.related("accounts", "none", w.crit("plan", "is", w.outer("plan"))), [2, 4, 6, 7]),
    ("contacts", w.related("accounts", "every", w.crit("seats", ">=", w.outer("score")), scope=w.crit("size", "is", "S")), [1, 3, 6]),
    ("contacts", w.related("accounts", "any", HIGHER), [1]),
    ("contacts", w.related("accounts", "any", w.related("contacts", "at_least", w.crit("plan", "is_not", w.outer("plan", 2)), 1)), [1, 2]),
    ("contacts", w.related("accounts", "any", w.all_(HIGHER, w.crit("seats", "<", w.outer("score")))), []),
    ("accounts", w.related("contacts", "any", w.related("accounts", "any", w.crit("seats", "<", w.outer("score")))), [1, 3]),
    ("accounts", w.related("contacts", "any", w.related("accounts", "any", w.crit("arr", "is", w.outer("arr", 2)))), [1, 2, 5, 6]),
    # keys by name
    ("accounts", w.listed(2, 99), [2]),
    ("accounts", w.none_(w.listed(2, 99)), [1, 3, 4, 5, 6]),
]  # fmt: skip

INSIDE = {"accounts": w.all_(w.none_(w.crit("size", "is", "L"))), "contacts": w.all_(w.crit("score", "is_present"))}

# the same in a universe without account 3 and contact 5
WITHIN = [
    ("accounts", w.EVERYONE, [1, 2, 4, 5, 6]),
    ("accounts", w.crit("seats", ">", w.peers("seats", "industry")), [2]),
    ("accounts", w.crit(w.tier("seats", 4), ">", 1), [2, 5, 6]),
    ("accounts", w.related("contacts", "none"), [4, 5]),
    ("contacts", w.related("accounts", "any"), [1, 2, 3, 6]),
    ("contacts", w.related("accounts", "none", w.crit("plan", "is", w.outer("plan"))), [2, 4, 6, 7]),
    ("accounts", w.related("contacts", "every", OUTER_SEATS), [2, 6]),
]


@pytest.mark.parametrize(
    ("asked", "about"), [(NODES, WORLD), (WITHIN, WORLD.model_copy(update={"universe": INSIDE}))], ids=["all", "universe"]
)
def test_every_node_means_what_it_says(asked, about):
    texts = [pandas_code(segment(condition, entity=entity), about, as_of=DAY) for entity, condition, _ in asked]
    for text, (_, condition, members), found in zip(texts, asked, run_all([(text, TABLES) for text in texts]), strict=True):
        assert found.get("keys", found.get("traceback")) == members, f"{condition}\n{text[text.index('def members') :]}"


def test_the_docstring_says_the_universe():
    about = WORLD.model_copy(update={"universe": INSIDE})
    text = pandas_code(segment(w.crit("plan", "is", "Gold"), entity="accounts"), about, as_of=DAY)
    doc = ast.get_docstring(ast.parse(text))
    assert doc is not None
    assert "Of accounts only those of the universe exist: " in doc
    assert "contacts" not in doc
    assert "universe" not in pandas_code(segment(w.crit("plan", "is", "Gold"), entity="accounts"), WORLD, as_of=DAY)


def test_parameters_and_other_segments_are_put_in():
    known = {
        "large": segment(w.crit("seats", ">=", w.param("n")), parameters=[{"name": "n", "default": 30}], name="large", entity="accounts")
    }
    made = segment(
        w.segment_("large"),
        w.crit(w.count("usage", w.last(w.param("days"))), ">=", 1),
        parameters=[{"name": "days", "default": 30}],
        entity="accounts",
    )
    text = pandas_code(made, WORLD, as_of=DAY, known=known)
    other = pandas_code(made.with_values(days=366), WORLD, as_of=DAY, known=known)
    assert "pd.Timedelta(days=366)" in other
    assert [found.get("keys") for found in run_all([(text, TABLES), (other, TABLES)])] == [[], [3, 5]]
    with pytest.raises(DefinitionError, match="large"):
        pandas_code(made, WORLD, as_of=DAY)


LISTS = [
    ("lists", [["a", "b"], [], None]),
    ("tuples", [("a", "b"), (), None]),
    ("arrays", [np.array(["a", "b"], dtype=object), np.array([], dtype=object), None]),
    ("text", ["[a, b]", "[]", None]),
    ("text in quotes", ["['a', \"b\"]", " [ ] ", "a, b"]),
    ("lists of Arrow", pd.Series([["a", "b"], [], None], dtype=pd.ArrowDtype(pa.list_(pa.string())))),
    ("lists with gaps", [["a", None, "b"], [None], float("nan")]),
    ("text with gaps", ["[a, NULL, b]", "[null]", None]),
]


@pytest.mark.parametrize("values", [values for _, values in LISTS], ids=[name for name, _ in LISTS])
def test_a_list_means_the_same_however_it_is_stored(values):
    about = schema({"id": "integer", "value": "list"})
    tables = {"things": pd.DataFrame({"id": [0, 1, 2], "value": values})}
    asked = [
        (criterion("value", "has_any", ["b", "c"]), [0]), (criterion("value", "has_all", ["b", "a"]), [0]),
        (criterion("value", "has_none", ["c"]), [0, 1]), (criterion("value", "is_empty"), [1]), (criterion("value", "is_missing"), [2]),
    ]  # fmt: skip
    done = run_all([(pandas_code(segment(asks), about, as_of=DAY), tables) for asks, _ in asked])
    assert [found.get("keys", found.get("traceback")) for found in done] == [members for _, members in asked]


def test_large_whole_numbers_stay_exact_in_maps_tiers_orders_and_figures():
    about = Schema.model_validate(
        {
            "tables": {
                "things": {"kind": "entity", "key": "id", "columns": {"id": {"type": "integer"}, "n": {"type": "integer"}}},
                "figures": {"kind": "lookup", "columns": {"n": {"type": "integer"}, "to": {"type": "integer"}}},
            }
        }
    )
    tables = {
        "things": pd.DataFrame({"id": [1, 2, 3], "n": pd.array([BEYOND + 1, BEYOND, None], "Int64")}),
        "figures": pd.DataFrame({"n": [BEYOND + 1, BEYOND + 2], "to": [BEYOND + 1, 1]}),
    }
    asked = [
        (criterion(w.mapped("n", {BEYOND + 1: "x"}), "is", "x"), [1]),
        (criterion(w.tier("n", 2), "is", 2), [1]),
        (criterion(w.tier("n", 2), "is_missing"), [3]),
        (criterion(w.lookup("to", table="figures", n="n"), "is", BEYOND + 1), [1]),
        (criterion(figure("to", {"value": BEYOND + 1, "column": "n"}, table="figures"), "is", BEYOND + 1), [1, 2, 3]),
        (criterion(figure("to", {"value": BEYOND, "column": "n"}, table="figures"), "is_missing"), [1, 2, 3]),
        (criterion(figure("to", {"value": 2.5, "column": "n"}, table="figures"), "is_missing"), [1, 2, 3]),
        (criterion(w.if_missing("n", BEYOND + 1), "is", BEYOND + 1), [1, 3]),
        (criterion(w.if_missing("n", 2.5), "is", 2.5), [3]),
        (criterion(w.if_missing("n", 2.5), "is", BEYOND + 1), [1]),
        (criterion("n", "is", w.number(BEYOND)), [2]),
    ]
    done = run_all([(pandas_code(segment(asks), about, as_of=DAY), tables) for asks, _ in asked])
    assert [found.get("keys", found.get("traceback")) for found in done] == [members for _, members in asked]


# times of the rows, their type, and whether a demo at 00:30 UTC on 31 March is followed by one at 02:30 in Berlin that day
ORDERS = [
    ("timestamp_tz", "timestamp_tz", ["2024-03-31 00:30+00:00", "2024-03-31 00:31+00:00"], [1]),
    ("timestamp_tz", "timestamp_tz", ["2024-03-31 00:31+00:00", "2024-03-31 00:30+00:00"], []),
    ("timestamp_tz", "timestamp", ["2024-03-31 00:30+00:00", "2024-03-31 01:31"], [1]),  # 01:30 in Berlin
    ("timestamp_tz", "timestamp", ["2024-03-31 00:30+00:00", "2024-03-31 01:30"], []),
    ("timestamp_tz", "date", ["2024-03-30 22:30+00:00", "2024-03-31"], [1]),
    ("timestamp_tz", "date", ["2024-03-30 23:30+00:00", "2024-03-31"], []),  # half past midnight in Berlin
    ("timestamp_tz", "timestamp_tz", ["2024-03-31 00:30", "2024-03-30 23:31+00:00"], [1]),  # stored without a zone: Berlin's
]


@pytest.mark.parametrize(("first", "second", "times", "members"), ORDERS)
@pytest.mark.parametrize("stored", ["as text", "as times"])
def test_rows_of_several_tables_are_put_in_order_by_what_they_share(first, second, times, members, stored):
    links, columns = {"thing": "things"}, {"thing": {"type": "integer"}}
    about = Schema.model_validate(
        {
            "time_zone": "Europe/Berlin",
            "tables": {
                "things": {"kind": "entity", "key": "id", "columns": {"id": {"type": "integer"}}},
                "one": {"kind": "event", "time": "at", "links": links, "columns": {**columns, "at": {"type": first}}},
                "two": {"kind": "event", "time": "at", "links": links, "columns": {**columns, "at": {"type": second}}},
            },
        }
    )
    moments = [pd.Series([t], dtype="object") if stored == "as text" else pd.Series(pd.to_datetime([t])) for t in times]
    tables = {"things": pd.DataFrame({"id": [1]})}
    tables |= {name: pd.DataFrame({"thing": [1], "at": at}) for name, at in zip(["one", "two"], moments, strict=True)}
    made = segment(w.sequence(w.step("one"), w.step("two", within=1)))
    (found,) = run_all([(pandas_code(made, about, as_of=DAY), tables)])
    assert found.get("keys", found.get("traceback")) == members


# Nobody talks it into anything ---------------------------------------------------------------------------------------

NASTY = [
    "it's", 'say "no"', "it's \"both\"", '"""', '""""', "\\", 'ends with "', "\\\"\"\"\nraise SystemExit(1)\n", "two\nlines", "\r", "tab\t",
    "{brace} {0} %s", "naïve 日本 🦜", "\u202eright to left", "nul\x00", "\u2028", "import os", "'; DROP", "# no comment", "\\N{DIGIT ONE}",
    " ",
]  # fmt: skip


def test_no_text_gets_out_of_its_place():
    cases, texts = [], []
    for nasty in NASTY:
        columns = {"id": "text", nasty: "text"}
        about = Schema.model_validate(
            {"tables": {nasty: {"kind": "entity", "key": "id", "columns": {c: {"type": t} for c, t in columns.items()}}}}
        )
        asks = [criterion(nasty, "is", nasty), criterion(nasty, "one_of", [nasty]), criterion(nasty, "contains", nasty)]
        made = segment(*asks, entity=nasty, name=nasty, description=f"{nasty} and\n{nasty}")
        texts.append(pandas_code(made, about, as_of=DAY))
        sources = {nasty: f"{nasty.replace('/', '')}.csv"}
        assert isinstance(ast.parse(pandas_code(made, about, as_of=DAY, sources=sources)).body[0], ast.Expr)
        cases.append((texts[-1], {nasty: pd.DataFrame({"id": ["a", "b"], nasty: ["x", nasty]})}))
    for nasty, text, found in zip(NASTY, texts, run_all(cases), strict=True):
        assert found.get("keys", found.get("traceback")) == ["b"], nasty
        assert {type(node).__name__ for node in ast.parse(text).body} <= {
            "Expr",
            "Import",
            "ImportFrom",
            "Assign",
            "FunctionDef",
        }
        assert text.isprintable() or all(c.isprintable() or c == "\n" for c in text), nasty


@given(st.text())
def test_a_quoted_text_is_that_text(text):
    assert ast.literal_eval(quoted(text)) == text
    assert "\n" not in quoted(text)


@given(st.text(), st.text())
def test_a_docstring_is_one_expression(name, about):
    parsed = ast.parse(script.header(name, about, "2024-03-31", "UTC", "Use it."))
    assert len(parsed.body) == 1
    assert isinstance(parsed.body[0], ast.Expr)


@given(st.lists(st.text(), max_size=8))
def test_names_are_identifiers_and_new(words):
    names = Names(["pd", "tables"])
    made = [names.new(word) for word in [*words, *words, "pd", "class", "list", "1st", "tables"]]
    assert len(set(made)) == len(made)
    assert all(name.isidentifier() and name.isascii() for name in made)
    assert not {"pd", "class", "list", "tables"} & set(made)


# What the script is --------------------------------------------------------------------------------------------------


def test_only_what_a_segment_needs_is_in_its_script():
    about = schema({"id": "text", "name": "text", "n": "integer"}, {"thing": "text", "at": "date", "n": "integer"})
    plain = pandas_code(segment(criterion("name", "is", "a")), about, as_of=DAY)
    assert not [
        word for word in ('thing"', "pyarrow", "datetime", "Decimal", "ZONE", "whole_months", '"n"', "seg_widgets") if word in plain
    ]
    searching = pandas_code(segment(criterion("name", "matches", "^a")), about, as_of=DAY)
    assert "import pyarrow.compute as pc" in searching
    assert not [word for word in ("def load", "__main__") if word in plain]


def test_the_docstring_says_what_the_segment_is():
    about = schema({"id": "text", "name": "text"}, zone="Europe/Berlin")
    text = pandas_code(segment(criterion("name", "is", "a"), name="The first", description="For the meeting."), about, as_of=DAY)
    doc = ast.get_docstring(ast.parse(text))
    assert doc is not None
    assert doc.startswith("The first\n\nFor the meeting.\n")
    assert not [word for word in ("2024-03-31", "Europe/Berlin", "where tables is a dict") if word not in doc]
    assert 'AS_OF = pd.Timestamp("2024-03-31")' in text


def test_scripts_have_no_loose_ends(generated, tmp_path):
    """Nothing is imported, assigned or defined in vain, and every name is defined."""
    sources = {table: f"{n}.csv" if n % 2 else f"{n}.parquet" for n, table in enumerate(SCHEMA.tables)}
    for number, (made, options, _) in enumerate(generated[:60]):
        (tmp_path / f"{number}.py").write_text(pandas_code(made, **options, sources=sources), encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select=F,E7,E9,W", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_exporter_is_registered_and_wants_a_schema():
    assert export("pandas") is pandas_code
    with pytest.raises(DefinitionError):
        pandas_code(segment({"kind": "everyone"}), None, as_of=DAY)
    with pytest.raises(DefinitionError):
        pandas_code(segment(criterion("nowhere", "is", "a")), schema({"id": "text"}), as_of=DAY)


def changed(node: Any, kind: type, /, **parts: Any) -> Any:
    """Give a plan with another part in the first node of a kind."""
    if isinstance(node, kind):
        return dataclasses.replace(node, **parts)
    if isinstance(node, GroupPlan):
        return dataclasses.replace(node, members=tuple(changed(member, kind, **parts) for member in node.members))
    if isinstance(node, Compare):
        return dataclasses.replace(node, left=changed(node.left, kind, **parts))
    return node


@dataclasses.dataclass(frozen=True)
class Outside:
    """A node that nobody knows."""


@pytest.mark.parametrize(
    ("kind", "parts", "named"),
    [
        (GroupPlan, {"kind": "most"}, "'most'"),
        (Compare, {"op": "sounds_like"}, "'sounds_like'"),
        (Compare, {"op": "contains", "right": AggregateLeaf}, "type"),
        (Compare, {"left": object()}, "object"),
        (AggregateLeaf, {"agg": "mode"}, "'mode'"),
        (AggregateLeaf, {"agg": "mode", "column": None}, "'mode'"),
        (AggregateLeaf, {"agg": "active_periods", "column": None, "unit": "moons"}, "'active_periods'"),
        (Compare, {"left": SequenceLeaf((), Days(None, DAY), "moon")}, "'moon'"),
        (Compare, {"left": PeersLeaf("things", ConstantExpr(1), (), "mode", None, None, DAY)}, "'mode'"),
        (Compare, {"left": ArithmeticExpr("/", ConstantExpr(1), ConstantExpr(1))}, "'/'"),
        (Compare, {"left": ColumnLeaf("rows", "n", "integer")}, "'rows'"),
        (Compare, {"right": Outside()}, "Outside"),
    ],
)
def test_what_it_does_not_know_is_refused_by_name(kind, parts, named):
    about = schema({"id": "text"}, {"thing": "text", "at": "date", "n": "integer"})
    made = segment(criterion(of_rows("max", "n"), "is", 1))
    plan = make_plan(made, about, DAY)
    names = Names([])
    conditions = Conditions(Tables(plan, about, names), Windows(made, DAY), names)
    with pytest.raises(UnsupportedError, match=re.escape(named)):
        conditions.existing("things", changed(plan.tree, kind, **parts))


# Loading -------------------------------------------------------------------------------------------------------------

SHOP = Schema.model_validate(
    {
        "time_zone": "Europe/Berlin",
        "tables": {
            "shops": {
                "kind": "entity", "key": "id", "plural": "shops",
                "columns": {c: {"type": t} for c, t in {
                    "id": "text", "big": "integer", "country": "text", "open": "boolean", "since": "date", "fee": "decimal", "size": "number",
                }.items()},
            },
            "sales": {
                "kind": "event", "time": "at", "links": {"shop": "shops"},
                "columns": {c: {"type": t} for c, t in {"shop": "text", "at": "timestamp_tz", "n": "integer"}.items()},
            },
        },
    }
)  # fmt: skip
SHOPS = """\
note,id,big,country,open,since,fee,size
"a, b",00123,9007199254740993,NA,True,2024-01-01,0.10,1.5
,7,9007199254740992,NA,True,2024-01-01,0.10,1.5
,8,,NA,true,9999-12-31,0.1,
,9,9007199254740993,,False,2024-01-01,0.10,1.5
"""
SALES = """\
n,shop,at
1,00123,2024-03-30 23:30:00+00:00
,00123,2024-03-30 22:30:00+00:00
9,123,2024-03-31 10:00:00+00:00
2,8,
"""
ASKED = segment(
    criterion("big", "is", BEYOND + 1), criterion("country", "is", "NA"), criterion("open", "is_true"), criterion("since", "<", "2024-02-01"),
    criterion("fee", "is", "0.1"), criterion("size", ">", 1), criterion(aggregate("sales", "count", window={"kind": "last", "n": 1}), "is", 1),
    criterion(aggregate("sales", "sum", "n"), "is", 1), entity="shops",
)  # fmt: skip


def printed(text: str, folder: Path) -> list[str]:
    (folder / "segment.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-P", "-W", "error", "segment.py", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=bare() | {"PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_reads_csv_files_exactly_and_prints_the_members(tmp_path):
    (tmp_path / "shops.csv").write_text(SHOPS, encoding="utf-8")
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    text = pandas_code(ASKED, SHOP, as_of=DAY, sources={"shops": "shops.csv", "sales": "sales.csv"})
    assert printed(text, tmp_path) == ["1 shops", "00123"]


def test_it_reads_parquet_files_exactly(tmp_path):
    shops = pd.DataFrame({
        "id": ["00123", "7"], "big": pd.array([BEYOND + 1, None], "Int64"), "country": ["NA", None], "open": pd.array([True, None], "boolean"),
        "since": [date(2024, 1, 1), None], "fee": [Decimal("0.10"), None], "size": [1.5, None], "unread": [1, 2],
    })  # fmt: skip
    sales = pd.DataFrame({
        "shop": ["00123", None], "at": pd.to_datetime(["2024-03-30 23:30", None], utc=True), "n": pd.array([1, None], "Int64"),
    })  # fmt: skip
    shops.to_parquet(tmp_path / "shops.parquet")
    sales.to_parquet(tmp_path / "sales.parquet")
    text = pandas_code(ASKED, SHOP, as_of=DAY, sources={"shops": "shops.parquet", "sales": "sales.parquet"})
    assert "unread" not in text
    assert printed(text, tmp_path) == ["1 shops", "00123"]


LISTED = Schema.model_validate(
    {
        "tables": {
            "shops": {
                "kind": "entity",
                "key": "id",
                "columns": {"id": {"type": "text"}, "tags": {"type": "list"}, "size": {"type": "integer"}},
            },
            "limits": {"kind": "lookup", "columns": {"size": {"type": "integer"}, "most": {"type": "integer"}}},
        }
    }
)
WANTED = [
    (criterion("tags", "has_all", ["a", "b, c"]), ["1"]),
    (criterion("tags", "is_empty"), ["2"]),
    (criterion("tags", "is_missing"), ["3"]),
    (criterion(w.lookup("most", table="limits", size="size"), "is", BEYOND + 1), ["1", "2"]),
]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_lists_and_figures_are_read_from_files(tmp_path, suffix):
    shops = pd.DataFrame({"id": ["1", "2", "3"], "tags": [["a", "b, c"], [], None], "size": pd.array([5, 5, None], "Int64")})
    limits = pd.DataFrame({"size": [5, 6, 6], "most": [BEYOND + 1, 1, 2]})
    if suffix == "csv":
        shops.assign(tags=['[a, "b, c"]', "[]", None]).to_csv(tmp_path / "shops.csv", index=False)
        limits.to_csv(tmp_path / "limits.csv", index=False)
    else:
        shops.to_parquet(tmp_path / "shops.parquet")
        limits.to_parquet(tmp_path / "limits.parquet")
    sources = {"shops": f"shops.{suffix}", "limits": f"limits.{suffix}"}
    for asked, keys in WANTED:
        text = pandas_code(segment(asked, entity="shops"), LISTED, as_of=DAY, sources=sources)
        assert printed(text, tmp_path)[1:] == keys, asked


KUNDEN = """\
\ufeffKundennummer;Größe;Umsatz;Beginn;Zuletzt;Notiz
K1;1;1.234,50;01.02.2024;31.03.2024 10:30;NA
K2;NA;0,1;;;"x;y"
K3; ;N/A;31.03.2024;01.01.2024 00:00;
"""
GERMAN = [
    ({"column": "Umsatz", "op": ">=", "value": 1234.5}, ["K1"]),
    ({"column": "Umsatz", "op": "is_missing"}, ["K3"]),
    ({"column": "Größe", "op": "is_missing"}, ["K2", "K3"]),
    ({"column": "Beginn", "op": "is", "value": "2024-03-31"}, ["K3"]),
    ({"column": "Zuletzt", "op": "<", "value": "2024-03-31"}, ["K3"]),
    ({"column": "Notiz", "op": "one_of", "value": ["NA", "x;y"]}, ["K1", "K2"]),
]


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_file_that_the_workspace_read_is_read_by_the_script(tmp_path, suffix):
    """Semicolons or tabs, decimal commas, German dates, words for missing values."""
    text = (
        KUNDEN
        if suffix == "csv"
        else KUNDEN.replace("x;y", "x_y").replace(";", "\t").replace("x_y", "x;y").replace("1.234,50", "1234.50").replace("0,1", "0.1")
    )
    (tmp_path / f"Kunden.{suffix}").write_text(text, encoding="utf-8")
    ws = sw.Workspace.from_folder(tmp_path, quiet=True)
    for asked, keys in GERMAN:
        made = segment(criterion(asked["column"], asked["op"], asked.get("value")), entity="Kunden")
        assert ws.members(made)["Kundennummer"].tolist() == keys
        assert printed(ws.export(made, "pandas"), tmp_path)[1:] == keys, asked


def test_numbers_with_commas_and_points_in_one_file_are_refused_by_name(tmp_path):
    (tmp_path / "t.csv").write_text("id;a;b\n1;1,5;1.5\n2;2,5;2.5\n", encoding="utf-8")
    ws = sw.Workspace.from_folder(tmp_path, quiet=True)
    assert "def load" in ws.export(segment(criterion("a", ">", 2), entity="t"), "pandas")
    with pytest.raises(UnsupportedError, match="decimal comma"):
        ws.export(segment(criterion("a", ">", 2), criterion("b", ">", 2), entity="t"), "pandas")


def test_a_file_of_another_kind_or_no_file_is_refused_by_name():
    with pytest.raises(UnsupportedError, match=r"shops\.xlsx"):
        pandas_code(ASKED, SHOP, as_of=DAY, sources={"shops": "shops.xlsx", "sales": "sales.csv"})
    with pytest.raises(UnsupportedError, match="'sales'"):
        pandas_code(ASKED, SHOP, as_of=DAY, sources={"shops": "shops.csv"})
