"""What the queries of one statement share, and what they are told of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlglot import exp

from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Compare, GroupPlan, Leaf, NodePlan, RelatedPlan, Rows, parts
from seg_widgets.schema import Schema
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import Names, words_of

Universe = dict[str, GroupPlan]


@dataclass
class Shared:
    """What the queries of one statement share: the named parts so far, those that scan rows, the day, the universe."""

    schema: Schema
    made: Dialect
    as_of: date
    universe: Universe
    parts: list[tuple[str, exp.Select]] = field(default_factory=list)
    scans: dict[tuple[tuple[Rows, tuple[AggregateLeaf, ...]], ...], tuple[str, dict[AggregateLeaf, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(set(self.schema.tables))

    def add(self, words: str, query: exp.Select) -> str:
        """Add a named part; give its name."""
        name = self.names.new(words)
        self.parts.append((name, query))
        return name


@dataclass(frozen=True)
class Outside:
    """A part with what a related group compares with outside: a row for each entity it starts from.

    Attributes
    ----------
    name
        The part.
    keys
        The columns that tell its rows apart: the keys of the entities outside, the nearest last.
    values
        (depth, leaf) -> the column that holds it.
    parent
        The entity that is nearest.
    """

    name: str
    keys: tuple[str, ...]
    values: dict[tuple[int, Leaf], str]
    parent: str


def leaf_words(leaf: Leaf) -> str:
    """Describe a leaf for its column's name."""
    match leaf:
        case ColumnLeaf():
            return leaf.column
        case AggregateLeaf():
            return words_of(leaf)
        case _:
            return type(leaf).__name__.removesuffix("Leaf")


def by_rows(wanted: Sequence[Leaf]) -> dict[Rows, list[AggregateLeaf]]:
    """Put aggregates together that are of the same rows."""
    found: dict[Rows, list[AggregateLeaf]] = {}
    for leaf in wanted:
        if isinstance(leaf, AggregateLeaf) and leaf not in found.setdefault(leaf.rows, []):
            found[leaf.rows].append(leaf)
    return found


def related_in(node: NodePlan) -> Iterator[RelatedPlan]:
    """Give the related groups of a tree (not those inside of them)."""
    if isinstance(node, RelatedPlan):
        yield node
    elif not isinstance(node, Compare):
        for _, part in parts(node):
            yield from related_in(part)
