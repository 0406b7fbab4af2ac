"""The guide: the questions to settle before cutting, each beside what the data says to it and the templates that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from seg_widgets.errors import DefinitionError, Problem, suggest
from seg_widgets.strategy.looking import COLUMNS, Look, looks
from seg_widgets.strategy.questions import Written, written
from seg_widgets.templates import Catalogue, Needs, Template
from seg_widgets.templates.proposing import found_roles

if TYPE_CHECKING:
    import pandas as pd

    from seg_widgets.definition import Segment
    from seg_widgets.workspace import Workspace

GOAL = "B09"
"""The template that is the goal where none is given: churned customers."""


@dataclass(frozen=True)
class Question:
    """One question, answered as far as the data can.

    Attributes
    ----------
    ask, why
        The question; what hangs on it.
    looks
        What the data says, role by role.
    absent
        What would have something to say to it, and is not in the tables: role -> its meaning.
    templates
        Those that follow from an answer, and can be bound here.
    others
        Those that cannot, by name, with what they lack.
    """

    ask: str
    why: str
    looks: tuple[Look, ...]
    absent: Mapping[str, str]
    templates: tuple[Template, ...]
    others: Mapping[str, str]

    @property
    def frame(self) -> pd.DataFrame:
        """What the data says: a row a role, as :class:`~seg_widgets.strategy.looking.Look` describes it."""
        import pandas as pd

        return pd.DataFrame([[getattr(look, name) for name in COLUMNS] for look in self.looks], columns=list(COLUMNS))

    def _repr_html_(self) -> str:
        from seg_widgets.strategy.pages import question_page

        return question_page(self)


@dataclass(frozen=True)
class Chapter:
    """The questions of one category, or the warnings."""

    name: str
    title: str
    intro: str
    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def __getitem__(self, number: int) -> Question:
        return self.questions[number]

    def _repr_html_(self) -> str:
        from seg_widgets.strategy.pages import chapter_page

        return chapter_page(self)


@dataclass(frozen=True, repr=False)
class Guide:
    """The guide to a workspace. ``guide["lifecycle"]`` is a chapter, ``guide["lifecycle"][0]`` a question.

    Attributes
    ----------
    chapters
        Warnings first, then basic, lifecycle, behaviour and value.
    as_of
        The day.
    goal
        What the goal column is about, in words; empty: there is none.
    """

    chapters: tuple[Chapter, ...]
    as_of: date
    goal: str

    def __iter__(self) -> Iterator[Chapter]:
        return iter(self.chapters)

    def __getitem__(self, name: str) -> Chapter:
        for chapter in self.chapters:
            if chapter.name == name:
                return chapter
        names = [chapter.name for chapter in self.chapters]
        raise DefinitionError(Problem("unknown-chapter", f"The guide has no chapter {name!r}.", "", suggest(name, names, what="chapters")))

    @property
    def frame(self) -> pd.DataFrame:
        """All of it: a row a question and role.

        Columns: ``chapter``, ``question``, ``what``, ``place``, ``known`` (0 to 1), ``values``, ``parts``, ``goal``, ``templates`` (ids).
        """
        import pandas as pd

        rows = [
            (chapter.name, q.ask, *(getattr(look, name) for name in COLUMNS), " ".join(t.id for t in q.templates))
            for chapter in self.chapters
            for q in chapter
            for look in q.looks
        ]
        return pd.DataFrame(rows, columns=["chapter", "question", *COLUMNS, "templates"])

    def __repr__(self) -> str:
        lines = [f"Guide as of {self.as_of}" + (f", goal: {self.goal}" if self.goal else "")]
        for chapter in self.chapters:
            lines.append(f"{chapter.name}: {chapter.title}")
            lines += [f"  {n}. {q.ask} [{' '.join(t.id for t in q.templates) or 'no template'}]" for n, q in enumerate(chapter)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from seg_widgets.strategy.pages import guide_page

        return guide_page(self)


def guide(ws: Workspace, goal: Segment | None = None, as_of: Any = None) -> Guide:
    """Go through the questions that a segmentation should answer, with what the tables say to each.

    Parameters
    ----------
    goal
        What customers should reach, or not: a segment, whose members on the day are set against what was known six months earlier
        (:func:`seg_widgets.analysis.associate`). ``None``: churned customers, where the tables tell.
    as_of
        The day; ``None``: the workspace's.

    Returns
    -------
    Guide
        Chapters of questions. Each has ``looks`` and ``frame`` (what the data says), ``templates`` (what follows from it and can be
        bound here) and ``others`` (what cannot, and why).
    """
    day, catalogue = ws.day(as_of), Catalogue()
    found = found_roles(ws.schema, ws.facts)
    if goal is None and (needs := catalogue[GOAL].needs(ws)).ok:
        goal = needs.segment
    asked = [role for chapter in written() for q in chapter.questions for role in q.look]
    said, about = looks(ws, asked, found, goal, day)
    held = {name: catalogue[name].needs(ws) for chapter in written() for q in chapter.questions for name in q.templates}
    chapters = tuple(Chapter(c.name, c.title, c.intro, tuple(_question(q, said, held, catalogue) for q in c.questions)) for c in written())
    return Guide(chapters, day, _goal(goal, about))


def _goal(goal: Segment | None, about: Mapping[str, Any]) -> str:
    if goal is None or not about or "error" in about:
        return ""
    return f"{goal.name}, from {about['as_of']} to {about['measured_on']} ({about['reached']:,} of {about['people']:,})"


def _question(asked: Written, said: Mapping[str, Look], held: Mapping[str, Needs], catalogue: Catalogue) -> Question:
    from seg_widgets.templates import ROLES

    lacking = {
        catalogue[name].name: ", ".join(p.place.removeprefix("roles.") for p in held[name].missing) or str(held[name].problems[0].message)
        for name in asked.templates
        if not held[name].ok
    }
    return Question(
        asked.ask, asked.why, tuple(said[role] for role in asked.look if role in said),
        {role: ROLES[role].meaning for role in asked.look if role not in said},
        tuple(catalogue[name] for name in asked.templates if held[name].ok), lacking,
    )  # fmt: skip
