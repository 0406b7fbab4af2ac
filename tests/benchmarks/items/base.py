"""What a benchmark is: sides that do the same work, and figures that hold their times against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

from tests.benchmarks.measuring import Clock

Answers = dict[str, np.ndarray] | None
Of = Literal["wall", "cpu", "peak", "figure"]


@dataclass(frozen=True)
class Given:
    """What a side is given: the folder of its size, those of other sizes, and the clock."""

    folder: Path
    clock: Clock
    under: Path

    def opened(self) -> Any:
        """Open the folder as a workspace that has read nothing, where opening it is not what is measured: it was opened before."""
        from tests.benchmarks.metrics import opened

        kept = self.under / ".opened" / self.folder.name
        for path in kept.rglob("*"):  # what opening counted is JSON; metrics that were kept are not to be found
            if path.is_file() and path.suffix != ".json":
                path.unlink()
        return opened(self.folder, kept)

    def of_size(self, size: str) -> Path:
        """Give the folder of another size."""
        return self.under / size


Side = Callable[[Given], Answers]


@dataclass(frozen=True)
class Figure:
    """A figure of the table.

    Attributes
    ----------
    name
        What it says, such as ``"ours / DuckDB by hand"``.
    top, bottom
        A side and its part (or other figure); with a bottom it is a ratio, sample by sample as they were taken in turns.
    of
        ``wall`` or ``cpu`` seconds, the ``peak`` of memory, or another ``figure`` of the side.
    target
        The most it may be; with ``least`` the least. ``None``: it is only told.
    scale
        What it is multiplied by, and ``unit`` what it is then.
    """

    name: str
    top: tuple[str, str]
    bottom: tuple[str, str] | None = None
    of: Of = "wall"
    target: float | None = None
    least: bool = False
    scale: float = 1.0
    unit: str = "times"


@dataclass(frozen=True)
class Item:
    """A benchmark.

    Attributes
    ----------
    name, title
        Its name on the command line; what is done.
    sides
        Name -> what it does, in a process of its own each time. The first is ours; the answers of the others are held
        against its.
    figures
        What is told of it.
    sizes
        Of which data, unless others are asked for.
    seldom
        Sides that are run once only, as they take long.
    """

    name: str
    title: str
    sides: Mapping[str, Side]
    figures: tuple[Figure, ...]
    sizes: tuple[str, ...] = ("2m", "20m")
    seldom: frozenset[str] = field(default_factory=frozenset)


def both(name: str, top: tuple[str, str], bottom: tuple[str, str], target: float | None = None) -> tuple[Figure, Figure]:
    """Give a ratio twice: of wall time, which has the target, and of processor time, which other work beside disturbs less."""
    return Figure(name, top, bottom, "wall", target), Figure(f"{name}, processor", top, bottom, "cpu")
