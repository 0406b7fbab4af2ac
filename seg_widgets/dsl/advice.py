"""Python's traps, answered with advice: ``and``, ``or``, ``not``, ``if``, ``in``, chained comparisons, loops."""

from __future__ import annotations

from typing import Any, NoReturn

from seg_widgets.errors import DefinitionError, Problem

MEANT = {
    "one_of": "is_in", "isin": "is_in", "none_of": "is_not_in", "equals": "is_", "eq": "is_", "ne": "is_not", "isna": "is_missing",
    "isnull": "is_missing", "is_null": "is_missing", "is_na": "is_missing", "notna": "is_present", "notnull": "is_present",
    "is_not_null": "is_present", "nunique": "distinct", "str": "contains",
}  # fmt: skip
"""What pandas, SQL and the text of a definition call it -> what it is called here."""


class UnknownName(DefinitionError, AttributeError):
    """A name after a dot that is not there. An AttributeError too, so that ``hasattr`` and completion work as ever."""


def advise(code: str, message: str, hint: str = "") -> NoReturn:
    """Raise a DefinitionError."""
    raise DefinitionError(Problem(code, message, "", hint))


class NoTruth:
    """Something that stands for a value not known yet: it is neither true nor false, and cannot be looped over."""

    __slots__ = ()

    def __bool__(self) -> bool:
        advise(
            "no-truth",
            f"{self!r} is not true or false until it is evaluated on data.",
            "Join conditions with & | ~ instead of and, or, not, each comparison in parentheses: "
            "(a > 1) & (b < 2). For 1 < a < 2 write a.between(1, 2), or (a > 1) & (a < 2).",
        )

    def __contains__(self, item: Any) -> bool:
        advise("no-in", f"'in' cannot look into {self!r}.", 'For a part of a text write .contains("...").')

    def __iter__(self) -> Any:
        advise(
            "no-loop",
            f"{self!r} cannot be looped over: it has no values until it is evaluated on data.",
            "For one of several values write .is_in([...]).",
        )

    def __len__(self) -> int:
        advise(
            "no-loop",
            f"{self!r} has no length: it has no values until it is evaluated on data.",
            "For the number of rows write .count, for different values .distinct.",
        )
