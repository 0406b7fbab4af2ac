"""Cases as frames hold what the rows hold."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.spec.cases import CASES
from tests.spec.frames import DTYPES, frames


@pytest.mark.parametrize("case", CASES[::7], ids=str)
def test_frames_have_the_schemas_columns_dtypes_and_missing_values(case):
    loaded = frames(case.rows, case.schema)
    assert list(loaded) == list(case.schema.tables)
    for name, frame in loaded.items():
        table, rows = case.schema.tables[name], case.rows[name]
        assert {c: str(d) for c, d in frame.dtypes.items()} == {c: DTYPES[k.type] for c, k in table.columns.items()}
        assert len(frame) == len(rows)
        for column in table.columns:
            values = [row[column] for row in rows]
            assert list(frame[column].isna()) == [v is None or v != v for v in values]
            present = [v for v in values if v is not None and v == v]
            if table.columns[column].type in ("date", "timestamp"):
                present = [pd.Timestamp(v) for v in present]
            assert list(frame[column].dropna()) == present
