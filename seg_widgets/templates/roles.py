"""Roles: what templates call tables and columns, whatever a workspace calls them. Written down in ``roles.yaml``."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from seg_widgets.definition.base import Node
from seg_widgets.schema.file import parse
from seg_widgets.schema.model import TableKind
from seg_widgets.schema.types import Family


class Role(Node):
    """What a table or a column is to templates.

    Attributes
    ----------
    meaning
        In a sentence.
    kinds
        Of a table: which kinds it may be of.
    type
        Of a column: the family of types.
    names
        What it is usually called, the likeliest first.
    like
        Values that such a column usually has.
    units
        The units that the column's may be; ``""``: none is said.
    link
        The role of the table that the column links to.
    """

    meaning: Annotated[str, Field(min_length=1)]
    kinds: tuple[TableKind, ...] = ()
    type: Family | Literal["any"] = "any"
    names: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    link: str = ""


def _read() -> dict[str, Role]:
    text = files("seg_widgets.templates").joinpath("roles.yaml").read_text(encoding="utf-8")
    return {name: Role(**part) for name, part in parse(text, "roles.yaml").items()}


ROLES: dict[str, Role] = _read()
"""Role -> what it is. ``usage`` is a table, ``usage.feature`` a column of it."""
