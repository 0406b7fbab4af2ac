"""Compared with the entity outside: of a related group the one it started from, of a row its own."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import (
    agg,
    all_,
    arith,
    attr,
    count,
    crit,
    every_row,
    first_ever,
    last,
    none_,
    outer,
    related,
    sequence,
    since,
    step,
    tenure,
)

STARTED = "may compare with a metric of the entity it started from (a use case's required edition against the account's edition)."
OTHERS = "may nest (contact → its account → that account's other contacts)"
ROW = "it may compare with a value, another column of the row, or an attribute of the entity."
UNKNOWN = "Choice: A missing value of the entity outside makes the comparison unknown."

CONTACTS = """
    accounts: id | seats | edition | started    | region
    1            | 5     | Pro     | 2024-01-10 | eu
    2            | 10    | Free    | 2024-03-31 | eu
    3            |       |         |            | us
    4            | 5     | Pro     | 2024-01-10 | us
    contacts: id | account | score | role | joined
    11           | 1       | 6     | Max  | 2024-01-09
    12           | 1       | 4     | Pro  | 2024-01-10
    21           | 2       | 9     | Pro  | 2024-01-01
    31           | 3       | 9     | Free | 2024-03-31
    regions: code | size
    eu            | 5
    us            | 9
    usage: account | at         | n  | feature
    1              | 2024-01-09 | 4  | Pro
    1              | 2024-01-10 | 6  | Max
    2              | 2024-03-30 | 9  | Free
    3              | 2024-03-30 | 9  | Free
    logins: contact | at                  | device
    11              | 2024-03-01 12:00:00 | Max
    12              | 2024-03-01 12:00:00 | Max
    21              | 2024-03-01 12:00:00 | Pro
"""


def outside(title, where, members, unknown=(), in_unknown=(), entity="accounts", rule=STARTED):
    return case(title, rule, CONTACTS, where, members, unknown, in_unknown, entity=entity)


def up(where, table="contacts", quantifier="any"):
    return related(table, quantifier, where)


MORE = crit("score", ">", outer("seats"))

CASES = [
    outside("any contact scores more than the account has seats", up(MORE), [1], unknown=[3]),
    outside("no contact scores more than the account has seats", up(MORE, quantifier="none"), [2, 3, 4], in_unknown=[3], rule=UNKNOWN),
    outside("every contact scores at least one less than the account has seats", up(crit("score", ">=", arith(outer("seats"), "-", 1)), quantifier="every"), [1, 2], unknown=[3]),
    outside("the entity outside on the left side", up(crit(outer("seats"), "<", attr("score"))), [1], unknown=[3]),
    outside("the entity outside against a value", up(crit(outer("seats"), "is", 5)), [1], unknown=[3]),
    outside("the entity outside against a value: with no one related there is nothing to meet", up(crit(outer("seats"), "is_missing")), [3]),
    outside("the scope is about the entity outside", related("contacts", "none", scope=MORE), [2, 3, 4], in_unknown=[3]),
    outside("an ordered text against the entity's, in its order", up(crit("role", ">", outer("edition"))), [1, 2], unknown=[3]),
    outside("a text against the entity's", up(crit("role", "is", outer("edition"))), [1], unknown=[3]),
    outside("a date against the entity's", up(crit("joined", "<", outer("started"))), [1, 2], unknown=[3]),
    outside("against an aggregate of the entity outside", up(crit("joined", ">", outer(agg("usage", "last_day")))), [3]),
    outside("against a tenure of the entity outside", up(crit("score", "<=", outer(tenure("started", "days")))), [1], unknown=[3]),
    outside("against a count in the first days of the entity outside", up(crit("score", ">", outer(count("usage", since("started", 7))))), [1, 2], unknown=[3]),
    outside("a filter of the entity outside is about the entity outside", up(crit("score", "is", outer(agg("usage", "max", "n", where=all_(crit("n", ">", outer("seats"))))))), [1], unknown=[2, 3]),
    outside("an aggregate of the related entity against the entity outside", up(crit(count("logins"), "<", outer("seats"))), [1, 2], unknown=[3]),
    outside("a contact against its account", up(crit("seats", "<", outer("score")), "accounts"), [11], unknown=[31], entity="contacts"),
    outside("two levels out: contacts that score more than the region is large", related("accounts", "any", up(crit("score", ">", outer("size", 2)))), ["eu"], entity="regions"),
    outside("one level and two levels out, side by side", related("accounts", "any", up(all_(crit("score", ">", outer("size", 2)), crit("score", "<", outer("seats"))))), ["eu"], entity="regions"),
    outside("one level and two levels out, one against the other", related("accounts", "any", up(crit(outer("size", 2), "is", outer("seats")))), ["eu"], unknown=["us"], entity="regions"),
    outside("the outermost entity in the scope of the innermost group", related("accounts", "any", related("contacts", "at_least", n=2, scope=crit("score", "<=", arith(outer("size", 2), "+", 1)))), ["eu"], entity="regions"),
    outside("the account's other contacts", up(up(crit("id", "is_not", outer("id", 2))), "accounts"), [11, 12], entity="contacts", rule=OTHERS),
    outside("another contact of the account that scores more", up(up(crit("score", ">", outer("score", 2))), "accounts"), [12], entity="contacts", rule=OTHERS),
    outside("a group that looks out beside one that does not", all_(up(MORE), up(crit("score", "<", 5))), [1]),
    outside("none of a group that looks out", none_(up(MORE)), [2, 3, 4], in_unknown=[3]),
    outside("rows since the entity's start", crit(count("usage", where=all_(crit("at", ">=", outer("started")))), "is", 1), [1], rule=ROW),
    outside("rows with more than the entity's seats; a missing one lets none pass", crit(count("usage", where=all_(crit("n", ">", outer("seats")))), "is", 0), [2, 3, 4], rule=ROW),
    outside("rows with the entity's own text", crit(count("usage", where=all_(crit("feature", "is", outer("edition")))), ">=", 1), [1, 2], rule=ROW),
    outside("rows by the entity's order", crit(count("usage", where=all_(crit("feature", ">", outer("edition")))), ">=", 1), [1], rule=ROW),
    outside("rows against arithmetic with the entity's attribute", crit(count("usage", where=all_(crit("n", "<", arith(outer("seats"), "-", 0.5)))), ">=", 1), [1, 2], rule=ROW),
    outside("none of, in a row filter: a missing attribute is not met, so the row passes", crit(count("usage", where=none_(crit("n", ">", outer("seats")))), ">=", 1), [1, 2, 3], rule=ROW),
    outside("rows of a related entity against that entity", up(crit(count("logins", where=all_(crit("device", "is", outer("role")))), ">=", 1)), [1, 2], rule=ROW),
    outside("every row against the entity", every_row("usage", crit("n", "<", outer("seats"))), [2], rule=ROW),
    outside("a first row ever against the entity", first_ever("usage", last(365), crit("at", ">=", outer("started"))), [1], rule=ROW),
    outside("the steps of a sequence against the entity", sequence(step("usage", crit("n", "<", outer("seats"))), step("usage", crit("n", ">", outer("seats")), within=1)), [1], rule=ROW),
]  # fmt: skip
