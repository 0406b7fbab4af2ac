"""itables' widget, with its own part in the browser around it: rows are changed in place, so that order, search and page stay."""

from __future__ import annotations

from typing import Any

import traitlets
from itables.widget import ITable

from seg_widgets.widgets.editor import bundled


class MembersTable(ITable):
    """A table of members.

    Traits
    ------
    selected_rows
        The row that was clicked last, if it has not been seen to yet.
    """

    _esm = bundled("table.js")
    _library = traitlets.Unicode().tag(sync=True)

    def __init__(self, frame: Any, **options: Any) -> None:
        self._library = str(ITable._esm)
        super().__init__(frame, **options)
