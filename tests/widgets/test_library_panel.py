"""Opening and saving in the workbench: with a reason, against whoever was quicker, with pins and versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import seg_widgets as sw
from seg_widgets.widgets.panels import LibraryPanel


@pytest.fixture
def ws() -> sw.Workspace:
    return sw.datasets.demo(120)


@pytest.fixture
def library(tmp_path: Path) -> sw.SegmentLibrary:
    return sw.SegmentLibrary(tmp_path / "segments", by="ada")


def built(ws: sw.Workspace, segment: sw.Segment | None = None) -> tuple[sw.SegmentBuilder, LibraryPanel]:
    builder = sw.SegmentBuilder(ws, segment)
    tabs = builder.sides.tabs
    panels = [panel for row in builder.sides.panels.values() for panel in row]
    (panel,) = [p for p in panels if isinstance(p, LibraryPanel)]
    tab = next(t for t in tabs if panel.widget in t.children)
    tab.selected_index = tab.children.index(panel.widget)
    return builder, panel


def gold(ws: sw.Workspace, name: str = "Gold") -> sw.Segment:
    return sw.Segment(name, ws.accounts.edition.is_("Gold"))


def press(button: Any) -> None:
    button.click()


def test_what_is_built_is_saved_with_a_reason_and_opened_again(ws: sw.Workspace, library: sw.SegmentLibrary) -> None:
    library.attach(ws)
    _, panel = built(ws, gold(ws))
    assert "not saved yet" in panel.words.value
    panel.tags.value = "b, a"
    press(panel.save)
    assert "version 1" in panel.told.value
    assert library["Gold"] == gold(ws)
    assert library.names("a") == ["Gold"]
    builder, panel = built(ws)
    assert panel.names.options == ("Gold",)
    press(panel.open)
    assert builder.segment == gold(ws)
    assert panel.tags.value == "a, b"
    assert "As saved: version 1" in panel.words.value
    builder.segment = sw.Segment("Gold", ws.accounts.edition.is_("Silver"))
    assert "Changed since version 1" in panel.words.value
    press(panel.save)
    assert "with a reason" in panel.told.value
    panel.reason.value = "Silver now"
    press(panel.save)
    assert "version 2" in panel.told.value
    assert "Silver now" in panel.history.value
    panel.number.value = 1
    press(panel.restore)
    assert builder.segment == gold(ws)


def test_who_was_quicker_is_told_and_nothing_is_lost(ws: sw.Workspace, library: sw.SegmentLibrary) -> None:
    library.save(gold(ws))
    library.attach(ws)
    builder, panel = built(ws)
    press(panel.open)
    other = sw.SegmentLibrary(library.path, by="bo")
    other.save(other.open("Gold").model_copy(update={"description": "theirs"}), reason="said what it is")
    builder.segment = sw.Segment("Gold", ws.accounts.edition.is_("Silver"))
    panel.reason.value = "mine"
    press(panel.save)
    assert 'role="alert"' in panel.told.value
    assert "by bo" in panel.told.value
    assert library["Gold"].description == "theirs"


def test_a_new_name_is_a_new_segment_or_the_old_one_renamed(ws: sw.Workspace, library: sw.SegmentLibrary) -> None:
    library.save(gold(ws))
    library.attach(ws)
    builder, panel = built(ws)
    assert panel.rename.layout.display == "none" or panel.rename.layout.display is None
    press(panel.open)
    builder.segment = gold(ws, "Gold ones")
    assert "Gold" in panel.rename.description
    press(panel.rename)
    assert library.names() == ["Gold ones"]
    builder.segment = gold(ws, "Another")
    press(panel.save)
    assert library.names() == ["Another", "Gold ones"]
    builder.segment = gold(ws, "Gold ones")
    press(panel.save)
    assert "There is a segment" in panel.told.value or "version" in panel.told.value


def test_pinned_accounts_are_checked_as_one_edits(ws: sw.Workspace, library: sw.SegmentLibrary) -> None:
    inside = list(gold(ws).members(ws)["account_id"])
    library.save(gold(ws), must_be_in=inside[:1], must_be_out=inside[1:2])
    library.attach(ws)
    builder, panel = built(ws)
    press(panel.open)
    assert (panel.inside.value, panel.outside.value) == (inside[0], inside[1])
    assert f"{inside[1]} must be out, and is in" in panel.words.value
    panel.outside.value = ""
    panel.reason.value = "it is one after all"
    press(panel.save)
    assert "The pinned account is in place" in panel.words.value
    builder.segment = sw.Segment("Gold", ws.accounts.edition.is_("Silver"))
    assert f"{inside[0]} must be in, and is out" in panel.words.value


def test_without_a_library_a_folder_is_asked_for(ws: sw.Workspace, tmp_path: Path) -> None:
    _, panel = built(ws, gold(ws))
    assert panel.library is None
    (tmp_path / "file").write_text("x")
    panel.folder.value = str(tmp_path / "file")
    press(panel.use)
    assert "is a file" in panel.told.value
    panel.folder.value = str(tmp_path / "kept")
    press(panel.use)
    press(panel.save)
    assert (tmp_path / "kept" / "gold.yaml").exists()
