"""The demo data is the same everywhere: on pandas 2 and 3, on every machine, in every run."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from seg_widgets.datasets import frames

# Found on pandas 2.2 with numpy 1.26. A change of the generator changes them: say so in its commit.
PINNED = {
    "accounts": "422c969a67315cfb",
    "contacts": "8bde29a84de71be6",
    "usage": "144000d2bff9100d",
    "tickets": "29a4429024fc8c29",
    "meetings": "077cfa988f94da19",
}


def digest(table: pd.DataFrame) -> str:
    """A hash of column names and values that does not depend on dtypes or on the pandas version."""
    found = hashlib.sha256()
    for name in table.columns:
        found.update(f"\n{name}\n".encode())
        for value in table[name].tolist():
            if pd.isna(value):
                text = "missing"
            elif isinstance(value, pd.Timestamp):
                text = value.isoformat()
            else:
                text = repr(value)
            found.update(f"{text};".encode())
    return found.hexdigest()[:16]


@pytest.mark.parametrize("name", ["accounts", "contacts", "usage", "tickets", "meetings"])
def test_values_are_the_pinned_ones(demo_tables: dict[str, pd.DataFrame], name: str) -> None:
    assert digest(demo_tables[name]) == PINNED[name]


def test_the_same_arguments_give_the_same_tables() -> None:
    first, second = frames(60, seed=1), frames(60, seed=1)
    assert list(first) == list(second)
    for name in first:
        pd.testing.assert_frame_equal(first[name], second[name])


def test_another_seed_gives_other_tables() -> None:
    first, second = frames(60, seed=1), frames(60, seed=2)
    assert all(digest(first[name]) != digest(second[name]) for name in first)


def test_the_global_random_state_is_neither_used_nor_changed() -> None:
    np.random.seed(3)
    before = digest(frames(60)["tickets"])
    follows = np.random.random()
    np.random.seed(3)
    assert np.random.random() == follows
    assert digest(frames(60)["tickets"]) == before


@pytest.mark.parametrize(("accounts", "seed"), [(39, 7), (5_001, 7), (500, -1)])
def test_arguments_out_of_range_are_refused(accounts: int, seed: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        frames(accounts, seed)


def test_dtypes_are_the_ones_both_pandas_versions_keep(demo_tables: dict[str, pd.DataFrame]) -> None:
    kinds = {
        "accounts": {"employees": "int64", "seats": "int64", "arr": "float64", "started_on": "datetime64[us]",
                     "renews_on": "datetime64[us]", "churned_on": "datetime64[us]", "is_internal": "bool"},
        "contacts": {"created_on": "datetime64[us]", "newsletter": "boolean"},
        "usage": {"usage_id": "int64", "at": "datetime64[us]", "minutes": "float64", "actions": "int64"},
        "tickets": {"opened_at": "datetime64[us]", "closed_at": "datetime64[us]", "satisfaction": "Int64"},
        "meetings": {"starts_at": "datetime64[us]", "minutes": "int64"},
    }  # fmt: skip
    for name, table in demo_tables.items():
        for column in table:
            if column in kinds[name]:
                assert str(table[column].dtype) == kinds[name][column], (name, column)
            else:
                assert pd.api.types.is_string_dtype(table[column].dropna()), (name, column)
        assert isinstance(table.index, pd.RangeIndex), name
