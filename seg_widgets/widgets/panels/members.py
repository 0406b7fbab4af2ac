"""Who is in: a table to sort and search, with the values that the rules looked at; all of it to take away."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets
import numpy as np
import pandas as pd

from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.download import Download
from seg_widgets.widgets.panels.member_rows import REASONS, Rows, member_rows, written

SENT = 1000
"""So many rows go to the browser at most. Of more members, search and order are done here, over all of them."""

TABLE_ORDER = "the table's order"


@dataclass(frozen=True)
class Found:
    """The rows to show.

    Attributes
    ----------
    texts, kinds
        The rows as texts, and what each column holds.
    common
        The rules by which all are in.
    hits
        How many members the search found; without one all of them.
    titles
        By what they can be put in order.
    keys
        Of the rows.
    """

    answered: Answered
    texts: pd.DataFrame
    kinds: tuple[str, ...]
    common: tuple[str, ...]
    hits: int
    titles: tuple[str, ...]
    keys: tuple[Any, ...]


class MembersPanel(Panel):
    """The members, on itables (DataTables)."""

    title = "Members"

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.words = ipywidgets.HTML()
        self.search = ipywidgets.Text(placeholder="Search all members", continuous_update=False, layout=ipywidgets.Layout(width="260px"))
        self.search.add_class("sw-search-all")
        self.order = ipywidgets.Dropdown(
            description="Ordered by", options=[TABLE_ORDER], style={"description_width": "auto"}, layout=ipywidgets.Layout(width="280px")
        )
        self.down = ipywidgets.Checkbox(description="largest first", indent=False, layout=ipywidgets.Layout(width="auto"))
        for control in (self.search, self.order, self.down):
            control.observe(self._on_control, "value")
        self.over_all = ipywidgets.HBox(
            [self.search, self.order, self.down], layout=ipywidgets.Layout(flex_flow="row wrap", display="none")
        )
        self.place = ipywidgets.VBox([])
        self.place.add_class("sw-members")
        self.download = Download(self._all)
        self.body.children = [self.words, self.over_all, self.place, self.download]
        self.table: Any = None
        self._sent: Any = None
        self._keys: tuple[Any, ...] = ()
        self.on_pick: Callable[[Any], None] | None = None
        self._setting = False
        self._whole: tuple[Answered, Rows, pd.DataFrame] | None = None

    def find(self, answered: Answered) -> Found:
        members = np.flatnonzero(answered.evaluation.members.array())
        if len(members) <= SENT:
            rows = member_rows(answered, members)
            return Found(answered, written(rows), rows.kinds, rows.common, len(members), tuple(rows.frame.columns), _keys(rows))
        words, by = self.search.value.strip().lower(), self.order.value
        if not words and by == TABLE_ORDER:
            rows = member_rows(answered, members[:SENT])
            return Found(answered, written(rows), rows.kinds, rows.common, len(members), tuple(rows.frame.columns), _keys(rows))
        if self._whole is None or self._whole[0] is not answered:
            rows = member_rows(answered, members)
            self._whole = (answered, rows, written(rows))
        _, rows, texts = self._whole
        at = np.arange(len(texts))
        if words:
            hit = np.zeros(len(texts), dtype=bool)
            for column in texts.columns:
                hit |= texts[column].astype("string").str.lower().str.contains(words, regex=False).to_numpy(dtype=bool)
            at = at[hit]
        if by in rows.frame.columns:
            at = at[_ranked(rows, texts, by, at, descending=self.down.value)]
        keys = tuple(rows.frame.iloc[at[:SENT], 0].tolist())
        return Found(answered, texts.iloc[at[:SENT]], rows.kinds, rows.common, len(at), tuple(rows.frame.columns), keys)

    def show(self, found: Found) -> None:
        members = found.answered.counts.members
        cut = members > SENT
        self._setting = True
        try:
            options = (TABLE_ORDER, *found.titles)
            if tuple(self.order.options) != options:
                keep = self.order.value
                self.order.options = options
                self.order.value = keep if keep in options else TABLE_ORDER
        finally:
            self._setting = False
        self.over_all.layout.display = None if cut else "none"
        self.words.value = f"<p>{' '.join(_said(found, self.search.value.strip() if cut else ''))}</p>"
        self.download.label = f"All {members:,} as" if members != 1 else "The one as"
        for widget in (self.place, self.download):
            widget.layout.display = None if members else "none"
        if members:
            self._keys = found.keys
            self._send(found, cut)

    def _send(self, found: Found, cut: bool) -> None:
        """Send the rows, unless they are those that are there: the table then keeps its page and order."""
        sent = (tuple(found.texts.columns), found.kinds, cut, found.texts.to_numpy().tolist())
        if sent == self._sent:
            return
        self._sent = sent
        options = _options(found.kinds, found.texts.columns.tolist(), cut)
        frame = found.texts.reset_index(drop=True)
        if self.table is None:
            from seg_widgets.widgets.panels.members_table import MembersTable

            self.table = MembersTable(frame, **options)
            self.table.observe(self._on_row, "selected_rows")
            self.place.children = [self.table]
        else:
            self.table.update(frame, **options)

    def _on_row(self, change: Any) -> None:
        """A row is clicked: look at who that is. It can be clicked once more afterwards."""
        rows = [row for row in change["new"] or () if 0 <= row < len(self._keys)]
        if rows and self.on_pick is not None:
            self.table.selected_rows = []
            self.on_pick(self._keys[rows[0]])

    def _on_control(self, _: Any) -> None:
        if not self._setting:
            self.again()

    def _all(self) -> tuple[pd.DataFrame, str]:
        """Give all members, typed, and the segment's name."""
        answered = self.host.answered
        assert answered is not None
        rows = member_rows(answered, np.flatnonzero(answered.evaluation.members.array()))
        frame = rows.frame
        if REASONS not in frame.columns and rows.common:
            frame = frame.assign(**{REASONS: "; ".join(rows.common)})
        return frame, answered.segment.name or "segment"


def _keys(rows: Rows) -> tuple[Any, ...]:
    return tuple(rows.frame.iloc[:, 0].tolist())


def _ranked(rows: Rows, texts: pd.DataFrame, by: str, at: np.ndarray, *, descending: bool) -> np.ndarray:
    """Order some rows by a column; missing values come last."""
    kind = rows.kinds[rows.frame.columns.get_loc(by)]
    if kind == "number":
        key = pd.to_numeric(rows.frame[by].iloc[at].map(lambda v: None if v is None or pd.isna(v) else float(v)), errors="coerce")
    else:
        key = texts[by].iloc[at].str.lower().replace("", None)
    return key.reset_index(drop=True).sort_values(ascending=not descending, kind="stable", na_position="last").index.to_numpy()


def _said(found: Found, search: str) -> list[str]:
    counts = found.answered.counts
    plural = found.answered.workspace.schema.tables[counts.entity].plural or counts.entity
    if not counts.members:
        unknown = f" Of {counts.unknown:,} it is not known: a value is missing." if counts.unknown else ""
        return [f"Nobody of {counts.universe:,} {html.escape(plural)} is in.{unknown}"]
    lines = []
    if counts.members > SENT:
        with_ = f" with “{html.escape(search)}”" if search else ""
        shown = f"The first {SENT:,} of {found.hits:,}" if found.hits > SENT else f"All {found.hits:,}"
        lines.append(f"{counts.members:,} members. {shown}{with_} are shown; the search and the order below go over all of them.")
    else:
        lines.append(f"{counts.members:,} member{'s' if counts.members != 1 else ''}.")
    if found.common:
        all_ = "All are" if counts.members != 1 else "It is"
        lines.append(f"{all_} in by: {html.escape('; '.join(found.common))}.")
    lines.append("Click one to see why it is in.")
    return lines


def _options(kinds: tuple[str, ...], titles: list[str], cut: bool) -> dict[str, Any]:
    """Give the table's options: no row of it is left out, and nothing in it is HTML."""
    numbers = [n for n, kind in enumerate(kinds) if kind == "number"]
    wide = [n for n, title in enumerate(titles) if title == REASONS]
    defs: list[dict[str, Any]] = [{"targets": "_all", "className": "dt-left"}]
    if numbers:
        defs.insert(0, {"targets": numbers, "className": "dt-right", "type": "num-fmt"})
    if wide:
        defs.insert(0, {"targets": wide, "className": "sw-wide dt-left"})
    return {
        "showIndex": False, "show_dtypes": False, "maxBytes": 0, "maxRows": 0, "maxColumns": 0, "allow_html": False, "order": [],
        "classes": "hover nowrap compact", "style": "table-layout:auto;width:100%;margin:0", "autoWidth": False,
        "ordering": not cut, "text_in_header_can_be_selected": False, "pageLength": 10, "lengthMenu": [10, 25, 50, 100], "columnDefs": defs,
        "layout": {"topStart": None if cut else "search", "topEnd": None, "bottomStart": "info", "bottomEnd": ["pageLength", "paging"]},
        "language": {
            "search": "", "searchPlaceholder": "Search members", "lengthMenu": "_MENU_ a page",
            "info": "_START_ to _END_ of _TOTAL_",
            "infoEmpty": "None", "infoFiltered": "found among _MAX_",
            "zeroRecords": "No member has that.", "emptyTable": "No member has that.",
        },
    }  # fmt: skip
