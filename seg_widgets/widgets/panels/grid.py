"""A grid of two metrics; a cell that is clicked becomes a segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.definition import Segment
from seg_widgets.plan import add_months
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart
from seg_widgets.widgets.panels.check import NONE, goal_segment, goals_of
from seg_widgets.widgets.panels.controlled import ControlledPanel, bar

CUTS = (("thirds", 3), ("quarters", 4), ("fifths", 5))
MONTHS = 6


@dataclass(frozen=True)
class Found:
    """What the panel shows."""

    metrics: list[str]
    x: str | None
    y: str | None
    goals: list[tuple[str, str]]
    goal: str
    grid: Any
    chart: Any
    words: str


class GridPanel(ControlledPanel):
    """Two metrics crossed."""

    title = "Grid"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._grid: Any = None
        self._cell: tuple[str, str] | None = None
        self._labels: dict[str, Any] = {}
        self.x, self.y = self.choice("Across", 340), self.choice("Up", 340)
        self.cuts = self.choice("Cut in", 150, options=CUTS)
        self.who = self.choice("Of", 180, options=[("this segment", "segment"), ("everyone", "everyone")])
        self.goal = self.choice("Goal", 240, options=[("none", NONE)])
        self.words = ipywidgets.HTML()
        self.chart = LiveChart(self._on_pick, name="grid")
        self.make = ipywidgets.Button(disabled=True, layout=ipywidgets.Layout(width="auto", max_width="100%"))
        self.make.add_class("sw-make-rule")
        self.make.on_click(lambda _: self._make())
        self.body.children = [
            ipywidgets.VBox([bar(self.x, self.y), bar(self.cuts, self.who, self.goal)]),
            self.words, self.chart.box, self.make,
        ]  # fmt: skip
        self._offer(None)

    # -- finding -----------------------------------------------------------------------------------------------------

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis import grid
        from seg_widgets.analysis.dimensions import asked, kinds_of, usual
        from seg_widgets.charts import grid_drawing

        workspace, entity = answered.workspace, answered.segment.entity
        offered = {one.label: one.node for one in usual(workspace, entity)}
        metrics = sorted(offered)
        x, y = self._pair(offered)
        goals = goals_of(workspace, answered.segment)
        goal = self.goal.value if self.goal.value in [key for _, key in goals] else NONE
        if x is None or y is None:
            return Found(metrics, x, y, goals, goal, None, None, "<p>There are not two metrics to cross.</p>")
        aim: dict[str, Any] = {"as_of": answered.as_of}
        if goal != NONE:
            read = add_months(answered.as_of, -MONTHS)
            aim = {"goal": goal_segment(workspace, answered.segment, goal), "as_of": read, "measured_on": answered.as_of}
        among = answered.segment if self.who.value == "segment" else None
        kinds = kinds_of(workspace, [asked(workspace, offered[label], entity, where=label) for label in (x, y)])
        cuts = [None if kind in ("category", "boolean") else self.cuts.value for kind in kinds]
        made = grid(workspace, offered[x], offered[y], x_cuts=cuts[0], y_cuts=cuts[1], among=among, **aim)
        return Found(metrics, x, y, goals, goal, made, grid_drawing(made.frame, answered.dark, answered.width), "")

    def _pair(self, offered: dict[str, Any]) -> tuple[str | None, str | None]:
        """Give the metrics that are chosen; at first a behaviour across, and a state (or else another behaviour) up."""
        by_kind = [label for label, node in offered.items() if node.kind == "aggregate"]
        states = [label for label in by_kind if offered[label].agg == "latest"]
        first = next((label for label in by_kind if label not in states), next(iter(offered), None))
        second = next((label for label in [*states, *by_kind, *offered] if label != first), None)
        x = self.x.value if self.x.value in offered else first
        y = self.y.value if self.y.value in offered else second
        return x, y

    # -- showing -----------------------------------------------------------------------------------------------------

    def show(self, found: Found) -> None:
        self._grid = found.grid
        self.words.value = found.words
        # The chart marks the cell that was clicked, in the other theme and with other figures too: it is offered as long as it is there.
        if self._cell is not None and not _has(found.grid, self._cell):
            self._offer(None)
        self.offer(self.x, [(name, name) for name in found.metrics], found.x)
        self.offer(self.y, [(name, name) for name in found.metrics], found.y)
        self.offer(self.goal, [("none", NONE), *found.goals], found.goal)
        for part in (self.body.children[0], self.chart.box, self.make):
            part.layout.display = None if found.chart is not None else "none"
        if found.chart is not None:
            self.chart.set(found.chart)

    def _on_pick(self, _: str, picked: Any) -> None:
        row = picked[0] if picked else None
        if self._grid is None or not isinstance(row, dict):
            self._offer(None)
            return
        try:
            self._offer((self._grid.x[int(row["x_order"])].words, self._grid.y[int(row["y_order"])].words))
        except (KeyError, IndexError, ValueError):
            self._offer(None)

    def _offer(self, cell: tuple[str, str] | None) -> None:
        self._cell = cell
        self.make.description = f"Make a segment of: {cell[0]}; {cell[1]}" if cell is not None else "Click a cell to make a segment of it"
        self.make.disabled = cell is None
        self.make.button_style = "primary" if cell is not None else ""

    def _make(self) -> None:
        if self._cell is None or self._grid is None:
            return
        answered = self.host.answered
        name = answered.segment.name if answered is not None else ""
        made: Segment = self._grid.segment(*self._cell, name=name)
        self.host.opened = made
        self.host.set_definition(made)


def _has(grid: Any, cell: tuple[str, str]) -> bool:
    return grid is not None and all(words in [at.words for at in side] for words, side in zip(cell, (grid.x, grid.y), strict=True))
