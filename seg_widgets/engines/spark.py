"""Spark, through PySpark's own session."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote
from uuid import uuid4

from sqlglot import exp

from seg_widgets.engines.warehouse import TableFound, Warehouse
from seg_widgets.engines.work import at_work
from seg_widgets.errors import EngineError, Problem
from seg_widgets.schema.types import ColumnType

_TYPES: dict[str, ColumnType] = {
    "boolean": "boolean",
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), "integer"),
    **dict.fromkeys(("float", "double"), "number"),
    "string": "text",
    "date": "date",
    "timestamp_ntz": "timestamp",
    "timestamp": "timestamp_tz",
}


class SparkWarehouse(Warehouse):
    """The tables and temporary views of a Spark session.

    Parameters
    ----------
    session
        A ``SparkSession``; ``None``: a local one is started, and stopped by ``close``.
    folders
        Table -> a folder or file of Parquet or csv, to be read as a temporary view of that name.
    """

    name: ClassVar[str] = "Spark"
    dialect: ClassVar[str] = "spark"

    def __init__(self, session: Any = None, folders: Mapping[str, str | Path] | None = None) -> None:
        super().__init__()
        self._own = session is None
        self._tag = f"seg-widgets-{uuid4().hex}"
        self.session = session if session is not None else local_session()
        self._folders: dict[str, str] = {}
        for name, path in (folders or {}).items():
            self.register(name, path)

    def register(self, name: str, path: str | Path) -> None:
        """Have a folder or a file of Parquet or csv as a temporary view.

        Raises
        ------
        EngineError
            ``engine-failed``: Spark cannot read it.
        """
        if (book := Path(path)).suffix.lower() in (".xlsx", ".xlsm"):
            hint = (
                f"Make the sheet Parquet: sw.Workspace.from_excel({book.name!r}).frame({name!r}).to_parquet({f'{name}.parquet'!r}); "
                "name that file instead."
            )
            raise EngineError(Problem("engine-failed", "Spark reads no workbooks.", f"tables.{name}", hint))
        files = [path] if (path := Path(path)).is_file() else list(path.rglob("*.csv"))
        csv = any(f.suffix.lower() == ".csv" for f in files)
        read = self.session.read
        try:
            frame = read.csv(str(path), header=True, inferSchema=True) if csv else read.parquet(str(path))
            frame.createOrReplaceTempView(exp.to_identifier(name, quoted=True).sql(dialect="spark"))
            self._folders[str(path.resolve())] = name
        except Exception as error:
            raise EngineError(Problem("engine-failed", f"Spark says: {str(error).splitlines()[0]}", f"tables.{name}", "")) from error

    def tables(self) -> dict[str, TableFound]:
        found: dict[str, TableFound] = {}
        for one in self.session.sql("SHOW TABLES").collect():
            path = (one.tableName,) if one.isTemporary or not one.namespace else (*one.namespace.split("."), one.tableName)
            there = ".".join(exp.to_identifier(part, quoted=True).sql(dialect="spark") for part in path)
            found[one.tableName] = TableFound(path, {f.name: f.dataType.simpleString() for f in self.session.table(there).schema.fields})
        return found

    def type_of(self, native: str) -> ColumnType | None:
        if native.startswith("decimal"):
            return "decimal"
        if native.startswith("array<"):
            return "list" if self.type_of(native[6:-1]) is not None else None
        if native.startswith(("char", "varchar", "string collate")):
            return "text"
        return _TYPES.get(native)

    def reads_as(self, value: exp.Expr, native: str) -> exp.Expr | None:
        """A float is taken in double precision, and a text of another collation compares byte by byte."""
        if native == "float":
            return exp.cast(value, "double")
        if native.startswith("array<") and native != "array<string>":
            return exp.cast(value, "array<string>", dialect="spark")
        if native.startswith("string collate"):
            return exp.Anonymous(this="COLLATE", expressions=[value, exp.Literal.string("UTF8_BINARY")])
        return None

    def _arrow(self, text: str) -> Any:
        if at_work() is None:
            return self.session.sql(text).toArrow()
        # The context's tags, not the session's: those can be interrupted only from the thread that set them.
        context = self.session.sparkContext
        context.addJobTag(self._tag)
        try:
            return self.session.sql(text).toArrow()
        finally:
            context.removeJobTag(self._tag)

    def explain(self, text: str) -> str:
        """Ask for the plan as it will be run: one that adapts itself shows only later what it reads once for several uses."""
        adaptive, session = "spark.sql.adaptive.enabled", self.session
        with self._lock:
            before = session.conf.get(adaptive)
            session.conf.set(adaptive, "false")
            try:
                return super().explain(text)
            finally:
                session.conf.set(adaptive, before)

    def home_of(self, place: str) -> str:
        return next((name for path, name in self._folders.items() if re.search(f"{re.escape(quote(path))}[],/]", place)), "")

    def _interrupt(self) -> None:
        self.session.sparkContext.cancelJobsWithTag(self._tag)

    def _create(self, there: exp.Table, query: str, replace: bool) -> None:
        """Make it under another name first: the catalog of a plain Spark cannot replace a table, but rename one."""
        new = there.copy()
        new.set("this", exp.to_identifier(f"{there.name}_{uuid4().hex[:12]}", quoted=True))
        name, made = (table.sql(dialect=self.dialect) for table in (there, new))
        if not replace and self.session.catalog.tableExists(name):
            raise ValueError(f"The table {there.name} is there already.")
        self.session.sql(f"CREATE TABLE {made} USING parquet AS\n{query}")
        try:
            self.session.sql(f"DROP TABLE IF EXISTS {name}")
            self.session.sql(f"ALTER TABLE {made} RENAME TO {name}")
        except BaseException:
            self.session.sql(f"DROP TABLE IF EXISTS {made}")
            raise

    def close(self) -> None:
        if self._own:
            self.session.stop()


def local_session(**options: str) -> Any:
    """Start a Spark of this machine alone, which listens to nobody else.

    Parameters
    ----------
    options
        Further settings, ``__`` for a dot: ``spark__sql__shuffle__partitions="2"``.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError(
            Problem("missing-extra", "Spark takes PySpark, which is not installed.", "", 'pip install "seg-widgets[spark]"')
        ) from None
    builder = SparkSession.builder.master("local[*]").appName("seg-widgets")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
        **{key.replace("__", "."): value for key, value in options.items()},
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EngineError(Problem("no-server", f"Spark does not start: {words}", "", "It takes Java 17 or newer (JAVA_HOME).")) from error
