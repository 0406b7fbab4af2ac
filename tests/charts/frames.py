"""Analysis frames made by hand, as the charts take them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from seg_widgets.analysis.composition import COLUMNS as COMPOSITION
from seg_widgets.analysis.distribution import COLUMNS as DISTRIBUTION
from seg_widgets.analysis.waterfall import COLUMNS as WATERFALL

WEIRD = [
    'a.b["c"] \'q\' \\ <script>alert(1)</script>', "Ünïcode 顧客 🎉\nnew\tline\x00", "x" * 300, "",
    'datum["a"] + 1', "${x} {{y}} %s",
]  # fmt: skip


def waterfall_frame(
    rules: int, universe: int = 5000, labels: list[str] | None = None, kind: str = "all", verdict: str = ""
) -> pd.DataFrame:
    labels = labels or ["Edition", "Renewal", "Active days"]
    rows: list[tuple[Any, ...]] = [("", "Universe", "universe", universe, 0, universe, universe, 0, 0, 0, "", "")]
    takes = kind in ("all", "none")
    left = universe if takes else 0
    for number in range(rules):
        step = left // 3 if takes else (universe - left) // 3
        after = left - step if takes else left + step
        removed, added = (step, 0) if takes else (0, step)
        label, note = labels[number % len(labels)], "Is odd." if verdict else ""
        row = (f"where.members.{number}", label, kind, after, 3, left, after, removed, added, step // 2, verdict, note)
        rows.append(row)
        left = after
    return pd.DataFrame(rows, columns=list(WATERFALL))


def composition_frame(attributes: list[str], values: list[str], members: int = 100, base: int = 1000) -> pd.DataFrame:
    rows = []
    for attribute in attributes:
        for order, value in enumerate(values):
            inside, everyone = members // len(values), base // len(values)
            share = inside / max(members, 1), everyone / max(base, 1)
            row = (
                attribute,
                attribute,
                value,
                "text",
                None,
                None,
                order,
                inside,
                everyone,
                *share,
                share[0] - share[1],
            )
            rows.append((*row, 0.1, 0.01, order == 0))
    return pd.DataFrame(rows, columns=list(COMPOSITION))


def board_frame(accounts: int, names: list[str]) -> pd.DataFrame:
    fixed = {"key": range(accounts), "label": [WEIRD[n % len(WEIRD)] for n in range(accounts)], "worth": [float("nan")] * accounts}
    frame = pd.DataFrame(fixed | {"users": [n % 5 for n in range(accounts)]})
    columns = {}
    for name in names:
        count = frame["users"] // 2
        frame = pd.concat([frame, pd.DataFrame({name: count, f"{name} share": count / frame["users"].where(frame["users"] > 0)})], axis=1)
        columns[name] = (name, f"{name} share")
    frame.attrs |= {"segments": columns, "accounts": "accounts", "users": "contacts", "as_of": "2026-05-01"}
    return frame


def distribution_frame(kind: str = "number", bins: int = 10, label: str = "ARR", members: int = 5) -> pd.DataFrame:
    low: Any = pd.Series(range(bins), dtype=float) * 1000
    high: Any = low + 1000
    if kind == "date":
        starts = pd.date_range("2026-01-01", periods=bins + 1, freq="MS").as_unit("s")
        low, high = pd.Series(starts[:-1]), pd.Series(starts[1:])
    names = [f"bin {n}" for n in range(bins)]
    frame = pd.DataFrame({"attribute": label, "label": label, "kind": kind, "value": names, "low": low, "high": high})
    frame["members"], frame["base"] = members, 100
    frame["share_members"], frame["share_base"] = (1 / max(bins, 1) if members else 0.0), 1 / max(bins, 1)
    return frame[list(DISTRIBUTION)]


def growing_frame() -> pd.DataFrame:
    frame = distribution_frame(bins=5)
    frame["low"], frame["high"] = [0.0, 1000.0, 2000.0, 5000.0, 10000.0], [1000.0, 2000.0, 5000.0, 10000.0, 20000.0]
    return frame
