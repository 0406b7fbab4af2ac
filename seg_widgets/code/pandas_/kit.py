"""The functions that exported scripts carry with them. Read as text, never imported: a script holds those it needs.

Each is written for the reader of the script and for pandas 2.2 and 3; ``AS_OF`` and ``ZONE`` are set by the script.
"""
# mypy: disable-error-code="type-arg,no-any-return"

import re
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
    found = column.reindex(keys).set_axis(keys.index)
    return found.where(found.notna(), pd.NA) if found.dtype == object else found


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


def instant(values: pd.Series) -> pd.Series:
    """Read as instants. A time without a zone is in ZONE."""
    times = moment(values)
    if not isinstance(times.dtype, pd.DatetimeTZDtype):
        times = times.dt.tz_localize(ZONE, ambiguous=True, nonexistent="shift_forward")
    return times.astype("datetime64[us, UTC]")


def local_time(values: pd.Series) -> pd.Series:
    """Read as dates and times in ZONE."""
    times = moment(values)
    if isinstance(times.dtype, pd.DatetimeTZDtype):
        times = times.dt.tz_convert(ZONE).dt.tz_localize(None)
    return times.astype("datetime64[us]")


def months_ago(days: pd.Series) -> pd.Series:
    """Count the whole calendar months from each day up to AS_OF, each counted back from AS_OF."""
    months = (AS_OF.year - days.dt.year) * 12 + AS_OF.month - days.dt.month
    return months - (days.dt.day > AS_OF.day).astype(int)


def elements(written: str) -> list[str | None] | None:
    """Read a list written as text, such as [a, "b, c", NULL]; what is not written so is missing."""
    inside = re.fullmatch(r"\s*\[(.*)\]\s*", written, re.DOTALL)
    one = r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^,"']*?))\s*,"""
    if inside is None or not re.fullmatch(f"(?:{one})*", f"{inside[1]},", re.DOTALL):
        return None
    found = re.findall(one, f"{inside[1]},", re.DOTALL) if inside[1].strip() else []
    return [None if bare.upper() == "NULL" else re.sub(r"\\(.)", r"\1", a or b) or bare for a, b, bare in found]


def lists(values: pd.Series) -> pd.Series:
    """Read lists, stored as such or as text."""
    values = values.astype(object)
    if pd.api.types.infer_dtype(values, skipna=True) != "string":
        return values
    read = {written: elements(written) for written in values.dropna().unique()}
    return values.map(read.get, na_action="ignore").astype(object)


def held(values: pd.Series) -> pd.Series:
    """Give the elements of lists, each by the number of its list; missing ones are none."""
    return text(values.astype(object).reset_index(drop=True).explode()).dropna()


def has_any(values: pd.Series, wanted: list[str]) -> pd.Series:
    """Say which lists hold one of several texts; a missing list does not."""
    found = held(values)
    return pd.Series(pd.RangeIndex(len(values)).isin(found.index[found.isin(wanted)]), index=values.index)


def has_all(values: pd.Series, wanted: list[str]) -> pd.Series:
    """Say which lists hold each of several texts; a missing list does not."""
    found = held(values)
    number = found[found.isin(wanted)].groupby(level=0).nunique()
    return pd.Series(pd.RangeIndex(len(values)).isin(number.index[number == len(wanted)]), index=values.index)


def is_empty(values: pd.Series) -> pd.Series:
    """Say which lists hold nothing; a missing list is none."""
    return values.notna() & ~pd.Series(pd.RangeIndex(len(values)).isin(held(values).index), index=values.index)


def looked_up(keys: list[pd.Series], columns: list[pd.Series], values: pd.Series) -> pd.Series:
    """Give the value in the one row whose columns equal the keys; missing where no row does, or several do."""
    by = [f"key {number}" for number in range(len(keys))]
    figures = pd.DataFrame({**dict(zip(by, columns, strict=True)), "value": values})
    figures = figures.dropna(subset=by).drop_duplicates(by, keep=False)
    found = pd.DataFrame(dict(zip(by, keys, strict=True))).merge(figures, how="left", on=by)["value"].set_axis(keys[0].index)
    return found.where(found.notna(), pd.NA) if values.dtype == object else found


def in_order(rows: pd.DataFrame, owner: str, moment: str, day: str, entities: pd.Index) -> pd.DataFrame:
    """Give rows in their order: the place of their entity, the moment, and the day."""
    place = entities.get_indexer(pd.Index(rows[owner]))
    ordered = pd.DataFrame({"entity": place, "moment": rows[moment], "day": rows[day]})
    return ordered[ordered["entity"] >= 0].sort_values("moment")


def following(rows: pd.DataFrame, before: pd.DataFrame, within: int, without: pd.DataFrame | None = None) -> pd.DataFrame:
    """Keep the rows that come later than a row of ``before``, at most so many days on, and with no row of ``without`` between.

    It is enough to look at the latest row before: no other is nearer, or leaves fewer rows between.
    """
    before = before.assign(earlier=before["moment"]).rename(columns={"day": "earlier_day"})
    found = pd.merge_asof(rows, before, on="moment", by="entity", allow_exact_matches=False)
    kept = (found["day"] - found["earlier_day"]).dt.days <= within
    if without is not None:
        barred = without[["entity", "moment"]].assign(between=without["moment"])
        last = pd.merge_asof(found, barred, on="moment", by="entity", allow_exact_matches=False)["between"]
        kept &= ~(last > found["earlier"])
    return found.loc[kept, ["entity", "moment", "day"]]


def having(entities: pd.Index, rows: pd.DataFrame) -> pd.Series:
    """Say which entities have one of the rows."""
    return pd.Series(entities.isin(entities[rows["entity"]]), index=entities)


def pairs(keys: pd.Series, owners: pd.Series) -> pd.DataFrame:
    """Put each row beside all the others that belong to the same key: a pair a row."""
    others = pd.DataFrame({"key": owners, "other": owners.index}).dropna()
    return pd.DataFrame({"row": keys.index, "key": keys}).dropna().merge(others, on="key")
