"""The segment as code to take away. What is shown has just been run and compared."""

from __future__ import annotations

from typing import Any

import anywidget
import ipywidgets
import traitlets

from seg_widgets.errors import SegmentError
from seg_widgets.proof import Proof, prove
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.editor import bundled
from seg_widgets.widgets.panels.base import Host, Panel

TARGETS = (("Python", "python"), ("pandas", "pandas"), ("SQL", "sql"), ("YAML", "yaml"), ("English", "english"))


class CodeView(anywidget.AnyWidget):
    """A text to read and to copy, with what was proved of it.

    Traits
    ------
    target
        What the text is, ``sql`` and so on.
    verdict
        ``ok``, ``error``, empty where there is nothing to prove, ``wait`` while the text is not there yet.
    """

    target = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    proof = traitlets.Unicode().tag(sync=True)
    verdict = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self._esm = bundled("code.js").read_text(encoding="utf-8")
        super().__init__(**traits)


class CodePanel(Panel):
    """Python, pandas, SQL, YAML, English."""

    title = "Code"

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.target = ipywidgets.ToggleButtons(options=TARGETS, style={"button_width": "80px"})
        self.target.add_class("sw-targets")
        self.target.observe(lambda _: self._turn(), "value")
        self.view = CodeView()
        self.body.children = [self.target, self.view]

    def _turn(self) -> None:
        """Turn to another target: the text of one is not copied as if it were another's."""
        with self.view.hold_sync():
            self.view.proof, self.view.verdict = "Running it\N{HORIZONTAL ELLIPSIS}", "wait"
        self.again()

    def find(self, answered: Answered) -> tuple[str, str, Proof]:
        target = str(self.target.value)
        return target, *written(answered, target)

    def show(self, found: tuple[str, str, Proof]) -> None:
        target, text, proof = found
        if target != self.target.value:  # another was asked for meanwhile
            return
        with self.view.hold_sync():
            self.view.target, self.view.text, self.view.proof = target, text, proof.words
            self.view.verdict = {True: "ok", False: "error", None: ""}[proof.same]


def written(answered: Answered, target: str) -> tuple[str, Proof]:
    """Write the segment in a target and prove it; text that does not give the same members is never passed off as if it did."""
    workspace, segment = answered.workspace, answered.segment
    try:
        options = {"as_of": answered.as_of} if target in ("sql", "pandas") else {}
        text = workspace.export(segment, target, **options)
    except SegmentError as error:
        return "", Proof(False, str(error))
    keys = workspace.rows_of(segment.entity, answered.evaluation.members.array()).iloc[:, 0].tolist()
    return text, prove(target, text, segment, keys, workspace)
