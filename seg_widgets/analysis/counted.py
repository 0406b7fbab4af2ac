"""Any metric as small codes, kept a session: a bin of numbers or days, a category, an element of a list. An edit only counts them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from sqlglot import exp

from seg_widgets.analysis.attributes import as_numbers
from seg_widgets.analysis.bins import EPOCH, Bins, day_bins, number_bins
from seg_widgets.engines import Session
from seg_widgets.plan import Expr
from seg_widgets.results import Bits
from seg_widgets.schema import family

KEPT = 60
_lock = threading.Lock()


@dataclass(frozen=True)
class Counted:
    """A metric of every entity, in codes.

    Attributes
    ----------
    kind
        ``number``, ``whole`` (every value is a whole number), ``date``, ``text``, ``boolean`` or ``list``.
    codes
        A place in ``values`` (or in the bins) for each row; -1 where it is missing, or the entity is not in the universe. Of
        lists one for each element, beside ``rows``, the entity's place.
    values
        What the codes stand for; of bins their names.
    missing
        Boolean: those of the universe without a value.
    bins
        Of numbers and days.
    """

    kind: str
    codes: np.ndarray
    values: tuple[str, ...]
    missing: np.ndarray
    bins: Bins | None = None
    rows: np.ndarray | None = None

    def count(self, who: np.ndarray) -> np.ndarray:
        """Count some entities (Boolean, by row) by value."""
        codes = self.codes[who] if self.rows is None else self.codes[who[self.rows]]
        return np.bincount(codes[codes >= 0], minlength=len(self.values))


_COUNTED: WeakKeyDictionary[Session, OrderedDict[Any, Counted]] = WeakKeyDictionary()


def counted(session: Session, entity: str, of: Expr, type_: str, universe: Bits, bins: int) -> Counted:
    """Give a metric in codes; it is read once."""
    key = (entity, of, type_, bins, hash(universe.packed.tobytes()))
    with _lock:
        kept = _COUNTED.setdefault(session, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    made = _made(session, entity, of, type_, universe.array(), bins)
    with _lock:
        kept[key] = made
        while len(kept) > KEPT:
            kept.popitem(last=False)
    return made


def _made(session: Session, entity: str, of: Expr, type_: str, universe: np.ndarray, bins: int) -> Counted:
    match family(type_):
        case "number" | "date" as kind:
            return _measured(_numbers(session, entity, of, type_), universe, kind, bins)
        case "list":
            return _elements(values_of(session, entity, of), universe)
        case "boolean":
            found = values_of(session, entity, of)
            gone = _gone(found)
            codes = np.where(np.array([bool(v) for v in found.filled(False)], dtype=bool) if len(found) else np.zeros(0, bool), 0, 1)
            return Counted("boolean", np.where(gone | ~universe, -1, codes), ("yes", "no"), gone & universe)
        case _:
            found = values_of(session, entity, of)
            gone = _gone(found)
            texts = np.ma.getdata(found).astype(object)
            texts[gone | ~universe] = None
            codes, names = pd.factorize(texts, use_na_sentinel=True)
            return Counted("text", codes, tuple(map(str, names)), gone & universe)


def _measured(numbers: np.ndarray, universe: np.ndarray, kind: str, bins: int) -> Counted:
    there = ~np.isnan(numbers) & universe
    codes = np.full(len(numbers), -1)
    if not there.any():
        return Counted(kind, codes, (), universe & ~there)
    seen = numbers[there]
    cut = day_bins(seen, bins) if kind == "date" else number_bins(seen, bins)
    codes[there] = cut.place(seen)
    return Counted(cut.step if cut.step == "whole" else kind, codes, tuple(cut.labels()), universe & ~there, cut)


def _elements(found: np.ma.MaskedArray[Any, Any], universe: np.ndarray) -> Counted:
    gone = _gone(found)
    rows: list[int] = []
    texts: list[str] = []
    for row, (values, out) in enumerate(zip(np.ma.getdata(found), gone | ~universe, strict=True)):
        each = [] if out else list(dict.fromkeys(str(v) for v in _iterable(values)))
        rows += [row] * len(each)
        texts += each
    codes, names = pd.factorize(np.array(texts, dtype=object))
    return Counted("list", codes, tuple(map(str, names)), gone & universe, rows=np.array(rows, dtype=np.int64))


def _iterable(values: Any) -> Sequence[Any]:
    return [] if values is None else [v for v in values if v is not None]


def _gone(found: np.ma.MaskedArray[Any, Any]) -> np.ndarray:
    gone = np.array(np.ma.getmaskarray(found))
    if found.dtype == object:
        gone |= np.array([v is None or (isinstance(v, float) and v != v) for v in np.ma.getdata(found)], dtype=bool)
    return gone


def values_of(session: Session, entity: str, of: Expr) -> np.ma.MaskedArray[Any, Any]:
    """Give an expression's value for every row of an entity, masked where missing."""
    found: np.ma.MaskedArray[Any, Any] = np.ma.asarray(session.computed(entity, of, lambda value: [exp.alias_(value, "v")])["v"])
    return found


def _numbers(session: Session, entity: str, of: Expr, type_: str) -> np.ndarray:
    made, dated = session.made, family(type_) == "date"

    def number(value: exp.Expr) -> list[exp.Expr]:
        # An aggregate of days is a day: whatever unit the engine gives it in, it has no time.
        day = made.days_between(made.literal(EPOCH), made.day(value, type_)) if dated else value
        return [exp.alias_(made.double(day), "v")]

    return as_numbers(session.computed(entity, of, number)["v"])
