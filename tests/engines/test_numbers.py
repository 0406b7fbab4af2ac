"""Comparisons in memory give what the database gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Compare, Days, Rows
from seg_widgets.schema.relations import Step
from seg_widgets.workspace import Workspace

ACCOUNTS = pd.DataFrame(
    {
        "id": range(700),
        "whole": pd.Series([0, 1, -1, 3, None, 2**53, -(2**40)] * 100, dtype="Int64"),
        "huge": pd.Series([2**53 + 1, 2**53, 0, -(2**63), None, 2**63 - 1, 1] * 100, dtype="Int64"),
        "ratio": [0.1, 0.30000000000000004, float("nan"), -0.0, float("inf"), -1e300, 2.5] * 100,
        "money": [Decimal("0.10"), Decimal("0.30"), None, Decimal("-2.50"), Decimal("1e9"), Decimal("2.50"), Decimal(0)] * 100,
        "day": [date(2024, 1, 1), date(1969, 12, 31), None, date(1, 1, 1), date(9999, 12, 31), date(2024, 3, 31), date(2024, 2, 29)] * 100,
        "seen": [
            datetime(2024, 3, 30, 23, 30, tzinfo=UTC), None, datetime(2024, 3, 31, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC),
            datetime(2024, 10, 27, 0, 30, tzinfo=UTC), datetime(2024, 2, 28, 22, 59, tzinfo=UTC), None,
        ] * 100,
    }
)  # fmt: skip
USAGE = pd.DataFrame({"id": [1, 2, 2, 3], "at": [date(2024, 3, 1)] * 4, "n": [2**53, 1, 2, 5]})
SCHEMA = {
    "time_zone": "Europe/Berlin",
    "tables": {"accounts": {"kind": "entity", "key": "id"}, "usage": {"kind": "event", "time": "at", "links": {"id": "accounts"}}},
}
NUMBERS = [0, 1, 2.5, -1, 0.3, 0.30000000000000004, 2**53, -(2**40) - 0.5, 1e-7, 2**60]
DAYS = [date(2024, 1, 1), date(2024, 3, 31), date(1970, 1, 1), date(1, 1, 1), date(9999, 12, 31)]
OPS = ["<", "<=", ">", ">=", "is", "is_not"]
TOTAL = AggregateLeaf(
    Rows("usage", "accounts", (Step("usage", "id", "accounts"),), "at"), "sum", ColumnLeaf("usage", "n", "integer"),
    Days(None, date(2024, 3, 31)), "integer",
)  # fmt: skip
SIDES: list[tuple[Any, list[Any]]] = [
    *((ColumnLeaf("accounts", name, type_), NUMBERS) for name, type_ in (("whole", "integer"), ("ratio", "number"))),
    *((ColumnLeaf("accounts", name, type_), DAYS) for name, type_ in (("day", "date"), ("seen", "timestamp_tz"))),
    (TOTAL, NUMBERS),
]  # fmt: skip
INEXACT: list[tuple[Any, list[Any]]] = [
    *((ColumnLeaf("accounts", name, type_), NUMBERS) for name, type_ in (("huge", "integer"), ("money", "decimal"))),
]  # fmt: skip


def compares(sides: list[tuple[Any, list[Any]]]) -> Iterator[Compare]:
    for left, values in sides:
        family = "date" if values is DAYS else "number"
        for value in values:
            for op in OPS:
                yield Compare(left, op, value, family, left.type)
            yield Compare(left, "between", (value, values[1]), family, left.type)
            yield Compare(left, "between", (values[3], value), family, left.type)


@pytest.mark.parametrize(("sides", "in_memory"), [(SIDES, True), (INEXACT, False)], ids=["numbers and days", "what is not exact"])
def test_what_is_compared_in_memory_is_compared_as_the_database_does(sides: Any, in_memory: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = {"accounts": ACCOUNTS, "usage": USAGE}
    one, other = (Workspace.from_frames(frames, SCHEMA, quiet=True) for _ in range(2))
    asked = list(dict.fromkeys(compares(sides)))
    expected = one.session.masks("accounts", asked)
    monkeypatch.setattr("seg_widgets.engines.masks.LARGE", 0)
    for left, values in sides:  # seen before
        first = values[2]
        other.session.masks("accounts", [Compare(left, ">", first, "date" if values is DAYS else "number", left.type)])
    before = other.database.statements["mask"]
    for c in asked:
        found = other.session.masks("accounts", [c])[c]
        assert found.met.tolist() == expected[c].met.tolist(), c
        assert found.unknown.tolist() == expected[c].unknown.tolist(), c
    beyond = [c for c in asked if 2**60 in (c.right if isinstance(c.right, tuple) else (c.right,))]
    statements = other.database.statements["mask"] - before
    assert statements == (len(beyond) if in_memory else len(asked) - len(sides)), "no other takes a statement"
