"""Completes a description of tables from what was counted in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seg_widgets.schema.facts import TableFacts
from seg_widgets.schema.model import Draft, Schema

Contained = Callable[[str, str, str, str], float]


def infer(draft: Draft, facts: Mapping[str, TableFacts], contained: Contained) -> tuple[Schema, list[str]]:
    """For now: types only."""
    tables = {}
    for name, table in draft.tables.items():
        columns = {c: table.columns[c].model_copy(update={"type": f.type}) if c in table.columns else {"type": f.type} for c, f in facts[name].columns.items()}
        tables[name] = table.model_dump(exclude={"columns"}) | {"columns": {c: v if isinstance(v, dict) else v.model_dump() for c, v in columns.items()}}
    return Schema.model_validate(draft.model_dump(exclude={"tables"}) | {"tables": tables}), []
