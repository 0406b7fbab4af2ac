"""The data check as a page: what is odd in the tables, and whether the data behind the rules of segments is safe to use."""

from __future__ import annotations

import html
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from seg_widgets.analysis import health
from seg_widgets.analysis.several import segment_of
from seg_widgets.charts import findings_drawing, health_drawing
from seg_widgets.errors import SegmentError
from seg_widgets.reports.page import OnePage, page
from seg_widgets.reports.pictures import picture
from seg_widgets.reports.tables import Table, Tiles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seg_widgets.definition import Segment
    from seg_widgets.workspace import Workspace

FINDINGS = 300
"""So many findings are in the table."""
WIDTH = 820
SEVERITY = {"warning": "can change who is in a segment", "info": "good to know"}


def check_page(ws: Workspace, segments: Iterable[Segment | str] | Segment | str | None = None, as_of: Any = None) -> OnePage:
    """Write the data check as a page, to be mailed to whoever keeps the data.

    Parameters
    ----------
    segments
        Whose rules are looked at beside the tables: a segment, several, names of the workspace's; ``None``: all that it has saved.
    as_of
        The day; ``None``: the workspace's.

    Returns
    -------
    OnePage
        With ``html`` and ``save(path)``: how many findings, the tables with their rows and latest day, each finding in words with
        examples, and of each segment the data behind each rule. It needs no kernel and no internet.

    Raises
    ------
    DefinitionError
        ``unknown-segment``, ``not-a-segment``, ``not-a-day``. A segment that cannot be evaluated is said in its place.
    """
    day = ws.day(as_of)
    given: Any = list(ws.segments) if segments is None else segments
    asked = [segment_of(ws, each) for each in ([given] if not isinstance(given, list | tuple) else given)]
    found: pd.DataFrame = ws.check(day)
    told = f"As of {day}" + (f", {ws.name}" if ws.name else "")
    parts = [
        "<h1>Data check</h1>",
        f"<p>{html.escape(told)}.</p>",
        _tiles(ws, found).html(),
        "<h2>The tables</h2>",
        Table(_tables(ws, found), most=200).html(),
        "<h2>What was found</h2>",
        *_findings(found),
        *(part for segment in asked for part in _segment(ws, segment, day, found)),
    ]
    foot = "A share is of the rows of its table. A missing value meets no rule, and is counted as unknown."
    return OnePage("Data check", day, page("Data check", "\n".join(parts), footer=foot))


def _tiles(ws: Workspace, found: pd.DataFrame) -> Tiles:
    grave = int((found["severity"] == "warning").sum())
    rows = sum(facts.rows for facts in ws.facts.values())
    return Tiles([
        ("Tables", len(ws.schema.tables), f"{rows:,} rows"),
        ("Warnings", grave, SEVERITY["warning"]),
        ("Notes", len(found) - grave, SEVERITY["info"]),
    ])  # fmt: skip


def _tables(ws: Workspace, found: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for name, described in ws.schema.tables.items():
        facts = ws.facts.get(name)
        mine = found[found["table"] == name]
        time = facts.columns.get(described.time) if facts is not None and described.time else None
        grave = int((mine["severity"] == "warning").sum())
        rows.append((name, described.kind, facts.rows if facts else None, len(described.columns), _day(time.max) if time else None,
                     grave, len(mine) - grave))  # fmt: skip
    return pd.DataFrame(rows, columns=["table", "kind", "rows", "columns", "latest", "warnings", "notes"])


def _day(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _findings(found: pd.DataFrame) -> list[str]:
    if not len(found):
        return ["<p>Nothing: no value is missing, no row repeated, no link broken, no day out of order.</p>"]
    shown = found.assign(
        what=[str(code).replace("-", " ") for code in found["code"]], severity=found["severity"].map(SEVERITY).fillna(found["severity"])
    )
    columns = {"table": "Table", "column": "Column", "what": "What", "message": "In words", "examples": "Examples", "severity": "So it"}
    return [picture(findings_drawing(found, width=WIDTH)), Table(shown, columns, most=FINDINGS).html()]


def _segment(ws: Workspace, segment: Segment, day: date, found: pd.DataFrame) -> list[str]:
    head = f"<h2>The data behind “{html.escape(segment.name or 'Untitled segment')}”</h2>"
    try:
        rules = health(ws, segment, as_of=day, findings=found)
    except SegmentError as error:
        return [head, f"<p>{html.escape(str(error))}</p>"]
    columns = {"rule": "Rule", "missing": "Lack it", "share_missing": "Share", "latest": "Latest row", "verdict": "Data", "why": "Why"}
    return [head, picture(health_drawing(rules, width=WIDTH)), Table(rules, columns, shares=["share_missing"], most=200).html()]
