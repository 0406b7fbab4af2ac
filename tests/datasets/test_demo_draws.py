"""The draws and the calendar under the demo data."""

from datetime import date, timedelta

import numpy as np
import pytest

from seg_widgets.datasets.days import AS_OF, NEVER, anniversary, dates, off_weekend, weekday, workload
from seg_widgets.datasets.draws import Draws


def day(text: str) -> int:
    return (date.fromisoformat(text) - AS_OF).days


def test_draws_come_from_the_raw_stream() -> None:
    """Worked out from PCG64's 64 bits: the upper 53 of them, over 2 to the 53rd."""
    bits = np.random.PCG64(np.random.SeedSequence([7, *b"spec"]))
    raw = [int(bits.random_raw()) for _ in range(5)]
    assert Draws(7, "spec").uniform(5).tolist() == [(value >> 11) / 2**53 for value in raw]


def test_concepts_have_streams_of_their_own() -> None:
    assert Draws(7, "usage").uniform(3).tolist() != Draws(7, "tickets").uniform(3).tolist()


def test_integers_reach_both_ends() -> None:
    assert set(Draws(1, "spec").integers(-1, 2, 500).tolist()) == {-1, 0, 1, 2}


def test_choice_follows_the_weights_and_never_takes_a_zero() -> None:
    chosen = Draws(1, "spec").choice((0.0, 3.0, 0.0, 1.0, 0.0), 8_000)
    assert set(chosen.tolist()) == {1, 3}
    assert 0.73 < (chosen == 1).mean() < 0.77


def test_choice_takes_one_row_of_weights_for_each() -> None:
    weights = np.eye(4)[[2, 0, 3]]
    assert Draws(1, "spec").choice(weights, 3).tolist() == [2, 0, 3]


@pytest.mark.parametrize("mean", [0.3, 2.0, 9.0])
def test_counts_have_their_mean(mean: float) -> None:
    assert Draws(1, "spec").counts(np.full(20_000, mean)).mean() == pytest.approx(mean, rel=0.05)


def test_exactly_chooses_that_many_among_the_allowed() -> None:
    allowed = np.arange(100) % 4 == 0
    mask = Draws(1, "spec").exactly(10, allowed)
    assert mask.sum() == 10
    assert not mask[~allowed].any()
    assert Draws(1, "spec").exactly(30, allowed).sum() == 25


def test_weekdays_are_the_calendar_s() -> None:
    days = np.arange(-800, 61)
    assert weekday(days).tolist() == [(AS_OF + timedelta(days=int(d))).weekday() for d in days]


def test_dates_are_the_calendar_s_and_never_is_missing() -> None:
    found = dates(np.array([0, -731, NEVER]))
    assert found[:2].astype("datetime64[D]").tolist() == [AS_OF, AS_OF - timedelta(days=731)]
    assert np.isnat(found[2])


@pytest.mark.parametrize(
    ("started", "returns"),
    [("2024-05-30", "2027-05-30"), ("2025-11-20", "2027-11-20"), ("2025-11-21", "2026-11-21"),
     ("2024-02-29", "2027-02-28"), ("2026-11-19", "2027-11-19"), ("2021-12-31", "2026-12-31")],
)  # fmt: skip
def test_anniversaries_return_after_the_as_of_day(started: str, returns: str) -> None:
    assert anniversary(np.array([day(started)])).tolist() == [day(returns)]


def test_weekends_move_to_monday_unless_that_is_too_late() -> None:
    saturday = day("2026-11-14")
    assert off_weekend(np.array([saturday, saturday + 1, saturday + 2, saturday - 1]), 0).tolist() == [
        saturday + 2, saturday + 2, saturday + 2, saturday - 1]  # fmt: skip
    assert off_weekend(np.array([saturday, saturday + 1]), saturday + 1).tolist() == [saturday - 1, saturday - 1]


def test_little_is_done_at_weekends_and_at_the_turn_of_the_year() -> None:
    load = workload(np.array([day("2026-11-20"), day("2026-11-21"), day("2025-12-24"), day("2026-08-05")]))
    assert load.tolist() == [1.0, 0.06, 0.25, 0.85]
