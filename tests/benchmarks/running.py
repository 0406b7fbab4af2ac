"""Runs the sides of a benchmark in turns, each in a process of its own, holds their answers against each other, and works out figures."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.items.base import Figure, Item

ROOT = Path(__file__).parents[2]


@dataclass
class Samples:
    """What a side took, run after run: seconds of each part, peaks, other figures."""

    wall: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    figures: dict[str, list[float]] = field(default_factory=dict)
    peak: list[float] = field(default_factory=list)

    def add(self, told: Mapping[str, Any]) -> None:
        """Take in what one process told."""
        for mine, its in ((self.wall, told["wall"]), (self.cpu, told["cpu"])):
            for part, seconds in its.items():
                mine.setdefault(part, []).extend(seconds)
        for name, value in told["figures"].items():
            self.figures.setdefault(name, []).append(value)
        self.peak.append(told["peak"])

    def of(self, what: str, part: str) -> list[float]:
        """Give the samples of a part."""
        kept: Mapping[str, list[float]] = {"wall": self.wall, "cpu": self.cpu, "figure": self.figures, "peak": {part: self.peak}}[what]
        return kept.get(part, [])


@dataclass(frozen=True)
class Found:
    """A figure that was found: the median, the quartiles, of how many samples."""

    value: float
    low: float
    high: float
    runs: int


def found(figure: Figure, sides: Mapping[str, Samples]) -> Found | None:
    """Work out a figure; ``None`` where a side of it was not run."""
    if figure.top[0] not in sides or (figure.bottom is not None and figure.bottom[0] not in sides):
        return None
    top = sides[figure.top[0]].of(figure.of, figure.top[1])
    if figure.bottom is not None:
        bottom = sides[figure.bottom[0]].of(figure.of, figure.bottom[1])
        top = ratios(top, bottom)
    return spread([value * figure.scale for value in top]) if top else None


def ratios(top: Sequence[float], bottom: Sequence[float]) -> list[float]:
    """Divide sample by sample where both were taken equally often, in turns; else by the median of the other."""
    if not top or not bottom:
        return []
    if len(top) == len(bottom):
        return [a / b for a, b in zip(top, bottom, strict=True)]
    middle = statistics.median(bottom)
    return [a / middle for a in top]


def spread(values: Sequence[float]) -> Found:
    """Give the median and the quartiles."""
    if len(values) == 1:
        return Found(values[0], values[0], values[0], 1)
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Found(middle, low, high, len(values))


def run(
    item: Item, folder: Path, under: Path, times: int, only: Sequence[str] = (), tell: Callable[[str], None] = print
) -> dict[str, Samples]:
    """Run a benchmark; the sides take turns.

    Parameters
    ----------
    folder, under
        The data of this size; where those of all sizes are.
    only
        Which sides; none: all. The first, ours, is always there.

    Raises
    ------
    DifferentAnswers
        A side does not say what ours says.
    RuntimeError
        A side failed.
    """
    from tests.benchmarks.answers import hold, load

    chosen = [name for number, name in enumerate(item.sides) if number == 0 or not only or name in only]
    sides = {name: Samples() for name in chosen}
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as place:
        for turn in range(times):
            for name in chosen:
                if turn > 0 and name in item.seldom:
                    continue
                out = Path(place, f"{chosen.index(name)}.npz")
                told = once(item.name, name, folder, under, out)
                sides[name].add(told)
                tell(f"  {turn + 1}/{times} {name}: " + ", ".join(f"{k} {min(v):.3f} s" for k, v in told["wall"].items()))
                if name != chosen[0] and out.exists():
                    hold(load(Path(place, "0.npz")), load(out), name)
                    out.unlink()
    return sides


def once(item: str, side: str, folder: Path, under: Path, out: Path) -> dict[str, Any]:
    """Run one side in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.worker", item, side, str(folder), str(under), str(out)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{item}, {side}:\n{done.stderr[-4000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
