"""The parts of a script around its conditions: header, the functions it carries, loading, the main block."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePath

from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.writing import docstring, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.schema import Schema
from seg_widgets.schema.source import Source

_TYPES = {
    "text": "string",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "decimal": "string",
    "list": "string",
}
_DATES = ("date", "timestamp", "timestamp_tz")
_OWN = {
    "re": "import re",
    "sys": "import sys",
    "Callable": "from collections.abc import Callable",
    "datetime": "from datetime import datetime",
    "Decimal": "from decimal import Decimal",
    "Path": "from pathlib import Path",
}
_INSTALLED = {
    "pd": "import pandas as pd",
    "pa": "import pyarrow as pa",
    "pc": "import pyarrow.compute as pc",
}
WORDS = frozenset(_OWN) | frozenset(_INSTALLED) | {"AS_OF", "ZONE", "members", "load", "tables", "folder", "found"}
"""Names that a script gives itself."""


@lru_cache(maxsize=1)
def kit() -> dict[str, str]:
    """Give the functions that a script may carry: name -> source."""
    source = (files("seg_widgets.code.pandas_") / "kit.py").read_text(encoding="utf-8")
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return {node.name: ast.get_source_segment(source, node) or "" for node in functions}


def carried(wanted: Iterable[str]) -> dict[str, str]:
    """Give the functions that a script needs, those that they need among them, in the kit's order."""
    needed: set[str] = set()
    rest = list(wanted)
    while rest:
        name = rest.pop()
        if name not in needed and name in kit():
            needed.add(name)
            rest += [n.id for n in ast.walk(ast.parse(kit()[name])) if isinstance(n, ast.Name)]
    return {name: source.replace("  # fmt: skip", "") for name, source in kit().items() if name in needed}


def header(name: str, about: str, as_of: str, zone: str, usage: str) -> str:
    """Write the docstring."""
    days = f"As of {as_of}; days are those of the time zone {zone}."
    return docstring("\n\n".join(part for part in (name.strip().replace("\n", " "), about.strip(), days, usage) if part))


def imports(code: str) -> list[str]:
    """Write the imports that the code needs: the library's own, then those to be installed."""
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    groups = [[line for word, line in group.items() if word in used] for group in (_OWN, _INSTALLED)]
    return [line for group in groups if group for line in (*group, "")][:-1]


def loading(tables: Tables, schema: Schema, sources: Mapping[str, str | Source]) -> list[str]:
    """Write the function that reads the tables from a folder."""
    lines = [
        "def load(folder: str | Path) -> dict[str, pd.DataFrame]:",
        '    """Read the columns that are needed, each as its type; only an empty cell is missing."""',
        "    folder = Path(folder)",
        "    return {",
    ]
    for table, columns in tables.columns().items():
        if table not in sources:
            raise UnsupportedError(Problem("no-source", f"There is no file for the table {table!r}.", f"sources.{table}"))
        given = sources[table]
        source = Source(given) if isinstance(given, str) else given
        path, listed = source.path, ", ".join(map(quoted, columns))
        suffixes = {suffix.lower() for suffix in PurePath(path).suffixes}
        if suffixes & {".csv", ".tsv", ".txt"}:
            types = {c: schema.tables[table].columns[c].type if c in schema.tables[table].columns else None for c in columns}
            dtypes = ", ".join(f"{quoted(c)}: {quoted(_TYPES[t])}" for c, t in types.items() if t in _TYPES)
            dates = [c for c, t in types.items() if t in _DATES]
            commas = {c for c, t in types.items() if t == "number" and c in source.commas}
            if commas and any(t == "number" and c not in commas for c, t in types.items()):
                found = f"pandas code cannot read {path!r}: some of its numbers have a decimal comma, others a point."
                raise UnsupportedError(Problem("mixed-decimals", found, f"sources.{table}", "Write all of them with a point."))
            lines += [
                f"        {quoted(table)}: pd.read_csv(",
                f"            folder / {quoted(path)},",
                *([f"            sep={quoted(source.delimiter)},"] if source.delimiter != "," else []),
                f"            usecols=[{listed}],",
                f"            dtype={{{dtypes}}},",
                *(['            decimal=",", thousands=".",'] if commas else []),
                *([f"            {_dates(dates, source)},"] if dates else []),
                f"            keep_default_na=False, na_values={_na_values(columns, source)},",
                "        ),",
            ]
        elif not suffixes or suffixes & {".parquet", ".pq"}:
            call = f'pd.read_parquet(folder / {quoted(path)}, columns=[{listed}], dtype_backend="numpy_nullable")'
            lines.append(f"        {quoted(table)}: {call},")
        else:
            raise UnsupportedError(Problem("unknown-file", f"pandas code reads csv and Parquet files, not {path!r}.", f"sources.{table}"))
    return [*lines, "    }"]


def _dates(columns: Iterable[str], source: Source) -> str:
    forms = {c: quoted(source.dates.get(c, "ISO8601")) for c in columns}
    form = next(iter(forms.values())) if len(set(forms.values())) == 1 else _dict(forms)
    return f"parse_dates=[{', '.join(map(quoted, forms))}], date_format={form}"


def _na_values(columns: Iterable[str], source: Source) -> str:
    gaps = {c: f"[{', '.join(map(quoted, ['', *source.gaps.get(c, ())]))}]" for c in columns}
    return '[""]' if set(gaps.values()) == {'[""]'} else _dict(gaps)


def _dict(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{quoted(c)}: {value}" for c, value in values.items()) + "}"


def main_block(plural: str) -> list[str]:
    """Write what the script does when it is run."""
    return [
        'if __name__ == "__main__":',
        '    found = members(load(sys.argv[1] if len(sys.argv) > 1 else "."))',
        f"    print(len(found), {quoted(plural)})",
        '    print(*found, sep="\\n")',
    ]
