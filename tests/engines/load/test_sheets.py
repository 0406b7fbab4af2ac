"""Workbooks as people make them: the table is found in the sheet, cells are what they mean, whatever is left out is told."""

# ruff: noqa: E501  a case is a line of a table

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.running import open_workspace

D = dt.datetime


def book(path: Path, sheets: dict[str, list[list[Any]]], change: Callable[[Any], None] | None = None) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(made)
    made.save(path)
    return path


def opened(path: Path, **options: Any) -> sw.Workspace:
    return sw.Workspace.from_excel(path, quiet=True, **options)


def test_each_sheet_is_a_table_and_a_definition_works_as_on_any_other_tables(tmp_path: Path) -> None:
    kunden = [
        ["Kundennummer", "Firma", "Beginn", "Umsatz"],
        ["K1", "Äpfel", D(2025, 1, 5), 1200.5],
        ["K2", None, D(2025, 2, 1), None],
        ["K3", "=x", D(2026, 3, 1), 7],
    ]
    logins = [["Kundennummer", "Zeitpunkt"], ["K1", D(2026, 5, 1, 9, 30)], ["K1", D(2026, 5, 3)], ["K9", D(2026, 5, 2)]]
    ws = opened(book(tmp_path / "a.xlsx", {"Kunden": kunden, "Logins 2026": logins, "Leer": []}))
    assert list(ws.schema.tables) == ["Kunden", "Logins 2026"]
    assert [c.type for c in ws.schema.tables["Kunden"].columns.values()] == ["text", "text", "date", "number"]
    assert ws.schema.tables["Logins 2026"].links == {"Kundennummer": "Kunden"}
    assert "The sheet 'Leer' is left out: it is empty." in ws.assumptions
    busy = sw.Segment("Busy", (ws["Logins 2026"].count.last(days=7) >= 2) & (ws.Kunden.Beginn.before("2026-01-01")))
    assert list(busy.members()["Kundennummer"]) == ["K1"]


SHAPES: dict[str, tuple[list[list[Any]], list[str], int, list[str]]] = {
    # rows, the columns, how many rows, what is told
    "a title and empty rows above": ([["Customers as of May"], [], [None, "made by Ada"], [], ["id", "x", "y"], [1, 2, 3], [], [4, 5, 6]], ["id", "x", "y"], 2, ["rows 1, 3 above the header are left out."]),
    "an empty column at the left": ([[None, "id", None, "x"], [None, 1, None, 2]], ["id", "x"], 1, []),
    "a line of totals": ([["id", "x"], ["a", 1], ["b", 2], ["Summe", 3]], ["id", "x"], 2, ["row 4 is left out: it is a line of totals."]),
    "a column without a name": ([["id", None, "x"], [1, "why?", 3]], ["id", "column B", "x"], 1, ["column B has no name in the header; it is called 'column B'."]),
    "years as names": ([["id", 2024, 2025.0], [1, 2, 3]], ["id", "2024", "2025"], 1, ["-"]),
    "names over two lines": ([["id", "seats\n  bought"], [1, 2]], ["id", "seats bought"], 1, []),
    "one column": ([["id"], ["a"], ["b"]], ["id"], 2, []),
    "a header alone": ([["id", "x"]], ["id", "x"], 0, []),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_the_table_is_found_in_the_sheet(tmp_path: Path, name: str) -> None:
    rows, columns, count, told = SHAPES[name]
    ws = opened(book(tmp_path / "a.xlsx", {"t": rows}))
    assert list(ws.schema.tables["t"].columns) == columns
    assert ws.facts["t"].rows == count
    said = [line for line in ws.assumptions if line.startswith("t: ")]
    assert told == ["-"] or said == [f"t: {line}" for line in told]


def test_a_header_in_two_rows_is_one(tmp_path: Path) -> None:
    rows = [["id", "Usage", None, "Plan"], [None, "minutes", "days", None], [1, 2, 3, "Gold"], [4, 5, 6, None]]

    def merged(made: Any) -> None:
        for cells in ("B1:C1", "A1:A2", "D1:D2"):
            made["t"].merge_cells(cells)

    ws = opened(book(tmp_path / "a.xlsx", {"t": rows}, merged))
    assert list(ws.schema.tables["t"].columns) == ["id", "Usage minutes", "Usage days", "Plan"]
    assert ws.facts["t"].rows == 2
    assert "t: rows 1 and 2 are taken as one header." in ws.assumptions


CELLS: dict[str, tuple[list[Any], str, list[Any]]] = {
    # cells, the type, the values
    "dates as texts among dates": ([D(2025, 1, 5), "31.12.2025", "2025-03-01"], "date", ["2025-01-05", "2025-12-31", "2025-03-01"]),
    "dates that are all texts": (["05.01.2025", "31.12.2025", None], "date", ["2025-01-05", "2025-12-31", None]),
    "one date that is none": ([D(2025, 1, 5), D(2025, 1, 6), D(2025, 1, 7), D(2025, 1, 8), "next week"], "date", ["2025-01-05", "2025-01-06", "2025-01-07", "2025-01-08", None]),
    "decimal commas": (["1.234,50", "0,5", "7"], "number", [1234.5, 0.5, 7.0]),
    "decimal commas among numbers": ([1.5, "1.234,50", 7], "number", [1.5, 1234.5, 7.0]),
    "whole numbers": ([1, 2.0, None], "integer", [1, 2, None]),
    "numbers kept as texts": (["12", "13", "14"], "integer", [12, 13, 14]),
    "ids with zeros in front": (["0012", "0013", 14], "text", ["0012", "0013", "14"]),
    "true and false": ([True, False, None], "boolean", [True, False, None]),
    "times": ([D(2025, 1, 5, 9, 30), D(2025, 1, 6), None], "timestamp", ["2025-01-05 09:30:00", "2025-01-06 00:00:00", None]),
    "blanks": (["a", "   ", " b "], "text", ["a", None, " b "]),
    "words for nothing among numbers": ([1, 2, 3, 4, "k.A."], "integer", [1, 2, 3, 4, None]),
    "large numbers": ([2**53 - 1, 1e20, 3], "number", [float(2**53 - 1), 1e20, 3.0]),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_cells_are_what_they_mean(tmp_path: Path, name: str) -> None:
    cells, type_, values = CELLS[name]
    path = book(tmp_path / "a.xlsx", {"t": [["id", "x"], *([f"r{i}", cell] for i, cell in enumerate(cells))]})
    ws = opened(path, config={"tables": {"t": {"kind": "entity", "key": "id"}}})
    assert ws.schema.tables["t"].columns["x"].type == type_
    found = [None if pd.isna(v) else v for v in ws.frame("t")["x"].astype(object)]
    assert [str(v)[: len(str(w))] if isinstance(w, str) and v is not None else v for v, w in zip(found, values, strict=True)] == values


def test_a_value_that_does_not_fit_is_named_with_the_row_of_the_sheet(tmp_path: Path) -> None:
    rows = [["Customers"], [], ["id", "x"], *([f"r{i}", D(2025, 1, i)] for i in range(1, 6)), ["r9", "31.02.2025"]]
    ws = opened(book(tmp_path / "a.xlsx", {"t": rows}))
    (found,) = ws.check().query("code == 'unreadable-value'").to_dict("records")
    assert found["message"] == "1 value is not a date and is taken as missing, the first '2025-02-31' in row 9."
    with pytest.raises(sw.DataError, match=r"sheet 't', column 'x', row 9") as error:
        opened(tmp_path / "a.xlsx", config={"tables": {"t": {"columns": {"x": {"type": "date"}}}}})
    assert error.value.code == "does-not-parse"


def test_errors_of_formulas_are_missing_and_hidden_sheets_are_left_out(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made["t"]["B3"] = "#DIV/0!"
        made["t"]["B3"].data_type = "e"
        made["h"].sheet_state = "hidden"

    ws = opened(book(tmp_path / "a.xlsx", {"t": [["id", "x"], [1, 2], [2, 3]], "h": [["id"], [1]]}, change))
    assert list(ws.schema.tables) == ["t"]
    assert "The sheet 'h' is left out: it is hidden." in ws.assumptions
    assert ws.facts["t"].columns["x"].missing == 1
    assert list(opened(tmp_path / "a.xlsx", sheets=["h", "t"]).schema.tables) == ["h", "t"]


def refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xlsx"
    if name == "not-a-workbook":
        path.write_text("id,x\n")
    elif name != "missing-file":
        book(path, {"t": [["id", "X", "x"], [1, 2, 3]] if name == "repeated-column" else [] if name == "no-tables" else [["id"], [1]]})
    config = {"tables": {"accounts": {"source": "Accounts"}}} if name == "missing-sheet" else None
    opened(path, config=config)


@pytest.mark.parametrize("name", ["missing-file", "not-a-workbook", "repeated-column", "no-tables", "missing-sheet"])
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(sw.DataError) as error:
        refused(tmp_path, name)
    assert error.value.code == name


def test_a_workbook_may_be_one_file_of_a_folder_and_where_a_run_reads(tmp_path: Path) -> None:
    path = book(tmp_path / "crm.xlsx", {"Sheet1": [["id", "x"], [1, 2]]})
    (tmp_path / "workspace.yaml").write_text("tables: {accounts: {source: crm.xlsx, kind: entity, key: id}}\n")
    assert sw.Workspace.from_folder(tmp_path, quiet=True).facts["accounts"].rows == 1
    (tmp_path / "other").mkdir()
    assert list(open_workspace(tmp_path / "other", str(path)).schema.tables) == ["Sheet1"]
    assert list(open_workspace(path).schema.tables) == ["Sheet1"]  # a workbook that needs no description
    (tmp_path / "crm.csv").write_text("id\n1\n")
    with pytest.raises(sw.WorkspaceError, match="describes no workspace"):
        open_workspace(tmp_path / "crm.csv")
    book(path, {"Sheet1": [["id", "x"], [1, 2]], "Sheet2": [["id"], [1]]})
    with pytest.raises(sw.DataError) as error:
        sw.Workspace.from_folder(tmp_path, quiet=True)
    assert error.value.code == "several-sheets"


def test_a_definition_that_was_made_on_a_workbook_runs_as_it_is_in_postgres(tmp_path: Path, postgres: Any) -> None:
    kunden = [
        ["Kunden"],
        [],
        ["Kundennummer", "Firma", "Beginn"],
        ["K1", "Ä", D(2025, 1, 5)],
        ["K2", None, "01.02.2025"],
        ["K3", "x", None],
    ]
    logins = [["Kundennummer", "am"], ["K1", D(2026, 5, 1)], ["K1", D(2026, 5, 3)], ["K2", D(2026, 4, 30)]]
    sheet = opened(book(tmp_path / "a.xlsx", {"Kunden": kunden, "logins": logins}))
    early = sw.Segment("Early", sheet.Kunden.Beginn.before("2026-01-01") & (sheet.logins.count.last(days=7) >= 1))
    saved = sw.read_yaml(early.to_yaml())
    postgres.execute("DROP SCHEMA IF EXISTS grown CASCADE; CREATE SCHEMA grown; SET search_path TO grown")
    try:
        postgres.execute(
            'CREATE TABLE "Kunden" ("Kundennummer" text, "Firma" text, "Beginn" date); CREATE TABLE logins ("Kundennummer" text, am date)'
        )
        postgres.execute("""INSERT INTO "Kunden" VALUES ('K1', 'Ä', '2025-01-05'), ('K2', NULL, '2025-02-01'), ('K3', 'x', NULL)""")
        postgres.execute("INSERT INTO logins VALUES ('K1', '2026-05-01'), ('K1', '2026-05-03'), ('K2', '2026-04-30')")
        grown = sw.Workspace.connect(postgres, sheet.schema, quiet=True)
        assert list(saved.members(grown)["Kundennummer"]) == list(early.members()["Kundennummer"]) == ["K1", "K2"]
    finally:
        postgres.execute("SET search_path TO public; DROP SCHEMA grown CASCADE")
