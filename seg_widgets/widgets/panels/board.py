"""The board: a row an account, with how its users fall into segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets
import pandas as pd

from seg_widgets.definition import Segment
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.board_choices import THIS, accounts_of, users_of, users_tables
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.controlled import ControlledPanel, bar, kept
from seg_widgets.widgets.panels.download import Download
from seg_widgets.widgets.panels.tables import percent, table, words

SHOWN = 200
"""So many accounts are in the table; the file has them all."""
OFFERED, TICKED = 12, 4
"""So many segments of users can be chosen; so many are at first."""
WORTH, USERS = "worth", "users"
NONE = "No table here has users: rows of another table that each lead to one of its rows, as contacts lead to their account."
NO_SEGMENTS = "There is no segment of {users} yet to choose: save one, or put a group about {users} among the rules."
CHOOSE = "Tick at least one segment of users."


@dataclass(frozen=True)
class Found:
    """What the panel shows; ``frame`` is ``None`` where there is no board."""

    accounts: list[tuple[str, str]]
    chosen: str | None
    users: list[str]
    ticked: list[str]
    order: list[tuple[str, str]]
    by: str
    frame: Any
    chart: Any
    said: str


class BoardPanel(ControlledPanel):
    """Accounts with their users' segments."""

    title = "Board"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.accounts, self.order = self.choice("Rows", 320), self.choice("Ordered by", 300)
        self.users = ipywidgets.HBox([], layout=ipywidgets.Layout(flex_flow="row wrap"))
        self._ticked: dict[str, bool] = {}
        self._frame: Any = None
        self.said, self.chart, self.rows = ipywidgets.HTML(), LiveChart(name="board"), ipywidgets.HTML()
        self.download = Download(self._file)
        self.controls = ipywidgets.VBox([bar(self.accounts, self.order), self.users])
        self.body.add_class("sw-panel-board")
        head = ipywidgets.HTML(words("Accounts by their users", "h3"))
        self.rows.layout.flex, self.rows.layout.min_width, self.rows.layout.width = "1 1 420px", "min(420px, 100%)", "420px"
        beside = ipywidgets.HBox([self.chart.box, self.rows], layout=ipywidgets.Layout(flex_flow="row wrap", grid_gap="0 24px"))
        self.body.children = [head, self.controls, self.said, beside, self.download]

    # -- finding -----------------------------------------------------------------------------------------------------

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis.board import board
        from seg_widgets.charts.board import board_drawing

        options = accounts_of(answered)
        chosen = kept(self.accounts.value, options)
        if chosen is None:
            return Found([], None, [], [], [], WORTH, None, None, words(NONE))
        accounts = _accounts(answered, chosen)
        table = accounts if isinstance(accounts, str) else accounts.entity
        offered = dict(list(users_of(answered, table).items())[:OFFERED])
        names = list(offered)
        ticked = [name for n, name in enumerate(names) if self._ticked.get(name, n < TICKED)]
        if not ticked:
            schema = answered.workspace.schema
            users = " or ".join(schema.tables[name].plural or name for name in users_tables(answered.workspace, table))
            said = words(CHOOSE if names else NO_SEGMENTS.format(users=users))
            return Found(options, chosen, names, ticked, [], WORTH, None, None, said)
        frame = board(answered.workspace, accounts, {name: offered[name] for name in ticked}, answered.as_of)
        order = [("worth", WORTH)] if frame["worth"].notna().any() else []
        order += [(f"number of {frame.attrs['users']}", USERS)]
        order += [(f"share in “{name}”", share) for name, (_, share) in frame.attrs["segments"].items()]
        by = kept(self.order.value, order)
        chart = board_drawing(frame, answered.dark, answered.width, by=by) if len(frame) else None
        return Found(options, chosen, names, ticked, order, by, frame, drawn(chart) if chart is not None else None, _said(frame))

    # -- showing -----------------------------------------------------------------------------------------------------

    def show(self, found: Found) -> None:
        self._frame = found.frame
        self.controls.layout.display = None if found.accounts else "none"
        self.offer(self.accounts, found.accounts, found.chosen)
        self.offer(self.order, found.order, found.by if found.order else None)
        self.order.layout.display = None if found.order else "none"
        self._tick(found)
        self.said.value = found.said
        self.chart.set(found.chart)
        there = found.frame is not None and len(found.frame)
        self.rows.value = _table(found.frame, found.by) if there else ""
        self.download.label = f"All {len(found.frame):,} as" if there else ""
        self.download.layout.display = None if there else "none"

    def _tick(self, found: Found) -> None:
        with self.setting():
            if [box.description for box in self.users.children] != found.users:
                layout = {"width": "auto", "max_width": "100%"}
                self.users.children = [
                    self.watched(ipywidgets.Checkbox(description=name, indent=False, layout=ipywidgets.Layout(**layout)))
                    for name in found.users
                ]  # fmt: skip
            for box in self.users.children:
                box.value = box.description in found.ticked

    def turned(self) -> None:
        self._ticked |= {box.description: box.value for box in self.users.children}
        super().turned()

    def _file(self) -> tuple[pd.DataFrame, str]:
        frame = self._frame if self._frame is not None else pd.DataFrame()
        return frame, "board"


def _accounts(answered: Answered, chosen: str) -> Segment | str:
    if chosen == THIS:
        return answered.segment
    kind, _, name = chosen.partition(":")
    found: Segment | str = name if kind == "all" else answered.workspace.segments[name]
    return found


def _said(frame: Any) -> str:
    a = frame.attrs
    if not len(frame):
        return words(f"None of the {a['accounts']} is in it, so there is no row.")
    people = int(frame["users"].sum())
    without = int((frame["users"] == 0).sum())
    said = f"{len(frame):,} {a['accounts']} with {people:,} {a['users']}, as of {a['as_of']}"
    return words(said + (f"; {without:,} {'has' if without == 1 else 'have'} none." if without else "."))


def _table(frame: Any, by: str) -> str:
    shown = frame.sort_values(by, ascending=False, kind="stable", na_position="last").head(SHOWN)
    segments = frame.attrs["segments"]
    rows = [
        (r["label"], r["worth"], int(r["users"]), *(_share(r[count], r[share]) for count, share in segments.values()))
        for r in shown.to_dict("records")
    ]
    columns = [
        (_upper(frame.attrs["account"]), False),
        ("Worth", True),
        (_upper(frame.attrs["users"]), True),
        *((_short(name), True) for name in segments),
    ]
    more = words(f"The first {SHOWN} of {len(frame):,}.") if len(frame) > SHOWN else ""
    return more + table(columns, rows, label="Board", optional=("Worth",))


def _share(count: int, share: float) -> str:
    return f"{int(count):,} · {percent(share)}" if share == share else ""


def _short(text: str, most: int = 32) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
