"""Active periods: in how many of the last weeks, months ... there is a row. And quantiles."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.schema import BERLIN, SCHEMA
from tests.spec.words import agg, all_, change, crit, last, periods, quantile

ACTIVE = "`active in k of the last n weeks` (days, months): the n trailing periods that end with D, a period is active if it holds at least one row."
UNCHAINED = "Every month boundary is counted from D (or the anchor), never chained; a day that a shorter month lacks is its last day."
NO_ROWS = "No rows in the window: count, sum, distinct count and active periods are 0"
LINEAR = "Quantiles interpolate linearly."
SKIP = "Aggregates skip missing values"

# the weeks that end with 2024-03-31: 03-25, 03-18, 03-11 and 03-04 are their first days
WEEKS = """
    accounts: id   | name
    1              | twice in one week
    2              | the first day of a week and the day before
    3              | each week
    4              | the day before the first week
    5              | never
    6              | the last day of a week and the day after
    7              | undated, and to come
    usage: account | at         | feature
    1              | 2024-03-31 | a
    1              | 2024-03-25 | a
    2              | 2024-03-25 | a
    2              | 2024-03-24 | b
    3              | 2024-03-04 | b
    3              | 2024-03-11 | a
    3              | 2024-03-18 | a
    3              | 2024-03-25 | a
    4              | 2024-03-03 | a
    6              | 2024-03-10 | a
    6              | 2024-03-11 | a
    7              |            | a
    7              | 2024-04-01 | a
"""
# as of 2024-03-30 a month ago is 02-29, two are 01-30, three 12-30
MONTHS = """
    accounts: id   | name
    1              | on either side of two months ago
    2              | the first and the last day of the month before
    3              | on either side of a month ago
    4              | on either side of three months ago
    usage: account | at
    1              | 2024-01-30
    1              | 2024-01-31
    2              | 2024-01-31
    2              | 2024-02-29
    3              | 2024-02-29
    3              | 2024-03-01
    4              | 2023-12-30
    4              | 2023-12-31
"""
LONG = """
    accounts: id   | name
    1              | on either side of a quarter ago
    2              | two quarters ago, less a day
    3              | two quarters ago
    4              | on either side of a year before leap day
    usage: account | at
    1              | 2023-12-31
    1              | 2024-01-01
    2              | 2023-10-01
    3              | 2023-09-30
    4              | 2023-02-28
    4              | 2023-03-01
"""
# as of 2024-05-31 three months ago is 02-29, four are 01-31
BEFORE = """
    accounts: id   | name
    1              | two of the three months before
    2              | one of them
    3              | one of them, one of the last
    usage: account | at
    1              | 2024-01-30
    1              | 2024-02-29
    2              | 2024-02-01
    2              | 2024-02-29
    3              | 2024-02-29
    3              | 2024-03-01
"""
TICKETS = """
    accounts: id     | name
    1                | one week in Berlin, two in UTC
    tickets: account | opened
    1                | 2024-03-24 23:30:00+00:00
    1                | 2024-03-31 10:00:00+00:00
"""
VALUES = """
    accounts: id   | name
    1              | 1 to 4
    2              | 10 alone
    3              | none
    4              | 1 and 5, and one missing
    5              | four twos and 100
    usage: account | at         | n   | spend | hours
    1              | 2024-03-01 | 4   | 0.4   | 4
    1              | 2024-03-02 | 2   | 0.2   | 2
    1              | 2024-03-03 | 1   | 0.1   | 1
    1              | 2024-03-04 | 3   | 0.3   | 3
    2              | 2024-03-01 | 10  | 1.0   | 10
    4              | 2024-03-01 | 1   | 0.1   | nan
    4              | 2024-03-02 |     |       |
    4              | 2024-03-03 | 5   | 0.5   | 5
    5              | 2024-03-01 | 2   | 0.2   | 2
    5              | 2024-03-02 | 2   | 0.2   | 2
    5              | 2024-03-03 | 100 | 10    | 100
    5              | 2024-03-04 | 2   | 0.2   | 2
    5              | 2024-03-05 | 2   | 0.2   | 2
"""


def weeks(n, op, value, members, title, rule=ACTIVE, where=None):
    return case(title, rule, WEEKS, crit(periods("usage", last(n, "weeks"), where), op, value), members)


def months(value, members, title, as_of="2024-03-30", unit="months", n=3, tables=MONTHS):
    return case(title, UNCHAINED, tables, crit(periods("usage", last(n, unit)), "is", value), members, as_of=as_of)


def at(q, op, value, members, title, column="n", rule=LINEAR, unknown=(3,)):
    return case(title, rule, VALUES, crit(quantile("usage", column, q), op, value), members, unknown)


CASES = [
    weeks(4, ">=", 2, [2, 3, 6], "active in two of the last four weeks"),
    weeks(4, "is", 4, [3], "active in each of the last four weeks"),
    weeks(4, "is", 1, [1], "twice in a week is one week"),
    weeks(4, "is", 0, [4, 5, 7], "no rows: no active weeks, and none missing", NO_ROWS),
    weeks(5, "is", 1, [1, 4], "a fifth week takes the day before in"),
    weeks(3, "is", 1, [1, 6], "a row before the periods is in none of them"),
    weeks(4, "is", 3, [3], "active weeks through a filter", where=all_(crit("feature", "is", "a"))),
    case("periods of days are active days", ACTIVE, WEEKS, crit(periods("usage", last(28)), ">=", 2), [1, 2, 3, 6]),
    months(2, [1, 3], "months are counted back from D, not from each other"),
    months(1, [2, 4], "a row on the day that many months ago is in the period before"),
    months(2, [1], "active quarters", "2024-03-31", "quarters", 2, LONG),
    months(1, [2, 4], "a row two quarters ago is in neither", "2024-03-31", "quarters", 2, LONG.replace("2023-02-28", "2023-11-11")),
    months(2, [4], "active years, the one before of a leap day ends on the 28th", "2024-02-29", "years", 2, LONG),
    case("the change of active months: those before are counted back from D too", UNCHAINED, BEFORE, crit(change(periods("usage", last(3, "months")), "absolute"), "is", -2), [1], as_of="2024-05-31"),
    case("the change of active months, one by one", UNCHAINED, BEFORE, crit(change(periods("usage", last(3, "months")), "absolute"), ">=", -1), [2, 3], as_of="2024-05-31"),
    case("weeks are Berlin's", "Days are calendar days in the workspace's time zone", TICKETS, crit(periods("tickets", last(2, "weeks")), "is", 1), [1], schema=BERLIN),
    case("weeks are UTC's", "Days are calendar days in the workspace's time zone", TICKETS, crit(periods("tickets", last(2, "weeks")), "is", 2), [1], schema=SCHEMA),
    at(0.25, "is", 1.75, [1], "a lower quartile lies between two values"),
    at(0.75, "is", 3.25, [1], "an upper quartile lies between two values"),
    at(0.25, "is", 2, [4, 5], "a quartile is of what is not missing", rule=SKIP),
    at(0, "is", 1, [1, 4], "the quantile at 0 is the least"),
    at(1, "is", 4, [1], "the quantile at 1 is the largest"),
    at(0.75, "is", 2, [5], "a quantile that falls on a value is that value"),
    at(0.9, "between", [60, 61], [5], "a quantile of ninety per cent, six tenths of the way from 2 to 100"),
    at(0.3, "is", 10, [2], "each quantile of one value is that value"),
    at(0.5, "is_missing", None, [3], "a quantile of nothing is missing", unknown=()),
    at(0.25, "is", 5, [4], "NaN is skipped", column="hours", rule="NaN, None, NaT and NULL are one thing: missing."),
    at(0.75, "between", [0.32, 0.33], [1], "a quantile of decimals is in double precision", column="spend"),
    case("the quantile in the middle is the median", LINEAR, VALUES, crit(quantile("usage", "n", 0.5), "is", agg("usage", "median", "n")), [1, 2, 4, 5], unknown=[3]),
    case("a quantile in a window", LINEAR, VALUES, crit(quantile("usage", "n", 0.5, last(28)), "is", 2), [5], unknown=[1, 2, 3, 4], as_of="2024-04-01"),
]  # fmt: skip
