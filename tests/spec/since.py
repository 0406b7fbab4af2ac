"""Windows that start with a date of the entity. As of 2024-03-31, unless a case says otherwise."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.schema import BERLIN
from tests.spec.words import agg, all_, count, crit, days_since, none_, since

FIRST = "`first N days since anchor` (the anchor is a date of the entity, such as its start): anchor … anchor+N-1."
MONTHS = "Months likewise: from anchor, before anchor + N months."
CUT = "The part of the window after D has not happened: it holds no rows."
MISSING = "Choice: A window since a date that is missing is no window: everything read in it is missing, counts and sums too."
CLAMP = "Every month boundary is counted from D (or the anchor), never chained; a day that a shorter month lacks is its last day."

DAYS = """
    accounts: id   | name                       | started
    1              | the first day              | 2024-01-10
    2              | the day before             | 2024-01-10
    3              | the 30th day               | 2024-01-10
    4              | the 31st day               | 2024-01-10
    5              | no start                   |
    6              | a start after D            | 2024-04-05
    7              | the window is not over     | 2024-03-20
    8              | no row                     | 2024-01-10
    usage: account | at         | n
    1              | 2024-01-10 | 1
    2              | 2024-01-09 | 1
    3              | 2024-02-08 | 1
    4              | 2024-02-09 | 1
    5              | 2024-01-10 | 1
    6              | 2024-04-05 | 1
    7              | 2024-03-31 | 1
    7              | 2024-04-01 | 1
"""
BORDERS = """
    accounts: id   | started
    1              | 2024-01-31
    2              | 2024-01-31
    3              | 2024-01-31
    4              | 2024-01-31
    5              | 2024-02-29
    6              | 2024-02-29
    7              | 2023-02-28
    8              | 2023-02-28
    9              | 2020-02-29
    10             | 2020-02-29
    usage: account | at
    1              | 2024-02-28
    2              | 2024-02-29
    3              | 2024-03-30
    4              | 2024-03-31
    5              | 2024-03-28
    6              | 2024-03-29
    7              | 2024-02-27
    8              | 2024-02-28
    9              | 2021-02-27
    10             | 2021-02-28
"""
MOMENTS = """
    accounts: id   | due                       | seen
    1              | 2024-03-30 23:30:00+00:00 | 2024-03-30 23:59:59
    2              | 2024-03-30 23:30:00+00:00 | 2024-03-30 23:59:59
    usage: account | at
    1              | 2024-03-30
    2              | 2024-03-31
"""
ENDS = """
    accounts: id      | name
    1                 | one
    subscriptions: sub | account | start      | end
    s1                | 1       | 2024-01-01 | 2024-03-20
    s2                | 1       | 2024-01-01 | 2024-04-10
    s3                | 1       | 2024-01-01 |
    s4                | 1       | 2024-01-01 | 2024-03-31
    invoices: sub     | issued
    s1                | 2024-03-20
    s2                | 2024-03-20
    s4                | 2024-03-30
"""


def used(n, unit=None, op=">=", value=1):
    return crit(count("usage", since("started", n, unit)), op, value)


def border(title, n, unit, members, rule=MONTHS):
    return case(title, rule, BORDERS, used(n, unit), members, as_of="2024-05-31")


CASES = [
    case("the first 30 days begin with the anchor and end 29 days on", FIRST, DAYS, used(30), [1, 3, 7], unknown=[5]),
    case("the first 31 days take the next one in", FIRST, DAYS, used(31), [1, 3, 4, 7], unknown=[5]),
    case("the first day is the anchor itself", FIRST, DAYS, used(1), [1], unknown=[5]),
    case("the first 4 weeks are 28 days", FIRST, DAYS, used(4, "weeks"), [1, 7], unknown=[5]),
    case("nothing in the first days is a count of 0, also where they are to come", CUT, DAYS, used(30, op="is", value=0), [2, 4, 6, 8], unknown=[5]),
    case("since a missing date the count is missing", MISSING, DAYS, used(30, op="is_missing", value=None), [5]),
    case("since a missing date the sum is missing, since one to come it is 0", MISSING, DAYS, crit(agg("usage", "sum", "n", since("started", 30)), "is", 0), [2, 4, 6, 8], unknown=[5]),
    case("since a missing date the active days are missing", MISSING, DAYS, crit(agg("usage", "active_days", None, since("started", 30)), "is_present"), [1, 2, 3, 4, 6, 7, 8]),
    case("since a missing date the distinct count is missing", MISSING, DAYS, crit(agg("usage", "distinct", "n", since("started", 30)), "<", 1), [2, 4, 6, 8], unknown=[5]),
    case("no row in the first days: the day of the first is missing", FIRST, DAYS, crit(agg("usage", "first_day", None, since("started", 30)), "is_missing"), [2, 4, 5, 6, 8]),
    case("days since the last row of the first days", FIRST, DAYS, crit(days_since(agg("usage", "last_day", None, since("started", 30))), "is", 0), [7], unknown=[2, 4, 5, 6, 8]),
    case("none of takes a missing window for not met", MISSING, DAYS, none_(used(30)), [2, 4, 5, 6, 8], in_unknown=[5]),
    case("the first days through a filter", FIRST, DAYS, crit(count("usage", since("started", 30), all_(crit("n", ">", 1))), "is", 0), [1, 2, 3, 4, 6, 7, 8], unknown=[5]),
    case("a window that ends after the calendar does", "Choice: a span that would end after 9999 ends there.", DAYS, used(9_000, "years"), [1, 3, 4, 7], unknown=[5]),
    border("the first month of the 31st ends before the last day of February", 1, "months", [1, 5], CLAMP),
    border("the first two months of the 31st end before the 31st", 2, "months", [1, 2, 3, 5, 6], CLAMP),
    border("the first quarter is three months", 1, "quarters", [1, 2, 3, 4, 5, 6]),
    border("the first year ends the day before, of a leap day before the 28th", 1, "years", [1, 2, 3, 4, 5, 6, 7, 9], CLAMP),
    case("an anchor that is an instant counts by its local day", "Days are calendar days in the workspace's time zone", MOMENTS, crit(count("usage", since("due", 1)), "is", 1), [2], schema=BERLIN),
    case("an anchor that is an instant, in UTC", "Days are calendar days in the workspace's time zone", MOMENTS, crit(count("usage", since("due", 1)), "is", 1), [1]),
    case("an anchor with a time of day counts by its day", "Windows are whole days; there are none shorter.", MOMENTS, crit(count("usage", since("seen", 1)), "is", 1), [1]),
    case("an end that has not happened is no anchor", "An end after D has not happened", ENDS, crit(count("invoices", since("end", 7)), "is", 1), ["s1"], unknown=["s2", "s3"], entity="subscriptions"),
]  # fmt: skip
