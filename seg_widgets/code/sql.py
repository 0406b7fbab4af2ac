"""The SQL of a segment: the statement that the engine runs, under a comment that says what it means."""

from __future__ import annotations

from datetime import date
from typing import Any

from seg_widgets.definition import Known, Related, Segment, exporter
from seg_widgets.definition.walk import walk
from seg_widgets.plan import make_plan
from seg_widgets.schema import Schema


@exporter("sql")
def sql_code(
    segment: Segment,
    schema: Schema,
    *,
    as_of: date,
    dialect: str = "duckdb",
    located: Any = None,
    dbt: str | bool = False,
    known: Known | None = None,
    **_: Any,
) -> str:
    """Write the statement.

    Parameters
    ----------
    as_of
        The day on which the segment is evaluated; it stands in the text.
    dialect
        Whose SQL; one that is not known is refused.
    located
        Table -> what is selected from in its place; left out: the tables' own names.
    dbt
        Write a dbt model. ``True``: tables are models (``ref``), or sources called as the schema they lie in; a text: the
        name of their source.

    Returns
    -------
    str
        One statement; its result is one column, named as the entity's key, with the members' keys in no particular order.
    """
    from seg_widgets.code.english import english, universe_words
    from seg_widgets.code.phrases import parameter_words
    from seg_widgets.sql import dialect as find_dialect
    from seg_widgets.sql import statement

    made = find_dialect(dialect, schema.time_zone, located)
    plan = make_plan(segment, schema, as_of, known)
    written = statement(plan, schema, made)
    restricted = [e for e in plan.universe if e in (plan.entity, *(n.table for _, n in walk(segment.where) if isinstance(n, Related)))]
    about = [
        segment.name,
        *english(segment, schema).splitlines(),
        f"As of {as_of.isoformat()}, days in {schema.time_zone}.",
        *(universe_words(entity, schema) for entity in restricted),
        *(f"Parameter {line}" for line in parameter_words(segment.parameters)),
    ]
    head = [f"-- {comment(line)}" for line in about]
    if dbt:
        from seg_widgets.code.dbt import CONFIG, model, raw

        return "\n".join([CONFIG, *map(raw, head), model(written, made, schema.tables, dbt), ""])
    return "\n".join([*head, made.text(written), ""])


def comment(line: str) -> str:
    """Keep a line of free text inside its comment: nothing in it may end the line."""
    return " ".join(line.split())
