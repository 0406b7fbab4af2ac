"""What an expression is about: the table whose columns it names, the tables it reaches, the workspace it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from itertools import zip_longest

from seg_widgets.definition.segment import Home
from seg_widgets.dsl.advice import advise
from seg_widgets.schema import Schema, is_entity, related_tables, row_tables


@dataclass(frozen=True, eq=False)
class About:
    """What an expression is about.

    Attributes
    ----------
    subject
        The table whose columns are named: the entity, or the rows inside a row filter. ``None``: no column is named.
    rows
        The tables whose rows are aggregated to the subject.
    related
        The tables of related entities.
    outer
        What it says of the entities outside, the nearest first.
    """

    subject: str | None = None
    rows: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    schema: Schema | None = None
    home: Home | None = None
    outer: tuple[About, ...] = ()

    def with_(self, other: About) -> About:
        """Give what both are about together.

        Raises
        ------
        DefinitionError
            ``two-tables`` or ``two-workspaces``.
        """
        if self.home is not None and other.home is not None and self.home is not other.home:
            advise("two-workspaces", "These come from two workspaces.", "Take all tables from one.")
        if self.subject is not None and other.subject is not None and self.subject != other.subject:
            advise(
                "two-tables",
                f"These are columns of two tables, {self.subject!r} and {other.subject!r}.",
                " ".join([*(self._ways(t) for t in (self.subject, other.subject)), _OUTER.format(other.subject)]),
            )
        return About(
            self.subject or other.subject,
            self.rows | other.rows,
            self.related | other.related,
            self.schema or other.schema,
            self.home if self.home is not None else other.home,
            tuple(a.with_(b) for a, b in zip_longest(self.outer, other.outer, fillvalue=About())),
        )

    def _ways(self, name: str) -> str:
        table = self.schema.tables.get(name) if self.schema else None
        if table is not None and table.kind == "lookup":
            return f"Look a figure of {name} up with {name}.figure.lookup(...)."
        if table is None or is_entity(table):
            return f"Ask about related {name} with {name}.any(...)."
        return f"Ask about rows of {name} with {name}.where(...).count.last(days=30), or the like."

    def inside(self, table: str, where: str) -> About:
        """Give what remains to be known outside, of conditions on the rows or related entities of a table.

        Raises
        ------
        DefinitionError
            ``two-tables``: the condition is about another table.
        """
        if self.subject not in (None, table):
            advise(
                "two-tables",
                f"{where} asks about {table!r}; the condition is about {self.subject!r}.",
                f"Use columns of {table!r} in it. {_OUTER.format(self.subject)}",
            )
        nearest = self.outer[0] if self.outer else About()
        return replace(nearest, schema=self.schema, home=self.home, outer=self.outer[1:])

    def outside(self, up: int) -> About:
        """Give what is known inside, of a metric that is taken so many levels out."""
        flat = replace(self, outer=())
        return About(schema=self.schema, home=self.home, outer=(*(About(),) * (up - 1), flat, *self.outer))

    def entity(self) -> str | None:
        """Name the entity: the subject, or the only one that everything reaches; ``None`` where that is open.

        Raises
        ------
        DefinitionError
            ``not-an-entity``: columns of rows are compared outside a row filter.
        """
        if self.schema is None:
            return self.subject
        if self.subject is not None:
            if not is_entity(self.schema.tables[self.subject]):
                advise(
                    "not-an-entity",
                    f"A row of {self.subject!r} cannot be a member of a segment.",
                    self._ways(self.subject),
                )
            return self.subject
        if not self.rows | self.related:
            return None
        fitting = [
            e
            for e in self.schema.entities()
            if self.rows <= set(row_tables(self.schema, e)) and self.related <= set(related_tables(self.schema, e))
        ]
        return fitting[0] if len(fitting) == 1 else None


_OUTER = "Where {0} is the entity outside (of a related group, of a row filter), write sw.outer({0}.column)."


def together(abouts: Iterable[About]) -> About:
    """Give what all are about together."""
    return reduce(About.with_, abouts, About())
