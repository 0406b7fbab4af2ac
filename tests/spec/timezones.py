"""Days are calendar days in the workspace's time zone."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.schema import BERLIN, NEW_YORK, SCHEMA
from tests.spec.words import agg, all_, attr, change, count, crit, days_since, days_until, last, span, tenure

ZONE = "Days are calendar days in the workspace's time zone (default UTC). An aware timestamp is converted; a naive one is taken to be in that zone already."
STORED = "Timestamps may be stored in any zone; days are always taken in the workspace's."
BY_DAY = "A timestamp compared with a date compares by its local day."

# Berlin is an hour ahead of UTC until 2024-03-31 01:00 UTC, two hours from then on; New York is four behind.
TICKETS = """
    accounts: id     | name
    1                | the last moment of the 30th in Berlin
    2                | the first moment of the 31st in Berlin
    3                | the last moment of the 31st in Berlin
    4                | the first moment of the 1st in Berlin
    5                | the first moment of the 31st in UTC
    6                | the first moment of the 1st in UTC
    tickets: account | opened                    | csat
    1                | 2024-03-30 22:59:59+00:00 | 1
    2                | 2024-03-30 23:00:00+00:00 | 1
    3                | 2024-03-31 21:59:59+00:00 | 1
    4                | 2024-03-31 22:00:00+00:00 | 1
    5                | 2024-03-31 00:00:00+00:00 | 1
    6                | 2024-04-01 00:00:00+00:00 | 1
"""
# The same instants, stored at other offsets.
ELSEWHERE = """
    accounts: id     | name
    2                | the first moment of the 31st in Berlin
    4                | the first moment of the 1st in Berlin
    tickets: account | opened
    2                | 2024-03-30 18:00:00-05:00
    2                | 2024-03-31 00:00:00+01:00
    4                | 2024-04-01 07:00:00+09:00
"""
# The 31st of March has 23 hours in Berlin, the 27th of October 25.
CHANGING = """
    accounts: id     | name
    1                | twice in the hour that comes twice
    2                | before and after the change of March
    3                | at 23:30 and, 30 minutes on, at 0:00
    tickets: account | opened                    | csat
    1                | 2024-10-27 00:30:00+00:00 | 1
    1                | 2024-10-27 01:30:00+00:00 | 5
    2                | 2024-03-31 00:59:59+00:00 | 5
    2                | 2024-03-31 01:00:00+00:00 | 1
    3                | 2024-10-27 22:30:00+00:00 | 1
    3                | 2024-10-27 23:00:00+00:00 | 1
"""
MOMENTS = """
    accounts: id | seen                | due                       | started
    1            | 2024-03-31 23:30:00 | 2024-03-31 23:30:00+00:00 | 2024-03-31
    2            | 2024-04-01 00:30:00 | 2024-03-31 22:30:00+00:00 | 2024-04-01
    3            | 2024-03-31 00:30:00 | 2024-03-30 22:30:00+00:00 | 2024-03-30
    4            |                     |                           |
"""


def berlin(title, where, members, unknown=(), tables=TICKETS, rule=ZONE, schema=BERLIN, **options):
    return case(title, rule, tables, where, members, unknown, schema=schema, **options)


ONE = crit(count("tickets", last(1)), "is", 1)

CASES = [
    berlin("the last day is Berlin's", ONE, [2, 3, 5]),
    berlin("the last day is UTC's", ONE, [3, 4, 5], schema=SCHEMA),
    berlin("the last day is New York's", ONE, [3, 4, 6], schema=NEW_YORK),
    berlin("the end of D is Berlin's: what comes later is not there", crit(count("tickets"), "is", 0), [4, 6]),
    berlin("the end of D is UTC's", crit(count("tickets"), "is", 0), [6], schema=SCHEMA),
    berlin("the end of D is New York's", crit(count("tickets"), "is", 0), [], schema=NEW_YORK),
    berlin("the window before is Berlin's", crit(change(count("tickets", last(1)), "absolute"), "is", -1), [1]),
    berlin("a month from the 30th ends before the 31st in Berlin", crit(count("tickets", last(1, "months")), "is", 1), [2, 3, 4, 5, 6], as_of="2024-04-30"),
    berlin("the day of the last row is Berlin's", crit(agg("tickets", "last_day"), "is", "2024-04-01"), [4, 6], as_of="2024-04-30"),
    berlin("days since the last row are Berlin's", crit(days_since(agg("tickets", "last_day")), "is", 0), [2, 3, 5], unknown=[4, 6]),
    berlin("stored elsewhere, the last day is Berlin's", crit(count("tickets", last(1)), "is", 2), [2], tables=ELSEWHERE, rule=STORED),
    berlin("stored elsewhere, the end of D is Berlin's", crit(count("tickets"), "is", 0), [4], tables=ELSEWHERE, rule=STORED),
    berlin("stored elsewhere, instants are the same or not", crit(agg("tickets", "distinct", "opened"), "is", 1), [2, 4], tables=ELSEWHERE, rule=STORED, as_of="2024-04-01"),
    berlin("a day of 25 hours is one day", crit(agg("tickets", "active_days", None, last(1)), "is", 1), [1, 3], tables=CHANGING, as_of="2024-10-27"),
    berlin("midnight is past after a day of 25 hours", crit(count("tickets", last(1)), "is", 2), [1], tables=CHANGING, as_of="2024-10-27"),
    berlin("the hour that comes twice has two moments", crit(agg("tickets", "latest", "csat", last(1)), "is", 5), [1], unknown=[2], tables=CHANGING, as_of="2024-10-27"),
    berlin("a day of 23 hours is one day", crit(agg("tickets", "active_days", None, last(1)), "is", 1), [2], tables=CHANGING),
    berlin("the later moment of a day of 23 hours", crit(agg("tickets", "latest", "csat"), "is", 1), [2], unknown=[1, 3], tables=CHANGING),
    berlin("a naive timestamp is of the day it says", crit("seen", "is", "2024-03-31"), [1, 3], unknown=[4], tables=MOMENTS),
    berlin("an instant is of Berlin's day", crit("due", "is", "2024-03-31"), [], unknown=[4], tables=MOMENTS, rule=BY_DAY),
    berlin("an instant is on or after Berlin's day", crit("due", ">=", "2024-04-01"), [1, 2], unknown=[4], tables=MOMENTS, rule=BY_DAY),
    berlin("an instant is of UTC's day", crit("due", "is", "2024-03-31"), [1, 2], unknown=[4], tables=MOMENTS, rule=BY_DAY, schema=SCHEMA),
    berlin("a naive timestamp and an instant on the same day", crit("seen", "is", attr("due")), [2], unknown=[4], tables=MOMENTS, rule=BY_DAY),
    berlin("an instant and a date on the same day", crit("due", "is", attr("started")), [2, 3], unknown=[4], tables=MOMENTS, rule=BY_DAY),
    berlin("days until an instant are Berlin's", crit(days_until("due"), "is", 1), [1, 2], unknown=[4], tables=MOMENTS),
    berlin("an instant in the next day, by Berlin's days", crit("due", "in_next", span(1)), [1, 2], unknown=[4], tables=MOMENTS),
    berlin("an instant within the last day, by Berlin's days", crit("due", "within_last", span(2)), [3], unknown=[4], tables=MOMENTS),
    berlin("tenure since an instant is Berlin's", crit(tenure("due", "days"), "is", 1), [3], unknown=[1, 2, 4], tables=MOMENTS),
    berlin("the same month as an instant's, in Berlin", crit("due", "same_month", "2024-04-15"), [1, 2], unknown=[4], tables=MOMENTS),
    berlin("an instant in a row filter is Berlin's", crit(count("tickets", where=all_(crit("opened", "is", "2024-03-31"))), "is", 1), [2, 3, 5], as_of="2024-04-30"),
]  # fmt: skip
