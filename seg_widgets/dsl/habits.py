"""Conditions on rows that wait for their window: first ever, stopped, resumed, every row, one thing after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seg_widgets.definition import Between, Condition, Param, Sequence, Step, Window
from seg_widgets.definition.spelling import text
from seg_widgets.dsl.about import About, together
from seg_widgets.dsl.advice import advise
from seg_widgets.dsl.expressions import Expression
from seg_widgets.dsl.windows import Windows


class Waiting(Windows[Expression]):
    """A condition on rows, before it is said of which days. Its window makes an expression of it."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Window], Condition], about: About, written: str) -> None:
        self._make, self.about, self._text = make, about, written

    def _in(self, window: Window, written: str, about: About) -> Expression:
        return Expression(self._make(window), about, f"{self._text}.{written}")


class Chain(Waiting):
    """One row after another, each at most so many days after the one before. A window makes an expression of it."""

    __slots__ = ("_steps",)

    def __init__(self, steps: tuple[Step, ...], about: About, written: str) -> None:
        super().__init__(lambda window: Sequence(steps=steps, window=window), about, written)
        self._steps = steps

    def then(self, rows: Any, *, within_days: int | Param | None = None, without: Any = None) -> Chain:
        """Ask for a later row, at most so many calendar days after the one before.

        Parameters
        ----------
        rows
            A table, or some of its rows: ``tickets.where(kind="bug")``.
        within_days
            At most so many days after the row before.
        without
            Rows of which none lies between the two.
        """
        table, where, via, about, written = rows_of(rows, "then")
        between = None
        abouts = [self.about, about]
        words = [written, f"within_days={text(within_days)}"]
        if within_days is None:
            advise("no-within", f"{written} comes later, but not within how many days.", f"Write .then({written}, within_days=30).")
        if without is not None:
            name, where_not, via_not, about, written = rows_of(without, "then")
            between = Between(table=name, where=where_not, via=via_not)
            abouts.append(about)
            words.append(f"without={written}")
        step = Step(table=table, where=where, via=via, within=within_days, without=between)
        return Chain((*self._steps, step), together(abouts), f"{self._text}.then({', '.join(words)})")


def rows_of(given: Any, method: str) -> tuple[str, Any, str | None, About, str]:
    """Take some rows of a table: its name, the filter, the link, what is known outside, how it is written.

    Raises
    ------
    DefinitionError
        ``no-rows``.
    """
    described = getattr(type(given), "_described", None)
    if described is None:
        advise("no-rows", f"{given!r} is not a table, nor some of its rows.", f'Write .{method}(tickets.where(kind="bug"), ...).')
    found: tuple[str, Any, str | None, About, str] = described(given)
    return found
