"""The library: what is saved comes back, what was is kept, and what cannot be read is named."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import seg_widgets as sw
from seg_widgets.library import SegmentLibrary
from tests.library.world import of, segment, workspace


@pytest.fixture
def library(tmp_path: Path) -> SegmentLibrary:
    return SegmentLibrary(tmp_path / "segments", by="ada")


def files(library: SegmentLibrary) -> set[str]:
    found = (p.relative_to(library.path).as_posix() for p in library.path.rglob("*") if p.is_file())
    return {name for name in found if not name.startswith(".")}


def test_what_is_saved_comes_back_and_its_file_is_the_segments_yaml(library: SegmentLibrary) -> None:
    big = segment("Größe über 10")
    version = library.save(big, tags=["b", "a", "b"], must_be_in=[2], must_be_out=["1"])
    assert (version.number, version.by, version.change, version.reason) == (1, "ada", "saved", "Saved for the first time.")
    assert library.open("Größe über 10") == big
    assert dict(library) == {"Größe über 10": big}
    assert (library.path / "groesse-ueber-10.yaml").read_text("utf-8") == big.to_yaml()
    assert sw.read_yaml(library.path / "groesse-ueber-10.yaml") == big
    assert library.kept("Größe über 10").tags == ("a", "b")
    assert library.names("a") == ["Größe über 10"]
    assert library.names("c") == []
    assert (library.path / "notes" / "groesse-ueber-10.yaml").read_text() == "tags:\n- a\n- b\npinned:\n  in:\n  - 2\n  out:\n  - '1'\n"


def test_every_version_is_kept_with_who_when_and_why(library: SegmentLibrary) -> None:
    library.save(segment("A", 10), tags=["x"])
    SegmentLibrary(library.path, by="bo").open("A")
    library.save(segment("A", 20), reason="  too many  ")
    history = library.history("A")
    assert list(history["version"]) == [2, 1]
    assert list(history["reason"]) == ["too many", "Saved for the first time."]
    assert list(history["by"]) == ["ada", "ada"]
    assert history["at"].dt.tz is not None
    assert library.version("A", 1) == segment("A", 10)
    assert library.versions("A")[1].notes.tags == ("x",)  # those that it had stay
    library.restore("A", 1)
    assert library["A"] == segment("A", 10)
    assert list(library.history("A")["change"]) == ["restored", "saved", "saved"]


def test_saving_what_has_not_changed_makes_no_version(library: SegmentLibrary) -> None:
    library.save(segment("A"))
    assert library.save(segment("A"), reason="again").number == 1
    assert len(library.history("A")) == 1


REFUSED = [
    ("no-reason", lambda lib: lib.save(segment("A", 2))),
    ("no-reason", lambda lib: lib.save(segment("A", 2), reason=" ")),
    ("name-taken", lambda lib: SegmentLibrary(lib.path).save(segment("A", 2), reason="r")),
    ("name-taken", lambda lib: lib.rename("A", "B")),
    ("conflict", lambda lib: lib.save(segment("A", 2), reason="r", base="0123456789abcdef")),
    ("conflict", lambda lib: lib.save(segment("New"), reason="r", base="0123456789abcdef")),
    ("pinned-twice", lambda lib: lib.save(segment("C"), must_be_in=["7"], must_be_out=[7])),
    ("still-used", lambda lib: lib.remove("A", reason="r")),
    ("unknown-segment", lambda lib: lib.save(of("C", "Nobody"))),
    ("circle", lambda lib: lib.save(of("A", "B"), reason="r")),
    ("no-such-segment", lambda lib: lib.open("a")),
    ("no-such-segment", lambda lib: lib.history("Z")),
    ("no-such-version", lambda lib: lib.version("A", 9)),
    ("no-list-in-it", lambda lib: lib.add_keys("A", [1], reason="r")),
    ("not-a-folder", lambda lib: SegmentLibrary(lib.path / "a.yaml")),
]


@pytest.mark.parametrize(("code", "act"), REFUSED)
def test_what_cannot_be_done_is_refused_and_changes_nothing(library: SegmentLibrary, code: str, act: object) -> None:
    library.save(segment("A"))
    library.save(of("B", "A"))
    before = {name: (library.path / name).read_bytes() for name in files(library)}
    with pytest.raises(sw.SegmentError) as error:
        act(library)  # type: ignore[operator]
    assert error.value.code == code
    assert {name: (library.path / name).read_bytes() for name in files(library)} == before


def test_a_name_is_changed_where_it_is_referred_to_and_the_history_comes_along(library: SegmentLibrary) -> None:
    library.save(segment("A"), tags=["x"])
    library.save(of("B", "A"))
    library.rename("A", "Ä neu")
    assert library.names() == ["B", "Ä neu"]
    assert library["B"] == of("B", "Ä neu")
    assert list(library.history("Ä neu")["name"]) == ["Ä neu", "A"]
    assert library.names("x") == ["Ä neu"]
    assert files(library) == {
        "b.yaml", "ae-neu.yaml", "notes/ae-neu.yaml", "history/b/0001.yaml", "history/b/0002.yaml",
        "history/ae-neu/0001.yaml", "history/ae-neu/0002.yaml",
    }  # fmt: skip


def test_a_name_may_change_in_capitals_alone(library: SegmentLibrary) -> None:
    library.save(segment("gold"))
    library.rename("gold", "Gold")
    assert library.names() == ["Gold"]
    assert [v.name for v in library.versions("Gold")] == ["gold", "Gold"]


def test_what_was_removed_can_be_had_back(library: SegmentLibrary) -> None:
    library.save(segment("A", 10), must_be_in=[2])
    library.remove("A", reason="nobody uses it")
    assert library.names() == []
    assert files(library) == {"history/a/0001.yaml", "history/a/0002.yaml"}
    assert list(library.history("A")["change"]) == ["removed", "saved"]
    library.restore("A", 1)
    assert library["A"] == segment("A", 10)
    assert library.kept("A").notes.pins.inside == (2,)
    library.remove("A", reason="again")
    assert library.save(segment("A", 30)).number == 5  # a new one of the name goes on with its history


def test_what_is_changed_outside_is_seen_and_kept(library: SegmentLibrary) -> None:
    library.save(segment("A", 10))
    library.open("A")
    (library.path / "a.yaml").write_text(segment("A", 11).to_yaml(), "utf-8")
    (library.path / "b.yaml").write_text(segment("B", 1).to_yaml(), "utf-8")
    assert library["A"] == segment("A", 11)
    assert list(library.frame()["version"]) == [2, 1]
    with pytest.raises(sw.LibraryError) as error:
        library.save(segment("A", 12), reason="r")
    assert error.value.code == "conflict"
    library.open("A")
    library.save(segment("A", 12), reason="r")
    assert [(v.change, v.text) for v in library.versions("A")] == [
        ("saved", segment("A", 10).to_yaml()), ("outside", segment("A", 11).to_yaml()), ("saved", segment("A", 12).to_yaml()),
    ]  # fmt: skip
    assert library.version("B", 1) == segment("B", 1)


BROKEN = [
    ("not-yaml", "format: 2\nname: [\n"),
    ("not-yaml", "<<<<<<< HEAD\nname: A\n=======\nname: B\n>>>>>>> other\n"),
    ("no-definition", "- 1\n"),
    ("missing-part", "format: 2\nname: X\n"),
    ("no-dimensions", "kind: split\nname: S\nby: []\n"
     "segment: {name: A, entity: Kunden, where: {kind: all, members: [{kind: everyone}]}}\n"),
    ("name-taken", segment("C").to_yaml()),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), BROKEN, ids=range(len(BROKEN)))
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_there(library: SegmentLibrary, code: str, text: str) -> None:
    library.save(segment("A"))
    library.save(segment("C"))
    (library.path / "zz.yaml").write_text(text, "utf-8")
    (library.path / ".hidden.yaml").write_text("[", "utf-8")
    (library.path / "workspace.yaml").write_text("[", "utf-8")
    assert library.broken["zz.yaml"].code == code
    assert library.names() == (["A"] if code == "name-taken" else ["A", "C"])  # which of two is meant, nobody can say
    assert "zz.yaml" in repr(library)
    library.save(segment("D"))  # and writing goes on
    frame = library.refresh(workspace())
    assert set(frame["code"]) == {code}
    assert "zz.yaml" in set(frame["segment"])


@pytest.mark.parametrize(
    "text", ["tags: x\n", "pinned: {in: {a: 1}}\n", "pinned: {perhaps: []}\n", "colour: red\n", "[", "pinned: {in: [true]}\n"]
)
def test_notes_that_make_no_sense_are_named(library: SegmentLibrary, text: str) -> None:
    library.save(segment("A"), tags=["x"])
    (library.path / "notes" / "a.yaml").write_text(text)
    assert library.broken["a.yaml"].code == "bad-notes"


def test_a_static_list_is_added_to_and_taken_from(library: SegmentLibrary) -> None:
    library.save(sw.Segment("Strategic", sw.listed(workspace().Kunden, [2, 4])))
    library.add_keys("Strategic", ["1", 2], reason="a new partner")
    library.take_keys("Strategic", [4], reason="left us")
    assert list(library["Strategic"].members(workspace())["Kundennummer"]) == [1, 2]
    assert list(library.history("Strategic")["reason"]) == ["left us", "a new partner", "Saved for the first time."]
    with pytest.raises(sw.DefinitionError, match="met by no one"):
        library.take_keys("Strategic", ["1", "2"], reason="all gone")


def test_a_workspace_knows_what_the_library_holds(library: SegmentLibrary) -> None:
    ws = workspace()
    ws.segments["Own"] = segment("Own", 100)
    library.save(segment("A", 10))
    assert library.attach(ws) is ws
    library.attach(ws)  # twice is once
    assert ws.count(of("X", "A")).members == 2
    library.save(segment("A", 100), reason="fewer")
    assert ws.count(of("X", "A")).members == 1  # what is saved later is known at once
    assert ws.count(of("X", "Own")).members == 1
    assert list(ws.segments) == ["A", "Own"]
    builder = sw.SegmentBuilder(ws)
    assert [s["name"] for s in builder.editor.view["segments"]] == ["A", "Own"]


PINNED = [
    # pinned in, pinned out, what is told
    ([2, "4"], [1], []),
    ([1], [], [("not-in", 1, "Müller & Söhne", "in", "out", "Größe is at least 10")]),
    ([3], [], [("not-in", 3, "", "in", "unknown", "Größe is at least 10")]),
    ([], ["4"], [("not-out", "4", 'Say "hi"', "out", "in", "Größe is at least 10")]),
    ([9], [8], [("no-such-key", 9, "", "in", "", "9"), ("no-such-key", 8, "", "out", "", "8")]),
]


@pytest.mark.parametrize(("inside", "outside", "told"), PINNED)
def test_pinned_accounts_are_checked_with_the_reason(library: SegmentLibrary, inside: list, outside: list, told: list) -> None:
    library.save(segment("A"), must_be_in=inside, must_be_out=outside)
    frame = library.refresh(workspace())
    assert list(frame.columns) == ["segment", "code", "key", "label", "pinned", "found", "why"]
    assert [tuple(row)[:5] for row in frame[["code", "key", "label", "pinned", "found"]].itertuples(index=False)] == [t[:5] for t in told]
    assert all(words in why for why, (*_, words) in zip(frame["why"], told, strict=True))


def test_a_segment_that_does_not_fit_the_tables_is_told_and_not_passed_over(library: SegmentLibrary) -> None:
    odd = segment("Odd").dump() | {"entity": "Nowhere"}
    library.save(segment("A"))
    library.save(sw.Segment.load(odd))
    frame = library.refresh(workspace())
    assert list(zip(frame["segment"], frame["code"], strict=True)) == [("Odd", "unknown-entity")]
    assert list(library.refresh(workspace(), names=["A"])["code"]) == []


@pytest.mark.parametrize("step", ["replace", "link"])
def test_a_disk_that_is_full_is_told_and_leaves_no_half_a_file(library: SegmentLibrary, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    library.save(segment("A", 1))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        if step == "link":
            patched.setattr(os, "link", full)
        with pytest.raises(sw.LibraryError, match="No space left") as error:
            library.save(segment("A", 2), reason="r")
    assert error.value.code == "cannot-write"
    assert library["A"] == segment("A", 1)
    assert not list(library.path.rglob("*.tmp"))
    library.open("A")
    library.save(segment("A", 3), reason="there is room again")
    assert library["A"] == segment("A", 3)
    assert library.versions("A")[-1].text == segment("A", 3).to_yaml()
