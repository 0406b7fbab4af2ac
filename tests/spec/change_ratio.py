"""Change between adjacent windows, and ratios of metrics."""

from tests.spec.case import case
from tests.spec.words import agg, all_, attr, change, count, crit, last, none_, ratio

DOUBLE = "A change is (now - before) / before in double precision, not now / before - 1."
NOTHING_BEFORE = "The relative change `(now - before) / before` with `before` missing or 0 is missing"
ABSOLUTE = "the absolute change is not, where both are present."
ZERO = "A ratio with a missing or zero denominator is missing."

# last 30 days: 03-02 to 03-31; the 30 before: 02-01 to 03-01
ROWS = """
    accounts: id   | name                | seats | used | arr
    1              | 10 to 6             | 10    | 4    | 2.5
    2              | 10 to 5             | 0     | 4    | 2.5
    3              | 0 to 5              |       | 4    | 2.5
    4              | 4 to none           | 8     |      | 2.5
    5              | nothing ever        | 5     | 0    |
    6              | 3 to 3, hours 10 to 7 | 3     | 1    | nan
    usage: account | at         | n  | spend | hours
    1              | 2024-03-01 | 10 | 10    | 10
    1              | 2024-03-02 | 6  | 6     | 6
    2              | 2024-02-01 | 10 | 10    | 10
    2              | 2024-03-31 | 5  | 5     | 5
    2              | 2024-01-31 | 99 | 99    | 99
    3              | 2024-03-15 | 5  | 5     | 5
    4              | 2024-02-15 | 4  | 4     | 4
    6              | 2024-02-15 | 3  | 3     | 10
    6              | 2024-03-15 | 3  | 3.3   | 7
"""
SUM = agg("usage", "sum", "n", last(30))
MEAN = agg("usage", "mean", "n", last(30))
EMPTY = none_(crit("n", "is_present"))


def relative(op, value, members, unknown, name, rule=NOTHING_BEFORE, of=SUM):
    return case(name, rule, ROWS, crit(change(of), op, value), members, unknown)


def absolute(op, value, members, unknown, name, of=SUM):
    return case(name, ABSOLUTE, ROWS, crit(change(of, "absolute"), op, value), members, unknown)


CASES = [
    relative("<", -0.4, [2, 4], [3, 5], "down more than 40 %: nothing before is unknown, not down"),
    relative("<=", -0.4, [1, 2, 4], [3, 5], "down by 40 % to the double: (6 - 10) / 10 is -0.4", DOUBLE),
    relative("is", -1, [4], [3, 5], "down to nothing is -1"),
    relative(">=", 0, [6], [3, 5], "no change is 0"),
    relative("is_missing", None, [3, 5], [], "nothing before: the relative change is missing"),
    relative("<", -0.3, [1, 2, 4], [3, 5], "10 to 7 is -0.3 and not less, where 7 / 10 - 1 would be", DOUBLE,
             of=agg("usage", "sum", "hours", last(30))),
    relative("is_present", None, [1, 2, 6], [], "a mean of nothing is missing on either side: so is its change", of=MEAN),
    absolute(">=", 5, [3], [], "from nothing: the absolute change of a sum is there"),
    absolute("is", 0, [5, 6], [], "nothing to nothing is an absolute change of 0"),
    absolute("is", -4, [1, 4], [], "the absolute change is now minus before"),
    absolute("<", 0, [1, 2], [3, 4, 5], "the absolute change of a mean is missing where one of the two is", of=MEAN),
    absolute("is", -5, [2], [], "rows before the window before are in neither"),
    absolute("is", 0.3, [6], [], "an absolute change of decimals is exact", of=agg("usage", "sum", "spend", last(30))),
    case("the change of a filtered count", ABSOLUTE, ROWS,
         crit(change(count("usage", last(30), all_(crit("n", ">=", 5))), "absolute"), ">", 0), [3]),
    case("the change of a count that the filter empties", ABSOLUTE, ROWS,
         crit(change(count("usage", last(30), EMPTY), "absolute"), "is", 0), [1, 2, 3, 4, 5, 6]),
    case("none of takes an unknown change for not met", "Groups are two-valued: `none of` is met exactly where no member is met.",
         ROWS, none_(crit(change(SUM), "<", -0.4)), [1, 3, 5, 6], in_unknown=[3, 5]),
    case("a ratio", ZERO, ROWS, crit(ratio(attr("used"), attr("seats")), "<", 0.5), [1, 5, 6], unknown=[2, 3, 4]),
    case("a zero denominator makes no large number", ZERO, ROWS, crit(ratio(attr("used"), attr("seats")), ">", 1000), [],
         unknown=[2, 3, 4]),
    case("a missing numerator makes a missing ratio", ZERO, ROWS, crit(ratio(attr("used"), attr("seats")), "is_missing"), [2, 3, 4]),
    case("a zero numerator makes 0", ZERO, ROWS, crit(ratio(attr("used"), attr("seats")), "is", 0), [5], unknown=[2, 3, 4]),
    case("a ratio of integers is no whole-number division", ZERO, ROWS, crit(ratio(attr("used"), attr("seats")), "is", 0.4), [1],
         unknown=[2, 3, 4]),
    case("NaN in a ratio is missing", "NaN, None, NaT and NULL are one thing: missing.", ROWS,
         crit(ratio(attr("arr"), attr("seats")), ">", 0), [1, 4], unknown=[2, 3, 5, 6]),
    case("a ratio of aggregates", ZERO, ROWS,
         crit(ratio(SUM, agg("usage", "sum", "n")), ">=", 0.375), [1, 3, 6], unknown=[5]),
    case("a ratio of ratios", ZERO, ROWS, crit(ratio(ratio(attr("used"), attr("seats")), ratio(attr("arr"), attr("seats"))),
         "is", 1.6), [1], unknown=[2, 3, 4, 5, 6]),
]  # fmt: skip
