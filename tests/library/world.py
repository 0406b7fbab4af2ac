"""A few accounts with keys of their own kind, and segments of them."""

from __future__ import annotations

import pandas as pd

import seg_widgets as sw

FRAMES = {
    "Kunden": pd.DataFrame(
        {
            "Kundennummer": [1, 2, 3, 4],
            "Firma": ["Müller & Söhne", "O'Hara", None, 'Say "hi"'],
            "Größe": [5.0, 50.0, None, 500.0],
            "Stufe": ["Gold", "Silber", "Gold", None],
        }
    )
}


def workspace() -> sw.Workspace:
    """Open the tables."""
    return sw.Workspace.from_frames(FRAMES, {"tables": {"Kunden": {"key": "Kundennummer", "label": "Firma"}}}, quiet=True)


def segment(name: str, size: float = 10.0) -> sw.Segment:
    """Give those of a size and more."""
    where = {"kind": "criterion", "metric": {"kind": "attribute", "column": "Größe"}, "op": ">=", "value": size}
    return sw.Segment(name=name, entity="Kunden", where={"kind": "all", "members": [where]})


def of(name: str, other: str) -> sw.Segment:
    """Give a segment that is another one."""
    return sw.Segment(name=name, entity="Kunden", where={"kind": "all", "members": [{"kind": "segment", "name": other}]})
