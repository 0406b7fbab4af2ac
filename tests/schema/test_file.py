"""The workspace file: plain yaml, no part twice, every fault with its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from seg_widgets.datasets.schema import WORKSPACE as DEMO
from seg_widgets.errors import WorkspaceError
from seg_widgets.schema.file import parse, read_workspace, to_yaml, workspace_of, write_workspace

ROOT = Path(__file__).parents[2]

# text, code, place, words of the message, words of the hint
FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    "an unknown part of a table": ("tables: {usage: {kind: event, tiem: at}}", "unknown-part", "tables.usage.tiem", "'tiem'", "'time'"),
    "an unknown part of a column": ("tables: {a: {columns: {x: {lable: X}}}}", "unknown-part", "tables.a.columns.x.lable",
        "'lable'", "'label'"),
    "an unknown part of the whole": ("tabels: {}", "unknown-part", "tabels", "'tabels'", "'tables'"),
    "an unknown part of the worth": ("value: {table: a, column: b, untit: USD}", "unknown-part", "value.untit", "'untit'", "'unit'"),
    "a worth without a column": ("value: {table: a}", "missing-part", "value.column", "'column'", ""),
    "a kind that is none": ("tables: {a: {kind: evnt}}", "unknown-word", "tables.a.kind", "'evnt'", "'event'"),
    "a type that is none": ("tables: {a: {columns: {x: {type: intger}}}}", "unknown-word", "tables.a.columns.x.type",
        "'intger'", "'integer'"),
    "a zone that is none": ("time_zone: Mars/Base", "invalid", "time_zone", "'Mars/Base'", ""),
    "a day that is none": ("as_of: 2024-02-30", "not-a-workspace", "workspace.yaml", "day", ""),
    "a table twice": ("tables:\n  a: {}\n  a: {}", "repeated-part", "workspace.yaml, line 3", "'a'", "Keep one"),
    "a link twice": ("tables:\n  a:\n    links:\n      x: b\n      x: c", "repeated-part", "workspace.yaml, line 5", "'x'", "Keep one"),
    "no yaml": ("tables: [\n", "not-a-workspace", "workspace.yaml, line 2", "not yaml", "quotes"),
    "a tab": ("tables:\n\ta: {}", "not-a-workspace", "workspace.yaml, line 2", "not yaml", ""),
    "an object of Python": ("name: !!python/object/apply:os.getcwd []", "not-a-workspace", "workspace.yaml, line 1", "not yaml", ""),
    "a list": ("- a", "not-a-workspace", "", "mapping", "tables"),
    "nothing": ("", "not-a-workspace", "", "mapping", "tables"),
    "a later format": ("format: 2", "unknown-word", "format", "2", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_file_names_its_place(name: str) -> None:
    text, code, place, message, hint = FAULTS[name]
    with pytest.raises(WorkspaceError) as caught:
        workspace_of(parse(text))
    assert (caught.value.code, caught.value.place) == (code, place)
    assert message in caught.value.problems[0].message
    assert hint in caught.value.hint


def test_several_faults_are_told_at_once() -> None:
    with pytest.raises(WorkspaceError) as caught:
        workspace_of(parse("tables: {a: {kind: evnt, tiem: x}}\ntime_zone: Mars"))
    assert sorted(p.place for p in caught.value.problems) == ["tables.a.kind", "tables.a.tiem", "time_zone"]


def test_words_that_yaml_takes_for_truths_and_numbers_stay_names() -> None:
    tables = workspace_of(parse("tables: {on: {columns: {no: {hidden: true, synonyms: [yes, NO]}, 2024: , 1.50: {}}}}")).tables
    assert list(tables["on"].columns) == ["no", "2024", "1.50"]
    assert tables["on"].columns["no"].synonyms == ("yes", "NO")
    assert tables["on"].columns["no"].hidden is True


def test_empty_parts_are_as_if_not_there() -> None:
    assert workspace_of(parse("name:\ntables:\n  a:\n  b:\n    columns:\n      x:\n")).dump() == {
        "format": 1, "tables": {"a": {}, "b": {"columns": {"x": {}}}}}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [DEMO, parse((ROOT / "notebooks" / "ravenstack" / "workspace.yaml").read_text())],
    ids=["demo", "ravenstack"],
)
def test_writing_and_reading_gives_the_same(tmp_path: Path, data: object) -> None:
    draft = workspace_of(data)
    write_workspace(draft, tmp_path / "workspace.yaml")
    assert read_workspace(tmp_path / "workspace.yaml") == draft
    once = to_yaml(draft)
    assert to_yaml(workspace_of(parse(once))) == once


def test_links_that_are_said_to_be_none_stay_so() -> None:
    draft = workspace_of({"tables": {"a": {"links": {}}, "b": {}}})
    again = workspace_of(parse(to_yaml(draft)))
    assert "links" in again.tables["a"].model_fields_set
    assert "links" not in again.tables["b"].model_fields_set


def test_a_day_is_written_as_one() -> None:
    assert "as_of: 2024-12-31\n" in to_yaml(workspace_of({"as_of": dt.date(2024, 12, 31)}))


def test_a_file_that_is_not_there_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "workspace.yml").write_text("tables: {}")
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(tmp_path / "workspace.yaml")
    assert caught.value.code == "missing-file"
    assert "'workspace.yml'" in caught.value.hint
    (tmp_path / "latin.yaml").write_bytes(b"name: \xe9")
    with pytest.raises(WorkspaceError, match="UTF-8"):
        read_workspace(tmp_path / "latin.yaml")
