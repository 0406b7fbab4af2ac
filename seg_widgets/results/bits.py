"""Sets of entities as packed bits: the Boolean algebra of a tree costs a millisecond at a million entities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seg_widgets.engines.bitmaps import packed, unpacked, whole

_COUNTS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(axis=1).astype(np.int64)


class Bits:
    """A set of places among ``size`` places. Immutable.

    Where a set is known to be empty, or to be everything, the algebra has nothing to compute: most rules have no missing values.
    """

    __slots__ = ("_count", "packed", "size")

    def __init__(self, packed: np.ndarray, size: int) -> None:
        self.packed, self.size = packed, size
        self._count: int | None = None

    @classmethod
    def of(cls, array: np.ndarray) -> Bits:
        """Pack a Boolean array."""
        return cls(packed(array), len(array))

    @classmethod
    def full(cls, size: int) -> Bits:
        """Every place."""
        made = cls.of(np.ones(size, dtype=bool))
        made._count = size
        return made

    @classmethod
    def none(cls, size: int) -> Bits:
        """No place."""
        made = cls(np.zeros(whole(size), dtype=np.uint8), size)
        made._count = 0
        return made

    @property
    def surely_empty(self) -> bool:
        """Whether it is known, without looking, that no place is in the set."""
        return self._count == 0

    def __and__(self, other: Bits) -> Bits:
        if self._count in (0, other.size) or other._count in (0, self.size):
            return other if self._count == self.size or other._count == 0 else self
        return Bits(self.packed & other.packed, self.size)

    def __or__(self, other: Bits) -> Bits:
        if self._count == 0 or other._count == 0:
            return other if self._count == 0 else self
        return Bits(self.packed | other.packed, self.size)

    def __sub__(self, other: Bits) -> Bits:
        if self._count == 0 or other._count == 0:
            return self
        rest = ~other.packed
        rest &= self.packed
        return Bits(rest, self.size)

    def __xor__(self, other: Bits) -> Bits:
        return Bits(self.packed ^ other.packed, self.size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bits) and self.size == other.size and bool(np.array_equal(self.packed, other.packed))

    __hash__ = None  # type: ignore[assignment]

    @property
    def nbytes(self) -> int:
        """How many bytes it takes."""
        return int(self.packed.nbytes)

    def count(self) -> int:
        """Count the places in the set."""
        if self._count is None:
            if hasattr(np, "bitwise_count"):
                self._count = int(np.bitwise_count(self.packed.view(np.uint64)).sum(dtype=np.int64))
            else:  # numpy 1
                self._count = int(_COUNTS[self.packed].sum())
        return self._count

    def array(self) -> np.ndarray:
        """Unpack to a Boolean array."""
        return unpacked(self.packed, self.size)


def at_least(n: int, sets: Sequence[Bits], among: Bits) -> Bits:
    """Give the places that are in at least n of several sets.

    Counted by bit slices: plane k holds the k-th binary digit of every place's count, and a set is added as by a carry adder, some
    passes a set. (H. S. Warren, Hacker's Delight, 2nd ed. 2013, 8-1.)
    """
    if n <= 0:
        return among
    planes: list[Bits] = []
    for carry in sets:
        for number, plane in enumerate(planes):
            planes[number], carry = plane ^ carry, plane & carry
        if 1 << len(planes) <= len(sets):
            planes.append(carry)
    if n >= 1 << len(planes):
        return Bits.none(among.size)
    found = among
    for number, plane in enumerate(planes):  # compared from the lowest digit up: the higher one decides
        found = plane & found if n >> number & 1 else plane | found
    return found & among
