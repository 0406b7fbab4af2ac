"""The order of categories: Silver < Gold, as the column has it, or the metric."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import agg, all_, attr, count, crit, if_missing, last, none_, ordered

ORDER = "an order of categories (Silver < Gold) that comparisons use."
PLACE = "Choice: A value that has no place in the order is missing for a comparison by it."
SIDES = "Choice: The order is that of the left side, or, where it has none, of the right one."
EXACTLY = "Text compares exactly"

# Free < Pro < Max; the alphabet has Free < Max < Pro
ACCOUNTS = """
    accounts: id | edition | plan
    1            | Free    | Pro
    2            | Pro     | Pro
    3            | Max     | Pro
    4            |         | Max
    5            | pro     | Max
    6            | Legacy  | Free
    7            | Max     |
    8            | Pro     | Basic
"""
LEVELS = """
    accounts: id   | name
    1              | low, then high
    2              | high, then mid
    3              | mid, then another
    4              | none
    usage: account | at         | level
    1              | 2024-03-01 | low
    1              | 2024-03-20 | high
    2              | 2024-03-01 | high
    2              | 2024-03-20 | mid
    3              | 2024-03-01 | mid
    3              | 2024-03-20 | other
"""


def by(op, value, members, unknown, title, rule=ORDER, metric="edition"):
    return case(title, rule, ACCOUNTS, crit(metric, op, value), members, unknown)


CASES = [
    by("<", "Pro", [1], [4, 5, 6], "less, in the column's order"),
    by("<=", "Pro", [1, 2, 8], [4, 5, 6], "at most, in the column's order"),
    by(">", "Pro", [3, 7], [4, 5, 6], "more, in the column's order, not the alphabet's"),
    by(">=", "Free", [1, 2, 3, 7, 8], [4, 5, 6], "at least the lowest is not everyone: some have no place", PLACE),
    by("between", ["Free", "Pro"], [1, 2, 8], [4, 5, 6], "between two places, both included"),
    by("between", ["Max", "Max"], [3, 7], [4, 5, 6], "between a place and itself"),
    by("is", "pro", [5], [4], "whether it is a value is compared exactly, and has no need of a place", EXACTLY),
    by("none_of", ["Free", "Legacy"], [2, 3, 5, 7, 8], [4], "one of and none of are compared exactly", EXACTLY),
    by("is_missing", None, [4], [], "a value without a place is present"),
    case("none of takes a value without a place for not met", PLACE, ACCOUNTS, none_(crit("edition", "<", "Pro")), [2, 3, 4, 5, 6, 7, 8], in_unknown=[4, 5, 6]),
    by("<", "Pro", [3, 7], [4, 5, 6], "the metric's own order goes before the column's", metric=ordered("edition", "Max", "Pro", "Free")),
    by("<", "Max", [1, 2, 3, 6], [7, 8], "an order for a column that has none", metric=ordered("plan", "Free", "Pro", "Max")),
    by(">=", "pro", [5], [1, 3, 4, 6, 7], "an order may name some values only", PLACE, ordered("edition", "Pro", "pro")),
    by(">=", attr("plan"), [2, 3], [4, 5, 6, 7, 8], "two columns, in the order of the left one", SIDES),
    by("<=", attr("edition"), [2, 3], [4, 5, 6, 7, 8], "two columns, in the order of the right one where the left has none", SIDES, metric="plan"),
    by(">", ordered("plan", "Max", "Pro", "Free"), [3], [4, 5, 6, 7, 8], "where both have an order, the left one's counts", SIDES),
    by("<", ordered("edition", "Max", "Pro", "Free"), [1], [4, 5, 6, 7, 8], "the order of the right metric, where the left has none", SIDES, metric="plan"),
    by("<=", "Free", [1, 4], [5, 6], "a value for missing keeps the order", metric=if_missing("edition", "Free")),
    case("the latest value, by its column's order", ORDER, LEVELS, crit(agg("usage", "latest", "level"), ">=", "mid"), [1, 2], unknown=[3, 4]),
    case("the first value, by its column's order", ORDER, LEVELS, crit(agg("usage", "first", "level"), "<", "high"), [1, 3], unknown=[4]),
    case("the least text is that of the alphabet, compared by the order", "Choice: The least and the largest text are by code point, also where the column has an order.", LEVELS,
         crit(agg("usage", "min", "level"), ">=", "high"), [1, 2], unknown=[4]),
    case("an order in a row filter", ORDER, LEVELS, crit(count("usage", where=all_(crit("level", ">=", "mid"))), "is", 1), [1, 3]),
    case("an order in a row filter: a value without a place does not pass", PLACE, LEVELS, crit(count("usage", last(30), all_(crit("level", "<=", "high"))), "is", 0), [3, 4]),
]  # fmt: skip
