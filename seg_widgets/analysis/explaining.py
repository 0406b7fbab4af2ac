"""What a segment's statement reads: each table, how often, which columns, which days, by the engine's own plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from seg_widgets.analysis.home import Home
from seg_widgets.analysis.several import segment_of
from seg_widgets.engines.explaining import SCANS, Scan
from seg_widgets.plan import AggregateLeaf, Anchored, Days, SequenceLeaf, found_in
from seg_widgets.sql import hull_of, statement

if TYPE_CHECKING:
    import pandas as pd

    from seg_widgets.definition import Segment

_DATED: tuple[type[AggregateLeaf | SequenceLeaf], ...] = (AggregateLeaf, SequenceLeaf)
COLUMNS = ("table", "named", "scans", "columns", "first_day", "last_day", "filters")


@dataclass(frozen=True)
class Explained:
    """What the statement of a segment reads.

    Attributes
    ----------
    tables : DataFrame
        One row a table, by name: ``table``; ``named``, how often the statement names it; ``scans``, how often the engine reads it
        (missing where its plan cannot be read); ``columns`` that are read, with commas; ``first_day`` and ``last_day`` of the rows
        that are asked for (missing: no beginning; no days, as of attributes); ``filters``, what the scan itself leaves out, in the
        engine's words: partitions, row groups, rows of an index.
    plan : str
        The engine's plan, its own text.
    statement : str
        The statement.
    """

    tables: pd.DataFrame
    plan: str
    statement: str

    def __str__(self) -> str:
        return f"{self.tables.drop(columns='filters').to_string(index=False)}\n\n{self.plan}"

    def _repr_html_(self) -> str:
        html: str = self.tables.to_html(index=False)
        return html


def explain(ws: Home, segment: Segment | str, as_of: Any = None) -> Explained:
    """Ask the engine how it would run a finished segment: nothing is run.

    Parameters
    ----------
    segment
        A segment, or the name of one in ``ws.segments``.
    as_of
        The day; ``None``: the workspace's.

    Raises
    ------
    DefinitionError
        Whatever is wrong with the segment.
    EngineError
        ``engine-failed``: the engine refuses the statement.
    """
    import pandas as pd

    reading = ws.session.reading
    plan = ws.plan(segment_of(ws, segment), as_of)
    query = statement(plan, ws.schema, reading.made)
    text = reading.made.text(query)
    told = reading.explain(text)
    named = _named(query)
    read = SCANS.get(reading.made.name)
    found = _at_home(read(told), named, reading) if read is not None else None
    days = _days(plan.tree)
    rows = []
    for table in sorted({name for name, _ in named}):
        scans = [scan for home, scan in found if home == table] if found is not None else []
        columns = {c for scan in scans for c in scan.columns} or {c for name, used in named if name == table for c in used}
        hull = hull_of(days[table]) if table in days else None
        filters = " | ".join(dict.fromkeys(scan.filters for scan in scans if scan.filters))
        rows.append({
            "table": table,
            "named": sum(name == table for name, _ in named),
            "scans": len(scans) if found is not None else pd.NA,
            "columns": ", ".join(c for c in ws.schema.tables[table].columns if c in columns),
            "first_day": hull.first if hull is not None else None,
            "last_day": hull.last if hull is not None else None,
            "filters": filters,
        })  # fmt: skip
    return Explained(pd.DataFrame(rows, columns=list(COLUMNS)).astype({"scans": "Int64"}), told, text)


def _named(query: exp.Select) -> list[tuple[str, frozenset[str]]]:
    """Give each place where a statement names a table, with the columns that are used of it there."""
    tree = query.copy()
    parts = {part.alias for part in tree.find_all(exp.CTE)}
    found = []
    for table in tree.find_all(exp.Table):
        if table.name in parts:
            continue
        inside = table.find_ancestor(exp.Select)
        assert inside is not None
        columns = {c.name for c in inside.find_all(exp.Column) if c.table in (table.alias_or_name, "")}
        found.append((table.name, frozenset(columns)))
    return found


def _at_home(scans: list[Scan], named: list[tuple[str, frozenset[str]]], reading: Any) -> list[tuple[str, Scan]]:
    """Say which table each scan is of: by its name, by its files, else by the columns that a place of the statement uses."""
    lies = {there.name: table for table, place in reading.made.located.items() for there in place.find_all(exp.Table)}
    lies |= {table: table for table, _ in named if table not in lies}
    left, known = list(named), frozenset[str]().union(*(used for _, used in named))
    found = []
    for scan in scans:
        home = lies.get(scan.table) or lies.get(reading.home_of(scan.place)) if scan.table or scan.place else None
        fits = [place for place in left if (place[1] >= known & set(scan.columns) if home is None else place[0] == home)]
        best = min(fits, key=lambda place: len(place[1]), default=None)
        if best is not None:
            left.remove(best)
            home = best[0]
        found.append((home or "", scan))
    return found


def _days(tree: Any) -> dict[str, list[Days | Anchored]]:
    found: dict[str, list[Days | Anchored]] = {}
    for leaf in found_in(tree, _DATED):
        if isinstance(leaf, SequenceLeaf):
            for rows in (r for step in leaf.steps for r in (step.rows, step.without) if r is not None):
                found.setdefault(rows.table, []).append(leaf.days)
        else:
            held = leaf.rows.holds_on
            found.setdefault(leaf.rows.table, []).append(leaf.days if held is None else Days(None, held))
    return found
