"""A then B within N days: chains of rows. As of 2024-03-31, unless a case says otherwise."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.schema import BERLIN
from tests.spec.words import all_, any_, crit, last, muted, none_, related, sequence, since, step

THEN = "`A then B within N days`: there is a row of A and a row of B strictly later, at most N calendar days on"
CHAIN = "more steps: there is a chain of rows, each strictly later than the one before and at most N days after it"
WITHOUT = "a step may ask that no row of C lies between."
SAME = "Rows of the same moment are not in order."
MOMENT = (
    "Choice: Rows are put in order by their instants where all tables hold instants, by the day where one holds dates, else by local time."
)
KNOWN = "Choice: A sequence is never unknown, unless its window starts with a date that is missing."

DAYS = """
    accounts: id   | name
    1              | seven days
    2              | eight days
    3              | the same day
    4              | the other way round
    5              | the second trial
    6              | nothing
    7              | a complaint between
    8              | a complaint with the trial
    9              | a complaint with the purchase
    10             | a complaint, and another trial
    11             | undated, and to come
    usage: account | at         | feature
    1              | 2024-03-01 | trial
    1              | 2024-03-08 | buy
    2              | 2024-03-01 | trial
    2              | 2024-03-09 | buy
    3              | 2024-03-05 | trial
    3              | 2024-03-05 | buy
    4              | 2024-03-01 | buy
    4              | 2024-03-02 | trial
    5              | 2024-03-05 | trial
    5              | 2024-03-01 | trial
    5              | 2024-03-10 | buy
    7              | 2024-03-01 | trial
    7              | 2024-03-05 | buy
    7              | 2024-03-03 | complaint
    8              | 2024-03-01 | trial
    8              | 2024-03-01 | complaint
    8              | 2024-03-05 | buy
    9              | 2024-03-01 | trial
    9              | 2024-03-05 | complaint
    9              | 2024-03-05 | buy
    10             | 2024-03-01 | trial
    10             | 2024-03-02 | complaint
    10             | 2024-03-03 | trial
    10             | 2024-03-05 | buy
    11             | 2024-03-30 | trial
    11             |            | buy
    11             | 2024-04-01 | buy
"""
THREE = """
    accounts: id   | name                          | started
    1              | the second purchase leads on  | 2024-03-01
    2              | too long after the purchase   | 2024-03-01
    3              | the second trial leads on     | 2024-03-02
    4              | renewed before it was bought  |
    5              | all on following days         | 2024-04-01
    usage: account | at         | feature
    1              | 2024-03-01 | trial
    1              | 2024-03-02 | buy
    1              | 2024-03-08 | buy
    1              | 2024-03-14 | renew
    2              | 2024-03-01 | trial
    2              | 2024-03-02 | buy
    2              | 2024-03-14 | renew
    3              | 2024-03-01 | trial
    3              | 2024-03-06 | trial
    3              | 2024-03-10 | buy
    3              | 2024-03-12 | renew
    4              | 2024-03-01 | trial
    4              | 2024-03-03 | renew
    4              | 2024-03-05 | buy
    5              | 2024-03-10 | trial
    5              | 2024-03-11 | buy
    5              | 2024-03-12 | renew
"""
INSTANTS = """
    accounts: id      | name
    1                 | a second later
    2                 | the same instant
    3                 | the same instant, at another offset
    4                 | almost two days later, on the next day
    5                 | minutes later, after midnight in Berlin
    6                 | a second earlier
    tickets: account  | opened
    1                 | 2024-03-10 10:00:00+00:00
    2                 | 2024-03-10 10:00:00+00:00
    3                 | 2024-03-10 10:00:00+00:00
    4                 | 2024-03-01 00:00:01+00:00
    5                 | 2024-03-10 22:59:59+00:00
    6                 | 2024-03-10 10:00:00+00:00
    meetings: account | held                      | topic
    1                 | 2024-03-10 10:00:01+00:00 | a
    2                 | 2024-03-10 10:00:00+00:00 | a
    3                 | 2024-03-10 12:00:00+02:00 | a
    4                 | 2024-03-02 22:59:59+00:00 | a
    5                 | 2024-03-10 23:00:00+00:00 | a
    6                 | 2024-03-10 09:59:59+00:00 | a
"""
# Berlin's 2024-10-27: 00:30 UTC is 02:30, and 01:30 UTC is 02:30 once more.
TWICE = """
    accounts: id     | name
    1                | twice at half past two
    2                | at half past two, in another table
    3                | a minute later by the clock
    4                | earlier by the clock, later in truth
    contacts: id     | account
    11               | 1
    21               | 2
    31               | 3
    41               | 4
    tickets: account | opened
    1                | 2024-10-27 00:30:00+00:00
    1                | 2024-10-27 01:30:00+00:00
    2                | 2024-10-27 01:30:00+00:00
    3                | 2024-10-27 01:31:00+00:00
    4                | 2024-10-27 00:59:00+00:00
    4                | 2024-10-27 01:01:00+00:00
    logins: contact  | at
    21               | 2024-10-27 02:30:00
    31               | 2024-10-27 02:30:00
    41               | 2024-10-27 03:00:00
"""
MIXED = """
    accounts: id     | name
    1                | half an hour later, in Berlin
    2                | half an hour earlier, in Berlin
    3                | after midnight in Berlin
    4                | the same day in Berlin
    contacts: id     | account
    11               | 1
    21               | 2
    31               | 3
    41               | 4
    logins: contact  | at
    11               | 2024-03-10 12:00:00
    21               | 2024-03-10 12:00:00
    tickets: account | opened
    1                | 2024-03-10 11:30:00+00:00
    2                | 2024-03-10 10:30:00+00:00
    3                | 2024-03-09 23:30:00+00:00
    4                | 2024-03-09 22:30:00+00:00
    usage: account   | at
    3                | 2024-03-09
    4                | 2024-03-09
"""
SUBS = """
    accounts: id       | name
    1                  | used within a week of the start
    2                  | used on the day of the start
    subscriptions: sub | account | start      | end
    a                  | 1       | 2024-03-01 | 2024-03-02
    b                  | 2       | 2024-03-01 |
    usage: account     | at
    1                  | 2024-03-08
    2                  | 2024-03-01
"""
PEOPLE = """
    accounts: id    | name
    1               | one contact came twice
    2               | two contacts came once
    contacts: id    | account
    11              | 1
    21              | 2
    22              | 2
    logins: contact | at                  | device
    11              | 2024-03-10 12:00:00 | phone
    11              | 2024-03-10 12:00:01 | laptop
    21              | 2024-03-10 12:00:00 | phone
    22              | 2024-03-10 12:00:01 | laptop
"""


def feature(name):
    return crit("feature", "is", name)


TRIAL = step("usage", feature("trial"))
COMPLAINT = step("usage", feature("complaint"))


def bought(within, without=None):
    return sequence(TRIAL, step("usage", feature("buy"), within, without))


def renewed(first=7, second=7, window=None):
    return sequence(TRIAL, step("usage", feature("buy"), first), step("usage", feature("renew"), second), window=window)


def met(within):
    return sequence(step("tickets"), step("meetings", within=within))


def days(title, where, members, rule=THEN, tables=DAYS, **more):
    return case(title, rule, tables, where, members, **more)


CASES = [
    days("within seven days", bought(7), [1, 5, 7, 8, 9, 10]),
    days("within six days", bought(6), [5, 7, 8, 9, 10]),
    days("within eight days", bought(8), [1, 2, 5, 7, 8, 9, 10]),
    days("within four days", bought(4), [7, 8, 9, 10]),
    days("rows of a day are of the same moment", bought(0), [], SAME),
    days("without a complaint between; one on either day is not between", bought(7, COMPLAINT), [1, 5, 8, 9, 10], WITHOUT),
    days("without anything between; the rows of the steps themselves are not", bought(7, step("usage")), [1, 5, 8, 9, 10], WITHOUT),
    days("without another trial between", bought(9, TRIAL), [1, 2, 5, 7, 8, 9, 10], WITHOUT),
    days("the window before holds the first step: no sequence", sequence(TRIAL, step("usage", feature("buy"), 7), window=last(30)), [5, 10], "Choice: All rows of a chain, and those that must not lie between, are rows of the window."),
    days("none of a sequence is never unknown", none_(bought(7)), [2, 3, 4, 6, 11], KNOWN),
    days("two rows of one table, whatever they are", sequence(step("usage"), step("usage", within=1)), [4, 10]),
    days("a sequence beside a criterion", all_(bought(7), crit("id", "<", 6)), [1, 5]),
    days("a muted filter of a step is no filter", sequence(TRIAL, step("usage", all_(muted(feature("buy"))), 1)), [10], "Choice: a `scope` or a row filter with nothing left is as if it were not there."),
    days("a step through a group", sequence(TRIAL, step("usage", any_(feature("buy"), feature("complaint")), 2)), [7, 10]),
    days("the second purchase or the second trial may lead on", renewed(), [1, 3, 5], CHAIN, THREE),
    days("each step has its own days", renewed(1, 11), [5], CHAIN, THREE),
    days("each step has its own days, more for the second", renewed(1, 12), [1, 2, 5], CHAIN, THREE),
    days("more for the first", renewed(9, 2), [3, 5], CHAIN, THREE),
    days("a chain in the window alone", renewed(window=last(26)), [3, 5], CHAIN, THREE),
    days("a chain in the first days; since a missing date it is unknown, since one to come it is not met", renewed(window=since("started", 2, "weeks")), [1, 3], KNOWN, THREE, unknown=[4]),
    days("none of a chain in the first days", none_(renewed(window=since("started", 2, "weeks"))), [2, 4, 5], KNOWN, THREE, in_unknown=[4]),
    days("three rows of one table on following days", sequence(step("usage"), step("usage", within=1), step("usage", within=1)), [5], CHAIN, THREE),
    case("a second later is later, on the same day", MOMENT, INSTANTS, met(0), [1, 5]),
    case("the same instant is not in order, at whatever offset", SAME, INSTANTS, met(30), [1, 4, 5]),
    case("days on are calendar days", THEN, INSTANTS, met(1), [1, 4, 5]),
    case("days on are calendar days of the workspace's zone", THEN, INSTANTS, met(0), [1], schema=BERLIN),
    case("instants in the hour that comes twice are in order", MOMENT, TWICE, sequence(step("tickets"), step("tickets", within=0)), [1, 4], as_of="2024-10-31", schema=BERLIN),
    case("instants beside local times are put in order by the clock", MOMENT, TWICE, sequence(step("logins"), step("tickets", within=0)), [3], as_of="2024-10-31", schema=BERLIN),
    case("local times beside instants, the other way round", MOMENT, TWICE, sequence(step("tickets"), step("logins", within=0)), [4], as_of="2024-10-31", schema=BERLIN),
    case("a local time and then an instant, in Berlin", MOMENT, MIXED, sequence(step("logins"), step("tickets", within=0)), [1], schema=BERLIN),
    case("a local time and then an instant, in UTC", MOMENT, MIXED, sequence(step("logins"), step("tickets", within=0)), []),
    case("a day and then an instant: by days, in Berlin", MOMENT, MIXED, sequence(step("usage"), step("tickets", within=1)), [3], schema=BERLIN),
    case("a day and then an instant: by days, in UTC", MOMENT, MIXED, sequence(step("usage"), step("tickets", within=1)), []),
    case("a step without rows of a table of days puts all in order by days", MOMENT, INSTANTS, sequence(step("tickets"), step("meetings", within=1, without=step("usage"))), [4]),
    case("a subscription's start and then a use", THEN, SUBS, sequence(step("subscriptions"), step("usage", within=7)), [1]),
    case("an account's rows, of whichever contact", THEN, PEOPLE, sequence(step("logins", crit("device", "is", "phone")), step("logins", crit("device", "is", "laptop"), 0)), [1, 2]),
    case("a contact's own rows", THEN, PEOPLE, related("contacts", "any", sequence(step("logins", crit("device", "is", "phone")), step("logins", crit("device", "is", "laptop"), 0))), [1]),
]  # fmt: skip
