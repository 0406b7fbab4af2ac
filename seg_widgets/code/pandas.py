"""A segment as a standalone pandas script: it imports nothing of this package, and reads as an analyst writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from seg_widgets.code.pandas_ import script
from seg_widgets.code.pandas_.conditions import Conditions
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import Names, assigned, quoted
from seg_widgets.definition import Group, Segment, exporter, resolved
from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.plan import Plan, make_plan
from seg_widgets.schema import Schema
from seg_widgets.schema.source import Source


@exporter("pandas")
def pandas_code(
    segment: Segment,
    schema: Schema | None,
    *,
    as_of: date,
    sources: Mapping[str, str | Source] | None = None,
    known: Mapping[str, Segment] | None = None,
    **_: Any,
) -> str:
    """Write the script.

    Parameters
    ----------
    as_of
        The day on which the segment is evaluated: ``AS_OF`` in the text, from which its windows are counted.
    sources
        Table -> csv or Parquet file, relative to a folder, and how a csv file is to be read. With them the script
        loads the tables, and can be run.
    known
        The segments that it may refer to, by name.

    Returns
    -------
    str
        A module with ``members(tables)``: dict of table -> DataFrame in, Series of the members' keys out, in the order
        and with the type of the entity table's key.

    Raises
    ------
    DefinitionError
        The segment does not fit the schema.
    UnsupportedError
        A node that pandas code has no words for, or a kind of file that it does not read.
    """
    if schema is None:
        raise DefinitionError(Problem("no-workspace", "pandas code wants the description of the tables.", "", "Give the workspace."))
    plan = make_plan(segment, schema, as_of, known)
    names = Names([*script.WORDS, *script.kit()])
    tables = Tables(plan, schema, names)
    windows = Windows(resolved(segment, known), as_of, [Group(**where) for where in schema.universe.values()])
    conditions = Conditions(tables, windows, names, plan.universe)
    body, functions = _members(plan, tables, conditions)
    code = [f"AS_OF = {quoted(as_of)}"]
    if windows.fixed:  # two windows have the same days today, and will not have them tomorrow
        code[0] += "  # for another day, export again: some windows below are written as dates"
    carried = script.carried(
        {*functions, *tables.functions(), *(word for word in script.kit() if any(f"{word}(" in line for line in body))}
    )
    if any("ZONE" in source for source in carried.values()):
        code.append(f"ZONE = {quoted(schema.time_zone)}")
    blocks = ["\n".join(code), *carried.values(), "\n".join(body)]
    plural = schema.tables[plan.entity].plural or plan.entity
    if sources is not None:
        blocks += ["\n".join(script.loading(tables, schema, sources)), "\n".join(script.main_block(plural))]
        usage = "Run it with the folder of the tables: it prints how many members there are, and their keys."
    else:
        needed = ", ".join(map(quoted, tables.tables()))
        usage = f"Use: members(tables), where tables is a dict of the DataFrames {needed}."
    text = "\n\n\n".join(blocks)
    about = _about(segment, schema, conditions.restricted)
    head = script.header(segment.name, about, as_of.isoformat(), schema.time_zone, usage)
    return "\n".join([head, "", *script.imports(text), "", text, ""])


def _members(plan: Plan, tables: Tables, conditions: Conditions) -> tuple[list[str], set[str]]:
    """Write the function that gives the members, and name the functions it calls."""
    test = conditions.existing(plan.entity, plan.tree)
    assert test is not None
    key = tables.schema.tables[plan.entity].key or ""
    body = [
        *tables.lines(),
        "",
        *conditions.body.lines,
        "",
        *assigned("found", test),
        f"    keys = tables[{quoted(plan.entity)}].loc[found.to_numpy(dtype=bool), {quoted(key)}]",
        "    return keys.reset_index(drop=True)",
    ]
    lines = [
        "def members(tables: dict[str, pd.DataFrame]) -> pd.Series:",
        '    """Give the keys of the members, in the order of their table."""',
        *_spaced(body),
    ]
    return lines, conditions.body.functions


def _spaced(lines: list[str]) -> list[str]:
    """Leave one blank line where there are several."""
    return [line for n, line in enumerate(lines) if line or (n > 0 and lines[n - 1])]


def _about(segment: Segment, schema: Schema, restricted: list[str]) -> str:
    """Say what the segment is, and which of the entities exist for it."""
    from seg_widgets.code.english import english, universe_words
    from seg_widgets.code.phrases import parameter_words

    universes = [universe_words(entity, schema) for entity in dict.fromkeys(restricted)]
    turned = "\n".join(f"Parameter {line}" for line in parameter_words(segment.parameters))
    return "\n\n".join(part for part in (segment.description, english(segment, schema).strip(), *universes, turned) if part)
