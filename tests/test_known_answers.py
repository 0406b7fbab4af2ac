"""The answers known beforehand on the RavenStack tables, as of 2024-12-31: by every way to write and to run a segment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import seg_widgets as sw
from tests import ravenstack

Write = Callable[[Any], Any]

ANSWERS: list[tuple[str, Write, int, int]] = [
    (
        "usage of the last 30 days down more than 40% on the 30 before",
        lambda ws: sw.Segment("Down", ws.usage.usage_count.sum.last(days=30).change() < -0.4, entity="accounts"),
        155,
        90,
    ),
    (
        "the same, Enterprise only",
        lambda ws: sw.Segment(
            "Enterprise, down", (ws.usage.usage_count.sum.last(days=30).change() < -0.4) & ws.accounts.plan_tier.is_("Enterprise")
        ),
        54,
        None,  # not known beforehand
    ),
    (
        "year-1 accounts that never used feature_20",
        lambda ws: sw.Segment(
            "Never used it", (ws.accounts.signup_date.tenure() < 12) & (ws.usage.where(feature_name="feature_20").count.ever() == 0)
        ),
        87,
        0,
    ),
    (
        "latest ticket at least 120 days ago",
        lambda ws: sw.Segment("Silent", ws.tickets.days_since_last() >= 120, entity="accounts"),
        236,
        8,
    ),
    (
        "active on fewer than 1 of the last 30 days",
        lambda ws: sw.Segment("Inactive", ws.usage.active_days.last(days=30) < 1, entity="accounts"),
        75,
        0,
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def home() -> sw.Workspace:
    return ravenstack.workspace()


@pytest.mark.parametrize(("write", "members", "unknown"), [a[1:] for a in ANSWERS], ids=[a[0] for a in ANSWERS])
class TestKnownAnswers:
    def test_counts(self, home: sw.Workspace, write: Write, members: int, unknown: int | None) -> None:
        found = home.count(write(home), "2024-12-31")
        assert found.members == members
        assert unknown is None or found.unknown == unknown
        assert found.members + found.out + found.unknown == found.universe == 500

    @pytest.mark.parametrize("target", ["python", "yaml", "sql", "pandas"])
    def test_the_code_that_is_shown_runs_and_agrees(
        self, home: sw.Workspace, write: Write, members: int, unknown: int | None, target: str
    ) -> None:
        from seg_widgets.proof import prove

        segment = write(home)
        frame = home.members(segment)
        proof = prove(target, home.export(segment, target), segment, frame["account_id"].tolist(), home)
        assert proof.same is True, proof.words
        assert len(frame) == members


def test_the_default_day_is_the_workspace_s(home: sw.Workspace) -> None:
    assert home.as_of.isoformat() == "2024-12-31"


@pytest.mark.parametrize(
    ("code", "table", "count"),
    [("repeated-key", "usage", 21), ("before-start", "usage", 19142)],
)
def test_the_data_check_names_what_is_odd(home: sw.Workspace, code: str, table: str, count: int) -> None:
    found = home.check()
    hits = found[(found["code"] == code) & (found["table"] == table)]
    assert hits["count"].tolist() == [count], found.to_string()


def test_the_data_check_names_missing_satisfaction_scores(home: sw.Workspace) -> None:
    found = home.check()
    hits = found[(found["table"] == "tickets") & (found["column"] == "satisfaction_score")]
    assert hits["count"].tolist() == [825], found.to_string()
