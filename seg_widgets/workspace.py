"""A workspace: tables, what they mean, and the session that answers segments over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlglot import exp

from seg_widgets import code as _code  # noqa: F401  (registers the exporters)
from seg_widgets.definition import Segment, export
from seg_widgets.dsl import table as dsl_table
from seg_widgets.engines import Database, Session
from seg_widgets.engines.load import load, sources_in
from seg_widgets.errors import DataError, DefinitionError, Problem, WorkspaceError, suggest
from seg_widgets.plan import Plan, make_plan
from seg_widgets.results import Counts, Evaluation, counts, evaluate
from seg_widgets.schema import Schema
from seg_widgets.schema.datacheck import SEVERITIES
from seg_widgets.schema.file import read_workspace, to_yaml, workspace_of, write_workspace
from seg_widgets.schema.model import Draft
from seg_widgets.schema.source import Source
from seg_widgets.sql import column, dialect, table

Config = Draft | Mapping[str, Any] | str | Path | None


class Workspace:
    """Tables and their meaning; the place where segments are evaluated.

    Made by :meth:`from_folder` or :meth:`from_frames`. ``ws.accounts`` (or ``ws["accounts"]``) gives a table in the fluent
    language.

    Attributes
    ----------
    schema
        The description, every column typed.
    assumptions
        What inference took for granted, a sentence each.
    facts
        What is known of each table's columns: types, ranges, missing values, frequent values.
    """

    def __init__(
        self,
        database: Database,
        schema: Schema,
        *,
        assumptions: Sequence[str] = (),
        facts: Mapping[str, Any] | None = None,
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        self.schema = schema
        self.assumptions = list(assumptions)
        self.facts = dict(facts or {})
        self.sources = dict(sources or {})
        self.database = database
        self.folder: Path | None = None
        self.session = Session(database, schema)
        self._as_of: tuple[date, str] | None = None

    # -- making one -------------------------------------------------------------------------------------------------

    @classmethod
    def from_folder(cls, folder: str | Path, config: Config = None, *, quiet: bool = False) -> Workspace:
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
        made = cls._open(sources, draft, quiet, {name: str(path.relative_to(folder)) for name, path in sources.items()}, said)
        made.folder = folder
        return made

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
        cls, given: Mapping[str, Any], draft: Draft | None, quiet: bool, files: Mapping[str, str], said: Sequence[str] = ()
    ) -> Workspace:
        database = Database()
        loaded = load(database.connection, given, draft)
        read = {name: replace(loaded.sources.get(name, Source(path)), path=path) for name, path in files.items()}
        made = cls(database, loaded.schema, assumptions=[*said, *loaded.assumptions], facts=loaded.facts, sources=read)
        if made.assumptions and not quiet:
            print("Assumed (write it down in a workspace.yaml to change it):")
            print("\n".join(f"  {line}" for line in made.assumptions))
        return made

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
        made = dialect("duckdb", self.schema.time_zone)
        latest = []
        for name, described in self.schema.tables.items():
            if described.kind in ("event", "snapshot") and described.time is not None:
                day = made.day(column(described.time), described.columns[described.time].type or "")
                seen = exp.select(exp.Max(this=day)).from_(table(name)).where(exp.LTE(this=day.copy(), expression=made.literal(today)))
                latest += [d for (d,) in self.database.rows(seen, "as-of") if d is not None]
        return (max(latest), "data") if latest else (today, "today")

    def day(self, as_of: Any = None) -> date:
        """Read an as-of date: a date, a text as YYYY-MM-DD, or ``None`` for the default.

        Raises
        ------
        DefinitionError
            ``not-a-day``.
        """
        if as_of is None:
            return self.as_of
        if isinstance(as_of, datetime) and as_of == as_of:  # pandas' NaT is a datetime, and no day
            return as_of.date()
        if isinstance(as_of, date) and not isinstance(as_of, datetime):
            return as_of
        try:
            return date.fromisoformat(str(as_of))
        except ValueError:
            raise DefinitionError(Problem("not-a-day", f"{as_of!r} is not a day.", "as_of", "Write it as YYYY-MM-DD.")) from None

    def plan(self, segment: Segment, as_of: Any = None) -> Plan:
        """Make a segment ready for a day."""
        return make_plan(segment, self.schema, self.day(as_of))

    def evaluate(self, segment: Segment, as_of: Any = None) -> Evaluation:
        """Answer a segment at every node."""
        return evaluate(self.plan(segment, as_of), self.session)

    def count(self, segment: Segment, as_of: Any = None) -> Counts:
        """Count in, out and unknown."""
        return counts(self.evaluate(segment, as_of), self.session)

    def members(self, segment: Segment, as_of: Any = None) -> Any:
        """Give the members.

        Returns
        -------
        DataFrame
            One row a member, in the entity table's order; the key's column and, where the table has one, the label's.
        """
        return self.rows_of(segment.entity, self.evaluate(segment, as_of).members.array())

    def rows_of(self, entity: str, who: Any, columns: Sequence[str] = ()) -> Any:
        """Give the keys and labels (and further columns) of some of an entity's rows, in the table's order.

        Parameters
        ----------
        who
            A Boolean array over the rows.
        """
        described = self.schema.tables[entity]
        names = list(dict.fromkeys(n for n in (described.key, described.label, *columns) if n is not None))
        frame = self.database.frame(exp.select(*(column(n) for n in names)).from_(table(entity)), "members")
        return frame[who].reset_index(drop=True)

    def frame(self, name: str) -> Any:
        """Give a table as a DataFrame, with the types that the workspace has it in."""
        return self.database.frame(exp.select(exp.Star()).from_(table(name)), "frame")

    def export(self, segment: Segment, target: str, **options: Any) -> str:
        """Write a segment as ``python``, ``pandas``, ``sql``, ``yaml`` or ``english``."""
        if target in ("sql", "pandas"):
            options["as_of"] = self.day(options.get("as_of"))
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

        found = check(self.database.connection, self.schema, self.day(as_of))
        return findings_frame(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


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
