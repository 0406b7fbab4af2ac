"""Some of an entity's own rows: few are brought out of the engine, many are picked from all; they are the same, in the table's order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw

ROWS = 40
NAMED = ["at0", "AT1", "größe in m²", 'a "quoted" one']


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    numbers = np.arange(ROWS)
    columns = {name: np.where(numbers % 7 == 0, None, numbers + at).astype(object) for at, name in enumerate(NAMED)}
    frame = pd.DataFrame({"id": [f"k{(n * 17) % ROWS}" for n in numbers], "name": [f"N{n}" for n in numbers]} | columns)
    return sw.Workspace.from_frames({"things": frame}, {"tables": {"things": {"kind": "entity", "key": "id", "label": "name"}}}, quiet=True)


@pytest.mark.parametrize("wanted", [[], [39], [3, 0, 17], list(range(0, ROWS, 2)), list(range(ROWS))], ids=len)
def test_rows_stand_in_the_tables_order_however_many_they_are(ws: sw.Workspace, wanted: list[int]) -> None:
    who = np.zeros(ROWS, dtype=bool)
    who[wanted] = True
    found = ws.rows_of("things", who, NAMED)
    assert list(found.columns) == ["id", "name", *NAMED]
    assert found["name"].tolist() == [f"N{n}" for n in sorted(wanted)]
    assert found["id"].tolist() == [f"k{(n * 17) % ROWS}" for n in sorted(wanted)]
    for at, name in enumerate(NAMED):
        assert [None if pd.isna(v) else v for v in found[name]] == [None if n % 7 == 0 else n + at for n in sorted(wanted)]
