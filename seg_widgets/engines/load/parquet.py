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
    files = [str(p.resolve()) for p in parquet_files(path)]
    if not files:
        raise DataError(
            Problem(
                "missing-file",
                "There are no Parquet files in the folder.",
                str(path),
                "Name a folder with *.parquet files.",
            )
        )
    return exp.Array(expressions=[text(f) for f in sorted(files)])


def parquet_files(folder: Path) -> list[Path]:
    """Name the Parquet files in a folder and in the folders in it, but for hidden ones, which are not data."""
    return sorted(p for p in folder.rglob("*.parquet") if not any(part.startswith(".") for part in p.relative_to(folder).parts))
