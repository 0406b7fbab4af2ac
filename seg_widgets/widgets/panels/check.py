"""Whether to trust the segment: the data behind each rule, how alike the members are, and whether its rules have to do with a goal."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import ipywidgets

from seg_widgets.definition import Aggregate, Attribute, Criterion, Group, Segment
from seg_widgets.plan import add_months
from seg_widgets.reports import OnePage, check_page
from seg_widgets.schema import family, row_tables
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart
from seg_widgets.widgets.panels.controlled import ControlledPanel, bar
from seg_widgets.widgets.panels.download import PageDownload
from seg_widgets.workspace import Workspace

NONE = ""
MANY_ROWS = 3_000_000
"""Workspaces of more rows are checked when the analyst says so."""
LIKELY = ("churn", "renew", "cancel", "won", "upgrade", "expan", "kündig", "abgang")
BEFORE = (("3 months before", 3), ("6 months before", 6), ("9 months before", 9), ("12 months before", 12))


@dataclass(frozen=True)
class Found:
    """What the panel shows."""

    verdict: str
    health: Any
    variability: Any
    goals: list[tuple[str, str]]
    goal: str
    association: Any
    words: str
    findings: Any


class CheckPanel(ControlledPanel):
    """Health, variability and association."""

    title = "Check"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.verdict, self.words = ipywidgets.HTML(), ipywidgets.HTML()
        self.health, self.spread, self.association = LiveChart(name="health"), LiveChart(name="variability"), LiveChart(name="association")
        self.goal = self.choice("Goal", 260, options=[("Choose a goal", NONE)])
        self.before = self.choice("Read", 200, options=BEFORE, value=6)
        self.which = self.choice("Try", 240, options=[("this segment's rules", "rules"), ("all that one would try", "usual")])
        self.run = ipywidgets.Button(description="Check all tables", layout=ipywidgets.Layout(width="auto"))
        self.run.on_click(lambda _: self._run())
        self.findings, self.page = LiveChart(name="data-check"), PageDownload(self._whole_page, label="All of it as a page")
        self._asked = False
        self._chosen = False
        self._findings: WeakKeyDictionary[Workspace, dict[date, Any]] = WeakKeyDictionary()
        controls = bar(self.goal, self.before, self.which)
        parts = [
            [ipywidgets.HTML("<h3>The data behind each rule</h3>"), self.run, self.health.box],
            [ipywidgets.HTML("<h3>How alike the members are</h3>"), self.spread.box],
            [ipywidgets.HTML("<h3>Has it to do with a goal?</h3>"), controls, self.words, self.association.box],
            [ipywidgets.HTML("<h3>All tables</h3>"), self.findings.box, self.page],
        ]
        boxes = [ipywidgets.VBox(part, layout=ipywidgets.Layout(margin="0 0 12px")) for part in parts]
        self.body.children = [self.verdict, ipywidgets.HBox(boxes, layout=ipywidgets.Layout(flex_flow="row wrap", grid_gap="0 24px"))]

    def turned(self) -> None:
        self._chosen = True  # also where no goal is what was chosen
        super().turned()

    def _whole_page(self) -> tuple[OnePage, str]:
        answered = self.host.answered
        assert answered is not None
        return check_page(answered.workspace, answered.segment, answered.as_of), f"data check {answered.as_of}"

    def _run(self) -> None:
        self._asked = True
        self.again()

    # -- finding -----------------------------------------------------------------------------------------------------

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis import health, variability
        from seg_widgets.charts import findings_drawing, health_drawing, variability_drawing

        workspace = answered.workspace
        look: dict[str, Any] = {"dark": answered.dark, "width": answered.width}
        findings = self._checked(answered)
        rules = health(workspace, answered.segment, as_of=answered.as_of, findings=_none() if findings is None else findings)
        spread = variability(workspace, answered.segment, as_of=answered.as_of)
        goals = goals_of(workspace, answered.segment)
        known = [key for _, key in goals]
        kept = self.goal.value in known or (self.goal.value == NONE and self._chosen)
        goal = self.goal.value if kept else _likely(goals)
        association, words = self._associate(answered, goal, look)
        return Found(
            _summary(rules, spread), health_drawing(rules, **look), variability_drawing(spread, **look), goals, goal, association, words,
            None if findings is None else findings_drawing(findings, **look),
        )  # fmt: skip

    def _checked(self, answered: Answered) -> Any:
        """Give what the data check found, once a day and workspace; of very many rows only where it was asked for."""
        kept = self._findings.setdefault(answered.workspace, {})
        if answered.as_of not in kept:
            rows = sum(facts.rows for facts in answered.workspace.facts.values())
            if rows > MANY_ROWS and not self._asked:
                return None
            kept[answered.as_of] = answered.workspace.check(answered.as_of)
        return kept[answered.as_of]

    def _associate(self, answered: Answered, goal: str, look: dict[str, Any]) -> tuple[Any, str]:
        from seg_widgets.analysis import associate
        from seg_widgets.analysis.dimensions import of_segment
        from seg_widgets.charts import association_drawing

        if goal == NONE:
            return None, "<p>Choose what it is for: whether its rules tell who reaches that, later, is then tested.</p>"
        workspace = answered.workspace
        dimensions = None
        if self.which.value == "rules":
            dimensions = [one.node for one in of_segment(workspace, answered.segment)]
            if not dimensions:
                return None, "<p>The segment has no rules to try.</p>"
        read = add_months(answered.as_of, -self.before.value)
        frame = associate(
            workspace, goal_segment(workspace, answered.segment, goal), dimensions=dimensions, as_of=read, measured_on=answered.as_of
        )
        return association_drawing(frame, **look), _told(frame)

    # -- showing -----------------------------------------------------------------------------------------------------

    def show(self, found: Found) -> None:
        self.verdict.value, self.words.value = found.verdict, found.words
        self.health.set(found.health)
        self.spread.set(found.variability)
        self.association.set(found.association)
        self.findings.set(found.findings)
        self.run.layout.display = "none" if found.findings is not None else None
        self.offer(self.goal, [("Choose a goal", NONE), *found.goals], found.goal)


def _none() -> Any:
    import pandas as pd

    return pd.DataFrame()


def goals_of(workspace: Workspace, segment: Segment) -> list[tuple[str, str]]:
    """Name what a segment may be for: saved segments of its entity, rows of an event, days and yes-or-no columns of the entity."""
    schema, entity = workspace.schema, segment.entity
    found = [(name, f"segment:{name}") for name, other in workspace.segments.items() if other.entity == entity and other != segment]
    for table in row_tables(schema, entity):
        if schema.tables[table].kind == "event":
            found.append((f"Has {schema.tables[table].plural or table}", f"rows:{table}"))
    for name, column in schema.tables[entity].columns.items():
        if column.hidden or column.type is None:
            continue
        label = column.label or name
        if family(column.type) == "date":
            found.append((f"{label} is past", f"day:{name}"))
        elif column.type == "boolean":
            found.append((label, f"true:{name}"))
    return found


def _likely(goals: Iterable[tuple[str, str]]) -> str:
    """Choose the goal that most would: one that speaks of leaving, renewing or growing; else none."""
    ordered = sorted(goals, key=lambda g: not g[1].startswith(("segment:", "rows:")))
    return next((key for words, key in ordered if any(w in words.lower() for w in LIKELY)), NONE)


def goal_segment(workspace: Workspace, segment: Segment, goal: str) -> Segment:
    """Make a goal of its key, as :func:`goals_of` gives them."""
    kind, _, name = goal.partition(":")
    words = next((words for words, key in goals_of(workspace, segment) if key == goal), name)
    if kind == "segment":
        return workspace.segments[name]
    made = {
        "rows": lambda: Criterion(metric=Aggregate(table=name, agg="count"), op=">=", value=1),
        "day": lambda: Criterion(metric=_since(name), op=">=", value=0),
        "true": lambda: Criterion(metric=Attribute(column=name), op="is_true"),
    }[kind]()
    return Segment(name=words, entity=segment.entity, where=Group(kind="all", members=(made,)))


def _since(column: str) -> Any:
    from seg_widgets.definition import DaysSince

    return DaysSince(of=Attribute(column=column))


def _summary(rules: Any, spread: Any) -> str:
    """Say plainly what is wrong with the segment; that nothing is, where nothing is."""
    lines = []
    size = spread[spread["about"] == "size"].iloc[0]
    if size["verdict"] == "too small":
        lines.append(("bad", f"Too small: {size['note']}"))
    unsafe = rules[rules["verdict"] == "unsafe"]
    for row in unsafe.head(3).to_dict("records"):
        lines.append(("bad", f"Not safe to use: {row['rule']}. {str(row['why']).split('; ')[0]}."))
    metrics = spread[spread["about"] == "metric"]
    tried = metrics[metrics["verdict"].isin(["alike", "narrower", "too mixed"])]
    mixed = int((tried["verdict"] == "too mixed").sum())
    if len(tried) and mixed > len(tried) / 2:
        lines.append(("warn", f"Too mixed: on {mixed} of {len(tried)} metrics the members differ as much as everyone, or may do so."))
    others = spread[(spread["about"] == "segment") & (spread["verdict"] != "its own")]
    for row in others.head(3).to_dict("records"):
        how = "Near-identical to" if row["verdict"] == "near-identical" else "Much the same as"
        lines.append(("warn", f"{how} “{row['name']}”: {row['note']}"))
    if not lines:
        return '<div class="sw-ok">Large enough, its data is safe to use, and its members are more alike than everyone.</div>'
    classes = {"bad": "sw-error", "warn": "sw-warn"}
    return "".join(f'<div class="{classes[kind]}">{html.escape(line)}</div>' for kind, line in lines)


def _told(frame: Any) -> str:
    """Say what the associations come to."""
    matters = [str(name) for name in frame.loc[frame["verdict"] == "matters", "dimension"]]
    poor = [str(name) for name in frame.loc[frame["verdict"].str.startswith("nothing"), "dimension"]]
    said = []
    if matters:
        said.append(f'<div class="sw-ok">Goes with the goal: {html.escape(_few(matters))}.</div>')
    if poor:
        said.append(f'<div class="sw-warn">A poor choice for this goal: {html.escape(_few(poor))}.</div>')
    if not said:
        said.append("<p>There is too little data to tell.</p>")
    return "".join(said)


def _few(names: list[str]) -> str:
    return "; ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
