"""``seg-widgets run`` in a shell: whole or not at all, the same bytes each time, exit codes, a log."""

from __future__ import annotations

import hashlib
import html
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets import cli
from seg_widgets.running import placing

ROOT = Path(__file__).parents[2]
Here = Callable[..., tuple[int, str, str]]
WORKSPACE = """\
as_of: 2026-05-31
tables:
  Kunden: {kind: entity, key: Kundennummer, label: Firma}
  logins: {kind: event, time: am, links: {Kundennummer: Kunden}}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder as a scheduler has it: data with its description, and segments."""
    data = tmp_path / "data"
    data.mkdir()
    kunden = pd.DataFrame({"Kundennummer": ["01", "02", "03"], "Firma": ["=Äpfel", "Birnen", None], "Größe": [5, 50, None]})
    kunden.to_csv(data / "Kunden.csv", index=False)
    pd.DataFrame({"Kundennummer": ["01", "01", "02"], "am": ["2026-05-30", "2026-05-01", "2026-04-01"]}).to_csv(
        data / "logins.csv", index=False
    )
    (data / "workspace.yaml").write_text(WORKSPACE, "utf-8")
    ws = sw.Workspace.from_folder(data, quiet=True)
    library = sw.SegmentLibrary(tmp_path / "segments", by="ada")
    size = sw.Segment("Größer", ws.Kunden["Größe"] >= sw.param("least"), parameters={"least": 10})
    library.save(size, tags=["weekly"])
    library.save(sw.Segment("Active", ws.logins.count.last(days=7) >= 1))
    library.attach(ws)
    library.save(sw.Segment("Both", sw.in_segment("Größer") & sw.in_segment("Active"), entity="Kunden"))
    return tmp_path


def shell(place: Path, *words: str, command: str = "run") -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "seg_widgets.cli", command, "segments", "--workspace", "data/workspace.yaml", *words]
    return subprocess.run(line, cwd=place, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120)


@pytest.fixture
def here(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Run a command in this process, which is quicker."""
    monkeypatch.chdir(place)

    def run(*words: str, command: str = "run") -> tuple[int, str, str]:
        try:
            code = cli.main([command, "segments", "--workspace", "data/workspace.yaml", *words])
        except SystemExit as error:
            code = int(str(error.code))
        return (code, *capsys.readouterr())

    return run


def tree(folder: Path) -> dict[str, str]:
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def log(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (place / "out" / "run-log.jsonl").read_text("utf-8").splitlines()]


def test_a_run_writes_the_members_of_each_segment_and_says_so(place: Path) -> None:
    done = shell(place, "--to", "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Active: 1 members, as of 2026-05-31", "Both: 0 members, 1 unknown, as of 2026-05-31".replace(", 1 unknown", ""),
        "Größer: 1 members, 1 unknown, as of 2026-05-31", "out/2026-05-31",
    ]  # fmt: skip
    assert sorted(tree(place / "out" / "2026-05-31")) == ["active.csv", "both.csv", "groesser.csv"]
    assert (place / "out" / "2026-05-31" / "active.csv").read_text("utf-8") == (
        "key,label,owner,change,reasons\n01,'=Äpfel,,,number of logins in the last 7 days is at least 1 (1)\n"
    )
    lines = log(place)
    assert [(x["segment"], x["day"], x["members"], x["unknown"], x["rows"], x["error"], x["placed"]) for x in lines] == [
        ("Active", "2026-05-31", 1, 0, 1, "", True), ("Both", "2026-05-31", 0, 0, 0, "", True), ("Größer", "2026-05-31", 1, 1, 1, "", True),
    ]  # fmt: skip
    assert all(x["seconds"] >= 0 and x["files"] for x in lines)
    assert len({x["run"] for x in lines}) == 1


def test_the_same_input_is_the_same_bytes_and_what_is_there_is_left_alone(place: Path) -> None:
    words = ["--to", "out", "--format", "csv,xlsx,parquet", "--whole"]
    assert shell(place, *words).returncode == 0
    first = tree(place / "out" / "2026-05-31")
    assert len(first) == 3 * (4 + 4 + 1)
    inode = (place / "out" / "2026-05-31").stat().st_ino
    time.sleep(1.0)
    assert shell(place, *words).returncode == 0
    assert (place / "out" / "2026-05-31").stat().st_ino == inode
    assert shell(place, *words[:1], "again", *words[2:]).returncode == 0
    assert tree(place / "again" / "2026-05-31") == first
    assert len(log(place)) == 6


def test_changes_are_those_since_the_run_before(place: Path, here: Here) -> None:
    for format_ in ("csv", "xlsx", "parquet"):
        assert here("--to", format_, "--format", format_, "--as-of", "2026-05-02")[0] == 0
        assert here("--to", format_, "--whole", "--as-of", "2026-04-03")[0] == 0  # late, and earlier
        assert here("--to", format_, "--whole", "--as-of", "2026-05-20", "--segment", "Active")[0] == 0
        left = pd.read_csv(place / format_ / "2026-05-20" / "active.changes.csv", dtype=str)
        assert list(left[["key", "change"]].itertuples(index=False, name=None)) == [("01", "left")]


def test_values_and_choices_come_from_the_command_line(place: Path, here: Here) -> None:
    code, _, said = here("--to", "out", "--param", "least=3", "--tag", "weekly", "--as-of", "2026-05-01")
    assert code == 0, said
    assert list(pd.read_csv(place / "out" / "2026-05-01" / "groesser.csv", dtype=str)["key"]) == ["01", "02"]
    assert sorted(tree(place / "out" / "2026-05-01")) == ["groesser.csv"]


WRONG = [
    (2, ["--to", "out", "--format", "docx"], "is no format"),
    (2, ["--to", "out", "--param", "most=3"], "No segment has a parameter 'most'"),
    (2, ["--to", "out", "--param", "least"], "write name=value"),
    (2, ["--to", "out", "--segment", "Grosser"], "Did you mean 'Größer'?"),
    (2, ["--to", "out", "--tag", "daily"], "No segment has the tag"),
    (2, ["--to", "out", "--as-of", "May"], "is not a day"),
    (2, [], "--to"),
    (2, ["--to", "out", "--nonsense"], "unrecognized"),
    (3, ["--to", "out", "--workspace", "nowhere.yaml"], "There is no file 'nowhere.yaml'"),
    (3, ["--to", "out", "--data", "postgresql://nobody@127.0.0.1:1/x"], "no way to PostgreSQL"),
]


@pytest.mark.parametrize(("code", "words", "said"), WRONG)
def test_what_makes_no_sense_has_a_code_of_its_own(place: Path, here: Here, code: int, words: list[str], said: str) -> None:
    found, _, told = here(*words)
    assert (found, said in told) == (code, True), told
    assert not (place / "out" / "2026-05-31").exists()


@pytest.mark.parametrize("wrong", ["broken file", "pin", "column"])
def test_when_a_segment_fails_yesterdays_run_stays_and_the_log_says_why(place: Path, here: Here, wrong: str) -> None:
    assert here("--to", "out")[0] == 0
    before = tree(place / "out" / "2026-05-31")
    library = sw.SegmentLibrary(place / "segments")
    if wrong == "broken file":
        (place / "segments" / "zz.yaml").write_text("name: [")
    elif wrong == "pin":
        library.pin("Active", must_be_in=["02"], reason="r")
    else:
        odd = library.open("Größer").dump()
        odd["where"]["members"][0]["metric"]["column"] = "Grösse"
        library.save(sw.Segment.load(odd), reason="r")
    (place / "data" / "logins.csv").write_text("Kundennummer,am\n03,2026-05-30\n")  # a whole run would say otherwise
    code, _, said = here("--to", "out")
    assert code == 1
    assert "nothing was put in place" in said
    assert tree(place / "out" / "2026-05-31") == before
    (failed, *others) = [x for x in log(place)[3:] if x["error"]]
    assert failed["error"] == {"broken file": "not-yaml", "pin": "not-in", "column": "unknown-column"}[wrong]
    assert failed["message"]
    assert [x["segment"] for x in others] == (["Größer"] if wrong == "column" else [])  # and what refers to it
    assert not any(x["placed"] for x in log(place)[3:])
    assert here("--to", "out", "--keep-going")[0] == 1
    assert tree(place / "out" / "2026-05-31") != before
    missing = {"broken file": set(), "pin": {"active.csv"}, "column": {"both.csv", "groesser.csv"}}[wrong]
    assert set(before) - set(tree(place / "out" / "2026-05-31")) == missing


def test_one_run_at_a_time(place: Path) -> None:
    with placing.alone(place / "out"):
        done = shell(place, "--to", "out")
    assert done.returncode == 4
    assert "Another run" in done.stderr


def test_a_run_that_is_killed_leaves_nothing_half_and_the_next_one_cleans_up(place: Path) -> None:
    assert shell(place, "--to", "out").returncode == 0
    before = tree(place / "out" / "2026-05-31")
    slow = """
import sys, time
import seg_widgets.running.runs as runs
from seg_widgets.cli import main

def slowly(*given, written=runs.write_frame, **options):
    written(*given, **options)
    print("one", flush=True)
    time.sleep(60)

runs.write_frame = slowly
sys.exit(main(sys.argv[1:]))
"""
    line = [sys.executable, "-c", slow, "run", "segments", "--workspace", "data", "--to", "out", "--as-of", "2026-06-01"]
    process = subprocess.Popen(line, cwd=place, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "one\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert not (place / "out" / "2026-06-01").exists()
    assert list((place / "out").glob(".run-*"))
    (place / "out" / "2026-05-31").rename(place / "out" / ".old-2026-05-31")  # as if it had died between two renames
    assert shell(place, "--to", "out", "--as-of", "2026-06-01").returncode == 0
    assert sorted(p.name for p in (place / "out").iterdir()) == [".lock", "2026-05-31", "2026-06-01", "run-log.jsonl"]
    assert tree(place / "out" / "2026-05-31") == before


def test_a_segmentation_is_run_as_a_whole_and_part_by_part(place: Path, here: Here) -> None:
    ws, library = sw.Workspace.from_folder(place / "data", quiet=True), sw.SegmentLibrary(place / "segments")
    everyone = sw.Segment("alle", ws.Kunden["Kundennummer"].is_present())
    bands = sw.bands(ws.logins.count.last(days=30), [0, 1, None], labels=["still", "da"])
    library.save(sw.split(everyone, bands, name="Nutzung"), tags=["use"])
    library.save(sw.priority(sw.Segment("Groß", ws.Kunden["Größe"] >= sw.param("most"), parameters={"most": 10}),
                             sw.Segment("Rege", ws.logins.count.last(days=7) >= 1), name="Reihe"))  # fmt: skip
    # On 04-15 customer 02 has a log-in of the last 30 days, on 05-31 01 has: two of them move.
    assert here("--to", "out", "--tag", "use", "--as-of", "2026-04-15")[0] == 0
    code, said, wrong = here("--to", "out", "--tag", "use", "--as-of", "2026-05-31")
    assert (code, wrong) == (0, "")
    assert "Nutzung: 3 members in 2 parts, as of 2026-05-31" in said
    there = place / "out" / "2026-05-31"
    assert sorted(p.name for p in there.iterdir()) == ["nutzung.csv", "nutzung.da.csv", "nutzung.still.csv"]
    whole = pd.read_csv(there / "nutzung.csv", dtype=str, keep_default_na=False)
    assert list(whole.columns) == ["part", "key", "label", "owner", "change", "before", "reasons"]
    assert [tuple(row) for row in whole[["part", "key", "change", "before"]].to_numpy()] == [
        ("still", "02", "moved", "da"), ("still", "03", "stayed", "still"), ("da", "01", "moved", "still"),
    ]  # fmt: skip
    part = pd.read_csv(there / "nutzung.still.csv", dtype=str)
    assert list(zip(part["key"], part["change"], strict=True)) == [("02", "entered"), ("03", "stayed")]
    line = log(place)[-1]
    assert [line[name] for name in ("members", "rows", "parts")] == [3, 3, 2]
    assert line["files"] == ["nutzung.csv", "nutzung.still.csv", "nutzung.da.csv"]
    before = tree(there)
    assert here("--to", "out", "--tag", "use", "--as-of", "2026-05-31")[0] == 0
    assert tree(there) == before
    assert here("--to", "more", "--segment", "Reihe", "--param", "most=1", "--format", "parquet,xlsx")[::2] == (0, "")
    found = pd.read_parquet(place / "more" / "2026-05-31" / "reihe.parquet")
    assert list(zip(found["part"], found["key"], strict=True)) == [("Groß", "01"), ("Groß", "02"), ("(none of them)", "03")]
    assert {p.suffix for p in (place / "more" / "2026-05-31").iterdir()} == {".parquet", ".xlsx"}
    for target, files in (("yaml", ["reihe.yaml"]), ("sql", ["reihe.gross.sql", "reihe.none-of-them.sql", "reihe.rege.sql"])):
        assert here("--segment", "Reihe", "--target", target, "--to", target, command="export")[0] == 0
        assert sorted(p.name for p in (place / target).iterdir()) == files


def test_check_tells_of_data_and_pins(place: Path, here: Here) -> None:
    code, said, wrong = here(command="check")
    assert (code, wrong) == (0, "")
    assert all(line.split(":")[0] in ("warning", "info") for line in said.splitlines())
    assert here("--strict", command="check")[0] == int("warning:" in said)
    assert here("--to", "pages/check.html", command="check") == (0, said, "")
    page = (place / "pages" / "check.html").read_text(encoding="utf-8")
    assert "The data behind “Active”" in page
    assert all(html.escape(line.split(": ", 3)[3]) in page for line in said.splitlines())
    sw.SegmentLibrary(place / "segments").pin("Active", must_be_out=["01", "99"], reason="r")
    code, _, wrong = here(command="check")
    assert code == 1
    assert [line.split(":")[:2] for line in wrong.splitlines()] == [["Active", " not-out"], ["Active", " no-such-key"]]


@pytest.mark.parametrize(("words", "inside"), [([], "SELECT"), (["--target", "english"], "Größe"), (["--dialect", "snowflake"], "SELECT")])
def test_export_writes_code(place: Path, here: Here, words: list[str], inside: str) -> None:
    code, said, _ = here(*words, "--segment", "Größer", command="export")
    assert code == 0
    assert inside in said
    assert here(*words, "--to", "code", command="export")[0] == 0
    assert len(list((place / "code").iterdir())) == 3
    code, _, said = here("--dialect", "snowflak", command="export")
    assert (code, "Did you mean" in said) == (2, True)
