"""The guide: every question leads somewhere, and what it says of the data is so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.errors import DefinitionError
from seg_widgets.strategy import Guide, Question
from seg_widgets.strategy.questions import Written, written
from seg_widgets.templates import ROLES
from tests import ravenstack

QUESTIONS = [(chapter.name, q) for chapter in written() for q in chapter.questions]


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return sw.datasets.demo()


@pytest.fixture(scope="module")
def found(ws: sw.Workspace) -> Guide:
    return sw.guide(ws)


def questions(guide: Guide) -> Iterator[Question]:
    for chapter in guide:
        yield from chapter


@pytest.mark.parametrize(("chapter", "question"), QUESTIONS, ids=lambda v: v if isinstance(v, str) else v.ask[:40])
def test_a_question_looks_at_roles_and_leads_to_templates_that_there_are(chapter: str, question: Written) -> None:
    assert set(question.look) <= set(ROLES)
    assert question.look
    assert question.ask.endswith("?")
    for name in question.templates:
        assert sw.templates[name].id == name
    assert question.templates


def test_there_is_a_chapter_for_each_category_after_the_warnings(found: Guide) -> None:
    assert [chapter.name for chapter in found] == ["warnings", "basic", "lifecycle", "behaviour", "value"]
    categories = {"basic", "lifecycle", "positive", "negative", "value"}
    led = {t.category for q in questions(found) for t in q.templates}
    assert categories <= led


def test_what_it_says_of_a_column_is_so(ws: sw.Workspace, found: Guide) -> None:
    accounts = ws.frame("accounts")
    rows = found.frame.drop_duplicates("place").set_index("place")
    edition = accounts["edition"]
    assert rows.loc["accounts.edition", "known"] == pytest.approx(edition.notna().mean())
    assert rows.loc["accounts.edition", "values"] == edition.nunique()
    worth = accounts.groupby("edition")["arr"].sum() / accounts["arr"].sum()
    assert (
        f"Platinum: {(edition == 'Platinum').mean():.0%} of them, {worth['Platinum']:.0%} of ARR" in rows.loc["accounts.edition", "parts"]
    )
    assert rows.loc["accounts.started_on", "parts"] == f"from {accounts.started_on.min():%Y-%m-%d} to {accounts.started_on.max():%Y-%m-%d}"
    assert f"half are above {accounts.employees.median():,.0f}" in rows.loc["accounts.employees", "parts"]


def test_a_dated_table_is_known_of_those_with_rows_in_the_last_90_days(ws: sw.Workspace, found: Guide) -> None:
    tickets = ws.frame("tickets")
    days = tickets["opened_at"].dt.normalize()
    recent = tickets[(days > pd.Timestamp("2026-11-20") - pd.Timedelta(days=90)) & (days <= pd.Timestamp("2026-11-20"))]
    known = ws.frame("accounts")["account_id"].isin(recent["account_id"]).mean()
    assert found.frame.drop_duplicates("place").set_index("place").loc["tickets", "known"] == pytest.approx(known)


def test_the_goal_is_who_churned_and_planted_truth_and_noise_are_told_apart(found: Guide) -> None:
    assert found.goal.startswith("Churned customers, from 2026-05-20 to 2026-11-20")
    goal = found.frame.drop_duplicates("place").set_index("place")["goal"]
    assert goal["accounts.product_fit"].startswith("matters")
    assert goal["accounts.region"] == "nothing to say: a poor choice"
    assert goal["accounts.industry"] == "nothing to say: a poor choice"


def test_another_goal_may_be_given(ws: sw.Workspace) -> None:
    goal = sw.Segment("Busy", ws.usage.active_days.last(days=30) >= 15, entity="accounts")
    assert sw.guide(ws, goal).goal.startswith("Busy, from")


def test_what_it_shows_is_never_markup_and_a_chapter_that_is_not_there_is_refused() -> None:
    evil = "<script>alert(1)</script>"
    frame = pd.DataFrame({"account_id": range(40), "industry": [evil, "b"] * 20, "region": ["x", "y"] * 20})
    guide = sw.guide(sw.Workspace.from_frames({"accounts": frame}, quiet=True))
    for text in (guide._repr_html_(), guide["basic"]._repr_html_(), guide["basic"][1]._repr_html_()):
        assert "<script" not in text
    assert "&lt;script" in guide["basic"][1]._repr_html_()
    assert guide.goal == ""
    with pytest.raises(DefinitionError, match="Did you mean 'basic'") as caught:
        guide["basics"]
    assert caught.value.code == "unknown-chapter"


@pytest.mark.parametrize("rows", [0, 1])
def test_tables_with_next_to_nothing_are_looked_at_too(rows: int) -> None:
    frame = pd.DataFrame({
        "Kunden Nr": np.arange(rows), "ARR": pd.array([None] * rows, dtype="Float64"), "Branche": pd.array(["x"] * rows, dtype="string"),
        "churned_on": pd.array([pd.NaT] * rows, dtype="datetime64[ns]"),
    })  # fmt: skip
    guide = sw.guide(sw.Workspace.from_frames({"Kunden": frame}, quiet=True))
    assert guide._repr_html_()
    assert len(repr(guide).splitlines()) == 1 + 5 + len(QUESTIONS)


def test_real_tables_from_elsewhere() -> None:
    guide = sw.guide(ravenstack.workspace())
    rows = guide.frame.drop_duplicates("place")
    assert len(rows) > 8
    lacking = guide["behaviour"][0]
    assert "licences.used" in lacking.absent
    assert lacking.templates
    assert lacking.others
