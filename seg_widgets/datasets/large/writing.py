"""Writes the tables of a folder, one Parquet file each, in row groups of a good size."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 250_000
"""Rows that a row group has at least, but for the last one."""

# Numbers that go up row by row take a byte or two as differences.
_RISING = {"usage_id": "DELTA_BINARY_PACKED", "at": "DELTA_BINARY_PACKED"}


class Writing:
    """Takes tables piece by piece; its content does not depend on how large the pieces are.

    Parameters
    ----------
    folder
        Where the files go, `<table>.parquet`.
    rows
        Rows to gather before they are written.
    """

    def __init__(self, folder: Path, rows: int = ROWS) -> None:
        self._folder, self._rows = folder, rows
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._pieces: dict[str, list[pa.Table]] = {}

    def add(self, name: str, piece: pa.Table) -> None:
        """Append rows to a table."""
        self._pieces.setdefault(name, []).append(piece)
        if sum(len(p) for p in self._pieces[name]) >= self._rows:
            self._flush(name)

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is None:
                for name in self._pieces:
                    self._flush(name)
        finally:
            for writer in self._writers.values():
                writer.close()

    def _flush(self, name: str) -> None:
        pieces, self._pieces[name] = self._pieces[name], []
        if not pieces:
            return
        table = pa.concat_tables(pieces).unify_dictionaries()
        if name not in self._writers:
            rising = {column: _RISING[column] for column in table.column_names if name == "usage" and column in _RISING}
            self._writers[name] = pq.ParquetWriter(
                self._folder / f"{name}.parquet",
                table.schema,
                compression="zstd",
                use_dictionary=[column for column in table.column_names if column not in rising],
                column_encoding=rising or None,
                # Text is text to every reader, however it came.
                store_schema=False,
            )
        self._writers[name].write_table(table, row_group_size=max(len(table), 1))
