"""A page about one segment: what it is, how many, what they are worth, who they are, and what to keep in mind. One side of A4."""

from __future__ import annotations

import html
import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from seg_widgets.analysis import composition, health
from seg_widgets.analysis.entities import named, worths
from seg_widgets.charts import overview_drawing
from seg_widgets.charts.canvas import clean, percent
from seg_widgets.errors import SegmentError
from seg_widgets.handover.owners import owners
from seg_widgets.reports.page import OnePage, page
from seg_widgets.reports.pictures import picture
from seg_widgets.reports.standing import waterfall
from seg_widgets.reports.tables import Table, Tiles

if TYPE_CHECKING:
    from seg_widgets.definition import Segment
    from seg_widgets.results import Evaluation
    from seg_widgets.workspace import Workspace

RULES, MEMBERS, WORDS = 6, 6, 74
"""So many rules, members, and letters of a rule are shown: what is beyond would not fit on the page."""

ROWS = 9
"""An attribute of more values is too tall for the page."""

LOOK = """\
@page { size: A4; margin: 10mm 14mm; }
body { max-width: 700px; padding: 24px 0; font-size: 12px; line-height: 1.4; }
h1 { font-size: 22px; margin: 0 0 2px; }
h2 { font-size: 13px; margin: 12px 0 2px; }
p { margin: 2px 0 6px; max-width: none; }
.when { color: #667085; }
table.sw-report-table { font-size: 11.5px; margin: 2px 0 6px; width: 100%; line-height: 1.3; }
table.sw-report-table.sw-report-table :is(th, td) { padding: 2px 10px 2px 0; }
.sw-report-tiles { margin: 8px 0 4px; flex-wrap: nowrap; gap: 8px; }
.sw-report-tiles > div { padding: 4px 10px; min-width: 0; flex: 1 1 auto; }
.sw-report-tiles :is(span, small) { font-size: 11px; }
.sw-report-tiles b { font-size: 19px; }
figure svg { max-height: 250px; width: auto; }
footer { margin-top: 10px; padding-top: 4px; font-size: 10.5px; }
@media print { body { padding: 0; max-width: none; } }
"""


def one_page(ws: Workspace, segment: Segment, as_of: Any = None) -> OnePage:
    """Write a page about a segment, to be mailed or printed.

    Parameters
    ----------
    as_of
        The day; ``None``: the workspace's.

    Returns
    -------
    OnePage
        With ``html`` and ``save(path)``: name, description, counts, worth, the rules with their figures and the health of the data
        behind each, who the members are, those worth most, and what is unknown.

    Raises
    ------
    DefinitionError
        Whatever is wrong with the segment.
    """
    evaluation = ws.evaluate(segment, as_of)
    counted = ws.count(segment, as_of)
    described = ws.schema.tables[segment.entity]
    many = described.plural or segment.entity.replace("_", " ")
    told = f"As of {counted.as_of}" + (f", {ws.name}" if ws.name else "") + (", in the workspace's universe" if counted.restricted else "")
    parts = [
        f"<h1>{html.escape(_short(segment.name, 80) or 'Untitled segment')}</h1>",
        f'<p class="when">{html.escape(told)}.</p>',
        f"<p>{html.escape(_short(segment.description, 210))}</p>" if segment.description else "",
        _tiles(counted, many).html(),
        *_rules(ws, segment, evaluation, counted, many),
        "<h2>Who they are</h2>",
        _who(ws, evaluation),
        *_members(ws, segment, evaluation, counted.members, many),
    ]
    return OnePage(segment.name, counted.as_of, page(segment.name or "Segment", "\n".join(parts), footer=_foot(ws, segment), style=LOOK))


def _tiles(counted: Any, many: str) -> Tiles:
    tiles = [("Members", counted.members, f"{percent(counted.share)} of {counted.universe:,} {many}")]
    if counted.worth is not None and counted.worth.total:
        worth = counted.worth
        part = worth.inside / worth.total
        tiles.append((worth.label, worth.inside, f"{worth.unit} · {percent(part)} of all".removeprefix(" · ")))
        if counted.members:
            tiles.append(("A member, on average", worth.inside / counted.members, worth.unit))
    tiles.append(("Unknown", counted.unknown, "may belong: a value is missing"))
    if counted.in_unknown:
        tiles.append(("In on missing data", counted.in_unknown, "members by a none-of"))
    return Tiles(tiles)


def _rules(ws: Workspace, segment: Segment, evaluation: Evaluation, counted: Any, many: str) -> list[str]:
    steps = waterfall(ws, segment, counted.as_of)[1:]
    found = health(ws, segment, as_of=counted.as_of)
    order = {"unsafe": 0, "careful": 1, "safe": 2}

    def data(place: str) -> str:
        said = [v for p, v in zip(found["place"], found["verdict"], strict=True) if p == place or p.startswith(f"{place}.")]
        return min(said, key=order.__getitem__, default="")

    shown = pd.DataFrame({
        "Rule": [_short(label, WORDS if len(steps) > 3 else 2 * WORDS) for label in steps["label"]], "Meet it": steps["met"].to_numpy(),
        "Remain": steps["after"].to_numpy(), "Unknown": steps["unknown"].to_numpy(),
        "Data": [data(place) for place in steps["place"]],
    })  # fmt: skip
    kind = {"all": "all of", "any": "any of", "none": "none of", "at_least": "several of"}.get(str(steps["kind"].iloc[0]), "")
    parts = [f"<h2>The rules: {kind} these</h2>", Table(shown, most=RULES).html()]
    odd = found[found["verdict"] != "safe"]
    lines = [f"{_short(rule, 60)}: {_sentence(why)}" for rule, why in zip(odd["rule"], odd["why"], strict=True)]
    if counted.unknown:
        missing = steps.sort_values("unknown", ascending=False, kind="stable")
        names = [f"“{_short(label, 60)}” ({n:,})" for label, n in zip(missing["label"], missing["unknown"], strict=True) if n][:2]
        who = f"1 of the {many} is" if counted.unknown == 1 else f"{counted.unknown:,} {many} are"
        lines.insert(0, f"{who} neither in nor out. A value is missing most often for {' and '.join(names)}.")
    if counted.worth is not None and counted.worth.missing:
        lines.append(f"{counted.worth.missing:,} {many} have no {counted.worth.label}.")
    said = "".join(f"<p>{html.escape(_short(line, 220))}</p>" for line in dict.fromkeys(lines[:3]))
    return [*parts, "<h2>What to keep in mind</h2>", said or "<p>Nothing is unknown, and the data behind every rule is safe to use.</p>"]


def _who(ws: Workspace, evaluation: Evaluation) -> str:
    if not evaluation.members.count():
        return "<p>Nobody is in.</p>"
    try:
        found = composition(evaluation, ws.session, top=12, values=6)
        rows = found.groupby("attribute", sort=False)
        small = [name for name, part in rows if len(part) <= ROWS and not part["in_rules"].any()][:4]
        small = small or [name for name, part in rows if len(part) <= ROWS][:2]
        return picture(overview_drawing(found[found["attribute"].isin(small)], width=660))
    except SegmentError as error:
        return f"<p>{html.escape(str(error))}</p>"


def _members(ws: Workspace, segment: Segment, evaluation: Evaluation, count: int, many: str) -> list[str]:
    places = np.flatnonzero(evaluation.members.array())
    if not len(places):
        return []
    amounts = worths(ws.session, segment.entity)
    title = f"{min(MEMBERS, count)} of them"
    if amounts is not None:
        amounts = np.asarray(amounts, dtype=float)
        places = places[np.argsort(-np.nan_to_num(amounts[places], nan=-np.inf), kind="stable")]
        title = f"Those worth most, {min(MEMBERS, count)} of {count:,} {many}"
    first = places[:MEMBERS]
    frame = named(ws, segment.entity, first)
    columns = {"label": "Name", "key": "Key"}
    if list(frame["label"].astype(str)) == list(frame["key"].astype(str)):
        columns = {"key": "Key"}
    frame["key"] = frame["key"].astype(str)
    who = owners(ws, segment.entity, evaluation.plan.as_of)
    if who is not None:
        frame, columns = frame.assign(owner=who[first]), columns | {"owner": "Owner"}
    if amounts is not None and ws.schema.value is not None:
        value = ws.schema.value
        label = value.label or ws.schema.tables[value.table].columns[value.column].label or value.column
        frame, columns = frame.assign(worth=amounts[first]), columns | {"worth": label}
    frame["label"] = [_short(label, 60) for label in frame["label"]]
    return [f"<h2>{html.escape(title)}</h2>", Table(frame, columns).html()]


def _foot(ws: Workspace, segment: Segment) -> str:
    values = ", ".join(f"{p.label or p.name} = {p.default}" for p in segment.parameters)
    return _short("Unknown: a value that a rule asks for is missing." + (f" Parameters: {values}." if values else ""), 220)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "." if words else ""


def _short(text: object, most: int) -> str:
    return textwrap.shorten(clean(text), most, placeholder="…")
