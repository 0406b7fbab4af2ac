"""Tables, as the fluent language holds them: columns after a dot, row filters, counts, related entities."""

from __future__ import annotations

from typing import Any, Literal

from seg_widgets.definition import Aggregation, Everyone, EveryRow, Group, Habit, Param, Quantifier, Related, Step
from seg_widgets.definition.segment import Home
from seg_widgets.definition.spelling import TABLE_WORDS, column_access, plain, text
from seg_widgets.dsl.about import About, together
from seg_widgets.dsl.advice import NoTruth, UnknownName, advise
from seg_widgets.dsl.expressions import Expression, as_condition, as_group
from seg_widgets.dsl.habits import Chain, Waiting
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
        known = About(schema=self._schema, home=self._about.home) if self._conditions else self._about
        about = About(subject=self._name).with_(known)
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

    @property
    def active_periods(self) -> Unwindowed:
        """The number of the last weeks (months, quarters ...) that have a row: ``meetings.active_periods.last(quarters=4)``."""
        return self._aggregate("active_periods", None, f"{self._text}.active_periods")

    # -- conditions on rows

    @property
    def first_ever(self) -> Waiting:
        """Met where the first row of all lies in the window."""
        return self._habit("first_ever")

    @property
    def stopped(self) -> Waiting:
        """Met where there are rows in the window before, and none in the window."""
        return self._habit("stopped")

    @property
    def resumed(self) -> Waiting:
        """Met where there are rows in the window, none in the window before it, and some earlier still."""
        return self._habit("resumed")

    def _habit(self, kind: Literal["first_ever", "stopped", "resumed"]) -> Waiting:
        name, where, via, about, written = self._described()
        return Waiting(lambda window: Habit(kind=kind, table=name, window=window, where=where, via=via), about, f"{written}.{kind}")

    def every_row(self, *conditions: Expression) -> Waiting:
        """Met where every row in the window meets all the conditions, and there is one."""
        if not conditions:
            advise("empty-where", "every_row() is given no condition.", "Say what every row has to meet.")
        asked = tuple(as_condition(c) for c in conditions)
        name, where, via, known, written = self._described()
        about = together([known, *(c.about.inside(self._name, f"{written}.every_row(...)") for c in asked)])
        has = as_group(asked)
        words = ", ".join(repr(c) for c in asked)
        return Waiting(
            lambda window: EveryRow(table=name, window=window, where=where, has=has, via=via), about, f"{written}.every_row({words})"
        )

    def then(self, rows: Any, *, within_days: int | Param | None = None, without: Any = None) -> Chain:
        """Met where a row of this table is followed by another, at most so many calendar days later.

        Parameters
        ----------
        rows
            A table, or some of its rows: ``tickets.where(kind="bug")``.
        within_days
            At most so many days later.
        without
            Rows of which none lies between the two.
        """
        name, where, via, about, written = self._described()
        return Chain((Step(table=name, where=where, via=via),), about, written).then(rows, within_days=within_days, without=without)

    def _described(self) -> tuple[str, Group | None, str | None, About, str]:
        """Give the table, the filter of its rows, the link, what is known outside, how it is written."""
        self._dated()
        where = as_group(self._conditions) if self._conditions else None
        return self._name, where, self._via_column, About(rows=frozenset({self._name})).with_(self._about), self._text

    def _dated(self) -> None:
        if self._schema.tables[self._name].time is None:
            hint = f"Compare the column itself, or ask about related {self._name} with {self._name}.any(...)."
            advise("not-dated", f"{self._name!r} has no time by which its rows could be put into a window.", hint)

    def _aggregate(self, agg: Aggregation, column: str | None, written: str, q: float | None = None) -> Unwindowed:
        name, where, via, about, _ = self._described()
        return Unwindowed(name, agg, column, where, via, about, written, q)

    # -- related entities

    def any(self, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where at least one related entity meets all the conditions; with none given: where there is one."""
        return self._related("any", None, conditions, via)

    def none(self, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where no related entity meets all the conditions."""
        return self._related("none", None, conditions, via)

    def at_least(self, n: int | Param, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where at least n related entities meet all the conditions."""
        return self._related("at_least", n, conditions, via)

    def at_most(self, n: int | Param, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where at most n related entities meet all the conditions."""
        return self._related("at_most", n, conditions, via)

    def exactly(self, n: int | Param, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where exactly n related entities meet all the conditions."""
        return self._related("exactly", n, conditions, via)

    def at_least_share(self, share: float, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where at least a share (0 to 1) of the related entities meet all the conditions, and there is one."""
        return self._related("share", share, conditions, via)

    def every(self, *conditions: Expression, via: str | None = None) -> Expression:
        """Met where every related entity meets all the conditions, and there is one."""
        return self._related("every", None, conditions, via)

    def _related(self, quantifier: Quantifier, n: Any, conditions: tuple[Any, ...], via: str | None) -> Expression:
        handle = self.via(via) if via is not None else self
        method = "at_least_share" if quantifier == "share" else quantifier
        written = f"{handle._text}.{method}"
        table = self._schema.tables[self._name]
        if not is_entity(table):
            advise(
                "not-related",
                f"{self._name!r} is a table of {table.kind} rows, not of related entities.",
                f"Count its rows: ({self._text}.count.last(days=30) >= 1).",
            )
        if quantifier == "share" and (isinstance(n, bool) or not isinstance(n, int | float) or not 0 < n <= 1):
            advise("no-share", f"{written} wants a share first, above 0 and up to 1.", "Write .at_least_share(0.5, ...) for half of them.")
        elif n is not None and not isinstance(n, int | float | Param):
            advise("no-number", f"{written} wants a number first.", f"Write .{method}(2, ...).")
        counted: dict[str, Any] = {quantifier if quantifier == "share" else "n": n}
        asked = tuple(as_condition(c) for c in conditions)
        abouts = [c.about.inside(self._name, f"{written}(...)") for c in asked]
        if len(asked) == 1 and isinstance(asked[0].condition, Everyone):
            where: Any = asked[0].condition
        else:
            where = as_group(asked) if asked else Everyone()
        scope = as_group(self._conditions) if self._conditions else None
        node = Related(table=self._name, quantifier=quantifier, **counted, via=handle._via_column, scope=scope, where=where)
        about = together([About(related=frozenset({self._name})), self._about, *abouts])
        words = ([text(n)] if n is not None else []) + [repr(c) for c in asked]
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
