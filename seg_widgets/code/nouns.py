"""Metrics in English: nouns, with the rows that they are of and the days that they are taken in."""

from __future__ import annotations

from seg_widgets.code.phrases import Voice, in_parentheses, listed, number, percent, unknown, value_words
from seg_widgets.definition import (
    Aggregate,
    Ago,
    AnyTime,
    Arithmetic,
    Attribute,
    Change,
    Condition,
    Constant,
    Dates,
    DaysSince,
    DaysUntil,
    Group,
    Holding,
    IfMissing,
    Last,
    Lookup,
    Mapped,
    Metric,
    Ordered,
    Outer,
    Peers,
    Ratio,
    Since,
    Tenure,
    Tier,
    Window,
)
from seg_widgets.definition.walk import walk

At = tuple[str, ...]
"""The table that something is about, and those outside of it, the nearest first."""

_OF_COLUMN = {
    "sum": "sum of", "mean": "mean", "min": "lowest", "max": "highest", "median": "median", "distinct": "number of different",
    "first": "first", "latest": "latest",
}  # fmt: skip
_SIGNS = {"+": "plus", "-": "minus", "*": "times"}


class Nouns:
    """Says metrics.

    Parameters
    ----------
    voice
        What names and parameters stand for.
    """

    def __init__(self, voice: Voice) -> None:
        self.voice = voice

    def condition(self, node: Condition, at: At) -> str:
        """Say a condition in one line."""
        raise NotImplementedError

    def noun(self, metric: Metric, at: At) -> str:
        """Say a metric as a noun.

        Raises
        ------
        UnsupportedError
            A metric that English has no words for.
        """
        match metric:
            case Attribute():
                return self.voice.label(at[0], metric.column)
            case Tenure():
                return f"tenure in {metric.unit} (from {self.voice.label(at[0], metric.since)})"
            case DaysSince():
                return f"days since {self._date(metric.of, at)}"
            case DaysUntil():
                return f"days until {self._date(metric.of, at)}"
            case Aggregate():
                return self._aggregate(metric, at)
            case Change():
                return f"{metric.how} change of {self._kept(metric.of, at)} {self.before(metric)}"
            case Ratio():
                return f"{self._kept(metric.numerator, at)} divided by {self._kept(metric.denominator, at)}"
            case Arithmetic():
                return f"{self._kept(metric.left, at)} {_SIGNS[metric.op]} {self._kept(metric.right, at)}"
            case Constant():
                return number(metric.value) if isinstance(metric.value, int | float) else self.voice.value(metric.value)
            case Outer():
                return self._outer(metric, at)
            case Lookup():
                return self._lookup(metric, at)
            case IfMissing() | Mapped() | Ordered() | Peers() | Tier():
                return self._made_of(metric, at)
            case _:
                raise unknown(metric)

    def _kept(self, metric: Metric, at: At) -> str:
        return in_parentheses(self.noun(metric, at), metric)

    def _made_of(self, metric: IfMissing | Mapped | Ordered | Peers | Tier, at: At) -> str:
        of = self._kept(metric.of, at)
        match metric:
            case IfMissing():
                return f"{of} ({value_words(metric.value, metric.of, None)} if missing)"
            case Mapped():
                pairs = [f"{value_words(p.value, metric.of, None)} = {value_words(p.to, None, None)}" for p in metric.pairs]
                others = [] if metric.other is None else [f"others = {value_words(metric.other, None, None)}"]
                return f"{of} (as {'; '.join(pairs + others)})"
            case Ordered():
                return f"{of} (in the order {' < '.join(value_words(v, None, None) for v in metric.order)})"
            case Peers():
                stat = f"{percent(metric.q)} quantile of" if metric.q is not None else metric.stat
                by = listed([self.voice.label(at[0], name) for name in metric.by], "and")
                return f"{stat} {of} among {self.voice.many(at[0])} with the same {by}"
            case Tier():
                return f"tier (1 to {metric.k}) of {of}"

    def _outer(self, metric: Outer, at: At) -> str:
        outside = at[metric.up :] or at[-1:]  # too many levels: the check says so, and it is said all the same
        one = self.voice.one(outside[0])
        whose = f"the {one}{chr(39) if one.endswith('s') else chr(39) + 's'}"
        levels = f" ({metric.up} levels out)" if metric.up > 1 else ""
        return f"{whose}{levels} {self._kept(metric.of, outside)}"

    def _lookup(self, metric: Lookup, at: At) -> str:
        by = []
        for match in metric.on:
            column = self.voice.label(metric.table, match.column)
            if match.attribute is None:
                by.append(f"{column} {self.voice.value(match.value)}")
                continue
            attribute = self.voice.label(at[0], match.attribute)
            by.append(attribute if column == attribute else f"{attribute} as {column}")
        return f"{self.voice.label(metric.table, metric.column)} from {self.voice.many(metric.table)} (by {listed(by, 'and')})"

    def _date(self, metric: Attribute | Aggregate, at: At) -> str:
        words = self.noun(metric, at)
        return words.removeprefix("day of ") if isinstance(metric, Aggregate) else words

    # -- rows

    def narrowed(self, table: str, where: Group | None, via: str | None, at: At) -> str:
        """Say which rows, or related entities, of a table."""
        words = f" (by {self.voice.label(table, via)})" if via is not None else ""
        if where is not None:
            words += f" (with {self.condition(single(where) or where, (table, *at))})"
        return words

    def _aggregate(self, metric: Aggregate, at: At) -> str:
        table = metric.table
        which = self.narrowed(table, metric.where, metric.via, at)
        when = self.when(metric.window, at)
        rows, row = self.voice.many(table) + which, self.voice.one(table)
        if metric.agg == "active_periods" and isinstance(metric.window, Last):
            periods = self.voice.counted(metric.window.n, metric.window.unit, bare_one=False)
            return f"number of the last {periods} with at least one {row}{which}"
        if metric.column is None:
            of_rows = {
                "count": f"number of {rows}",
                "active_days": f"number of days with at least one {row}{which}",
                "first_day": f"day of the first {row}{which}",
                "last_day": f"day of the latest {row}{which}",
            }
            # "ever" is said of days, and understood of the last of all
            ever = metric.agg in ("first_day", "last_day") and isinstance(metric.window, AnyTime)
            return of_rows[metric.agg] + ("" if ever else f" {when}")
        column = self.voice.label(table, metric.column)
        of = f"{percent(metric.q)} quantile of" if metric.q is not None else _OF_COLUMN[metric.agg]
        # "that hold today" is said of rows, so they have to be named
        plain = not which and not isinstance(metric.window, Holding) and self._only_here(table, metric.column)
        return f"{of} {column}{'' if plain else f' of {rows}'} {when}"

    def _only_here(self, table: str, column: str) -> bool:
        """Say whether a column's label alone says whose it is, among the tables whose rows are aggregated."""
        schema = self.voice.schema
        if schema is None:
            return False
        dated = [name for name, described in schema.tables.items() if described.time is not None and name != table]
        return self.voice.label(table, column) not in {self.voice.label(name, c) for name in dated for c in schema.tables[name].columns}

    # -- days

    def when(self, window: Window, at: At) -> str:
        """Say of which days.

        Raises
        ------
        UnsupportedError
            A window that English has no words for.
        """
        match window:
            case AnyTime():
                return "at any time"
            case Last():
                return f"in the last {self.voice.counted(window.n, window.unit)}"
            case Since():
                return f"in the first {self.voice.counted(window.n, window.unit)} since {self.voice.label(at[0], window.anchor)}"
            case Ago():
                return f"between {self.voice.count(window.a)} and {self.voice.count(window.b)} days ago"
            case Dates():
                return f"on {window.start}" if window.start == window.end else f"from {window.start} to {window.end}"
            case Holding():
                return "that hold today"
            case _:
                raise unknown(window)

    def before(self, change: Change) -> str:
        """Say which days a change looks back on."""
        windows = {node.window for _, node in walk(change.of) if isinstance(node, Aggregate)}
        window = next(iter(windows))
        if len(windows) > 1 or not isinstance(window, Last):
            return "on the windows before"
        return f"on the {self.voice.counted(window.n, window.unit)} before"

    # -- units

    def unit(self, metric: Metric, at: At) -> str:
        """Give the unit of a metric's values, where its column has one."""
        match metric:
            case Attribute():
                return self.voice.unit(at[0], metric.column)
            case Aggregate(agg=agg, column=str(column)) if agg != "distinct":
                return self.voice.unit(metric.table, column)
            case Lookup():
                return self.voice.unit(metric.table, metric.column)
            case Change(how="absolute") | IfMissing() | Peers():
                return self.unit(metric.of, at)
            case Outer():
                return self.unit(metric.of, at[metric.up :] or at[-1:])
            case _:
                return ""


def single(group: Group) -> Condition | None:
    """Give the only member of a group that asks for it and nothing else."""
    alone = isinstance(group, Group) and group.kind == "all" and len(group.members) == 1 and not group.muted
    return group.members[0] if alone else None
