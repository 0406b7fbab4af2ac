"""A statement as a dbt model: its tables by ``source`` or ``ref``, and nothing else in it that Jinja would take for its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from sqlglot import exp

from seg_widgets.sql import Dialect

CONFIG = "{{ config(materialized='table') }}"
_JINJA = re.compile(r"\{[{%#]")
_PLAIN = re.compile(r"[\w .-]*")


def model(statement: exp.Select, made: Dialect, tables: Iterable[str], source: str | bool) -> str:
    """Write the statement of a model.

    Parameters
    ----------
    made
        The dialect, and where tables lie.
    tables
        The names of the workspace's tables.
    source
        The name of the dbt source that the tables are in; ``"ref"``: they are models themselves; ``True``: the schema that a
        warehouse has a table in, else ``ref``.
    """
    statement = statement.copy()
    for node in statement.find_all(exp.Literal, exp.Identifier):
        if not isinstance(node, exp.Literal) or node.is_string:
            node.set("this", raw(node.name))
    located = {raw(t): _located(t, made.located, source) for t in tables}
    return type(made)(made.time_zone, located).text(statement)


def raw(text: str) -> str:
    """Keep braces from Jinja."""
    return _JINJA.sub(lambda found: f"{{% raw %}}{found[0]}{{% endraw %}}", text)


def _located(name: str, located: Mapping[str, exp.Expr], source: str | bool) -> exp.Expr:
    there = located.get(name, exp.Table(this=exp.to_identifier(name, quoted=True))).copy()
    table = there if isinstance(there, exp.Table) else there.find(exp.Table)
    assert table is not None
    of = source if isinstance(source, str) else table.db or "ref"
    words = f"ref({_text(table.name)})" if of == "ref" else f"source({_text(of)}, {_text(table.name)})"
    made = exp.Table(this=exp.var(f"{{{{ {words} }}}}"))
    if table is there:
        return made
    table.replace(made)
    return there


def _text(value: str) -> str:
    return f"'{value}'" if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
