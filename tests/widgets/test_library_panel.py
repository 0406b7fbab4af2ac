"""Opening and saving in the workbench: with a reason, against whoever was quicker, with pins and versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
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
    assert library.names() == [panel.names.value] == ["Gold ones"]
    builder.segment = gold(ws, "Another")
    press(panel.save)
    assert library.names() == ["Another", "Gold ones"]
    assert panel.names.value == "Another"
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


def test_the_parts_of_saved_splits_and_orders_are_counted_opened_and_run(
    ws: sw.Workspace, library: sw.SegmentLibrary, tmp_path: Path
) -> None:
    editions = sw.split(gold(ws), sw.bands(ws.accounts.seats, [0, 20, None], label="Größe"), ws.accounts.region, name="Gold <cut>")
    library.save(editions)
    small = sw.Segment("Small", ws.accounts.seats <= 20)
    library.save(small)
    library.save(sw.priority(small, gold(ws), name="Order"))
    library.attach(ws)
    builder, panel = built(ws)  # nothing is built yet, and yet they can be looked at
    parts = panel.parts
    assert [value for _, value in parts.names.options] == [None, "Gold <cut>", "Order"]
    assert (parts.box.layout.display, parts._below.layout.display) == (None, "none")
    parts.names.value = "Gold <cut>"
    counted = ws.split(editions)
    assert f"{len(counted)} parts with {counted['members'].sum()} members as of {ws.as_of}" in parts.said.value
    assert parts.table.value.count("<tr>") == len(counted) + 1
    assert all(str(region) in parts.table.value for region in counted["Region"])
    chosen = ws.parts(editions)[1]
    parts.part.value = 1
    assert dict(parts.part.options)[f"{', '.join(chosen.values)}: {counted['members'][1]}"] == 1
    press(parts.open)
    assert (builder.segment, builder.opened) == (chosen.segment, chosen.segment)
    assert len(builder.segment.members(ws)) == counted["members"][1]
    assert "Opened" in panel.told.value
    parts.part.value = len(counted)
    press(parts.open)
    assert builder.segment == gold(ws)  # all that it splits
    parts.names.value = "Order"
    assert [text.split(":")[0] for text, _ in parts.part.options] == ["Small", "Gold", "(none of them)"]
    parts.folder.value = str(tmp_path / "out")
    press(parts.run)
    there = tmp_path / "out" / "order" / str(ws.as_of)
    assert str(there) in panel.told.value
    assert {path.name for path in there.iterdir()} == {"order.csv", "order.small.csv", "order.gold.csv", "order.none-of-them.csv"}
    (tmp_path / "file").write_text("")
    parts.folder.value = str(tmp_path / "file")
    press(parts.run)
    assert 'role="alert"' in panel.told.value
    parts.names.value = None
    assert parts._below.layout.display == "none"


def test_a_split_of_what_the_data_no_longer_have_says_so(ws: sw.Workspace, library: sw.SegmentLibrary) -> None:
    gone = sw.Workspace.from_frames({"accounts": pd.DataFrame({"account_id": ["x"], "colour": ["red"]})}, quiet=True)
    library.save(sw.split(gone.accounts, gone.accounts.colour, name="By colour"))
    library.attach(ws)
    _, panel = built(ws, gold(ws))
    panel.parts.names.value = "By colour"
    assert "colour" in panel.parts.said.value
    assert panel.parts.run.disabled
    assert panel.parts.open.disabled
    assert "not saved yet" in panel.words.value  # the rest of the panel stays
