"""How a text can be read as a value of another type: which texts fit, and what they then are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from seg_widgets.engines.load.sql import both, call, case, cast, matches, present, text, try_cast
from seg_widgets.schema.types import ColumnType

MISSING_WORDS = ("", "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None", "NaT", "<NA>")
"""What stands for a missing value in a column that is not text. In a text column each is a value (NA may be Namibia)."""

_DAY = r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"
_TIME = r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
_ZONE = r" ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)"
_TRUE = ("true", "t", "yes", "y", "1", "ja", "wahr")
_FALSE = ("false", "f", "no", "n", "0", "nein", "falsch")

Make = Callable[["exp.Expr"], "exp.Expr"]


@dataclass(frozen=True)
class Reading:
    """One way to read texts.

    Attributes
    ----------
    type
        What comes out.
    words
        The way in words, where there are several for the type: ``"day.month.year"``.
    read
        Text expression -> value expression, NULL where the text does not fit.
    offered
        Taken by inference, not only for a declared type.
    comma
        Only where a decimal comma may be meant.
    form
        The format as of ``strptime``, where it is read by one.
    """

    type: ColumnType
    words: str
    read: Make
    offered: bool = True
    comma: bool = False
    form: str = ""


def _when(pattern: str, read: Make) -> Make:
    return lambda of: case(matches(of, f"^{pattern}$"), read(of))


def _to(type_: str) -> Make:
    return lambda of: try_cast(of, type_)


def _strptime(form: str, type_: str) -> Make:
    return lambda of: cast(call("TRY_STRPTIME", of, text(form)), type_)


def _dated(type_: ColumnType, words: str, form: str, *, offered: bool = True) -> Reading:
    return Reading(type_, words, _strptime(form, type_.upper()), offered, form=form)


def _comma(of: exp.Expr) -> exp.Expr:
    plain = call("REPLACE", call("REPLACE", of, text("."), text("")), text(","), text("."))
    return try_cast(plain, "DOUBLE")


def _instant(of: exp.Expr) -> exp.Expr:
    # "10:30+0530" as "10:30:00+05:30": DuckDB 1.4 knows the latter only.
    seconds = call("REGEXP_REPLACE", of, text("([ T][0-9]{1,2}:[0-9]{2})( ?[-+ZU])"), text(r"\1:00\2"))
    return try_cast(call("REGEXP_REPLACE", seconds, text("([+-][0-9]{2})([0-9]{2})$"), text(r"\1:\2")), "TIMESTAMPTZ")


def _midnight(of: exp.Expr) -> exp.Expr:
    moment = try_cast(of, "TIMESTAMP")
    day = cast(moment, "DATE")
    return case(exp.EQ(this=cast(day, "TIMESTAMP"), expression=moment), day)


def _truth(words: tuple[str, ...], opposite: tuple[str, ...]) -> Make:
    def read(of: exp.Expr) -> exp.Expr:
        low = exp.Lower(this=of.copy())
        return exp.Case(
            ifs=[
                exp.If(this=low.copy().isin(*words), true=exp.true()),
                exp.If(this=low.copy().isin(*opposite), true=exp.false()),
            ]
        )

    return read


_INTEGER = r"-?(0|[1-9][0-9]*)"
_NUMBER = r"-?((0|[1-9][0-9]*)(\.[0-9]*)?([eE][+-]?[0-9]+)?|\.[0-9]+)"
# A whole number that is too long for an integer would lose digits as a double: it is an id, and stays text.
_TOO_LONG = r"-?[0-9]{19,}"

READINGS: tuple[Reading, ...] = (
    Reading("boolean", "true or false", _truth(("true",), ("false",))),
    Reading("integer", "", _when(_INTEGER, _to("BIGINT"))),
    Reading(
        "number", "",
        lambda of: case(both(matches(of, f"^{_NUMBER}$"), exp.Not(this=matches(of, f"^{_TOO_LONG}$"))), try_cast(of, "DOUBLE")),
    ),
    Reading("number", "a decimal comma", _when(r"-?([0-9]{1,3}(\.[0-9]{3})+|0|[1-9][0-9]*)(,[0-9]+)?", _comma), comma=True),
    Reading("date", "year-month-day", _when(_DAY, _to("DATE"))),
    Reading("date", "midnights", _when(_DAY + _TIME, _midnight)),
    Reading("timestamp", "year-month-day and a time", _when(f"{_DAY}({_TIME})?", _to("TIMESTAMP"))),
    Reading("timestamp_tz", "year-month-day, a time and a zone", _when(_DAY + _TIME + _ZONE, _instant)),
    _dated("date", "day.month.year", "%d.%m.%Y"),
    _dated("date", "day/month/year", "%d/%m/%Y"),
    _dated("date", "month/day/year", "%m/%d/%Y"),
    _dated("timestamp", "day.month.year and a time", "%d.%m.%Y %H:%M"),
    _dated("timestamp", "day.month.year and a time", "%d.%m.%Y %H:%M:%S"),
    Reading("integer", "any digits", _when(r"[+-]?[0-9]+(\.0*)?", _to("BIGINT")), offered=False),
    Reading("number", "any number", _to("DOUBLE"), offered=False),
    Reading("boolean", "yes or no", _truth(_TRUE, _FALSE), offered=False),
    _dated("timestamp", "day.month.year", "%d.%m.%Y", offered=False),
    Reading("list", "[a, b]", _to("VARCHAR[]"), offered=False),
)  # fmt: skip


def bare(of: exp.Expr) -> exp.Expr:
    """Take the blanks around a text off, and give NULL for a word that stands for a missing value."""
    trimmed = exp.Trim(this=of.copy())
    return case(exp.Not(this=trimmed.isin(*MISSING_WORDS)), trimmed)


def fits(reading: Reading, of: exp.Expr) -> exp.Expr:
    """Say whether a text fits; of a missing one, that it does not."""
    return present(reading.read(bare(of)))


def unfit(value: exp.Expr, read: exp.Expr) -> exp.Expr:
    """Say whether there is a text and no value comes of it."""
    return both(present(value), exp.Is(this=read.copy(), expression=exp.null()))


__all__ = ["MISSING_WORDS", "READINGS", "Reading", "bare", "fits", "unfit"]
