"""The latest and the first value of a row, found as the largest or smallest of moment and number in one: hard moments and numbers."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.plan import leaves

LOW, HIGH = -(2**63), 2**63 - 1
MOMENTS = [None, "1677-09-22", "1969-12-31 23:59:59.999999", "1970-01-01", "2026-05-01 10:00", "2026-05-01 10:00:00.000001", "2300-01-01"]
NUMBERS = [None, LOW, LOW + 1, -1, 0, 1, 5, HIGH]
FIRMS = 40


def uses(kind: str, wide: bool) -> list[tuple[int, Any, Any]]:
    """Rows of firms: every moment with every number, each some times, of any firm."""
    random = np.random.default_rng(3)
    moments = [None if m is None else pd.Timestamp(m) for m in MOMENTS]
    numbers = [None if n is None else (n + 2**63 if wide else n) for n in NUMBERS]
    pairs = [*product(moments, numbers)] * 4
    return [(int(random.integers(0, FIRMS)), m.date() if kind == "date" and m is not None else m, n) for m, n in pairs]


@pytest.mark.parametrize("wide", [False, True], ids=["64 bits", "more than 64 bits"])
@pytest.mark.parametrize("kind", ["timestamp", "date"])
@pytest.mark.parametrize("which", ["latest", "first"])
def test_the_value_is_that_of_the_row_that_was_sorted_out_by_hand(which: str, kind: str, wide: bool) -> None:
    rows = uses(kind, wide)
    frames = {
        "firm": pd.DataFrame({"id": range(FIRMS)}),
        "usage": pd.DataFrame({
            "use": range(len(rows)),
            "id": [firm for firm, _, _ in rows],
            "at": pd.Series([at for _, at, _ in rows], dtype=object if kind == "date" else "datetime64[us]"),
            "points": pd.array([pd.NA if n is None else n for _, _, n in rows], dtype="UInt64" if wide else "Int64"),
        }),
    }  # fmt: skip
    tables = {
        "firm": {"kind": "entity", "key": "id"},
        "usage": {"kind": "event", "key": "use", "time": "at", "links": {"id": "firm"}},
    }
    ws = sw.Workspace.from_frames(frames, {"as_of": "2026-06-30", "tables": tables}, quiet=True)
    plan = ws.plan(sw.Segment("m", getattr(ws.usage.points, which).ever() >= 0, entity="firm"))
    (leaf,) = leaves(plan.tree)
    found = [None if value is np.ma.masked else int(value) for value in ws.session.values("firm", [leaf])[leaf]]
    last = pd.Timestamp("2026-07-01")
    expected = []
    for firm in range(FIRMS):
        mine = sorted((pd.Timestamp(m), n) for f, m, n in rows if f == firm and m is not None and n is not None and pd.Timestamp(m) < last)
        expected.append((mine[-1] if which == "latest" else mine[0])[1] if mine else None)
    exact = float if wide else int  # what is wider comes out of the database as doubles
    assert [None if n is None else exact(n) for n in found] == [None if n is None else exact(n) for n in expected]
