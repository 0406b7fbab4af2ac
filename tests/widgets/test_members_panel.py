"""The Members panel: who is in, with values and reasons; search and order over all of them; files that no spreadsheet runs."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.widgets.panels import member_rows, members
from seg_widgets.widgets.panels.members import MembersPanel

FRAME = pd.DataFrame({
    "Kunden Nr.": [11, 12, 13, 14, 15],
    "Größe": ["klein", "groß", None, "=1+1", "<b>groß</b>"],
    "umsatz": [1234.5, None, 0.125, 1_000_000.0, 7.0],
    "since": [date(2026, 1, 5), None, date(2025, 3, 1), date(2020, 2, 29), date(2026, 2, 2)],
    "aktiv": [True, False, None, True, True],
    "tags": [["a", "b"], [], None, ["=x"], ["c"]],
})  # fmt: skip


@pytest.fixture
def ws() -> sw.Workspace:
    config = {"tables": {"kunden": {"kind": "entity", "key": "Kunden Nr."}}, "as_of": "2026-03-01"}
    return sw.Workspace.from_frames({"kunden": FRAME}, config, quiet=True)


def panel_of(ws: sw.Workspace, where: Any) -> MembersPanel:
    builder = sw.SegmentBuilder(ws, sw.Segment("Größe & <b>", where))
    (panel,) = (p for p in builder.sides.panels["sw-bottom"] if isinstance(p, MembersPanel))
    panel.update(panel.host.answered)
    return panel


def shown(panel: MembersPanel) -> list[list[str]]:
    return json.loads(panel.table._dt_args["data_json"])  # type: ignore[no-any-return]


def test_values_can_be_read_and_what_is_missing_is_empty(ws: sw.Workspace):
    t = ws["kunden"]
    panel = panel_of(ws, (t["umsatz"] >= 0) | t["since"].is_missing() | t["aktiv"].is_true() | t["tags"].has_any(["a"]))
    found = panel.find(panel.host.answered)
    assert list(found.texts.columns) == ["Kunden Nr.", "Umsatz", "Since", "Aktiv", "Tags", "Reasons"]
    assert found.texts.iloc[:3, :5].to_numpy().tolist() == [
        ["11", "1,234.50", "2026-01-05", "yes", "a, b"], ["12", "", "", "no", ""], ["13", "0.125", "2025-03-01", "", ""],
    ]  # fmt: skip
    assert found.texts["Reasons"][1] == "Since is missing"
    assert found.texts["Reasons"][2] == "Umsatz is at least 0"


def test_reasons_that_all_share_are_said_once(ws: sw.Workspace):
    panel = panel_of(ws, (ws["kunden"]["umsatz"] >= 5) & ws["kunden"]["aktiv"].is_true())
    assert "All are in by: Umsatz is at least 5; Aktiv is true." in panel.words.value
    assert [row[0] for row in shown(panel)] == ["11", "14", "15"]


def test_nothing_in_the_table_is_html(ws: sw.Workspace):
    panel = panel_of(ws, ws["kunden"]["Größe"].is_present())
    assert ["15", "&lt;b&gt;groß&lt;/b&gt;"] in shown(panel)
    assert "<b>" not in panel.table._dt_args["data_json"]


def test_numbers_are_aligned_at_the_right_and_ids_are_names(ws: sw.Workspace):
    panel = panel_of(ws, ws["kunden"]["umsatz"] >= 5)
    (right,) = (part for part in panel.table._dt_args["columnDefs"] if part["className"] == "dt-right")
    assert right["targets"] == [1]  # the turnover, and not the number that names a customer


def test_nobody_is_said_plainly(ws: sw.Workspace):
    panel = panel_of(ws, ws["kunden"]["umsatz"] > 10**9)
    assert "Nobody of 5 kunden is in. Of 1 it is not known" in panel.words.value
    assert panel.place.layout.display == panel.download.layout.display == "none"


def test_of_many_members_a_part_is_sent_and_all_are_searched_and_ordered(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(members, "SENT", 2)
    panel = panel_of(ws, (ws["kunden"]["umsatz"] >= 0) | ws["kunden"]["aktiv"].is_true())
    assert [row[0] for row in shown(panel)] == ["11", "13"]
    assert "4 members. The first 2 of 4 are shown" in panel.words.value
    panel.order.value = "Umsatz"
    assert [row[0] for row in shown(panel)] == ["13", "15"]
    panel.down.value = True
    assert [row[0] for row in shown(panel)] == ["14", "11"]
    panel.search.value = "1,234"
    assert [row[0] for row in shown(panel)] == ["11"]
    assert "All 1 with “1,234”" in panel.words.value
    panel.search.value = "nobody"
    assert shown(panel) == []


def test_an_answer_with_the_same_rows_leaves_the_table_alone(ws: sw.Workspace):
    panel = panel_of(ws, ws["kunden"]["umsatz"] >= 5)
    before = panel.table._dt_args
    panel.host.add_rule({"kind": "criterion", "metric": {"kind": "attribute", "column": "umsatz"}, "op": ">=", "value": 6})
    assert panel.table._dt_args is before


@pytest.mark.parametrize("format_", ["csv", "xlsx", "parquet"])
def test_all_members_are_in_the_file_and_no_cell_is_run(ws: sw.Workspace, format_: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(members, "SENT", 2)
    panel = panel_of(ws, ws["kunden"]["Größe"].is_present() | ws["kunden"]["tags"].is_present())
    said, (content,) = panel.download.made(format_)
    assert (said["name"], said["words"]) == (f"groesse-and-b.{format_}", f"groesse-and-b.{format_}: 4 rows")
    if format_ == "csv":
        read = pd.read_csv(StringIO(content.decode("utf-8-sig")))
    else:
        read = pd.read_excel(BytesIO(content)) if format_ == "xlsx" else pd.read_parquet(BytesIO(content))
    assert read["Kunden Nr."].tolist() == [11, 12, 14, 15]
    if format_ == "csv":
        assert not any(str(v).startswith("=") for v in read["Größe"])
    if format_ == "xlsx":
        import openpyxl

        cells = [cell for row in openpyxl.load_workbook(BytesIO(content)).active.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" for cell in cells)


def test_without_openpyxl_it_is_said_what_to_install(ws: sw.Workspace, monkeypatch: pytest.MonkeyPatch):
    import sys

    panel = panel_of(ws, ws["kunden"]["umsatz"] >= 5)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    said, content = panel.download.made("xlsx")
    assert content == []
    assert said["failed"]
    assert "openpyxl" in said["words"]
    assert "pip install" in said["words"]


def test_rules_of_the_same_metric_share_a_column(ws: sw.Workspace):
    t = ws["kunden"]
    panel = panel_of(ws, (t["umsatz"] >= 5) & (t["umsatz"] <= 2000))
    assert list(panel.find(panel.host.answered).texts.columns) == ["Kunden Nr.", "Umsatz"]
    assert member_rows.VALUES >= 5
