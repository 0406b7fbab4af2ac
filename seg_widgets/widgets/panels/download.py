"""Buttons that save all members in the browser: the bytes go through the widget's own channel, no internet and no file between."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

import anywidget
import pandas as pd
import traitlets

from seg_widgets.errors import SegmentError
from seg_widgets.library.names import file_stem
from seg_widgets.reports.page import OnePage
from seg_widgets.widgets.editor import bundled
from seg_widgets.widgets.live import loop
from seg_widgets.widgets.panels.files import MIMES, file_of

_log = logging.getLogger(__name__)


class Download(anywidget.AnyWidget):
    """The buttons.

    Parameters
    ----------
    take
        Gives what is saved and what it is called; called in the background.

    Traits
    ------
    formats
        A button each.
    label
        What stands before them.
    """

    formats = traitlets.List(list(MIMES)).tag(sync=True)
    label = traitlets.Unicode("Download").tag(sync=True)

    def __init__(self, take: Callable[[], tuple[pd.DataFrame, str]], **traits: Any) -> None:
        self._esm = bundled("download.js").read_text(encoding="utf-8")
        self._take = take
        super().__init__(**traits)
        self.on_msg(self._on_message)

    def _on_message(self, _: Any, content: Any, __: Any) -> None:
        if not isinstance(content, dict) or content.get("type") != "download" or content.get("format") not in self.formats:
            return
        running, ask, format_ = loop(), content.get("ask"), content["format"]

        def send(answer: dict[str, Any], buffers: list[bytes]) -> None:
            self.send({"type": "file", "ask": ask} | answer, buffers)

        def make() -> None:
            answer, buffers = self.made(format_)
            if running is None:
                send(answer, buffers)
            else:
                running.call_soon_threadsafe(send, answer, buffers)

        if running is None:
            make()
        else:  # a hundred thousand rows of xlsx take a while: the kernel stays free
            threading.Thread(target=make, name="seg-widgets-download", daemon=True).start()

    def made(self, format_: str) -> tuple[dict[str, Any], list[bytes]]:
        """Make a file: what is said of it, and its bytes; only what is said where it cannot be made."""
        try:
            answer, content = self.file(format_)
        except SegmentError as error:
            (problem, *_) = error.problems
            return {"failed": True, "words": f"{problem.message} {problem.hint}"}, []
        except Exception as error:
            _log.exception("a file could not be made")
            return {"failed": True, "words": f"The file could not be made: {type(error).__name__}: {error}"}, []
        return answer, [content]

    def file(self, format_: str) -> tuple[dict[str, Any], bytes]:
        """Make a file of a format: its name, type and what is said of it, and its bytes."""
        frame, name = self._take()
        file = f"{file_stem(name)}.{format_}"
        rows = f"{len(frame):,} row{'s' if len(frame) != 1 else ''}"
        return {"name": file, "mime": MIMES[format_], "words": f"{file}: {rows}"}, file_of(frame, format_)


class PageDownload(Download):
    """A button that saves a page.

    Parameters
    ----------
    take
        Gives the page, and what it is called; called in the background.
    """

    formats = traitlets.List(["HTML"]).tag(sync=True)

    def __init__(self, take: Callable[[], tuple[OnePage, str]], **traits: Any) -> None:
        self._page = take
        super().__init__(lambda: (pd.DataFrame(), ""), **traits)

    def file(self, format_: str) -> tuple[dict[str, Any], bytes]:
        page, name = self._page()
        file = f"{file_stem(name)}.html"
        return {"name": file, "mime": "text/html", "words": file}, page.html.encode()
