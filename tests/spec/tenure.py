"""Tenure, days since and days until."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import crit, days_since, days_until, ratio, tenure

MONTHS = "`tenure` in months is the number of whole calendar months from the start date to D (a month added to the 31st ends on a shorter month's last day)"
YEARS = "year 1 is 0-11, year 2 is 12-23, and so on."
NONE_YET = "A start after D has no tenure: it is missing."
SINCE = "`days since d` is D - d in days; `days until d` is d - D."

# As of 2024-02-29 the 31st of January is a month ago, and the 29th of February 2023 is not a day.
STARTS = """
    accounts: id | started
    1            | 2024-02-29
    2            | 2024-01-31
    3            | 2024-01-30
    4            | 2024-01-29
    5            | 2023-03-01
    6            | 2023-02-28
    7            | 2022-02-28
    8            | 2020-02-29
    9            | 2024-03-01
    10           |
"""
SEEN = """
    accounts: id | seen                | renews
    1            | 2024-03-31 23:59:59 | 2024-03-31
    2            | 2024-03-01 00:00:00 | 2024-04-30
    3            | 2024-04-01 00:00:00 | 2023-03-31
    4            |                     |
"""


def months(op, value, members, unknown=(9, 10), as_of="2024-02-29", unit="months", name=None, rule=MONTHS):
    """As of a day: a tenure in a unit compared with a number."""
    name = name or f"tenure as of {as_of}, {unit} {op} {value}"
    return case(name, rule, STARTS, crit(tenure("started", unit), op, value), members, unknown=list(unknown), as_of=as_of)


CASES = [
    # 29 is 29 Feb or its last day: 2-4 all count one whole month on the 29th, for February has no 30th and 31st
    months("is", 0, [1], name="no whole month on the day itself"),
    months("is", 1, [2, 3, 4], name="a month added to the 31st ends on the 29th of February"),
    months("is", 0, [2, 3, 4], unknown=[1, 9, 10], as_of="2024-02-28", name="a day before that the month is not whole"),
    months("is", 1, [1, 2, 3], unknown=[10], as_of="2024-03-29", name="a month added to the 29th is the 29th"),
    months("is", 1, [1], unknown=[10], as_of="2024-03-31", name="and not more by the 31st"),
    months("is", 2, [2, 3, 4], unknown=[10], as_of="2024-03-31", name="two months from the 29th, 30th and 31st of January"),
    months("is", 1, [1, 2], unknown=[10], as_of="2024-03-30", name="two months from the 31st are not whole on the 30th"),
    months("is", 11, [5], name="the 1st of March is eleven whole months before the 29th of February"),
    months("is", 12, [6], name="the 28th of February is twelve"),
    months(">=", 24, [7, 8], name="two years and more, in months"),
    months("is", 0, [1, 2, 3, 4, 5], unit="years", rule=YEARS, name="year 1 is 0 to 11 months"),
    months("is", 1, [6], unit="years", rule=YEARS, name="year 2 begins with 12 months"),
    months("is", 2, [7], unit="years", rule=YEARS, name="year 3 begins with 24 months"),
    months("is", 4, [8], unit="years", rule=YEARS, name="from leap day to leap day"),
    months("is", 3, [8], as_of="2023-03-01", unit="years", rule=YEARS, unknown=[1, 2, 3, 4, 9, 10],
           name="a leap day's year is whole in a year without one"),
    months("is", 3, [8], as_of="2023-02-28", unit="years", rule=YEARS, unknown=[1, 2, 3, 4, 5, 9, 10],
           name="a leap day's year is whole on the 28th of February"),
    months("is", 0, [1], unit="days", rule="`days since d` is D - d in days", name="no days on the day itself"),
    months("is", 31, [4], unit="days", rule="`days since d` is D - d in days", name="tenure in days"),
    months("is_missing", None, [9, 10], unknown=[], rule=NONE_YET, name="a start after D has no tenure"),
    months("<", 100, [1, 2, 3, 4], unit="days", rule=NONE_YET, name="a start after D has no days either"),
    case("days since a timestamp count its day", SINCE, SEEN, crit(days_since("seen"), "is", 0), [1], unknown=[4]),
    case("days since the first moment of a day", SINCE, SEEN, crit(days_since("seen"), "is", 30), [2], unknown=[4]),
    case("days since a day to come are negative", SINCE, SEEN, crit(days_since("seen"), "<", 0), [3], unknown=[4]),
    case("days until today are 0", SINCE, SEEN, crit(days_until("renews"), "is", 0), [1], unknown=[4]),
    case("days until a day to come", SINCE, SEEN, crit(days_until("renews"), "is", 30), [2], unknown=[4]),
    case("days until a day that has passed are negative", SINCE, SEEN, crit(days_until("renews"), "is", -366), [3],
         unknown=[4]),
    case("days between 25 and 35", SINCE, SEEN, crit(days_until("renews"), "between", [25, 35]), [2], unknown=[4]),
    case("a ratio of two day counts", SINCE, SEEN, crit(ratio(days_until("renews"), days_since("seen")), "is", 1), [2],
         unknown=[1, 4]),
]  # fmt: skip
