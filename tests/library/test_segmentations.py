"""Splits and orders of priority in a library: beside the segments, never among them; with history, tags and references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import seg_widgets as sw
from seg_widgets.errors import LibraryError
from tests.library.world import of, segment, workspace


@pytest.fixture
def library(tmp_path: Path) -> sw.SegmentLibrary:
    return sw.SegmentLibrary(tmp_path / "saved", by="ada")


def levels(base: sw.Segment, name: str = "Stufen") -> Any:
    return sw.split(base, workspace().Kunden["Stufe"], name=name)


def test_they_are_kept_beside_the_segments(library: sw.SegmentLibrary) -> None:
    library.save(segment("A"), tags=["x"])
    library.save(levels(segment("A", 5)), tags=["x"], reason="by level")
    order = sw.priority(segment("Groß", 100), segment("Klein", 1), name="Größen")
    library.save(order)
    assert (library.names(), list(library), len(library)) == (["A"], ["A"], 1)
    assert list(library.segmentations()) == ["Größen", "Stufen"]
    assert list(library.segmentations("x")) == ["Stufen"]
    assert library.segmentations()["Größen"] == order
    assert library.open("Größen") == order
    assert [(row["name"], row["kind"], row["entity"]) for row in library.frame().to_dict("records")] == [
        ("A", "segment", "Kunden"), ("Größen", "priority", "Kunden"), ("Stufen", "split", "Kunden"),
    ]  # fmt: skip
    assert "1 segment, 2 segmentations" in repr(library)
    assert library.broken == {}
    ws = library.attach(workspace())
    assert list(ws.segments) == ["A"]
    assert "Stufen" not in ws.segments
    with pytest.raises(KeyError):
        library["Stufen"]
    assert list(ws.split(library.segmentations()["Größen"])["members"]) == [1, 2, 1]  # 500; 5 and 50; the missing one


def test_they_have_versions_and_names(library: sw.SegmentLibrary) -> None:
    library.save(levels(segment("base", 5)), reason="first")
    library.save(levels(segment("base", 50)), reason="second")
    assert [(v.number, v.reason) for v in library.versions("Stufen")] == [(1, "first"), (2, "second")]
    assert library.version("Stufen", 1) == levels(segment("base", 5))
    library.restore("Stufen", 1)
    assert library.segmentations()["Stufen"] == levels(segment("base", 5))
    library.rename("Stufen", "Levels")
    assert list(library.segmentations()) == ["Levels"]
    assert library.segmentations()["Levels"] == levels(segment("base", 5), "Levels")
    library.tag("Levels", "weekly")
    library.remove("Levels", reason="no more")
    assert library.segmentations() == {}
    library.restore("Levels", 1)
    assert list(library.segmentations()) == ["Levels"]
    (library.path / "levels.yaml").write_text(levels(segment("base", 7), "Levels").to_yaml(), "utf-8")  # by hand
    library.save(segment("other"))
    assert library.versions("Levels")[-1].change == "outside"


def test_a_segment_that_is_renamed_is_asked_for_by_its_new_name_in_them(library: sw.SegmentLibrary) -> None:
    library.save(segment("A"))
    library.save(sw.priority(of("first", "A"), segment("second", 1), name="P"))
    library.save(levels(of("base", "A")))
    library.rename("A", "B")
    kept = library.segmentations()
    assert kept["P"] == sw.priority(of("first", "B"), segment("second", 1), name="P")
    assert kept["Stufen"] == levels(of("base", "B"))
    with pytest.raises(LibraryError, match="is used by 'P', 'Stufen'"):
        library.remove("B", reason="r")


def test_what_is_refused(library: sw.SegmentLibrary) -> None:
    library.save(segment("A"))
    library.save(of("user", "A"))
    cases: list[tuple[str, Any, dict[str, Any]]] = [
        ("unknown-segment", levels(of("base", "nowhere")), {}),
        ("name-taken", levels(segment("x"), "user"), {}),
        ("still-used", levels(segment("x"), "A"), {"base": library.kept("A").stamp, "reason": "r"}),
        ("no-pins", levels(segment("x")), {"must_be_in": [1]}),
    ]
    for code, definition, options in cases:
        with pytest.raises(sw.SegmentError) as caught:
            sw.SegmentLibrary(library.path).save(definition, **options)
        assert caught.value.code == code
    assert library.segmentations() == {}
    library.save(sw.split(segment("x"), workspace().Kunden["Stufe"], name="gone"))
    text = (library.path / "gone.yaml").read_text("utf-8")
    (library.path / "gone.yaml").write_text(text.replace("Stufe", "Stufen"), "utf-8")
    found = library.refresh(library.attach(workspace()))
    assert list(found["segment"]) == ["gone"]
    assert list(found["code"]) == ["unknown-column"]
