"""Panels with controls of their own: what is turned by hand has the panel found again, what the panel itself sets has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets

from seg_widgets.widgets.panels.base import Host, Panel

Options = Sequence[tuple[str, Any]]
AUTO = {"description_width": "auto"}


class ControlledPanel(Panel):
    """A panel whose controls say what is found."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._setting = False

    def choice(self, words: str, width: int, **more: Any) -> ipywidgets.Dropdown:
        """Make a drop-down list."""
        layout = ipywidgets.Layout(width=f"{width}px", max_width="100%")
        return self.watched(ipywidgets.Dropdown(description=words, style=AUTO, layout=layout, **more))

    def watched(self, control: Any) -> Any:
        """Have the panel found again when a control is turned."""
        control.observe(self._on_control, "value")
        return control

    @contextmanager
    def setting(self) -> Iterator[None]:
        """Set controls, which is not turning them."""
        before, self._setting = self._setting, True
        try:
            yield
        finally:
            self._setting = before

    def offer(self, control: Any, options: Options, value: Any) -> None:
        """Give a control its options, and the one that is chosen."""
        with self.setting():
            if tuple(control.options) != tuple(options):
                control.options = options
            control.value = value

    def turned(self) -> None:
        """A control was turned by hand."""
        self.again()

    def _on_control(self, _: Any) -> None:
        if not self._setting:
            self.turned()


def bar(*controls: Any) -> ipywidgets.HBox:
    """Put controls beside each other, in several rows where there is no room."""
    return ipywidgets.HBox(list(controls), layout=ipywidgets.Layout(flex_flow="row wrap"))


def button(words: str, tip: str, act: Any, style: str = "") -> ipywidgets.Button:
    """Make a button as wide as its words."""
    made = ipywidgets.Button(description=words, tooltip=tip, button_style=style, layout=ipywidgets.Layout(width="auto"))
    made.on_click(act)
    return made


def kept(value: Any, options: Options, first: Any = None) -> Any:
    """Give what is chosen, if it is still among the options; else ``first``, or the first of them."""
    known = [each for _, each in options]
    return value if value in known else first if first is not None else next(iter(known), None)
