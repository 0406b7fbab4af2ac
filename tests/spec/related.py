"""Related entities: how many of those in scope meet a condition, which way the links lead, and how deep."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import EVERYONE, all_, any_, attr, count, crit, last, muted, none_, related, tenure

AFTER_SCOPE = "All count related entities after the scope (`where role is Decision Maker`)."
NOTHING = "With nothing in scope: `none`, `at most n` and `exactly 0` are met; `any`, `at least n>0`, `share` and `every` are not."
ANY_METRIC = "A related condition may use any metric of the related entity, behaviour included, may be a whole group, may nest"
KLEENE = "Beside it the answer is taken in Kleene's three-valued logic"
LINK = "Rows whose key matches no entity are left out and named likewise."
MUTED = "A muted criterion is as if it were not there; a group with nothing left is muted"

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
HAPPY = crit("score", ">=", 7)
BUYER = crit("role", "is", "buyer")

UP = """
    accounts: id | plan   | region
    1            | Gold   | eu
    2            | Silver | us
    3            |        | eu
    4            | Gold   | gone
    5            | Gold   |
    regions: code | tier | size
    eu            | A    | 30
    us            |      | 20
    asia          | A    | 10
    contacts: id | account | role  | score
    11           | 1       | buyer | 9
    12           | 1       | user  | 2
    21           | 2       | buyer | 5
    31           | 3       | user  | 7
    41           | 4       | user  |
    91           | 9       | user  | 7
    92           |         | user  | 7
"""


def of(title, quantifier, members, unknown=(), in_unknown=(), n=None, where=HAPPY, scope=None, rule=KLEENE):
    return case(
        f"related contacts: {title}",
        rule,
        CONTACTS,
        related("contacts", quantifier, where, n, scope),
        members,
        unknown,
        in_unknown,
    )


def up(title, entity, where, members, unknown=(), in_unknown=(), rule=LINK):
    return case(title, rule, UP, where, members, unknown, in_unknown, entity=entity)


CASES = [
    of("any", "any", [1, 2, 6], unknown=[5]),
    of("none", "none", [3, 4, 5], in_unknown=[5]),
    of("at least 1 is any", "at_least", [1, 2, 6], unknown=[5], n=1),
    of("at least 2", "at_least", [1], unknown=[6], n=2),
    of("at least 0 is met by all", "at_least", [1, 2, 3, 4, 5, 6], n=0),
    of("at most 0 is none", "at_most", [3, 4, 5], in_unknown=[5], n=0),
    of("at most 1", "at_most", [2, 3, 4, 5, 6], in_unknown=[6], n=1),
    of("exactly 0 is none", "exactly", [3, 4, 5], in_unknown=[5], n=0),
    of("exactly 1", "exactly", [2, 6], unknown=[5], in_unknown=[6], n=1),
    of("exactly 2", "exactly", [1], unknown=[6], n=2),
    of("any in scope", "any", [1], unknown=[5, 6], where=HAPPY, scope=BUYER, rule=AFTER_SCOPE),
    of("none in scope: what is outside of it does not count", "none", [2, 3, 4, 5, 6], in_unknown=[5, 6], scope=BUYER, rule=AFTER_SCOPE),
    of("exactly 1 in scope", "exactly", [1, 2, 5], unknown=[6], n=1, where=EVERYONE, scope=BUYER, rule=AFTER_SCOPE),
    of("at most 1 in scope", "at_most", [1, 2, 3, 4, 5, 6], n=1, where=EVERYONE, scope=BUYER, rule=AFTER_SCOPE),
    of("nothing in scope: none is met", "none", [1, 2, 3, 4, 5, 6], where=EVERYONE, scope=crit("id", ">", 1000), rule=NOTHING),
    of("nothing in scope: any is not met", "any", [], where=EVERYONE, scope=crit("id", ">", 1000), rule=NOTHING),
    of("nothing in scope: exactly 0 is met", "exactly", [1, 2, 3, 4, 5, 6], n=0, where=EVERYONE, scope=crit("id", ">", 1000), rule=NOTHING),
    of("nothing in scope: at least 1 is not met", "at_least", [], n=1, where=EVERYONE, scope=crit("id", ">", 1000), rule=NOTHING),
    of("how many related entities there are", "at_least", [1, 2, 6], n=2, where=EVERYONE, rule=LINK),
    of("no related entity at all", "none", [4], where=EVERYONE, rule=NOTHING),
    of("the condition is a whole group", "any", [1, 2, 6], unknown=[5], where=any_(all_(BUYER, HAPPY), crit("score", "is", 9)), rule=ANY_METRIC),
    of("a none of inside takes missing for not met", "any", [2, 3, 5, 6], in_unknown=[5, 6], where=none_(HAPPY), rule=ANY_METRIC),
    of("a muted scope is no scope", "any", [1, 2, 6], unknown=[5], scope=all_(muted(BUYER)), rule="Choice: a `scope` or a row filter with nothing left is as if it were not there."),
    of("a muted criterion of the condition is not there", "any", [1, 2, 6], unknown=[5], where=all_(HAPPY, muted(BUYER)), rule=MUTED),
    case("a related group that is muted is not there", MUTED, CONTACTS, all_(crit("id", "<", 3), muted(related("contacts", "any", HAPPY))), [1, 2]),
    case("a related group whose condition has nothing left is not there", "Choice: A related group whose `where` has nothing left is muted", CONTACTS,
         all_(crit("id", "<", 5), related("contacts", "none", all_(muted(HAPPY)))), [1, 2, 3, 4]),
    case("none of any related", KLEENE, CONTACTS, none_(related("contacts", "any", HAPPY)), [3, 4, 5], in_unknown=[5]),
    case("two related groups", ANY_METRIC, CONTACTS, all_(related("contacts", "any", HAPPY), related("contacts", "any", crit("score", "<", 7))), [2], unknown=[5, 6]),
    up("a contact's account", "contacts", related("accounts", "any", crit("plan", "is", "Gold")), [11, 12, 41], unknown=[31]),
    up("a contact without an account that is there has none", "contacts", related("accounts", "none"), [91, 92]),
    up("none of a contact's account: a missing account counts", "contacts", related("accounts", "none", crit("plan", "is", "Gold")),
       [21, 31, 91, 92], in_unknown=[31], rule=NOTHING),
    up("a contact's account's region, two links on", "contacts", related("regions", "any", crit("tier", "is", "A")), [11, 12, 31], unknown=[21]),
    up("a link that names nothing leads nowhere", "accounts", related("regions", "none"), [4, 5]),
    up("a region's accounts", "regions", related("accounts", "at_least", crit("plan", "is", "Gold"), n=1), ["eu"]),
    up("a region's contacts, two links on", "regions", related("contacts", "exactly", n=3), ["eu"]),
    up("a region of nobody", "regions", related("contacts", "none"), ["asia"], rule=NOTHING),
    up("related inside related: the accounts of a region that have a buyer", "regions", related("accounts", "any", related("contacts", "any", BUYER)), ["eu", "us"], rule=ANY_METRIC),
    up("related inside related, counted", "regions", related("accounts", "exactly", related("contacts", "none", HAPPY), n=1), ["us"], rule=ANY_METRIC),
    up("from a contact to its account to the account's contacts", "contacts",
       related("accounts", "any", related("contacts", "at_least", n=2)), [11, 12], rule="may nest (contact → its account → that account's other contacts)"),
    up("the contact itself is among its account's contacts", "contacts",
       related("accounts", "any", related("contacts", "any", crit("id", "is", 21))), [21],
       rule="Choice: A related group may come back to where it began (contact, its account, that account's contacts): the contact itself is among them."),
    up("three deep, with a group of its own at each step", "contacts",
       all_(crit("score", ">", 1), related("accounts", "any", all_(crit("plan", "is", "Gold"), related("regions", "any", all_(crit("tier", "is", "A"), crit("size", ">=", 30)))))),
       [11, 12], unknown=[31], rule=ANY_METRIC),
    case("two metrics of the related entity compared", ANY_METRIC, CONTACTS, related("contacts", "any", crit("score", "<", attr("id"))), [1, 2, 3, 6], unknown=[5]),
    case("behaviour of the related entity, in a window", ANY_METRIC, """
         accounts: id    | name
         1               | two contacts came
         2               | one came
         3               | one came long ago
         contacts: id    | account | joined
         11              | 1       | 2024-01-01
         12              | 1       | 2023-01-01
         21              | 2       | 2023-01-01
         22              | 2       | 2024-01-01
         31              | 3       | 2023-01-01
         logins: contact | at
         11              | 2024-03-31 23:59:59
         12              | 2024-03-02 00:00:00
         21              | 2024-03-15 12:00:00
         22              | 2024-03-01 23:59:59
         31              | 2023-12-01 12:00:00
         """, related("contacts", "at_least", crit(count("logins", last(30)), ">=", 1), n=2), [1]),
    case("tenure of the related entity, in scope", AFTER_SCOPE, """
         accounts: id    | name
         1               | an old contact
         2               | a new one
         contacts: id    | account | joined
         11              | 1       | 2022-01-01
         21              | 2       | 2024-01-01
         """, related("contacts", "none", scope=crit(tenure("joined"), ">=", 12)), [2]),
]  # fmt: skip
