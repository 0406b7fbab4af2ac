"""PostgreSQL, through psycopg 3."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

import pyarrow as pa
from sqlglot import exp

from seg_widgets.engines.warehouse import TableFound, Warehouse
from seg_widgets.errors import EngineError, Problem
from seg_widgets.schema.types import ColumnType

_TYPES: dict[str, ColumnType] = {
    "boolean": "boolean",
    **dict.fromkeys(("smallint", "integer", "bigint"), "integer"),
    "numeric": "decimal",
    **dict.fromkeys(("real", "double precision"), "number"),
    **dict.fromkeys(("text", "character varying", "character", "uuid", "enum", "citext", "name"), "text"),
    "date": "date",
    "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamp_tz",
}
_ARROW: dict[str, pa.DataType] = {
    "bool": pa.bool_(), "int2": pa.int64(), "int4": pa.int64(), "int8": pa.int64(), "float4": pa.float64(), "float8": pa.float64(),
    "text": pa.string(), "varchar": pa.string(), "date": pa.date32(), "timestamp": pa.timestamp("us"),
    "timestamptz": pa.timestamp("us", "UTC"), "_text": pa.list_(pa.string()), "_varchar": pa.list_(pa.string()),
}  # fmt: skip
_CATALOG = """
SELECT n.nspname, c.relname, a.attname, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL),
       t.typtype = 'e', co.collisdeterministic IS FALSE, n.nspname = ANY(current_schemas(false))
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_collation co ON co.oid = a.attcollation
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND NOT c.relispartition
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'
  AND has_table_privilege(c.oid, 'SELECT')
ORDER BY array_position(current_schemas(false), n.nspname), n.nspname, c.relname, a.attnum
"""


class PostgresWarehouse(Warehouse):
    """The tables of a PostgreSQL database.

    Parameters
    ----------
    connection
        Of psycopg 3, or a connection string such as ``"postgresql://user@host/database"``.
    """

    name: ClassVar[str] = "PostgreSQL"
    dialect: ClassVar[str] = "postgres"

    def __init__(self, connection: Any) -> None:
        super().__init__()
        try:
            import psycopg
        except ImportError:
            raise EngineError(
                Problem("missing-extra", "PostgreSQL takes psycopg, which is not installed.", "", 'pip install "seg-widgets[postgres]"')
            ) from None
        self._own = isinstance(connection, str)
        if self._own:
            try:
                connection = psycopg.connect(connection, autocommit=True)
            except psycopg.Error as error:
                words = str(error).strip().splitlines()[0]
                raise EngineError(
                    Problem("no-server", f"There is no way to PostgreSQL: {words}", "", "Is it running, and are host, name and user right?")
                ) from error
        self.connection = connection
        self._names: dict[int, str] = {}

    def tables(self) -> dict[str, TableFound]:
        found: dict[tuple[str, str], dict[str, str]] = {}
        near: set[tuple[str, str]] = set()
        for schema, table, column, type_, enum, foreign, visible in self._rows(_CATALOG):
            native = "enum" if enum else str(type_)
            found.setdefault((schema, table), {})[column] = f"{native} of another order" if foreign and not enum else native
            if visible:
                near.add((schema, table))
        named: dict[str, TableFound] = {}
        for path, columns in found.items():
            plain = path in near and path[1] not in named
            named[path[1] if plain else ".".join(path)] = TableFound(path, columns)
        return named

    def type_of(self, native: str) -> ColumnType | None:
        if native.endswith("[]"):
            return "list" if self.type_of(native[:-2]) is not None else None
        return _TYPES.get(native.removesuffix(" of another order"))

    def reads_as(self, value: exp.Expr, native: str) -> exp.Expr | None:
        """Texts that compare as PostgreSQL's own types, or by a collation that takes texts for equal, are read as plain text."""
        if native.endswith("[]"):
            return None if native == "text[]" else exp.cast(value, "text[]", dialect="postgres")
        if native == "real":
            return exp.cast(value, "double")
        if native in ("text", "character varying") or self.type_of(native) != "text":
            return None
        return exp.Collate(this=exp.cast(value, "text"), expression=exp.to_identifier("C", quoted=True))

    def _rows(self, text: str) -> list[tuple[Any, ...]]:
        return list(self.connection.execute(text).fetchall())

    def _arrow(self, text: str) -> pa.Table:
        with self.connection.cursor(binary=True) as cursor:
            try:
                cursor.execute(text)
                rows = cursor.fetchall()
            except Exception:
                if not self.connection.autocommit:  # a connection that was given: a failed statement must not lock it
                    self.connection.rollback()
                raise
            described = cursor.description or []
            columns = list(zip(*rows, strict=True)) or [()] * len(described)
            types = [self._type_name(c.type_code) for c in described]
        return pa.table([_array(values, type_) for values, type_ in zip(columns, types, strict=True)], names=[c.name for c in described])

    def _interrupt(self) -> None:
        self.connection.cancel_safe()

    def _create(self, there: exp.Table, query: str, replace: bool) -> None:
        name = there.sql(dialect=self.dialect)
        with self.connection.transaction():  # a table's making is undone with it
            if replace:
                self.connection.execute(f"DROP TABLE IF EXISTS {name}")
            self.connection.execute(f"CREATE TABLE {name} AS\n{query}")

    def _type_name(self, oid: int) -> str:
        if oid not in self._names:
            info = self.connection.adapters.types.get(oid)
            name = "" if info is None else info.name
            self._names[oid] = f"_{name}" if info is not None and oid == info.array_oid else name
        return self._names[oid]

    def close(self) -> None:
        if self._own:
            self.connection.close()


def _array(values: Sequence[Any], type_: str) -> pa.Array:
    if type_ == "numeric":
        if all(v is None for v in values):
            return pa.array(values, pa.decimal128(38, 0))
        return pa.array(values)  # as many digits as there are
    if type_ == "timestamptz":
        values = [None if v is None else v.astimezone(datetime.UTC) for v in values]
    return pa.array(values, _ARROW.get(type_))
