"""The universe leaves out internal and test accounts: they are no members, no related entities, no peers."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case, segment
from tests.spec.schema import SCHEMA, with_universe
from tests.spec.words import EVERYONE, all_, any_, count, crit, listed, muted, none_, outer, peers, related, segment_, tier

LEFT_OUT = "The workspace may have a universe (leave out internal and test accounts); every count and share refers to it and says so."
SUM = "In, out and unknown add up to the universe and are shown."
UNKNOWN = "Choice: What is unknown of the universe itself makes no member unknown."
RELATED = "Choice: Related entities that are outside of the universe do not exist, also not for `none`, shares and counts."
THROUGH = "Choice: Rows are not restricted by the universe beyond their entity, and links lead through entities that are outside."
WHOLE = "Choice: The universe itself is asked of all rows."
PEERS = "itself among them, within the universe"

TABLES = """
    accounts: id    | name     | plan   | seats | region
    1               | Ann      | Gold   | 10    | eu
    2               | test one | Gold   | 1000  | eu
    3               |          | Gold   | 30    | us
    4               | Bob      | Silver |       | us
    5               | test two | Silver | 5     | us
    contacts: id    | account | role     | score
    11              | 1       | buyer    | 9
    12              | 1       | internal | 1
    21              | 2       | buyer    | 9
    31              | 3       | internal | 9
    41              | 4       |          | 2
    51              | 5       | buyer    | 8
    regions: code   | tier
    eu              | A
    us              | A
    logins: contact | at
    11              | 2024-03-01 12:00:00
    12              | 2024-03-01 12:00:00
    31              | 2024-03-01 12:00:00
    usage: account  | at         | n
    1               | 2024-03-01 | 1
    2               | 2024-03-01 | 1
"""
REAL = none_(crit("name", "starts_with", "test"))
OUTSIDE = none_(crit("role", "is", "internal"))
BOTH = with_universe(SCHEMA, accounts=REAL, contacts=OUTSIDE)
PEOPLE = with_universe(SCHEMA, contacts=OUTSIDE)


def within(title, where, members, unknown=(), in_unknown=(), rule=LEFT_OUT, schema=BOTH, **more):
    return case(title, rule, TABLES, where, members, unknown, in_unknown, schema=schema, **more)


CASES = [
    within("everyone is everyone in the universe", EVERYONE, [1, 3, 4]),
    within("none of is within the universe", none_(crit("plan", "is", "Silver")), [1, 3]),
    within("who is outside is not unknown", crit("seats", "<", 100), [1, 3], [4], rule=SUM),
    within("a missing name is in a universe that is a none of, and not unknown", crit("plan", "is", "Gold"), [1, 3], rule=UNKNOWN),
    within("a missing name is not in a universe that wants one, and not unknown", EVERYONE, [1, 4], rule=UNKNOWN, schema=with_universe(SCHEMA, accounts=all_(crit("name", "is_not", "test one"), crit("name", "is_not", "test two")))),
    within("only some are left out of a universe of one entity", EVERYONE, [1, 2, 3, 4, 5], schema=PEOPLE),
    within("contacts have a universe of their own", EVERYONE, [11, 21, 41, 51], entity="contacts"),
    within("what is muted in the universe is not there", EVERYONE, [1, 3, 4, 5], schema=with_universe(SCHEMA, accounts=all_(crit("id", "is_not", 2), muted(REAL)))),
    within("no related entities outside", related("contacts", "any"), [1, 4], rule=RELATED),
    within("none of those in the universe", related("contacts", "none"), [3], rule=RELATED),
    within("how many in the universe", related("contacts", "exactly", n=1), [1, 4], rule=RELATED),
    within("every one in the universe", related("contacts", "every", crit("score", ">=", 9)), [1], rule=RELATED),
    within("a share of those in the universe", related("contacts", "share", crit("score", "<", 5), share=0.5), [4], rule=RELATED),
    within("a contact's account outside is none", related("accounts", "none"), [21, 51], rule=RELATED, entity="contacts"),
    within("a contact's account outside meets nothing", related("accounts", "any", crit("plan", "is", "Gold")), [11], rule=RELATED, entity="contacts"),
    within("a region's accounts in the universe", related("accounts", "exactly", n=1), ["eu"], rule=RELATED, entity="regions"),
    within("a region's contacts, through accounts outside", related("contacts", "exactly", n=2), ["eu", "us"], rule=THROUGH, entity="regions"),
    within("a contact's region, through an account outside", related("regions", "any"), [11, 21, 41, 51], rule=THROUGH, entity="contacts"),
    within("logins of a contact outside are the account's", crit(count("logins"), "is", 2), [1], rule=THROUGH),
    within("logins of a contact outside, alone", crit(count("logins"), "is", 1), [3], rule=THROUGH),
    within("a list of keys within the universe", listed(1, 2, 5), [1]),
    within("another segment within the universe", segment_("gold"), [1, 3], known={"gold": segment(crit("plan", "is", "Gold"))}),
    within("peers within the universe", crit(peers("seats", "plan"), "is", 20), [1, 3], [4], rule=PEERS),
    within("peers without a universe", crit(peers("seats", "plan"), "is", 30), [1, 2, 3], rule=PEERS, schema=PEOPLE),
    within("tiers within the universe", crit(tier("seats", 2), "is", 2), [3], [4], rule="ranks the n entities of the universe that have a value"),
    within("peers of related entities within their universe", related("contacts", "any", crit("score", ">=", peers("score", "account", stat="mean"))), [1, 4], rule=PEERS),
    within("against the entity outside, within the universe", related("contacts", "any", crit("score", "<", outer("seats"))), [1], [4], rule=RELATED),
    within("a universe that asks for related entities sees all of them", EVERYONE, [1, 3], rule=WHOLE,
           schema=with_universe(SCHEMA, accounts=all_(related("contacts", "any", crit("role", "is", "internal"))), contacts=OUTSIDE)),
    within("a universe that asks for behaviour", EVERYONE, [1, 2], rule=WHOLE, schema=with_universe(SCHEMA, accounts=all_(crit(count("usage"), ">=", 1)))),
    within("a universe that asks for peers sees all of them", EVERYONE, [2, 3, 5], rule=WHOLE, schema=with_universe(SCHEMA, accounts=all_(crit("seats", ">=", peers("seats", "plan"))))),
    within("a universe by hand", EVERYONE, [4, 5], schema=with_universe(SCHEMA, accounts=any_(listed(4, 5, 99)))),
    within("nobody is left", EVERYONE, [], schema=with_universe(SCHEMA, accounts=all_(listed(99)))),
]  # fmt: skip
