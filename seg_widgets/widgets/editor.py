"""The rule editor in the browser: one anywidget. It holds no segment logic; it shows a view and sends edits."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from seg_widgets.errors import Problem, SegmentError

STATIC = Path(__file__).parent.parent / "static"


def bundled(name: str) -> Path:
    """Give a file of the bundle.

    Raises
    ------
    SegmentError
        ``no-bundle``: this is a checkout that has not been built.
    """
    path = STATIC / name
    if not path.is_file():
        raise SegmentError(
            Problem(
                "no-bundle",
                f"{name} is not there: the front end has not been built.",
                "seg_widgets/static",
                "Run 'npm run build' in seg_widgets/frontend, or 'pip install .'.",
            )
        )
    return path


class RuleEditor(anywidget.AnyWidget):
    """The rules, the headline and the counts.

    Traits
    ------
    catalogue
        What there is to choose from; changes only with the workspace.
    view
        The draft with its answer.
    notes
        What is to be said of the data behind its rules; it comes a while after the answer.

    Only Python writes them; the browser sends messages, of which ``protocol.ts`` says the shape.
    """

    catalogue = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    notes = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: object) -> None:
        self._esm = bundled("editor.js").read_text(encoding="utf-8")
        self._css = bundled("editor.css").read_text(encoding="utf-8")
        super().__init__(**traits)
        self.add_class("sw-editor")
