"""JupyterLab in a page: open a notebook, run it, read it, change the theme, take a picture.

It talks to JupyterLab's own application object (``--expose-app-in-browser``) where a person would use the menus, so
that a test is about our widgets and not about the menus of one version. Our own widgets are clicked as a person clicks.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, Route

from tests.browser.server import LabServer

OUTSIDE = re.compile(r"^(https?|wss?)://(?!(127\.0\.0\.1|localhost|\[::1\])[:/])")
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# Errors that JupyterLab itself writes to the console on a plain start; each names its message in full.
KNOWN_NOISE: tuple[str, ...] = ()


def screenshot_folder() -> Path:
    """Where pictures go: ``SEG_WIDGETS_SCREENSHOTS``, or ``tests/output/screenshots`` of the checkout."""
    default = Path(__file__).resolve().parents[1] / "output" / "screenshots"
    return Path(os.environ.get("SEG_WIDGETS_SCREENSHOTS", default))


class Lab:
    """One page of a JupyterLab, which keeps note of every error and of every request to the outside.

    Attributes
    ----------
    page
        Playwright's page, for all that is not here.
    outside
        Addresses off this machine that the page asked for. They are refused, and fail the test at its end.
    errors
        Console errors and uncaught exceptions. They fail the test at its end, but for those that `allow` names.
    """

    def __init__(self, server: LabServer, page: Page) -> None:
        self.server = server
        self.page = page
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._allowed = [re.compile(noise) for noise in KNOWN_NOISE]
        page.context.route(OUTSIDE, self._refuse)
        page.context.route_web_socket(OUTSIDE, lambda socket: self.outside.append(socket.url))
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error.message}\n{error.stack or ''}"))

    def _refuse(self, route: Route, request: Request) -> None:
        self.outside.append(request.url)
        route.abort()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def allow(self, pattern: str) -> None:
        """Let console errors pass that match the regular expression `pattern` from their start."""
        self._allowed.append(re.compile(pattern))

    def complaints(self) -> list[str]:
        """Name what went wrong in the page beside the test's own assertions."""
        errors = [error for error in self.errors if not any(allowed.match(error) for allowed in self._allowed)]
        return [f"asked for {url}" for url in self.outside] + errors

    def open(self, notebook: Path | Sequence[str], theme: str = "light") -> Notebook:
        """Open a notebook: a copy of a file, or one made of the sources of code cells. Nothing is run yet."""
        content = notebook.read_text("utf-8") if isinstance(notebook, Path) else json.dumps(as_notebook(notebook))
        stem = secrets.token_hex(4)
        name = f"{stem}.ipynb"
        (self.server.root / name).write_text(content, "utf-8")
        self.server.choose_theme(THEMES[theme])
        # A workspace of its own: the default one brings back the tabs of the test before.
        self.page.goto(f"{self.server.url}/lab/workspaces/{stem}/tree/{name}?token={self.server.token}")
        self.page.wait_for_function(READY, arg=name, timeout=60_000)
        return Notebook(self, name)

    def theme(self, theme: str) -> None:
        """Change the open page's theme to ``"light"`` or ``"dark"``, as its menu does."""
        self.page.evaluate("name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})", THEMES[theme])
        self.page.wait_for_function(THEMED, arg=THEMES[theme])

    def viewport(self, width: int, height: int) -> None:
        """Give the page another size, in pixels."""
        self.page.set_viewport_size({"width": width, "height": height})

    def screenshot(self, name: str, of: Locator | None = None) -> Path:
        """Save a picture of the page, or of a part of it, as ``NAME.png`` among the tests' output."""
        path = screenshot_folder() / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        (self.page if of is None else of).screenshot(path=path)
        return path


class Notebook:
    """The notebook that is open in a `Lab`."""

    def __init__(self, lab: Lab, name: str) -> None:
        self.lab = lab
        self.page = lab.page
        self.name = name

    def run(self, timeout: float = 60, errors: bool = False) -> None:
        """Run all cells and wait until the last one is done, for at most `timeout` seconds.

        Raises
        ------
        AssertionError
            A cell raised, unless `errors` are expected.
        """
        self.page.evaluate(RUN_ALL)
        try:
            self.page.wait_for_function("window.segRun.done", timeout=timeout * 1000)
        except Error as error:
            raise AssertionError(f"the notebook was not through in {timeout} s; so far:\n{self.text()}") from error
        failed = [output for cell in self.outputs() for output in cell if output["output_type"] == "error"]
        if failed and not errors:
            raise AssertionError("a cell raised:\n" + "\n".join("\n".join(output["traceback"]) for output in failed))

    def run_cell(self, source: str, timeout: float = 60) -> str:
        """Append a code cell with `source`, run it, and return the text of its output."""
        self.page.evaluate(APPEND, source)
        self.page.wait_for_function("window.segRun.done", timeout=timeout * 1000)
        return self.text(-1)

    def outputs(self) -> list[list[dict[str, Any]]]:
        """Return each cell's outputs as nbformat has them; a markdown cell has none."""
        return [cell.get("outputs", []) for cell in self.page.evaluate(CELLS)]

    def text(self, cell: int | None = None) -> str:
        """Return what a cell, or every cell, printed or showed, as plain text."""
        chosen = self.outputs() if cell is None else [self.outputs()[cell]]
        return "".join(plain(output) for outputs in chosen for output in outputs)

    def cell(self, index: int) -> Locator:
        """Find a cell on the page (from 0) and scroll to it, since JupyterLab draws only what is in sight."""
        self.page.evaluate(SCROLL, index)
        found = self.page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{index}']")
        found.scroll_into_view_if_needed()
        return found

    def output(self, index: int) -> Locator:
        """Find a cell's output area on the page (from 0)."""
        return self.cell(index).locator(".jp-Cell-outputArea")


def as_notebook(sources: Sequence[str]) -> dict[str, Any]:
    """Make a notebook of code cells."""
    empty = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    cells = [empty | {"id": f"cell-{index}", "source": source} for index, source in enumerate(sources)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def plain(output: dict[str, Any]) -> str:
    """Give one output of a cell as plain text."""
    if output["output_type"] == "stream":
        return str(output["text"])
    if output["output_type"] == "error":
        return "\n".join(output["traceback"])
    return str(output["data"].get("text/plain", ""))


READY = """name => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  if (document.getElementById("jupyterlab-splash")) return false; // it lies over the page, clicks and all
  if (panel?.context?.path !== name || !panel.context.isReady || !panel.sessionContext.isReady) return false;
  return panel.sessionContext.session?.kernel?.status === "idle";
}"""
THEMED = """name =>
  document.body.dataset.jpThemeName === name && !document.getElementById("jupyterlab-splash")"""
RUN_ALL = """() => {
  const run = (window.segRun = { done: false });
  const end = () => (run.done = true);
  window.jupyterapp.commands.execute("notebook:run-all-cells").then(end, end);
}"""
APPEND = """source => {
  const run = (window.segRun = { done: false });
  const end = () => (run.done = true);
  const { commands, shell } = window.jupyterapp;
  const notebook = shell.currentWidget.content;
  notebook.activeCellIndex = notebook.widgets.length - 1;
  commands.execute("notebook:insert-cell-below")
    .then(() => notebook.activeCell.model.sharedModel.setSource(source))
    .then(() => commands.execute("notebook:run-cell"))
    .then(end, end);
}"""
CELLS = "() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells"
SCROLL = "index => window.jupyterapp.shell.currentWidget.content.scrollToItem(index, 'smart')"
