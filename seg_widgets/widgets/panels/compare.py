"""Compare an outcome in the segment and out of it, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ipywidgets

from seg_widgets.schema import family
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.controlled import ControlledPanel, bar, kept
from seg_widgets.widgets.panels.tables import words

LIKELY = ("churn", "renew", "expan", "cancel", "lost", "nps", "satisf", "retain", "won")
"""What an outcome is often called; only to say which is offered first."""


@dataclass(frozen=True)
class Found:
    """What the panel shows."""

    options: list[tuple[str, str]]
    outcome: str | None
    chart: Any
    said: str


class ComparePanel(ControlledPanel):
    """An outcome in and out of the segment, and of the saved ones."""

    title = "Compare"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.outcome = self.choice("Outcome", 320)
        read = [("the same day", 0), ("3 months before", 3), ("6 months before", 6), ("12 months before", 12)]
        self.read = self.choice("Segment read", 230, options=read, value=0)
        self.chart, self.said = LiveChart(name="compare"), ipywidgets.HTML()
        self.body.add_class("sw-panel-compare")
        self.body.children = [
            ipywidgets.HTML(words("An outcome, in and out", "h3")),
            bar(self.outcome, self.read),
            self.chart.box,
            self.said,
        ]

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis.comparing import compare
        from seg_widgets.charts.compare import compare_drawing
        from seg_widgets.plan import add_months

        ws, segment = answered.workspace, answered.segment
        options = _outcomes(answered)
        chosen = kept(self.outcome.value, options)
        if chosen is None:
            return Found(options, None, None, "There is no outcome to compare: no other column, and no saved segment.")
        kind, _, name = chosen.partition(":")
        outcome = ws.segments[name] if kind == "segment" else _condition(answered, name)
        day = add_months(answered.as_of, -int(self.read.value))
        frame = compare(ws, {segment.name: segment}, outcome, day, measured_on=answered.as_of)
        chart = compare_drawing(frame, dark=answered.dark, width=answered.width)
        return Found(options, chosen, drawn(chart), _said(frame.attrs, day))

    def show(self, found: Found) -> None:
        self.offer(self.outcome, found.options, found.outcome)
        self.said.value = words(found.said)
        self.chart.set(found.chart)


def _condition(answered: Answered, name: str) -> Any:
    """Give a column as an outcome: of a date whether it is there by the day on which it is measured."""
    from seg_widgets.definition import Attribute, Criterion, Group, Segment

    column = answered.workspace.schema.tables[answered.segment.entity].columns[name]
    if family(column.type or "text") != "date":
        return name if column.type != "boolean" else Segment(
            name=column.label or name, entity=answered.segment.entity,
            where=Group(kind="all", members=(Criterion(metric=Attribute(column=name), op="is_true"),)),
        )  # fmt: skip
    by = Criterion(metric=Attribute(column=name), op="<=", value=answered.as_of.isoformat())
    label = f"{column.label or name} by {answered.as_of}"
    return Segment(name=label, entity=answered.segment.entity, where=Group(kind="all", members=(by,)))


def _outcomes(answered: Answered) -> list[tuple[str, str]]:
    ws, segment = answered.workspace, answered.segment
    described = ws.schema.tables[segment.entity]
    saved = [(f"in “{name}”", f"segment:{name}") for name, s in ws.segments.items() if s.entity == segment.entity and name != segment.name]
    apart = {described.key, described.label, *described.links}
    found = []
    for name, column in described.columns.items():
        if name in apart or column.hidden or column.type is None or column.type == "list":
            continue
        kind = family(column.type)
        facts = ws.facts[segment.entity].columns.get(name) if segment.entity in ws.facts else None
        if kind == "text" and (facts is None or facts.distinct > 12):
            continue
        label = column.label or name
        if kind != "date":
            found.append((label, f"column:{name}"))
        elif facts is not None and _happened(facts, answered.as_of):
            found.append((f"{label} is past", f"column:{name}"))
    likely = [o for o in found if any(word in o[1].lower() or word in o[0].lower() for word in LIKELY)]
    return [*likely, *saved, *(o for o in found if o not in likely)]


def _happened(facts: Any, day: date) -> bool:
    """Say whether a date is of something that came to some and not to all: not a plan, such as a renewal that is to come."""
    most = facts.max
    if most is None or not facts.missing:
        return False
    return bool((most.date() if isinstance(most, datetime) else most) <= day)


def _said(attrs: Mapping[Any, Any], day: date) -> str:
    said = f"The segment as of {day}, the outcome as of {attrs['measured_on']}. "
    said += "Lines are 95 % intervals: Wilson's of rates, Student's of means."
    if attrs["as_of"] == attrs["measured_on"]:
        said += " Both are of one day, so the one may simply be a part of the other: read the segment earlier to see what came of it."
    if attrs["unknown"]:
        said += f" Of {attrs['unknown']:,} it is not known whether they reached it; they count as not."
    return said
