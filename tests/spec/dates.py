"""Dates: by calendar day, whatever the time of day."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import agg, attr, crit, none_, span

BY_DAY = "A timestamp compared with a date compares by its local day."
OPERATORS = "Dates: on, before, after, between (ends included), in the next / within the last, is the same month."
NEXT = "`in the next N days` of a date d: D ≤ d ≤ D+N (months: up to D plus N calendar months)."
WITHIN = "`within the last N days` of a date d: D-N+1 ≤ d ≤ D."
WITHIN_MONTHS = "`last N months` (quarters, years) is the days after D minus N calendar months, up to D"

# As of 2024-03-31: +7 is 04-07, +30 is 04-30, and so is +1 month; +3 months is 06-30, +1 year 2025-03-31.
RENEWALS = """
    accounts: id | renews     | started
    1            | 2024-03-30 | 2024-03-30
    2            | 2024-03-31 | 2023-03-31
    3            | 2024-04-07 | 2024-04-08
    4            | 2024-04-08 | 2024-03-01
    5            | 2024-04-30 | 2024-04-30
    6            | 2024-05-01 | 2024-05-01
    7            | 2024-06-30 | 2024-06-01
    8            | 2025-03-31 | 2024-03-31
    9            | 2025-04-01 | 2024-04-01
    10           |            | 2024-01-01
"""
# As of 2024-03-31: -6 is 03-25, -7 is 03-24, -1 month is 02-29, -3 months 2023-12-31, -1 year 2023-03-31.
STARTS = """
    accounts: id | started
    1            | 2024-04-01
    2            | 2024-03-31
    3            | 2024-03-25
    4            | 2024-03-24
    5            | 2024-03-01
    6            | 2024-02-29
    7            | 2024-01-01
    8            | 2023-12-31
    9            | 2023-04-01
    10           | 2023-03-31
"""
MOMENTS = """
    accounts: id | seen                | due                       | started
    1            | 2024-03-01 00:00:00 | 2024-03-01 00:00:00+00:00 | 2024-03-01
    2            | 2024-03-01 23:59:59 | 2024-03-01 23:59:59+00:00 | 2024-03-02
    3            | 2024-02-29 23:59:59 | 2024-03-02 00:00:00+00:00 | 2024-02-29
    4            |                     |                           | 2024-03-01
"""


def renews(title, op, value, members, rule=OPERATORS, **options):
    return case(title, rule, RENEWALS, crit("renews", op, value), members, unknown=[10], **options)


def started(title, op, value, members, rule=WITHIN, **options):
    return case(title, rule, STARTS, crit("started", op, value), members, **options)


def moment(title, column, op, value, members, rule=BY_DAY):
    return case(title, rule, MOMENTS, crit(column, op, value), members, unknown=[4])


CASES = [
    renews("on a day", "is", "2024-04-30", [5]),
    renews("not on a day", "is_not", "2024-04-30", [1, 2, 3, 4, 6, 7, 8, 9]),
    renews("before a day", "<", "2024-04-07", [1, 2]),
    renews("on or before a day", "<=", "2024-04-07", [1, 2, 3]),
    renews("after a day", ">", "2024-06-30", [8, 9]),
    renews("on or after a day", ">=", "2024-06-30", [7, 8, 9]),
    renews("between two days, both included", "between", ["2024-04-07", "2024-04-30"], [3, 4, 5]),
    renews("between a day and itself", "between", ["2024-04-08", "2024-04-08"], [4]),
    renews("on one of several days", "one_of", ["2024-03-31", "2025-04-01", "2024-01-01"], [2, 9]),
    renews("on none of several days", "none_of", ["2024-03-31", "2025-04-01"], [1, 3, 4, 5, 6, 7, 8]),
    renews("in the next 7 days, today among them", "in_next", span(7), [2, 3], NEXT),
    renews("in the next day", "in_next", span(1), [2], NEXT),
    renews("in the next week", "in_next", span(1, "weeks"), [2, 3], NEXT),
    renews("in the next month, to the shorter month's last day", "in_next", span(1, "months"), [2, 3, 4, 5], NEXT),
    renews("in the next quarter", "in_next", span(1, "quarters"), [2, 3, 4, 5, 6, 7], NEXT),
    renews("in the next year", "in_next", span(1, "years"), [2, 3, 4, 5, 6, 7, 8], NEXT),
    renews("in the next month from leap day", "in_next", span(1, "months"), [], NEXT, as_of="2024-02-29"),
    renews("in the next two months from the 30th of January", "in_next", span(2, "months"), [1], NEXT, as_of="2024-01-30"),
    renews("a renewal may lie in the future", ">", "2024-12-31", [8, 9], "(Attributes are the state in the entity's table; a renewal date may lie in the future.)"),
    renews("the same month", "same_month", "2024-04-15", [3, 4, 5]),
    renews("the same month of another year is not the same month", "same_month", "2025-03-01", [8]),
    case("the same month as another column's", OPERATORS, RENEWALS, crit("renews", "same_month", attr("started")), [1, 3, 5, 6, 7], unknown=[10]),
    case("on the same day as another column's", OPERATORS, RENEWALS, crit("renews", "is", attr("started")), [1, 5, 6], unknown=[10]),
    case("before another column's day", OPERATORS, RENEWALS, crit("renews", "<", attr("started")), [3], unknown=[10]),
    started("within the last 7 days, today among them", "within_last", span(7), [2, 3]),
    started("within the last 8 days", "within_last", span(8), [2, 3, 4]),
    started("within the last day is today", "within_last", span(1), [2]),
    started("within the last week", "within_last", span(1, "weeks"), [2, 3]),
    started("within the last month", "within_last", span(1, "months"), [2, 3, 4, 5], WITHIN_MONTHS),
    started("within the last quarter", "within_last", span(1, "quarters"), [2, 3, 4, 5, 6, 7], WITHIN_MONTHS),
    started("within the last year", "within_last", span(1, "years"), [2, 3, 4, 5, 6, 7, 8, 9], WITHIN_MONTHS),
    started("within the last month of the 28th of February", "within_last", span(1, "months"), [], WITHIN_MONTHS, as_of="2023-02-28"),
    started("a day to come is not within the last", "within_last", span(1), [1], as_of="2024-04-01"),
    moment("a timestamp on a day, at any time of it", "seen", "is", "2024-03-01", [1, 2]),
    moment("a timestamp not on a day", "seen", "is_not", "2024-03-01", [3]),
    moment("a timestamp late on the day is not after the day", "seen", ">", "2024-03-01", []),
    moment("a timestamp late on the day is on or before it", "seen", "<=", "2024-03-01", [1, 2, 3]),
    moment("a timestamp at midnight is not before the day", "seen", "<", "2024-03-01", [3]),
    moment("a timestamp between two days includes the last day's evening", "seen", "between", ["2024-02-29", "2024-03-01"], [1, 2, 3]),
    moment("an instant on a day", "due", "is", "2024-03-01", [1, 2]),
    moment("an instant after a day", "due", ">", "2024-03-01", [3]),
    moment("an instant of one of several days", "due", "one_of", ["2024-03-02", "2024-03-03"], [3]),
    moment("an instant of the same month", "due", "same_month", "2024-03-31", [1, 2, 3]),
    moment("an operand with a time of day counts by its day", "seen", "<", "2024-03-01 12:00:00", [3], "Choice: An operand with a time of day counts by its day"),
    case("two timestamps of a day are on the same day", BY_DAY, MOMENTS, crit("seen", "is", attr("due")), [1, 2], unknown=[4]),
    case("a timestamp against a date column", BY_DAY, MOMENTS, crit("seen", ">=", attr("started")), [1, 3], unknown=[4]),
    case("a date column against an instant", BY_DAY, MOMENTS, crit("started", "<", attr("due")), [3], unknown=[4]),
    case("a day of an aggregate against a column", BY_DAY, """
         accounts: id     | started
         1                | 2024-03-01
         2                | 2024-03-02
         3                | 2024-03-02
         tickets: account | opened
         1                | 2024-03-01 23:00:00+00:00
         2                | 2024-03-01 23:00:00+00:00
         """, crit(agg("tickets", "first_day"), "<", attr("started")), [2], unknown=[3]),
    case("none of takes a missing date for not met", "Groups are two-valued: `none of` is met exactly where no member is met.", RENEWALS,
         none_(crit("renews", "in_next", span(1, "years"))), [1, 9, 10], in_unknown=[10]),
]  # fmt: skip
