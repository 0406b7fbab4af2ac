"""Movement: size over months, who came and went since a day, by what cause and which rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.controlled import ControlledPanel, bar, kept
from seg_widgets.widgets.panels.moves import PEOPLE, by_cause, who_moved
from seg_widgets.widgets.panels.tables import words


@dataclass(frozen=True)
class Found:
    """What the panel shows."""

    chart: Any
    days: list[tuple[str, str]]
    since: str
    marks: Any
    before_data: bool
    moved: Any
    flows: Any
    valued: bool


class MovementPanel(ControlledPanel):
    """Lines over months, and the moves between two days."""

    title = "Movement"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.what = self.choice("Follow", 190, options=[("this segment", "this"), ("and all saved", "all")], value="this")
        self.of = self.choice("by", 130, options=[("members", "members"), ("worth", "worth")])
        self.since = self.choice("Since", 180)
        self.chart = LiveChart(name="movement")
        self.marks, self.moves = ipywidgets.HTML(), ipywidgets.HTML()
        self.body.add_class("sw-panel-movement")
        self.body.children = [
            ipywidgets.HTML(words("How it grew and shrank", "h3")),
            bar(self.what, self.of),
            self.chart.box,
            self.marks,
            self.since,
            self.moves,
        ]

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis.moved import flows, moved
        from seg_widgets.analysis.movement import MONTHS, month_ends, movement, without_history
        from seg_widgets.charts.movement import movement_drawing

        ws, segment = answered.workspace, answered.segment
        when = month_ends(answered.as_of, MONTHS)
        named = {segment.name: segment}
        if self.what.value == "all":
            named |= {name: s for name, s in ws.segments.items() if s.entity == segment.entity and name != segment.name}
        frame = movement(ws, named, when)
        of = self.of.value if frame["worth"].notna().any() else "members"
        days = [(d.strftime("%d %b %Y"), d.isoformat()) for d in reversed(when[:-1])]
        since = kept(self.since.value, days, days[min(1, len(days) - 1)][1])
        before = ws.segments.get(segment.name)
        older = before if before is not None and before.entity == segment.entity and before != segment else None
        told = moved(ws, segment, since, answered.as_of, before=older)
        chart = movement_drawing(frame, dark=answered.dark, width=answered.width, of=of)
        own = frame[frame["segment"] == segment.name]
        return Found(
            drawn(chart),
            days,
            since,
            without_history(ws, segment, answered.as_of),
            bool(own["before_data"].any()),
            told,
            flows(told),
            bool(frame["worth"].notna().any()),
        )

    def show(self, found: Found) -> None:
        self.offer(self.since, found.days, found.since)
        self.of.layout.display = None if found.valued else "none"
        self.chart.set(found.chart)
        self.marks.value = _marks(found)
        self.moves.value = _moves(found.moved, found.flows)


def _marks(found: Found) -> str:
    said = ""
    rows = found.marks.to_dict("records")
    if rows:
        rules = "; ".join(f"“{r['rule']}”" for r in rows[:3]) + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")
        said += words(f"Looks at attributes, which are as they are today on every day: {rules}.", "sw-warn")
    if found.before_data:
        said += words("The first of these days lie before the data begins.", "sw-warn")
    return said


def _moves(people: Any, flows: Any) -> str:
    attrs = people.attrs
    both = f"{attrs['stayed']:,}" if attrs["stayed"] else "none"
    head = f"{attrs['size_before']:,} then, {attrs['size_after']:,} now, {both} of them both times."
    if not len(people):
        return words(head) + words("Nobody moved.")
    more = f", the first {PEOPLE}" if len(people) > PEOPLE else ""
    return words(head) + by_cause(flows) + words(f"Who moved{more}", "h3") + who_moved(people)
