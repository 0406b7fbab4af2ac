"""The picker's entries: what one can ask of an entity, each with the rule that picking it adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from seg_widgets.schema import Column, Schema, choices, family, row_tables
from seg_widgets.schema.facts import ColumnFacts, TableFacts
from seg_widgets.widgets.pick import Pick, completeness, day, pick, says_nothing
from seg_widgets.widgets.row_picks import row_picks


def picks(entity: str, schema: Schema, facts: Mapping[str, TableFacts], as_of: date) -> Iterator[Pick]:
    """Give what can be asked of an entity: its attributes, then the rows of each dated table that reaches it.

    Every criterion is whole but for its value where there is no sensible one.
    """
    known = facts.get(entity)
    for name, column in schema.tables[entity].columns.items():
        counted = known.columns.get(name) if known else None
        if not column.hidden and not says_nothing(counted):
            yield from _attribute(name, column, counted, as_of)
    for table in row_tables(schema, entity):
        ways = choices(schema, entity, table)
        for one in row_picks(table, entity, schema, facts.get(table)):
            yield {**one, "criterion": _by(one["criterion"], table, ways[0])} if ways else one


def _by(part: Any, table: str, via: str) -> Any:
    """Let whatever is asked of a table's rows go by the first of several ways; another is chosen in the rule."""
    if isinstance(part, list):
        return [_by(inner, table, via) for inner in part]
    if not isinstance(part, dict):
        return part
    inside = {name: _by(inner, table, via) for name, inner in part.items()}
    return {**inside, "via": via} if part.get("table") == table else inside


def _attribute(name: str, column: Column, facts: ColumnFacts | None, as_of: date) -> Iterator[Pick]:
    assert column.type is not None
    kind = family(column.type)
    label = column.label or name.replace("_", " ")
    category = column.category or {"date": "lifecycle", "number": "value"}.get(kind, "basic")
    metric = {"kind": "attribute", "column": name}
    detail = completeness(facts)
    words = (name, *column.synonyms)
    op, value = {
        "text": ("is", None), "number": (">=", None), "boolean": ("is_true", None), "list": ("has_any", None),
        "date": ("within_last", {"kind": "span", "n": 90}),
    }[kind]  # fmt: skip
    ahead = kind == "date" and facts is not None and day(facts.max) is not None and day(facts.max) > as_of  # type: ignore[operator]
    if ahead:
        op = "in_next"
    yield pick(name, label, category, column.description, detail, metric, op, value, words)
    if kind == "date":
        yield pick(
            f"{name}:since",
            f"Days since {label}",
            "lifecycle",
            f"How many days ago {label} was.",
            detail,
            {"kind": "days_since", "of": metric},
            ">=",
            30,
            (*words, "ago", "age"),
        )
        if ahead:
            yield pick(
                f"{name}:until",
                f"Days until {label}",
                "lifecycle",
                f"How many days there are until {label}.",
                detail,
                {"kind": "days_until", "of": metric},
                "<=",
                90,
                (*words, "ahead", "due"),
            )
        else:
            yield pick(
                f"{name}:tenure",
                f"Tenure since {label}",
                "lifecycle",
                f"Whole months since {label}; year 1 is 0 to 11.",
                detail,
                {"kind": "tenure", "since": name},
                "<",
                12,
                (*words, "tenure", "year 1", "months", "age"),
            )
