"""The Distribution panel: every metric that there is to pick, and those of the rules; what is picked in it becomes a rule."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.widgets.panels.distribution import DistributionPanel, spread_of
from seg_widgets.widgets.panels.metrics import offered


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return sw.datasets.demo()


@pytest.fixture
def panel(ws: sw.Workspace) -> DistributionPanel:
    a, u = ws.accounts, ws.usage
    few = u.active_days.last(days=sw.param("days")) <= 10
    builder = sw.SegmentBuilder(ws, sw.Segment("x", (a.edition.is_("Gold") | (a.arr >= 50_000)) & few, parameters={"days": 30}))
    builder.sides.tabs[0].selected_index = [p.title for p in builder.sides.panels["sw-side"]].index("Distribution")
    (found,) = (p for p in builder.sides.panels["sw-side"] if isinstance(p, DistributionPanel))
    found.update(builder.answered)
    return found


def choose(panel: DistributionPanel, label: str) -> Any:
    panel.view.metric.value = dict(panel.view.metric.options)[label]
    return panel.view.found


def test_every_metric_of_the_picker_and_of_the_rules_is_there_once(panel: DistributionPanel):
    labels = [label for label, _ in panel.view.metric.options]
    assert labels[:3] == ["Edition · in the rules", "ARR · in the rules",
                          "Number of days with at least one use in the last 30 [days] days · in the rules"]  # fmt: skip
    assert len(set(labels)) == len(labels) > 100
    assert "Edition" not in labels
    assert "Account ID" not in labels


def test_every_metric_can_be_shown(panel: DistributionPanel):
    answered = panel.host.answered
    assert answered is not None
    members, base = answered.evaluation.members.count(), answered.evaluation.universe.count()
    options = offered(answered)
    kinds = set()
    for option in options:
        found = spread_of(answered, options, option.metric)
        assert found.frame is not None, option.label
        assert found.drawing is not None
        assert found.metric is not None
        kinds |= set(found.frame["kind"])
        if found.metric.type != "list":
            assert (found.frame["members"].sum(), found.frame["base"].sum()) == (members, base), option.label
    assert kinds == {"number", "whole", "date", "text", "boolean", "list", "others", "missing"}


@pytest.mark.parametrize(("label", "selection", "words", "rule"), [
    ("Region", ("pick", [{"value": "EMEA", "kind": "text"}]), "Region is EMEA", {"op": "is", "value": "EMEA"}),
    ("Edition · in the rules", ("pick", [{"value": "(missing)", "kind": "missing"}]), "Edition is missing", {"op": "is_missing"}),
    ("ARR · in the rules", ("brush", {"value": [-5.0, 30_000.0]}), "ARR is at most 30,000 USD", {"op": "<=", "value": 30_000}),
])  # fmt: skip
def test_what_is_picked_is_offered_and_set(
    panel: DistributionPanel, label: str, selection: tuple[str, Any], words: str, rule: dict[str, Any]
):
    found = choose(panel, label)
    panel.view._on_select(*selection)
    assert panel.view.offer.button.description == f"Set rule: {words}"
    panel.view.offer.button.click()
    added = panel.host.answered.segment.dump()["where"]["members"][-1]  # type: ignore[union-attr]
    assert added == {"kind": "criterion", "metric": found.metric.metric, **rule}
    panel.view._on_select("pick", [])
    assert panel.view.offer.button.disabled


def test_a_metric_keeps_its_place_while_the_segment_is_edited(panel: DistributionPanel):
    choose(panel, "Region")
    panel.host.add_rule({"kind": "criterion", "metric": {"kind": "attribute", "column": "seats"}, "op": ">=", "value": 5})
    assert panel.view.found.metric.label == "Region"  # type: ignore[union-attr]


def test_odd_tables_are_shown_too():
    frame = pd.DataFrame({"Kunden Nr.": [1], 'Größe "x"': [None], "seit": [date(2026, 1, 1)], "ja?": [True]})
    config = {"tables": {"kunden": {"kind": "entity", "key": "Kunden Nr."}}, "as_of": "2026-03-01"}
    for rows in (frame, frame.head(0)):
        ws = sw.Workspace.from_frames({"kunden": rows.astype({'Größe "x"': "str"})}, config, quiet=True)
        builder = sw.SegmentBuilder(ws, sw.Segment("x", ws["kunden"]["Kunden Nr."] >= 0))
        options = offered(builder.answered)
        for option in options:
            spread = spread_of(builder.answered, options, option.metric)
            assert json.dumps(spread.drawing.spec())
