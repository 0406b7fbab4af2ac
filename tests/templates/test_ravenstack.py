"""Templates on tables that other people made: what RavenStack's allow."""

from __future__ import annotations

import pytest

import seg_widgets as sw
from seg_widgets.definition.segmentation import Split
from seg_widgets.templates.proposing import found_roles
from tests import ravenstack

AVAILABLE = (
    "B01 B02 B03 B04 B05 B06 B07 B09 B10 B11 L01 L10 P01 P04 P06 P07 P09 N01 N04 N06 N07 N09 V05 V06 V13 C01 S03"
)  # fmt: skip


def test_roles_are_found_under_other_names() -> None:
    ws = ravenstack.workspace()
    found = found_roles(ws.schema, ws.facts)
    assert {
        "account.edition": "accounts.plan_tier", "account.started_on": "accounts.signup_date", "account.churned": "accounts.churn_flag",
        "usage.feature": "usage.feature_name", "usage.seconds": "usage.usage_duration_secs", "churns": "churn",
        "churns.reason": "churn.reason_code", "contracts": "subscriptions", "contracts.arr": "subscriptions.arr_amount",
    }.items() <= found.items()  # fmt: skip
    assert "contact" not in found


def test_what_is_available() -> None:
    found = sw.templates.available(ravenstack.workspace())
    assert [t.id for t in found.available] == AVAILABLE.split()
    assert [p.place for p in found.others["P05"].missing] == ["roles.usage.contact"]
    assert "does not occur in usage.feature_name" in found.notes["N06"][0]


@pytest.mark.parametrize(
    ("key", "values", "members"),
    [("B01", {}, 390), ("B09", {}, 110), ("P06", {"feature": "feature_12", "weeks_active": 1, "uses": 1}, None), ("N04", {}, None)],
)
def test_segments_of_them(key: str, values: dict[str, object], members: int | None) -> None:
    bound = sw.templates[key].bind(ravenstack.workspace(), **values)  # type: ignore[arg-type]
    assert isinstance(bound, sw.Segment)
    counted = bound.count()
    assert 0 < counted.members < counted.universe
    assert members in (None, counted.members)


def test_revenue_comes_from_the_subscriptions_that_hold() -> None:
    ws = ravenstack.workspace()
    bound = sw.templates["V06"].bind(ws)
    assert isinstance(bound, Split)
    assert bound.table(ws).members.sum() == 500
