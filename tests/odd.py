"""Odd workspaces: what analysts have, and a demo has not. Names that are not plain, keys that are numbers, values that are missing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import seg_widgets as sw

NOW = "2026-03-31"


def school() -> sw.Workspace:
    """A language school: German names with blanks, quotes and umlauts; keys are integers; no label, no worth; times in a zone."""
    n = 60
    pupils = pd.DataFrame({
        "Schüler-Nr.": range(1001, 1001 + n),
        'Kurs "Stufe"': ["A1", "A2", "B1", "B2", None, "C1"] * 10,
        "Bezahlt bis": pd.to_datetime(NOW) + pd.to_timedelta([(7 * i) % 200 - 90 for i in range(n)], unit="D"),
        "Gebühr (€)": [None if i % 7 == 0 else 40.0 + 5 * (i % 11) for i in range(n)],
        "Newsletter?": [None if i % 9 == 0 else i % 3 == 0 for i in range(n)],
        "Notizen <b>": [None] * n,
    })  # fmt: skip
    at = pd.Timestamp(NOW, tz="Europe/Berlin")
    lessons = pd.DataFrame({
        "Schüler-Nr.": [1001 + (i * i) % n for i in range(400)],
        "am Tag": [at - pd.Timedelta(hours=13 * i) for i in range(400)],
        "Minuten": [None if i % 17 == 0 else 45 + 15 * (i % 3) for i in range(400)],
    })  # fmt: skip
    tables = {
        "Schüler & Eltern": {"kind": "entity", "key": "Schüler-Nr."},
        "Stunden": {"kind": "event", "time": "am Tag", "links": {"Schüler-Nr.": "Schüler & Eltern"}},
    }
    frames = {"Schüler & Eltern": pupils, "Stunden": lessons}
    return sw.Workspace.from_frames(frames, {"as_of": NOW, "tables": tables}, quiet=True)


def rows(n: int) -> sw.Workspace:
    """One table alone, of so many rows, where all values of a column are missing."""
    frame = pd.DataFrame({"i d": pd.Series(range(n), dtype="int64"), "n": pd.Series([5.0 + i for i in range(n)], dtype="float64")})
    frame["leer"] = pd.Series([None] * n, dtype="object")
    frame["kein Wert"] = pd.Series([float("nan")] * n, dtype="float64")
    return sw.Workspace.from_frames({"ö b": frame}, {"as_of": NOW, "tables": {"ö b": {"kind": "entity", "key": "i d"}}}, quiet=True)


def late(ws: sw.Workspace) -> sw.Segment:
    """Give a segment of the school with a rule of each kind."""
    pupils, lessons = ws["Schüler & Eltern"], ws["Stunden"]
    return sw.Segment(
        'Kein "Lehrer" <i>',
        pupils["Bezahlt bis"].in_next(days=60) & pupils['Kurs "Stufe"'].is_in(["A1", "B1", "B2"]) & (lessons.count.last(days=30) >= 1),
    )


CASES: dict[str, Callable[[], tuple[sw.Workspace, sw.Segment]]] = {
    "a school": lambda: (ws := school(), late(ws)),
    "a school, a missing text": lambda: (ws := school(), sw.Segment("s", ws["Schüler & Eltern"]["Notizen <b>"].is_missing())),
    "a school, a flag": lambda: (ws := school(), sw.Segment("s", ws["Schüler & Eltern"]["Newsletter?"].is_true())),
    "three rows": lambda: (ws := rows(3), sw.Segment("s", ws["ö b"].n >= 6)),
    "three rows, nobody": lambda: (ws := rows(3), sw.Segment("s", ws["ö b"].n > 100)),
    "three rows, nothing known": lambda: (ws := rows(3), sw.Segment("s", ws["ö b"]["kein Wert"] > 1)),
    "one row": lambda: (ws := rows(1), sw.Segment("s", ws["ö b"].n > 1)),
    "no rows": lambda: (ws := rows(0), sw.Segment("s", ws["ö b"].n > 1)),
}
"""A workspace and a segment of it."""
