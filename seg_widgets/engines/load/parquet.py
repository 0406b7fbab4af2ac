"""Parquet: a file, or a folder of files that together are one table. Looked at where it lies, never copied."""

from __future__ import annotations

from pathlib import Path

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.sql import call, described, text
from seg_widgets.engines.load.staged import Staged
from seg_widgets.engines.load.usable import usable
from seg_widgets.errors import DataError, Problem


def stage_parquet(connection: duckdb.DuckDBPyConnection, table_name: str, path: Path) -> Staged:
    """Describe a Parquet file, or the files of a folder and of the folders in it."""
    relation = exp.Table(
        this=call(
            "READ_PARQUET",
            _files(path),
            union_by_name=exp.true(),
            hive_partitioning=exp.true() if path.is_dir() else exp.false(),
        )
    )
    try:
        types = described(connection, relation)
    except duckdb.Error as error:
        raise DataError(
            Problem("not-a-parquet", f"The file cannot be read: {str(error).splitlines()[0]}", path.name, "Write it again.")
        ) from error
    columns, unusable = usable({c: (c, type_) for c, type_ in types.items()})
    return Staged(table_name, path.name, "parquet", relation, columns, unusable=unusable)


def _files(path: Path) -> exp.Expr:
    if not path.is_dir():
        return text(str(path.resolve()))
    files = sorted(str(p.resolve()) for p in path.rglob("*.parquet"))
    if not files:
        raise DataError(
            Problem(
                "missing-file",
                "There are no Parquet files in the folder.",
                str(path),
                "Name a folder with *.parquet files.",
            )
        )
    return exp.Array(expressions=[text(f) for f in files])
