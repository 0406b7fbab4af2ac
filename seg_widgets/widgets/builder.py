"""The workbench: the rule editor, and the panels around it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ipywidgets
import traitlets

from seg_widgets.definition import Segment
from seg_widgets.definition.check import check
from seg_widgets.errors import DefinitionError, Problem, SegmentError
from seg_widgets.results import Counts, Evaluation, counts
from seg_widgets.widgets.catalogue import catalogue
from seg_widgets.widgets.draft import empty, judge
from seg_widgets.widgets.editor import RuleEditor
from seg_widgets.widgets.elements import elements
from seg_widgets.widgets.live import loop
from seg_widgets.widgets.offers import Offers
from seg_widgets.widgets.panels import CodePanel, MembersPanel, OverviewPanel, Panel, WaterfallPanel
from seg_widgets.widgets.panels.chart import ready, warm_up
from seg_widgets.widgets.sentences import sentences
from seg_widgets.widgets.spread import spread
from seg_widgets.widgets.view import answer, problems, saved
from seg_widgets.widgets.wire import received, sent
from seg_widgets.workspace import Workspace

_log = logging.getLogger(__name__)
CHARTS_AFTER = 0.12
"""Seconds of quiet after an edit before the panels follow; the counts do not wait."""


SIDE = 420
"""Pixels for a chart beside the rules, until the browser says how many there are."""


@dataclass(frozen=True)
class Answered:
    """A whole definition with its answer: what the panels show, dark or light, and how wide."""

    workspace: Workspace
    segment: Segment
    as_of: date
    evaluation: Evaluation
    counts: Counts
    dark: bool = False
    width: int = SIDE


def _fault(error: Exception) -> Problem:
    """Say that something of ours went wrong."""
    return Problem("internal", f"{type(error).__name__}: {error}", "where", "This is a fault of seg_widgets.")


class SegmentBuilder(ipywidgets.Box):  # type: ignore[misc]  # ipywidgets has no types
    """Build a segment by clicking.

    Parameters
    ----------
    workspace
        The tables.
    segment
        Where to start from; ``None``: from nothing.
    as_of
        The day; ``None``: the workspace's default.

    Attributes
    ----------
    segment : Segment or None
        The last whole and valid definition; ``None`` until there is one. A trait: observe it, link it, or set it.
    as_of : date or None
        The day on which it is evaluated; ``None``: the workspace's default. A trait as well.
    """

    segment = traitlets.Instance(Segment, allow_none=True)
    as_of = traitlets.Instance(date, allow_none=True)

    def __init__(self, workspace: Workspace, segment: Segment | None = None, *, as_of: Any = None, **box: Any) -> None:
        if not isinstance(workspace, Workspace):
            raise DefinitionError(
                Problem("no-workspace", f"A {type(workspace).__name__} is not a workspace.", "", "Open one: sw.Workspace.from_folder(...).")
            )
        if segment is not None and not isinstance(segment, Segment):
            raise DefinitionError(
                Problem("no-definition", f"A {type(segment).__name__} is not a segment.", "", "Write one: sw.Segment(name, condition).")
            )
        entities = workspace.schema.entities()
        if not entities:
            raise DefinitionError(
                Problem(
                    "no-entity",
                    "This workspace has no table with a key: there is nothing to segment.",
                    "tables",
                    "Members are rows of a table of kind entity. Give one a column with a value of its own in every row, "
                    "and name that as its key.",
                )
            )
        self.workspace = workspace
        self.offers = Offers(workspace)
        self._rev = 0
        self._draft: dict[str, Any] = empty(entities[0])
        self._answer: dict[str, Any] | None = None
        self._answered: Answered | None = None
        self._dark, self._width = False, SIDE
        self._editing = False
        # JupyterLab has widgets answered in a thread of their own, while cells run in another.
        self._alone = threading.RLock()
        self._later: asyncio.TimerHandle | None = None
        self.editor = RuleEditor(catalogue=catalogue(workspace.schema, workspace.facts, workspace.as_of, elements(workspace)))
        self.editor.on_msg(self._on_message)
        self.panels: dict[str, list[Panel]] = {
            "sw-side": [OverviewPanel(self._edit_from_panel), WaterfallPanel()],
            "sw-bottom": [MembersPanel(), CodePanel()],
        }
        self._tabs = [self._tab(name, panels) for name, panels in self.panels.items()]
        super().__init__(children=[self.editor, *self._tabs], **box)
        self.add_class("sw-workbench")
        if loop() is not None:
            warm_up()
        if as_of is not None:
            self.as_of = workspace.day(as_of)
        if segment is not None:
            self.segment = segment
        else:
            self._evaluate()

    def _tab(self, name: str, panels: list[Panel]) -> ipywidgets.Tab:
        tab = ipywidgets.Tab(children=[p.widget for p in panels], titles=[p.title for p in panels], selected_index=0)
        tab.add_class(name)
        tab.observe(lambda _: self._show_panels(), "selected_index")
        return tab

    # -- from Python ------------------------------------------------------------------------------------------------

    @traitlets.validate("segment")
    def _fits(self, proposal: Any) -> Segment | None:
        segment: Segment | None = proposal["value"]
        if segment is None:
            return None
        found = check(segment, self.workspace.schema, self.workspace.segments)
        if found:
            raise DefinitionError(found)
        return segment.at_home(self.workspace)

    @traitlets.observe("segment")
    def _on_segment(self, change: Any) -> None:
        with self._alone:
            if self._editing:
                return
            self._draft = change["new"].dump() if change["new"] is not None else empty(self._draft["entity"])
            self._rev += 1
            self._evaluate()

    @traitlets.observe("as_of")
    def _on_as_of(self, _: Any) -> None:
        with self._alone:
            if not self._editing:
                self._rev += 1
                self._evaluate()

    # -- from the browser -------------------------------------------------------------------------------------------

    def _on_message(self, _: Any, content: Any, __: Any) -> None:
        """Take a message. One that makes no sense is answered with a problem; it never loses the draft."""
        with self._alone:
            try:
                self._take(content if isinstance(content, dict) else {})
            except SegmentError as error:
                self._push("error", list(error.problems))
            except Exception as error:
                _log.exception("a message of the editor could not be taken")
                self._push("error", [_fault(error)])

    def _take(self, content: dict[str, Any]) -> None:
        kind = content.get("type")
        if kind in ("edit", "as_of"):
            rev = content.get("rev")
            self._rev = rev if isinstance(rev, int) and rev > 0 else self._rev + 1
        if kind == "ping":
            self.editor.send({"type": "pong", "id": content.get("id")})
        elif kind == "ask":
            self._reply(content)
        elif kind == "edit":
            if not isinstance(content.get("segment"), dict):
                raise DefinitionError(Problem("no-definition", "The editor sent no definition.", "", "Make the last change again."))
            self._draft = received(content["segment"], self._draft)
            self._evaluate()
        elif kind == "as_of":
            self._set(as_of=self.workspace.day(content["date"]) if content.get("date") else None)
            self._evaluate()
        elif kind == "host":
            now = bool(content.get("dark")), max(240, min(1200, int(content.get("side") or SIDE)))
            if now != (self._dark, self._width):
                self._dark, self._width = now
                if self._answered is not None:
                    self._answered = replace(self._answered, dark=self._dark, width=self._width)
                self._follow(self._show_panels)

    def _reply(self, content: dict[str, Any]) -> None:
        """Answer a question, which is no edit: what goes wrong is told to whoever asked."""
        about = content.get("about")
        try:
            if about == "templates":
                found: dict[str, Any] = {"templates": self.offers.templates()}
            elif about == "count":
                found = self.offers.count(content.get("segment"), self.as_of)
            elif about == "spread":
                found = spread(content, self.workspace, self.workspace.day(self.as_of))
            else:
                found = {"problems": problems([Problem("unknown-question", f"Nothing is known about {about!r}.")])}
        except SegmentError as error:
            found = {"problems": problems(error.problems)}
        self.editor.send({"type": "reply", "ask": content.get("ask"), **found})

    def _edit_from_panel(self, criterion: dict[str, Any]) -> None:
        """Add a rule that was made from a chart, or set the one of the same metric, at the top level."""
        with self._alone:
            members = list(self._draft["where"]["members"])
            same = [n for n, m in enumerate(members) if m.get("metric") == criterion["metric"] and m.get("op") == criterion["op"]]
            if same:
                members[same[0]] = members[same[0]] | criterion
            else:
                members.append(criterion)
            self._draft = self._draft | {"where": self._draft["where"] | {"members": members}}
            self._rev += 1
            self._evaluate()

    # -- answering --------------------------------------------------------------------------------------------------

    def _set(self, **traits: Any) -> None:
        """Set traits as the outcome of an edit, which needs no answer of its own."""
        self._editing = True
        try:
            for name, value in traits.items():
                setattr(self, name, value)
        finally:
            self._editing = False

    def _evaluate(self) -> None:
        """Judge and answer the draft: the counts go out at once, the panels follow."""
        judged = judge(self._draft, self.workspace.schema, self.workspace.segments)
        status, found = judged.status, list(judged.problems)
        if judged.segment is not None:
            try:
                day = self.workspace.day(self.as_of)
                evaluation = self.workspace.evaluate(judged.segment, day)
                counted = counts(evaluation, self.workspace.session)
                self._answer = answer(self._rev, evaluation, counted, self.workspace, judged.segment)
                self._answered = Answered(self.workspace, judged.segment, day, evaluation, counted, self._dark, self._width)
            except SegmentError as error:
                status, found = "error", list(error.problems)
            except Exception as error:  # the draft and the last good answer must outlive a fault of ours
                _log.exception("the segment could not be evaluated")
                status, found = "error", [_fault(error)]
        self._push(status, found)
        if status == "ok":
            self._set(segment=judged.segment)
            self._follow(self._show_panels)

    def _push(self, status: str, found: list[Problem]) -> None:
        self.editor.view = {
            "rev": self._rev,
            "segment": sent(self._draft),
            "words": sentences(self._draft, self.workspace.schema),
            "segments": saved(self.workspace),
            "as_of": self.workspace.day(self.as_of).isoformat(),
            "as_of_from": "given" if self.as_of is not None else self.workspace.as_of_from,
            "status": status,
            "answer": self._answer,
            "stale": self._answer is not None and (status != "ok" or self._answer["rev"] != self._rev),
            "problems": problems(found),
        }

    def _follow(self, act: Callable[[], None]) -> None:
        """Do something once edits have been quiet for a moment; at once where no event loop runs."""
        if self._later is not None:
            self._later.cancel()
            self._later = None
        running = loop()
        if running is not None:
            self._later = running.call_later(CHARTS_AFTER, act)
        else:
            act()

    def _show_panels(self) -> None:
        """Bring the panels that are in view up to date; the others follow when they are opened."""
        with self._alone:
            if self._answered is None:
                return
            for tab, panels in zip(self._tabs, self.panels.values(), strict=True):
                if tab.selected_index is None:
                    continue
                panel = panels[tab.selected_index]
                if panel.has_charts and not ready():
                    panel.wait()
                    self._follow(self._show_panels)
                else:
                    panel.update(self._answered)
