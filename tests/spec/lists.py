"""List-valued attributes: tags, use cases."""

# ruff: noqa: E501  a case is a line of a table

from tests.spec.case import case
from tests.spec.words import all_, any_, crit, none_, related

FOUR = "List-valued attributes (tags, use cases): has any of, has all of, has none of, is empty."
MISSING = "A missing list is missing: it meets none of the four."
ELEMENTS = "Choice: Elements of a list that are missing equal nothing, and do not count."
EXACT = "Text compares exactly"

TAGS = """
    accounts: id | tags
    1            | ["a"]
    2            | ["b", "a"]
    3            | []
    4            |
    5            | ["c", null]
    6            | ["A"]
    7            | ["a ", "b"]
    8            | ["", "a", "a"]
    9            | ["O'Brien \\"x\\", 100%"]
"""
GAPS = """
    accounts: id | tags
    1            | [null]
    2            | [null, "a"]
    3            | []
"""
PEOPLE = """
    accounts: id | tags
    1            | ["a"]
    2            |
    3            | ["b"]
    contacts: id | account
    11           | 1
    21           | 2
    31           | 3
"""


def tags(title, op, value, members, unknown=(4,), rule=FOUR, tables=TAGS):
    return case(title, rule, tables, crit("tags", op, value), members, unknown)


CASES = [
    tags("has any of one", "has_any", ["a"], [1, 2, 8]),
    tags("has any of two", "has_any", ["a", "b"], [1, 2, 7, 8]),
    tags("has any of a value twice", "has_any", ["b", "b"], [2, 7]),
    tags("has all of one", "has_all", ["a"], [1, 2, 8]),
    tags("has all of two, in any order", "has_all", ["a", "b"], [2]),
    tags("has all of a value twice is having it once", "has_all", ["a", "a"], [1, 2, 8]),
    tags("has none of one", "has_none", ["a"], [3, 5, 6, 7, 9]),
    tags("has none of two", "has_none", ["a", "b"], [3, 5, 6, 9]),
    tags("is empty", "is_empty", None, [3]),
    tags("a list is missing or not, an empty one is not", "is_missing", None, [4], []),
    tags("a missing list meets none of the four: has none", "has_none", ["z"], [1, 2, 3, 5, 6, 7, 8, 9], rule=MISSING),
    tags("texts of a list compare exactly", "has_any", ["A", "a "], [6, 7], rule=EXACT),
    tags("an empty text is an element", "has_any", [""], [8], rule="An empty string is a value."),
    tags("quotes, commas and per cent signs", "has_any", ["O'Brien \"x\", 100%"], [9], rule=EXACT),
    tags("a list with a missing element has its others", "has_any", ["c"], [5], rule=ELEMENTS),
    tags("a missing element is none", "has_none", ["a"], [1, 3], [], ELEMENTS, GAPS),
    tags("a list of a missing element has not all", "has_all", ["a"], [2], [], ELEMENTS, GAPS),
    tags("a list with nothing but missing elements is empty", "is_empty", None, [1, 3], [], ELEMENTS, GAPS),
    case("none of has any takes a missing list for not met", MISSING, TAGS, none_(crit("tags", "has_any", ["a"])), [3, 4, 5, 6, 7, 9], in_unknown=[4]),
    case("none of has none takes a missing list for not met", MISSING, TAGS, none_(crit("tags", "has_none", ["a"])), [1, 2, 4, 8], in_unknown=[4]),
    case("empty or missing", MISSING, TAGS, any_(crit("tags", "is_empty"), crit("tags", "is_missing")), [3, 4]),
    case("has any and has none", FOUR, TAGS, all_(crit("tags", "has_any", ["b"]), crit("tags", "has_none", ["a"])), [7], unknown=[4]),
    case("a list of a related entity", FOUR, PEOPLE, related("accounts", "any", crit("tags", "has_any", ["a"])), [11], unknown=[21], entity="contacts"),
]  # fmt: skip
