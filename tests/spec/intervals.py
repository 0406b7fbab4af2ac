"""Interval tables: what holds on the as-of date, and their rows as entities of their own."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import HOLDING, agg, all_, attr, count, crit, days_since, days_until, last, none_, related, tenure

HOLDS = "An interval table (subscriptions, onboarding phases: a start and perhaps an end) holds on D where start <= D and the end is missing or after D."
END_OF_TIME = "An end after D has not happened; a start after D does not exist."

# As of 2024-03-31. a and b hold; c ended on the day, d the day before; e is to come; f has no start.
SUBSCRIPTIONS = """
    accounts: id       | name
    1                  | two that hold
    2                  | ended today, and yesterday
    3                  | to come
    4                  | without a start
    5                  | none
    subscriptions: sub | account | start      | end        | seats | plan
    a                  | 1       | 2024-03-31 |            | 5     | Gold
    b                  | 1       | 2023-01-31 | 2024-04-01 | 10    | Silver
    c                  | 2       | 2023-01-31 | 2024-03-31 | 20    | Gold
    d                  | 2       | 2023-01-31 | 2024-03-30 | 40    | Gold
    e                  | 3       | 2024-04-01 |            | 80    | Gold
    f                  | 4       |            |            | 160   | Gold
    g                  | 9       | 2024-01-01 |            | 320   | Gold
    invoices: sub      | issued     | amount
    a                  | 2024-03-31 | 1
    b                  | 2024-03-01 | 2
    c                  | 2024-03-31 | 4
    e                  | 2024-03-31 | 8
    f                  | 2024-03-31 | 16
    g                  | 2024-03-31 | 32
    z                  | 2024-03-31 | 64
"""
SEATS = agg("subscriptions", "sum", "seats", HOLDING)


def of(title, where, members, unknown=(), in_unknown=(), rule=HOLDS, **options):
    return case(title, rule, SUBSCRIPTIONS, where, members, unknown, in_unknown, **options)


def sub(title, where, members, unknown=(), in_unknown=(), rule=END_OF_TIME, **options):
    return of(title, where, members, unknown, in_unknown, rule, entity="subscriptions", **options)


CASES = [
    of("how many hold", crit(count("subscriptions", HOLDING), "is", 2), [1]),
    of("an end on the day has happened", crit(count("subscriptions", HOLDING), "is", 0), [2, 3, 4, 5]),
    of("the day before, what ends today holds", crit(count("subscriptions", HOLDING), "is", 1), [1, 2], as_of="2024-03-30"),
    of("two days before, what ends tomorrow holds", crit(count("subscriptions", HOLDING), "is", 2), [2], as_of="2024-03-29"),
    of("the day after, what starts then holds", crit(count("subscriptions", HOLDING), "is", 1), [1, 3], as_of="2024-04-01"),
    of("the sum of what holds", crit(SEATS, "is", 15), [1]),
    of("the largest of what holds", crit(agg("subscriptions", "max", "seats", HOLDING), "<", 100), [1], unknown=[2, 3, 4, 5]),
    of("what holds, through a filter", crit(agg("subscriptions", "sum", "seats", HOLDING, all_(crit("plan", "is", "Gold"))), "is", 5), [1]),
    of("any time is by the start, ended or not", crit(count("subscriptions"), "is", 2), [1, 2], rule=END_OF_TIME),
    of("a window is by the start", crit(count("subscriptions", last(1)), "is", 1), [1], rule=END_OF_TIME),
    of("a row without a start is in no window", crit(count("subscriptions"), "is", 0), [3, 4, 5], rule="Rows of an event table whose timestamp is missing are outside every window"),
    of("days since the last start", crit(days_since(agg("subscriptions", "last_day")), "is", 0), [1], unknown=[3, 4, 5], rule="`days since d` is D - d in days"),
    of("an end after D is not there to be read", crit(agg("subscriptions", "max", "end"), ">", "2024-03-31"), [], unknown=[1, 3, 4, 5], rule=END_OF_TIME),
    of("an end on D is", crit(agg("subscriptions", "max", "end"), "is", "2024-03-31"), [2], unknown=[1, 3, 4, 5], rule=END_OF_TIME),
    of("a row filter reads no end after D", crit(count("subscriptions", where=all_(crit("end", "is_present"))), ">", 0), [2], rule=END_OF_TIME),
    of("related: a start after D does not exist", related("subscriptions", "any"), [1, 2, 4], rule=END_OF_TIME),
    of("related: none, where there is only one to come", related("subscriptions", "none"), [3, 5], rule=END_OF_TIME),
    of("related: counted", related("subscriptions", "exactly", n=2), [1, 2], rule=END_OF_TIME),
    of("related: an end after D is missing", related("subscriptions", "at_least", crit("end", "is_missing"), n=2), [1], rule=END_OF_TIME),
    of("related: with a metric of its own rows", related("subscriptions", "any", crit(agg("invoices", "sum", "amount"), ">=", 4)), [2, 4], rule="A related condition may use any metric of the related entity"),
    of("rows reach the account through a subscription", crit(agg("invoices", "sum", "amount"), "is", 3), [1], rule="Rows whose key matches no entity are left out and named likewise."),
    of("rows do not reach the account through one that does not exist", crit(count("invoices"), "is", 0), [3, 5],
       rule="Choice: A row that reaches its entity through an interval row that does not exist on D (its start is later) does not reach it."),
    of("once it exists, they do", crit(count("invoices"), "is", 1), [2, 3, 4], as_of="2024-04-01",
       rule="Choice: A row that reaches its entity through an interval row that does not exist on D (its start is later) does not reach it."),
    sub("subscriptions as members: one to come does not exist", crit("plan", "is", "Gold"), ["a", "c", "d", "f", "g"]),
    sub("subscriptions as members: nor is it met by none of", none_(crit("plan", "is", "Gold")), ["b"]),
    sub("subscriptions as members: an end after D is missing", crit("end", "is_missing"), ["a", "b", "f", "g"]),
    sub("subscriptions as members: days until an end after D are missing", crit(days_until("end"), ">=", 0), ["c"], unknown=["a", "b", "f", "g"]),
    sub("subscriptions as members: tenure", crit(tenure("start"), ">=", 14), ["b", "c", "d"], unknown=["f"], rule="`tenure` in months is the number of whole calendar months"),
    sub("subscriptions as members: their account", related("accounts", "any", crit("id", "<=", 2)), ["a", "b", "c", "d"], rule="Related entities"),
    sub("subscriptions as members: an account that is not there", related("accounts", "none"), ["g"], rule="Related entities"),
    sub("subscriptions as members: their invoices", crit(agg("invoices", "sum", "amount"), ">", attr("seats")), [], rule="A related condition may use any metric"),
    sub("subscriptions as members: without invoices", crit(count("invoices"), "is", 0), ["d"], rule="No rows in the window: count, sum, distinct count and active periods are 0"),
]  # fmt: skip
