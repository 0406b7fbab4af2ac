"""The type of a metric, and everything about it that does not fit the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from seg_widgets.definition.criteria import Group
from seg_widgets.definition.metrics import (
    OF_ROWS,
    Aggregate,
    Arithmetic,
    Attribute,
    Change,
    Constant,
    DaysSince,
    DaysUntil,
    IfMissing,
    Lookup,
    Mapped,
    Metric,
    Ordered,
    Outer,
    Peers,
    Ratio,
    Tenure,
    Tier,
)
from seg_widgets.definition.operands import a_kind, value_problems
from seg_widgets.definition.windows import Holding, Since, Window
from seg_widgets.errors import Problem, SegmentError, UnsupportedError, suggest
from seg_widgets.schema import Schema, family, path, table_of
from seg_widgets.schema.types import ColumnType

Filters = Callable[[Group, str, Schema, str, tuple[str, ...]], Iterator[Problem]]
"""Checks a row filter: (group, its table, schema, place, the tables outside)."""


class Types:
    """Finds the types of metrics of one workspace.

    Parameters
    ----------
    filters
        Checks the row filters that are met on the way.
    """

    def __init__(self, schema: Schema, filters: Filters) -> None:
        self.schema, self.filters = schema, filters

    def of(
        self, metric: Metric, table: str, place: str, problems: list[Problem], *, rows: bool = False, outer: tuple[str, ...] = ()
    ) -> ColumnType | None:
        """Give the type of a metric of a table; ``None``, with the reasons added to ``problems``, where it has none.

        Parameters
        ----------
        rows
            It stands in a row filter of the table.
        outer
            The tables outside, the nearest first.
        """

        def inner(part: Metric, name: str) -> ColumnType | None:
            return self.of(part, table, f"{place}.{name}" if place else name, problems, rows=rows, outer=outer)

        at = f"{place}." if place else ""
        match metric:
            case Attribute():
                return self.column(metric.column, table, f"{at}column", problems)
            case Constant():
                return "number"
            case Tenure():
                since = self.column(metric.since, table, f"{at}since", problems)
                return "integer" if _is(since, "date", "a tenure", f"{at}since", problems) else None
            case DaysSince() | DaysUntil():
                return "integer" if _is(inner(metric.of, "of"), "date", "days since or until", f"{at}of", problems) else None
            case Ratio():
                sides = [
                    _is(inner(side, name), "number", "a ratio", f"{at}{name}", problems)
                    for side, name in ((metric.numerator, "numerator"), (metric.denominator, "denominator"))
                ]
                return "number" if all(sides) else None
            case Arithmetic():
                sides = [
                    _is(inner(side, name), "number", "arithmetic", f"{at}{name}", problems)
                    for side, name in ((metric.left, "left"), (metric.right, "right"))
                ]
                return "number" if all(sides) else None
            case IfMissing():
                return self._if_missing(metric, inner(metric.of, "of"), at, problems)
            case Mapped():
                return self._mapped(metric, inner(metric.of, "of"), at, problems)
            case Ordered():
                return "text" if _is(inner(metric.of, "of"), "text", "an order", f"{at}of", problems) else None
            case Outer():
                return self._outer(metric, place, problems, rows=rows, outer=outer)
            case Aggregate() | Change() | Peers() | Tier() | Lookup() if rows:
                problems.append(Problem("not-in-a-row-filter", "A row filter is about the row's own columns; it cannot count rows.", place))
                return None
            case Change():
                of = inner(metric.of, "of")
                if not _is(of, "number", "a change", f"{at}of", problems):
                    return None
                return "number" if metric.how == "relative" else of
            case Aggregate():
                return self.aggregate(metric, table, place, problems, outer=outer)
            case Peers():
                known = [self.column(name, table, f"{at}by.{number}", problems) for number, name in enumerate(metric.by)]
                of = self.of(metric.of, table, f"{at}of", problems)
                lists = [number for number, type_ in enumerate(known) if type_ == "list"]
                problems += [
                    Problem("type-does-not-fit", "Peers do not share lists.", f"{at}by.{n}", "Take another column.") for n in lists
                ]
                fits = _is(of, "number", "a comparison with peers", f"{at}of", problems)
                return "number" if fits and None not in known and not lists else None
            case Tier():
                of = self.of(metric.of, table, f"{at}of", problems)
                return "integer" if _is(of, "number", "a tier", f"{at}of", problems) else None
            case Lookup():
                return self._lookup(metric, table, at, problems)
            case _:
                raise UnsupportedError(Problem("unknown-node", f"The check does not know the metric {type(metric).__name__}.", place))

    def column(self, name: str, table: str, place: str, problems: list[Problem]) -> ColumnType | None:
        """Give the type of a column."""
        known = self.schema.tables[table].columns
        if name not in known:
            hint = suggest(name, known, what=f"columns of {table}")
            problems.append(Problem("unknown-column", f"{table!r} has no column {name!r}.", place, hint))
            return None
        return known[name].type

    def _if_missing(self, metric: IfMissing, of: ColumnType | None, at: str, problems: list[Problem]) -> ColumnType | None:
        if of is None:
            return None
        if of == "list":
            problems.append(Problem("type-does-not-fit", "A list has no value for missing.", f"{at}of", "Ask with 'is missing'."))
            return None
        found = list(value_problems(metric.value, of, f"{at}value"))
        problems += found
        return None if found else of

    def _mapped(self, metric: Mapped, of: ColumnType | None, at: str, problems: list[Problem]) -> ColumnType | None:
        if of is None:
            return None
        if family(of) not in ("text", "number", "boolean"):
            problems.append(
                Problem("type-does-not-fit", f"A map is of texts, numbers or true/false; this is {a_kind(family(of))}.", f"{at}of", "")
            )
            return None
        found = [p for n, pair in enumerate(metric.pairs) for p in value_problems(pair.value, of, f"{at}pairs.{n}.value")]
        problems += found
        return None if found else "text" if isinstance(metric.pairs[0].to, str) else "number"

    def _outer(self, metric: Outer, place: str, problems: list[Problem], *, rows: bool, outer: tuple[str, ...]) -> ColumnType | None:
        if metric.up > len(outer):
            problems.append(
                Problem(
                    "no-outer", "There is no entity outside, or not so many levels.", place, "Use it in a related group or a row filter."
                )
            )
            return None
        if rows and (not isinstance(metric.of, Attribute) or metric.up > 1):
            said = "A row is compared with an attribute of its own entity, not with another metric."
            problems.append(Problem("not-in-a-row-filter", said, place, "Take a column of the entity."))
            return None
        return self.of(metric.of, outer[metric.up - 1], f"{place}.of" if place else "of", problems, outer=outer[metric.up :])

    def _lookup(self, metric: Lookup, table: str, at: str, problems: list[Problem]) -> ColumnType | None:
        try:
            described = table_of(self.schema, metric.table, f"{at}table")
        except SegmentError as error:
            problems += error.problems
            return None
        if described.kind != "lookup":
            problems.append(
                Problem(
                    "not-a-lookup",
                    f"{metric.table!r} is a table of kind {described.kind}, not of figures to look up.",
                    f"{at}table",
                    "Declare its kind as 'lookup' in the workspace.",
                )
            )
            return None
        fits = True
        for number, match in enumerate(metric.on):
            here = f"{at}on.{number}"
            right = self.column(match.column, metric.table, f"{here}.column", problems)
            if match.attribute is None:
                given = [] if right is None else list(value_problems(match.value, right, f"{here}.value"))
                problems += given
                fits = fits and right is not None and not given
                continue
            left = self.column(match.attribute, table, f"{here}.attribute", problems)
            if left is None or right is None:
                fits = False
            elif family(left) != family(right) or "list" in (left, right):
                fits = False
                problems.append(
                    Problem(
                        "types-differ",
                        f"{a_kind(family(left)).capitalize()} is compared with {a_kind(family(right))}.",
                        here,
                        "Compare like with like.",
                    )
                )
        found = self.column(metric.column, metric.table, f"{at}column", problems)
        return found if fits else None

    def rows(self, node: object, entity: str, place: str, problems: list[Problem], outer: tuple[str, ...]) -> bool:
        """Check where rows come from (``table``, ``via``, ``where``); say whether they can be found at all."""
        name, via, where = node.table, node.via, node.where  # type: ignore[attr-defined]
        at = f"{place}." if place else ""
        try:
            table = table_of(self.schema, name, f"{at}table")
            path(self.schema, name, entity, via=via, place=f"{at}table")
        except SegmentError as error:
            problems += error.problems
            return False
        if name == entity or table.time is None:
            problems.append(
                Problem(
                    "not-dated",
                    f"{name!r} has no time by which its rows could be put into a window.",
                    f"{at}table",
                    "Use a related group, or declare the table's time in the workspace.",
                )
            )
            return False
        if where is not None:
            problems += self.filters(where, name, self.schema, f"{at}where", (entity, *outer))
        return True

    def window(self, window: Window, rows_of: str, entity: str, place: str, problems: list[Problem]) -> None:
        """Check that a window fits a table's rows and the entity."""
        kind = self.schema.tables[rows_of].kind
        if isinstance(window, Holding) and kind != "interval":
            problems.append(
                Problem(
                    "not-an-interval",
                    f"Only rows of an interval table hold on a day; {rows_of!r} is of kind {kind}.",
                    place,
                    "Use another window.",
                )
            )
        if isinstance(window, Since):
            anchor = self.column(window.anchor, entity, f"{place}.anchor", problems)
            _is(anchor, "date", "an anchor", f"{place}.anchor", problems)

    def aggregate(
        self, metric: Aggregate, entity: str, place: str, problems: list[Problem], *, outer: tuple[str, ...] = ()
    ) -> ColumnType | None:
        """Give the type of an aggregate."""
        if not self.rows(metric, entity, place, problems, outer):
            return None
        at = f"{place}." if place else ""
        self.window(metric.window, metric.table, entity, f"{at}window", problems)
        if metric.agg in OF_ROWS:
            return "date" if metric.agg in ("first_day", "last_day") else "integer"
        assert metric.column is not None
        column = self.column(metric.column, metric.table, f"{at}column", problems)
        if column is None:
            return None
        kind = family(column)
        if metric.agg in ("sum", "mean", "median", "quantile"):
            if not _is(column, "number", f"a {metric.agg}", f"{at}column", problems):
                return None
            return column if metric.agg == "sum" else "number"
        if metric.agg in ("min", "max") and kind not in ("number", "date", "text"):
            problems.append(
                Problem(
                    "type-does-not-fit",
                    f"{metric.agg!r} wants a number, a date or a text; this is {a_kind(kind)}.",
                    f"{at}column",
                    "Use 'latest', 'first' or 'distinct'.",
                )
            )
            return None
        if kind == "list":
            problems.append(Problem("type-does-not-fit", f"{metric.agg!r} does not take lists.", f"{at}column", "Take another column."))
            return None
        return "integer" if metric.agg == "distinct" else column


def _is(type_: ColumnType | None, kind: str, what: str, place: str, problems: list[Problem]) -> bool:
    if type_ is None:
        return False
    if family(type_) != kind:
        problems.append(
            Problem(
                "type-does-not-fit",
                f"{what.capitalize()} wants a {kind}; this is {a_kind(family(type_))}.",
                place,
                "Take another column.",
            )
        )
        return False
    return True
