"""Sensitivity: size and value of a segment while one parameter, threshold or window sweeps; all of it in one batched pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from seg_widgets.analysis.deciding import table_at, words_at
from seg_widgets.analysis.distance import EPOCH, as_numbers
from seg_widgets.analysis.entities import worths
from seg_widgets.analysis.given import as_count, as_list
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of
from seg_widgets.code.phrases import number, value_words
from seg_widgets.definition import Criterion, Group, Last, Param, Related, Segment, Span, resolved
from seg_widgets.definition.orders import order_of
from seg_widgets.definition.walk import get, replace, walk
from seg_widgets.errors import DefinitionError, Problem, SegmentError, suggest
from seg_widgets.plan import Compare, leaves, make_plan, parts
from seg_widgets.results import evaluate_all

COLUMNS = ("value", "words", "at", "current", "members", "share", "unknown", "worth", "entered", "left")
STEPS = 25
MOST_TEXTS = 50


@dataclass(frozen=True)
class Dial:
    """What can be turned in a segment.

    Attributes
    ----------
    at
        A parameter's name, or a place in the definition.
    label
        What it is, in words: of a place its rule.
    current
        The value that it has.
    """

    at: str
    label: str
    current: Any


def dials(ws: Home, segment: Segment | str) -> list[Dial]:
    """List what can be turned: the parameters, then thresholds, spans, windows and numbers of the rules, in the order written."""
    segment = segment_of(ws, segment)
    found = [Dial(p.name, p.label or p.name, p.default) for p in segment.parameters if not isinstance(p.default, tuple)]
    for place, node in walk(segment.where, "where"):
        if isinstance(node, Criterion) and isinstance(node.value, int | float | str) and not isinstance(node.value, bool):
            found.append(Dial(f"{place}.value", words_at(segment, place, ws.schema), node.value))
        elif isinstance(node, Span | Last) and isinstance(node.n, int):
            found.append(Dial(f"{place}.n", f"{node.n:,} {node.unit} in: {_around(segment, place, ws)}", node.n))
        elif isinstance(node, Group | Related) and isinstance(node.n, int):
            found.append(Dial(f"{place}.n", f"{node.n:,} of: {words_at(segment, place, ws.schema)}", node.n))
    return [d for d in found if not _filtered(segment, d.at)]


def _around(segment: Segment, place: str, ws: Home) -> str:
    """Say the rule in which something stands."""
    steps = place.split(".")
    for end in range(len(steps), 0, -1):
        node = get(segment, ".".join(steps[:end]))
        if hasattr(node, "muted"):
            return words_at(segment, ".".join(steps[:end]), ws.schema)
    return place


def _filtered(segment: Segment, place: str) -> bool:
    """Say whether a place is inside a row filter, whose thresholds are of rows."""
    steps = place.split(".")
    for end in range(1, len(steps)):
        node = get(segment, ".".join(steps[:end])) if steps[0] == "where" else None
        if steps[end] in ("where", "has") and hasattr(node, "table") and not isinstance(node, Related):
            return True
    return False


def sensitivity(
    ws: Home,
    segment: Segment | str,
    at: str | None = None,
    as_of: Any = None,
    *,
    values: Sequence[Any] | None = None,
    steps: int = STEPS,
) -> pd.DataFrame:
    """Follow a segment's size and value while one thing in it sweeps.

    Parameters
    ----------
    at
        A parameter's name, or a place: of a criterion (``where.members.1``: its threshold, else its window), of a value
        (``where.members.1.value``), of a number (``where.members.1.metric.window.n``). ``None``: the first that can be turned.
    values
        What to put there. ``None``: about ``steps`` values: of a number or a day from the 2nd to the 98th percentile of what
        everybody has; of a length of time from a quarter of it to two and a half times it; of a text all that occur.

    Returns
    -------
    DataFrame
        One row a value, in order.

        value, words : object, str
            The value, as a definition writes it, and in words.
        at : float
            Where it stands on an axis: the number, a day's days from 1970-01-01, the place of a text.
        current : bool
            It is the one that the segment has.
        members, unknown : int
        share : float
            Members of the universe, 0 to 1.
        worth : float
            What the members are worth; NaN where the workspace does not say.
        entered, left : int
            Against the segment as it is.

        ``frame.attrs`` has ``at``, ``label``, ``kind`` (``number``, ``date`` or ``text``), ``current`` (in words) and ``universe``.

    Raises
    ------
    DefinitionError
        ``nothing-to-sweep``, ``no-such-place``; or what is wrong with the segment, or with a value in it.
    """
    day, segment = ws.day(as_of), segment_of(ws, segment)
    steps = as_count(steps, "steps", 1)
    at = None if at is None else str(at)
    values = None if values is None else as_list(values)
    dial = _dial(ws, segment, at)
    put, kind, words = _turner(ws, segment, dial)
    if kind == "text" and values is None:
        wanted: list[Any] = _texts(ws, segment, dial, day)
    else:
        wanted = list(values) if values is not None else _usual(ws, segment, dial, kind, steps, day)
    wanted = [_fits(v, kind, n) for n, v in enumerate(wanted)]
    wanted = list(dict.fromkeys(v.isoformat() if isinstance(v, date) else v.item() if isinstance(v, np.generic) else v for v in wanted))
    if dial.current not in wanted:
        wanted.append(dial.current)
    spots = [(float(n) if kind == "text" else _spot(v, kind), v) for n, v in enumerate(wanted)]
    spots = spots if kind == "text" else sorted(spots)
    plans = [make_plan(put(v), ws.schema, day, ws.segments) for _, v in spots]
    found = evaluate_all(plans, ws.session)
    amounts = worths(ws.session, segment.entity)
    base = found[[v for _, v in spots].index(dial.current)].members
    rows = []
    for (spot, value), each in zip(spots, found, strict=True):
        universe, members = each.universe.count(), each.members
        worth = float(np.nansum(amounts[members.array()])) if amounts is not None else float("nan")
        rows.append((value, words(value), spot, value == dial.current, members.count(), members.count() / max(universe, 1),
                     each.unknown.count(), worth, (members - base).count(), (base - members).count()))  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame.attrs = {
        "at": dial.at, "label": dial.label, "kind": kind, "current": words(dial.current), "universe": found[0].universe.count(),
    }  # fmt: skip
    return frame


def _fits(value: Any, kind: str, number_: int) -> Any:
    """Refuse a value that cannot stand where it is to be put."""
    try:
        _spot(value, kind) if kind != "text" else hash(value)
    except (TypeError, ValueError):
        hint = {"date": "Write a day as YYYY-MM-DD.", "number": "Write a number, such as 30."}.get(kind, "Write a text.")
        one = {"date": "day", "number": "number"}.get(kind, "text")
        raise DefinitionError(Problem("bad-argument", f"{value!r} is not a {one}.", f"values.{number_}", hint)) from None
    return value


def _spot(value: Any, kind: str) -> float:
    """Place a number, or a day, on an axis."""
    return float((date.fromisoformat(str(value)[:10]) - EPOCH).days) if kind == "date" else float(value)


def _dial(ws: Home, segment: Segment, at: str | None) -> Dial:
    known = dials(ws, segment)
    if at is None and known:
        return known[0]
    exact = next((d for d in known if d.at == at), None)
    below = [d for d in known if at is not None and d.at.startswith(f"{at}.")]
    found = exact or next((d for d in below if d.at == f"{at}.value"), None) or (below[0] if below else None)
    if found is not None:
        return found
    if at is not None and at.startswith("where"):
        get(segment, at)  # raises where there is no such place
    hint = suggest(at or "", [d.at for d in known], what="places and parameters") if known else "It has no number, day or text in it."
    raise DefinitionError(Problem("nothing-to-sweep", f"{at or segment.name!r} has nothing that can sweep.", at or "", hint))


def _turner(ws: Home, segment: Segment, dial: Dial) -> tuple[Callable[[Any], Segment], str, Callable[[Any], str]]:
    """Give how to put a value in, its kind, and its words."""
    metric = _criterion(segment, dial)

    def put(value: Any) -> Segment:
        if not dial.at.startswith("where"):
            return segment.with_values(**{dial.at: value})
        made: Segment = replace(segment, dial.at, value)
        return made

    def words(value: Any) -> str:
        if isinstance(value, int | float):
            return value_words(value, metric.metric, None) if metric is not None else number(value)
        return str(value)

    current = dial.current
    if isinstance(current, str):
        try:
            date.fromisoformat(current[:10])
            return put, "date", words
        except ValueError:
            return put, "text", words
    return put, "number", words


def _criterion(segment: Segment, dial: Dial) -> Criterion | None:
    """Give the criterion whose value is turned; ``None`` where it is a length or a number of something."""
    if dial.at.startswith("where"):
        node = get(segment, dial.at.removesuffix(".value")) if dial.at.endswith(".value") else None
        return node if isinstance(node, Criterion) else None
    for _, node in walk(segment.where, "where"):
        if isinstance(node, Criterion) and isinstance(node.value, Param) and node.value.name == dial.at:
            return node
    return None


def _place(segment: Segment, node: Criterion) -> str:
    return next(place for place, found in walk(segment.where, "where") if found is node)


def _usual(ws: Home, segment: Segment, dial: Dial, kind: str, steps: int, day: date) -> list[Any]:
    criterion = _criterion(segment, dial)
    current = dial.current
    if criterion is None:  # a length, a number of rules or of related entities
        first, last = max(1, int(current) // 4), max(int(current) + 4, int(current * 2.5))
        return [int(v) for v in np.unique(np.round(np.linspace(first, last, steps)))]
    seen = _seen(ws, segment, criterion, day)
    here = _spot(current, kind)
    low, high = (float(q) for q in np.quantile(seen, [0.02, 0.98])) if len(seen) else (here, here)
    low, high = min(low, here), max(high, here)
    whole = kind == "date" or (isinstance(current, int) and bool((seen == np.floor(seen)).all()))
    line = np.linspace(low, high, steps)
    if kind == "date":
        return [(EPOCH + timedelta(int(v))).isoformat() for v in np.unique(np.round(line))]
    return [int(v) for v in np.unique(np.round(line))] if whole else [_rounded(v, high - low) for v in line]


def _rounded(value: float, span: float) -> float:
    """Round so that steps of a twentieth of the span are still told apart."""
    digits = max(0, 2 - int(np.floor(np.log10(span)))) if span > 0 else 2
    return float(round(value, digits))


def _compare(ws: Home, segment: Segment, criterion: Criterion, day: date) -> tuple[str, Compare] | None:
    """Give a criterion's comparison as it stands in the plan, with the table that it is about."""
    table = table_at(segment, _place(segment, criterion))
    whole = resolved(Segment(name="s", entity=segment.entity, parameters=segment.parameters, where=segment.where), ws.segments)
    plan = make_plan(whole, ws.schema, day, ws.segments)
    stack = [((), plan.tree, plan.entity)]
    wanted = _place(segment, criterion)
    while stack:
        way, node, entity = stack.pop()
        if isinstance(node, Compare):
            if plan.places.get(way) == wanted:
                return table, node
            continue
        inner = getattr(node, "table", entity)
        stack += [((*way, step), part, inner) for step, part in parts(node)]  # type: ignore[misc]
    return None


def _seen(ws: Home, segment: Segment, criterion: Criterion, day: date) -> np.ndarray:
    found = _compare(ws, segment, criterion, day)
    if found is None or not all(True for _ in leaves(found[1])):
        return np.zeros(0)
    try:
        values = as_numbers(ws.session.sides(found[0], [found[1]])[0][0])
    except (SegmentError, ValueError, TypeError):
        return np.zeros(0)
    return np.asarray(values[np.isfinite(values)])


def _texts(ws: Home, segment: Segment, dial: Dial, day: date) -> list[Any]:
    criterion = _criterion(segment, dial)
    if criterion is None:
        return [dial.current]
    table = table_at(segment, _place(segment, criterion))
    order = order_of(criterion.metric, table, ws.schema)
    if order is not None:
        return list(order)
    found = _compare(ws, segment, criterion, day)
    return ws.session.distinct(found[0], found[1].left)[:MOST_TEXTS] if found is not None else [dial.current]
