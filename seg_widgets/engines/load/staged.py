"""A source that DuckDB can read, before its columns have their final types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.sql import drop, run

Kind = Literal["csv", "frame", "parquet", "sheet"]


@dataclass(frozen=True)
class Staged:
    """A source that DuckDB can read.

    Attributes
    ----------
    table
        The name the table will have.
    place
        What the source is called in messages: the file's name, or the table's for a frame.
    kind
        Where it comes from: a CSV file brings text only, a frame and Parquet files bring types.
    relation
        What to select from.
    columns
        The column's name -> its name in the relation and DuckDB's type there.
    row
        The number of a data row, counted from 1; ``None`` where rows have no number (Parquet).
    where
        Which rows of the relation are data.
    comma
        A decimal comma may be meant (the columns are divided by semicolons).
    temporary
        The table or view to drop when the final table is there.
    unusable
        Columns left out, with why.
    told
        What was taken for granted in finding the table, a sentence each.
    """

    table: str
    place: str
    kind: Kind
    relation: exp.Expr
    columns: dict[str, tuple[str, str]]
    row: exp.Expr | None = None
    where: exp.Expr | None = None
    comma: bool = False
    temporary: tuple[Literal["TABLE", "VIEW"], str] | None = None
    unusable: dict[str, str] | None = None
    index: tuple[str, ...] = ()
    path: str | None = None
    delimiter: str = ","
    told: tuple[str, ...] = ()

    def select(self, *expressions: exp.Expr) -> exp.Select:
        """Select from the data rows."""
        query = exp.select(*expressions).from_(self.relation.copy())
        return query.where(self.where.copy()) if self.where is not None else query

    def drop(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let go of what was only needed on the way."""
        if self.temporary is None:
            return
        kind, target = self.temporary
        if self.kind in ("frame", "sheet"):
            connection.unregister(target)
        else:
            run(connection, drop(kind, target))
