"""Aggregates: what is made of the rows in a window."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import agg, all_, any_, attr, count, crit, days_since, last, none_, ratio, related

SKIP = "Aggregates skip missing values; a sum of nothing is 0, a mean of nothing is missing."
QUANTILE = "Quantiles interpolate linearly."
IDENTICAL = "Identical rows are rows and count."
DISTINCT = "Distinct counts leave missing out."
LATEST = "`latest` is the latest row that has a value (a survey left blank does not hide the one before it); among rows of the same moment the larger value."
FIRST = "`first` likewise, the smaller."
FILTER = "A row filter is a whole group over the row's columns, with the same two-valued logic"
OWN_ROWS = "Rows whose key matches no entity are left out and named likewise."

USAGE = """
    accounts: id   | used
    1              | 7
    2              | 3
    3              |
    usage: account | at         | feature | n | spend | hours | due
    1              | 2024-03-10 | export  | 1 | 0.10  | 0.5   | 2024-03-12
    1              | 2024-03-10 | import  | 2 | 0.20  | 0.5   | 2024-03-09
    1              | 2024-03-20 | export  | 4 |       | 1.5   |
    2              | 2024-03-10 | export  |   | 2.50  |       | 2024-03-10
    2              | 2024-03-10 | export  | 3 | 2.50  | 0.25  | 2024-03-10
    2              | 2024-03-10 | export  | 3 | 2.50  | 0.25  | 2024-03-10
    2              | 2024-03-11 |         |   |       |       |
    9              | 2024-03-11 | export  | 8 | 1     | 1     | 2024-03-11
                   | 2024-03-11 | export  | 8 | 1     | 1     | 2024-03-11
"""
TIES = """
    accounts: id     | name
    1                | later in the day wins
    2                | a tie to the moment
    3                | a blank after a value
    tickets: account | opened                    | csat | priority
    1                | 2024-03-10 18:00:00+00:00 | 2    | low
    1                | 2024-03-10 09:00:00+00:00 | 5    | urgent
    2                | 2024-03-10 09:00:00+00:00 | 1    | low
    2                | 2024-03-10 10:00:00+01:00 | 4    | high
    3                | 2024-03-10 09:00:00+00:00 | 3    | low
    3                | 2024-03-11 09:00:00+00:00 |      | high
"""


def of(how, column=None, where=None):
    return agg("usage", how, column, None, where)


def is_(metric, value, members, unknown=(), name="", rule=SKIP, tables=USAGE):
    return case(name, rule, tables, crit(metric, "is", value), members, unknown)


def ticket(how, column, value, members, name, rule):
    return is_(agg("tickets", how, column), value, members, name=name, rule=rule, tables=TIES)


EXPORTS = all_(crit("feature", "is", "export"))

CASES = [
    is_(of("count"), 4, [2], name="identical rows count, each of them", rule=IDENTICAL),
    is_(of("count"), 3, [1], name="rows of nobody are counted for nobody", rule=OWN_ROWS),
    is_(of("count"), 0, [3], name="an account of no rows has none, whoever else has", rule=OWN_ROWS),
    is_(of("active_days"), 2, [1, 2], name="active days are days, not rows", rule="count, sum, distinct count and active periods"),
    is_(of("sum", "n"), 7, [1], name="a sum"),
    is_(of("sum", "n"), 6, [2], name="a sum skips missing values, and counts identical rows"),
    is_(of("sum", "spend"), 0.3, [1], name="a tenth and two tenths are three, in decimals",
        rule="decimals are exact where the source is."),
    is_(of("sum", "hours"), 2.5, [1], name="a sum of doubles"),
    is_(of("mean", "n"), 3, [2], unknown=[3], name="a mean skips missing values"),
    is_(of("mean", "hours"), 0.25, [2], unknown=[3], name="a mean of those that have a value"),
    is_(of("min", "n"), 1, [1], unknown=[3], name="a minimum"),
    is_(of("max", "spend"), 2.5, [2], unknown=[3], name="a maximum of decimals"),
    is_(of("min", "feature"), "export", [1, 2], unknown=[3], name="a minimum of texts, missing left out"),
    is_(of("max", "feature"), "import", [1], unknown=[3], name="a maximum of texts, by code point"),
    is_(of("max", "due"), "2024-03-12", [1], unknown=[3], name="a maximum of dates"),
    is_(of("median", "n"), 2, [1], unknown=[3], name="a median of three is the middle one", rule=QUANTILE),
    is_(of("median", "n", EXPORTS), 2.5, [1], unknown=[3], name="a median of two is halfway", rule=QUANTILE),
    case("a median of decimals is halfway, as a double", QUANTILE, USAGE,
         crit(of("median", "spend"), "between", [0.1499, 0.1501]), [1], unknown=[3]),
    is_(of("distinct", "feature"), 2, [1], name="distinct values", rule=DISTINCT),
    is_(of("distinct", "feature"), 1, [2], name="distinct values leave missing out", rule=DISTINCT),
    is_(of("distinct", "n"), 3, [1], name="distinct numbers", rule=DISTINCT),
    is_(of("first_day"), "2024-03-10", [1, 2], unknown=[3], name="the day of the first row", rule="latest, first, days since"),
    is_(of("last_day"), "2024-03-20", [1], unknown=[3], name="the day of the last row", rule="latest, first, days since"),
    is_(days_since(of("last_day")), 20, [2], unknown=[3], name="days since the last row", rule="`days since d` is D - d in days"),
    is_(days_since(of("max", "due")), 19, [1], unknown=[3], name="days since the largest of a date column",
        rule="`days since d` is D - d in days"),
    is_(of("latest", "n"), 4, [1], unknown=[3], name="the latest row's value", rule=LATEST),
    is_(of("latest", "feature"), "export", [1, 2], unknown=[3], name="the latest row that has a value, not the latest row", rule=LATEST),
    is_(of("latest", "n"), 3, [2], unknown=[3], name="the latest of rows where the last has no value", rule=LATEST),
    is_(of("first", "n"), 1, [1], unknown=[3], name="the first row's value, the smaller of a day's", rule=FIRST),
    is_(of("first", "feature"), "export", [1, 2], unknown=[3], name="the first row's text, the smaller of a day's", rule=FIRST),
    ticket("latest", "csat", 2, [1], "the latest of a day is the later moment, not the larger value", LATEST),
    ticket("first", "csat", 5, [1], "the first of a day is the earlier moment, not the smaller value", FIRST),
    ticket("latest", "csat", 4, [2], "of the same moment, written in two zones, the larger value is the latest", LATEST),
    ticket("first", "csat", 1, [2], "of the same moment the smaller value is the first", FIRST),
    ticket("latest", "csat", 3, [3], "a survey left blank does not hide the one before it", LATEST),
    ticket("latest", "priority", "low", [1, 2], "of the same moment the larger text is the latest", LATEST),
    ticket("first", "priority", "high", [2], "of the same moment the smaller text is the first", FIRST),
    is_(of("count", where=EXPORTS), 2, [1], name="a row filter", rule=FILTER),
    is_(of("count", where=none_(crit("feature", "is", "export"))), 1, [1, 2],
        name="a row filter is two-valued: none of passes a missing value", rule=FILTER),
    is_(of("count", where=all_(crit("feature", "is_not", "export"))), 1, [1],
        name="a row filter does not pass a missing value by 'is not'", rule=FILTER),
    is_(of("count", where=any_(crit("n", "is_missing"), crit("n", ">=", 4))), 2, [2], name="a row filter of any", rule=FILTER),
    is_(of("sum", "n", any_(crit("n", "is", 1), all_(crit("n", ">", 1), crit("feature", "is", "export")))), 5, [1],
        name="a row filter is a whole group, nested", rule=FILTER),
    is_(of("count", where=all_(crit("due", ">=", attr("at")))), 3, [2], name="a row filter compares two columns of the row",
        rule="it may compare with a value, another column of the row, or an attribute of the entity."),
    is_(of("count", where=all_(crit("spend", "<", attr("hours")))), 2, [1], name="a decimal column against a double one",
        rule="it may compare with a value, another column of the row, or an attribute of the entity."),
    is_(of("count", where=all_(crit(days_since("due"), "<=", 20))), 1, [1], name="a row filter counts days of the row",
        rule=FILTER),
    is_(of("count", where=all_(crit(ratio(attr("hours"), attr("n")), "is", 0.5))), 1, [1], name="a ratio of the row's columns",
        rule=FILTER),
    case("a filter and a window together", FILTER, USAGE, crit(agg("usage", "count", None, last(20), EXPORTS), ">=", 1), [1]),
    case("an aggregate against an attribute", "a metric compared with a value, a parameter or another metric", USAGE,
         crit(of("sum", "n"), "is", attr("used")), [1], unknown=[3]),
    case("an aggregate against an aggregate", "a metric compared with a value, a parameter or another metric", USAGE,
         crit(of("count"), ">", of("distinct", "n")), [2]),
    case("rows of two links reach the account", "Rows whose key matches no entity are left out and named likewise.", """
         accounts: id     | name
         1                | two contacts
         2                | a contact who never came
         3                | no contact
         contacts: id     | account
         11               | 1
         12               | 1
         13               | 2
         14               | 9
         15               |
         logins: contact  | at
         11               | 2024-03-10 08:00:00
         11               | 2024-03-10 09:00:00
         12               | 2024-03-10 08:00:00
         14               | 2024-03-10 08:00:00
         15               | 2024-03-10 08:00:00
         99               | 2024-03-10 08:00:00
                          | 2024-03-10 08:00:00
         """, crit(count("logins"), "is", 3), [1]),
    case("a snapshot's latest value is read as of a day", "a value is read as of a day", """
         accounts: id    | name
         1               | better
         2               | worse
         health: account | day        | score
         1               | 2024-02-01 | 20
         1               | 2024-03-01 | 80
         2               | 2024-03-01 | 30
         2               | 2024-04-01 | 90
         """, crit(agg("health", "latest", "score"), ">=", 50), [1]),
    case("an aggregate of a related entity's rows",
         "A related condition may use any metric of the related entity, behaviour included", """
         accounts: id    | name
         1               | a contact who comes
         2               | one who does not
         contacts: id    | account
         11              | 1
         12              | 2
         logins: contact | at
         11              | 2024-03-10 08:00:00
         """, related("contacts", "any", crit(count("logins", last(30)), ">=", 1)), [1]),
]  # fmt: skip
