"""The panels around the rules: two rows of tabs. Only what is in view is kept up to date."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets
import traitlets

from seg_widgets.engines.work import Stopped, Work, at_work
from seg_widgets.widgets.answered import Opened
from seg_widgets.widgets.background import Lane
from seg_widgets.widgets.live import Soon, sent
from seg_widgets.widgets.panels import BOTTOM, SIDE, MembersPanel, Panel, WhyPanel
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.vega import offline, ready

NEXT_AFTER = 0.08
"""Seconds between a panel that is shown and the search for the next one."""


class Sides:
    """The panels, on their tabs.

    Parameters
    ----------
    host
        The workbench, whose answer is shown.
    alone
        Held while widgets are changed.
    soon
        Does something in the thread that answers the browser; ``None``: there is no background, all is done at once.
    """

    def __init__(self, host: Host, alone: threading.RLock, soon: Soon | None) -> None:
        self.host, self._alone, self._soon = host, alone, soon
        self.panels: dict[str, list[Panel]] = {
            "sw-side": [make(host) for make in SIDE],
            "sw-bottom": [make(host) for make in BOTTOM],
        }
        self.tabs = [self._tab(panels) for panels in self.panels.values()]
        self.rows = [_row(name, tab, panels) for (name, panels), tab in zip(self.panels.items(), self.tabs, strict=True)]
        self._lane = Lane("seg-widgets-panels", self._look) if soon is not None else None
        self._at: Panel | None = None
        self._opened: Opened | None = None
        for tab, panels in zip(self.tabs, self.panels.values(), strict=True):
            self._lead_to_why(tab, panels)

    def _tab(self, panels: list[Panel]) -> ipywidgets.Tab:
        tab = ipywidgets.Tab(children=[p.widget for p in panels], titles=[p.title for p in panels], selected_index=0)
        tab.observe(lambda _: self._turned(), "selected_index")
        return tab

    @staticmethod
    def _lead_to_why(tab: ipywidgets.Tab, panels: list[Panel]) -> None:
        """Have a click on a member show why it is in."""
        why = next((panel for panel in panels if isinstance(panel, WhyPanel)), None)
        if why is None:
            return

        def look(key: Any) -> None:
            why.look_at(key)
            tab.selected_index = panels.index(why)

        for panel in panels:
            if isinstance(panel, MembersPanel):
                panel.on_pick = look

    def open(self, title: str) -> None:
        """Open a panel by its title; one that is not there is left alone."""
        for tab, panels in zip(self.tabs, self.panels.values(), strict=True):
            titles = [panel.title for panel in panels]
            if title in titles:
                tab.selected_index = titles.index(title)

    def _turned(self) -> None:
        """Another panel is in view: it says at once that it will follow, also while one before it is still being found."""
        if self._lane is not None:
            with self._alone:
                for panel in self._waiting():
                    panel.wait()
        self.follow()

    def _waiting(self) -> list[Panel]:
        """Give the panels in view that show nothing yet, and will. One that says what went wrong is none of them."""
        found = []
        for panel in self._in_view():
            given = self._given(panel)
            if given is not None and panel.waits and panel.due(given) is not None:
                found.append(panel)
        return found

    def follow(self, after: float = 0.0) -> None:
        """Bring what is in view up to date, after so many seconds of quiet; what is under way is overtaken."""
        if self._lane is None:
            with self._alone:
                for panel in self._in_view():
                    if (given := self._given(panel)) is not None:
                        panel.update(given)
            return
        self._lane.stop()
        self._lane.do("panels", self._find, after=after)

    def stop(self) -> None:
        """Leave off: an answer is wanted, and panels must not be in its way."""
        if self._lane is not None:
            self._lane.stop()

    def quiet(self, timeout: float) -> bool:
        """Wait until the panels have followed; say whether they have."""
        return self._lane is None or self._lane.quiet(timeout)

    def _in_view(self) -> list[Panel]:
        both = zip(self.tabs, self.panels.values(), strict=True)
        return [panels[tab.selected_index] for tab, panels in both if tab.selected_index is not None]

    def _given(self, panel: Panel) -> Any:
        """Give the answer that a panel shows; before there is one, what a panel needs that shows something all the same."""
        if self.host.answered is not None or not panel.opens:
            return self.host.answered
        day = self.host.workspace.day(self.host.as_of)
        if self._opened is None or self._opened.as_of != day:
            self._opened = Opened(self.host.workspace, day)
        return self._opened

    def _find(self) -> None:
        """Find what the panels in view show; in the background. What waits for Vega to be loaded comes last."""
        sent()  # the counts go first
        panels = sorted(self._in_view(), key=lambda panel: panel.has_charts and not ready())
        for panel in self._waiting():
            self._show(panel.wait)
        for panel in panels:
            answered = self._given(panel)
            version = panel.due(answered) if answered is not None else None
            if answered is None or version is None:
                continue
            self._at = panel
            try:
                if panel.has_charts:
                    offline()
                found = panel.find(answered)
            except Stopped:
                raise
            except Exception as error:
                self._show(partial(panel.fail, answered, error, version))
            else:
                self._show(partial(panel.put, answered, found, version))
            finally:
                self._at = None
                if "sw-working" in panel.widget._dom_classes:
                    self._show(partial(panel.widget.remove_class, "sw-working"))
            if (work := at_work()) is not None:
                work.check()
            # The next one waits: what was found is drawn meanwhile, and an edit finds the kernel free.
            assert self._lane is not None
            self._lane.do("panels", self._find, after=NEXT_AFTER)
            return

    def _show(self, act: Callable[[], object]) -> None:
        def shown() -> None:
            with self._alone:
                act()

        assert self._soon is not None
        self._soon.do(shown)
        sent()

    def _look(self, work: Work) -> None:
        """Something takes long: dim what is still of before."""
        panel = self._at

        def dim() -> None:
            if panel is not None and self._at is panel:  # it may have been found meanwhile
                panel.widget.add_class("sw-working")

        if panel is not None and not work.stopped:
            self._show(dim)


def _row(name: str, tab: ipywidgets.Tab, panels: list[Panel]) -> ipywidgets.Box:
    """Put a list of all panels at the end of a row of tabs: where it is narrow not all of them are in view."""
    menu = ipywidgets.Dropdown(options=[panel.title for panel in panels], index=0, description="All panels", tooltip="All panels")
    menu.add_class("sw-all-panels")
    traitlets.link((tab, "selected_index"), (menu, "index"))
    row = ipywidgets.Box([tab, menu])
    row.add_class(name)
    return row
