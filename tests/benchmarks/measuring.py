"""What one side of a benchmark takes: wall and processor time of named parts, peak memory. Runs inside the process measured."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Clock:
    """Takes the times of named parts, as often as they are done.

    Attributes
    ----------
    wall, cpu
        Part -> seconds, one a time; processor time is that of all threads, user and system.
    figures
        Other figures, by name: bytes, counts.
    """

    wall: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        """Take the time of what is done within."""
        began, worked = time.perf_counter(), processor_seconds()
        yield
        self.wall.setdefault(part, []).append(time.perf_counter() - began)
        self.cpu.setdefault(part, []).append(processor_seconds() - worked)


def processor_seconds() -> float:
    """Give the processor time of this process so far, all its threads, user and system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_bytes(pid: int | str = "self") -> int:
    """Give the most memory that a process has held so far.

    Linux hands ``ru_maxrss`` on to a process that is started by a larger one; its own high-water mark is in ``/proc``.
    """
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
