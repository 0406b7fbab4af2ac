"""Missing values: met by no comparison, asked for by name, and counted as unknown beside."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import ANY_TIME, agg, count, crit, days_since, none_, ratio, span

EITHER_WAY = "A comparison with a missing value is not met, whichever way it points"
BY_NAME = "`is missing` and `is present` ask for it by name."
ONE_THING = "NaN, None, NaT and NULL are one thing: missing."
NO_ROWS = "No rows in the window: count, sum, distinct count and active periods are 0; min, max, mean, median, latest, first, days since are missing."

# 2 lacks everything; 3 has the values that look like nothing but are values.
ACCOUNTS = """
    accounts: id | name | plan   | seats | arr   | price | vip | started    | seen                | tags
    1         | Ann     | Gold   | 5     | 100.5 | 9.99  | yes | 2024-01-10 | 2024-03-01 12:00:00 | ["eu"]
    2         |         |        |       | nan   |       |     |            |                     |
    3         | ""      | Silver | 0     | 0     | 0     | no  | 2024-03-31 | 2024-03-31 23:59:59 | []
"""
USED = """
    accounts: id | name
    1            | one row
    2            | none
    3            | a row without a value
    usage: account | at         | n | feature
    1              | 2024-03-31 | 4 | export
    3              | 2024-03-31 |   |
"""

CASES = [
    case("a missing text does not meet 'is not'", EITHER_WAY, ACCOUNTS,
         crit("plan", "is_not", "Gold"), [3], unknown=[2]),
    case("a missing text does not meet 'is none of'", EITHER_WAY, ACCOUNTS,
         crit("plan", "none_of", ["Gold", "Bronze"]), [3], unknown=[2]),
    case("a missing text is one of nothing", EITHER_WAY, ACCOUNTS,
         crit("plan", "one_of", ["Gold", "Silver"]), [1, 3], unknown=[2]),
    case("a missing number is not less", EITHER_WAY, ACCOUNTS, crit("seats", "<", 5), [3], unknown=[2]),
    case("a missing number is not at least", EITHER_WAY, ACCOUNTS, crit("seats", ">=", 0), [1, 3], unknown=[2]),
    case("a missing number is not another number", EITHER_WAY, ACCOUNTS, crit("seats", "is_not", 7), [1, 3], unknown=[2]),
    case("a missing number is between no two", EITHER_WAY, ACCOUNTS, crit("seats", "between", [0, 4]), [3], unknown=[2]),
    case("a missing decimal is not less", EITHER_WAY, ACCOUNTS, crit("price", "<", 5), [3], unknown=[2]),
    case("a missing date is not before", EITHER_WAY, ACCOUNTS, crit("started", "<", "2024-02-01"), [1], unknown=[2]),
    case("a missing date is not another date", EITHER_WAY, ACCOUNTS,
         crit("started", "is_not", "2024-01-10"), [3], unknown=[2]),
    case("a missing date is not within the last", EITHER_WAY, ACCOUNTS, crit("started", "within_last", span(7)), [3], unknown=[2]),
    case("a missing text contains nothing", EITHER_WAY, ACCOUNTS, crit("name", "contains", ""), [1, 3], unknown=[2]),
    case("a missing text matches nothing", EITHER_WAY, ACCOUNTS, crit("name", "matches", ".*"), [1, 3], unknown=[2]),
    case("NaN is missing: not less", ONE_THING, ACCOUNTS, crit("arr", "<", 50), [3], unknown=[2]),
    case("NaN is missing: not more", ONE_THING, ACCOUNTS, crit("arr", ">", 50), [1], unknown=[2]),
    case("NaN is missing: not another number", ONE_THING, ACCOUNTS, crit("arr", "is_not", 0), [1], unknown=[2]),
    case("NaN is missing: asked for by name", ONE_THING, ACCOUNTS, crit("arr", "is_missing"), [2]),
    case("a missing text is asked for by name", BY_NAME, ACCOUNTS, crit("plan", "is_missing"), [2]),
    case("a missing number is asked for by name", BY_NAME, ACCOUNTS, crit("seats", "is_missing"), [2]),
    case("a missing date is asked for by name", BY_NAME, ACCOUNTS, crit("started", "is_missing"), [2]),
    case("a missing timestamp is asked for by name", BY_NAME, ACCOUNTS, crit("seen", "is_present"), [1, 3]),
    case("a missing flag is asked for by name", BY_NAME, ACCOUNTS, crit("vip", "is_missing"), [2]),
    case("a present number, 0 among them", BY_NAME, ACCOUNTS, crit("seats", "is_present"), [1, 3]),
    case("whether it is missing is never unknown", BY_NAME, ACCOUNTS, none_(crit("plan", "is_present")), [2]),
    case("an empty text is present", "An empty string is a value.", ACCOUNTS, crit("name", "is_present"), [1, 3]),
    case("an empty text is a text like another", "An empty string is a value.", ACCOUNTS,
         crit("name", "is", ""), [3], unknown=[2]),
    case("an empty text is not another text", "An empty string is a value.", ACCOUNTS,
         crit("name", "is_not", "Ann"), [3], unknown=[2]),
    case("a missing flag is not true", "Booleans: is true, is false (missing is neither).", ACCOUNTS,
         crit("vip", "is_true"), [1], unknown=[2]),
    case("a missing flag is not false", "Booleans: is true, is false (missing is neither).", ACCOUNTS,
         crit("vip", "is_false"), [3], unknown=[2]),
    case("a missing list is missing, an empty one is not", "Choice: An empty list is present.", ACCOUNTS,
         crit("tags", "is_missing"), [2]),
    case("none of takes missing for not met", "So `none of (plan == \"Gold\")` is met by a missing plan.", ACCOUNTS,
         none_(crit("plan", "is", "Gold")), [2, 3], in_unknown=[2]),
    case("no rows: the count is 0", NO_ROWS, USED, crit(count("usage"), "is", 0), [2]),
    case("no rows: the sum is 0, and so is a sum of nothing", "a sum of nothing is 0, a mean of nothing is missing.", USED,
         crit(agg("usage", "sum", "n"), "is", 0), [2, 3]),
    case("no rows: the distinct count is 0", NO_ROWS, USED, crit(agg("usage", "distinct", "feature"), "<", 1), [2, 3]),
    case("no rows: no active days", NO_ROWS, USED, crit(agg("usage", "active_days"), "<", 1), [2]),
    case("no rows: the mean is missing", NO_ROWS, USED, crit(agg("usage", "mean", "n"), "<", 100), [1], unknown=[2, 3]),
    case("no rows: the smallest is missing", NO_ROWS, USED, crit(agg("usage", "min", "n"), "<", 100), [1], unknown=[2, 3]),
    case("no rows: the largest is missing", NO_ROWS, USED, crit(agg("usage", "max", "n"), "is_missing"), [2, 3]),
    case("no rows: the median is missing", NO_ROWS, USED, crit(agg("usage", "median", "n"), "is_missing"), [2, 3]),
    case("no rows: the latest is missing", NO_ROWS, USED,
         crit(agg("usage", "latest", "feature"), "is_not", "x"), [1], unknown=[2, 3]),
    case("no rows: the first is missing", NO_ROWS, USED, crit(agg("usage", "first", "n"), "is_missing"), [2, 3]),
    case("no rows: days since the last row are missing", NO_ROWS, USED,
         crit(days_since(agg("usage", "last_day")), ">=", 0), [1, 3], unknown=[2]),
    case("no rows: the day of the first row is missing", NO_ROWS, USED,
         crit(agg("usage", "first_day", window=ANY_TIME), "is_missing"), [2]),
    case("a metric that is missing is met by no comparison with another", EITHER_WAY, ACCOUNTS,
         crit("seats", "<=", ratio({"kind": "attribute", "column": "arr"}, {"kind": "attribute", "column": "seats"})),
         [1], unknown=[2, 3]),
    case("a value is in no comparison with a missing metric", EITHER_WAY, USED,
         crit(count("usage"), "<", agg("usage", "max", "n")), [1], unknown=[2, 3]),
]  # fmt: skip
