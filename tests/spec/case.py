"""One case, and how it is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from seg_widgets.schema import Schema
from tests.spec.schema import SCHEMA
from tests.spec.tables import read_tables
from tests.spec.words import Data, all_


@dataclass(frozen=True)
class Case:
    """A definition over tiny tables, with its answer.

    Attributes
    ----------
    name
        Unique; a sentence that the case is an example of.
    rule
        The sentence of semantics.md that the case holds, or of docs/meaning.md ("Choice: ...").
    segment
        The definition as plain data.
    known
        The segments that it refers to, by name, as plain data.
    members, unknown, in_unknown
        Keys in the table's order: members; non-members on missing data; members on missing data.
    """

    name: str
    rule: str
    schema: Schema
    rows: dict[str, list[dict[str, Any]]]
    segment: Data
    as_of: date
    members: tuple[Any, ...]
    unknown: tuple[Any, ...] = ()
    in_unknown: tuple[Any, ...] = ()
    known: dict[str, Data] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def case(
    name: str,
    rule: str,
    tables: str,
    where: Data,
    members: Sequence[Any],
    unknown: Sequence[Any] = (),
    in_unknown: Sequence[Any] = (),
    as_of: str = "2024-03-31",
    entity: str = "accounts",
    schema: Schema = SCHEMA,
    known: Mapping[str, Data] | None = None,
    **parameters: Any,
) -> Case:
    """Write a case down; a condition that is no group stands alone in an ``all``. What is named beside are parameters.

    ``known``: name -> a segment, see :func:`segment`, or a condition on the same entity.
    """
    whole = segment(where, entity, name, **parameters)
    others = {n: {**(k if "entity" in k else segment(k, entity)), "name": n} for n, k in (known or {}).items()}
    answer = tuple(members), tuple(unknown), tuple(in_unknown)
    return Case(name, rule, schema, read_tables(tables, schema), whole, date.fromisoformat(as_of), *answer, others)


def segment(where: Data, entity: str = "accounts", name: str = "a segment", **parameters: Any) -> Data:
    """Write a segment down, as plain data."""
    group = where if where["kind"] in ("all", "any", "none", "at_least") else all_(where)
    given = [{"name": n, "default": value} for n, value in parameters.items()]
    return {"format": 2, "name": name, "entity": entity, "where": group} | ({"parameters": given} if given else {})
