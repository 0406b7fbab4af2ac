"""The table of figures that is kept, and what is said to have moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.benchmarks.__main__ import BEGIN, DOCS, END, ordered, page
from tests.benchmarks.items.base import Figure
from tests.benchmarks.running import Found, Samples, found, ratios, spread
from tests.benchmarks.table import KEPT, Row, Table, markdown, merged, moved, read, write

MACHINE = {"cores": "2", "memory": "24 GB", "Python": "3.11.2"}
OTHER = MACHINE | {"cores": "8"}
ROW = Row("ten", "2m", "ours / theirs", 1.0, 0.95, 1.05, "times", 5, 1.1, 0.1, "2026-11-26", "abc")


def row(value: float, low: float | None = None, high: float | None = None, **changes: object) -> Row:
    return replace(ROW, value=value, low=value if low is None else low, high=value if high is None else high, **changes)


@pytest.mark.parametrize(
    ("was", "now", "how"),
    [
        (row(1.0), row(1.0), ""),
        (row(1.0), row(1.08), ""),  # within a tenth on either side
        (row(1.0), row(1.25, target=None), "worse"),
        (row(1.0), row(0.75), "better"),
        (row(1.0, 0.8, 1.2), row(1.25, 1.1, 1.4, target=None), ""),  # the spreads meet
        (row(1.0, 0.9, 1.1), row(2.0, 1.9, 2.1), "missed"),  # over its target of 1.1 now
        (row(1.09, 1.08, 1.1), row(1.12, 1.11, 1.13), "missed"),  # a little, but beyond what it was, and over its target
        (row(1.09, 1.0, 1.3), row(1.12, 1.05, 1.3), ""),  # over its target by noise alone
        (row(2.0), row(1.0), "met"),
        (row(0.0, target=None), row(0.0, target=None), ""),
    ],
)
def test_what_has_moved(was: Row, now: Row, how: str) -> None:
    moves = moved(Table(MACHINE, [was]), Table(MACHINE, [now]))
    assert [move.how for move in moves] == ([how] if how else [])


@pytest.mark.parametrize(
    ("unit", "machine", "told"),
    [("times", OTHER, True), ("ms", OTHER, False), ("ms", MACHINE, True), ("s", OTHER, False), ("kB", OTHER, True), ("GB", OTHER, True)],
)
def test_seconds_are_held_against_the_same_machine_alone(unit: str, machine: dict[str, str], told: bool) -> None:
    moves = moved(Table(MACHINE, [row(1.0, unit=unit)]), Table(machine, [row(9.0, unit=unit)]))
    assert bool(moves) is told


def test_new_and_gone_figures_are_told_and_items_that_were_not_run_are_not() -> None:
    kept = Table(MACHINE, [ROW, replace(ROW, figure="peak"), replace(ROW, item="edit")])
    run = Table(MACHINE, [ROW, replace(ROW, figure="floor")])
    assert [(move.how, move.row.figure) for move in moved(kept, run)] == [("new", "floor"), ("gone", "peak")]


def test_a_move_says_from_where_to_where() -> None:
    (move,) = moved(Table(MACHINE, [row(1.0)]), Table(MACHINE, [row(2.5, 2.4, 2.6)]))
    assert str(move) == "missed  ten 2m: ours / theirs: 1 -> 2.5 times (1 to 1, then 2.4 to 2.6), target 1.1"


def test_what_is_written_is_read_again() -> None:
    table = Table(MACHINE, [ROW, row(12_345.6, unit="ms", target=None, runs=1), row(0.0123)])
    again = read(write(table))
    assert dict(again.machine) == MACHINE
    assert again.rows[0] == ROW
    assert [r.value for r in again.rows] == [1.0, 12346.0, 0.0123]
    assert write(again) == write(table)


def test_a_run_takes_the_place_of_what_it_ran_and_leaves_the_rest() -> None:
    kept = Table(MACHINE, [ROW, replace(ROW, figure="peak"), replace(ROW, item="edit")])
    run = Table(MACHINE, [row(2.0), row(3.0, figure="floor")])
    assert [(r.item, r.figure, r.value) for r in merged(kept, run).rows] == [
        ("ten", "ours / theirs", 2.0),
        ("edit", "ours / theirs", 1.0),
        ("ten", "floor", 3.0),
    ]
    assert merged(kept, Table(OTHER, [row(2.0)])).rows == [row(2.0)]  # figures of two machines do not stand in one table
    assert merged(None, run) == run


def test_figures_are_kept_in_the_order_of_the_benchmarks_and_of_sizes() -> None:
    rows = [replace(ROW, item=item, size=size) for item, size in (("edit", "2m"), ("ten", "20m"), ("gone", "2m"), ("ten", "2m"))]
    assert [(row.item, row.size) for row in ordered(rows)] == [("ten", "2m"), ("ten", "20m"), ("edit", "2m")]


def test_people_see_what_was_met() -> None:
    text = markdown(Table(MACHINE, [ROW, row(3.0, 2.9, 3.1, runs=7), row(20.0, unit="ms", target=None, runs=1)]))
    assert text.splitlines()[2:] == [
        "| ten | 2m | ours / theirs | 1 | 0.95 to 1.05 (5) | at most 1.1 | met |",
        "| ten | 2m | ours / theirs | 3 | 2.9 to 3.1 (7) | at most 1.1 | **not met** |",
        "| ten | 2m | ours / theirs | 20 ms | once |  |  |",
    ]


def test_figures_are_of_samples_taken_in_turns() -> None:
    ours, theirs = Samples(), Samples()
    for mine, its in ((2.0, 1.0), (4.0, 4.0), (9.0, 3.0)):
        ours.add({"wall": {"all": [mine]}, "cpu": {}, "figures": {"bytes": 7}, "peak": 100})
        theirs.add({"wall": {"all": [its]}, "cpu": {}, "figures": {}, "peak": 50})
    sides = {"ours": ours, "theirs": theirs}
    ratio = Figure("r", ("ours", "all"), ("theirs", "all"))
    assert found(ratio, sides) == Found(2.0, 1.5, 2.5, 3)  # of 2, 1 and 3: pair by pair
    assert found(Figure("p", ("ours", ""), ("theirs", ""), "peak"), sides) == Found(2.0, 2.0, 2.0, 3)
    assert found(Figure("s", ("ours", "all"), None, scale=1000), sides) == Found(4000.0, 3000.0, 6500.0, 3)
    assert found(Figure("b", ("ours", "bytes"), None, "figure"), sides) == Found(7, 7, 7, 3)
    assert found(ratio, {"ours": ours}) is None
    assert found(Figure("n", ("ours", "never"), None), sides) is None


def test_where_one_side_ran_less_often_its_median_counts() -> None:
    assert ratios([2.0, 4.0, 6.0], [2.0]) == [1.0, 2.0, 3.0]
    assert ratios([], [1.0]) == []
    assert spread([5.0]) == Found(5.0, 5.0, 5.0, 1)


def test_the_page_shows_the_figures_that_are_kept() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip() == page(read(KEPT.read_text(encoding="utf-8"))).strip()
