"""Metrics made of others: arithmetic, a value for missing, maps, and their changes."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import agg, all_, any_, arith, attr, change, count, crit, if_missing, last, mapped, none_, number, ratio

MADE = "A metric may have a value for missing (`if missing 0`), arithmetic with numbers and other metrics, a map of values"
DOUBLE = "Choice: Arithmetic is in double precision, and missing where one of its sides is."
ZERO = "A ratio with a missing or zero denominator is missing."
MAP = "Choice: A value that a map does not name becomes `other`, or missing; a missing value stays missing."
READ = "Choice: The value for missing is read as the metric's type."
CHANGED = "Choice: In a change the whole metric is taken in the windows before; what has no window is the same both times."
EXACT = "integers keep their exact value above 2^53"

ACCOUNTS = """
    accounts: id | seats | used | arr | price | plan   | started    | vip
    1            | 10    | 4    | 2.5 | 0.10  | Gold   | 2024-01-10 | yes
    2            | 0     | 4    |     | 0.20  | Silver | 2023-12-31 | no
    3            |       | 4    | 2.5 |       | Bronze |            |
    4            | 8     |      | nan | 3     |        | 2024-01-01 | yes
    5            | 1     | 1    | 0   | 0     | gold   | 2024-01-02 | no
    6            | -1    | 0    | 1   | 1     | ""     | 2024-03-31 | no
"""
BEYOND = """
    accounts: id | seats
    1            | 9007199254740992
    2            | 9007199254740993
    3            | 9007199254740994
"""
# last 30 days: 03-02 to 03-31; the 30 before: 02-01 to 03-01
ROWS = """
    accounts: id   | name                 | seats
    1              | ratio 1, then 2      | 10
    2              | gone                 | 2
    3              | new                  |
    4              | never                | 4
    usage: account | at         | n  | spend
    1              | 2024-02-15 | 10 | 10
    1              | 2024-03-15 | 2  | 6
    1              | 2024-03-16 | 1  | 0
    2              | 2024-02-15 | 4  | 4
    3              | 2024-03-15 | 5  | 5
"""
COUNT, SUM, SPEND = count("usage", last(30)), agg("usage", "sum", "n", last(30)), agg("usage", "sum", "spend", last(30))
RANK = {"Gold": 3, "Silver": 2}


def of(title, metric, op, value, members, unknown=(), rule=DOUBLE, tables=ACCOUNTS):
    return case(title, rule, tables, crit(metric, op, value), members, unknown)


def changed(title, metric, how, op, value, members, unknown=(), rule=CHANGED):
    return case(title, rule, ROWS, crit(change(metric, how), op, value), members, unknown)


CASES = [
    of("a sum of two columns", arith("used", "+", "seats"), "is", 14, [1], [3, 4]),
    of("a difference", arith("seats", "-", "used"), ">", 5, [1], [3, 4]),
    of("a product", arith("used", "*", "arr"), "is", 10, [1, 3], [2, 4]),
    of("a product with a negative number", arith("seats", "*", -1), ">=", 0, [2, 6], [3]),
    of("arithmetic on decimals is in double precision: three tenths are not 0.1 * 3", arith("price", "*", 3), "is", 0.3, [], [3]),
    of("arithmetic on decimals is in double precision: 0.1 * 3 is more than three tenths", arith("price", "*", 3), ">", 0.3, [1, 2, 4, 6], [3]),
    of("arithmetic in arithmetic", arith(arith("seats", "+", "used"), "*", arith("seats", "-", 9)), "is", 14, [1], [3, 4]),
    of("a missing side makes it missing", arith("used", "+", "seats"), "is_missing", None, [3, 4]),
    of("a ratio by a number", ratio(attr("seats"), number(2)), "is", 5, [1], [3]),
    of("a ratio by zero is missing for all", ratio(attr("used"), number(0)), "is_missing", None, [1, 2, 3, 4, 5, 6], rule=ZERO),
    of("a number by a metric", ratio(number(1), attr("seats")), ">", 0, [1, 4, 5], [2, 3], rule=ZERO),
    of("a ratio of arithmetic", ratio(arith("seats", "-", "used"), attr("seats")), ">=", 0.6, [1, 6], [2, 3, 4]),
    of("a metric against arithmetic", "seats", ">", arith("used", "*", 2), [1], [3, 4]),
    of("a number against a metric", number(4), "is", attr("used"), [1, 2, 3], [4]),
    of("arithmetic with an aggregate: no rows count 0", arith(count("usage"), "+", "seats"), "<", 1, [2, 6], [3]),
    of("0 where it is missing", if_missing("seats", 0), "<", 1, [2, 3, 6], rule=MADE),
    of("with a value for missing it is never missing", if_missing("seats", 0), "is_present", None, [1, 2, 3, 4, 5, 6], rule=MADE),
    of("with a value for missing no arithmetic is", arith(if_missing("used", 0), "+", if_missing("seats", 0)), "is", 4, [2, 3], rule=MADE),
    of("a text for missing; the empty text is not", if_missing("plan", "none"), "one_of", ["none", ""], [4, 6], rule="An empty string is a value."),
    of("a date for missing", if_missing("started", "2024-01-01"), "<=", "2024-01-01", [2, 3, 4], rule=READ),
    of("a date for missing, against a span", if_missing("started", "2024-03-31"), "within_last", {"kind": "span", "n": 1}, [3, 6], rule=READ),
    of("a decimal for missing, written as text", if_missing("price", "0.10"), "is", 0.1, [1, 3], rule=READ),
    of("a decimal for missing, written as a number, is exact", if_missing("price", 0.1), "is", "0.10", [1, 3], rule=READ),
    of("NaN is missing and gets the value", if_missing("arr", 7), "is", 7, [2, 4], rule="NaN, None, NaT and NULL are one thing: missing."),
    of("a mean of nothing gets the value", if_missing(agg("usage", "mean", "n"), 0), "is", 0, [4], tables=ROWS, rule=MADE),
    of("a ratio by zero gets the value", if_missing(ratio(attr("used"), attr("seats")), 1), "is", 1, [2, 3, 4, 5], rule=MADE),
    of("a value for missing inside a value for missing", if_missing(if_missing("seats", 5), 6), "is", 5, [3], rule=MADE),
    case("none of a metric with a value for missing is never unknown", MADE, ACCOUNTS, none_(crit(if_missing("seats", 0), ">", 0)), [2, 3, 6]),
    of("a map of texts to numbers", mapped("plan", RANK), ">=", 2, [1, 2], [3, 4, 5, 6], rule=MAP),
    of("what a map does not name is missing", mapped("plan", RANK), "is_missing", None, [3, 4, 5, 6], rule=MAP),
    of("what a map does not name becomes the other value, what is missing does not", mapped("plan", RANK, 0), "<", 2, [3, 5, 6], [4], rule=MAP),
    of("with another value only what is missing is missing", mapped("plan", RANK, 0), "is_missing", None, [4], rule=MAP),
    of("a map of texts to texts; texts compare exactly", mapped("plan", {"Gold": "top", "": "top"}, "rest"), "is", "rest", [2, 3, 5], [4], rule=MAP),
    of("a map of numbers to texts", mapped("seats", {0: "none", 1: "one"}, "many"), "one_of", ["none", "many"], [1, 2, 4, 6], [3], rule=MAP),
    of("a map of true and false", mapped("vip", {True: 1, False: 0}), "is", 1, [1, 4], [3], rule=MAP),
    of("a map of true alone", mapped("vip", {True: "yes"}), "is_missing", None, [2, 3, 5, 6], rule=MAP),
    of("true where it is missing", if_missing("vip", True), "is_true", None, [1, 3, 4], rule=MADE),
    of("false where it is missing", if_missing("vip", False), "is_true", None, [1, 4], rule=MADE),
    of("a map of decimals", mapped("price", {"0.1": 1, 3: 2}), ">=", 1, [1, 4], [2, 3, 5, 6], rule=MAP),
    of("a map of a map", mapped(mapped("plan", {"Gold": "top", "Silver": "top"}, "rest"), {"top": 1}, 0), "is", 1, [1, 2], [4], rule=MAP),
    of("a map with a value for missing", if_missing(mapped("plan", RANK), -1), "is", -1, [3, 4, 5, 6], rule=MAP),
    of("a map of a count", mapped(count("usage"), {0: "never", 1: "once"}, "often"), "is", "often", [1], tables=ROWS, rule=MAP),
    of("a map in arithmetic", arith(mapped("plan", RANK, 0), "*", "seats"), "is", 30, [1], [3, 4], rule=MAP),
    of("a map of whole numbers beyond doubles", mapped("seats", {"9007199254740993": 1}, 0), "is", 1, [2], tables=BEYOND, rule=EXACT),
    case("a map in a row filter", MAP, ROWS, crit(count("usage", where=all_(crit(mapped("n", {10: 1, 2: 1}, 0), "is", 1))), "is", 2), [1]),
    case("arithmetic in a row filter", DOUBLE, ROWS, crit(count("usage", where=all_(crit(arith("n", "-", "spend"), "is", 0))), "is", 1), [1, 2, 3]),
    case("a value for missing in a row filter", MADE, ROWS.replace("10 | 10\n", "   | 10\n"), crit(count("usage", where=any_(crit(if_missing("n", 7), "is", 7))), "is", 1), [1]),
    changed("the change of a ratio", ratio(SPEND, SUM), "absolute", "is", 1, [1], [2, 3, 4]),
    changed("the relative change of a ratio, missing where one of both is", ratio(SPEND, SUM), "relative", "is_missing", None, [2, 3, 4]),
    changed("the change of a ratio by an attribute, which is the same both times", ratio(SUM, attr("seats")), "absolute", "<", 0, [1, 2], [3]),
    changed("the change of a value for missing", if_missing(agg("usage", "mean", "n", last(30)), 0), "absolute", "is", 5, [3]),
    changed("the relative change of a value for missing, which before is 0", if_missing(agg("usage", "mean", "n", last(30)), 0), "relative", "is", -1, [2], [3, 4]),
    changed("the change of a map", mapped(COUNT, {0: 0}, 1), "absolute", "is", -1, [2]),
    changed("the relative change of arithmetic with a number", arith(COUNT, "+", 1), "relative", "is", 0.5, [1]),
    changed("the relative change of arithmetic, from nothing", arith(COUNT, "+", 1), "relative", "is", 1, [3]),
    changed("the change of the difference of two aggregates", arith(SPEND, "-", SUM), "absolute", "is", 3, [1]),
    case("a change in arithmetic", DOUBLE, ROWS, crit(arith(change(COUNT, "absolute"), "*", 2), "is", 2), [1, 3]),
]  # fmt: skip
