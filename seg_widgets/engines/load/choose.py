"""Which type each column of a source is to have, and the expression that makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.convert import Unknown, convert, decimal_type, nan_free
from seg_widgets.engines.load.misfits import misfit, nearly, unread
from seg_widgets.engines.load.readings import READINGS, Reading, bare, unfit
from seg_widgets.engines.load.sql import cast, column, count_if, name, named, rows
from seg_widgets.engines.load.staged import Staged
from seg_widgets.engines.load.types import STORED_AS, ours, stored
from seg_widgets.errors import Problem
from seg_widgets.schema.datacheck import PLACEHOLDER_WORDS, Finding
from seg_widgets.schema.source import Source
from seg_widgets.schema.types import ColumnType, family

_SAMPLE = 200
_NEARLY = 0.8


@dataclass
class Chosen:
    """The columns of a source with their types and expressions, and what there is to say about them."""

    types: dict[str, ColumnType] = field(default_factory=dict)
    made: dict[str, exp.Expr] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    unread: list[Finding] = field(default_factory=list)

    def keep(self, target: str, type_: ColumnType, value: exp.Expr) -> None:
        """Settle a column."""
        self.types[target] = type_
        self.made[target] = value

    def retype(self, types: Mapping[str, ColumnType]) -> None:
        """Give columns without a value another type."""
        for target, type_ in types.items():
            self.keep(target, type_, cast(exp.null(), STORED_AS[type_]))
        taken = tuple(f".{target} is taken as text: it has no values." for target in types)
        self.assumptions = [a for a in self.assumptions if not a.endswith(taken)]


def choose(connection: duckdb.DuckDBPyConnection, staged: Staged, declared: Mapping[str, ColumnType], time_zone: str) -> Chosen:
    """Settle the type of every column: the declared one, the one it comes in, or for texts the one that all of them fit.

    Parameters
    ----------
    declared
        Column -> the type that the workspace gives it.
    time_zone
        The zone in which a time without one is taken, where an instant is declared (and the other way round).
    """
    chosen = Chosen()
    counts = _Fits(connection, staged, declared)
    for target, (source, duckdb_type) in staged.columns.items():
        raw, want = column(source), declared.get(target)
        came = "text" if duckdb_type == '"NULL"' else ours(duckdb_type)
        assert came is not None  # staging left out the types that have no use
        if came == "text" and want not in (None, "text"):
            _read(connection, staged, chosen, target, want, counts)
        elif came == "text" and want is None and staged.kind != "parquet":
            _guess(connection, staged, chosen, target, counts)
        elif want is None or want == came:
            _as_it_comes(connection, staged, chosen, target, came, raw, duckdb_type, midnight=want is None)
        else:
            _converted(connection, staged, chosen, target, want, raw, duckdb_type, time_zone)
    return chosen


def _as_it_comes(
    connection: duckdb.DuckDBPyConnection, staged: Staged, chosen: Chosen, target: str, came: ColumnType,
    raw: exp.Expr, duckdb_type: str, *, midnight: bool,
) -> None:  # fmt: skip
    value = nan_free(raw) if duckdb_type in ("FLOAT", "DOUBLE") else raw
    kept = "VARCHAR" if duckdb_type == '"NULL"' else stored(duckdb_type)
    value = cast(value, kept) if kept else value
    # pandas has no date of its own; for Parquet the file's type is taken at its word, as finding out would read the file.
    if midnight and came == "timestamp" and staged.kind == "frame":
        day = cast(value, "DATE")
        later = exp.NEQ(this=cast(day, "TIMESTAMP"), expression=value.copy())
        some, not_midnight = rows(connection, staged.select(exp.Count(this=raw.copy()), count_if(later)))[0]
        if some and not not_midnight:
            chosen.assumptions.append(f"{staged.table}.{target} is taken as a date: each of its times is midnight.")
            came, value = "date", day
    chosen.keep(target, came, value)


def _converted(
    connection: duckdb.DuckDBPyConnection, staged: Staged, chosen: Chosen, target: str, want: ColumnType,
    raw: exp.Expr, duckdb_type: str, time_zone: str,
) -> None:  # fmt: skip
    value = nan_free(raw) if duckdb_type in ("FLOAT", "DOUBLE") else raw
    try:
        read = convert(value, duckdb_type, want, time_zone)
    except Unknown:
        chosen.problems.append(
            Problem("type-mismatch", f"The column holds {ours(duckdb_type)} values, which cannot be read as {want}.",
                    f"{staged.place}, column {target!r}", f"Take the type out of tables.{staged.table}.columns.{target}.")
        )  # fmt: skip
        return
    found = misfit(connection, staged, target, want, value, unfit(value, read))
    if found is not None:
        chosen.problems.append(found)
    chosen.keep(target, want, read)


def _read(connection: duckdb.DuckDBPyConnection, staged: Staged, chosen: Chosen, target: str, want: ColumnType, counts: _Fits) -> None:
    source = _text(staged, target)
    total, fitting = counts.of(target)
    # Stable: of the readings that fit as many texts, the first of the list.
    best, most = max(fitting, key=lambda pair: pair[1])
    read = best.read(bare(source))
    chosen.readings[target] = best
    if want == "decimal":
        read = cast(bare(source), decimal_type(connection, staged, source)) if most == total else read
    if most < total:
        found = misfit(connection, staged, target, want, source, unfit(bare(source), best.read(bare(source))))
        if found is not None:
            chosen.problems.append(found)
    elif total and _day_or_month(fitting, total):
        chosen.assumptions.append(f"{staged.table}.{target} is read as day/month/year; month/day/year would fit as well.")
    chosen.keep(target, want, read)


def _guess(connection: duckdb.DuckDBPyConnection, staged: Staged, chosen: Chosen, target: str, counts: _Fits) -> None:
    name_, source = f"{staged.table}.{target}", _text(staged, target)
    as_text = cast(source, STORED_AS["text"])
    total, fitting = counts.of(target)
    if not total:
        chosen.assumptions.append(f"{name_} is taken as text: it has no values.")
        return chosen.keep(target, "text", as_text)
    full = [reading for reading, n in fitting if n == total]
    if full and _day_or_month(fitting, total) and full[0].words == "day/month/year":
        chosen.assumptions.append(
            f"{name_} stays text: its dates could be day/month/year or month/day/year. Give it the type date for day/month/year."
        )
        return chosen.keep(target, "text", as_text)
    if full:
        taken = chosen.readings[target] = full[0]
        if taken.words and taken.type != "boolean" and taken.words != "year-month-day" and staged.kind in ("csv", "sheet"):
            chosen.assumptions.append(f"{name_} is read as {_a(taken.type)} ({taken.words}).")
        elif staged.kind == "frame":
            chosen.assumptions.append(f"{name_} is text and is read as {_a(taken.type)} ({taken.words}).")
        return chosen.keep(target, taken.type, taken.read(bare(source)))
    close = [(n, -at, reading) for at, (reading, n) in enumerate(fitting) if n >= _NEARLY * total]
    if close:
        most, _, reading = max(close, key=lambda c: c[:2])
        wrong = unfit(bare(source), reading.read(bare(source)))
        if _meant(connection, staged, source, reading, wrong, [r for n, _, r in close if n == most]):
            found = unread(connection, staged, target, reading.type, source, wrong)
            chosen.unread.append(found)
            chosen.assumptions.append(f"{name_} is read as {_a(reading.type)}: {found.message}")
            chosen.readings[target] = reading
            return chosen.keep(target, reading.type, reading.read(bare(source)))
        chosen.assumptions.append(nearly(connection, staged, target, reading.type, source, wrong))
    chosen.keep(target, "text", as_text)


def _meant(
    connection: duckdb.DuckDBPyConnection, staged: Staged, source: exp.Expr, reading: Reading, wrong: exp.Expr, equals: list[Reading]
) -> bool:  # fmt: skip
    """Say whether a type is meant although a few texts are not of it: dates nearly always, numbers where the others are no values.

    Texts that are nearly all numbers may be codes or keys; a code that is made missing would be worse than a number that is a text.
    """
    if family(reading.type) == "date":
        return len({r.words for r in equals} & {"day/month/year", "month/day/year"}) < 2
    if reading.type not in ("integer", "number"):
        return False
    others = rows(connection, staged.select(exp.Trim(this=source.copy())).where(wrong.copy()).distinct().limit(_SAMPLE))
    return all(str(text).lower() in PLACEHOLDER_WORDS for (text,) in others)


def _text(staged: Staged, target: str) -> exp.Expr:
    """Give a column of texts as such, whatever type DuckDB keeps them in (an enum, a UUID)."""
    source, duckdb_type = staged.columns[target]
    return column(source) if duckdb_type == "VARCHAR" else cast(column(source), "VARCHAR")


def _day_or_month(fitting: list[tuple[Reading, int]], total: int) -> bool:
    both_ways = {reading.words for reading, n in fitting if n == total}
    return {"day/month/year", "month/day/year"} <= both_ways


def _a(type_: ColumnType) -> str:
    words = {"timestamp": "a time", "timestamp_tz": "a time with a zone", "integer": "an integer"}
    return words.get(type_, f"a {type_}")


def source_of(connection: duckdb.DuckDBPyConnection, staged: Staged, chosen: Chosen) -> Source:
    """Say how a csv file was read."""
    readings = chosen.readings
    wanted = [
        exp.Filter(
            this=exp.ArrayAgg(this=exp.Distinct(expressions=[_text(staged, c)])),
            expression=exp.Where(this=unfit(_text(staged, c), reading.read(bare(_text(staged, c))))),
        )
        for c, reading in readings.items()
    ]
    found = rows(connection, staged.select(*wanted))[0] if wanted else ()
    return Source(
        staged.place,
        staged.delimiter,
        frozenset(c for c, r in readings.items() if r.comma),
        {c: r.form for c, r in readings.items() if r.form},
        {c: tuple(sorted(texts)) for c, texts in zip(readings, found, strict=True) if texts},
    )


class _Fits:
    """How many texts of each column fit each reading: two statements a source, the second only with likely readings."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, staged: Staged, declared: Mapping[str, ColumnType]) -> None:
        self._asked: dict[str, list[Reading]] = {}
        for target, (_, duckdb_type) in staged.columns.items():
            want = declared.get(target)
            if (duckdb_type != '"NULL"' and ours(duckdb_type) != "text") or want == "text":
                continue
            if want is None and staged.kind == "parquet":
                continue  # the file's types are taken at their word
            if want is None:
                self._asked[target] = [r for r in READINGS if r.offered and _may(r, staged)]
            else:
                kind = "number" if want == "decimal" else want
                self._asked[target] = [r for r in READINGS if r.type == kind and (not r.comma or staged.comma)]
        guessed = {t: readings for t, readings in self._asked.items() if t not in declared}
        sampled = self._count(connection, staged, guessed, _SAMPLE)
        for target, (total, fitting) in sampled.items():
            self._asked[target] = [r for r, n in fitting if n >= total / 2]
        self._counted = self._count(connection, staged, self._asked, None)

    def of(self, target: str) -> tuple[int, list[tuple[Reading, int]]]:
        """Give how many texts a column has, and how many of them fit each reading that was asked for."""
        return self._counted[target]

    @staticmethod
    def _count(
        connection: duckdb.DuckDBPyConnection, staged: Staged, asked: Mapping[str, list[Reading]], limit: int | None
    ) -> dict[str, tuple[int, list[tuple[Reading, int]]]]:
        if not asked:
            return {}
        # Trimmed once a column, not once a reading: the readings select from the inner query.
        inner = staged.select(*(named(bare(_text(staged, t)), f"c{i}") for i, t in enumerate(asked)))
        if limit is not None:
            inner = inner.limit(limit)
        wanted: list[exp.Expr] = []
        for i, readings in enumerate(asked.values()):
            value = column(f"c{i}")
            wanted.append(exp.Count(this=value.copy()))
            wanted.extend(exp.Count(this=r.read(value)) for r in readings)
        query = exp.select(*wanted).from_(inner.subquery(name("texts")))
        flat = list(rows(connection, query)[0])
        found = {}
        for target, readings in asked.items():
            total, *fitting = flat[: 1 + len(readings)]
            del flat[: 1 + len(readings)]
            found[target] = (int(total), list(zip(readings, fitting, strict=True)))
        return found


def _may(reading: Reading, staged: Staged) -> bool:
    # Texts of a frame that look like numbers are ids that somebody kept as text on purpose; dates are text for want of parsing.
    if staged.kind == "frame":
        return reading.type in ("date", "timestamp", "timestamp_tz")
    return staged.comma or not reading.comma


__all__ = ["Chosen", "choose", "source_of"]
