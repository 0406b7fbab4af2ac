"""What every panel is: a widget that shows an answer, once a version of it."""

from __future__ import annotations

import html
import logging
from typing import Any, Protocol

import ipywidgets

from seg_widgets.definition import Segment
from seg_widgets.errors import SegmentError
from seg_widgets.widgets.answered import Answered

_log = logging.getLogger(__name__)


class Host(Protocol):
    """What a panel may ask of the workbench around it."""

    workspace: Any
    as_of: Any
    opened: Segment | None
    """What the definition was when it was opened (a saved segment, a template, a cell of a grid) or last saved; ``None``: it was
    made from nothing."""

    @property
    def answered(self) -> Answered | None:
        """The last good answer."""

    def add_rule(self, criterion: dict[str, Any]) -> None:
        """Add a rule at the top level, or set the one of the same metric and operator."""

    def set_definition(self, segment: Segment) -> None:
        """Have another definition in place of this one; undo brings this one back."""

    def refresh(self) -> None:
        """Bring the panels that are in view up to date, in the background."""


class Panel:
    """A panel of the workbench.

    A subclass makes its widgets in ``__init__`` and puts them into ``body``; works out what it shows in :meth:`find`, in a
    thread of its own, where it touches no widget; and puts that on the screen in :meth:`show`.

    Attributes
    ----------
    title
        On its tab.
    empty
        What it says before there is an answer.
    """

    title = ""
    empty = "Add a rule, and complete it, to see this."
    has_charts = False
    opens = False
    """Whether it has something to show before there is an answer: then it is given an ``Opened``."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.note = ipywidgets.HTML(f"<p>{html.escape(self.empty)}</p>")
        self.body = ipywidgets.VBox([], layout=ipywidgets.Layout(display="none"))
        self.widget = ipywidgets.VBox([self.note, self.body])
        self.widget.add_class("sw-panel")
        self._version = 0
        self._shown: tuple[Answered, int] | None = None

    # -- for subclasses ----------------------------------------------------------------------------------------------

    def find(self, answered: Answered) -> Any:
        """Work out what is to be shown: frames, charts, words. In the background; no widget is touched, though read."""
        return answered

    def show(self, found: Any) -> None:
        """Put on the screen what was found."""
        raise NotImplementedError

    def _whom(self) -> str:
        """Give what the entities of the segment on screen are called."""
        answered = self.host.answered
        assert answered is not None
        described = answered.workspace.schema.tables[answered.segment.entity]
        return described.plural or answered.segment.entity

    def again(self) -> None:
        """Find and show once more: a control of the panel's own has changed."""
        self._version += 1
        self.host.refresh()

    # -- for the workbench -------------------------------------------------------------------------------------------

    def due(self, answered: Answered) -> int | None:
        """Give the number under which to show an answer; ``None``: it is shown already."""
        shown = self._shown is not None and self._shown[0] is answered and self._shown[1] == self._version
        return None if shown else self._version

    @property
    def waits(self) -> bool:
        """Whether it shows nothing yet."""
        return bool(self.body.layout.display == "none")

    def wait(self) -> None:
        """Say that the panel will follow, where it shows nothing yet."""
        if self.waits:
            self.note.value = "<p>Working it out…</p>"

    def put(self, answered: Answered, found: Any, version: int) -> None:
        """Show what was found of an answer. A fault stays in the panel, and says so."""
        if version != self._version:
            return  # a control was turned meanwhile: what follows is of that, and must not be turned back by this
        try:
            self.show(found)
        except Exception as error:
            self.fail(answered, error, version)
        else:
            self._shown = (answered, version)
            self.note.layout.display = "none"
            self.body.layout.display = None

    def fail(self, answered: Answered, error: Exception, version: int) -> None:
        """Say what went wrong, in place of what would be shown."""
        if isinstance(error, SegmentError):
            words = str(error)
        else:
            _log.error("the panel %s failed", self.title, exc_info=error)
            words = f"This panel failed: {type(error).__name__}: {error}"
        self._shown = (answered, version)
        self.note.value = f'<p class="sw-error" role="alert">{html.escape(words)}</p>'
        self.note.layout.display = None
        self.body.layout.display = "none"

    def update(self, answered: Answered) -> None:
        """Find and show at once, in this thread; for where there is no background."""
        if (version := self.due(answered)) is None:
            return
        try:
            found = self.find(answered)
        except Exception as error:
            self.fail(answered, error, version)
        else:
            self.put(answered, found, version)
