"""Text: exact unless asked otherwise."""

from tests.spec.case import case
from tests.spec.words import all_, attr, count, crit, none_

EXACT = "Text compares exactly; case-insensitive and trimmed comparison are options of the criterion, not defaults."
OPERATORS = "Text operators: is, is not, is one of, is none of, contains, starts with, ends with, matches (regular expression, RE2 syntax)."
TRIM = "Choice: `trim` takes U+0020 spaces, not tabs or other white space, off both ends of both sides"
CASE = "Choice: `ignore_case` lowers both sides with `lower()`, a character at a time: no folding of `ß` to `ss`."

NAMES = """
    accounts: id | name          | plan
    1            | Gold          | Gold
    2            | gold          | GOLD
    3            | " Gold "      | Gold
    4            | Golden Gate   | Gold
    5            | "\\tGold"     | Gold
    6            | Größe         | GRÖSSE
    7            | GRÖßE         | größe
    8            | "O'Brien \\"x\\"" |
    9            | 100%_sure     | "100"
    10           | ""            | ""
    11           |               | Gold
    12           | C:\\dir       | a.c
"""


def name(title, op, value, members, rule=OPERATORS, column="name", unknown=(11,), **options):
    unknown = (8,) if column == "plan" else unknown
    return case(title, rule, NAMES, crit(column, op, value, **options), members, unknown)


CASES = [
    name("text is the same text, to the letter", "is", "Gold", [1], EXACT),
    name("text is not, where a space or the case differs", "is_not", "Gold", [2, 3, 4, 5, 6, 7, 8, 9, 10, 12], EXACT),
    name("ignoring case", "is", "gOLD", [1, 2], EXACT, ignore_case=True),
    name("trimmed", "is", "Gold", [1, 3], TRIM, trim=True),
    name("trimmed on both sides", "is", "  Gold ", [1, 3], TRIM, trim=True),
    name("trimmed and ignoring case", "is", "GOLD", [1, 2, 3], EXACT, trim=True, ignore_case=True),
    name("is not, ignoring case", "is_not", "GOLD", [3, 4, 5, 6, 7, 8, 9, 10, 12], EXACT, ignore_case=True),
    name("ignoring the case of letters beyond ASCII", "is", "GRÖßE", [6, 7], CASE, ignore_case=True),
    name("sharp s is not ss", "is", "grösse", [6], CASE, column="plan", ignore_case=True),
    name("one of", "one_of", ["gold", "Größe"], [2, 6]),
    name("one of, ignoring case", "one_of", ["GOLD", "größe"], [1, 2, 6, 7], EXACT, ignore_case=True),
    name("one of a single one", "one_of", ["Gold"], [1]),
    name("none of", "none_of", ["Gold", "gold", " Gold "], [4, 5, 6, 7, 8, 9, 10, 12]),
    name("none of, trimmed", "none_of", ["Gold", "gold"], [4, 5, 6, 7, 8, 9, 10, 12], EXACT, trim=True),
    name("contains", "contains", "old", [1, 2, 3, 4, 5]),
    name("contains, ignoring case", "contains", "GOLD", [1, 2, 3, 4, 5], ignore_case=True),
    name("contains a quote", "contains", "'", [8]),
    name("contains a double quote", "contains", '"x"', [8]),
    name("contains a percent sign, not anything", "contains", "0%", [9]),
    name("contains an underscore, not any character", "contains", "%_s", [9]),
    name("contains a backslash", "contains", "\\", [12]),
    name("contains the empty text: every text does", "contains", "", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]),
    name("contains a dot, not any character", "contains", ".", [12], column="plan"),
    name("starts with", "starts_with", "Gold", [1, 4]),
    name("starts with, trimmed", "starts_with", "Gold", [1, 3, 4], TRIM, trim=True),
    name("starts with an underscore, not any character", "starts_with", "_", []),
    name("ends with", "ends_with", "Gold", [1, 5]),
    name("ends with, ignoring case", "ends_with", "OLD", [1, 2, 5], ignore_case=True),
    name("ends with a text longer than the value", "ends_with", "solid Gold", []),
    name("matches anywhere", "matches", "o[lx]d", [1, 2, 3, 4, 5]),
    name("matches from the start", "matches", "^Gold", [1, 4]),
    name("matches the whole", "matches", "^[gG]old$", [1, 2]),
    name("matches any text", "matches", "", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]),
    name("matches, ignoring case", "matches", "^gold$", [1, 2], ignore_case=True),
    name("matches the trimmed text", "matches", "^Gold$", [1, 3], TRIM, trim=True),
    name("a pattern keeps its spaces", "matches", " Gold", [3], "Choice: `trim` trims the text, never the pattern."),
    name("matches a digit", "matches", r"\d{3}", [9]),
    name("matches a class and an alternative", "matches", r"^(Gr|GR)[öÖ]", [6, 7]),
    name("matches a letter beyond ASCII as one character", "matches", "^Gr.ße$", [6]),
    name("a text of digits is a text", "is", "100", [9], EXACT, column="plan"),
    case("two columns compared", EXACT, NAMES, crit("name", "is", attr("plan")), [1, 10], unknown=[8, 11]),
    case("two columns compared, trimmed and ignoring case", EXACT, NAMES,
         crit("name", "is", attr("plan"), trim=True, ignore_case=True), [1, 2, 3, 7, 10], unknown=[8, 11]),
    case("two columns that differ", EXACT, NAMES, crit("name", "is_not", attr("plan")), [2, 3, 4, 5, 6, 7, 9, 12],
         unknown=[8, 11]),
    case("none of the texts", "Groups are two-valued: `none of` is met exactly where no member is met.", NAMES,
         none_(crit("name", "starts_with", "G"), crit("name", "matches", "[a-z]")), [10, 11], in_unknown=[11]),
    case("a row filter on a quoted text", EXACT, """
         accounts: id   | name
         1              | one
         usage: account | at         | feature
         1              | 2024-03-31 | it's
         1              | 2024-03-31 | "it''s"
         """, crit(count("usage", where=all_(crit("feature", "is", "it's"))), "is", 1), [1]),
]  # fmt: skip
