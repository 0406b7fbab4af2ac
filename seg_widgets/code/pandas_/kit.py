"""The functions that exported scripts carry with them. Read as text, never imported: a script holds those it needs.

Each is written for the reader of the script and for pandas 2.2 and 3; ``AS_OF`` and ``ZONE`` are set by the script.
"""
# mypy: disable-error-code="type-arg,no-any-return"

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

AS_OF = pd.Timestamp("2024-12-31")
ZONE = "UTC"


def text(values: pd.Series) -> pd.Series:
    """Read as text: a category, a number or a UUID is the text that it shows."""
    return values.astype("string").astype(object)


def integer(values: pd.Series) -> pd.Series:
    """Read as whole numbers, exact also where some are missing."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(object)
    return values.astype("Int64")


def number(values: pd.Series) -> pd.Series:
    """Read as floating-point numbers."""
    return pd.to_numeric(values).astype("float64")


def decimal(values: pd.Series) -> pd.Series:
    """Read as exact decimals."""
    return values.astype(object).map(lambda value: Decimal(str(value)), na_action="ignore").where(values.notna(), pd.NA)


def boolean(values: pd.Series) -> pd.Series:
    """Read as true, false or missing."""
    return values.astype("boolean")


def as_it_is(values: pd.Series) -> pd.Series:
    """Take the values as they are."""
    return values


def moment(values: pd.Series) -> pd.Series:
    """Read dates and times, stored as such, as Python's or as ISO text. A time without a zone is in ZONE."""
    if pd.api.types.is_datetime64_dtype(values) or isinstance(values.dtype, pd.DatetimeTZDtype):
        return values
    values = values.astype(object)
    read = {v: pd.Timestamp(datetime.fromisoformat(v) if isinstance(v, str) else v) for v in values.dropna().unique()}
    if any(time.tzinfo is not None for time in read.values()):
        read = {
            v: (time.tz_localize(ZONE, ambiguous=True, nonexistent="shift_forward") if time.tzinfo is None else time)
            .tz_convert("UTC").tz_localize(None)
            for v, time in read.items()
        }  # fmt: skip
        return values.map(read.get, na_action="ignore").astype("datetime64[us]").dt.tz_localize("UTC")
    return values.map(read.get, na_action="ignore").astype("datetime64[us]")


def local_day(values: pd.Series) -> pd.Series:
    """Give the calendar day in ZONE."""
    times = moment(values)
    if isinstance(times.dtype, pd.DatetimeTZDtype):
        times = times.dt.tz_convert(ZONE).dt.tz_localize(None)
    return times.dt.normalize().astype("datetime64[s]")


def prepared(table: pd.DataFrame, kinds: dict[str, Callable[[pd.Series], pd.Series]], key: str | None = None) -> pd.DataFrame:
    """Give a copy of the columns that are needed, each read as its kind; by its key, where one is named."""
    ready = pd.DataFrame({column: read(table[column]) for column, read in kinds.items()}).reset_index(drop=True)
    if key is None:
        return ready
    odd = ready.loc[ready[key].isna() | ready[key].duplicated(), key]
    if len(odd):
        raise ValueError(f"The key {key!r} is missing or repeated in {len(odd)} rows, such as {odd.head(3).tolist()}")
    return ready.set_index(key, drop=False).rename_axis(None)


def follow(keys: pd.Series, column: pd.Series) -> pd.Series:
    """Give what a column, indexed by the key of its table, holds for each key; missing where there is no such key."""
    return column.reindex(keys).set_axis(keys.index)


def exact_mean(groups: pd.api.typing.SeriesGroupBy) -> pd.Series:
    """Give the mean of each group: its exact sum, divided once."""
    return number(groups.sum()) / number(groups.count())


def whole_months(since: pd.Series) -> pd.Series:
    """Count whole calendar months up to AS_OF (from a 31st, to the last day of a shorter month); no days to come."""
    months = (AS_OF.year - since.dt.year) * 12 + AS_OF.month - since.dt.month
    unfinished = since.dt.day.clip(upper=AS_OF.days_in_month) > AS_OF.day
    return (months - unfinished.astype(int)).where(since <= AS_OF)


def ratio(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """Divide, as floating-point numbers; missing where the denominator is missing or 0."""
    below = number(denominator)
    return number(numerator) / below.where(below != 0)


def matches(values: pd.Series, pattern: str, ignore_case: bool = False) -> pd.Series:
    """Search for a regular expression of RE2 anywhere in the text; a missing text does not match."""
    found = pc.match_substring_regex(pa.array(values, pa.string(), from_pandas=True), pattern, ignore_case=ignore_case)
    return pd.Series(found.fill_null(False).to_numpy(zero_copy_only=False), index=values.index)
