"""Windows: which days a metric reads. As of 2024-03-31, unless a case says otherwise."""

from tests.spec.case import case
from tests.spec.words import ANY_TIME, agg, ago, change, count, crit, dates, last, span

LAST_DAYS = "`last N days` is the N days ending with D: D-N+1 … D."
LAST_WEEKS = "`last N weeks` is the last 7·N days."
LAST_MONTHS = "`last N months` (quarters, years) is the days after D minus N calendar months, up to D"
BEFORE = "The window `before` it is the N days that end where it starts: D-2N+1 … D-N."
BEFORE_MONTHS = "the window before it is the days after D minus 2N months, up to D minus N months."
UNCHAINED = "Every month boundary is counted from D (or the anchor), never chained; a day that a shorter month lacks is its last day."

# Each account has one row; its name is how many days before 2024-03-31 that is.
DAYS = """
    accounts: id | name
    1            | 0 days
    2            | 6 days
    3            | 7 days
    4            | 29 days
    5            | 30 days
    6            | 59 days
    7            | 60 days
    8            | tomorrow
    usage: account | at         | n
    1              | 2024-03-31 | 1
    2              | 2024-03-25 | 1
    3              | 2024-03-24 | 1
    4              | 2024-03-02 | 1
    5              | 2024-03-01 | 1
    6              | 2024-02-01 | 1
    7              | 2024-01-31 | 1
    8              | 2024-04-01 | 1
"""
# Each account has one row, at the border of some window of months before 2024-03-31.
MONTHS = """
    accounts: id   | name
    1              | a year
    2              | a year less a day
    3              | a quarter
    4              | a quarter less a day
    5              | two months, less a day and two days
    6              | two months
    7              | two months less a day
    8              | one month
    9              | one month less a day
    usage: account | at
    1              | 2023-03-31
    2              | 2023-04-01
    3              | 2023-12-31
    4              | 2024-01-01
    5              | 2024-01-30
    6              | 2024-01-31
    7              | 2024-02-01
    8              | 2024-02-29
    9              | 2024-03-01
"""
# As of 2023-03-31: a month before is 02-28, two are 01-31, three 12-31; 02-28 is not 31 days before.
SHORT = """
    accounts: id   | name
    1              | 2022-12-31
    2              | 2023-01-28
    3              | 2023-01-29
    4              | 2023-01-31
    5              | 2023-02-01
    6              | 2023-02-28
    7              | 2023-03-01
    usage: account | at
    1              | 2022-12-31
    2              | 2023-01-28
    3              | 2023-01-29
    4              | 2023-01-31
    5              | 2023-02-01
    6              | 2023-02-28
    7              | 2023-03-01
"""
UNDATED = """
    accounts: id   | name
    1              | dated
    2              | undated
    usage: account | at         | n
    1              | 2024-03-31 | 1
    1              |            | 10
    2              |            | 10
"""


def used(window):
    """Any row in the window."""
    return crit(count("usage", window), ">=", 1)


def gone(window):
    """Rows in the window before, none in the window."""
    return crit(change(count("usage", window), "absolute"), "<", 0)


CASES = [
    case("the last day is the as-of date alone", LAST_DAYS, DAYS, used(last(1)), [1]),
    case("the last 7 days end 6 days ago", LAST_DAYS, DAYS, used(last(7)), [1, 2]),
    case("the last 8 days take the next one in", LAST_DAYS, DAYS, used(last(8)), [1, 2, 3]),
    case("the last 30 days end 29 days ago", LAST_DAYS, DAYS, used(last(30)), [1, 2, 3, 4]),
    case("the last 31 days take the next one in", LAST_DAYS, DAYS, used(last(31)), [1, 2, 3, 4, 5]),
    case("a row outside the window is counted as none", LAST_DAYS, DAYS, crit(count("usage", last(7)), "is", 0),
         [3, 4, 5, 6, 7, 8]),
    case("the window before 7 days is days 7 to 13", BEFORE, DAYS, gone(last(7)), [3]),
    case("the window before 30 days is days 30 to 59", BEFORE, DAYS, gone(last(30)), [5, 6]),
    case("the window before a day is yesterday", BEFORE, DAYS, gone(last(1)), []),
    case("a week is 7 days", LAST_WEEKS, DAYS, used(last(1, "weeks")), [1, 2]),
    case("the week before is the 7 days before", LAST_WEEKS, DAYS, gone(last(1, "weeks")), [3]),
    case("four weeks are 28 days", LAST_WEEKS, DAYS, used(last(4, "weeks")), [1, 2, 3]),
    case("five weeks are 35 days", LAST_WEEKS, DAYS, used(last(5, "weeks")), [1, 2, 3, 4, 5]),
    case("a month ends after the same day a month ago", LAST_MONTHS, MONTHS, used(last(1, "months")), [9]),
    case("two months end after the 31st two months ago", LAST_MONTHS, MONTHS, used(last(2, "months")), [7, 8, 9]),
    case("a quarter is three months", LAST_MONTHS, MONTHS, used(last(1, "quarters")), [4, 5, 6, 7, 8, 9]),
    case("three months are a quarter", LAST_MONTHS, MONTHS, used(last(3, "months")), [4, 5, 6, 7, 8, 9]),
    case("a year is twelve months", LAST_MONTHS, MONTHS, used(last(1, "years")), [2, 3, 4, 5, 6, 7, 8, 9]),
    case("the month before, counted from D and not from the month's own start", UNCHAINED, MONTHS,
         gone(last(1, "months")), [7, 8]),
    case("the two months before", BEFORE_MONTHS, MONTHS, gone(last(2, "months")), [3, 4, 5, 6]),
    case("the quarter before", BEFORE_MONTHS, MONTHS, gone(last(1, "quarters")), [3]),
    case("the year before", BEFORE_MONTHS, MONTHS, gone(last(1, "years")), [1]),
    case("a day that a shorter month lacks is its last day", UNCHAINED, SHORT, used(last(1, "months")), [7],
         as_of="2023-03-31"),
    case("the month before starts after the 31st, not after the 28th", UNCHAINED, SHORT, gone(last(1, "months")), [5, 6],
         as_of="2023-03-31"),
    case("a month before the 28th is the 28th", LAST_MONTHS, SHORT, used(last(1, "months")), [3, 4, 5, 6],
         as_of="2023-02-28"),
    case("a month before the 29th of February is the 29th", LAST_MONTHS, MONTHS, used(last(1, "months")), [5, 6, 7, 8],
         as_of="2024-02-29"),
    case("a year before the 29th of February is the 28th", UNCHAINED, SHORT, used(last(1, "years")), [7],
         as_of="2024-02-29"),
    case("between 7 and 29 days ago, both included", "`between A and B days ago` is D-B … D-A, both included.", DAYS,
         used(ago(7, 29)), [3, 4]),
    case("between 0 and 6 days ago is the last 7 days", "`between A and B days ago` is D-B … D-A, both included.", DAYS,
         used(ago(0, 6)), [1, 2]),
    case("30 days ago, to the day", "`between A and B days ago` is D-B … D-A, both included.", DAYS, used(ago(30, 30)), [5]),
    case("between two dates, both included", "`between two dates` is those days, both included, cut at D.", DAYS,
         used(dates("2024-02-01", "2024-03-02")), [4, 5, 6]),
    case("between two dates, cut at D", "`between two dates` is those days, both included, cut at D.", DAYS,
         used(dates("2024-03-25", "2024-12-31")), [1, 2]),
    case("between two dates after D there is nothing", "`between two dates` is those days, both included, cut at D.", DAYS,
         used(dates("2024-04-01", "2024-12-31")), []),
    case("any time is every day up to D", "Nothing dated after D is visible", DAYS, used(ANY_TIME), [1, 2, 3, 4, 5, 6, 7]),
    case("undated rows are in no window of any time",
         "Rows of an event table whose timestamp is missing are outside every window; `any time` windows leave them out too",
         UNDATED, crit(agg("usage", "sum", "n", ANY_TIME), "is", 1), [1]),
    case("undated rows are in no window of days",
         "Rows of an event table whose timestamp is missing are outside every window; `any time` windows leave them out too",
         UNDATED, used(last(10_000)), [1]),
    case("a window that begins before the calendar does", "Choice: A window that would begin before year 1 begins with year 1",
         DAYS, used(last(2_500, "years")), [1, 2, 3, 4, 5, 6, 7]),
    case("within the last 1 day", "`within the last N days` of a date d: D-N+1 ≤ d ≤ D.", DAYS,
         crit(agg("usage", "last_day"), "within_last", span(1)), [1], unknown=[8]),
]  # fmt: skip
