"""The table of figures that is kept: written, read, and held against another run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

KEPT = Path(__file__).with_name("last.csv")
COLUMNS = ("item", "size", "figure", "value", "low", "high", "unit", "runs", "target", "load", "date", "commit")
MARGIN = 0.1
"""By how much a figure may differ beside its own spread, and be called the same."""

RATIO = "times"


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes
    ----------
    value, low, high
        The median and the quartiles.
    target
        The most it may be; ``None``: it is only told.
    load
        Processes that ran or wanted to when the benchmark began, beside it: above about 0.2 the machine was not quiet.
    """

    item: str
    size: str
    figure: str
    value: float
    low: float
    high: float
    unit: str
    runs: int
    target: float | None
    load: float
    date: str
    commit: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is a figure of."""
        return self.item, self.size, self.figure

    @property
    def met(self) -> bool | None:
        """Whether it meets its target; ``None`` where it has none."""
        return None if self.target is None else self.value <= self.target


@dataclass(frozen=True)
class Table:
    """Figures and the words of the machine that they were found on."""

    machine: Mapping[str, str]
    rows: Sequence[Row]


def number(value: float) -> str:
    """Write a figure with three digits that count."""
    if value == 0:
        return "0"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def write(table: Table) -> str:
    """Write a table: the machine's words as comments, then comma-separated values."""
    out = io.StringIO()
    for name, words in table.machine.items():
        out.write(f"# {name}: {words}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for r in table.rows:
        target = "" if r.target is None else f"{r.target:g}"
        figures = (number(r.value), number(r.low), number(r.high))
        writer.writerow((r.item, r.size, r.figure, *figures, r.unit, r.runs, target, f"{r.load:.1f}", r.date, r.commit))
    return out.getvalue()


def read(text: str) -> Table:
    """Read what :func:`write` wrote."""
    lines = text.splitlines()
    machine = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    rows = []
    for r in csv.DictReader(line for line in lines if not line.startswith("# ")):
        figures = (float(r["value"]), float(r["low"]), float(r["high"]))
        target = float(r["target"]) if r["target"] else None
        rows.append(
            Row(
                r["item"], r["size"], r["figure"], *figures, r["unit"], int(r["runs"]), target, float(r["load"]), r["date"], r["commit"]
            )
        )  # fmt: skip
    return Table(machine, rows)


def merged(old: Table | None, new: Table) -> Table:
    """Put new figures in the place of old ones; the old ones of another machine go."""
    if old is None or dict(old.machine) != dict(new.machine):
        return new
    found = {row.key: row for row in new.rows}
    ran = {(row.item, row.size) for row in new.rows}
    kept = [found.pop(row.key) if row.key in found else row for row in old.rows if row.key in found or (row.item, row.size) not in ran]
    return Table(new.machine, [*kept, *found.values()])


@dataclass(frozen=True)
class Move:
    """A figure that is not what it was: ``better``, ``worse``, ``new``, ``gone``, ``met``, ``missed``."""

    row: Row
    before: Row | None
    how: str

    def __str__(self) -> str:
        r, b = self.row, self.before
        name = f"{r.item} {r.size}: {r.figure}"
        if self.how in ("new", "gone") or b is None:
            return f"{self.how:7} {name} ({number(r.value)} {r.unit})"
        words = f"{number(b.value)} -> {number(r.value)} {r.unit}"
        spread = f"({number(b.low)} to {number(b.high)}, then {number(r.low)} to {number(r.high)})"
        target = "" if r.target is None else f", target {number(r.target)}"
        return f"{self.how:7} {name}: {words} {spread}{target}"


def moved(old: Table, new: Table) -> list[Move]:
    """Say what is not what it was, beyond noise.

    A figure has moved where the two spreads, each with :data:`MARGIN` on either side, have nothing in common. Seconds and bytes are
    held against those of the same machine alone; ratios also against another's. A target that was met and is missed now (or the
    other way round) is told in any case where the figure moved at all beyond its old spread.
    """
    same_machine = dict(old.machine) == dict(new.machine)
    before = {row.key: row for row in old.rows}
    ran = {(row.item, row.size) for row in new.rows}
    moves = []
    for row in new.rows:
        was = before.pop(row.key, None)
        if was is None:
            moves.append(Move(row, None, "new"))
        elif row.unit == RATIO or same_machine or row.unit in ("kB", "GB"):
            how = _how(was, row)
            if how:
                moves.append(Move(row, was, how))
    return moves + [Move(row, None, "gone") for row in before.values() if (row.item, row.size) in ran]


def _how(was: Row, now: Row) -> str:
    apart = now.low * (1 - MARGIN) > was.high * (1 + MARGIN) or now.high * (1 + MARGIN) < was.low * (1 - MARGIN)
    outside = not was.low <= now.value <= was.high
    if None not in (was.met, now.met) and was.met != now.met and outside:
        return "met" if now.met else "missed"
    if not apart:
        return ""
    return "worse" if now.value > was.value else "better"


def markdown(table: Table, targets_only: bool = False) -> str:
    """Write the figures for people: one line each, targets beside them."""
    lines = ["| work | rows | figure | measured | spread | target | |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for r in table.rows:
        if targets_only and r.target is None:
            continue
        target, met = ("", "") if r.target is None else (f"at most {number(r.target)}", "met" if r.met else "**not met**")
        spread = "once" if r.runs == 1 else f"{number(r.low)} to {number(r.high)} ({r.runs})"
        unit = "" if r.unit == RATIO else f" {r.unit}"
        lines.append(f"| {r.item} | {r.size} | {r.figure} | {number(r.value)}{unit} | {spread} | {target} | {met} |")
    return "\n".join(lines) + "\n"


def select(rows: Iterable[Row], items: Sequence[str]) -> list[Row]:
    """Give the rows of some items; of all where none is named."""
    return [row for row in rows if not items or row.item in items]
