"""Sets of entities as packed bits: the Boolean algebra of a tree costs a millisecond at a million entities."""

from __future__ import annotations

import numpy as np

_COUNTS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(axis=1).astype(np.int64)


class Bits:
    """A set of places among ``size`` places. Immutable."""

    __slots__ = ("_count", "packed", "size")

    def __init__(self, packed: np.ndarray, size: int) -> None:
        self.packed, self.size = packed, size
        self._count: int | None = None

    @classmethod
    def of(cls, array: np.ndarray) -> Bits:
        """Pack a Boolean array."""
        return cls(np.packbits(array), len(array))

    @classmethod
    def full(cls, size: int) -> Bits:
        """Every place."""
        return cls.of(np.ones(size, dtype=bool))

    @classmethod
    def none(cls, size: int) -> Bits:
        """No place."""
        return cls(np.zeros((size + 7) // 8, dtype=np.uint8), size)

    def __and__(self, other: Bits) -> Bits:
        return Bits(self.packed & other.packed, self.size)

    def __or__(self, other: Bits) -> Bits:
        return Bits(self.packed | other.packed, self.size)

    def __sub__(self, other: Bits) -> Bits:
        return Bits(self.packed & ~other.packed, self.size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bits) and self.size == other.size and bool(np.array_equal(self.packed, other.packed))

    __hash__ = None  # type: ignore[assignment]

    def count(self) -> int:
        """Count the places in the set."""
        if self._count is None:
            if hasattr(np, "bitwise_count"):
                self._count = int(np.bitwise_count(self.packed).sum(dtype=np.int64))
            else:  # numpy 1
                self._count = int(_COUNTS[self.packed].sum())
        return self._count

    def array(self) -> np.ndarray:
        """Unpack to a Boolean array."""
        return np.unpackbits(self.packed, count=self.size).view(bool)
