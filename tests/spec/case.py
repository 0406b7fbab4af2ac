"""One case, and how it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
) -> Case:
    """Write a case down; a condition that is no group stands alone in an ``all``."""
    group = where if where["kind"] in ("all", "any", "none", "at_least") else all_(where)
    segment = {"format": 1, "name": name, "entity": entity, "where": group}
    rows = read_tables(tables, schema)
    return Case(name, rule, schema, rows, segment, date.fromisoformat(as_of), tuple(members), tuple(unknown), tuple(in_unknown))
