"""What every panel is: a widget that shows an answer, once a version of it."""

from __future__ import annotations

import html
import logging
from typing import TYPE_CHECKING, Any

import ipywidgets

if TYPE_CHECKING:
    from seg_widgets.widgets.builder import Answered

_log = logging.getLogger(__name__)


class Panel:
    """A panel of the workbench. Subclasses fill ``body`` in :meth:`show`."""

    title = ""

    def __init__(self) -> None:
        self.note = ipywidgets.HTML(f"<p>{html.escape(self.empty)}</p>")
        self.body = ipywidgets.VBox([], layout=ipywidgets.Layout(display="none"))
        self.widget = ipywidgets.VBox([self.note, self.body])
        self.widget.add_class("sw-panel")
        self._shown: Any = None

    empty = "Add a rule to see this."
    has_charts = False

    def wait(self) -> None:
        """Say that the panel will follow, where it shows nothing yet."""
        if self._shown is None:
            self.note.value = "<p>Getting the charts ready…</p>"

    def update(self, answered: Answered) -> None:
        """Show an answer, unless it is the one shown. A fault stays in the panel, and says so."""
        if self._shown is answered:
            return
        try:
            self.show(answered)
            self._shown = answered
            self.note.layout.display = "none"
            self.body.layout.display = None
        except Exception as error:
            _log.exception("the panel %s failed", self.title)
            self.note.value = f'<p class="sw-error" role="alert">This panel failed: {html.escape(f"{type(error).__name__}: {error}")}</p>'
            self.note.layout.display = None
            self.body.layout.display = "none"

    def show(self, answered: Answered) -> None:
        """Fill the panel."""
        raise NotImplementedError
