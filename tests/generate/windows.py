"""Windows and lengths of time."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from seg_widgets.definition import Unit
from tests.generate import values
from tests.generate.at import Data

UNITS = list(get_args(Unit))
LENGTHS = {
    "days": [30, 30, 1, 7, 14, 28, 31, 60, 365],
    "weeks": [4, 1, 2, 8],
    "months": [1, 2, 3, 6],
    "quarters": [1, 2],
    "years": [1, 2],
}
COUNTED = ["last", "any_time", "last", "ago", "dates", "any_time"]


@st.composite
def lengths(draw: st.DrawFn, kind: str) -> Data:
    """A ``last`` window, or a span."""
    unit = draw(st.sampled_from(UNITS))
    return {"kind": kind, "n": draw(st.sampled_from(LENGTHS[unit])), "unit": unit}


@st.composite
def windows(draw: st.DrawFn, as_of: Any, interval: bool = False, anchors: list[str] | None = None) -> Data:
    """A window; ``holding`` only where rows hold, ``since`` only where the entity has dates."""
    kind = draw(st.sampled_from([*COUNTED, *["holding"] * 4 * interval, *["since"] * 3 * bool(anchors)]))
    if kind == "last":
        return draw(lengths("last"))
    if kind == "since":
        return {**draw(lengths("since")), "anchor": draw(st.sampled_from(anchors or []))}
    if kind == "ago":
        a, b = sorted([draw(st.sampled_from([0, 1, 6, 7, 29, 30])), draw(st.sampled_from([30, 60, 29, 7, 366]))])
        return {"kind": "ago", "a": a, "b": b}
    if kind == "dates":
        start, end = sorted(draw(st.lists(st.sampled_from(values.days(as_of)), min_size=2, max_size=2)))
        return {"kind": "dates", "start": start.isoformat(), "end": end.isoformat()}
    return {"kind": kind}
