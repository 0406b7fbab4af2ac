"""Boolean columns as bitmaps: a bit an entity, in whole words of 64 bits, the first entity in the lowest bit, as Arrow has them."""

from __future__ import annotations

from typing import Any

import numpy as np


def packed(array: np.ndarray) -> np.ndarray:
    """Pack a Boolean array into bytes, filled up with zeros to whole words."""
    made = np.zeros(whole(len(array)), dtype=np.uint8)
    bits = np.packbits(array, bitorder="little")
    made[: len(bits)] = bits
    return made


def unpacked(bitmap: np.ndarray, size: int) -> np.ndarray:
    """Give the Boolean array that was packed."""
    return np.unpackbits(bitmap, count=size, bitorder="little").view(bool)


def whole(size: int) -> int:
    """Say how many bytes so many bits take."""
    return (size + 63) // 64 * 8


def from_arrow(column: Any) -> tuple[np.ndarray, np.ndarray | None]:
    """Take a Boolean column of an Arrow table as bitmaps: where it is true, and where it is missing (``None``: nowhere)."""
    array = column.combine_chunks()
    size = len(array)
    if array.offset or not size:  # not at the start of its buffer
        values = array.to_numpy(zero_copy_only=False)
        missing = np.array([v is None for v in values], dtype=bool) if array.null_count else None
        return packed(values == True), None if missing is None else packed(missing)  # noqa: E712  (None is no truth value)
    valid, true = array.buffers()
    met = _words(true, size)
    if valid is None or not array.null_count:
        return met, None
    there = _words(valid, size)
    return met & there, _full(size) - there


def _words(buffer: Any, size: int) -> np.ndarray:
    made = np.zeros(whole(size), dtype=np.uint8)
    there = (size + 7) // 8
    made[:there] = np.frombuffer(buffer, dtype=np.uint8, count=there)
    made &= _full(size)  # what stands behind the last one is anything
    return made


def _full(size: int) -> np.ndarray:
    made = np.zeros(whole(size), dtype=np.uint8)
    made[: size // 8] = 255
    if size % 8:
        made[size // 8] = (1 << size % 8) - 1
    return made
