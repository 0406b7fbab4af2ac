"""Who is in: a table of members with the values that the rules looked at."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import ipywidgets
import pandas as pd

from seg_widgets.plan import ColumnLeaf, Plan, leaves
from seg_widgets.schema import family
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host, Panel

SHOWN = 200


class MembersPanel(Panel):
    """The members, in the entity table's order; searched by any text in a row."""

    title = "Members"

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.search = ipywidgets.Text(placeholder="Search members", continuous_update=True, layout=ipywidgets.Layout(width="260px"))
        self.search.observe(lambda _: self._render(), "value")
        self.table = ipywidgets.HTML()
        self.body.children = [self.search, self.table]
        self._frame = pd.DataFrame()
        self._labels: list[str] = []
        self._numeric: list[bool] = []

    def find(self, answered: Answered) -> tuple[pd.DataFrame, list[str], list[bool]]:
        schema, entity = answered.workspace.schema, answered.segment.entity
        columns = list(dict.fromkeys(_columns(answered.evaluation.plan)))
        frame = answered.workspace.rows_of(entity, answered.evaluation.members.array(), columns)
        described = schema.tables[entity].columns
        labels = [described[c].label or str(c) for c in frame.columns]
        # A number that identifies a row is not a quantity: it is read like a name.
        names = {schema.tables[entity].key, *schema.tables[entity].links}
        numeric = [c not in names and family(described[c].type or "text") == "number" for c in frame.columns]
        return frame, labels, numeric

    def show(self, found: tuple[pd.DataFrame, list[str], list[bool]]) -> None:
        self._frame, self._labels, self._numeric = found
        self._render()

    def _render(self) -> None:
        frame, words = self._frame, self.search.value.strip().lower()
        if words:
            hits = pd.Series(False, index=frame.index)
            for column in frame.columns:
                hits |= frame[column].astype("string").str.lower().str.contains(words, regex=False).fillna(False).astype(bool)
            frame = frame[hits]
        kinds = ['<th scope="col" class="n">' if numeric else '<th scope="col">' for numeric in self._numeric]
        head = "".join(f"{th}{html.escape(label)}</th>" for th, label in zip(kinds, self._labels, strict=True))
        rows = "".join(
            "<tr>" + "".join(map(_cell, row, self._numeric)) + "</tr>" for row in frame.head(SHOWN).itertuples(index=False, name=None)
        )
        total = f"{len(frame):,} member{'s' if len(frame) != 1 else ''}" + (f" with “{html.escape(words)}”" if words else "")
        total += f", the first {SHOWN} shown" if len(frame) > SHOWN else ""
        empty = f'<tr><td colspan="{max(1, len(self._labels))}">Nobody.</td></tr>'
        self.table.value = (
            f'<p>{total}</p><div class="sw-scroll" tabindex="0" role="region" aria-label="Members">'
            f'<table class="sw-table"><thead><tr>{head}</tr></thead><tbody>{rows or empty}</tbody></table></div>'
        )


def _columns(plan: Plan) -> Iterator[str]:
    """Name the entity's own attributes that the rules look at."""
    return (leaf.column for leaf in leaves(plan.tree) if isinstance(leaf, ColumnLeaf))


def _cell(value: Any, numeric: bool) -> str:
    if value is None or (not isinstance(value, list | tuple) and pd.isna(value)):
        return f'<td class="sw-missing{" n" if numeric else ""}" aria-label="missing">\N{EN DASH}</td>'
    if pd.api.types.is_bool(value):
        return f"<td>{'yes' if value else 'no'}</td>"
    if numeric:
        return f'<td class="n">{value:,}</td>'
    if isinstance(value, pd.Timestamp):
        value = value.date() if value == value.normalize() else value
    return f"<td>{html.escape(str(value))}</td>"
