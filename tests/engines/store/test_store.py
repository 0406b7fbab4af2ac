"""What is kept beside the data: a second session starts warm, and never answers from data that has changed."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from seg_widgets.definition import Segment
from seg_widgets.engines.store import place as placing
from seg_widgets.engines.store.answers import read_book, write_book
from seg_widgets.workspace import Workspace
from tests.engines.agreement import World, sampled, worlds
from tests.engines.loaded import answers, workspace

AS_OF = "2024-03-31"
USAGE = pd.DataFrame(
    {
        "Über id": [1, 1, 2, 3, 3, 3] * 20,
        "at": pd.date_range("2024-01-01", periods=120, freq="18h", tz="Europe/Berlin"),
        "min'utes": [1.5, None, 2.0, 4.0, 8.0, 16.0] * 20,
        "n": pd.Series([2**40, 1, 2, None, 3, 4] * 20, dtype="Int64"),
    }
)
PLANS = pd.DataFrame({"plan": ["A", "B"], "seats": [10, 20]})


def put(path: Path, usage: pd.DataFrame) -> None:
    usage.to_parquet(path, compression=None, use_dictionary=False)


def write(folder: Path, usage: pd.DataFrame = USAGE) -> None:
    (folder / "usage").mkdir(parents=True, exist_ok=True)
    pd.DataFrame({"Über id": [1, 2, 3, 4], "plan": ["A", "B", "A", None]}).to_parquet(folder / "accounts.parquet")
    put(folder / "usage" / "one.parquet", usage)
    PLANS.to_csv(folder / "plans.csv", index=False)


CONFIG = {
    "as_of": AS_OF,
    "time_zone": "Europe/Berlin",
    "tables": {
        "accounts": {"kind": "entity", "key": "Über id"},
        "usage": {"kind": "event", "time": "at", "links": {"Über id": "accounts"}},
        "plans": {"kind": "lookup"},
    },
}


def rule(agg: str, column: str | None, value: Any = 0, n: int = 60) -> dict[str, Any]:
    metric = {"kind": "aggregate", "table": "usage", "agg": agg, "column": column, "window": {"kind": "last", "n": n}}
    return {"kind": "criterion", "metric": {k: v for k, v in metric.items() if v is not None}, "op": ">", "value": value}


RULES = [rule("sum", "min'utes", 40), rule("sum", "n", 30), rule("count", None, 14), rule("active_days", None, 10)]


def segment(*rules: Any) -> Segment:
    return Segment.load({"name": "s", "entity": "accounts", "where": {"kind": "any", "members": list(rules or RULES)}})


def found(home: Workspace, *rules: Any) -> Any:
    return answers(home, segment(*rules), None), [n.met.array().tolist() for _, n in home.evaluate(segment(*rules)).by_place()]


@pytest.fixture(autouse=True)
def _everything_is_worth_keeping(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("seg_widgets.engines.store.store.WORTH", 0.0)
    monkeypatch.setattr("seg_widgets.engines.kept.WORTH", 0.0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "my data")
    return tmp_path / "my data"


def opened(folder: Path, **options: Any) -> Workspace:
    return Workspace.from_folder(folder, options.pop("config", CONFIG), quiet=True, **options)


def session(folder: Path, *rules: Any, **options: Any) -> tuple[Any, dict[str, int]]:
    """Open, evaluate and close; give what was found, and how often tables were read or metrics brought."""
    home = opened(folder, **options)
    seen = found(home, *rules)
    home.close()
    return seen, {what: home.database.statements[what] for what in ("read", "recall")}


def kept(folder: Path) -> list[Path]:
    return [p for p in (folder / placing.BESIDE).rglob("*") if p.is_file() and p.name not in (".gitignore", ".lock")]


def test_a_second_session_reads_no_metric_and_counts_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened(folder, config=None)
    expected, checked = found(first), first.check()
    first.close()
    asked: list[str] = []
    real = placing.used
    monkeypatch.setattr("seg_widgets.engines.load.loading.rows", lambda _, query: asked.append(query.sql()))
    second = opened(folder, config=None)
    monkeypatch.undo()
    assert asked == []
    assert real is placing.used
    assert (second.facts, second.schema, second.assumptions) == (first.facts, first.schema, first.assumptions)
    before = second.database.statements["check"]
    pd.testing.assert_frame_equal(second.check(), checked)
    assert second.database.statements["check"] == before
    assert found(second) == expected
    assert second.database.statements["recall"] == 1
    assert second.database.statements["read"] == 1  # the keys: what is kept is held against them


def test_what_is_not_kept_yet_is_read_beside_what_is(folder: Path) -> None:
    session(folder, RULES[0])
    both, spent = session(folder, RULES[0], rule("max", "min'utes", 3, n=7))
    assert spent == {"read": 2, "recall": 1}
    assert both == session(folder, RULES[0], rule("max", "min'utes", 3, n=7), cache=False)[0]


def _same_size(folder: Path) -> None:
    path = folder / "usage" / "one.parquet"
    before = path.stat()
    put(path, USAGE.replace({"min'utes": {16.0: 15.0}}))
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_mtime_ns, before.st_mtime_ns + 1))


CHANGES: list[tuple[str, Callable[[Path], Any], bool]] = [
    ("rows of a file, of the same size", _same_size, True),
    ("a file more", lambda f: USAGE.iloc[:7].to_parquet(f / "usage" / "two.parquet"), True),
    (
        "a file more, deeper",
        lambda f: (f / "usage" / "m").mkdir() or put(f / "usage" / "m" / "2.parquet", USAGE[:7]),
        True,
    ),
    ("a file fewer rows", lambda f: write(f, USAGE.iloc[:30]), True),
    ("a csv file beside", lambda f: PLANS.iloc[:1].to_csv(f / "plans.csv", index=False), True),
    ("another file's name", lambda f: (f / "usage" / "one.parquet").rename(f / "usage" / "1.parquet"), True),
    ("a note beside", lambda f: (f / "notes.txt").write_text("nothing"), False),
]


@pytest.mark.parametrize(("change", "stale"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_changed_data_is_never_answered_from_what_was_kept(folder: Path, change: Callable[[Path], Any], stale: bool) -> None:
    session(folder)
    change(folder)
    again, spent = session(folder)
    fresh, _ = session(folder, cache=False)
    assert again == fresh
    assert spent["recall"] == (0 if stale else 1)
    assert opened(folder).facts == opened(folder, cache=False).facts


def test_data_that_changes_under_a_session_is_neither_kept_nor_brought(folder: Path) -> None:
    session(folder)
    home = opened(folder)
    os.utime(folder / "usage" / "one.parquet")
    before = set(kept(folder))
    found(home)
    home.check()
    home.close()
    assert home.database.statements["recall"] == 0
    assert set(kept(folder)) == before


def test_what_was_kept_of_data_that_is_gone_is_taken_out(folder: Path) -> None:
    session(folder)
    old = set(kept(folder))
    put(folder / "usage" / "one.parquet", USAGE.iloc[:50])
    session(folder)
    left = old & set(kept(folder))
    assert left  # of the tables that are the same
    assert not [p for p in left if p.suffix == ".metrics"]


DESCRIPTIONS: list[tuple[str, dict[str, Any], int]] = [
    ("another time zone", {"time_zone": "America/New_York"}, 0),
    ("other words", {"tables": CONFIG["tables"] | {"accounts": {"kind": "entity", "key": "Über id", "singular": "Kunde"}}}, 1),  # type: ignore[operator]
    ("another day", {"as_of": "2024-03-01"}, 0),
]


@pytest.mark.parametrize(("other", "recalled"), [d[1:] for d in DESCRIPTIONS], ids=[d[0] for d in DESCRIPTIONS])
def test_what_a_description_means_is_part_of_what_is_kept(folder: Path, other: dict[str, Any], recalled: int) -> None:
    session(folder)
    again, spent = session(folder, config=CONFIG | other)
    assert spent["recall"] == recalled
    assert again == session(folder, config=CONFIG | other, cache=False)[0]


def test_other_code_does_not_find_what_was_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session(folder)
    monkeypatch.setattr("seg_widgets.engines.store.store.code_version", lambda: "another")
    assert session(folder)[1]["recall"] == 0


@pytest.mark.parametrize("broken", [b"", b'{"a": [[{"float": "x"}]]}', None], ids=str)
def test_a_broken_file_is_passed_over_and_written_again(folder: Path, broken: bytes | None) -> None:
    expected, _ = session(folder)
    facts = opened(folder).facts
    files = kept(folder)
    for path in files:
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] + content[len(content) // 2 + 1 :] if broken is None else broken)
    assert session(folder)[0] == expected
    assert opened(folder).facts == facts
    assert session(folder)[1] == {"read": 1, "recall": 1}


def test_a_file_with_other_rows_than_the_table_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    expected, _ = session(folder)
    (path,) = [p for p in kept(folder) if p.suffix == ".metrics"]
    table = pq.read_table(path)
    pq.write_table(pa.concat_tables([table, table]).replace_schema_metadata(table.schema.metadata), path)
    assert session(folder)[0] == expected


def test_sessions_at_once_lose_nothing(folder: Path) -> None:
    lists = [[rule("sum", "min'utes", n % 3, n=n)] for n in range(2, 9)]
    with ThreadPoolExecutor(6) as pool:
        seen = list(pool.map(lambda rules: session(folder, *rules)[0], lists))
    every = [r for rules in lists for r in rules]
    _, spent = session(folder, *every)
    assert spent["read"] == 1, "all that any of them kept is there"
    assert seen == [session(folder, *rules, cache=False)[0] for rules in lists]
    assert not [p for p in kept(folder) if p.name.startswith(".writing")]


def test_a_cache_is_bounded_and_what_was_not_used_for_longest_goes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session(folder, RULES[0])
    session(folder, RULES[2])
    first, second = sorted((p for p in kept(folder) if p.suffix == ".metrics"), key=lambda p: p.stat().st_mtime_ns)
    os.utime(first, ns=(1, 10**18))
    os.utime(second, ns=(1, 10**17))
    session(folder, RULES[0])  # used just now
    size = sum(p.stat().st_size for p in kept(folder))
    monkeypatch.setattr(placing, "MOST_BYTES", size - 1)
    monkeypatch.setattr(placing, "used", lambda path: None)
    placing.bound(folder / placing.BESIDE)
    assert first.exists()
    assert not second.exists()
    placing.bound(folder / placing.BESIDE, 0)
    assert kept(folder) == []
    assert session(folder)[0] == session(folder, cache=False)[0]


def test_where_nobody_may_write_it_lies_in_the_users_cache(folder: Path, tmp_path: Path) -> None:
    (folder / ".seg_widgets").write_text("in the way")
    expected, _ = session(folder)
    assert list((tmp_path / "user").rglob("*.metrics"))
    assert session(folder) == (expected, {"read": 1, "recall": 1})
    (tmp_path / "user" / "seg-widgets").rename(tmp_path / "elsewhere")
    (tmp_path / "user" / "seg-widgets").write_text("in the way")
    assert session(folder) == (expected, {"read": 2, "recall": 0})  # nowhere


def test_a_place_can_be_given_and_two_folders_can_share_it(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "other", USAGE.iloc[:40])
    place = tmp_path / "place"
    for data in (folder, tmp_path / "other", folder):
        assert session(data, cache=place)[0] == session(data, cache=False)[0]
    assert session(folder, cache=str(place))[1]["recall"] == 1
    assert kept(folder) == []


def test_no_cache_is_no_cache(folder: Path) -> None:
    session(folder, cache=False)
    assert not (folder / ".seg_widgets").exists()
    session(folder)
    for path in kept(folder):
        path.write_bytes(b"")
    assert session(folder, cache=False)[1] == {"read": 2, "recall": 0}
    assert all(path.read_bytes() == b"" for path in kept(folder))


def test_small_folders_and_those_without_parquet_stay_clean(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    PLANS.assign(id=[1, 2]).to_csv(plain / "plans.csv", index=False)
    Workspace.from_folder(plain, quiet=True).check()
    assert [p.name for p in plain.iterdir()] == ["plans.csv"]
    for where in ("store.store", "kept"):  # however long it takes here
        monkeypatch.setattr(f"seg_widgets.engines.{where}.WORTH", float("inf"))
    session(folder)
    assert not (folder / ".seg_widgets").exists()


def test_the_cache_is_no_table_and_no_part_of_one(folder: Path, tmp_path: Path) -> None:
    session(folder)
    (folder / placing.BESIDE / "x.parquet").write_bytes((folder / "accounts.parquet").read_bytes())
    assert set(opened(folder, config=None, cache=False).schema.tables) == {"accounts", "usage", "plans"}
    above = Workspace.from_folder(tmp_path, {"tables": {"usage": {"source": "my data/usage"}}}, quiet=True, cache=False)
    assert above.facts["usage"].rows == 120
    (folder / "usage" / ".seg_widgets").mkdir()
    (folder / "usage" / ".seg_widgets" / "x.parquet").write_bytes((folder / "usage" / "one.parquet").read_bytes())
    assert opened(folder, cache=False).facts["usage"].rows == 120
    assert (folder / placing.BESIDE / ".gitignore").read_text() == "*\n"


def test_a_cache_is_cleared(folder: Path) -> None:
    session(folder)
    home = opened(folder)
    expected = found(home)
    home.clear_cache()
    assert kept(folder) == []
    assert found(home) == expected
    assert session(folder)[1]["recall"] == 0
    Workspace.from_frames({"plans": PLANS.assign(id=[1, 2])}, quiet=True).clear_cache()  # nothing is kept of frames


def test_kept_answers_are_the_rows_themselves() -> None:
    from datetime import UTC, date, datetime
    from decimal import Decimal

    row = (1, 2**70, 1.5, -0.0, float("inf"), True, None, "ü\n\ud800", date(1, 1, 1), datetime(2024, 1, 1, 1, 2, 3, 4), ["a", [None]])
    row = (*row, datetime(2024, 1, 1, tzinfo=UTC), Decimal("1.50"))
    book = {"q": [row, row[::-1]], "none": []}
    assert repr(read_book(write_book(book))) == repr(book)
    assert read_book(write_book({"q": [(b"x",)], "r": [(1,)]})) == {"r": [(1,)]}
    assert json.loads(write_book({"q": [(1,)] * 20_001})) == {}


def _seen(home: Workspace, world: World) -> list[Any]:
    seen = []
    for definition, known in world.libraries:
        home.segments = {name: Segment.load(other) for name, other in known.items()}
        evaluation = home.evaluate(Segment.load(definition), world.as_of)
        seen.append([(n.met.array().tolist(), n.maybe.array().tolist()) for _, n in evaluation.by_place()])
    home.close()
    return seen


@sampled(2)
@given(worlds(8))
def test_generated_metrics_of_every_kind_come_back_as_they_were(world: World) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        home = workspace(world.rows, world.schema)
        for name in home.schema.tables:
            home.database.run(f"COPY \"{name}\" TO '{folder / name}.parquet' (FORMAT parquet)", "write")
        expected = _seen(home, world)
        spent = []
        for _ in range(2):
            home = Workspace.from_folder(folder, world.schema, quiet=True)
            assert _seen(home, world) == expected
            spent.append(home.database.statements)
        if '"aggregate"' in json.dumps([definition for definition, _ in world.libraries], default=str):
            assert spent[1]["recall"] > 0
            assert spent[1]["read"] < spent[0]["read"]
        assert spent[1]["again"] == 0


def test_what_cannot_be_written_is_not_kept_and_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, _ = session(folder, cache=False)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    for name in ("store.put", "place.put", "metrics.os.replace"):
        with monkeypatch.context() as patch:
            patch.setattr(f"seg_widgets.engines.store.{name}", full)
            assert session(folder)[0] == expected
            assert not [p for p in kept(folder) if p.name.startswith(".writing")]
    with monkeypatch.context() as patch:
        patch.setattr("seg_widgets.engines.store.metrics._AS", {"HUGEINT": "DECIMAL(10, 0)"})  # a sum that is too long
        total = rule("sum", "n", n=50)
        assert session(folder, total)[0] == session(folder, total, cache=False)[0]
        assert session(folder, total)[1]["recall"] == 0
