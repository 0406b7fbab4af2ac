"""The JSON Schema of definitions takes every definition there is, and names what is no definition."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from seg_widgets.definition import Segment
from seg_widgets.definition.json_schema import json_schema
from tests.generate import AS_OFS, SCHEMA, segments

VALIDATOR = Draft202012Validator(json_schema())
GOOD: dict[str, Any] = {
    "format": 2,
    "name": "Gold",
    "entity": "accounts",
    "parameters": [{"name": "days", "default": 30}],
    "where": {
        "kind": "all",
        "members": [
            {"kind": "criterion", "metric": {"kind": "attribute", "column": "edition"}, "op": "is", "value": "Gold"},
            {
                "kind": "criterion",
                "metric": {
                    "kind": "aggregate",
                    "table": "usage",
                    "agg": "count",
                    "window": {"kind": "last", "n": {"kind": "param", "name": "days"}},
                },
                "op": ">",
                "value": 3,
            },
        ],
    },
}


def without(name: str) -> dict[str, Any]:
    """Leave a part of the good definition out."""
    return {k: v for k, v in GOOD.items() if k != name}


def asking(**criterion: Any) -> dict[str, Any]:
    """Put another criterion into the good definition."""
    return GOOD | {"where": {"kind": "all", "members": [{"kind": "criterion"} | criterion]}}


BAD = {
    "no name": without("name"),
    "an unknown part": GOOD | {"colour": "red"},
    "an unknown kind": asking(metric={"kind": "atribute", "column": "edition"}, op="is", value="Gold"),
    "an unknown operator": asking(metric={"kind": "attribute", "column": "edition"}, op="is like", value="Gold"),
    "a window of no days": asking(
        metric={"kind": "aggregate", "table": "usage", "agg": "count", "window": {"kind": "last", "n": 0}}, op=">", value=1
    ),
    "a group of another kind": GOOD | {"where": {"kind": "some", "members": []}},
}


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_a_definition_is_taken() -> None:
    VALIDATOR.validate(GOOD)
    VALIDATOR.validate(Segment.load(GOOD).dump())


@pytest.mark.parametrize("data", BAD.values(), ids=list(BAD))
def test_what_is_no_definition_is_not(data: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(data))


@settings(max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.sampled_from(AS_OFS).flatmap(lambda as_of: segments(SCHEMA, "accounts", as_of)))
def test_generated_definitions_are_taken(definition: Any) -> None:
    VALIDATOR.validate(Segment.load(definition).dump())
