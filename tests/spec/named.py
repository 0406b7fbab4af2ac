"""Static lists of keys, other segments as criteria, and parameters."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case, segment
from tests.spec.words import (
    EVERYONE,
    ago,
    all_,
    any_,
    arith,
    at_least,
    count,
    crit,
    last,
    listed,
    muted,
    none_,
    number,
    param,
    related,
    segment_,
    sequence,
    since,
    span,
    step,
)

LIST = "Keys of a static list that name no entity are left out and named by the data check."
TYPED = "Members come back as keys, with the key's type, in the entity table's order."
OTHER = "A segment may be used as a criterion in another, of the same entity or through a relation."
MUTED = "A muted criterion is as if it were not there; a group with nothing left is muted"
PARAMETER = "a metric compared with a value, a parameter or another metric"
OWN = "Choice: Each segment has parameters of its own; another that it refers to keeps its own values."

ACCOUNTS = """
    accounts: id       | plan   | seats | started    | region
    3                  | Gold   | 9     | 2024-03-01 | eu
    1                  | Gold   | 1     | 2024-03-10 | us
    2                  | Silver | 9     | 2023-01-01 | eu
    4                  |        | 9     |            | us
    9007199254740993   | Silver | 1     | 2024-03-31 |
    contacts: id       | account | score | role
    11                 | 3       | 9     | buyer
    12                 | 3       | 2     | user
    21                 | 2       | 9     | user
    41                 | 4       |       | buyer
    regions: code      | tier | size
    eu                 | A    | 2
    us                 | B    | 9
    007                | B    | 1
    usage: account     | at         | n
    3                  | 2024-03-31 | 5
    1                  | 2024-03-11 | 5
    1                  | 2024-03-20 | 1
    2                  | 2023-01-05 | 1
    2                  | 2024-02-01 | 1
"""
BIG, GOLD = 9007199254740993, crit("plan", "is", "Gold")
MANY = crit("seats", ">=", 5)
HAPPY = segment(crit("score", ">=", 5), "contacts")


def keys(title, where, members, rule=LIST, **more):
    return case(title, rule, ACCOUNTS, where, members, **more)


def other(title, where, members, unknown=(), in_unknown=(), rule=OTHER, entity="accounts", **known):
    return case(title, rule, ACCOUNTS, where, members, unknown, in_unknown, entity=entity, known=known)


def turned(title, where, members, unknown=(), entity="accounts", **parameters):
    return case(title, PARAMETER, ACCOUNTS, where, members, unknown, entity=entity, **parameters)


P = param("p")

CASES = [
    keys("a list of keys, in the table's order", listed(1, 2, 3), [3, 1, 2], TYPED),
    keys("keys of nobody are left out", listed(99, 4), [4]),
    keys("a key twice is there once", listed(1, 1), [1]),
    keys("nobody on the list is there", listed(98, 99), []),
    keys("a key beyond doubles, written as text", listed(str(BIG)), [BIG], TYPED),
    keys("a key beyond doubles, and none beside it", listed(BIG - 1, BIG), [BIG], TYPED),
    keys("keys that are texts compare exactly", listed("EU", "us", "7", "007"), ["us", "007"], "Keys may be text, integers or UUIDs", entity="regions"),
    keys("none of a list is never unknown", none_(listed(3, 4)), [1, 2, BIG]),
    keys("a list beside criteria", all_(listed(1, 2, 4), crit("plan", "is_not", "Gold")), [2], unknown=[4]),
    keys("a muted list is not there", all_(GOLD, muted(listed(3))), [3, 1], MUTED, unknown=[4]),
    keys("related entities on a list", related("contacts", "any", listed(12, 21, 99)), [3, 2]),
    keys("the scope is a list", related("contacts", "every", crit("score", ">=", 5), scope=listed(11, 41)), [3], unknown=[4]),
    other("another segment", segment_("many"), [3, 2, 4], many=MANY),
    other("another segment's unknown is unknown", segment_("gold"), [3, 1], unknown=[4], gold=GOLD),
    other("another segment beside a criterion", all_(segment_("many"), GOLD), [3], unknown=[4], many=MANY),
    other("none of another segment", none_(segment_("gold")), [2, 4, BIG], in_unknown=[4], gold=GOLD),
    other("two other segments", any_(segment_("gold"), segment_("many")), [3, 1, 2, 4], gold=GOLD, many=MANY),
    other("at least two of other segments and a criterion", at_least(2, segment_("gold"), segment_("many"), crit("started", "<", "2024-01-01")), [3, 2], unknown=[4], gold=GOLD, many=MANY),
    other("another segment twice", any_(segment_("gold"), all_(segment_("gold"), MANY)), [3, 1], unknown=[4], gold=GOLD),
    other("another segment that refers to another", segment_("best"), [3], unknown=[4], best=all_(segment_("gold"), segment_("many")), gold=GOLD, many=MANY),
    other("another segment that is a none of", segment_("others"), [2, 4, BIG], in_unknown=[4], others=none_(GOLD)),
    other("another segment that is everyone", segment_("all"), [3, 1, 2, 4, BIG], all=all_(EVERYONE)),
    other("a muted reference is not there", all_(MANY, muted(segment_("gold"))), [3, 2, 4], rule=MUTED, gold=GOLD),
    other("another segment in which all is muted is not there", all_(MANY, segment_("gold")), [3, 2, 4], rule=MUTED, gold=all_(muted(GOLD))),
    other("what is muted in another segment is not there", segment_("gold"), [3, 1], unknown=[4], rule=MUTED, gold=all_(GOLD, muted(MANY))),
    other("a segment of related entities", related("contacts", "any", segment_("happy")), [3, 2], unknown=[4], happy=HAPPY),
    other("a segment of related entities as the scope", related("contacts", "every", crit("role", "is", "buyer"), scope=segment_("happy")), [3], unknown=[4], happy=HAPPY),
    other("a contact of a segment of accounts", related("accounts", "any", segment_("gold")), [11, 12], unknown=[41], entity="contacts", gold=segment(GOLD)),
    other("a segment of accounts that asks for contacts in another", segment_("with happy ones"), [3, 2], unknown=[4], **{"with happy ones": related("contacts", "any", segment_("happy")), "happy": HAPPY}),
    other("a list in another segment", segment_("pilot"), [3, 4], pilot=listed(3, 4, 99)),
    turned("a parameter as a value", crit("seats", ">=", P), [3, 2, 4], p=5),
    turned("a parameter that is a text", crit("plan", "is", P), [3, 1], [4], p="Gold"),
    turned("a parameter that is a date", crit("started", "<=", P), [3, 2], [4], p="2024-03-01"),
    turned("a parameter as a list", crit("plan", "one_of", P), [3, 1, 2, BIG], [4], p=["Gold", "Silver"]),
    turned("a parameter in a list", crit("plan", "one_of", ["Bronze", P]), [2, BIG], [4], p="Silver"),
    turned("parameters as ends of a range", crit("seats", "between", [P, param("q")]), [1, BIG], p=0, q=8),
    turned("a parameter as a window's length", crit(count("usage", last(P)), ">=", 1), [3, 1], p=12),
    turned("a parameter as a window's months", crit(count("usage", last(P, "months")), ">=", 1), [3, 1, 2], p=2),
    turned("parameters as days ago", crit(count("usage", ago(P, param("q"))), ">=", 1), [1], p=11, q=20),
    turned("a parameter as the length of the first days", crit(count("usage", since("started", P)), ">=", 1), [1, 2], [4], p=5),
    turned("a parameter as a span", crit("started", "within_last", span(P)), [3, 1, BIG], [4], p=31),
    turned("a parameter as the n of at least", at_least(P, GOLD, MANY, crit("started", ">=", "2024-01-01")), [3], [4], p=3),
    turned("a parameter as the number of related entities", related("contacts", "at_least", n=P), [3], p=2),
    turned("a parameter as the number of related entities, 0", related("contacts", "at_most", n=P), [1, BIG], p=0),
    turned("a parameter as the days of a step", sequence(step("usage"), step("usage", within=P)), [1], p=9),
    turned("a parameter as a number in arithmetic", crit(arith("seats", "*", number(P)), "is", 18), [3, 2, 4], p=2),
    turned("a parameter in a row filter", crit(count("usage", where=all_(crit("n", ">=", P))), ">=", 1), [3, 1], p=5),
    turned("a parameter in a related group", related("contacts", "any", crit("score", ">=", P)), [3, 2], [4], p=9),
    turned("one parameter in two places", any_(crit("seats", "is", P), crit(count("usage"), "is", P)), [3, 1, BIG], p=1),
    turned("a parameter that is not used", GOLD, [3, 1], [4], p=1),
    case("another segment's parameter has its own value", OWN, ACCOUNTS, all_(crit("seats", "<=", P), segment_("inner")), [1, BIG], p=5,
         known={"inner": segment(crit("seats", ">=", P), p=0)}),
    case("another segment's parameter of related entities", OWN, ACCOUNTS, related("contacts", "at_least", segment_("inner"), n=P), [3, 2], unknown=[4], p=1,
         known={"inner": segment(crit("score", ">=", P), "contacts", p=9)}),
]  # fmt: skip
