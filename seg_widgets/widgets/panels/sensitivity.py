"""Sensitivity: how size and value follow one threshold, window or parameter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.controlled import ControlledPanel, kept
from seg_widgets.widgets.panels.tables import words

NOTHING = "No rule has a number, a day or a text that could be another."


@dataclass(frozen=True)
class Found:
    """What the panel shows."""

    options: list[tuple[str, str]]
    at: str | None
    chart: Any
    said: str


class SensitivityPanel(ControlledPanel):
    """A sweep of one thing in the definition."""

    title = "Sensitivity"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.at = self.choice("Turn", 0)
        self.at.layout.width = "auto"
        self.chart, self.said = LiveChart(name="sensitivity"), ipywidgets.HTML()
        self.body.add_class("sw-panel-sensitivity")
        self.body.children = [ipywidgets.HTML(words("What if it were another", "h3")), self.at, self.chart.box, self.said]

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis.sensitivity import dials, sensitivity
        from seg_widgets.charts.sensitivity import sensitivity_drawing

        ws, segment = answered.workspace, answered.segment
        found = dials(ws, segment)
        options = [(d.label, d.at) for d in found]
        at = kept(self.at.value, options)
        if at is None:
            return Found([], None, None, NOTHING)
        frame = sensitivity(ws, segment, at, as_of=answered.as_of)
        return Found(options, at, drawn(sensitivity_drawing(frame, dark=answered.dark, width=answered.width)), _said(frame))

    def show(self, found: Found) -> None:
        self.offer(self.at, found.options, found.at)
        self.said.value = words(found.said)
        self.chart.set(found.chart)


def _moved(row: Any) -> str:
    entered, left = int(row["entered"]), int(row["left"])
    if not entered and not left:
        return f"At {row['words']}: nobody would enter or leave."
    moves = [f"{n:,} would {word}" for n, word in ((entered, "enter"), (left, "leave")) if n]
    return f"At {row['words']}: {' and '.join(moves)}, {row['members']:,} in all."


def _said(frame: Any) -> str:
    """Say what the nearest values on either side would do."""
    rows = frame.to_dict("records")
    now = next(n for n, r in enumerate(rows) if r["current"])
    said = []
    for r in rows[max(now - 1, 0) : now] + rows[now + 1 : now + 2]:
        said.append(_moved(r))
    return " ".join([f"Now {rows[now]['words']}: {rows[now]['members']:,} {'is' if rows[now]['members'] == 1 else 'are'} in.", *said])
