"""The workbench: the rule editor, and the panels around it."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import ipywidgets
import traitlets

from seg_widgets.analysis.health import rule_notes
from seg_widgets.definition import Criterion, Segment
from seg_widgets.definition.check import check
from seg_widgets.definition.walk import walk
from seg_widgets.engines.work import Stopped, Work
from seg_widgets.errors import DefinitionError, Problem, SegmentError
from seg_widgets.results import counts
from seg_widgets.widgets.answered import SIDE, Answered
from seg_widgets.widgets.background import Lane
from seg_widgets.widgets.catalogue import catalogue
from seg_widgets.widgets.draft import empty, judge
from seg_widgets.widgets.editor import RuleEditor
from seg_widgets.widgets.elements import elements
from seg_widgets.widgets.keeping import Keeping
from seg_widgets.widgets.live import Soon, loop
from seg_widgets.widgets.panels.chart import warm_up
from seg_widgets.widgets.questions import Questions
from seg_widgets.widgets.revisions import Revisions
from seg_widgets.widgets.sentences import sentences
from seg_widgets.widgets.sides import Sides
from seg_widgets.widgets.snapshot import Snapshots, snapshot
from seg_widgets.widgets.view import answer, fault, problems, saved
from seg_widgets.widgets.wire import received, sent
from seg_widgets.workspace import Workspace

_log = logging.getLogger(__name__)

CHARTS_AFTER = 0.05
"""Seconds of quiet after which the panels follow an edit that came soon after another; a single edit they follow at once."""

SOON_AFTER = 0.4
"""Seconds between two edits that make one movement, such as typing or dragging."""

NOTES_AFTER = 0.4
"""Seconds of quiet after which the data behind the rules is looked at."""

AHEAD_AFTER = 0.8
"""Seconds of quiet after which what tables were read for is prepared for the next metric of theirs."""

SNAPSHOT_AFTER = 1.5
"""Seconds of quiet after which the plain state in the notebook's file follows."""

FIRST = 1.0
"""Seconds that a cell which shows a segment waits for its first answer; after that it comes when it comes."""


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
    draft
        What is clicked is kept in the folder ``.seg_widgets`` beside the notebook, for this cell, and comes back when the
        kernel is restarted or the notebook opened again. A text: keep it under this name instead, also where the host does
        not say which notebook this is; ``False``: do not keep it.

    Attributes
    ----------
    segment : Segment or None
        The last whole and valid definition; ``None`` until there is one. A trait: observe it, link it, or set it.
    as_of : date or None
        The day on which it is evaluated; ``None``: the workspace's default. A trait as well.
    """

    segment = traitlets.Instance(Segment, allow_none=True)
    as_of = traitlets.Instance(date, allow_none=True)

    def __init__(
        self, workspace: Workspace, segment: Segment | None = None, *, as_of: Any = None, draft: str | bool = True, **box: Any
    ) -> None:
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
        self.questions = Questions(workspace)
        self.answered: Answered | None = None
        self.opened = segment
        self._revisions = Revisions()
        self._judged: Segment | None = None
        self._draft: dict[str, Any] = empty(entities[0])
        self._answer: dict[str, Any] | None = None
        self._dark, self._width = False, SIDE
        self._editing = False
        self._edited = 0.0
        self._noted: Any = None
        self._snapshots = Snapshots()
        # JupyterLab has widgets answered in a thread of their own, while cells run in another.
        self._alone = threading.RLock()
        running = loop()
        # Where somebody looks, nothing that takes time is done in the kernel's own threads; in a script all is done at once.
        self._soon = Soon(running) if running is not None else None
        self._answers = Lane("seg-widgets-answers", self._tell_progress) if running is not None else None
        self._asides = Lane("seg-widgets-questions") if running is not None else None
        self._writing = Lane("seg-widgets-drafts") if running is not None else None
        self._ahead = Lane("seg-widgets-ahead") if running is not None else None
        self.editor = RuleEditor(catalogue=catalogue(workspace.schema, workspace.facts, workspace.as_of, elements(workspace)))
        self.editor.on_msg(self._on_message)
        self.sides = Sides(self, self._alone, self._soon)
        super().__init__(children=[self.editor, *self.sides.rows], **box)
        self.add_class("sw-workbench")
        if running is not None:
            warm_up()
        if as_of is not None:
            self._set(as_of=workspace.day(as_of))
        if segment is not None:
            self._set(segment=segment)
            self._draft = segment.dump()
        named = draft if isinstance(draft, str) else None if draft and running is not None else False
        self._keeping = Keeping(workspace, (self._draft, self.as_of), named, self._writing)
        if (back := self._keeping.brought_back()) is not None:
            self._draft, day = back
            self._set(as_of=day)
        self._revisions.own()
        self._evaluate()
        self._wait_a_moment()

    @property
    def _rev(self) -> int:
        return self._revisions.now

    # -- from Python ------------------------------------------------------------------------------------------------

    @traitlets.validate("segment")
    def _fits(self, proposal: Any) -> Segment | None:
        segment: Segment | None = proposal["value"]
        if segment is None:
            return None
        found = [] if segment is self._judged else check(segment, self.workspace.schema, self.workspace.segments)
        if found:
            raise DefinitionError(found)
        return segment.at_home(self.workspace)

    @traitlets.observe("segment")
    def _on_segment(self, change: Any) -> None:
        with self._alone:
            if self._editing:
                return
            self.opened = change["new"]
            self._draft = change["new"].dump() if change["new"] is not None else empty(self._draft["entity"])
            self._revisions.own(replaced=True)
            self._changed()
        self._wait_a_moment()

    @traitlets.observe("as_of")
    def _on_as_of(self, _: Any) -> None:
        with self._alone:
            if self._editing:
                return
            self._revisions.own()
            self._changed()
        self._wait_a_moment()

    def _wait_a_moment(self) -> None:
        """Wait in a cell for an answer that comes soon: what is executed without a browser then shows it."""
        if self._answers is not None and not self._answers.quiet(FIRST):
            self._say("busy", self._rev)

    def _ipython_display_(self, **_: Any) -> None:
        """Show the workbench, and beside it, for where no kernel runs, its state in plain HTML."""
        from IPython.display import display

        display(self._repr_mimebundle_(), raw=True)  # type: ignore[no-untyped-call]  # IPython has no types here
        if self._soon is not None:
            self._snapshots.show(self._snapshot())

    def _snapshot(self) -> str:
        with self._alone:
            current = self._answer is not None and self._answer["rev"] == self._rev
            return snapshot(self.answered, str(self._draft.get("name") or ""), current, datetime.now())

    def _keep_snapshot(self) -> None:
        if self._writing is not None and self._snapshots:
            self._writing.do("snapshot", lambda: self._snapshots.update(self._snapshot()), after=SNAPSHOT_AFTER)

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
                self._push("error", [fault(error)])

    def _take(self, content: dict[str, Any]) -> None:
        if self._soon is not None:
            self._soon.here()
        kind = content.get("type")
        if kind in ("edit", "as_of"):
            came = self._revisions.take(kind, content.get("by"), content.get("rev"))
            if came == "gone":
                self._evaluate()
            if came != "taken":
                return
        if kind == "ping":
            self.editor.send({"type": "pong", "id": content.get("id")})
        elif kind == "ask":
            if self._asides is None:
                self.editor.send(self.questions.reply(content, self.as_of))
            else:
                self._asides.do(("ask", content.get("ask")), lambda: self.editor.send(self.questions.reply(content, self.as_of)))
        elif kind == "edit":
            if not isinstance(content.get("segment"), dict):
                raise DefinitionError(Problem("no-definition", "The editor sent no definition.", "", "Make the last change again."))
            self._draft = received(content["segment"], self._draft)
            self.opened = self.questions.offers.started(self._draft) or self.opened
            self._changed()
        elif kind == "as_of":
            self._set(as_of=self.workspace.day(content["date"]) if content.get("date") else None)
            self._changed()
        elif kind == "panel":
            self.sides.open(str(content.get("title")))
        elif kind == "cancel":
            if content.get("rev") in (None, self._rev):  # an edit may have overtaken it
                self._cancel()
        elif kind == "start_over":
            self._draft, day = self._keeping.start
            self._set(as_of=day)
            self._revisions.own(replaced=True)
            self._changed()
        elif kind == "host":
            now = bool(content.get("dark")), max(240, min(1200, int(content.get("side") or SIDE)))
            if now != (self._dark, self._width):
                self._dark, self._width = now
                if self.answered is not None:
                    self.answered = replace(self.answered, dark=self._dark, width=self._width)
                self.sides.follow(CHARTS_AFTER)

    # -- from the panels --------------------------------------------------------------------------------------------

    def add_rule(self, criterion: dict[str, Any]) -> None:
        """Add a rule that was made from a chart, or set the one of the same metric, at the top level."""
        with self._alone:
            members = list(self._draft["where"]["members"])
            same = [n for n, m in enumerate(members) if m.get("metric") == criterion["metric"] and m.get("op") == criterion["op"]]
            if same:
                members[same[0]] = members[same[0]] | criterion
            else:
                members.append(criterion)
            self._draft = self._draft | {"where": self._draft["where"] | {"members": members}}
            self._revisions.own(replaced=True)
            self._changed()

    def set_definition(self, segment: Segment) -> None:
        """Have another definition in place of this one; undo brings this one back."""
        with self._alone:
            self._draft = segment.dump()
            self._revisions.own(replaced=True)
            self._changed()

    def refresh(self) -> None:
        """Bring the panels that are in view up to date, in the background."""
        self.sides.follow()

    # -- answering --------------------------------------------------------------------------------------------------

    def _set(self, **traits: Any) -> None:
        """Set traits as the outcome of an edit, which needs no answer of its own."""
        self._editing = True
        try:
            for name, value in traits.items():
                setattr(self, name, value)
        finally:
            self._editing = False

    def _changed(self) -> None:
        """Keep what is on screen now, and answer it."""
        self._keeping.keep((self._draft, self.as_of))
        self._evaluate()

    def _evaluate(self) -> None:
        """Judge the draft, and answer it: the counts first, the panels follow. Whatever is still being counted is overtaken."""
        for lane in (self._answers, self._ahead):
            if lane is not None:
                lane.stop()
        self.sides.stop()
        judged = judge(self._draft, self.workspace.schema, self.workspace.segments)
        if judged.segment is None:
            self._push(judged.status, list(judged.problems))
            return
        self._judged = judged.segment  # it need not be checked once more while the count begins
        rev, segment, day = self._rev, judged.segment, self.workspace.day(self.as_of)
        if self._answers is None:
            self._count(rev, segment, day)
        else:
            self._answers.do("count", lambda: self._count(rev, segment, day))
        self._set(segment=segment)

    def _count(self, rev: int, segment: Segment, day: date) -> None:
        """Answer a whole definition; in the background, where there is one. An edit that came meanwhile makes it void."""
        status, found = "ok", []
        try:
            evaluation = self.workspace.evaluate(segment, day)
            counted = counts(evaluation, self.workspace.session)
            said = answer(rev, evaluation, counted, self.workspace, segment)
        except Stopped:
            return
        except SegmentError as error:
            status, found = "error", list(error.problems)
        except Exception as error:  # the draft and the last good answer must outlive a fault of ours
            _log.exception("the segment could not be evaluated")
            status, found = "error", [fault(error)]
        with self._alone:
            if rev != self._rev:
                return
            if status == "ok":
                self._answer = said
                self.answered = Answered(self.workspace, segment, day, evaluation, counted, self._dark, self._width)
            self._push(status, found)
            self._keep_snapshot()
            if status == "ok":
                self._note(rev, segment, day)
                if self._ahead is not None:
                    self._ahead.do("prepare", self.workspace.session.prepare_ahead, after=AHEAD_AFTER)
                now, before = time.monotonic(), self._edited
                self._edited = now
                self.sides.follow(CHARTS_AFTER if now - before < SOON_AFTER else 0.0)

    def _note(self, rev: int, segment: Segment, day: date) -> None:
        """Say of the data behind each rule what is to be said, when nothing else is asked; a threshold changes nothing about it."""
        parts = []
        for place, node in walk(segment.where):
            of = node.metric if isinstance(node, Criterion) else type(node).__name__
            parts.append((place, getattr(node, "muted", False), of))
        looked_at = day, segment.entity, segment.parameters, tuple(parts)
        if self._asides is not None and looked_at != self._noted:
            self._noted = looked_at
            self._asides.do("notes", partial(self._send_notes, rev, segment, day), after=NOTES_AFTER)

    def _send_notes(self, rev: int, segment: Segment, day: date) -> None:
        self.editor.notes = {"rev": rev, "notes": rule_notes(self.workspace, segment, as_of=day)}

    def _cancel(self) -> None:
        """Leave off counting; the last good answer stays."""
        if self._answers is not None:
            rev = self._rev
            self._answers.stop()
            self._answers.do("count", lambda: self._say("stopped", rev))

    def _say(self, status: str, rev: int) -> None:
        """Push the draft as not answered, unless it is."""
        with self._alone:
            if rev == self._rev and (self._answer is None or self._answer["rev"] != rev):
                self._push(status, [])
                self.sides.follow()

    def _tell_progress(self, work: Work) -> None:
        """Tell the browser how far the count is; of a definition that did not come from there, also what it is."""
        if work.stopped:
            return
        if self.editor.view.get("rev") != self._rev:
            self._say("busy", self._rev)
        else:
            self.editor.send({"type": "progress", "rev": self._rev, "share": work.share(), "left": work.left()})

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
            "restored": self._keeping.restored,
        }
