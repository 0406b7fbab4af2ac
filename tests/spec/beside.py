"""An entity beside others: among its peers, in its tier, against a table of figures."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import agg, arith, attr, change, count, crit, equals, last, lookup, none_, outer, param, peers, ratio, related, tier

PEERS = "Relative to peers: a metric against the median, mean, or a percentile of the entities that share one or more attributes (industry, size), itself among them"
NO_PEERS = "an entity without the attribute has no peers and the comparison is missing"
TIER = "tier = floor((lowest rank - 1) · k / n) + 1, so ties share a tier; a missing value has no tier."
TABLE = "or against a table of benchmarks the analyst gives."
ONE = "Choice: A figure is looked up in the one row that fits; where none or several do, it is missing."
VALUE = "Choice: Of peers only those count that have a value."

ACCOUNTS = """
    accounts: id | plan   | seats | vip | edition
    1            | Gold   | 10    | yes | Free
    2            | Gold   | 20    | yes | Pro
    3            | Gold   | 60    | no  | Max
    4            | Silver | 5     | yes |
    5            | Silver |       | yes | Legacy
    6            |        | 10    | yes | Free
    7            | gold   | 100   | yes | Max
    8            | ""     | 1     |     | Free
    9            | Bronze |       | no  | Free
    usage: account | at         | n
    1              | 2024-03-15 | 1
    1              | 2024-03-16 | 1
    1              | 2024-02-16 | 1
    3              | 2024-02-15 | 1
    4              | 2024-03-15 | 1
    contacts: id   | account | score
    11             | 1       | 1
    12             | 1       | 3
    21             | 2       | 2
    31             |         | 4
    91             | 77      | 5
    92             | 77      | 6
"""
SUBS = """
    accounts: id       | name
    1                  | one
    subscriptions: sub | account | start      | plan | seats
    s1                 | 1       | 2024-01-01 | Gold | 10
    s2                 | 1       | 2024-01-01 | Gold | 20
    s3                 | 1       | 2024-04-01 | Gold | 1000
"""
TIED = """
    accounts: id | seats
    1            | 7
    2            | 7
    3            | 7
    4            |
"""
BEYOND = """
    accounts: id | seats
    1            | 9007199254740993
    2            | 9007199254740992
"""
FIGURES = (
    ACCOUNTS
    + """
    benchmarks: edition | size | typical | price | goal
    Free                | 10   | 12.5    | 0.10  | Pro
    Pro                 | 20   | 15      |       | Max
    Pro                 | 21   | 15      | 1     | Max
    Max                 | 60   |         | 3     | Max
                        | 5    | 1       | 1     | Free
"""
)


def of(title, metric, op, value, members, unknown=(), rule=PEERS, tables=ACCOUNTS, **more):
    return case(title, rule, tables, crit(metric, op, value), members, unknown, **more)


MEDIAN = peers("seats", "plan")
TYPICAL = lookup("typical", edition="edition")

CASES = [
    of("more than the median of its peers", "seats", ">", MEDIAN, [3], [5, 6, 9]),
    of("at least the median: one is among its own peers", "seats", ">=", MEDIAN, [2, 3, 4, 7, 8], [5, 6, 9]),
    of("at least the mean of its peers", "seats", ">=", peers("seats", "plan", stat="mean"), [3, 4, 7, 8], [5, 6, 9]),
    of("at least the upper quartile", "seats", ">=", peers("seats", "plan", stat="quantile", q=0.75), [3, 4, 7, 8], [5, 6, 9]),
    of("at least the lower quartile", "seats", ">=", peers("seats", "plan", stat="quantile", q=0.25), [2, 3, 4, 7, 8], [5, 6, 9]),
    of("quartiles of peers interpolate", peers("seats", "plan", stat="quantile", q=0.75), "is", 40, [1, 2, 3], [6, 9]),
    of("peers have their median though one's own value is missing", MEDIAN, "is", 5, [4, 5], [6, 9], rule=VALUE),
    of("no peers, or none with a value: missing", MEDIAN, "is_missing", None, [6, 9], rule=NO_PEERS),
    of("texts of peers compare exactly, and the empty text is one", MEDIAN, "one_of", [100, 1], [7, 8], [6, 9], rule="Text compares exactly"),
    of("peers share two attributes", peers("seats", "plan", "vip"), "is", 15, [1, 2], [6, 8, 9]),
    of("peers share a flag", peers("seats", "vip"), "is", 60, [3, 9], [8]),
    of("peers share a number", peers(count("usage"), "seats", stat="mean"), "is", 1.5, [1, 6], [5, 9]),
    of("three times the median", ratio(attr("seats"), MEDIAN), ">=", 3, [3], [5, 6, 9]),
    of("the difference from the median", arith("seats", "-", MEDIAN), "is", -10, [1], [5, 6, 9]),
    of("the mean of a count of rows, 0 among them", peers(count("usage"), "plan", stat="mean"), "between", [1.3, 1.4], [1, 2, 3], [6]),
    of("the change of a mean of counts", change(peers(count("usage", last(30)), "plan", stat="mean"), "absolute"), ">", 0, [4, 5], [6]),
    of("peers of contacts share a link, also to an account that is not there", "score", ">=", peers("score", "account"), [12, 21, 92], [31], entity="contacts"),
    case("none of a comparison with peers", NO_PEERS, ACCOUNTS, none_(crit("seats", "<", MEDIAN)), [2, 3, 4, 5, 6, 7, 8, 9], in_unknown=[5, 6, 9]),
    case("peers of related entities are all of theirs, not only the related ones", PEERS, ACCOUNTS, related("contacts", "any", crit("score", "<", peers("score", "account"))), [1]),
    case("against the peers of the entity outside", PEERS, ACCOUNTS, related("contacts", "any", crit("score", ">", arith(outer(MEDIAN), "-", 18))), [1]),
    of("what does not exist on D is no peer", "seats", ">=", peers("seats", "plan", stat="mean"), ["s2"], rule="Nothing dated after D is visible", tables=SUBS, entity="subscriptions"),
    of("the second of four tiers; ties share it", tier("seats", 4), "is", 2, [1, 6], [5, 9], rule=TIER),
    of("the first of four tiers", tier("seats", 4), "is", 1, [4, 8], [5, 9], rule=TIER),
    of("the third of four tiers", tier("seats", 4), "is", 3, [2, 3], [5, 9], rule=TIER),
    of("the last of four tiers", tier("seats", 4), "is", 4, [7], [5, 9], rule=TIER),
    of("the lower of two tiers, of seven", tier("seats", 2), "is", 1, [1, 4, 6, 8], [5, 9], rule=TIER),
    of("more tiers than values", tier("seats", 10), ">=", 8, [3, 7], [5, 9], rule=TIER),
    of("a missing value has no tier", tier("seats", 4), "is_missing", None, [5, 9], rule=TIER),
    of("all tied are in the first tier", tier("seats", 4), "is", 1, [1, 2, 3], [4], rule=TIER, tables=TIED),
    of("tiers of whole numbers beyond doubles", tier("seats", 2), "is", 2, [1], rule="integers keep their exact value above 2^53", tables=BEYOND),
    of("tiers of a count, 0 among them", tier(count("usage"), 3), "is", 3, [1, 3, 4], rule=TIER),
    of("tiers of a mean that is missing for most", tier(agg("usage", "mean", "n"), 2), "is_present", None, [1, 3, 4], rule=TIER),
    of("tiers of a difference", tier(arith(0, "-", "seats"), 4), "is", 1, [3, 7], [5, 9], rule=TIER),
    of("what does not exist on D is in no tier", tier("seats", 2), "is", 2, ["s2"], rule="Nothing dated after D is visible", tables=SUBS, entity="subscriptions"),
    case("a contact's account's tier", TIER, ACCOUNTS, related("accounts", "any", crit(tier("seats", 4), "is", 3)), [21], entity="contacts"),
    of("less than the figure for its edition", "seats", "<", TYPICAL, [1, 6, 8], [2, 3, 4, 5, 7, 9], rule=TABLE, tables=FIGURES),
    of("no row, several, a missing key, a missing figure: missing", TYPICAL, "is_missing", None, [2, 3, 4, 5, 7], rule=ONE, tables=FIGURES),
    of("a figure found by two columns", lookup("typical", edition="edition", seats="size"), "is_present", None, [1, 2, 6], rule=ONE, tables=FIGURES),
    of("identical rows are several", TYPICAL, "is_present", None, [], rule="Identical rows are rows and count.", tables=FIGURES + "    Free | 10 | 12.5 | 0.10 | Pro\n"),
    of("a decimal that is looked up is exact", lookup("price", edition="edition"), "is", 0.1, [1, 6, 8, 9], [2, 4, 5], rule="decimals are exact where the source is.", tables=FIGURES),
    of("a text that is looked up", lookup("goal", edition="edition"), "is", "Pro", [1, 6, 8, 9], [2, 4, 5], rule=TABLE, tables=FIGURES),
    of("a text that is looked up, by its column's order", lookup("goal", edition="edition"), ">", "Pro", [3, 7], [2, 4, 5], rule="an order of categories (Silver < Gold) that comparisons use.", tables=FIGURES),
    of("an attribute against what is looked up, by its order", "edition", "<", lookup("goal", edition="edition"), [1, 6, 8, 9], [2, 4, 5], rule=TABLE, tables=FIGURES),
    of("an empty table of figures", TYPICAL, "is_missing", None, [1, 2, 3, 4, 5, 6, 7, 8, 9], rule=ONE),
    of("found by a number", lookup("typical", seats="size"), "is_present", None, [1, 2, 4, 6], rule=ONE, tables=FIGURES),
    of("a figure found by a value, the same for all", "seats", "<", lookup("typical", equals("edition", "Free")), [1, 4, 6, 8], [5, 9], rule=TABLE, tables=FIGURES),
    of("a figure found by an attribute and a value", lookup("typical", equals("size", 20), edition="edition"), "is_present", None, [2], rule=TABLE, tables=FIGURES),
    of("a figure found by a decimal value", lookup("edition", equals("price", 0.1)), "is", "Free", [1, 2, 3, 4, 5, 6, 7, 8, 9], rule=TABLE, tables=FIGURES),
    of("a figure found by a value of several rows is missing", lookup("typical", equals("edition", "Pro")), "is_present", None, [], rule=ONE, tables=FIGURES),
    of("a figure found by a parameter", lookup("typical", equals("edition", param("p"))), "is", 12.5, [1, 2, 3, 4, 5, 6, 7, 8, 9], rule=TABLE, tables=FIGURES, p="Free"),
    case("a figure of the entity outside", TABLE, FIGURES, related("contacts", "every", crit("score", "<", outer(TYPICAL))), [1], unknown=[2]),
]  # fmt: skip
