"""Shares of related entities, and every one of them."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import EVERYONE, all_, crit, muted, none_, related

SHARE = "`share at least p`, `every`. All count related entities after the scope"
NOTHING = "With nothing in scope: `none`, `at most n` and `exactly 0` are met; `any`, `at least n>0`, `share` and `every` are not."
ONE = "`every` wants at least one: an account with no Decision Maker does not have happy Decision Makers."
KLEENE = "Beside it the answer is taken in Kleene's three-valued logic"
BOTH = "Choice: A share is unknown where what is unknown, taken either way, makes it enough and not enough."

CONTACTS = """
    accounts: id | name
    1            | two happy
    2            | one happy, one not
    3            | one not
    4            | no contact
    5            | one unknown
    6            | one happy, one unknown
    contacts: id | account | role  | score
    11           | 1       | buyer | 9
    12           | 1       | user  | 8
    21           | 2       | buyer | 2
    22           | 2       | user  | 9
    31           | 3       | user  | 1
    51           | 5       | buyer |
    61           | 6       |       | 9
    62           | 6       | user  |
    71           | 9       | buyer | 9
    72           |         | buyer | 9
"""
THIRDS = """
    accounts: id | name
    1            | two of three
    2            | one of three, one unknown
    3            | three of ten
    contacts: id | account | score
    11           | 1       | 9
    12           | 1       | 9
    13           | 1       | 1
    21           | 2       | 9
    22           | 2       | 1
    23           | 2       |
    31           | 3       | 9
    32           | 3       | 9
    33           | 3       | 9
    34           | 3       | 1
    35           | 3       | 1
    36           | 3       | 1
    37           | 3       | 1
    38           | 3       | 1
    39           | 3       | 1
    40           | 3       | 1
"""
HAPPY, BUYER = crit("score", ">=", 7), crit("role", "is", "buyer")
NOBODY = crit("id", ">", 1000)


def share(p, members, unknown=(), title="", where=HAPPY, scope=None, rule=SHARE, tables=CONTACTS, in_unknown=()):
    return case(
        f"a share of contacts: {title}", rule, tables, related("contacts", "share", where, None, scope, p), members, unknown, in_unknown
    )


def every(members, unknown=(), title="", where=HAPPY, scope=None, rule=SHARE, in_unknown=()):
    return case(f"every contact: {title}", rule, CONTACTS, related("contacts", "every", where, None, scope), members, unknown, in_unknown)


CASES = [
    every([1], [5, 6], "nobody's are not every one's", rule=ONE),
    every([1, 2, 3, 5, 6], [], "every contact is anyone", where=EVERYONE, rule=ONE),
    every([1], [5, 6], "in scope; a missing role may be in it", scope=BUYER),
    every([], [], "with nothing in scope it is not met, nor unknown", scope=NOBODY, rule=NOTHING),
    every([1], [5, 6], "a muted scope is no scope", scope=all_(muted(BUYER))),
    every([3, 5], [], "a none of inside takes missing for not met", where=none_(HAPPY), rule=KLEENE, in_unknown=[5]),
    share(0.5, [1, 2, 6], [5], "half of them: one of two is enough, whatever the other is"),
    share(0.51, [1], [5, 6], "more than half: one of two is not"),
    share(1.0, [1], [5, 6], "the whole share is every one"),
    share(0.5, [1, 2, 5], [6], "those in scope are all of those in scope, if there are any", where=EVERYONE, scope=BUYER),
    share(0.01, [], [], "with nothing in scope no share is enough", scope=NOBODY, rule=NOTHING),
    share(0.5, [1, 2, 6], [], "who is in scope may be unknown: then it is met on missing data", scope=none_(BUYER), rule=BOTH, in_unknown=[6]),
    share(2 / 3, [1], [2], "two of three are two thirds, one of three with one unknown may be", tables=THIRDS),
    share(0.67, [], [], "two of three are less than 67 per cent", tables=THIRDS),
    share(1 / 3, [1, 2], [], "one of three is a third, three of ten are less", tables=THIRDS),
    share(0.3, [1, 2, 3], [], "three of ten are thirty per cent, in double precision", tables=THIRDS),
    case("none of every: an unknown one is in, on missing data", KLEENE, CONTACTS, none_(related("contacts", "every", HAPPY)), [2, 3, 4, 5, 6], in_unknown=[5, 6]),
    case("none of a share", KLEENE, CONTACTS, none_(related("contacts", "share", HAPPY, share=0.5)), [3, 4, 5], in_unknown=[5]),
    case("every one of a contact's accounts is the one it has, if it has one", ONE, CONTACTS, related("accounts", "every", crit("name", "is", "one not")), [31], entity="contacts"),
    case("every region's account has every contact happy", ONE, """
         accounts: id  | region
         1             | eu
         2             | us
         3             | us
         4             | eu
         regions: code | tier
         us            | A
         eu            | A
         asia          | A
         contacts: id  | account | score
         11            | 1       | 9
         21            | 2       | 9
         22            | 2       | 8
         31            | 3       | 7
         """, related("accounts", "every", related("contacts", "every", HAPPY)), ["us"], entity="regions"),
]  # fmt: skip
