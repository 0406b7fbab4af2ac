"""One family of errors: what is wrong, where, why, and what to do about it.

An error is data first (:class:`Problem`), so that the workbench shows the very words that Python raises, at the rule that
they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes
    ----------
    code
        A stable word for the kind of problem, such as ``"unknown-column"``.
    message
        What is wrong and why, in a sentence.
    place
        Where: a place in the definition (``"where.members.1.metric.column"``), in the workspace file
        (``"tables.usage.time"``) or in the data (``"usage.csv, row 17"``). Empty: the whole.
    hint
        What to do. Empty where there is nothing useful to say.
    """

    code: str
    message: str
    place: str = ""
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"


class SegmentError(Exception):
    """The base of every error that seg_widgets raises on purpose.

    Parameters
    ----------
    problems
        One problem or several; a message is made of all of them.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code if self.problems else ""

    @property
    def place(self) -> str:
        """The place of the first problem."""
        return self.problems[0].place if self.problems else ""

    @property
    def hint(self) -> str:
        """The hint of the first problem."""
        return self.problems[0].hint if self.problems else ""


class DefinitionError(SegmentError):
    """A segment definition that does not hold together, alone or against the workspace's tables."""


class WorkspaceError(SegmentError):
    """A workspace description that does not hold together, or does not fit the tables."""


class DataError(SegmentError):
    """Data that cannot be used as described: a missing file, a duplicate key, a date that does not parse."""


class LibraryError(SegmentError):
    """A folder of saved segments that cannot be used as asked; nothing in it was changed."""


class ReportError(SegmentError):
    """A report that could not be made; nothing was written."""


class UnsupportedError(SegmentError):
    """A node or an option that a target (an engine, an exporter) does not know. Never answered with a guess."""


class EngineError(SegmentError):
    """The engine failed on a statement that should have run; the engine's own words are in the message."""


def suggest(word: str, known: Iterable[str], *, what: str = "") -> str:
    """Give a hint that names the closest known words.

    Parameters
    ----------
    word
        What was written.
    known
        What could have been meant.
    what
        A noun for the list, such as ``"columns of accounts"``.
    """
    from difflib import get_close_matches

    names = [str(k) for k in known]
    lower = {n.lower(): n for n in reversed(names)}
    close = [lower[m] for m in get_close_matches(str(word).lower(), list(lower), n=3, cutoff=0.6)]
    if close:
        return "Did you mean " + " or ".join(repr(c) for c in close) + "?"
    if not names:
        return f"There are no {what}." if what else ""
    shown = ", ".join(repr(n) for n in names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    return f"Known {what}: {shown}." if what else f"Known: {shown}."
