"""A workspace: tables, what they mean, and the session that answers segments over them."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlglot import exp

from seg_widgets import code as _code  # noqa: F401  (registers the exporters)
from seg_widgets.analysis.several import segment_of
from seg_widgets.definition import Part, Segment, Segmentation, export
from seg_widgets.dsl import table as dsl_table
from seg_widgets.engines import Database, Reading, Session, Tables, Warehouse, WarehouseReading
from seg_widgets.engines.load import Finding, load, sheets_in, sources_in
from seg_widgets.engines.store import Store, open_store
from seg_widgets.errors import DataError, DefinitionError, Problem, UnsupportedError, WorkspaceError, suggest
from seg_widgets.plan import Plan, make_plan, universe_of
from seg_widgets.results import Counts, Evaluation, counts, counts_there, evaluate, is_read
from seg_widgets.schema import Schema
from seg_widgets.schema.datacheck import SEVERITIES
from seg_widgets.schema.file import read_workspace, to_yaml, workspace_of, write_workspace
from seg_widgets.schema.model import Draft
from seg_widgets.schema.source import Source
from seg_widgets.sql import column, identifier, statement, table

Config = Draft | Mapping[str, Any] | str | Path | None


class Workspace:
    """Tables and their meaning; the place where segments are evaluated.

    Made by :meth:`from_folder`, :meth:`from_excel`, :meth:`from_frames`, :meth:`from_duckdb` or :meth:`connect`. ``ws.accounts`` (or
    ``ws["accounts"]``) gives a table in the fluent language.

    Attributes
    ----------
    schema
        The description, every column typed.
    assumptions
        What inference took for granted, a sentence each.
    facts
        What is known of each table's columns: types, ranges, missing values, frequent values.
    segments
        Name -> segment: those that others may refer to.
    """

    def __init__(
        self,
        database: Database,
        schema: Schema,
        *,
        assumptions: Sequence[str] = (),
        facts: Mapping[str, Any] | None = None,
        sources: Mapping[str, Source] | None = None,
        reading: Reading | None = None,
    ) -> None:
        self.schema = schema
        self.assumptions = list(assumptions)
        self.facts = dict(facts or {})
        self.segments: MutableMapping[str, Segment] = {}
        universe_of(schema, date.max)  # whatever is wrong with it is told now, not at the first segment
        self.sources = dict(sources or {})
        self.database = database
        self.folder: Path | None = None
        self.unread: Sequence[Finding] = ()
        self.session = Session(database, schema, reading, self.facts)
        self._as_of: tuple[date, str] | None = None

    # -- making one -------------------------------------------------------------------------------------------------

    @classmethod
    def from_folder(cls, folder: str | Path, config: Config = None, *, quiet: bool = False, cache: bool | str | Path = True) -> Workspace:
        """Open a folder of csv and Parquet files.

        Parameters
        ----------
        folder
            Where the files are.
        config
            A ``workspace.yaml`` (or its content, or a Schema). ``None``: the folder's own ``workspace.yaml`` if there is
            one; what it leaves out is inferred.
        quiet
            Do not print what was assumed.
        cache
            Keep what took long to find out beside the data, in ``.seg_widgets/cache``, if there is Parquet among it; the next
            session starts warm. ``False``: keep nothing, and read nothing that is kept. A path: keep it there. See
            :meth:`clear_cache`.

        Raises
        ------
        WorkspaceError, DataError
            With a problem, its place and a hint for everything that does not fit.
        """
        folder = Path(folder).expanduser()
        if config is None and (folder / "workspace.yaml").exists():
            config = folder / "workspace.yaml"
        draft = _draft(config)
        sources = sources_in(folder, draft)
        left = [] if draft is None or not draft.tables else sorted(set(sources_in(folder).values()) - set(sources.values()))
        said = [f"{path.name} is left out, as the description names tables and not this file." for path in left]
        store = open_store(folder, sources, draft.time_zone if draft is not None else "UTC", cache)
        made = cls._open(sources, draft, quiet, {name: str(path.relative_to(folder)) for name, path in sources.items()}, said, store)
        made.folder = folder
        return made

    @classmethod
    def from_excel(cls, path: str | Path, config: Config = None, *, sheets: Sequence[str] | None = None, quiet: bool = False) -> Workspace:
        """Open a workbook: each sheet is a table of the sheet's name; a sheet's header is found under titles and empty rows.

        Parameters
        ----------
        path
            An ``.xlsx`` or ``.xlsm`` file.
        config
            As of :meth:`from_folder`; a table's ``source`` names its sheet. ``None``: a ``workspace.yaml`` beside it is **not** read.
        sheets
            Which sheets; ``None``: those of the description, else all that are not hidden.

        Raises
        ------
        WorkspaceError, DataError
            ``missing-file``, ``not-a-workbook``, ``no-tables``, ``missing-sheet``, and those of :meth:`from_folder`.
        """
        draft = _draft(config)
        found, said = sheets_in(path, draft, sheets)
        return cls._open(found, draft, quiet, {}, said)

    @classmethod
    def from_frames(cls, frames: Mapping[str, Any], config: Config = None, *, quiet: bool = False) -> Workspace:
        """Open DataFrames, by table name. They are copied; later changes to them are not seen.

        Parameters and errors are those of :meth:`from_folder`.
        """
        if not isinstance(frames, Mapping) or not frames:
            raise DataError(
                Problem("no-tables", "There are no tables.", "frames", 'Give a mapping of names to DataFrames, such as {"accounts": df}.')
            )
        return cls._open(dict(frames), _draft(config), quiet, {})

    @classmethod
    def _open(
        cls,
        given: Mapping[str, Any],
        draft: Draft | None,
        quiet: bool,
        files: Mapping[str, str],
        said: Sequence[str] = (),
        store: Store | None = None,
    ) -> Workspace:
        database = Database()
        loaded = load(database.connection, given, draft, store)
        read = {name: replace(loaded.sources.get(name, Source(path)), path=path) for name, path in files.items()}
        made = cls(database, loaded.schema, assumptions=[*said, *loaded.assumptions], facts=loaded.facts, sources=read)
        made.unread = loaded.unread
        if store is not None:
            store.opened()
            made.session.remember(store)
        return made._told(quiet)

    @classmethod
    def connect(cls, engine: Any, config: Config = None, *, tables: Tables = None, quiet: bool = False) -> Workspace:
        """Open tables where they lie, in PostgreSQL, Spark or a DuckDB database. Nothing is pulled out of there but answers.

        Parameters
        ----------
        engine
            A connection or its address: ``"postgresql://user@host/database"``, a psycopg connection, a ``SparkSession`` or
            ``"spark"`` for a local one, a DuckDB file or connection; or a
            :class:`~seg_widgets.engines.warehouse.Warehouse`.
        config
            As of :meth:`from_folder`; a table's ``source`` says where it lies, such as ``crm.accounts``.
        tables
            Which tables: names, or name -> where it lies. ``None``: those of the description, else all that can be seen.
        quiet
            Do not print what was assumed.

        Raises
        ------
        EngineError, WorkspaceError, DataError
            With a problem, its place and a hint for everything that does not fit.
        """
        from seg_widgets.engines.connecting import connect
        from seg_widgets.engines.known import warehouse_of

        warehouse = warehouse_of(engine)
        try:
            found = connect(warehouse, _draft(config), tables)
        except BaseException:
            if warehouse is not engine:
                warehouse.close()
            raise
        database = Database()
        reading = WarehouseReading(database, found.schema, warehouse, found.located)
        return cls(database, found.schema, assumptions=found.assumptions, facts=found.facts, reading=reading)._told(quiet)

    @classmethod
    def from_duckdb(cls, path: str | Path | Any, config: Config = None, *, tables: Tables = None, quiet: bool = False) -> Workspace:
        """Open a DuckDB database file (for reading only), or a DuckDB connection. Parameters are those of :meth:`connect`."""
        from seg_widgets.engines.duckdb_ import DuckDBWarehouse

        return cls.connect(DuckDBWarehouse(path), config, tables=tables, quiet=quiet)

    def _told(self, quiet: bool) -> Workspace:
        if self.assumptions and not quiet:
            print("Assumed (write it down in a workspace.yaml to change it):")
            print("\n".join(f"  {line}" for line in self.assumptions))
        return self

    def to_yaml(self, path: str | Path | None = None) -> str:
        """Give the description as a ``workspace.yaml``, ready to be edited; write it where a path is given."""
        if path is not None:
            write_workspace(self.schema, Path(path))
        return to_yaml(self.schema)

    # -- the fluent language ----------------------------------------------------------------------------------------

    def __getitem__(self, name: str) -> Any:
        if name not in self.schema.tables:
            raise DefinitionError(
                Problem(
                    "unknown-table",
                    f"There is no table {name!r}.",
                    "",
                    suggest(name, self.schema.tables, what="tables"),
                )
            )
        return dsl_table(self.schema, name, home=self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or "schema" not in self.__dict__:
            raise AttributeError(name)
        try:
            return self[name]
        except DefinitionError as error:
            raise AttributeError(str(error)) from None

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(n for n in self.schema.tables if n.isidentifier())})

    @property
    def name(self) -> str:
        """The workspace's own name; else that of its folder."""
        return self.schema.name or (self.folder.resolve().name if self.folder is not None else "")

    def __repr__(self) -> str:
        named = f"Workspace {self.name!r}" if self.name else "Workspace"
        lines = [f"{named}, days in {self.schema.time_zone}, as of {self.as_of}"]
        for name, described in self.schema.tables.items():
            rows = self.facts[name].rows if name in self.facts else "?"
            links = "".join(f", {column} -> {target}" for column, target in described.links.items())
            lines.append(
                f"  {name}: {described.kind}, {rows:,} rows"
                + (f", key {described.key}" if described.key else "")
                + (f", time {described.time}" if described.time else "")
                + links
            )
        return "\n".join(lines)

    # -- evaluating -------------------------------------------------------------------------------------------------

    @property
    def as_of(self) -> date:
        """The default as-of date: the workspace's own; else the latest day seen in event and snapshot tables that is not
        after today; else today."""
        return self._default_day()[0]

    @property
    def as_of_from(self) -> str:
        """Where the default as-of date comes from: ``workspace`` (it says so), ``data`` (the latest day seen) or ``today``."""
        return self._default_day()[1]

    def _default_day(self) -> tuple[date, str]:
        if self.schema.as_of is not None:
            return self.schema.as_of, "workspace"
        if self._as_of is None:
            self._as_of = self._latest_day()
        return self._as_of

    def _latest_day(self) -> tuple[date, str]:
        today = datetime.now(ZoneInfo(self.schema.time_zone)).date()
        made = self.session.reading.made
        latest = []
        for name, described in self.schema.tables.items():
            if described.kind in ("event", "snapshot") and described.time is not None:
                day = made.day(column(described.time), described.columns[described.time].type or "")
                seen = (
                    exp.select(exp.alias_(exp.Max(this=day), "latest"))
                    .from_(table(name))
                    .where(exp.LTE(this=day.copy(), expression=made.literal(today)))
                )
                latest += [d for (d,) in self.session.reading.rows(seen, "as-of") if d is not None]
        return (max(latest), "data") if latest else (today, "today")

    def day(self, as_of: Any = None, where: str = "as_of") -> date:
        """Read an as-of date: a date, a time (an aware one is of its day in the workspace's zone), a text as
        YYYY-MM-DD, or ``None`` for the default. An error calls it ``where``.

        Raises
        ------
        DefinitionError
            ``not-a-day``.
        """
        if as_of is None:
            return self.as_of
        if isinstance(as_of, datetime) and as_of == as_of:  # pandas' NaT is a datetime, and no day
            return (as_of if as_of.tzinfo is None else as_of.astimezone(ZoneInfo(self.schema.time_zone))).date()
        if isinstance(as_of, date) and not isinstance(as_of, datetime):
            return as_of
        try:
            return date.fromisoformat(str(getattr(as_of, "astype", lambda _: as_of)("datetime64[D]")))
        except ValueError:
            raise DefinitionError(Problem("not-a-day", f"{as_of!r} is not a day.", where, "Write it as YYYY-MM-DD.")) from None

    def plan(self, segment: Segment, as_of: Any = None) -> Plan:
        """Make a segment ready for a day; a text is the name of one in ``segments``, and what is no segment is an error."""
        return make_plan(segment_of(self, segment), self.schema, self.day(as_of), self.segments)

    def evaluate(self, segment: Segment, as_of: Any = None) -> Evaluation:
        """Answer a segment at every node."""
        return evaluate(self.plan(segment, as_of), self.session)

    def count(self, segment: Segment, as_of: Any = None) -> Counts:
        """Count in, out and unknown: where the tables are, unless what is compared has come over already."""
        if self.warehouse is not None and not is_read(plan := self.plan(segment, as_of), self.session):
            return counts_there(plan, self.session)
        return counts(self.evaluate(segment, as_of), self.session)

    def members(self, segment: Segment, as_of: Any = None) -> Any:
        """Give the members.

        Returns
        -------
        DataFrame
            One row a member, in the entity table's order; the key's column and, where the table has one, the label's.
        """
        segment = segment_of(self, segment)
        if self.warehouse is not None:
            return self._run(segment, as_of)
        return self.rows_of(segment.entity, self.evaluate(segment, as_of).members.array())

    def _run(self, segment: Segment, as_of: Any) -> Any:
        """Have a warehouse run the whole segment, as one statement."""
        described, reading = self.schema.tables[segment.entity], self.session.reading
        names = list(dict.fromkeys(n for n in (described.key, described.label) if n is not None))
        made = statement(self.plan(segment, as_of), self.schema, reading.made, names[1:])
        with reading.relation(made, "found", "whole") as found:
            columns = [self.session.stored(column(n, "found"), described.columns[n].type or "") for n in names]
            query = exp.select(*(exp.alias_(c, identifier(n)) for c, n in zip(columns, names, strict=True))).from_(found)
            return self.database.frame(query.order_by(columns[0].copy()), "members")

    def keys_of(self, text: str) -> list[Any]:
        """Run an exported statement where the tables are; give the keys that it gives."""
        return [key for (key,) in self.session.reading.rows(text, "whole")]

    @property
    def warehouse(self) -> Warehouse | None:
        """The warehouse that holds the tables; ``None`` where they are in the session's own database."""
        reading = self.session.reading
        return reading.warehouse if isinstance(reading, WarehouseReading) else None

    def clear_cache(self) -> None:
        """Take out what is kept of this data beside it (see :meth:`from_folder`), whichever session kept it."""
        self.session.forget_beside()

    def close(self) -> None:
        """Let go of the session's database, and of a connection that was opened for it."""
        self.session.settle()
        if self.warehouse is not None:
            self.warehouse.close()
        self.database.connection.close()

    def parts(self, segmentation: Segmentation, as_of: Any = None) -> list[Part]:
        """Give the parts of a segmentation that have members, each a segment of its own, at home here."""
        from seg_widgets.analysis.parts import the_parts

        found = the_parts(self, segmentation, self.day(as_of))
        return [replace(part, segment=part.segment.at_home(self)) for part in found]

    def split(self, segmentation: Segmentation, as_of: Any = None) -> Any:
        """Count the parts of a segmentation.

        Returns
        -------
        DataFrame
            One row a part that has members. A column for each dimension (or ``segment``), named by its label; ``members``
            (entities); ``share`` of the whole, 0 to 1; and, where the workspace says what an entity is worth, ``worth``.
        """
        from seg_widgets.analysis.parts import parts_frame

        return parts_frame(self, segmentation, self.day(as_of))

    def rows_of(self, entity: str, who: Any, columns: Sequence[str] = ()) -> Any:
        """Give the keys and labels (and further columns) of some of an entity's rows, in the table's order.

        Parameters
        ----------
        who
            A Boolean array over the rows.
        """
        described = self.schema.tables[entity]
        names = list(dict.fromkeys(n for n in (described.key, described.label, *columns) if n is not None))
        return self.session.entity_frame(entity, names, who)

    def frame(self, name: str) -> Any:
        """Give a table as a DataFrame, with the types that the workspace has it in.

        Raises
        ------
        UnsupportedError
            ``not-pulled-out``: the table is in a warehouse.
        """
        if self.warehouse is not None:
            words = f"{name!r} is in {self.warehouse.name}, and is not pulled out of there."
            raise UnsupportedError(Problem("not-pulled-out", words, f"tables.{name}", "Query it there."))
        return self.database.frame(exp.select(exp.Star()).from_(table(name)), "frame")

    def export(self, segment: Segment, target: str, **options: Any) -> str:
        """Write a segment as ``python``, ``pandas``, ``sql``, ``yaml`` or ``english``."""
        options.setdefault("known", self.segments)
        if target in ("sql", "pandas"):
            options["as_of"] = self.day(options.get("as_of"))
        if target == "sql":
            reading = self.session.reading
            if options.setdefault("dialect", reading.made.name) == reading.made.name:
                options.setdefault("located", reading.made.located)
        if target == "pandas" and self.sources:
            options.setdefault("sources", self.sources)
        return export(target)(segment, self.schema, **options)

    def check(self, as_of: Any = None) -> Any:
        """Check the data: what is missing, repeated, orphaned, or dated before its parent.

        Returns
        -------
        DataFrame
            One row a finding, the gravest first; those of one severity by table.
        """
        from seg_widgets.engines.load import check, findings_frame

        reading = self.session.reading
        found = check(lambda query: reading.rows(query, "check"), self.schema, self.day(as_of), reading.made)
        return findings_frame(sorted([*self.unread, *found], key=lambda finding: SEVERITIES.index(finding.severity)))


def _draft(config: Config) -> Draft | None:
    if config is None or isinstance(config, Draft):
        return config
    if isinstance(config, str | Path):
        return read_workspace(Path(config))
    if not isinstance(config, Mapping):
        raise WorkspaceError(
            Problem(
                "not-a-workspace",
                f"A {type(config).__name__} does not describe a workspace.",
                "",
                "Give a mapping or a file.",
            )
        )
    return workspace_of(dict(config))
