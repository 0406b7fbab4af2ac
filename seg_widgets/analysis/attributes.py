"""An entity's attributes as small codes, so that counting a segment's composition costs one pass over bytes.

A column is read and cut into values once a session; an edit of the segment only counts codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from sqlglot import exp

from seg_widgets.analysis.bins import EPOCH, Bins, day_bins, day_of, number_bins
from seg_widgets.engines import Session
from seg_widgets.errors import DefinitionError, Problem, UnsupportedError, suggest
from seg_widgets.plan import ColumnLeaf
from seg_widgets.schema import family
from seg_widgets.sql import column, column_value

MISSING = "(missing)"
DISTINCT = 50
"""A text column of more values than this is left out, unless asked for by name."""

BATCH = 16
"""How many number and date columns are read at a time, eight bytes a row each."""


@dataclass(frozen=True)
class Value:
    """One value, or one bin of values: its words, its kind, and for a bin its bounds (``None``: open)."""

    text: str
    kind: str
    low: float | str | None = None
    high: float | str | None = None


@dataclass(frozen=True)
class Coded:
    """A column in codes: ``codes[i]`` is a place in ``values``; place 0 is the missing."""

    leaf: ColumnLeaf
    codes: np.ndarray
    values: tuple[Value, ...]
    ordered: bool

    @cached_property
    def sizes(self) -> np.ndarray:
        """How many entities have each value."""
        return np.bincount(self.codes, minlength=len(self.values))


_KEPT: WeakKeyDictionary[Session, dict[ColumnLeaf, Coded | None]] = WeakKeyDictionary()


def attribute_leaf(session: Session, entity: str, name: str, as_of: date) -> ColumnLeaf:
    """Give the leaf of an entity's column.

    Raises
    ------
    DefinitionError
        ``unknown-column``.
    """
    described = session.schema.tables[entity]
    if name not in described.columns:
        raise DefinitionError(
            Problem(
                "unknown-column",
                f"{entity!r} has no column {name!r}.",
                "attributes",
                suggest(name, described.columns, what=f"columns of {entity}"),
            )
        )
    type_ = described.columns[name].type
    assert type_ is not None
    return ColumnLeaf(entity, name, type_, as_of if name == described.end else None)


def offered(session: Session, entity: str) -> list[str]:
    """Name the columns that say something of an entity: no keys, links, labels, lists, nothing hidden."""
    described = session.schema.tables[entity]
    apart = {described.key, described.label, *described.links}
    return [n for n, c in described.columns.items() if n not in apart and not c.hidden and c.type != "list"]


def coded(session: Session, leaves: Iterable[ColumnLeaf], *, asked: bool = False) -> list[Coded]:
    """Give columns in codes; those with too many texts are left out unless they are ``asked`` for."""
    leaves = list(dict.fromkeys(leaves))
    for leaf in leaves:
        if leaf.type == "list":
            words = f"{leaf.column!r} holds lists, which cannot be told apart by value."
            raise UnsupportedError(Problem("no-composition", words, "attributes"))
    kept = _KEPT.setdefault(session, {})
    new = [leaf for leaf in leaves if leaf not in kept or (asked and kept[leaf] is None)]
    for leaf in (n for n in new if family(n.type) in ("text", "boolean")):
        kept[leaf] = _texts(session, leaf, asked) if family(leaf.type) == "text" else _booleans(session, leaf)
    measures = [n for n in new if family(n.type) in ("number", "date")]
    for start in range(0, len(measures), BATCH):
        batch = measures[start : start + BATCH]
        for leaf, numbers in zip(batch, measured(session, batch), strict=True):
            kept[leaf] = _binned(leaf, numbers)
    return [found for leaf in leaves if (found := kept[leaf]) is not None]


def measured(session: Session, leaves: list[ColumnLeaf]) -> list[np.ndarray]:
    """Read number and date columns in the table's order: doubles, or days from 1970-01-01; NaN where missing."""
    made = session.made
    columns = []
    for number, leaf in enumerate(leaves):
        value = column_value(leaf, column(leaf.column), made)
        if family(leaf.type) == "date":
            value = made.days_between(made.literal(EPOCH), made.day(value, leaf.type))
        columns.append(exp.alias_(made.double(value), f"v{number}"))
    there = session.entity_rows(leaves[0].table, [leaf.column for leaf in leaves])
    found = session.database.columns(exp.select(*columns).from_(there), "attributes")
    return [as_numbers(found[f"v{number}"]) for number in range(len(leaves))]


def as_numbers(values: np.ndarray) -> np.ndarray:
    """Give doubles, NaN where a value is missing or not finite."""
    numbers = np.ma.filled(np.ma.asarray(values).astype(float), np.nan)
    numbers[~np.isfinite(numbers)] = np.nan
    return np.asarray(numbers)


def bin_values(bins: Bins, kind: str) -> list[Value]:
    """Give the bins as values with bounds that a rule can be made of: numbers, or days as YYYY-MM-DD."""

    def bound(at: float) -> float | str:
        return day_of(at).isoformat() if kind == "date" else float(at)

    last = len(bins.edges) - 2
    return [
        Value(label, kind, None if n == 0 and bins.below else bound(bins.edges[n]),
              None if n == last and bins.above else bound(bins.edges[n + 1]))
        for n, label in enumerate(bins.labels())
    ]  # fmt: skip


def _binned(leaf: ColumnLeaf, numbers: np.ndarray) -> Coded:
    present = ~np.isnan(numbers)
    codes = np.zeros(len(numbers), dtype=np.uint8)
    values = [Value(MISSING, "missing")]
    if present.any():
        seen, kind = numbers[present], family(leaf.type)
        bins = day_bins(seen) if kind == "date" else number_bins(seen)
        codes[present] = bins.place(seen) + 1
        values += bin_values(bins, kind)
    return Coded(leaf, codes, tuple(values), ordered=True)


def _texts(session: Session, leaf: ColumnLeaf, asked: bool) -> Coded | None:
    value, number = column(leaf.column), exp.Count(this=exp.Star())
    there = session.entity_rows(leaf.table, [leaf.column])
    query = exp.select(exp.alias_(value, "v"), exp.alias_(number, "n")).from_(there).group_by(value.copy())
    query = query.where(exp.Not(this=exp.Is(this=value.copy(), expression=exp.null())))
    query = query.order_by(exp.column("n").desc(), exp.column("v").asc()).limit(DISTINCT + 1)
    found = [text for text, _ in session.database.rows(query, "attributes")]
    if len(found) > DISTINCT and not asked:
        return None
    found = found[:DISTINCT]
    order = session.schema.tables[leaf.table].columns[leaf.column].order
    if order is not None:
        rank = {text: place for place, text in enumerate(order)}
        found.sort(key=lambda text: rank.get(text, len(rank)))
    others = len(found) + 1
    ifs = [exp.If(this=exp.Is(this=value.copy(), expression=exp.null()), true=exp.Literal.number(0))]
    ifs += [
        exp.If(this=exp.EQ(this=value.copy(), expression=exp.Literal.string(text)), true=exp.Literal.number(place))
        for place, text in enumerate(found, 1)
    ]
    codes = _read(session, leaf, exp.Case(ifs=ifs, default=exp.Literal.number(others)))
    values = (Value(MISSING, "missing"), *(Value(text, "text") for text in found), Value("", "others"))
    return Coded(leaf, codes, values, order is not None)


def _booleans(session: Session, leaf: ColumnLeaf) -> Coded:
    value = column(leaf.column)
    yes = exp.If(this=value, true=exp.Literal.number(1))
    no = exp.If(this=exp.Not(this=value.copy()), true=exp.Literal.number(2))
    codes = _read(session, leaf, exp.Case(ifs=[yes, no], default=exp.Literal.number(0)))
    values = (Value(MISSING, "missing"), Value("yes", "boolean"), Value("no", "boolean"))
    return Coded(leaf, codes, values, ordered=True)


def _read(session: Session, leaf: ColumnLeaf, code: exp.Expr) -> np.ndarray:
    there = session.entity_rows(leaf.table, [leaf.column])
    query = exp.select(exp.alias_(exp.cast(code, exp.DataType.Type.UTINYINT), "code")).from_(there)
    return np.asarray(session.database.columns(query, "attributes")["code"], dtype=np.uint8)
