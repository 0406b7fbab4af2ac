"""Does one side's work in this process and tells what it took: ``python -m tests.benchmarks.worker ITEM SIDE FOLDER UNDER OUT``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.benchmarks.measuring import Clock, peak_bytes


def main(item: str, side: str, folder: Path, under: Path, out: Path) -> None:
    """Run the side; write its answer to ``out`` and its times to standard output."""
    from tests.benchmarks.items import ITEMS
    from tests.benchmarks.items.base import Given

    clock = Clock()
    found = ITEMS[item].sides[side](Given(folder, clock, under))
    told = {"wall": clock.wall, "cpu": clock.cpu, "figures": clock.figures, "peak": peak_bytes()}
    if found is not None:
        from tests.benchmarks.answers import save

        save(out, found)
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(Path(argument) for argument in sys.argv[3:6]))
