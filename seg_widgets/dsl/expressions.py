"""Conditions, and how they are joined: ``& | ~``, all_of, any_of, none_of, at_least_of, everyone."""

from __future__ import annotations

from typing import Any, Literal, NoReturn

from seg_widgets.definition import Condition, Everyone, Group, Param
from seg_widgets.definition.segment import Home
from seg_widgets.definition.spelling import text
from seg_widgets.dsl.about import About, together
from seg_widgets.dsl.advice import NoTruth, advise


class Expression(NoTruth):
    """A condition on an entity, or on a row inside a row filter.

    Attributes
    ----------
    condition
        The node of the definition.
    about
        The table, the tables reached, the workspace.
    """

    __slots__ = ("_atom", "_chain", "_text", "about", "condition")

    def __init__(
        self,
        condition: Condition,
        about: About,
        text: str,
        *,
        atom: bool = True,
        chain: Literal["all", "any"] | None = None,
    ) -> None:
        self.condition = condition
        self.about = about
        self._text, self._atom, self._chain = text, atom, chain

    @property
    def entity(self) -> str | None:
        """The entity's table, where the expression says so."""
        return self.about.entity()

    @property
    def home(self) -> Home | None:
        """The workspace that the expression's tables came from."""
        return self.about.home

    def __and__(self, other: Any) -> Expression:
        return _joined("all", "&", self, other)

    def __or__(self, other: Any) -> Expression:
        return _joined("any", "|", self, other)

    def __rand__(self, other: Any) -> NoReturn:
        _not_a_condition(other)

    __ror__ = __rand__

    def __invert__(self) -> Expression:
        group = Group(kind="none", members=(self.condition,))
        return Expression(group, self.about, f"~{self.in_parentheses()}")

    def muted(self) -> Expression:
        """Give the same condition, muted: as if it were not there."""
        condition = self.condition.model_copy(update={"muted": True})
        return Expression(condition, self.about, f"{self.in_parentheses(tight=True)}.muted()")

    def in_parentheses(self, *, tight: bool = False) -> str:
        """Write the expression so that it can be an operand (``tight``: of a dot)."""
        return self._text if self._atom and not (tight and self._text.startswith("~")) else f"({self._text})"

    def __repr__(self) -> str:
        return self._text


def _joined(kind: Literal["all", "any"], sign: str, left: Expression, right: Any) -> Expression:
    """Join two; chains of one operator become one group, groups made by name are never taken apart."""
    members: list[Condition] = []
    words: list[str] = []
    for side in (left, as_condition(right)):
        same = side._chain == kind
        members += side.condition.members if same and isinstance(side.condition, Group) else (side.condition,)
        words.append(side._text if same else side.in_parentheses())
    about = left.about.with_(right.about)
    return Expression(Group(kind=kind, members=tuple(members)), about, f" {sign} ".join(words), atom=False, chain=kind)


def as_condition(thing: Any) -> Expression:
    """Take what should be a condition.

    Raises
    ------
    DefinitionError
        ``not-a-condition``, with what to write instead.
    """
    if isinstance(thing, Expression):
        return thing
    _not_a_condition(thing)


def _not_a_condition(thing: Any) -> NoReturn:
    if isinstance(thing, NoTruth):
        getattr(thing, "condition", None)  # columns, and rows without a window, have advice of their own
    if isinstance(thing, list | tuple):
        advise("not-a-condition", "A list of conditions is not a condition.", "Spread it: all_of(*conditions).")
    advise(
        "not-a-condition",
        f"{thing!r} is a value, not a condition.",
        "Compare it with something; beside & and | put each comparison in parentheses: (a > 1) & (b < 2).",
    )


def _group(kind: str, name: str, conditions: tuple[Any, ...], n: int | Param | None = None) -> Expression:
    expressions = [as_condition(c) for c in conditions]
    group = Group(kind=kind, n=n, members=tuple(e.condition for e in expressions))
    words = ([text(n)] if n is not None else []) + [repr(e) for e in expressions]
    return Expression(group, together(e.about for e in expressions), f"{name}({', '.join(words)})")


def all_of(*conditions: Expression) -> Expression:
    """Met where every condition is met. Never merged with its neighbours."""
    return _group("all", "all_of", conditions)


def any_of(*conditions: Expression) -> Expression:
    """Met where at least one condition is met."""
    return _group("any", "any_of", conditions)


def none_of(*conditions: Expression) -> Expression:
    """Met exactly where no condition is met, so also where a value is missing."""
    return _group("none", "none_of", conditions)


def at_least_of(n: int | Param, *conditions: Expression) -> Expression:
    """Met where at least n of the conditions are met."""
    if isinstance(n, Expression):
        advise("no-number", "at_least_of wants a number first.", "Write at_least_of(2, a, b, c).")
    return _group("at_least", "at_least_of", conditions, n)


def as_group(conditions: tuple[Expression, ...]) -> Group:
    """Make the one group of what is given: a single group is itself, several conditions are an all-group."""
    if len(conditions) == 1 and isinstance(conditions[0].condition, Group):
        return conditions[0].condition
    return Group(kind="all", members=tuple(c.condition for c in conditions))


everyone = Expression(Everyone(), About(), "everyone")
"""Met by every entity."""
