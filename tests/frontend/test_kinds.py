"""The kinds that the editor knows are those of the language: a new one is noticed."""

from __future__ import annotations

import re
from typing import Any

import pytest

import seg_widgets as sw
from tests.frontend.node import FRONTEND

SOURCE = (FRONTEND / "src" / "definition.ts").read_text(encoding="utf-8")
SCHEMA = sw.json_schema()["$defs"]


def known(name: str) -> list[str]:
    """Read a list of names out of definition.ts."""
    found = re.search(rf"export const {name}\b[^=]*= \[(.*?)\]", SOURCE, re.DOTALL)
    assert found is not None
    return re.findall(r'"(\w+)"', found[1])


def kinds(union: Any) -> set[str]:
    return set(union["discriminator"]["mapping"])


def enumerated(node: str, field: str) -> set[str]:
    return set(SCHEMA[node]["properties"][field]["enum"])


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("METRICS", kinds(SCHEMA["Criterion"]["properties"]["metric"])),
        ("WINDOWS", kinds(SCHEMA["Aggregate"]["properties"]["window"])),
        ("AGGREGATIONS", enumerated("Aggregate", "agg")),
        ("QUANTIFIERS", enumerated("Related", "quantifier")),
        ("UNITS", enumerated("Last", "unit")),
        ("HABITS", enumerated("Habit", "kind")),
    ],
)
def test_the_editor_knows_every(name: str, wanted: set[str]) -> None:
    assert set(known(name)) == wanted


def test_the_editor_knows_every_condition() -> None:
    members = kinds(SCHEMA["Group"]["properties"]["members"]["items"])
    assert {*known("CONDITIONS"), *known("GROUP_KINDS")} == members
    assert set(known("GROUP_KINDS")) == enumerated("Group", "kind")
