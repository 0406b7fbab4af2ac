"""Keys, numbers beyond doubles, and names that SQL would rather not see."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.schema import read_schema
from tests.spec.words import all_, attr, count, crit, none_, related

KEYS = "Keys may be text, integers or UUIDs, unique in their table."
ORDER = "Members come back as keys, with the key's type, in the entity table's order."
EXACT = "Numbers compare as numbers; integers keep their exact value above 2^53; decimals are exact where the source is."
NAMES = "Keys may be text, integers or UUIDs"

BIG = """
    accounts: id     | used             | seats
    9007199254740993 | 9007199254740993 | 9007199254740992
    9007199254740992 | 9007199254740992 | 9007199254740992
    -3               | -3               | 3
    0                | 0                |
    usage: account   | at         | n
    9007199254740993 | 2024-03-31 | 9007199254740993
    9007199254740993 | 2024-03-31 | 9007199254740992
    9007199254740992 | 2024-03-31 | 9007199254740992
    -3               | 2024-03-31 | 1
"""
PRICES = """
    accounts: id | price | cost | arr
    1            | 0.10  | 0.1  | 0.1
    2            | 0.30  | 0.10 | 0.30000000000000004
    3            | 12345678901234567.89 | 12345678901234567.90 | 0
    4            | -0.5  |      | -0.5
"""
TEXT_KEYS = read_schema("""
tables:
  accounts:
    kind: entity
    key: id
    columns: {id: text, plan: text}
  usage:
    kind: event
    time: at
    links: {account: accounts}
    columns: {account: text, at: date}
""")
ODD = """
    accounts: id                         | plan
    b                                    | Gold
    a                                    | Gold
    B                                    | Gold
    "O'Brien"                            | Gold
    "say \\"hi\\""                       | Gold
    "größe 100%"                         | Gold
    "007"                                | Gold
    "7"                                  |
    " b "                                | Gold
    6f1c2d3e-0000-4000-8000-0123456789ab | Gold
    ""                                   | Gold
    usage: account                       | at
    b                                    | 2024-03-31
    "O'Brien"                            | 2024-03-31
    "say \\"hi\\""                       | 2024-03-31
    "größe 100%"                         | 2024-03-31
    "007"                                | 2024-03-31
    "A"                                  | 2024-03-31
    "Größe 100%"                         | 2024-03-31
    6f1c2d3e-0000-4000-8000-0123456789ab | 2024-03-31
    ""                                   | 2024-03-31
                                         | 2024-03-31
"""
AWKWARD = read_schema("""
tables:
  order:
    kind: entity
    key: select
    columns: {select: integer, "o'clock \\"x\\"": text, größe: number, "two words": integer, "a.b": text, "members": text, "100%": integer}
  group by:
    kind: event
    time: "from"
    links: {"where": order}
    columns: {"where": integer, "from": date, "key": integer, "O\\"R": text}
  user's table:
    kind: entity
    key: "id;--"
    links: {"order": order}
    columns: {"id;--": integer, "order": integer, "null": boolean}
""")
NASTY = """
    order: select | o'clock "x" | größe | two words | a.b | members | 100%
    1             | noon        | 1.5   | 2         | x   | y       | 50
    2             | it's        | 0.5   | 3         |     | z       | 100
    group by: where | from       | key | O"R
    1               | 2024-03-31 | 1   | %
    1               | 2024-03-30 | 2   | _
    2               | 2024-03-31 | 3   | "'"
    user's table: id;-- | order | null
    1                   | 2     | yes
    2                   | 1     | no
"""


def of(title, where, members, unknown=(), rule=EXACT, tables=BIG, **options):
    return case(title, rule, tables, where, members, unknown, **options)


def odd(title, where, members, unknown=(), rule=KEYS):
    return case(title, rule, ODD, where, members, unknown, schema=TEXT_KEYS)


def awkward(title, where, members, entity="order"):
    return case(title, NAMES, NASTY, where, members, schema=AWKWARD, entity=entity)


def summed(how, column):
    return {"kind": "aggregate", "table": "usage", "agg": how, "column": column}


B53 = 9007199254740992

CASES = [
    of("members come in the table's order, not sorted", crit("id", "is_present"), [B53 + 1, B53, -3, 0], rule=ORDER),
    of("an integer above 2^53 is itself and not its neighbour", crit("used", "is", B53 + 1), [B53 + 1]),
    of("nor is its neighbour it", crit("used", "is", B53), [B53]),
    of("an integer above 2^53 is more than its neighbour", crit("used", ">", B53), [B53 + 1]),
    of("one of integers above 2^53", crit("used", "one_of", [B53 + 1, 5]), [B53 + 1]),
    of("between integers above 2^53", crit("used", "between", [B53 + 1, B53 + 5]), [B53 + 1]),
    of("two integer columns above 2^53", crit("used", ">", attr("seats")), [B53 + 1], unknown=[0]),
    of("two integer columns above 2^53 that are the same", crit("used", "is", attr("seats")), [B53], unknown=[0]),
    of("a largest integer above 2^53", crit(summed("max", "n"), "is", B53 + 1), [B53 + 1], unknown=[0]),
    of("a latest integer above 2^53", crit(summed("latest", "n"), ">", B53), [B53 + 1], unknown=[0]),
    of("a sum of integers above 2^53", crit(summed("sum", "n"), "is", 2 * B53 + 1), [B53 + 1]),
    of("rows reach the neighbour of no key above 2^53", crit(count("usage"), "is", 1), [B53, -3], rule=KEYS),
    of("negative numbers and 0 are keys", crit("used", "<=", 0), [-3, 0], rule=KEYS),
    of("an integer against a number with a point", crit("used", ">", -2.5), [B53 + 1, B53, 0], rule="Numbers compare as numbers"),
    of("an integer is the same number written with a point", crit("used", "is", -3.0), [-3], rule="Numbers compare as numbers"),
    of("a decimal is what is written", crit("price", "is", 0.1), [1], tables=PRICES),
    of("a decimal is what is written as text", crit("price", "is", "0.3"), [2], tables=PRICES),
    of("a decimal's trailing zeros do not count", crit("price", "is", attr("cost")), [1], unknown=[4], tables=PRICES),
    of("a long decimal is exact", crit("price", "<", attr("cost")), [3], unknown=[4], tables=PRICES),
    of("a long decimal against one written as text", crit("price", "is", "12345678901234567.89"), [3], tables=PRICES),
    of("a decimal is one of several", crit("price", "one_of", [0.1, "0.30", 7]), [1, 2], tables=PRICES),
    of("a decimal lies between, ends included", crit("price", "between", [0.1, 0.3]), [1, 2], tables=PRICES),
    of("a negative decimal", crit("price", "<", 0), [4], tables=PRICES),
    of("a double is the double nearest to what is written", crit("arr", "is", 0.1), [1], tables=PRICES, rule="Choice: against a double it is the double nearest to it."),
    of("a double a little more is more", crit("arr", ">", 0.3), [2], tables=PRICES, rule="Choice: against a double it is the double nearest to it."),
    of("a decimal against a double compares as a double", crit("price", "is", attr("arr")), [1, 4], tables=PRICES, rule="Choice: A decimal metric against a double metric compares as doubles."),
    odd("text keys in the table's order", crit("plan", "is_present"), ["b", "a", "B", "O'Brien", 'say "hi"', "größe 100%", "007", " b ", "6f1c2d3e-0000-4000-8000-0123456789ab", ""], rule=ORDER),
    odd("text keys are exact: case, spaces, leading zeros", crit(count("usage"), "is", 1), ["b", "O'Brien", 'say "hi"', "größe 100%", "007", "6f1c2d3e-0000-4000-8000-0123456789ab", ""]),
    odd("text keys without rows", crit(count("usage"), "is", 0), ["a", "B", "7", " b "]),
    odd("a key as an attribute", crit("id", "one_of", ["007", "O'Brien", "A"]), ["O'Brien", "007"]),
    odd("a key of no characters is a key", crit("id", "is", ""), [""]),
    awkward("a column named select", crit("select", "is", 2), [2]),
    awkward("a column with quotes in its name", crit("o'clock \"x\"", "is", "it's"), [2]),
    awkward("a column with an umlaut in its name", crit("größe", ">", 1), [1]),
    awkward("a column of two words", crit("two words", ">=", 3), [2]),
    awkward("a column with a dot in its name", crit("a.b", "is_missing"), [2]),
    awkward("a column with a percent sign in its name", crit("100%", "is", 100), [2]),
    awkward("a column named members", all_(crit("members", "ends_with", "y"), none_(crit("a.b", "is_missing"))), [1]),
    awkward("a table with a space in its name, columns named where, from and key", crit({"kind": "aggregate", "table": "group by", "agg": "sum", "column": "key", "window": {"kind": "last", "n": 1}}, "is", 3), [2]),
    awkward("a percent sign and a quote in values of a row filter", crit(count("group by", where=all_(crit('O"R', "one_of", ["%", "'"]))), "is", 1), [1, 2]),
    awkward("a table with a quote in its name", related("user's table", "any", crit("null", "is_true")), [2]),
    awkward("a key named to end a statement", related("order", "any", crit("größe", "<", 1)), [1], entity="user's table"),
]  # fmt: skip
