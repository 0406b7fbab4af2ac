"""What does not read much: the import, and how large the specs of charts are."""

from __future__ import annotations

import json
from typing import Any

from tests.benchmarks.items.base import Answers, Figure, Given, Item
from tests.benchmarks.items.several import ten_segments
from tests.benchmarks.metrics import ten


def imported(given: Given) -> Answers:
    """Import what a notebook with charts and widgets has anyway; then the package, with what one writes first."""
    with given.clock("pandas, altair, ipywidgets"):
        import altair  # noqa: F401
        import ipywidgets  # noqa: F401
        import pandas  # noqa: F401
    with given.clock("seg_widgets"):
        import seg_widgets as sw
    with given.clock("builder and workspace"):
        _ = sw.SegmentBuilder, sw.Workspace, sw.Segment
    for of in (given.clock.wall, given.clock.cpu):
        of["both"] = [of["seg_widgets"][0] + of["builder and workspace"][0]]
    return None


KINDS = (
    "waterfall", "overview", "distribution", "movement", "overlap", "compare", "sensitivity", "health", "association", "variability",
    "grid", "board", "portfolio", "diff", "findings", "hand_over",
)  # fmt: skip


def charts(ws: Any) -> dict[str, Any]:
    """Draw every kind of chart over a workspace."""
    import seg_widgets as sw
    from seg_widgets import charts as draw
    from seg_widgets.analysis import composition, waterfall
    from seg_widgets.analysis.distribution import distribution

    segments = ten_segments(ws)
    metrics = ten(ws)
    accounts, usage = ws.accounts, ws.usage
    quiet = sw.Segment("Quiet", accounts.edition.is_("Gold") & (metrics["active_days_30"] <= 5) & (metrics["minutes_30"] >= 10.5))
    wider = sw.Segment("Quiet", accounts.edition.is_("Gold") & (metrics["active_days_30"] <= 9))
    churned = sw.Segment("Churned", ws.churns.count.ever() >= 1, entity="accounts")
    evaluation = ws.evaluate(quiet)
    leaf = ws.plan(sw.Segment("Minutes", metrics["minutes_30"] >= 0, entity="accounts")).tree.members[0].left
    spread = distribution(evaluation, ws.session, leaf)
    some = dict(list(segments.items())[:6])
    dial = sw.dials(ws, quiet)[0].at
    trouble = sw.Segment("In trouble", usage.count.last(days=30) == 0, entity="contacts")
    return {
        "waterfall": draw.waterfall_chart(waterfall(evaluation)),
        "overview": draw.overview_chart(composition(evaluation, ws.session)),
        "distribution": draw.distribution_chart(spread),
        "movement": draw.movement_chart(sw.movement(ws, segments, 12)),
        "overlap": draw.overlap_chart(sw.overlap(ws, some)),
        "compare": draw.compare_chart(sw.compare(ws, segments, churned)),
        "sensitivity": draw.sensitivity_chart(sw.sensitivity(ws, quiet, dial)),
        "health": draw.health_chart(sw.health(ws, quiet)),
        "association": draw.association_chart(
            sw.associate(ws, churned, dimensions=["edition", "region", "industry", metrics["minutes_30"], metrics["days_since"]])
        ),
        "variability": draw.variability_chart(sw.variability(ws, quiet)),
        "grid": draw.grid_chart(sw.grid(ws, accounts.edition, metrics["active_days_30"], goal=churned).frame),
        "board": draw.board_chart(sw.board(ws, quiet, [trouble])),
        "portfolio": draw.portfolio_chart(sw.portfolio(ws, segments)),
        "diff": draw.diff_chart(sw.diff(ws, quiet, wider)),
        "findings": draw.findings_chart(sw.check(ws)),
        "hand_over": draw.hand_over_chart(sw.hand_over(ws, quiet).owners),
    }


def drawn(given: Given) -> Answers:
    """Say how large the spec of each chart is, its data with it."""
    ws = given.opened()
    with given.clock("charts"):
        made = charts(ws)
    sizes = {name: len(json.dumps(chart.to_dict()).encode()) for name, chart in made.items()}
    given.clock.figures.update(sizes)
    given.clock.figures["largest"] = max(sizes.values())
    return None


IMPORT = Item(
    "import",
    "the import, beside pandas, altair and ipywidgets",
    {"ours": imported},
    (
        Figure("import seg_widgets", ("ours", "seg_widgets"), None, "wall", 150.0, scale=1000, unit="ms"),
        Figure("with SegmentBuilder and Workspace, used first", ("ours", "both"), None, "wall", scale=1000, unit="ms"),
        Figure("with them, processor", ("ours", "both"), None, "cpu", scale=1000, unit="ms"),
        Figure("pandas, altair, ipywidgets", ("ours", "pandas, altair, ipywidgets"), None, "wall", scale=1000, unit="ms"),
    ),
    ("2m",),
)
CHARTS = Item(
    "charts",
    "the spec of every chart, its data with it",
    {"ours": drawn},
    (
        Figure("the largest spec", ("ours", "largest"), None, "figure", 100.0, scale=0.001, unit="kB"),
        *(
            Figure(f"the spec of {name}", ("ours", name), None, "figure", scale=0.001, unit="kB")
            for name in KINDS
        ),
        Figure("all charts, with what they show", ("ours", "charts"), None, "wall", unit="s"),
    ),
    seldom=frozenset({"ours"}),
)  # fmt: skip
