"""The hand-over: who is to be called, by whom and why; what has changed since the last one; written beside the notebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import ipywidgets

from seg_widgets.errors import SegmentError
from seg_widgets.handover import HandOver, hand_over
from seg_widgets.plan import add_months
from seg_widgets.running.handing import Handed, last_hand_over, put_hand_over
from seg_widgets.running.placing import Busy
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host
from seg_widgets.widgets.panels.chart import LiveChart, drawn
from seg_widgets.widgets.panels.controlled import AUTO, ControlledPanel, bar, button
from seg_widgets.widgets.panels.tables import called, table, words, wrapping

FOLDER = "hand-overs"
SHOWN = 100
"""So many rows of each table are shown; the files have them all."""
NEAR = 200
NO_OWNERS = "The workspace does not say who looks after whom: name the column in it, as the role account.owner."
LAST, WEEK, MONTH, NOTHING = "last", "week", "month", "nothing"
SINCE = (("the last one in the folder", LAST), ("a week before", WEEK), ("a month before", MONTH), ("nothing", NOTHING))
FILES = (("csv", ("csv",)), ("Excel", ("xlsx",)), ("Parquet", ("parquet",)), ("csv and Excel", ("csv", "xlsx")))


@dataclass(frozen=True)
class Found:
    """What the panel shows: a hand-over that is not written yet, and what it was compared with, in words.

    The frames that are shown are worked out here, away from the screen; of the members only those that are shown.
    """

    over: HandOver
    since: str
    first: Any
    chart: Any


class HandOverPanel(ControlledPanel):
    """Shows a hand-over, and writes it."""

    title = "Hand-over"
    has_charts = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.since = self.choice("Changes since", 300, options=SINCE, value=LAST)
        self.folder = self.watched(
            ipywidgets.Text(FOLDER, description="Folder", continuous_update=False, style=AUTO,
                            layout=ipywidgets.Layout(width="320px", max_width="100%"))
        )  # fmt: skip
        self.files = ipywidgets.Dropdown(description="Files", options=FILES, style=AUTO, layout=ipywidgets.Layout(width="180px"))
        self.write = button("Write", "Write the hand-over into the folder", lambda _: self._write(), "primary")
        self.replace = button(
            "Replace what is there", "Write it in place of the one of this day", lambda _: self._write(replace=True), "warning"
        )
        self.replace.layout.display = "none"
        self.said, self.told, self.tables = ipywidgets.HTML(), ipywidgets.HTML(), ipywidgets.HTML()
        self.chart = LiveChart(name="hand-over")
        self._over: HandOver | None = None
        self.body.add_class("sw-panel-hand-over")
        head = ipywidgets.HTML(words("Hand it over", "h3"))
        self.body.children = [
            head,
            self.said,
            bar(self.since),
            bar(self.folder, self.files, self.write, self.replace),
            self.told,
            self.chart.box,
            self.tables,
        ]

    def find(self, answered: Answered) -> Found:
        ws, segment, day = answered.workspace, answered.segment, answered.as_of
        since: Any = None
        said = ""
        match self.since.value:
            case "last":
                last = last_hand_over(segment, self._to(), day)
                if last is not None:
                    since, said = last[1], f"the hand-over of {last[0]}"
            case "week":
                since = day - timedelta(days=7)
            case "month":
                since = add_months(day, -1)
        over = hand_over(ws, segment, day, since=since, near=NEAR)
        _ = over.changes, over.near_misses
        chart = None
        if over.owners["owner"].astype(bool).any():
            from seg_widgets.charts.hand_over import hand_over_drawing

            chart = drawn(hand_over_drawing(over.owners, dark=answered.dark, width=answered.width))
        return Found(over, said or (str(since) if since is not None else ""), over.first(SHOWN), chart)

    def show(self, found: Found) -> None:
        if self._over is None or found.over.segment != self._over.segment or found.over.as_of != self._over.as_of:
            self._tell("")
        self._over = found.over
        self.said.value = _said(found, first=self.since.value == LAST)
        self.chart.set(found.chart)
        self.tables.value = _tables(found)

    def turned(self) -> None:
        self._tell("")
        super().turned()

    def _to(self) -> Path:
        return Path(self.folder.value.strip() or FOLDER)

    def _write(self, *, replace: bool = False) -> None:
        """Write what is shown; say what became of it, or why it could not be done."""
        if self._over is None:
            return
        if self.host.answered is not None and self.host.answered.segment != self._over.segment:
            self._tell("The rules have changed since: look at the hand-over again first.", "sw-warn")
            self.again()
            return
        try:
            handed = put_hand_over(self._over, self._to(), self.files.value, replace=replace)
        except SegmentError as error:
            known = error.code == "handed-over-already"
            self._tell(error.problems[0].message if known else str(error), "sw-warn" if known else "sw-error")
            self.replace.layout.display = None if known else "none"
        except Busy as error:
            self._tell(str(error), "sw-error")
        else:
            self._tell(_done(handed), "sw-ok")

    def _tell(self, text: str, kind: str = "sw-ok") -> None:
        self.replace.layout.display = "none"
        self.told.value = f'<div role="{"alert" if kind == "sw-error" else "status"}">{words(text, kind)}</div>' if text else ""


def _done(handed: Handed) -> str:
    if not handed.written:
        return f"It is there already, the very same: {handed.folder}."
    return f"Written into {handed.folder}: {', '.join(handed.files)}."


def _said(found: Found, *, first: bool) -> str:
    over = found.over
    known = int((over.owners["owner"] != "").sum())
    count = len(over.roster)
    said = f"{count:,} {'is' if count == 1 else 'are'} handed over as of {over.as_of}"
    said += f", to {known:,} owner{'s' if known != 1 else ''}" if known else ""
    nobody = "" if known or not count else words(NO_OWNERS)
    if found.since:
        moves = over.changes["change"].value_counts()
        return words(f"{said}. Since {found.since}: {int(moves.get('entered', 0)):,} entered, {int(moves.get('left', 0)):,} left.") + nobody
    return words(f"{said}. There is no earlier one in the folder to compare with." if first else f"{said}.") + nobody


def _tables(found: Found) -> str:
    over, all_of_them = found.over, len(found.over.roster)
    why = "Nobody is out by one rule alone."
    return (
        _table("Members", found.first, [("Change", "change", 0), ("Reasons", "reasons", 320)], "Nobody.", all_of_them)
        + _table("Changes", over.changes, [("Change", "change", 0), ("Why", "why", 320)], "None.")
        + _table(
            "Near misses",
            over.near_misses,
            [("Kept out by", "rule", 240), ("Value", "value", 0), ("Would do", "change", 0)],
            why,
            over.near_misses.attrs["total"],
        )
    )


def _table(title: str, frame: Any, columns: list[tuple[str, str, int]], empty: str, size: int | None = None) -> str:
    """Write a frame of a hand-over: who, whose, and further columns, each with its title, name and width (0: it does not wrap)."""
    rows = [
        (called(r["key"], r["label"]), r["owner"], *(wrapping(r[name], width) if width else r[name] for _, name, width in columns))
        for r in frame.head(SHOWN).to_dict("records")
    ]
    heads = [("Who", False), ("Owner", False), *((head, False) for head, _, _ in columns)]
    size = len(frame) if size is None else size
    more = f", the first {SHOWN} of {size:,}" if size > SHOWN else f": {size:,}" if size else ""
    return words(f"{title}{more}", "h3") + table(heads, rows, label=title, empty=empty, optional=("Owner", "Change"))
