"""The demo's workspace describes the demo's tables: every column, and no other."""

import json

import pandas as pd
import pytest

from seg_widgets.datasets import AS_OF, WORKSPACE, demo

TABLES = WORKSPACE["tables"]
COLUMNS = [(table, column) for table in TABLES for column in TABLES[table]["columns"]]


def test_the_workspace_is_plain_data() -> None:
    assert json.loads(json.dumps(WORKSPACE)) == WORKSPACE
    assert WORKSPACE["as_of"] == AS_OF.isoformat()


def test_every_column_is_described_in_order(demo_tables: dict[str, pd.DataFrame]) -> None:
    assert {name: list(table) for name, table in demo_tables.items()} == {name: list(table["columns"]) for name, table in TABLES.items()}


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_says_what_an_analyst_needs(table: str, column: str) -> None:
    said = TABLES[table]["columns"][column]
    assert said["label"][0].isupper()
    assert "_" not in said["label"]
    assert said["description"].endswith(".")
    assert said["synonyms"]
    assert len(said["synonyms"]) == len(set(said["synonyms"]))
    assert all(word and word == word.strip().lower() for word in said["synonyms"])
    if TABLES[table]["kind"] == "entity":
        assert said["category"] in {"basic", "lifecycle", "behaviour", "value"}
    else:
        assert "category" not in said


@pytest.mark.parametrize("table", TABLES)
def test_labels_of_a_table_are_unique(table: str) -> None:
    labels = [column["label"] for column in TABLES[table]["columns"].values()]
    assert len(labels) == len(set(labels))


def test_orders_name_the_values_that_there_are(demo_tables: dict[str, pd.DataFrame]) -> None:
    ordered = [at for at in COLUMNS if "order" in TABLES[at[0]]["columns"][at[1]]]
    assert len(ordered) == 11
    for table, column in ordered:
        order = TABLES[table]["columns"][column]["order"]
        assert set(demo_tables[table][column].dropna()) == set(order)


def test_keys_times_labels_and_links_are_columns() -> None:
    for said in TABLES.values():
        named = [said[part] for part in ("key", "time", "end", "label") if part in said]
        assert ("time" in said) == (said["kind"] in ("event", "snapshot", "interval"))
        assert ("end" in said) == (said["kind"] == "interval")
        assert set(named) | set(said.get("links", {})) <= set(said["columns"])
        for column, target in said.get("links", {}).items():
            assert TABLES[target]["kind"] == "entity"
            assert column == TABLES[target]["key"]


def test_the_workspace_reads_every_column_as_what_it_is() -> None:
    schema = demo(60).schema
    lists = {(name, column) for name, table in schema.tables.items() for column, said in table.columns.items() if said.type == "list"}
    assert lists == {("accounts", "products"), ("accounts", "intended_uses"), ("accounts", "tags")}
    for table in schema.tables.values():
        for column, said in table.columns.items():
            assert (said.type == "date") == (column.endswith("_on") or column == "day"), column
