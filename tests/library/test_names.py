"""What a segment's file is called: the same on every system, and never another segment's."""

from __future__ import annotations

import re
import unicodedata

import pytest

from seg_widgets.library.names import LONGEST, file_stem

PLAIN = [
    ("Gold, behind in onboarding", "gold-behind-in-onboarding"),
    ("Größe über 5 %", "groesse-ueber-5-percent"),
    ("Müller & Söhne", "mueller-and-soehne"),
    ("../../etc/passwd", "etc-passwd"),
    ("C:\\temp\\x", "c-temp-x"),
    ("  spaces  ", "spaces"),
    ("Café à la crème", "cafe-a-la-creme"),
    ("UPPER", "upper"),
    ("a\nb\0c", "a-b-c"),
    ("<script>", "script"),
]


@pytest.mark.parametrize(("name", "stem"), PLAIN)
def test_a_name_becomes_plain_letters(name: str, stem: str) -> None:
    assert file_stem(name) == stem
    assert file_stem(unicodedata.normalize("NFD", name)) == stem


@pytest.mark.parametrize("name", ["CON", "nul", "Lpt1", "com0", "history", "Workspace", "...", "", "顧客", "Клиенты", "x" * 300, "🙂"])
def test_a_name_that_cannot_be_a_files_is_marked(name: str) -> None:
    stem = file_stem(name)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*)-[0-9a-f]{6}", stem)
    assert len(stem) <= LONGEST


def test_names_that_come_to_the_same_differ() -> None:
    names = ["Gold", "gold", "GOLD", "gold!", "Göld", "顧客", "客戶", "x" * 300, "x" * 301]
    taken: list[str] = []
    for name in names:
        taken.append(file_stem(name, taken))
    assert len(set(taken)) == len(names)


def test_two_copies_of_a_folder_give_clashing_names_the_same_files() -> None:
    assert file_stem("Gold!", ["gold"]) == file_stem("Gold!", ["gold", "gold-2"])
    assert file_stem("Gold!", ["gold"]) != file_stem("Gold?", ["gold"])
