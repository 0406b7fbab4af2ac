"""The questions as they are written down in ``questions.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from seg_widgets.definition.base import Node
from seg_widgets.schema.file import parse

Text = Annotated[str, Field(min_length=1)]
Name = Literal["warnings", "basic", "lifecycle", "behaviour", "value"]


class Written(Node):
    """One question.

    Attributes
    ----------
    ask, why
        The question; what hangs on it.
    look
        The roles of the tables and columns that have something to say to it.
    templates
        The ids of the templates that follow from an answer.
    """

    ask: Text
    why: Text
    look: tuple[str, ...]
    templates: tuple[str, ...]


class WrittenChapter(Node):
    """The questions of one category, or the warnings that go before all of them."""

    name: Name
    title: Text
    intro: Text
    questions: tuple[Written, ...]


@cache
def written() -> tuple[WrittenChapter, ...]:
    """Read the questions."""
    text = files("seg_widgets.strategy").joinpath("questions.yaml").read_text(encoding="utf-8")
    return tuple(WrittenChapter(**chapter) for chapter in parse(text, "questions.yaml"))
