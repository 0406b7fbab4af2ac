"""Conditions on an entity's rows, and entities named by hand."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.generate import values
from tests.generate.at import Data
from tests.generate.metrics import Metrics
from tests.generate.windows import windows

WITHIN = [365, 60, 30, 365, 7, 1, 0]
SHORT = [
    {"n": n, "unit": unit}
    for n, unit in [(7, "days"), (30, "days"), (1, "months"), (2, "weeks"), (14, "days"), (1, "days"), (1, "quarters")]
]
"""A window, the one before it, and something earlier still: long ones hold too much."""


def habit(draw: st.DrawFn, metrics: Metrics) -> Data:
    """First ever, stopped or resumed."""
    kind = draw(st.sampled_from(["first_ever", "stopped", "resumed"]))
    window = {"kind": "last", **draw(st.sampled_from(SHORT))}
    if kind == "first_ever" and draw(st.booleans()):
        window = draw(windows(metrics.at.as_of).filter(lambda w: w["kind"] in ("ago", "dates", "last")))
    return {"kind": kind, **metrics.source(draw), "window": window}


def every_row(draw: st.DrawFn, metrics: Metrics) -> Data:
    """Every row has something."""
    source = metrics.source(draw)
    node = {"kind": "every_row", **source, "has": draw(metrics.filters(metrics.at.rows(source["table"])))}
    if draw(st.booleans()):
        interval = metrics.at.schema.tables[source["table"]].kind == "interval"
        node["window"] = draw(windows(metrics.at.as_of, interval, metrics.columns("date")))
    return node


def sequence(draw: st.DrawFn, metrics: Metrics) -> Data:
    """Two steps or three, of tables with days, moments and instants; the same table twice as often as not."""
    steps = [metrics.source(draw)]
    for _ in range(draw(st.sampled_from([1, 1, 2]))):
        source = draw(st.sampled_from([steps[-1], None]))
        step = {**(source or metrics.source(draw)), "within": draw(st.sampled_from(WITHIN))}
        step.pop("without", None)
        if draw(st.integers(0, 2)) == 0:
            step["without"] = draw(st.sampled_from([{k: steps[0][k] for k in ("table", "via") if k in steps[0]}, None]))
            step["without"] = step["without"] or metrics.source(draw)
        steps.append(step)
    node: Data = {"kind": "sequence", "steps": steps}
    if draw(st.integers(0, 2)) == 0:
        node["window"] = draw(windows(metrics.at.as_of, False, metrics.columns("date")))
    return node


def listed(draw: st.DrawFn, metrics: Metrics) -> Data:
    """Some keys, those of nobody among them."""
    keys = values.KEYS[metrics.at.table]
    nowhere = "nowhere" if isinstance(keys[0], str) else 99
    written = [str(key) if isinstance(key, int) and key > values.BEYOND else key for key in keys]  # as a browser writes them
    node: Data = {"kind": "listed", "keys": draw(st.lists(st.sampled_from([*keys, *written, nowhere]), min_size=1, max_size=5))}
    return {**node, "name": "by hand"} if draw(st.integers(0, 3)) == 0 else node
