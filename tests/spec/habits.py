"""What began, stopped and was taken up again, and what every row has. As of 2024-03-31: the last 30 days begin with 03-02."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import (
    HOLDING,
    ago,
    all_,
    any_,
    crit,
    dates,
    every_row,
    first_ever,
    last,
    muted,
    none_,
    related,
    resumed,
    since,
    stopped,
)

FIRST = "`first ever in the window`: the first row that passes the filter lies in the window."
STOPPED = "`stopped`: rows in the window before, none in the window."
RESUMED = "`resumed`: rows in the window, none in the window before it, some earlier still."
EVERY = "`every row has ...` over a table's rows wants at least one row."
KNOWN = "Choice: Habits and every row are answered by rows: never unknown, unless the window starts with a date that is missing."
MUTED = "A muted criterion is as if it were not there; a group with nothing left is muted"

ROWS = """
    accounts: id   | name
    1              | first on the first day
    2              | first on the day before
    3              | never
    4              | undated, then in the window
    5              | to come
    6              | another feature before
    7              | the first day of the window before
    8              | the last day of the window before
    9              | the day before the window before
    10             | before it, and on the first day
    11             | in the window before, and in the window
    12             | before it, and in the window before
    usage: account | at         | feature
    1              | 2024-03-02 | view
    2              | 2024-03-01 | view
    2              | 2024-03-15 | view
    4              |            | view
    4              | 2024-03-10 | view
    5              | 2024-04-01 | view
    6              | 2024-02-10 | view
    6              | 2024-03-10 | export
    7              | 2024-02-01 | view
    8              | 2024-03-01 | view
    9              | 2024-01-31 | view
    10             | 2024-01-31 | view
    10             | 2024-03-02 | view
    11             | 2024-02-01 | view
    11             | 2024-03-02 | view
    12             | 2024-01-31 | view
    12             | 2024-03-01 | view
"""
EACH = """
    accounts: id   | name                    | started
    1              | all five or more        | 2024-03-01
    2              | one less                | 2024-03-01
    3              | no row                  | 2024-03-01
    4              | one missing             |
    5              | one less, long ago      | 2024-03-01
    6              | of another feature less | 2024-03-01
    usage: account | at         | feature | n
    1              | 2024-03-10 | export  | 5
    1              | 2024-03-11 | export  | 6
    2              | 2024-03-10 | export  | 5
    2              | 2024-03-11 | export  | 4
    4              | 2024-03-10 | export  | 5
    4              | 2024-03-11 | export  |
    5              | 2024-02-01 | export  | 4
    5              | 2024-03-10 | export  | 5
    6              | 2024-03-10 | view    | 1
    6              | 2024-03-11 | export  | 9
"""
SUBS = """
    accounts: id       | name
    1                  | one holds, one is over
    2                  | both hold
    3                  | none holds
    subscriptions: sub | account | start      | end        | plan
    a                  | 1       | 2024-01-01 | 2024-03-31 | Silver
    b                  | 1       | 2024-01-01 | 2024-04-01 | Gold
    c                  | 2       | 2024-01-01 |            | Gold
    d                  | 2       | 2024-03-31 |            | Silver
    e                  | 3       | 2024-01-01 | 2024-02-01 | Gold
"""
PEOPLE = """
    accounts: id    | name
    1               | one stopped
    2               | none did
    contacts: id    | account
    11              | 1
    12              | 1
    21              | 2
    logins: contact | at
    11              | 2024-03-01 23:59:59
    12              | 2024-03-02 00:00:00
    21              | 2024-03-02 00:00:00
    21              | 2024-03-01 00:00:00
"""
EXPORT, FIVE = crit("feature", "is", "export"), crit("n", ">=", 5)


def habit(title, rule, where, members, **more):
    return case(title, rule, ROWS, where, members, **more)


def each(title, where, members, unknown=(), in_unknown=(), rule=EVERY):
    return case(title, rule, EACH, where, members, unknown, in_unknown)


CASES = [
    habit("first ever in the last 30 days: undated rows and those to come are none", FIRST, first_ever("usage", last(30)), [1, 4]),
    habit("first ever in the last 31 days", FIRST, first_ever("usage", last(31)), [1, 2, 4, 8]),
    habit("first ever, of the rows that pass the filter", FIRST, first_ever("usage", last(30), EXPORT), [6]),
    habit("first ever between 29 and 30 days ago", FIRST, first_ever("usage", ago(29, 30)), [1, 2, 8]),
    habit("first ever between two dates", FIRST, first_ever("usage", dates("2024-02-01", "2024-03-01")), [2, 6, 7, 8, 11]),
    habit("first ever between two dates, cut at D", FIRST, first_ever("usage", dates("2024-03-10", "2024-04-30")), [4]),
    habit("first ever in the last month", FIRST, first_ever("usage", last(1, "months")), [1, 2, 4, 8]),
    habit("first ever since before the calendar", FIRST, first_ever("usage", last(3_000, "years")), [1, 2, 4, 6, 7, 8, 9, 10, 11, 12]),
    habit("none of first ever is never unknown", KNOWN, none_(first_ever("usage", last(30))), [2, 3, 5, 6, 7, 8, 9, 10, 11, 12]),
    habit("stopped in the last 30 days", STOPPED, stopped("usage", last(30)), [7, 8, 12]),
    habit("stopped in the last two weeks", STOPPED, stopped("usage", last(2, "weeks")), [2, 4, 6]),
    habit("stopped in the last month: the one before is February", STOPPED, stopped("usage", last(1, "months")), [7]),
    habit("stopped, of the rows that pass the filter", STOPPED, stopped("usage", last(30), crit("feature", "is", "view")), [6, 7, 8, 12]),
    habit("resumed in the last 30 days", RESUMED, resumed("usage", last(30)), [10]),
    habit("resumed in the last month", RESUMED, resumed("usage", last(1, "months")), [10, 12]),
    habit("resumed in the last 22 days", RESUMED, resumed("usage", last(22)), [6]),
    habit("resumed, of the rows that pass the filter", RESUMED, resumed("usage", last(22), EXPORT), []),
    habit("a muted filter of a habit is no filter", MUTED, first_ever("usage", last(30), all_(muted(EXPORT))), [1, 4]),
    habit("a muted habit is not there", MUTED, all_(crit("id", "<", 3), muted(stopped("usage", last(30)))), [1, 2]),
    habit("stopped or resumed", STOPPED, any_(stopped("usage", last(30)), resumed("usage", last(30))), [7, 8, 10, 12]),
    case("a contact stopped, by the day of a moment", STOPPED, PEOPLE, related("contacts", "any", stopped("logins", last(30))), [1]),
    case("an account stopped, by rows that reach it through contacts", STOPPED, PEOPLE, none_(stopped("logins", last(30))), [1, 2]),
    each("every row has five or more; with no row it is not met", every_row("usage", FIVE), [1]),
    each("every row of the last 30 days", every_row("usage", FIVE, last(30)), [1, 5]),
    each("every row that passes the filter", every_row("usage", FIVE, where=EXPORT), [1, 6]),
    each("every row has a group: a none of takes missing for not met", every_row("usage", none_(crit("n", "<", 5))), [1, 4]),
    each("every row has one of two", every_row("usage", any_(FIVE, crit("feature", "is", "view"))), [1, 6]),
    each("none of every row is never unknown", none_(every_row("usage", FIVE)), [2, 3, 4, 5, 6], rule=KNOWN),
    each("every row of the first days; since a missing date it is unknown", every_row("usage", FIVE, since("started", 10)), [1, 2, 5], unknown=[4], rule=KNOWN),
    each("none of every row of the first days", none_(every_row("usage", FIVE, since("started", 10))), [3, 4, 6], in_unknown=[4], rule=KNOWN),
    each("what every row has is muted: it is not there", all_(crit("id", "<", 3), every_row("usage", all_(muted(FIVE)))), [1, 2], rule=MUTED),
    each("a muted filter of every row is no filter", every_row("usage", FIVE, where=all_(muted(EXPORT))), [1], rule=MUTED),
    case("every subscription that holds is Gold", EVERY, SUBS, every_row("subscriptions", crit("plan", "is", "Gold"), HOLDING), [1]),
    case("every subscription ever is Gold", EVERY, SUBS, every_row("subscriptions", crit("plan", "is", "Gold")), [3]),
]  # fmt: skip
