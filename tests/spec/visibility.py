"""Nothing dated after D is visible; entities are."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.schema import MILESTONES
from tests.spec.words import agg, all_, count, crit, days_since, days_until, last, related, tenure

VISIBLE = "Nothing dated after D is visible: rows of event and snapshot tables later than the end of D do not exist for that evaluation."
ENTITIES = "(Attributes are the state in the entity's table; a renewal date may lie in the future.)"
KEYED = "Tables keyed as entities (contracts, milestones) keep rows dated after D: only event, snapshot and interval tables have an end of time."

FUTURE = """
    accounts: id     | started    | renews
    1                | 2024-01-01 | 2025-01-01
    2                | 2024-06-01 | 2024-06-01
    contacts: id     | account | joined
    11               | 1       | 2024-05-01
    21               | 2       | 2024-01-01
    usage: account   | at         | n | due
    1                | 2024-03-31 | 1 | 2024-05-01
    1                | 2024-04-01 | 8 | 2024-05-01
    2                | 2024-04-01 | 8 |
    tickets: account | opened                    | csat
    1                | 2024-03-31 23:59:59+00:00 | 4
    1                | 2024-04-01 00:00:00+00:00 | 1
    logins: contact  | at
    11               | 2024-03-31 23:59:59
    21               | 2024-04-01 00:00:00
    health: account  | day        | score
    1                | 2024-03-31 | 10
    1                | 2024-04-01 | 90
    2                | 2024-04-01 | 90
"""


def of(title, where, members, unknown=(), rule=VISIBLE, **options):
    return case(title, rule, FUTURE, where, members, unknown, **options)


CASES = [
    of("an event of tomorrow is not counted", crit(count("usage"), "is", 1), [1]),
    of("an event of tomorrow is nobody's last", crit(agg("usage", "last_day"), "<=", "2024-03-31"), [1], unknown=[2]),
    of("an event of tomorrow is counted tomorrow", crit(count("usage"), "is", 2), [1], as_of="2024-04-01"),
    of("an event of the last moment of D is visible", crit(agg("tickets", "latest", "csat"), "is", 4), [1], unknown=[2]),
    of("an event of the first moment after D is not", crit(count("tickets"), ">", 1), []),
    of("a day on, it is", crit(agg("tickets", "latest", "csat"), "is", 1), [1], unknown=[2], as_of="2024-04-01"),
    of("the same of naive timestamps", crit(count("logins"), "is", 1), [1]),
    of("a snapshot of tomorrow is not read", crit(agg("health", "latest", "score"), "<", 50), [1], unknown=[2]),
    of("a snapshot of tomorrow does not raise the largest", crit(agg("health", "max", "score"), "is", 10), [1], unknown=[2]),
    of("the evaluation of a day long past", crit(count("usage"), "is", 0), [1, 2], as_of="2023-01-01"),
    of("another date of a row is read as it is", crit(agg("usage", "max", "due"), "is", "2024-05-01"), [1], unknown=[2],
       rule="Choice: Only an interval's end is hidden after D; any other date column of a row (a due date) is read as it is."),
    of("days since such a date are negative", crit(days_since(agg("usage", "max", "due")), "is", -31), [1], unknown=[2],
       rule="Choice: Only an interval's end is hidden after D; any other date column of a row (a due date) is read as it is."),
    of("an account that starts after D is in the table", crit("id", "is_present"), [1, 2], rule=ENTITIES),
    of("an attribute may lie after D", crit(days_until("renews"), ">", 60), [1, 2], rule=ENTITIES),
    of("a start after D can be asked for", crit("started", ">", "2024-03-31"), [2], rule=ENTITIES),
    of("but has no tenure", crit(tenure("started"), ">=", 0), [1], unknown=[2], rule="A start after D has no tenure: it is missing."),
    of("related entities dated after D are there", related("contacts", "any", crit("joined", ">", "2024-03-31")), [1], rule=KEYED),
    of("and have rows", related("contacts", "any", crit(count("logins", last(1)), "is", 1)), [1], rule=KEYED),
    case("rows of a keyed table that is dated, after D", KEYED, """
         accounts: id      | name
         1                 | now
         2                 | to come
         milestones: id    | account | due
         m1                | 1       | 2024-03-31
         m2                | 2       | 2024-04-01
         m3                | 2       |
         """, related("milestones", "exactly", n=2), [2], schema=MILESTONES),
    case("such rows lie in no window after D", "Choice: A row of an entity table that has a time and is dated after D exists, but lies in no window (also not in `any_time`).", """
         accounts: id      | name
         1                 | now
         2                 | to come
         milestones: id    | account | due
         m1                | 1       | 2024-03-31
         m2                | 2       | 2024-04-01
         m3                | 2       |
         """, crit(count("milestones"), "is", 0), [2], schema=MILESTONES),
    of("a filter does not bring a later row back", crit(count("usage", where=all_(crit("at", ">", "2024-03-31"))), ">", 0), []),
]  # fmt: skip
