"""The benchmarks do the same work as those they are held against: a small run of each, answers compared, no times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import seg_widgets as sw
from seg_widgets import charts as draw
from tests.benchmarks import folders, metrics, running
from tests.benchmarks.__main__ import main
from tests.benchmarks.answers import DifferentAnswers, answer, hold, load, numbers, save
from tests.benchmarks.items import ITEMS, again, edits, rest, several, ten
from tests.benchmarks.items.base import Given, Item
from tests.benchmarks.measuring import Clock, peak_bytes

FEW = ("B02", "B08", "L06", "P04", "N03", "N10", "V02", "C05")
SIDES = [(name, side) for name in ("ten", "templates", "new-metric", "window", "second", "days") for side in list(ITEMS[name].sides)[1:]]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    under = tmp_path_factory.mktemp("data")
    sw.datasets.demo(accounts=60, folder=under / "tiny", quiet=True).close()
    ws = metrics.opened(under / "tiny")
    with pytest.MonkeyPatch.context() as patch:
        # Whether a session is fresh is nothing to its answers; the whole catalogue is held against its statements elsewhere.
        for module in (metrics, again, ten):
            patch.setattr(module, "opened", lambda folder, cache=False: ws)
        patch.setattr(several, "bound", lambda ws: {name: sw.templates[name].bind(ws) for name in FEW})
        patch.setattr(ws, "close", lambda: None)
        yield Given(under / "tiny", Clock(), under)
    ws.close()


@pytest.fixture(scope="module")
def ours(given: Given) -> dict[str, dict[str, np.ndarray] | None]:
    return {name: ITEMS[name].sides["ours"](given) for name in dict.fromkeys(name for name, _ in SIDES)}


@pytest.mark.parametrize(("name", "side"), SIDES, ids=[f"{name}, {side}" for name, side in SIDES])
def test_the_sides_say_the_same(name: str, side: str, given: Given, ours: dict[str, dict[str, np.ndarray] | None]) -> None:
    if side == "ten metrics":
        return  # only its time is set beside
    if side == "polars":
        try:
            import polars  # noqa: F401
        except ImportError:
            pytest.skip("polars comes with the extra 'bench'")
    theirs, mine = ITEMS[name].sides[side](given), ours[name]
    assert mine is not None
    if theirs is None:
        assert side == "floor"
        return
    hold(mine, theirs, side)
    values = np.concatenate([column for part, column in mine.items() if part != "key"])
    assert len(np.unique(values[~np.isnan(values)])) > 10  # there is something to be the same


def test_an_edit_counts_what_one_statement_counts(given: Given) -> None:
    clock = Clock()
    found = ITEMS["edit"].sides["ours"](Given(given.folder, clock, given.under))  # holds them against each other itself
    assert found is not None
    assert len(np.unique(found["count"])) > 20
    assert len(clock.wall["edit"]) == edits.EDITS == sum(len(clock.wall[kind]) for kind in ("threshold", "operator", "tree"))
    assert clock.figures["nodes"] >= 23


def test_every_kind_of_chart_is_drawn(given: Given) -> None:
    assert set(rest.KINDS) == {name.removesuffix("_chart") for name in draw.__all__ if name.endswith("_chart")}
    clock = Clock()
    ITEMS["charts"].sides["ours"](Given(given.folder, clock, given.under))
    assert set(clock.figures) == {*rest.KINDS, "largest"}
    assert clock.figures["largest"] < 100_000


def test_every_figure_is_of_a_side_that_there_is() -> None:
    for item in ITEMS.values():
        assert len({figure.name for figure in item.figures}) == len(item.figures), item.name
        for figure in item.figures:
            assert figure.top[0] in item.sides, (item.name, figure.name)
            assert figure.bottom is None or figure.bottom[0] in item.sides, (item.name, figure.name)
        assert set(item.sizes) <= set(folders.ROWS)


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ({"a": [1.0, 2.0, np.nan]}, None),
        ({"a": [1.0, 2.0 + 1e-12, np.nan]}, None),
        ({"a": [1.0, 2.1, np.nan]}, "a differs for 1 of 3, such as y: ours 2.0, theirs 2.1"),
        ({"a": [1.0, np.nan, np.nan]}, "a differs for 1 of 3"),
        ({"a": [1.0, 2.0, 0.0]}, "a differs for 1 of 3, such as z"),
        ({"b": [1.0, 2.0, np.nan]}, "columns"),
    ],
)
def test_answers_that_differ_are_told(theirs: dict[str, list[float]], words: str | None) -> None:
    ours = answer(["x", "y", "z"], {"a": [1.0, 2.0, np.nan]})
    other = answer(["z", "x", "y"], {name: [v[2], v[0], v[1]] for name, v in theirs.items()})
    if words is None:
        hold(ours, other, "they")
        return
    with pytest.raises(DifferentAnswers, match=words):
        hold(ours, other, "they")
    with pytest.raises(DifferentAnswers, match="keys"):
        hold(ours, answer(["x", "y"], {"a": [1.0, 2.0]}), "they")


def test_answers_are_kept_in_a_file(tmp_path: Path) -> None:
    found = answer(["b", "a"], {"n": np.ma.masked_array([1, 2], [False, True]), "days": numbers(np.array([1, 2], "timedelta64[D]"))})
    save(tmp_path / "a.npz", found)
    again = load(tmp_path / "a.npz")
    assert again["key"].tolist() == ["a", "b"]
    assert np.isnan(again["n"][0])
    assert again["n"][1] == 1.0
    assert again["days"].tolist() == [2.0, 1.0]


def test_a_side_runs_in_a_process_of_its_own(given: Given, tmp_path: Path) -> None:
    out = tmp_path / "answer.npz"
    told = running.once("ten", "DuckDB by hand", given.folder, given.under, out)
    assert told["wall"]["ten"][0] > 0
    assert told["peak"] > 10_000_000
    assert len(load(out)["key"]) == 60
    with pytest.raises(RuntimeError, match="no-such-folder"):
        running.once("ten", "pandas", tmp_path / "no-such-folder", given.under, out)


@pytest.mark.parametrize("differs", [False, True])
def test_sides_take_turns_and_their_answers_are_held_against_ours(differs: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = []

    def once(item: str, side: str, folder: Path, under: Path, out: Path) -> dict[str, object]:
        ran.append(side)
        save(out, answer(["x"], {"n": [2.0 if differs and side == "b" else 1.0]}))
        return {"wall": {"all": [1.0]}, "cpu": {"all": [1.0]}, "figures": {}, "peak": 1}

    monkeypatch.setattr(running, "once", once)
    item = Item("i", "", dict.fromkeys(("ours", "a", "b", "c"), lambda given: None), (), seldom=frozenset({"a"}))
    if differs:
        with pytest.raises(DifferentAnswers, match="b: n differs"):
            running.run(item, tmp_path, tmp_path, 2, (), lambda line: None)
        return
    sides = running.run(item, tmp_path, tmp_path, 2, ("a", "b"), lambda line: None)
    assert ran == ["ours", "a", "b", "ours", "b"]
    assert sides["b"].wall == {"all": [1.0, 1.0]}


def test_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["list"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in ITEMS)
    assert main(["compare", "--out", str(tmp_path / "none.csv")]) == 2
    with pytest.raises(SystemExit, match="There is no benchmark 'tne'"):
        main(["run", "tne"])
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path))
    assert folders.base() == tmp_path
    assert folders.base("elsewhere") == Path("elsewhere")
    assert peak_bytes() > 1_000_000
