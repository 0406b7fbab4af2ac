"""Laying out nested calls: on one line where it fits, else one argument a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bracket:
    """An opening, items divided by commas, a closing. May be broken, one item a line."""

    open: str
    items: tuple[Parts, ...]
    close: str


Parts = tuple["str | Bracket", ...]


def flat(parts: Iterable[str | Bracket]) -> str:
    """Write on one line."""
    return "".join(p if isinstance(p, str) else p.open + ", ".join(map(flat, p.items)) + p.close for p in parts)


def lay_out(parts: Parts, indent: int, width: int) -> str:
    """Write within a width where that can be done; the first line is taken to stand at the indent already."""
    line = flat(parts)
    breakable = [n for n, p in enumerate(parts) if isinstance(p, Bracket) and p.items]
    if len(line) + indent <= width or not breakable:
        return line
    for chosen in reversed(breakable):
        bracket = parts[chosen]
        assert isinstance(bracket, Bracket)
        head, tail = flat(parts[:chosen]) + bracket.open, bracket.close + flat(parts[chosen + 1 :])
        if max(len(head), len(tail)) + indent <= width:
            return head + _broken(bracket, indent, width) + tail
    return "".join(
        p if isinstance(p, str) else p.open + _broken(p, indent, width) + p.close if p.items else p.open + p.close for p in parts
    )


def _broken(bracket: Bracket, indent: int, width: int) -> str:
    inner = " " * (indent + 4)
    items = "".join(f"{inner}{lay_out(item, indent + 4, width - 1)},\n" for item in bracket.items)
    return f"\n{items}{' ' * indent}"
