"""What the data is: tables, columns, keys, links. No data in here, only its description."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from seg_widgets.schema.types import ColumnType

TableKind = Literal["entity", "event", "snapshot", "interval", "lookup"]
Category = Literal["basic", "lifecycle", "behaviour", "value"]
Name = Annotated[str, Field(min_length=1)]
PartOfTime = Literal["year", "month", "day", "month_of_year", "day_of_month"]

PARTITION_SLACK = 1
"""Partitions of instants may be those of another zone: so many days before and after them may lie in them too."""


class _Description(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Description):
    """One column of a table.

    Attributes
    ----------
    type
        See :data:`~seg_widgets.schema.types.ColumnType`. ``None`` in a workspace file: read off the data.
    label, description, unit, synonyms
        What the analyst reads, and searches by.
    category
        Where the picker shows it: basic, lifecycle, behaviour or value.
    order
        The order of a category, lowest first (Silver < Gold).
    hidden
        Keys and links are not offered as criteria.
    """

    type: ColumnType | None = None
    label: str = ""
    description: str = ""
    category: Category | None = None
    unit: str = ""
    synonyms: tuple[str, ...] = ()
    order: tuple[str, ...] | None = None
    hidden: bool = False


class TableDraft(_Description):
    """One table, as far as somebody has described it: even its kind may be left to inference.

    Attributes
    ----------
    kind
        ``entity`` (one row a key), ``event`` (many rows an entity, each with a time), ``snapshot`` (each the state at a
        time), ``interval`` (a start and perhaps an end) or ``lookup`` (figures to look up, such as benchmarks; neither keyed
        nor dated).
    source
        The file, where the workspace is a folder; ``None``: the table's own name.
    key
        The column that identifies a row. Required of an entity table.
    time
        The column with the time of a row: an event's or a snapshot's time, an interval's start.
    end
        An interval's end; missing or after the as-of date: it still holds.
    label
        The column that names a row to a person.
    singular, plural
        What one row, and several, are called.
    links
        Column -> the table whose key it holds.
    partitions
        Column -> the part of the time that it holds, such as the ``month`` in folders ``month=2026-11``: of ``year``, ``month`` and
        ``day`` the whole date down to it (2026, 2026-11, 2026-11-20); ``month_of_year`` (1 to 12) stands beside a ``year``, and
        ``day_of_month`` beside both. Partitions that hold none of a window's days are not read. It is held against the rows when the
        workspace is opened.
    """

    kind: TableKind | None = None
    source: str | None = None
    key: str | None = None
    time: str | None = None
    end: str | None = None
    label: str | None = None
    singular: str = ""
    plural: str = ""
    description: str = ""
    links: dict[Name, Name] = {}
    partitions: dict[Name, PartOfTime] = {}
    columns: dict[Name, Column] = {}

    @field_validator("partitions")
    @classmethod
    def _nested(cls, partitions: dict[Name, PartOfTime]) -> dict[Name, PartOfTime]:
        units = list(partitions.values())
        if len(set(units)) < len(units):
            raise ValueError("two partitions hold the same part of the time")
        if "month_of_year" in units and "year" not in units:
            raise ValueError("a partition by month_of_year needs one by year beside it")
        if "day_of_month" in units and "month_of_year" not in units:
            raise ValueError("a partition by day_of_month needs one by month_of_year beside it")
        return partitions


class Table(TableDraft):
    """One table, described to the end. Its parts are those of a :class:`TableDraft`."""

    kind: TableKind

    @model_validator(mode="after")
    def _whole(self) -> Table:
        if self.kind == "entity" and not self.key:
            raise ValueError("an entity table needs a key: the column that identifies a row")
        if self.kind in ("event", "snapshot", "interval") and not self.time:
            raise ValueError(f"a table of kind {self.kind} needs a time: the column that dates a row")
        if self.partitions and not self.time:
            raise ValueError("partitions are of a table's time, and it has none")
        if self.end and self.kind != "interval":
            raise ValueError("only an interval table has an end")
        return self


class Value(_Description):
    """The money column that counts are weighed by: one entity attribute, such as ARR."""

    table: Name
    column: Name
    label: str = ""
    unit: str = ""


class Draft(_Description):
    """A workspace's description, as far as somebody has written it; :func:`~seg_widgets.schema.infer.infer` completes it.

    Attributes
    ----------
    tables
        Name -> table. Names are what definitions use.
    time_zone
        The zone in which days are taken.
    as_of
        The default as-of date; ``None``: the latest day seen, not after today.
    value
        What an entity is worth, for the share of revenue.
    universe
        Entity -> the group (as a definition has it) that its rows must meet to exist: leaves out internal and test accounts.
        Every count and share refers to it.
    roles
        Role -> the table, or the column as ``table.column``, that has it: what templates call ``usage.feature``. What is left
        out is proposed by names, types and values.
    """

    format: Literal[1] = 1
    name: str = ""
    time_zone: str = "UTC"
    as_of: date | None = None
    value: Value | None = None
    universe: dict[Name, dict[str, Any]] = {}
    roles: dict[Name, Name] = {}
    tables: Mapping[Name, TableDraft] = {}

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except Exception as error:
            raise ValueError(f"unknown time zone {zone!r}; use a name such as 'Europe/Berlin'") from error
        return zone

    def dump(self) -> dict[str, Any]:
        """Give the description as plain data, as a workspace file holds it."""
        return self.model_dump(mode="json", exclude_defaults=True) | {"format": self.format}


class Schema(Draft):
    """A whole workspace's description. Its parts are those of a :class:`Draft`, each table described to the end."""

    tables: dict[Name, Table]

    def with_tables(self, tables: dict[str, Table]) -> Schema:
        """Give the same schema with other tables."""
        return self.model_copy(update={"tables": tables})

    def entities(self) -> list[str]:
        """Name the tables that can be segmented: every table with a key that is not an event or a snapshot."""
        return [name for name, table in self.tables.items() if is_entity(table)]


def is_entity(table: Table) -> bool:
    """Say whether rows of the table can be members of a segment or be related: keyed, not merely logged."""
    return table.key is not None and table.kind in ("entity", "interval")
