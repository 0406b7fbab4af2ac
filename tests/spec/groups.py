"""Groups: two-valued, with Kleene's answer beside, and what is muted."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import EVERYONE, agg, all_, any_, at_least, attr, change, count, crit, last, muted, none_, ratio

GROUP = "all of / any of / none of criteria and groups, nested as deep as one likes"
NONE = "Groups are two-valued: `none of` is met exactly where no member is met."
AT_LEAST = "Beside all of, any of, none of: `at least n of`."
KLEENE = "Beside it the answer is taken in Kleene's three-valued logic, where a comparison with a missing value is unknown: a non-member whose answer is unknown counts as unknown, not as out;"
IN_UNKNOWN = (
    "a member whose answer is unknown (a `none of` took a missing value for not met) is in, and is also counted as in on missing data."
)
MUTED = "A muted criterion is as if it were not there; a group with nothing left is muted"
EVERY = "`everyone` exists by name."

# plan and seats, each: wanted, not wanted, missing
NINE = """
    accounts: id | plan   | seats
    1            | Gold   | 9
    2            | Gold   | 1
    3            | Gold   |
    4            | Silver | 9
    5            | Silver | 1
    6            | Silver |
    7            |        | 9
    8            |        | 1
    9            |        |
"""
GOLD, BIG = crit("plan", "is", "Gold"), crit("seats", ">", 5)
KNOWN = crit("plan", "is_present")

# Three tests, each met, not met or missing.
THREE = """
    accounts: id | plan   | seats | vip
    1            | Gold   | 9     | yes
    2            | Gold   | 9     | no
    3            | Gold   | 9     |
    4            | Gold   | 1     |
    5            | Gold   |       |
    6            | Silver | 1     |
    7            | Silver |       |
    8            |        |       |
    9            | Silver | 1     | no
"""
VIP = crit("vip", "is_true")

CASES = [
    case("all of", GROUP, NINE, all_(GOLD, BIG), [1], unknown=[3, 7, 9]),
    case("any of", GROUP, NINE, any_(GOLD, BIG), [1, 2, 3, 4, 7], unknown=[6, 8, 9]),
    case("none of: met where no member is", NONE, NINE, none_(GOLD, BIG), [5, 6, 8, 9], in_unknown=[6, 8, 9]),
    case("all of none of", NONE, NINE, all_(none_(GOLD), none_(BIG)), [5, 6, 8, 9], in_unknown=[6, 8, 9]),
    case("none of none of is any of", NONE, NINE, none_(none_(GOLD, BIG)), [1, 2, 3, 4, 7], unknown=[6, 8, 9]),
    case("any of groups", GROUP, NINE, any_(all_(GOLD, BIG), none_(GOLD, BIG)), [1, 5, 6, 8, 9], unknown=[3, 7], in_unknown=[6, 8, 9]),
    case("unknown and out is out", KLEENE, NINE, all_(crit("plan", "is", "Silver"), BIG), [4], unknown=[6, 7, 9]),
    case("unknown or in is in, and known", KLEENE, NINE, any_(GOLD, crit("seats", "<", 5)), [1, 2, 3, 5, 8], unknown=[6, 7, 9]),
    case("in on missing data", IN_UNKNOWN, NINE, none_(GOLD), [4, 5, 6, 7, 8, 9], in_unknown=[7, 8, 9]),
    case("a member whose missing value is asked for is known", IN_UNKNOWN, NINE, all_(none_(KNOWN), none_(BIG)), [8, 9], in_unknown=[9]),
    case("a missing value is unknown both ways", KLEENE, NINE, any_(GOLD, crit("plan", "is_not", "Gold")), [1, 2, 3, 4, 5, 6], unknown=[7, 8, 9]),
    case("four groups deep", GROUP, NINE, all_(any_(all_(none_(GOLD), BIG), all_(GOLD, none_(BIG)))), [2, 3, 4, 7], unknown=[6, 8, 9], in_unknown=[3, 7]),
    case("at least 1 of is any of", AT_LEAST, THREE, at_least(1, GOLD, BIG, VIP), [1, 2, 3, 4, 5], unknown=[6, 7, 8]),
    case("at least 2 of 3", AT_LEAST, THREE, at_least(2, GOLD, BIG, VIP), [1, 2, 3], unknown=[4, 5, 7, 8]),
    case("at least 3 of 3 is all of", AT_LEAST, THREE, at_least(3, GOLD, BIG, VIP), [1], unknown=[3, 5, 8]),
    case("none of at least 2 of 3", AT_LEAST, THREE, none_(at_least(2, GOLD, BIG, VIP)), [4, 5, 6, 7, 8, 9], in_unknown=[4, 5, 7, 8]),
    case("at least 2 of groups", AT_LEAST, THREE, at_least(2, all_(GOLD, BIG), none_(VIP), crit("seats", "is_missing")), [2, 3, 5, 7, 8], in_unknown=[3, 5, 7, 8]),
    case("a muted criterion is not there", MUTED, NINE, all_(GOLD, muted(BIG)), [1, 2, 3], unknown=[7, 8, 9]),
    case("a muted criterion of any of is not there", MUTED, NINE, any_(GOLD, muted(BIG)), [1, 2, 3], unknown=[7, 8, 9]),
    case("a muted criterion of none of is not there", MUTED, NINE, none_(GOLD, muted(BIG)), [4, 5, 6, 7, 8, 9], in_unknown=[7, 8, 9]),
    case("a muted group is not there", MUTED, NINE, all_(GOLD, muted(any_(BIG, KNOWN))), [1, 2, 3], unknown=[7, 8, 9]),
    case("a group with nothing left is not there: it is not met by nobody", MUTED, NINE, all_(GOLD, any_(muted(BIG))), [1, 2, 3], unknown=[7, 8, 9]),
    case("a none of with nothing left is not there: it is not met by everybody", MUTED, NINE, any_(GOLD, none_(muted(BIG))), [1, 2, 3], unknown=[7, 8, 9]),
    case("nothing left two groups down", MUTED, NINE, any_(GOLD, all_(none_(muted(BIG)), muted(KNOWN))), [1, 2, 3], unknown=[7, 8, 9]),
    case("at least 1 of what is left", MUTED, THREE, at_least(1, muted(GOLD), BIG, VIP), [1, 2, 3], unknown=[4, 5, 6, 7, 8]),
    case("at least 2 of the one that is left", "Choice: `at least n of` with fewer than n members left is never met, and never unknown.", NINE, at_least(2, GOLD, muted(BIG)), []),
    case("a muted criterion in a row filter is not there", MUTED, """
         accounts: id   | name
         1              | one
         usage: account | at         | feature
         1              | 2024-03-31 | export
         1              | 2024-03-31 | import
         """, crit(count("usage", where=all_(crit("feature", "is", "export"), muted(crit("feature", "is", "import")))), "is", 1), [1]),
    case("a row filter with nothing left is no filter", "Choice: a `scope` or a row filter with nothing left is as if it were not there.", """
         accounts: id   | name
         1              | one
         2              | none
         usage: account | at         | feature
         1              | 2024-03-31 | export
         1              | 2024-03-31 | import
         """, crit(count("usage", where=all_(muted(crit("feature", "is", "export")))), "is", 2), [1]),
    case("a row filter with nothing left inside a change and a ratio", "Choice: a `scope` or a row filter with nothing left is as if it were not there.", """
         accounts: id   | name
         1              | one
         usage: account | at         | n
         1              | 2024-03-31 | 1
         1              | 2024-03-01 | 2
         """, crit(ratio(change(agg("usage", "sum", "n", last(30), all_(muted(crit("n", ">", 9)))), "absolute"), count("usage")), "is", -0.5), [1]),
    case("everyone", EVERY, NINE, EVERYONE, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    case("everyone but", EVERY, NINE, all_(EVERYONE, none_(GOLD)), [4, 5, 6, 7, 8, 9], in_unknown=[7, 8, 9]),
    case("everyone or an unknown is in and known", EVERY, NINE, any_(EVERYONE, GOLD), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    case("nobody: none of everyone", EVERY, NINE, none_(EVERYONE), []),
    case("everyone, muted, is not there", MUTED, NINE, any_(muted(EVERYONE), GOLD), [1, 2, 3], unknown=[7, 8, 9]),
    case("an empty table has no members", "Empty never means everyone.", "accounts: id | plan", none_(GOLD), []),
    case("the same criterion twice is one of two", AT_LEAST, NINE, at_least(2, GOLD, GOLD), [1, 2, 3], unknown=[7, 8, 9]),
    case("two attributes compared", "a metric compared with a value, a parameter or another metric", "accounts: id | seats | used\n1 | 5 | 6\n2 | 5 | 5\n3 | | 5\n4 | 5 |",
         crit("used", ">", attr("seats")), [1], unknown=[3, 4]),
]  # fmt: skip
