"""How segments lie over each other: who is in which of them, pair by pair, and what a whole portfolio covers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.entities import worths
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import several
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.results import evaluate_all

MOST = 50
"""More segments than this are refused: who is in which of them is kept in the bits of one number."""

INTERSECTIONS = ("segments", "size", "entities", "share", "worth")
PAIRS = ("a", "b", "both", "only_a", "only_b", "share_of_a", "share_of_b", "jaccard", "worth_both", "relation")
PORTFOLIO = (
    "segment", "kind", "members", "share", "worth", "only_here", "elsewhere", "assigned", "assigned_worth", "note",
)  # fmt: skip
GAP, COVERED = "(none of them)", "(any of them)"
NEAR = 0.9
"""From this share in common on (of those in either) two segments are near-identical."""


def overlap(ws: Home, segments: Any = None, as_of: Any = None) -> pd.DataFrame:
    """Count who is in exactly which of several segments; everybody is counted once, and so is what they are worth.

    Parameters
    ----------
    segments
        Several segments, names of the workspace's, or ``None``: all of the workspace's.

    Returns
    -------
    DataFrame
        One row a combination that somebody is in, the largest first; those in none of the segments are the last row.

        segments : tuple of str
            The segments of the combination; ``()`` for none of them.
        size : int
            How many segments that are.
        entities : int
            Who is in exactly these.
        share : float
            Of the universe, 0 to 1.
        worth : float
            What they are worth; NaN where the workspace does not say.

        ``frame.attrs`` has ``sizes`` (segment -> members), ``worths`` and ``universe``.

    Raises
    ------
    DefinitionError
        ``no-segments``, ``too-many-segments``, or whatever is wrong with a segment.
    """
    names, inside, universe, amounts = _asked(ws, segments, as_of)
    codes = np.zeros(universe.size, dtype=np.int64)
    for number, who in enumerate(inside):
        codes |= who.astype(np.int64) << number
    values, places, counts = np.unique(codes[universe], return_inverse=True, return_counts=True)
    sums = np.bincount(places, weights=np.nan_to_num(amounts[universe]), minlength=len(values)) if amounts is not None else None
    rows = []
    for number, code in enumerate(values.tolist()):
        chosen = tuple(name for n, name in enumerate(names) if code >> n & 1)
        worth = float(sums[number]) if sums is not None else float("nan")
        rows.append((chosen, len(chosen), int(counts[number]), counts[number] / max(int(universe.sum()), 1), worth))
    rows.sort(key=lambda row: (not row[0], -row[2], row[1]))
    frame = pd.DataFrame(rows, columns=list(INTERSECTIONS))
    frame.attrs = {
        "sizes": {name: int(who.sum()) for name, who in zip(names, inside, strict=True)},
        "worths": {name: _sum(amounts, who) for name, who in zip(names, inside, strict=True)},
        "universe": int(universe.sum()),
    }  # fmt: skip
    return frame


def overlap_pairs(ws: Home, segments: Any = None, as_of: Any = None) -> pd.DataFrame:
    """Compare segments two by two.

    Returns
    -------
    DataFrame
        One row a pair, most in common first: ``a``, ``b``; ``both``, ``only_a``, ``only_b`` (entities); ``share_of_a``, ``share_of_b``
        (both, of either's members) and ``jaccard`` (both, of those in either), 0 to 1, NaN of nobody; ``worth_both``; and
        ``relation``: ``equal``, ``near-identical`` (jaccard from 0.9 on), ``a within b``, ``b within a``, ``apart`` or ``""``.
    """
    names, inside, _, amounts = _asked(ws, segments, as_of)
    rows: list[tuple[Any, ...]] = []
    for i, a in enumerate(inside):
        for j in range(i + 1, len(inside)):
            b = inside[j]
            both, only_a, only_b = int((a & b).sum()), int((a & ~b).sum()), int((b & ~a).sum())
            shares = [_share(both, both + only_a), _share(both, both + only_b), _share(both, both + only_a + only_b)]
            relation = _relation(both, only_a, only_b, shares[2])
            rows.append((names[i], names[j], both, only_a, only_b, *shares, _sum(amounts, a & b), relation))
    frame = pd.DataFrame(rows, columns=list(PAIRS))
    return frame.sort_values("jaccard", ascending=False, kind="stable", na_position="last", ignore_index=True)


def _relation(both: int, only_a: int, only_b: int, jaccard: float) -> str:
    if not both:
        return "apart"
    if not only_a and not only_b:
        return "equal"
    if jaccard >= NEAR:
        return "near-identical"
    return "a within b" if not only_a else "b within a" if not only_b else ""


def portfolio(ws: Home, segments: Any = None, as_of: Any = None) -> pd.DataFrame:
    """Look at segments as a portfolio: what they cover, what falls between them, and who goes where if each is assigned once.

    Parameters
    ----------
    segments
        Several, in order of priority: who is in two of them goes to the first. ``None``: the workspace's, in the order saved.

    Returns
    -------
    DataFrame
        One row a segment, then ``(any of them)`` and ``(none of them)``, the gap.

        segment, kind : str
            ``kind`` is ``segment``, ``covered`` or ``gap``.
        members : int
        share : float
            Of the universe, 0 to 1.
        worth : float
            What they are worth, everybody once; NaN where the workspace does not say.
        only_here, elsewhere : int
            Members of no other segment, and of another too.
        assigned : int
            Members who are in none of the segments before it.
        assigned_worth : float
        note : str
            What is odd: it has no members, all of them go to earlier segments, it is the same as another, or nearly.
    """
    names, inside, universe, amounts = _asked(ws, segments, as_of)
    total = max(int(universe.sum()), 1)
    held = np.sum(inside, axis=0, dtype=np.int64) if inside else np.zeros(universe.size, dtype=np.int64)
    taken = np.zeros(universe.size, dtype=bool)
    rows: list[tuple[Any, ...]] = []
    for number, (name, who) in enumerate(zip(names, inside, strict=True)):
        first = who & ~taken
        taken |= who
        only = int((who & (held == 1)).sum())
        note = _note(number, names, inside, int(first.sum()))
        rows.append((name, "segment", int(who.sum()), who.sum() / total, _sum(amounts, who), only, int(who.sum()) - only,
                     int(first.sum()), _sum(amounts, first), note))  # fmt: skip
    gap = universe & ~taken
    for label, kind, who in ((COVERED, "covered", taken), (GAP, "gap", gap)):
        several_of = int((who & (held > 1)).sum())
        rows.append((label, kind, int(who.sum()), who.sum() / total, _sum(amounts, who), int((who & (held == 1)).sum()), several_of,
                     int(who.sum()), _sum(amounts, who), ""))  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(PORTFOLIO))
    frame.attrs = {"universe": int(universe.sum())}
    return frame


def _note(number: int, names: list[str], inside: list[np.ndarray], assigned: int) -> str:
    who = inside[number]
    if not who.any():
        return "Nobody is in it."
    for other, mine in enumerate(inside):
        if other == number or not mine.any():
            continue
        either = int((who | mine).sum())
        if either and (who & mine).sum() == either:
            return f"The same members as “{names[other]}”."
        if (who & mine).sum() >= NEAR * either:
            return f"Nearly the same members as “{names[other]}”."
    return "All of its members go to segments before it." if not assigned else ""


def _asked(ws: Home, segments: Any, as_of: Any) -> tuple[list[str], list[np.ndarray], np.ndarray, np.ndarray | None]:
    day = ws.day(as_of)
    named = several(ws, segments, [day])
    if len(named) > MOST:
        words = f"{len(named)} segments are too many to set over each other."
        raise DefinitionError(Problem("too-many-segments", words, "segments", f"Take at most {MOST}."))
    found = evaluate_all([ws.plan(s, day) for s in named.values()], ws.session)
    entity = next(iter(named.values())).entity
    return list(named), [each.members.array() for each in found], found[0].universe.array(), worths(ws.session, entity)


def _sum(amounts: np.ndarray | None, who: np.ndarray) -> float:
    return float(np.nansum(amounts[who])) if amounts is not None else float("nan")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
