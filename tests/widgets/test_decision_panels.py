"""Why, Movement, Overlap, Compare and Sensitivity, without a page: what they find, what they say, and that it is escaped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.results import counts
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels import (
    BoardPanel,
    ComparePanel,
    EditsPanel,
    HandOverPanel,
    MovementPanel,
    OverlapPanel,
    Panel,
    PortfolioPanel,
    SensitivityPanel,
    WaterfallPanel,
    WhyPanel,
)

PANELS = (WhyPanel, BoardPanel, HandOverPanel, MovementPanel, EditsPanel, OverlapPanel, PortfolioPanel, ComparePanel, SensitivityPanel)


class Host:
    """A workbench without one: it shows at once."""

    def __init__(self, ws: sw.Workspace, segment: sw.Segment) -> None:
        evaluation = ws.evaluate(segment)
        self.answered = Answered(ws, segment, ws.as_of, evaluation, counts(evaluation, ws.session))
        self.panel: Panel | None = None
        self.opened: sw.Segment | None = None
        self.taken: sw.Segment | None = None
        self.workspace = ws

    def refresh(self) -> None:
        assert self.panel is not None
        self.panel.update(self.answered)

    def add_rule(self, criterion: dict[str, Any]) -> None: ...

    def set_definition(self, segment: sw.Segment) -> None:
        self.taken = segment


def shown(kind: type[Panel], ws: sw.Workspace, segment: sw.Segment, opened: sw.Segment | None = None) -> Any:
    host = Host(ws, segment)
    host.opened = opened
    host.panel = panel = kind(host)
    host.refresh()
    assert panel.body.layout.display is None, panel.note.value
    return panel


def cells(made: str) -> list[list[str]]:
    """Read the rows of a table as it is written."""
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", made) if "<td" in row]


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    firms = pd.DataFrame(
        {"id": [1, 2, 3, 4], "name": ["<b>Öl</b>", "B", "C", "D"], "seats": [5, 12, 40, None], "ok": [True, False, True, None]}
    )
    use = pd.DataFrame({"id": [1, 2, 3], "at": pd.to_datetime(["2026-01-10", "2026-03-01", "2026-03-20"])})
    book = {
        "tables": {
            "firms": {"kind": "entity", "key": "id", "label": "name"},
            "use": {"kind": "event", "time": "at", "links": {"id": "firms"}},
        }
    }
    made = sw.Workspace.from_frames({"firms": firms, "use": use}, book | {"as_of": "2026-03-31"}, quiet=True)
    made.segments["used"] = sw.Segment("used", made.use.count.last(days=40) >= 1, entity="firms")
    return made


def large(ws: sw.Workspace) -> sw.Segment:
    return sw.Segment("large", ws.firms.seats >= 10)


def test_why_shows_near_misses_first_and_escapes_what_is_the_analysts(ws: sw.Workspace) -> None:
    panel = shown(WhyPanel, ws, large(ws))
    assert [key for _, key in panel.pick.options] == [1, 4, 2, 3]  # 1 wants 5 more, of 4 it is not known; 2 and 3 are in
    assert "&lt;b&gt;Öl&lt;/b&gt; (1) is out: one rule alone keeps it out." in panel.rules.value
    assert "5 → 10" in panel.rules.value
    assert "<b>" not in panel.rules.value + panel.near.value
    panel.pick.value = 3
    assert "C (3) is in: one rule alone keeps it in." in panel.rules.value


def test_why_finds_by_key_and_name_and_takes_a_key_from_elsewhere(ws: sw.Workspace) -> None:
    panel = shown(WhyPanel, ws, large(ws))
    panel.search.value = "öl"
    assert [key for _, key in panel.pick.options] == [1]
    panel.search.value = "nobody like this"
    assert "Nobody is found." in panel.rules.value
    panel.search.value = ""
    panel.look_at(2)
    assert "B (2) is in" in panel.rules.value
    panel.look_at(99)
    assert "no firms with the key 99" in panel.rules.value or "with the key 99" in panel.rules.value


def test_movement_tells_who_moved_and_by_what_cause(ws: sw.Workspace) -> None:
    panel = shown(MovementPanel, ws, sw.Segment("recent", ws.use.count.last(days=40) >= 1, entity="firms"))
    panel.since.value = "2026-01-31"
    assert "1 then, 2 now, none of them both times." in panel.moves.value
    assert "time passed" in panel.moves.value  # firm 1's only use is no more in the last 40 days
    assert "new data" in panel.moves.value
    assert panel.marks.value == "" or "before the data begins" in panel.marks.value
    assert "attributes" in shown(MovementPanel, ws, large(ws)).marks.value


def test_movement_sets_an_edit_against_the_saved_version(ws: sw.Workspace) -> None:
    panel = shown(MovementPanel, ws, sw.Segment("used", ws.use.count.last(days=90) >= 1, entity="firms"))
    panel.since.value = "2026-02-28"  # nobody used it in the 40 days before; firm 1 did in the 90 days before 03-31
    assert "the definition" in panel.moves.value


def test_overlap_sets_saved_segments_beside_it_or_says_that_there_are_none(ws: sw.Workspace) -> None:
    panel = shown(OverlapPanel, ws, large(ws))
    assert "used" in panel.tables.value
    alone = sw.Workspace.from_frames({"t": pd.DataFrame({"id": ["x"], "n": [5]})}, quiet=True)
    panel = shown(OverlapPanel, alone, sw.Segment("s", alone.t.n > 1))
    assert "No other segment of t is saved yet" in panel.head.value


def test_a_portfolio_goes_by_an_order_of_priority_and_opens_the_gap(ws: sw.Workspace) -> None:
    panel = shown(PortfolioPanel, ws, sw.Segment("small", ws.firms.seats <= 12))  # 1 and 2; used are 2 and 3; of 4 nothing is known
    assert "2 segments cover 3, 75% of all; 1 are in several of them." in panel.said.value
    once = {}
    for order in ("first", "last"):
        panel.order.value = order
        once[order] = [(name, members, assigned) for name, members, _, _, assigned in cells(panel.tables.value)]
    assert once["first"] == [("small", "2", "2"), ("used", "2", "1"), ("(any of them)", "3", "3"), ("(none of them)", "1", "1")]
    assert once["last"] == [("used", "2", "2"), ("small", "2", "1"), ("(any of them)", "3", "3"), ("(none of them)", "1", "1")]
    assert panel.open.description == "Open the 1 in none of them as a segment"
    panel.open.click()
    assert panel.host.opened == panel.host.taken
    assert list(panel.host.taken.members(ws)["id"]) == [4]


def test_edits_are_people_and_the_rule_that_moved_them(ws: sw.Workspace) -> None:
    seats = ws.firms.seats  # 5, 12, 40, missing
    panel = shown(EditsPanel, ws, sw.Segment("s", seats <= 12), opened=sw.Segment("s", seats >= 12))
    assert "2 before, 2 now: 1 entered, 1 left, 1 stayed." in panel.said.value
    assert "Worth" not in panel.said.value + panel.tables.value  # nothing says what a firm is worth
    assert "Seats is at least 12 → Seats is at most 12" in panel.tables.value
    assert "&lt;b&gt;Öl&lt;/b&gt;" in panel.tables.value
    assert [row[:2] for row in cells(panel.tables.value)[:2]] == [["entered", "1"], ["left", "1"]]
    panel.against.value = "saved:used"
    assert "at least 1 → Seats is at most 12" in panel.tables.value
    same = shown(EditsPanel, ws, large(ws), opened=large(ws))
    assert "No rule differs." in same.said.value
    assert same.chart.box.layout.display == "none"


def test_edits_against_versions_of_the_library(ws: sw.Workspace, tmp_path: Path) -> None:
    alone = sw.Workspace.from_frames({"t": pd.DataFrame({"id": ["x", "y", "z"], "n": [1, 5, 9]})}, {"as_of": "2026-03-31"}, quiet=True)
    assert "There is nothing to set it against" in shown(EditsPanel, alone, sw.Segment("s", alone.t.n > 1)).said.value
    library = sw.SegmentLibrary(tmp_path / "saved")
    gone = {"kind": "criterion", "metric": {"kind": "attribute", "column": "gone"}, "op": "is_missing"}
    library.save(sw.Segment.load({"name": "s", "entity": "t", "where": {"kind": "all", "members": [gone]}}))
    for least, why in ((9, "a start"), (5, "wider")):
        library.save(sw.Segment("s", alone.t.n >= least), reason=why)
    library.attach(alone)
    panel = shown(EditsPanel, alone, sw.Segment("s", alone.t.n >= 1))
    assert [value for _, value in panel.against.options] == ["version:3", "version:2", "version:1"]
    assert panel.against.options[1][0].endswith("a start")
    assert "2 before, 3 now: 1 entered, 0 left" in panel.said.value
    panel.against.value = "version:2"
    assert "1 before, 3 now: 2 entered, 0 left" in panel.said.value
    panel.against.value = "version:1"  # of a column that the data no longer has
    assert "cannot be compared" in panel.said.value
    assert (panel.chart.box.layout.display, panel.tables.value) == ("none", "")
    assert panel.bar.layout.display is None  # another can be chosen
    renamed = shown(EditsPanel, alone, sw.Segment("called otherwise", alone.t.n >= 1), opened=library["s"])
    assert [value for _, value in renamed.against.options] == ["opened", "version:3", "version:2", "version:1"]


def people(n: int = 3) -> sw.Workspace:
    """Firms 1 to n; the first has three people, the second one, the others none; a person of no firm."""
    firms = pd.DataFrame({"id": range(1, n + 1), "name": [f"<i>{k}</i>" for k in range(n)], "arr": [10.0 * k + 10 for k in range(n)]})
    staff = pd.DataFrame({"who": list("pqrst"), "role": ["DM", "DM", None, "User", "DM"], "age": [1, 9, 9, 9, 1]})
    staff["id"] = pd.Series([1, 1, 1, 2, None], dtype="Int64")
    tables = {
        "firms": {"kind": "entity", "key": "id", "label": "name"},
        "staff": {"kind": "entity", "key": "who", "links": {"id": "firms"}},
    }
    config = {"tables": tables, "value": {"table": "firms", "column": "arr"}, "as_of": "2026-03-31"}
    return sw.Workspace.from_frames({"firms": firms, "staff": staff}, config, quiet=True)


def test_a_board_is_of_groups_inside_the_segment_and_of_saved_ones() -> None:
    ws = people()
    ws.segments["Old"] = sw.Segment("Old", ws.staff.age >= 5)
    segment = sw.Segment("s", ws.staff.where(role="DM").at_least(0, ws.staff.age >= 5) & (ws.firms.arr <= 20))
    panel = shown(BoardPanel, ws, segment)
    assert [value for _, value in panel.accounts.options] == ["this", "all:firms"]
    assert [box.description for box in panel.users.children] == ["Role is DM", "Role is DM and Age is at least 5", "Old"]
    assert cells(panel.rows.value) == [
        ["&lt;i&gt;1&lt;/i&gt;", "20", "1", "0 · 0%", "0 · 0%", "1 · 100%"],
        ["&lt;i&gt;0&lt;/i&gt;", "10", "3", "2 · 67%", "1 · 33%", "2 · 67%"],
    ]  # fmt: skip
    panel.order.value = "Role is DM share"
    assert cells(panel.rows.value)[0][0] == "&lt;i&gt;0&lt;/i&gt;"
    panel.users.children[0].value = False
    assert len(cells(panel.rows.value)[0]) == 5
    panel.accounts.value = "all:firms"
    assert "3 firms with 4 staff, as of 2026-03-31; 1 has none." in panel.said.value
    frame, _ = panel.download._take()
    assert list(frame["key"]) == [1, 2, 3]
    for box in panel.users.children:
        box.value = False
    assert "Tick at least one" in panel.said.value
    assert panel.download.layout.display == "none"


def test_a_board_of_users_and_of_very_many_or_no_accounts() -> None:
    ws = people(3000)
    panel = shown(BoardPanel, ws, sw.Segment("makers", ws.staff.role.is_("DM")))  # the segment is one of users itself
    assert [value for _, value in panel.accounts.options] == ["all:firms"]
    assert [box.description for box in panel.users.children] == ["makers"]
    assert "The first 200 of 3,000." in panel.rows.value
    assert len(cells(panel.rows.value)) == 200
    panel.order.value = "users"
    assert cells(panel.rows.value)[0] == ["&lt;i&gt;0&lt;/i&gt;", "10", "3", "2 · 67%"]
    ws.segments["none"] = sw.Segment("none", ws.firms.arr < 0)
    panel = shown(BoardPanel, ws, sw.Segment("makers", ws.staff.role.is_("DM")))
    panel.accounts.value = "saved:none"
    assert "None of the firms is in it" in panel.said.value
    assert (panel.chart.box.layout.display, panel.rows.value) == ("none", "")


def test_a_hand_over_is_shown_written_and_never_written_over_unasked(tmp_path: Path) -> None:
    ws = people()
    small = sw.Segment("Klein & fein", ws.firms.arr <= 20)
    panel = shown(HandOverPanel, ws, small)
    panel.folder.value = str(tmp_path / "out")
    assert "2 are handed over as of 2026-03-31. There is no earlier one" in panel.said.value
    assert [row[0] for row in cells(panel.tables.value)] == [
        "&lt;i&gt;0&lt;/i&gt; (1)",
        "&lt;i&gt;1&lt;/i&gt; (2)",
        "None.",  # of the changes
        "&lt;i&gt;2&lt;/i&gt; (3)",  # just misses
    ]
    assert panel.chart.box.layout.display == "none"
    assert "does not say who looks after whom" in panel.said.value
    assert not (tmp_path / "out").exists()  # nothing is written before it is asked for
    panel.write.click()
    home = tmp_path / "out" / "klein-and-fein"
    there = home / "2026-03-31"
    assert sorted(p.name for p in there.iterdir()) == ["changes.csv", "members.csv", "near-misses.csv", "reasons.csv", "segment.yaml"]
    assert str(there) in panel.told.value
    panel.write.click()
    assert "There is" not in panel.told.value
    assert "the very same" in panel.told.value
    panel.files.value = ("xlsx",)
    panel.write.click()  # the same day, other files: not without a word
    assert "already, and not the same" in panel.told.value
    assert (there / "members.csv").exists()
    assert panel.replace.layout.display is None
    panel.replace.click()
    assert sorted(p.name for p in there.iterdir()) == ["hand-over.xlsx", "segment.yaml"]
    assert panel.replace.layout.display == "none"
    (there).rename(home / "2026-03-01")
    larger = shown(HandOverPanel, ws, sw.Segment("Klein & fein", ws.firms.arr >= 20))
    larger.folder.value = str(tmp_path / "out")
    assert "Since the hand-over of 2026-03-01: 1 entered, 1 left." in larger.said.value
    other = shown(HandOverPanel, ws, sw.Segment("klein and fein", ws.firms.arr >= 20))  # another segment of that file's name
    other.folder.value = str(tmp_path / "out")
    assert "There is no earlier one" in other.said.value
    (tmp_path / "file").write_text("")
    other.folder.value = str(tmp_path / "file")
    other.write.click()
    assert "cannot be written into" in other.told.value
    assert (tmp_path / "file").read_text() == ""


def test_an_order_of_priority_is_saved_in_the_library_and_follows_what_is_saved(tmp_path: Path) -> None:
    ws = people()
    library = sw.SegmentLibrary(tmp_path / "saved")
    library.save(sw.Segment("rich", ws.firms.arr >= 20))
    assert shown(PortfolioPanel, ws, sw.Segment("all", ws.firms.arr >= 0)).saving.layout.display == "none"  # no library yet
    library.attach(ws)
    panel = shown(PortfolioPanel, ws, sw.Segment("all", ws.firms.arr >= 0))
    panel.order.value = "last"
    panel.name.value = "Order <b>"
    panel.keep.click()
    assert "Saved “Order &lt;b&gt;” as version 1." in panel.told.value
    order = library.segmentations()["Order <b>"]
    assert [(row["segment"], row["members"]) for row in ws.split(order).to_dict("records")] == [("rich", 2), ("all", 1)]
    library.open("rich")
    library.save(sw.Segment("rich", ws.firms.arr >= 30), reason="fewer")
    assert [(row["segment"], row["members"]) for row in ws.split(order).to_dict("records")] == [("rich", 1), ("all", 2)]
    panel.name.value = "rich"
    panel.keep.click()
    assert "sw-error" in panel.told.value
    assert library["rich"] == sw.Segment("rich", ws.firms.arr >= 30)


def test_a_portfolio_of_one_says_so(ws: sw.Workspace) -> None:
    alone = sw.Workspace.from_frames({"t": pd.DataFrame({"id": ["x"], "n": [5]})}, quiet=True)
    panel = shown(PortfolioPanel, alone, sw.Segment("s", alone.t.n > 1))
    assert "No other segment" in panel.said.value
    assert panel.open.layout.display == "none"  # everybody is in it


def test_compare_offers_saved_segments_and_columns(ws: sw.Workspace) -> None:
    panel = shown(ComparePanel, ws, large(ws))
    assert [value for _, value in panel.outcome.options] == ["segment:used", "column:seats", "column:ok"]
    for value in ("column:seats", "column:ok"):
        panel.outcome.value = value
        assert panel.chart.box.layout.display is None
    panel.read.value = 6
    assert "The segment as of 2025-09-30" in panel.said.value


def test_sensitivity_says_what_the_nearest_values_would_do(ws: sw.Workspace) -> None:
    panel = shown(SensitivityPanel, ws, large(ws))
    assert "Now 10: 2 are in." in panel.said.value
    panel = shown(SensitivityPanel, ws, sw.Segment("ok", ws.firms.ok.is_true()))
    assert "No rule has a number" in panel.said.value


def test_the_waterfall_names_two_rules_that_contradict_each_other_or_are_the_same(ws: sw.Workspace) -> None:
    seats = ws.firms.seats
    said = shown(WaterfallPanel, ws, sw.Segment("s", (seats < 10) & (seats > 20))).words.value
    assert "“seats is less than 10” and “seats is more than 20”: Nobody meets both." in said.replace("Seats", "seats")
    assert "The same rule twice." in shown(WaterfallPanel, ws, sw.Segment("s", (seats > 10) & (seats > 10))).words.value


@pytest.mark.parametrize("kind", PANELS)
@pytest.mark.parametrize("n", [1, 9])
def test_a_table_of_one_row_and_no_worth_is_shown(kind: type[Panel], n: int) -> None:
    ws = sw.Workspace.from_frames({"ö b": pd.DataFrame({"i d": ["x"], "n": [5]})}, {"tables": {"ö b": {"key": "i d"}}}, quiet=True)
    shown(kind, ws, sw.Segment("s", ws["ö b"].n > n))
