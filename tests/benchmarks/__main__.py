"""Benchmarks: ``python -m tests.benchmarks [run] [ITEM ...] [--sizes 2m 20m 100m]``; also ``data``, ``compare``, ``keep``, ``list``.

What is measured and how to read it is in docs/speed.md. Nothing is asserted of time; an answer that differs is an error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks import machine
from tests.benchmarks.folders import ROWS, VARIABLE, base, made
from tests.benchmarks.items import ITEMS
from tests.benchmarks.items.base import Figure, Item
from tests.benchmarks.running import Samples, found, run
from tests.benchmarks.table import KEPT, Row, Table, markdown, merged, moved, read, select, write

DOCS = Path(__file__).parents[2] / "docs" / "speed.md"
BEGIN, END = "<!-- figures, by `python -m tests.benchmarks keep` -->", "<!-- end of figures -->"


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for; give the exit code."""
    asked = parser().parse_intermixed_args(arguments)
    under = base(asked.data)
    if asked.command == "list":
        for item in ITEMS.values():
            print(f"{item.name:12} {', '.join(item.sizes):9} {item.title}: {', '.join(item.sides)}")
    elif asked.command == "data":
        for size in asked.sizes or ROWS:
            print(made(size, under))
    elif asked.command == "run":
        measure(asked.items, asked.sizes, under, asked.times, asked.sides, asked.out)
    else:
        last = read(Path(asked.out).read_text(encoding="utf-8")) if Path(asked.out).exists() else None
        if last is None:
            sys.stderr.write(f"There is no run in {asked.out}: run benchmarks first, or name one by --out.\n")
            return 2
        if asked.command == "compare":
            compare(last, asked.items)
        else:
            keep(last, asked.items)
    return 0


def parser() -> argparse.ArgumentParser:
    """Give what reads the command line."""
    made_ = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    made_.add_argument("command", choices=("run", "data", "compare", "keep", "list"))
    made_.add_argument("items", nargs="*", metavar="ITEM", help=f"which benchmarks (all): {', '.join(ITEMS)}")
    made_.add_argument("--sizes", nargs="+", choices=ROWS, help="usage rows; each benchmark has its own otherwise")
    made_.add_argument("--times", type=int, default=5, help="how often each side is run (5)")
    made_.add_argument("--sides", nargs="+", default=[], help="which sides, beside ours (all)")
    made_.add_argument("--data", help=f"where the folders of data are (or ${VARIABLE}; else the user's cache)")
    made_.add_argument("--out", default=str(base() / "run.csv"), help="where the figures of the run are put together")
    return made_


def measure(items: Sequence[str], sizes: Sequence[str] | None, under: Path, times: int, sides: Sequence[str], out: str) -> None:
    """Run benchmarks; each one's figures are printed, and put with those of the run, as soon as they are there."""
    unknown = [name for name in items if name not in ITEMS]
    if unknown:
        raise SystemExit(f"There is no benchmark {unknown[0]!r}; there are {', '.join(ITEMS)}.")
    for item in ITEMS.values():
        if items and item.name not in items:
            continue
        for size in sizes or item.sizes:
            load = machine.load()
            print(f"{item.name}, {size}: {item.title} (load {load:.1f})", flush=True)
            took = run(item, made(size, under), under, times, sides, lambda line: print(line, flush=True))
            rows = figures(item, size, took, load)
            table = Table(machine.words(), rows)
            print(markdown(table), flush=True)
            file = Path(out)
            file.parent.mkdir(parents=True, exist_ok=True)
            there = read(file.read_text(encoding="utf-8")) if file.exists() else None
            file.write_text(write(merged(there, table)), encoding="utf-8")


def figures(item: Item, size: str, took: dict[str, Samples], load: float) -> list[Row]:
    """Work out the figures of a benchmark."""
    today, commit = date.today().isoformat(), machine.commit()

    def row(figure: Figure) -> Row | None:
        of = found(figure, took)
        if of is None:
            return None
        return Row(
            item.name, size, figure.name, of.value, of.low, of.high, figure.unit, of.runs, figure.target, load, today, commit
        )  # fmt: skip

    return [made_ for made_ in map(row, item.figures) if made_ is not None]


def compare(last: Table, items: Sequence[str]) -> None:
    """Say what the run has moved, against the figures that are kept."""
    if not KEPT.exists():
        print("No figures are kept yet.")
        return
    kept = read(KEPT.read_text(encoding="utf-8"))
    if dict(kept.machine) != dict(last.machine):
        print("The figures kept are of another machine, or of other versions: only ratios and sizes are compared.")
    moves = moved(Table(kept.machine, select(kept.rows, items)), Table(last.machine, select(last.rows, items)))
    print("\n".join(map(str, moves)) or "Nothing has moved beyond noise.")


def keep(last: Table, items: Sequence[str]) -> None:
    """Keep the figures of the run (of some benchmarks, if any are named), in the repository and on its page."""
    kept = merged(read(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else None, Table(last.machine, select(last.rows, items)))
    kept = Table(kept.machine, ordered(kept.rows))
    KEPT.write_text(write(kept), encoding="utf-8")
    if DOCS.exists():
        text = DOCS.read_text(encoding="utf-8")
        DOCS.write_text(text[: text.index(BEGIN) + len(BEGIN)] + "\n\n" + page(kept) + "\n" + text[text.index(END) :], encoding="utf-8")


def ordered(rows: Sequence[Row]) -> list[Row]:
    """Put figures in the order of the benchmarks and their sizes; those of a benchmark that is no more go."""
    items, sizes = list(ITEMS), list(ROWS)
    return sorted((row for row in rows if row.item in ITEMS), key=lambda row: (items.index(row.item), sizes.index(row.size)))


def page(kept: Table) -> str:
    """Write what the page says of the figures kept."""
    words = ", ".join(f"{name} {said}" for name, said in kept.machine.items())
    return f"On a machine with {words}.\n\n{markdown(kept)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
