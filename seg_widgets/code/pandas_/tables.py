"""The tables a script reads: which columns, as what, under which names; and the lines that make them ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from seg_widgets.code.pandas_.writing import WIDTH, Names, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import AggregateLeaf, ColumnLeaf, LookupLeaf, PeersLeaf, Plan, RelatedPlan, Rows, SequenceLeaf
from seg_widgets.schema import Schema, Step
from seg_widgets.schema.relations import Path

KINDS = {
    "integer": "integer",
    "decimal": "decimal",
    "number": "number",
    "text": "text",
    "date": "local_day",
    "timestamp": "local_day",
    "timestamp_tz": "local_day",
    "boolean": "boolean",
    "list": "lists",
    None: "as_it_is",
}
"""Type of a column -> the function by which a script reads it."""


class Tables:
    """What a script needs of the tables, gathered while its conditions are written.

    Two frames are made of a table at most: by key (an entity, or a link on the way to one), and of the dated rows that
    are seen on the as-of date.
    """

    def __init__(self, plan: Plan, schema: Schema, names: Names) -> None:
        self.schema, self.names = schema, names
        self.entities: set[str] = {plan.entity}
        self.dated: set[str] = set()
        self.links: set[str] = set()
        self.figures: set[str] = set()
        self.moments: set[tuple[str, str]] = set()
        self._roles(plan.tree)
        for entity in sorted(self.entities & set(plan.universe)):
            self._roles(plan.universe[entity])
        needed = self.entities | self.dated | self.links | self.figures
        used = list(dict.fromkeys([plan.entity, *sorted(needed, key=list(schema.tables).index)]))
        self._frames = {table: names.new(table, f"{table} table") for table in used}
        self._rows = {t: names.new(f"{t} to date") if t in self.keyed else self._frames[t] for t in used}
        self._used: set[str] = set()
        self._seen: set[str] = set()
        self._base: dict[str, dict[str, str]] = {table: {} for table in used}
        self._derived: dict[str, dict[str, str]] = {table: {} for table in used}
        self._order: list[tuple[str, str]] = []
        self._ends: dict[str, list[str]] = {table: [] for table in used}

    def frame(self, table: str) -> str:
        """Give the name of the frame of a table: by key, where it is looked into by key."""
        self._used.add(table)
        if table in self.keyed:
            self.key(table)
        return self._frames[table]

    def rows(self, table: str) -> str:
        """Give the name of the frame of the rows of a dated table that are seen on the as-of date."""
        self._seen.add(table)
        self.frame(table)
        self.day(table)
        return self._rows[table]

    @property
    def keyed(self) -> set[str]:
        """Name the tables that are looked into by key."""
        return self.entities | self.links

    def _roles(self, tree: object) -> None:
        for node in _nodes(tree):
            match node:
                case Rows():
                    self.dated.add(node.table)
                    self.entities.add(node.entity)
                    self.links |= {step.table for step in node.path[1:]}
                case RelatedPlan():
                    self.entities |= {node.table, node.entity}
                    self.links |= {step.table for step in node.relation.path[1:]}
                case AggregateLeaf():
                    if node.agg in ("latest", "first"):
                        self._moment(node.rows.table, node.rows.time)
                    if node.agg == "distinct" and node.column is not None:
                        self._moment(node.rows.table, node.column.column)
                case SequenceLeaf() if node.moment != "day":
                    for step in node.steps:
                        for rows in (step.rows, step.without):
                            if rows is not None:
                                self._moment(rows.table, rows.time)
                case PeersLeaf():
                    for column in node.by:
                        self._moment(column.table, column.column)
                case LookupLeaf():
                    self.figures.add(node.table)

    def _moment(self, table: str, column: str) -> None:
        if self.type(table, column) in ("timestamp", "timestamp_tz"):
            self.moments.add((table, column))

    def type(self, table: str, column: str) -> str | None:
        """Give the type of a column; ``None`` where the schema does not say."""
        described = self.schema.tables[table].columns.get(column)
        return described.type if described is not None else None

    def key(self, table: str) -> str:
        """Give the label of a table's key."""
        key = self.schema.tables[table].key
        if key is None:
            raise UnsupportedError(Problem("no-key", f"pandas cannot look into {table!r}, which has no key.", f"tables.{table}.key"))
        return self.column(table, key)

    def day(self, table: str) -> str:
        """Give the label of the day of a table's rows."""
        time = self.schema.tables[table].time
        assert time is not None
        return self.column(table, time)

    def column(self, table: str, column: str, *, not_after: bool = False) -> str:
        """Give the label of a column, read as its type: dates and times as local days."""
        kind = KINDS[self.type(table, column)]
        if (table, column) in self.moments:
            self._base[table][column] = "moment"
            label = self._new(table, f"{column}_day", f"local_day({self._frames[table]}[{quoted(column)}])")
        else:
            self._base[table].setdefault(column, kind)
            label = column
        if not_after and label not in self._ends[table]:
            self._ends[table].append(label)
        return label

    def moment(self, table: str, column: str) -> str:
        """Give the label of a column that orders rows: the moment, or the day where there are only days."""
        if (table, column) not in self.moments:
            return self.column(table, column)
        self._base[table][column] = "moment"
        return column

    def in_order(self, table: str, by: str) -> str:
        """Give the label of a column that orders rows beside those of other tables: by ``instant``, local ``time`` or ``day``."""
        time = self.schema.tables[table].time or ""
        if by == "day":
            return self.day(table)
        function = "instant" if by == "instant" else "local_time"
        return self._new(table, f"{time}_{function}", f"{function}({self.frame(table)}[{quoted(self.moment(table, time))}])")

    def leaf(self, leaf: ColumnLeaf) -> str:
        """Write the column of a leaf, in its table's own frame."""
        label = self.column(leaf.table, leaf.column, not_after=leaf.not_after is not None)
        return f"{self.frame(leaf.table)}[{quoted(label)}]"

    def reach(self, table: str, path: Path) -> str:
        """Give the label of the column that holds the key at the end of a path."""
        first, *way = path
        label = self._link(first)
        if not way:
            return label
        code = f"{self.frame(table)}[{quoted(label)}]"
        for step in way:
            code = f"follow({code}, {self._existing(step)})"
        end = self.schema.tables[path[-1].target].key or path[-1].target
        return self._new(table, end, code)

    def exists(self, table: str) -> str:
        """Write that a row of a keyed table exists on the as-of date; empty where all do."""
        if self.schema.tables[table].kind == "entity":
            return ""
        return f"~({self.frame(table)}[{quoted(self.day(table))}] > AS_OF)"

    def _existing(self, step: Step) -> str:
        frame, label, exists = self.frame(step.table), self._link(step), self.exists(step.table)
        return f"{frame}.loc[{exists}, {quoted(label)}]" if exists else f"{frame}[{quoted(label)}]"

    def _link(self, step: Step) -> str:
        """Give the label of a link, as a key of its target is read."""
        key = self.schema.tables[step.target].key
        wanted = KINDS[self.type(step.target, key)] if key is not None else "as_it_is"
        own = self.type(step.table, step.column)
        if own is None:
            self._base[step.table].setdefault(step.column, wanted)
            return step.column
        label = self.column(step.table, step.column)
        if KINDS[own] == wanted or wanted == "as_it_is":
            return label
        return self._new(step.table, f"{step.column}_key", f"{wanted}({self.frame(step.table)}[{quoted(label)}])")

    def _new(self, table: str, label: str, code: str) -> str:
        """Give the label of a column that is made of others, under a name that no column of the table has."""
        described, derived = self.schema.tables[table], self._derived[table]
        for name, made in derived.items():
            if made == code:
                return name
        known = {*described.columns, *described.links, *derived, described.key, described.time, described.end}
        while label in known:
            label += "_"
        derived[label] = code
        self._order.append((table, label))
        return label

    def lines(self) -> Iterator[str]:
        """Write the lines that make the tables ready."""
        for table in self.tables():
            yield from self._prepared(table, self._frames[table])
        for table, label in self._order:
            yield f"    {self.frame(table)}[{quoted(label)}] = {self._derived[table][label]}"
        for table in self.tables():
            for label in self._ends[table]:
                column = f"{self._frames[table]}[{quoted(label)}]"
                yield f"    {column} = {column}.where({column} <= AS_OF)  # an end to come has not happened"
        for table in self.tables():
            if table in self._seen:
                frame = self._frames[table]
                yield f"    {self._rows[table]} = {frame}[{frame}[{quoted(self.day(table))}] <= AS_OF]"

    def _prepared(self, table: str, frame: str) -> Iterator[str]:
        kinds = [f"{quoted(column)}: {kind}" for column, kind in self._base[table].items()]
        source, by = f"tables[{quoted(table)}]", ""
        if table in self.keyed:
            key = quoted(self.key(table))
            by = f", key={key}"
            if table not in self.entities and self.schema.tables[table].kind != "entity":
                source += f".dropna(subset=[{key}])"
        call = f"    {frame} = prepared"
        line = f"{call}({source}, {{{', '.join(kinds)}}}{by})"
        if len(line) <= WIDTH:
            yield line
        else:
            yield f"{call}({source}, {{"
            yield from (f"        {kind}," for kind in kinds)
            yield f"    }}{by})"

    def tables(self) -> list[str]:
        """Name the tables that are read."""
        return [table for table in self._frames if table in self._used]

    def columns(self) -> dict[str, list[str]]:
        """Give table -> the columns that are read of it."""
        return {table: list(self._base[table]) for table in self.tables()}

    def functions(self) -> set[str]:
        """Name the functions of the kit that make the tables ready."""
        kinds = {kind for table in self.tables() for kind in self._base[table].values()}
        made = {code.partition("(")[0] for columns in self._derived.values() for code in columns.values()}
        return kinds | made | {"prepared"}


def _nodes(tree: object) -> Iterator[object]:
    """Give all nodes of a plan, however deep."""
    if isinstance(tree, tuple):
        for part in tree:
            yield from _nodes(part)
    elif is_dataclass(tree):
        yield tree
        for field in fields(tree):
            yield from _nodes(getattr(tree, field.name))
