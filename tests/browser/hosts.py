"""Other hosts than JupyterLab, on the same server: Notebook 7 and Voilà."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.lab import READY, THEMES, Lab, Notebook, as_notebook
from tests.browser.server import LabServer

# What each writes to the console on a plain start, with no widget of ours.
NOTEBOOK_NOISE = r"uncaught: (Cannot read properties of undefined \(reading 'schema'\)|Command 'filebrowser:open-path' not registered)"
VOILA_NOISE = (
    r"Failed to load resource: .*(favicon|fontawesome|mathjax)",
    r"Error: The getter for the shared module is not a function[^$]*@jupyter-notebook/lab-extension",
)
VOILA_ASKS = re.compile(r"https://[^/]+/(npm/@fortawesome/|ajax/libs/mathjax/)")
"""What Voilà's own page asks the internet for: icons and formulas, which it does without."""


class NotebookApp(Lab):
    """Notebook 7."""

    def __init__(self, server: LabServer, page: Page) -> None:
        super().__init__(server, page)
        self.allow(NOTEBOOK_NOISE)

    def open(self, notebook: Path | Sequence[str], theme: str = "light") -> Notebook:
        name = write(self.server, notebook)
        self.server.choose_theme(THEMES[theme])
        self.page.goto(f"{self.server.url}/notebooks/{name}?token={self.server.token}")
        self.page.wait_for_function(READY, arg=name, timeout=60_000)
        return Notebook(self, name)


class VoilaApp(Lab):
    """Voilà: the notebook is executed as a whole, and its page has no cells."""

    def __init__(self, server: LabServer, page: Page) -> None:
        super().__init__(server, page)
        for noise in VOILA_NOISE:
            self.allow(noise)

    def complaints(self) -> list[str]:
        return [c for c in super().complaints() if not VOILA_ASKS.match(c.removeprefix("asked for "))]

    def open(self, notebook: Path | Sequence[str], theme: str = "light") -> Notebook:
        name = write(self.server, notebook)
        self.page.goto(f"{self.server.url}/voila/render/{name}?token={self.server.token}&theme={theme}", wait_until="commit")
        return VoilaPage(self, name)

    def theme(self, theme: str) -> None:
        """Open the page anew in another theme: Voilà has no menu for it."""
        url = re.sub(r"theme=\w+", f"theme={theme}", self.page.url)
        self.page.goto(url, wait_until="commit")


class VoilaPage(Notebook):
    """A page of Voilà, which runs by itself."""

    def run(self, timeout: float = 60, errors: bool = False) -> None:
        self.page.locator(".sw-workbench").first.wait_for(timeout=timeout * 1000)


def write(server: LabServer, notebook: Path | Sequence[str]) -> str:
    """Put a notebook where the server finds it; give its name."""
    content = notebook.read_text("utf-8") if isinstance(notebook, Path) else json.dumps(as_notebook(notebook))
    name = f"{secrets.token_hex(4)}.ipynb"
    (server.root / name).write_text(content, "utf-8")
    return name


HOSTS = {"lab": Lab, "notebook": NotebookApp, "voila": VoilaApp}
