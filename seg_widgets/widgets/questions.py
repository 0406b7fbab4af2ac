"""The editor's questions, which are no edits: what goes wrong is told to whoever asked."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from seg_widgets.errors import Problem, SegmentError
from seg_widgets.widgets.offers import Offers
from seg_widgets.widgets.spread import spread
from seg_widgets.widgets.view import fault, problems
from seg_widgets.workspace import Workspace

_log = logging.getLogger(__name__)


class Questions:
    """Answers what the editor asks about a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.offers = Offers(workspace)

    def reply(self, content: Mapping[str, Any], as_of: date | None) -> dict[str, Any]:
        """Answer a question; an answer there always is."""
        try:
            found = self._found(content, as_of)
        except SegmentError as error:
            found = {"problems": problems(error.problems)}
        except Exception as error:  # whoever asked must not wait for ever
            _log.exception("a question of the editor could not be answered")
            found = {"problems": problems([fault(error)])}
        return {"type": "reply", "ask": content.get("ask"), **found}

    def _found(self, content: Mapping[str, Any], as_of: date | None) -> dict[str, Any]:
        about = content.get("about")
        if about == "templates":
            return {"templates": self.offers.templates()}
        if about == "count":
            return self.offers.count(content.get("segment"), as_of)
        if about == "spread":
            return spread(content, self.workspace, self.workspace.day(as_of))
        return {"problems": problems([Problem("unknown-question", f"Nothing is known about {about!r}.")])}
