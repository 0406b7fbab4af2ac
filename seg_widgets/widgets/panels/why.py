"""Why one entity is in or out, and who just misses: an entity is searched by key and label, or taken from the near misses."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import ipywidgets

from seg_widgets.errors import SegmentError
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.tables import Cell, called, table, words, wrapping

NEAR = 200
STATES = {
    "met": ("\N{CHECK MARK}", "sw-state-yes"), "in": ("\N{CHECK MARK}", "sw-state-yes"), "counts": ("\N{CHECK MARK}", "sw-state-yes"),
    "unknown": ("?", "sw-state-maybe"),
}  # fmt: skip
FLIPS = {"in": "alone keeps it out", "out": "alone keeps it in"}


@dataclass(frozen=True)
class Found:
    """What the panel shows: those that can be picked, the rules of the one that is, the near misses."""

    options: list[tuple[str, Any]]
    picked: Any
    rules: Any
    near: Any
    total: int


class WhyPanel(Panel):
    """One entity's rules, and the near misses."""

    title = "Why"

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.search = ipywidgets.Text(placeholder="Search key or name", continuous_update=True, layout=ipywidgets.Layout(width="220px"))
        self.search.observe(self._on_control, "value")
        self.pick = ipywidgets.Dropdown(
            description="Show", style={"description_width": "auto"}, layout=ipywidgets.Layout(width="360px", max_width="100%")
        )
        self.pick.observe(self._on_control, "value")
        self.rules, self.near = ipywidgets.HTML(), ipywidgets.HTML()
        self.bar = ipywidgets.HBox([self.search, self.pick], layout=ipywidgets.Layout(flex_flow="row wrap"))
        self.body.add_class("sw-panel-why")
        self.body.children = [self.bar, self.rules, self.near]
        self._setting = False
        self._key: Any = None

    def look_at(self, key: Any) -> None:
        """Show one entity, by its key."""
        self._key = key
        self.again()

    def _on_control(self, change: Any) -> None:
        if self._setting:
            return
        if change["owner"] is self.pick:
            self._key = change["new"]
        else:
            self._key = None
        self.again()

    def find(self, answered: Answered) -> Found:
        from seg_widgets.analysis.entities import find_entities
        from seg_widgets.analysis.near import near_misses
        from seg_widgets.analysis.why import why

        ws, segment, day = answered.workspace, answered.segment, answered.as_of
        near = near_misses(ws, segment, day, most=NEAR)
        looked = self.search.value.strip()
        if looked:
            some = find_entities(ws, segment.entity, looked, most=50)
            options = [(called(key, label), key) for key, label in zip(some.key, some.label, strict=True)]
        else:
            firsts = near.drop_duplicates("key").head(50)
            options = [(f"{called(k, n)}: just misses", k) for k, n in zip(firsts.key, firsts.label, strict=True)]
            inside = ws.rows_of(segment.entity, _first(answered.evaluation.members.array(), 50))
            described = ws.schema.tables[segment.entity]
            labels = inside[described.label] if described.label else inside[described.key]
            options += [(f"{called(k, n)}: in", k) for k, n in zip(inside[described.key], labels, strict=True)]
        keys = [key for _, key in options]
        picked = self._key if self._key in keys else next(iter(keys), None)
        if self._key is not None and self._key not in keys:  # taken from elsewhere
            options, picked = [(str(self._key), self._key), *options], self._key
        rules: Any = None
        if picked is not None:
            try:
                rules = why(ws, segment, picked, day)
            except SegmentError as error:
                rules = str(error)
        return Found(options, picked, rules, near, near.attrs["total"])

    def show(self, found: Found) -> None:
        self._setting = True
        try:
            if list(self.pick.options) != found.options:
                self.pick.options = found.options
            self.pick.value = found.picked
        finally:
            self._setting = False
        if found.rules is None:
            self.rules.value = words("Nobody is found." if self.search.value.strip() else "There is nobody to look at.")
        elif isinstance(found.rules, str):
            self.rules.value = words(found.rules, "sw-warn")
        else:
            self.rules.value = _rules(found.rules, next((name for name, key in found.options if key == found.picked), ""))
        self.near.value = _near(found.near, found.total)


def _first(who: Any, most: int) -> Any:
    import numpy as np

    few = np.zeros(len(who), dtype=bool)
    few[np.flatnonzero(who)[:most]] = True
    return few


def _rules(frame: Any, name: str) -> str:
    rows = frame.to_dict("records")
    state = rows[0]["state"]
    name = name.removesuffix(": just misses").removesuffix(": in")
    head = f"{name} is {'in' if state == 'in' else 'out' if state == 'out' else 'out, and might be in were missing values known'}"
    deciding = sum(1 for r in rows if r["flips"])
    if deciding:
        side = "in" if state == "in" else "out"
        head += f": one rule alone keeps it {side}" if deciding == 1 else f": each of {deciding} rules alone keeps it {side}"
    cells = [
        (Cell(_indented(r)), wrapping(r["value"], 120), Cell(_state(r["state"])), r["change"], wrapping(r["edit"])) for r in rows[1:]
    ]  # fmt: skip
    columns = [("Rule", False), ("Value", False), ("Met", False), ("What turns it", False), ("Or the rule would read", False)]
    return words(f"{head}.", "h3") + table(columns, cells, label="Rules")


def _indented(row: dict[str, Any]) -> str:
    pad = max(int(row["depth"]) - 1, 0) * 16
    kind = {"group": "font-weight:600", "related": "opacity:.85"}.get(row["kind"], "")
    mark = f' <span class="sw-decides">{FLIPS[row["flips"]]}</span>' if row["flips"] else ""
    look = f"display:inline-block;padding-left:{pad}px;white-space:normal;min-width:220px;{kind}"
    return f'<span style="{look}">{html.escape(row["label"])}{mark}</span>'


def _state(state: str) -> str:
    sign, name = STATES.get(state, ("\N{MULTIPLICATION SIGN}", "sw-state-no"))
    return f'<span class="{name}"><span aria-hidden="true">{sign}</span> {html.escape(state)}</span>'


def _near(frame: Any, total: int) -> str:
    if not total:
        return words("Near misses", "h3") + words("Nobody is out by one rule alone.")
    said = f"{total:,} out by one rule alone, the nearest first" + (f"; the first {len(frame):,} are shown." if total > len(frame) else ".")
    rows = [
        (called(r["key"], r["label"]), wrapping(r["rule"]), r["value"], r["change"], wrapping(r["edit"])) for r in frame.to_dict("records")
    ]
    columns = [("Who", False), ("Kept out by", False), ("Value", False), ("Would do", False), ("Or the rule would read", False)]
    return words("Near misses", "h3") + words(said) + table(columns, rows, label="Near misses", optional=("Or the rule would read",))
