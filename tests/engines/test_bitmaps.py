"""Boolean columns as bitmaps, and counting in them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from seg_widgets.engines.bitmaps import from_arrow, packed, unpacked
from seg_widgets.results.bits import Bits, at_least

SIZES = [0, 1, 7, 8, 9, 63, 64, 65, 1000]


@pytest.mark.parametrize("size", SIZES)
def test_sets_of_places_are_the_arrays_they_were_made_of(size: int) -> None:
    random = np.random.default_rng(size)
    a, b = random.random((2, size)) < 0.5
    one, other = Bits.of(a), Bits.of(b)
    assert unpacked(packed(a), size).tolist() == a.tolist()
    for found, expected in ((one & other, a & b), (one | other, a | b), (one - other, a & ~b), (one ^ other, a ^ b)):
        assert found.array().tolist() == expected.tolist()
        assert found.count() == expected.sum()
        assert found == Bits.of(expected)
    assert (Bits.full(size).count(), Bits.none(size).count()) == (size, 0)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_known_to_be_nothing_or_everything_is_not_computed_and_comes_to_the_same(size: int) -> None:
    some = np.random.default_rng(size).random(size) < 0.5
    none, every = np.zeros(size, dtype=bool), np.ones(size, dtype=bool)
    sets = [(Bits.of(some), some), (Bits.none(size), none), (Bits.full(size), every), (Bits.of(none), none), (Bits.of(every), every)]
    for counted in (False, True):
        for one, a in sets:
            for other, b in sets:
                _ = (one.count(), other.count()) if counted else None
                for found, expected in ((one & other, a & b), (one | other, a | b), (one - other, a & ~b), (one ^ other, a ^ b)):
                    assert found.array().tolist() == expected.tolist()
                    assert found.count() == expected.sum()
    assert Bits.none(size).surely_empty
    assert not Bits.of(none).surely_empty  # it is, but nobody has looked


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", ["whole", "in pieces", "a slice"])
def test_what_arrow_has_as_true_and_missing_is_taken_over(size: int, way: str) -> None:
    random = np.random.default_rng(size)
    cells = [(True, False, None)[n] for n in random.integers(0, 3, size)]
    given = pa.chunked_array([pa.array(cells, type=pa.bool_())])
    if way == "in pieces":
        given = pa.chunked_array([pa.array(cells[a : a + 5], type=pa.bool_()) for a in range(0, size, 5)], type=pa.bool_())
    if way == "a slice":
        given = pa.chunked_array([pa.array([None, True, *cells, True], type=pa.bool_())[2 : 2 + size]])
    true, missing = from_arrow(given)
    assert unpacked(true, size).tolist() == [c is True for c in cells]
    assert Bits(true, size).count() == cells.count(True), "nothing stands behind the last one"
    assert (unpacked(missing, size).tolist() if missing is not None else [False] * size) == [c is None for c in cells]
    assert missing is None or Bits(missing, size).count() == cells.count(None)


@pytest.mark.parametrize("members", [1, 2, 3, 4, 7, 8, 15])
def test_at_least_so_many_sets_are_counted_digit_by_digit(members: int) -> None:
    random = np.random.default_rng(members)
    arrays = random.random((members, 300)) < random.random((members, 1))
    among = Bits.of(random.random(300) < 0.9)
    for n in range(members + 3):
        expected = (arrays.sum(axis=0) >= n) & among.array()
        assert at_least(n, [Bits.of(a) for a in arrays], among).array().tolist() == expected.tolist(), n
