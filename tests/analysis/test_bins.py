"""Bins that read well, whatever the numbers and days."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from seg_widgets.analysis.bins import EPOCH, day_bins, number_bins, number_name


def days(*given: date) -> np.ndarray:
    return np.array([(day - EPOCH).days for day in given], dtype=float)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([5], ["5"]),
        ([0.5], ["0.5 \u2013 1"]),
        ([0, 1, 3], ["0", "1", "2", "3"]),
        ([-2, 0], ["\u22122", "\u22121", "0"]),
        (range(100), [f"{n}\u2013{n + 9}" for n in range(0, 100, 10)]),
        (np.arange(0, 1, 0.01), [f"{n / 10:g} \u2013 {(n + 1) / 10:g}" for n in range(10)]),
    ],
)
def test_numbers_are_cut_in_round_steps(values, labels: list[str]):
    assert number_bins(np.array(list(values), dtype=float)).labels() == labels


def test_bins_of_large_round_numbers_are_named_shortly():
    assert [number_name(n) for n in (5000, 10_000, 200_000, -50_000, 12_345, 3_000_000)] == [
        "5,000", "10 k", "200 k", "\u221250 k", "12,345", "3 M",
    ]  # fmt: skip


def test_skewed_numbers_are_cut_at_growing_marks():
    values = np.concatenate([np.zeros(20), np.random.default_rng(1).lognormal(8, 1.5, 980)])
    bins = number_bins(values)
    assert bins.edges[0] == 0
    assert {f"{edge:.0e}"[0] for edge in bins.edges[1:]} <= {"1", "2", "5"}
    assert 5 <= len(bins.labels()) <= 13


def test_one_odd_value_does_not_squeeze_the_others():
    bins = number_bins(np.append(np.linspace(0.5, 99.5, 2000), [1e9, -1e9]))
    assert (bins.below, bins.above) == (True, True)
    assert bins.labels()[0].startswith("<")
    assert bins.labels()[-1].startswith("\u2265")
    assert len(bins.labels()) >= 8


@pytest.mark.parametrize(
    ("given", "labels"),
    [
        ([date(2026, 1, 5), date(2026, 1, 7)], ["5 Jan 2026", "6 Jan 2026", "7 Jan 2026"]),
        ([date(2026, 1, 7), date(2026, 1, 25)], ["week of 5 Jan 2026", "week of 12 Jan 2026", "week of 19 Jan 2026"]),
        (
            [date(2026, 1, 4), date(2026, 1, 19)],
            [f"week of {day}" for day in ("29 Dec 2025", "5 Jan 2026", "12 Jan 2026", "19 Jan 2026")],
        ),
        ([date(2025, 12, 31), date(2026, 3, 3)], ["Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026"]),
        ([date(2025, 1, 1), date(2026, 6, 30)], ["Q1 2025", "Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026"]),
        ([date(2020, 5, 1), date(2026, 6, 30)], [str(year) for year in range(2020, 2027)]),
    ],
)
def test_days_fall_into_days_months_quarters_or_years(given: list[date], labels: list[str]):
    assert day_bins(days(*given)).labels() == labels


def test_days_at_the_ends_of_the_calendar():
    given = days(*[date(2026, 1, 1 + n % 28) for n in range(400)], date.min, date.max)
    bins = day_bins(given)
    assert bins.labels()[0].startswith("before")
    assert bins.labels()[-1].endswith("or later")
    assert len(day_bins(days(date.min, date.max)).labels()) <= 14


@pytest.mark.parametrize("seed", range(40))
def test_every_value_has_one_bin_and_lies_in_it(seed: int):
    draw = np.random.default_rng(seed)
    scale = 10.0 ** draw.integers(-6, 12)
    shapes = [
        draw.normal,
        draw.lognormal,
        lambda size: draw.integers(0, 3000, size),
        lambda size: draw.pareto(0.5, size),
    ]
    values = np.asarray(shapes[seed % 4](size=int(draw.integers(1, 500))), dtype=float)
    values = values if seed % 4 == 2 else values * scale
    bins = number_bins(values)
    place = bins.place(values)
    assert 1 <= len(bins.labels()) == len(set(bins.labels())) <= 16
    assert (np.diff(bins.edges) > 0).all()
    last = len(bins.edges) - 2
    low_fits = (values >= bins.edges[place]) | ((place == 0) & bins.below)
    high_fits = (values < bins.edges[place + 1]) | ((place == last) & bins.above)
    assert (low_fits & high_fits).all()
