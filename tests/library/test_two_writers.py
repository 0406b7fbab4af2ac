"""Two writers at once lose nothing: real processes that write into one folder."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import seg_widgets as sw
from seg_widgets.library import SegmentLibrary
from tests.library.world import segment

ROOT = Path(__file__).parents[2]
ROUNDS = 6
RACE = """
import sys, time
import seg_widgets as sw
from seg_widgets.library import SegmentLibrary

folder, me, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])

def where(n):
    rule = {"kind": "criterion", "metric": {"kind": "attribute", "column": "c"}, "op": ">=", "value": n}
    return {"kind": "all", "members": [rule]}

library = SegmentLibrary(folder, by=me)
print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    while True:  # again and again, as a person would who is told that somebody was quicker
        opened = library.open("Shared")
        try:
            library.save(sw.Segment(name="Shared", entity="t", where=where(number), description=f"{me} {number}"), reason=f"{me} {number}")
            break
        except sw.LibraryError as error:
            assert error.code == "conflict", error
            print("conflict", flush=True)
    library.save(sw.Segment(name=f"{me} {number}", entity="t", where=where(number)))
print("done", flush=True)
"""


def started(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    made = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert made.stdout is not None
    assert made.stdout.readline() == "ready\n", made.stderr.read() if made.stderr else ""
    return made


def test_every_save_of_three_processes_is_in_the_history(tmp_path: Path) -> None:
    library = SegmentLibrary(tmp_path, by="first")
    library.save(segment("Shared"))
    names = ["ada", "bo", "cy"]
    running = [started(RACE, str(tmp_path), name, str(ROUNDS)) for name in names]
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=120) for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], said
    versions = library.versions("Shared")
    assert [v.number for v in versions] == list(range(1, 2 + 3 * ROUNDS))
    assert Counter(v.reason for v in versions[1:]) == Counter(f"{name} {n}" for name in names for n in range(ROUNDS))
    assert all(v.reason == f"{v.by} {v.reason.split()[1]}" for v in versions[1:])
    assert library["Shared"].to_yaml() == versions[-1].text
    assert sorted(library.names()) == sorted(["Shared", *(f"{name} {n}" for name in names for n in range(ROUNDS))])
    assert not library.broken


def test_of_two_who_opened_the_same_version_the_second_is_told_who_was_quicker(tmp_path: Path) -> None:
    SegmentLibrary(tmp_path, by="ada").save(segment("A", 1))
    ada, bo = SegmentLibrary(tmp_path, by="ada"), SegmentLibrary(tmp_path, by="bo")
    ada.open("A")
    base = bo.kept("A").stamp
    list(bo.items())  # looking at it is not opening it
    ada.save(segment("A", 2), reason="raised")
    with pytest.raises(sw.LibraryError, match=r"by ada at .* UTC: raised") as error:
        bo.save(segment("A", 3), reason="lowered", base=base)
    assert error.value.code == "conflict"
    assert bo["A"] == segment("A", 2)
    ada.remove("A", reason="gone")
    with pytest.raises(sw.LibraryError, match="renamed or removed"):
        bo.save(segment("A", 3), reason="lowered", base=base)


def test_a_writer_who_dies_leaves_the_folder_whole_and_free(tmp_path: Path) -> None:
    library = SegmentLibrary(tmp_path)
    library.save(segment("Shared"))
    one = started(RACE, str(tmp_path), "ada", "100000")
    assert one.stdin is not None
    one.stdin.write("go\n")
    one.stdin.flush()
    time.sleep(1.0)
    one.send_signal(signal.SIGKILL)
    one.communicate(timeout=30)
    fresh = SegmentLibrary(tmp_path, by="bo")
    assert not fresh.broken
    fresh.open("Shared")
    fresh.save(segment("Shared", 77), reason="goes on")
    assert fresh.versions("Shared")[-1].text == segment("Shared", 77).to_yaml()
    assert len(fresh) > 1
