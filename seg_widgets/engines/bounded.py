"""What is kept in memory, by how many bytes it takes: the least recently used goes first."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Generic, TypeVar

from seg_widgets.engines.database import Database

SHARE = 4
"""A session keeps at most the fourth part of what its database may take, one half of it in metrics, the other in answers."""

MOST_BYTES = 4_000_000_000
"""And at most so many bytes."""

V = TypeVar("V")


def allowed(database: Database) -> int:
    """Say how many bytes a session may keep.

    The database takes 80% of the machine's memory (of a container's, where one is set), unless it is told otherwise.
    """
    return min(database.memory_limit() // SHARE, MOST_BYTES)


class Bounded(Generic[V]):
    """Things by key, at most so many bytes of them; beyond that the least recently used are dropped, when :meth:`trim` is called.

    Attributes
    ----------
    total
        How many bytes are kept.
    """

    def __init__(self, limit: int) -> None:
        self.limit, self.total = limit, 0
        self._kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> V | None:
        """Give what is kept under a key, and remember that it was of use."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: V, size: int | None = None) -> V:
        """Keep something of a size in bytes; ``None``: as large as it is."""
        self.drop(key)
        size = bytes_of(value) if size is None else size
        self._kept[key] = (value, size)
        self.total += size
        return value

    def drop(self, key: Hashable) -> None:
        """Let go of what is kept under a key."""
        self.total -= self._kept.pop(key, (None, 0))[1]

    def trim(self) -> list[V]:
        """Drop what is beyond the limit; give what was dropped."""
        dropped = []
        while self.total > self.limit and self._kept:
            _, (value, size) = self._kept.popitem(last=False)
            self.total -= size
            dropped.append(value)
        return dropped


def bytes_of(value: Any) -> int:
    """Say about how many bytes something takes: its arrays, and what it is made of."""
    size = getattr(value, "nbytes", None)
    if isinstance(size, int):
        return size + 100
    if isinstance(value, tuple | list | set | frozenset):
        return 100 + sum(map(bytes_of, value))
    if isinstance(value, Mapping):
        return 100 + sum(100 + bytes_of(v) for v in value.values())
    if is_dataclass(value):
        return 100 + sum(bytes_of(getattr(value, f.name)) for f in fields(value))
    return sys.getsizeof(value)
