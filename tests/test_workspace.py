"""Opening a folder: what is left out is told, and the pandas script that is shown reads the files it is run on."""

from __future__ import annotations

from pathlib import Path

import pytest

import seg_widgets as sw
from seg_widgets.proof import prove


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clubs").mkdir()
    at = tmp_path / "clubs"
    (at / "members.csv").write_text("member_id;fee;since\n01;9,50;2024-01-31\n02;;2024-02-29\n03;12,00;2023-12-01\n", encoding="utf-8")
    (at / "visits.csv").write_text("member_id,at\n01,2024-03-01 10:00\n01,2024-03-02 11:00\n02,2024-01-01 09:00\n", encoding="utf-8")
    return at


def test_a_file_that_the_description_does_not_name_is_told_to_be_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = sw.Workspace.from_folder(folder, {"tables": {"members": {"kind": "entity", "key": "member_id"}}})
    assert "visits.csv is left out" in capsys.readouterr().out
    assert list(home.schema.tables) == ["members"]


def test_a_workspace_without_a_name_has_its_folder_s(folder: Path) -> None:
    assert sw.Workspace.from_folder(folder, quiet=True).name == "clubs"


def test_the_data_check_tells_the_gravest_first() -> None:
    ws = sw.datasets.demo()
    found = list(ws.check()["severity"])
    assert set(found) == {"warning", "info"}
    assert found == sorted(found, reverse=True)


def test_a_table_may_be_called_people(folder: Path) -> None:
    (folder / "members.csv").rename(folder / "people.csv")
    home = sw.Workspace.from_folder(folder, quiet=True)
    assert home.count(sw.Segment("x", home.people.fee > 10)).members == 1


def test_the_pandas_script_is_proved_on_the_files_it_reads(folder: Path) -> None:
    home = sw.Workspace.from_folder(folder, quiet=True)
    segment = sw.Segment("Regular", home["members"].fee.is_present() & (home.visits.count.last(days=60) >= 2))
    keys = home.members(segment)["member_id"].tolist()
    text = home.export(segment, "pandas")
    assert keys == ["01"]
    assert prove("pandas", text, segment, keys, home).same is True
    broken = text.replace("visits.csv", "visitors.csv")
    assert prove("pandas", broken, segment, keys, home).same is False
