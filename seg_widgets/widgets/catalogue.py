"""What the editor offers: tables, columns, operators, and the picker's entries. Plain data, made of schema and facts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from seg_widgets.definition import OPERATORS, ORDERED_OPS
from seg_widgets.schema import Column, Schema, Table, choices, family, related_tables, relation, row_tables
from seg_widgets.schema.facts import ColumnFacts, TableFacts
from seg_widgets.widgets.picks import picks

AGGREGATIONS = (
    ("count", "number of rows", "rows"),
    ("active_days", "active days", "rows"),
    ("active_periods", "active weeks, months or the like", "rows"),
    ("first_day", "first day", "rows"),
    ("last_day", "last day", "rows"),
    ("sum", "sum", "number"),
    ("mean", "mean", "number"),
    ("median", "median", "number"),
    ("quantile", "quantile", "number"),
    ("min", "lowest", "ordered"),
    ("max", "highest", "ordered"),
    ("distinct", "number of different", "any"),
    ("latest", "latest", "any"),
    ("first", "first", "any"),
)
WINDOWS = (
    ("any_time", "at any time"),
    ("last", "in the last"),
    ("since", "in the first \N{HORIZONTAL ELLIPSIS} since a date"),
    ("ago", "between days ago"),
    ("dates", "between dates"),
    ("holding", "holding now"),
)


def catalogue(
    schema: Schema, facts: Mapping[str, TableFacts], as_of: date, elements: Mapping[tuple[str, str], Sequence[str]] | None = None
) -> dict[str, Any]:
    """Make the editor's catalogue; its shape is that of ``Catalogue`` in the front end's ``protocol.ts``.

    Parameters
    ----------
    elements
        The values that lists hold, by table and column.
    """
    return {
        "workspace": schema.name,
        "time_zone": schema.time_zone,
        "entities": [
            {"name": name, "label": title(name, schema.tables[name]), **_words(name, schema.tables[name])} for name in schema.entities()
        ],
        "tables": {name: _table(name, schema, facts.get(name), elements or {}) for name in schema.tables},
        "picks": {name: list(picks(name, schema, facts, as_of)) for name in schema.entities()},
        "operators": {
            kind: [
                {"op": o.name, "words": o.words.get(kind, o.words[""]), "wants": o.wants} for o in OPERATORS.values() if kind in o.families
            ]
            for kind in ("number", "text", "date", "boolean", "list")
        },
        "ordered": [{"op": op, "words": OPERATORS[op].words[""], "wants": OPERATORS[op].wants} for op in ORDERED_OPS],
        "aggregations": [{"agg": agg, "label": label, "of": of} for agg, label, of in AGGREGATIONS],
        "windows": [{"kind": kind, "label": label} for kind, label in WINDOWS],
    }


def title(name: str, table: Table) -> str:
    """Name a table to a person."""
    words = table.plural or name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _words(name: str, table: Table) -> dict[str, str]:
    plural = table.plural or name.replace("_", " ")
    return {"singular": table.singular or plural, "plural": plural}


def _table(name: str, schema: Schema, facts: TableFacts | None, elements: Mapping[tuple[str, str], Sequence[str]]) -> dict[str, Any]:
    table = schema.tables[name]
    return {
        "name": name,
        "label": title(name, table),
        **_words(name, table),
        "kind": table.kind,
        "key": table.key,
        "time": table.time,
        "rows": facts.rows if facts else 0,
        "columns": [_column(n, c, facts.columns.get(n) if facts else None, elements.get((name, n))) for n, c in table.columns.items()],
        "related": [{"table": other, **_words(other, schema.tables[other]), "many": many} for other, many in _related(name, schema)],
        "row_tables": row_tables(schema, name) if name in schema.entities() else [],
        "ways": {other: found for other in schema.tables if (found := _ways(name, other, schema))},
    }


def _related(name: str, schema: Schema) -> Iterator[tuple[str, bool]]:
    from seg_widgets.errors import SegmentError

    if name not in schema.entities():
        return
    for other in related_tables(schema, name):
        ways = choices(schema, name, other)
        try:
            yield other, relation(schema, name, other, via=ways[0] if ways else None).many
        except SegmentError:  # several ways that their first link does not tell apart
            continue


def _ways(name: str, other: str, schema: Schema) -> list[dict[str, str]]:
    """Give the ways that one can choose among between an entity and another table; none where there is one alone."""
    if name not in schema.entities():
        return []
    labels = {**schema.tables[name].columns, **schema.tables[other].columns}
    return [{"via": column, "label": labels[column].label or column.replace("_", " ")} for column in choices(schema, name, other)]


def _column(name: str, column: Column, facts: ColumnFacts | None, elements: Sequence[str] | None) -> dict[str, Any]:
    assert column.type is not None
    values = [[plain(v), n] for v, n in facts.values] if facts is not None and facts.values else None
    if elements:  # how many lists hold each is not counted
        values = [[v, None] for v in elements]
    return {
        "name": name,
        "label": column.label or name.replace("_", " "),
        "type": column.type,
        "family": family(column.type),
        "category": column.category,
        "unit": column.unit,
        "description": column.description,
        "synonyms": list(column.synonyms),
        "order": list(column.order) if column.order else None,
        "hidden": column.hidden,
        "missing": facts.missing if facts else 0,
        "distinct": len(elements) if elements else facts.distinct if facts else 0,
        "min": plain(facts.min) if facts else None,
        "max": plain(facts.max) if facts else None,
        "values": values,
    }


def plain(value: Any) -> Any:
    """Give a value as JSON can carry it: days and decimals as text, and whole numbers that a browser cannot hold."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= 2**53 else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
