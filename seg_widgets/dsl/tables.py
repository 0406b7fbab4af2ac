"""Tables, as the fluent language holds them: columns after a dot, row filters, counts, related entities."""

from __future__ import annotations

from typing import Any

from seg_widgets.definition import Aggregation, Everyone, Quantifier, Related
from seg_widgets.definition.segment import Home
from seg_widgets.definition.spelling import TABLE_WORDS, column_access, plain, text
from seg_widgets.dsl.about import About, together
from seg_widgets.dsl.advice import NoTruth, UnknownName, advise
from seg_widgets.dsl.expressions import Expression, as_condition, as_group
from seg_widgets.dsl.metrics import Metric
from seg_widgets.dsl.rows import Column, Unwindowed
from seg_widgets.errors import DefinitionError, Problem, suggest
from seg_widgets.schema import Schema, is_entity, table_of


class TableHandle(NoTruth):
    """A table to write conditions with. Columns are reached with a dot, or by ``table["any column"]``."""

    __slots__ = ("_about", "_conditions", "_name", "_schema", "_text", "_via_column")

    def __init__(self, schema: Schema, name: str, home: Home | None = None) -> None:
        table_of(schema, name)
        self._schema, self._name = schema, name
        self._about = About(schema=schema, home=home)
        self._conditions: tuple[Expression, ...] = ()
        self._via_column: str | None = None
        self._text = name if plain(name) else f"ws[{text(name)}]"

    # -- columns

    def __getitem__(self, column: str) -> Column:
        columns = self._schema.tables[self._name].columns
        if column not in columns:
            raise DefinitionError(self._unknown(column, columns))
        about = About(subject=self._name).with_(self._about)
        return Column(self, column, about, f"{self._text}{column_access(column)}")

    def __getattr__(self, name: str) -> Column:
        columns = self._schema.tables[self._name].columns if not name.startswith("_") else {}
        if name not in columns:
            raise UnknownName(self._unknown(name, [*columns, *TABLE_WORDS]))
        return self[name]

    def _unknown(self, name: str, known: Any) -> Problem:
        hint = suggest(name, known, what=f"columns of {self._name}")
        return Problem("unknown-column", f"{self._name!r} has no column {name!r}.", "", hint)

    def __dir__(self) -> list[str]:
        return sorted(TABLE_WORDS | {c for c in self._schema.tables[self._name].columns if plain(c)})

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._schema.tables[self._name].columns)

    # -- which rows

    def where(self, /, *conditions: Expression, **equals: Any) -> TableHandle:
        """Look only at some rows, or some related entities.

        Parameters
        ----------
        conditions
            Conditions on columns of this table; all of them.
        equals
            Column = value, or a list of values, for the simple ones.
        """
        if not conditions and not equals:
            advise("empty-where", "where() is given no condition.", "Give one, or leave where() out.")
        given = [as_condition(c) for c in conditions]
        for condition in given:
            condition.about.inside(self._name, f"{self._text}.where(...)")
        for column, value in equals.items():
            given.append(self._equal(column, value))
        words = [repr(c) for c in conditions] + [f"{c}={_keyword_text(v)}" for c, v in equals.items()]
        narrowed = self._copy(f"{self._text}.where({', '.join(words)})")
        narrowed._conditions = (*self._conditions, *given)
        narrowed._about = together([self._about, *(c.about.inside(self._name, "") for c in given)])
        return narrowed

    def _equal(self, name: str, value: Any) -> Expression:
        column = TableHandle(self._schema, self._name)[name]
        if isinstance(value, list | tuple | set | frozenset):
            return column.is_in(value)
        if isinstance(value, bool):
            return column.is_true() if value else column.is_false()
        return column.is_(value)

    def via(self, column: str) -> TableHandle:
        """Reach the entity by this link, where there are several."""
        links = [c for t in self._schema.tables.values() for c in t.links]  # it may lead here as well as from here
        if column not in links:
            raise DefinitionError(
                Problem(
                    "unknown-link",
                    f"No table has a link {column!r}.",
                    "",
                    suggest(column, sorted(set(links)), what="links"),
                )
            )
        other = self._copy(f"{self._text}.via({text(column)})")
        other._via_column = column
        return other

    def _copy(self, written: str) -> TableHandle:
        other = TableHandle(self._schema, self._name)
        other._about, other._conditions, other._via_column = self._about, self._conditions, self._via_column
        other._text = written
        return other

    # -- rows

    @property
    def count(self) -> Unwindowed:
        """The number of rows; 0 with none."""
        return self._aggregate("count", None, f"{self._text}.count")

    @property
    def active_days(self) -> Unwindowed:
        """The number of different days with a row."""
        return self._aggregate("active_days", None, f"{self._text}.active_days")

    @property
    def first_day(self) -> Unwindowed:
        """The day of the first row."""
        return self._aggregate("first_day", None, f"{self._text}.first_day")

    @property
    def last_day(self) -> Unwindowed:
        """The day of the latest row."""
        return self._aggregate("last_day", None, f"{self._text}.last_day")

    def days_since_last(self) -> Metric:
        """Give the days since the latest row at any time; missing with none."""
        metric = self.last_day.ever().days_since()
        return Metric(metric.node, metric.about, f"{self._text}.days_since_last()")

    def _aggregate(self, agg: Aggregation, column: str | None, written: str) -> Unwindowed:
        table = self._schema.tables[self._name]
        if table.time is None:
            hint = f"Compare the column itself, or ask about related {self._name} with {self._name}.any(...)."
            advise("not-dated", f"{self._name!r} has no time by which its rows could be put into a window.", hint)
        where = as_group(self._conditions) if self._conditions else None
        about = About(rows=frozenset({self._name})).with_(self._about)
        return Unwindowed(self._name, agg, column, where, self._via_column, about, written)

    # -- related entities

    def any(self, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where at least one related entity meets all the conditions; with none given: where there is one."""
        return self._related("any", None, conditions, via)

    def none(self, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where no related entity meets all the conditions."""
        return self._related("none", None, conditions, via)

    def at_least(self, n: int, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where at least n related entities meet all the conditions."""
        return self._related("at_least", n, conditions, via)

    def at_most(self, n: int, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where at most n related entities meet all the conditions."""
        return self._related("at_most", n, conditions, via)

    def exactly(self, n: int, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where exactly n related entities meet all the conditions."""
        return self._related("exactly", n, conditions, via)

    def _related(self, quantifier: Quantifier, n: int | None, conditions: tuple[Any, ...], via: str | None) -> Expression:
        handle = self.via(via) if via is not None else self
        written = f"{handle._text}.{quantifier}"
        table = self._schema.tables[self._name]
        if not is_entity(table):
            advise(
                "not-related",
                f"{self._name!r} is a table of {table.kind} rows, not of related entities.",
                f"Count its rows: ({self._text}.count.last(days=30) >= 1).",
            )
        if n is not None and not isinstance(n, int):
            advise("no-number", f"{written} wants a number first.", f"Write .{quantifier}(2, ...).")
        asked = tuple(as_condition(c) for c in conditions)
        abouts = [c.about.inside(self._name, f"{written}(...)") for c in asked]
        if len(asked) == 1 and isinstance(asked[0].condition, Everyone):
            where: Any = asked[0].condition
        else:
            where = as_group(asked) if asked else Everyone()
        scope = as_group(self._conditions) if self._conditions else None
        node = Related(table=self._name, quantifier=quantifier, n=n, via=handle._via_column, scope=scope, where=where)
        about = together([About(related=frozenset({self._name})), self._about, *abouts])
        words = ([str(n)] if n is not None else []) + [repr(c) for c in asked]
        return Expression(node, about, f"{written}({', '.join(words)})")

    def __repr__(self) -> str:
        if self._conditions or self._via_column:
            return self._text
        table = self._schema.tables[self._name]
        return f"{self._text}  # {table.kind} table: {', '.join(table.columns)}"


def _keyword_text(value: Any) -> str:
    return text(sorted(value, key=repr)) if isinstance(value, set | frozenset) else text(value)


def table(schema: Schema, name: str, home: Home | None = None) -> TableHandle:
    """Give a table to write conditions with.

    Raises
    ------
    DefinitionError
        ``unknown-table``, with the close ones.
    """
    return TableHandle(schema, name, home)
