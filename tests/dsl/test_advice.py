"""Python's traps, and slips of the pen, are answered with what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from seg_widgets.definition import Segment
from seg_widgets.dsl import Column, Expression, Metric, Unwindowed, all_of, any_of, at_least_of, none_of, table
from seg_widgets.errors import DefinitionError

from .tables import SCHEMA, accounts, contacts, odd, subscriptions, usage

A = accounts.plan_tier.is_("Gold")
CASES: list[tuple[str, Callable[[], Any], str, str]] = [
    # Python's own words
    ("and", lambda: A and A, "no-truth", "& | ~ instead of and"),
    ("or", lambda: A or A, "no-truth", "& | ~"),
    ("not", lambda: not A, "no-truth", "& | ~"),
    ("if a column", lambda: 1 if accounts.seats else 0, "no-truth", "until it is evaluated"),
    ("if rows", lambda: bool(usage.count), "no-truth", "until it is evaluated"),
    ("a chained comparison", lambda: 1 < accounts.seats < 5, "no-truth", "a.between(1, 2)"),
    ("in", lambda: "x" in accounts.plan_tier, "no-in", ".contains"),
    ("a column in a list", lambda: accounts.plan_tier in ["a"], "no-truth", "until it is evaluated"),
    ("a loop", lambda: list(accounts.plan_tier), "no-loop", ".is_in"),
    ("a loop over a table", lambda: list(accounts), "no-loop", "looped"),
    ("len", lambda: len(usage.minutes), "no-loop", ".count"),
    ("no parentheses", lambda: accounts.seats > 10 & A, "not-a-condition", "parentheses"),
    ("no parentheses behind", lambda: A & accounts.seats > 10, "not-a-condition", "parentheses"),
    ("no parentheses, or", lambda: A | accounts.seats == 10, "not-a-condition", "parentheses"),
    ("no parentheses around numbers", lambda: accounts.seats > 10 & accounts.arr > 5, "not-a-condition", "parentheses"),
    ("not a column", lambda: ~accounts.active, "not-a-condition", "Compare it"),
    ("a condition and a text", lambda: A & "Gold", "not-a-condition", "Compare it"),
    ("None", lambda: accounts.plan_tier == None, "no-value", ".is_missing()"),  # noqa: E711
    ("None as a keyword", lambda: usage.where(feature=None), "no-value", ".is_missing()"),
    ("nan", lambda: accounts.seats > float("nan"), "not-a-value", "is missing"),
    # no window
    ("no window", lambda: usage.active_days <= 10, "no-window", ".last(days=30)"),
    ("no window, by method", lambda: usage.minutes.sum.is_missing(), "no-window", ".ever()"),
    ("no window, change", lambda: usage.count.change(), "no-window", ".ever()"),
    ("no window, ratio", lambda: usage.count / accounts.seats, "no-window", ".ever()"),
    ("no window, under a ratio", lambda: accounts.seats / usage.count, "no-window", ".ever()"),
    ("no window, as a value", lambda: accounts.seats < usage.count, "no-window", ".ever()"),
    ("no window, in a segment", lambda: Segment("x", usage.count), "no-window", ".ever()"),
    ("no window, in a group", lambda: A & usage.count, "no-window", ".ever()"),
    ("a window of numbers", lambda: usage.count.between(1, 5), "no-day", "say when"),
    ("a window of a column", lambda: usage.minutes.last(days=30), "unknown-name", "usage.minutes.sum.last"),
    ("a bare number", lambda: usage.count.last(14), "no-length", ".last(days=14)"),
    ("two lengths", lambda: usage.count.last(days=1, weeks=1), "no-length", ".last(days=30)"),
    ("no length", lambda: accounts.renews_on.in_next(), "no-length", ".in_next(days=30)"),
    ("a window that runs backwards", lambda: usage.count.ago(60, 31), "backwards", "smaller number first"),
    ("a length of nothing", lambda: usage.count.last(days=0), "invalid", "0 is too small. Give 1 or more."),
    # names
    ("unknown column", lambda: accounts.plan_teir, "unknown-column", "Did you mean 'plan_tier'"),
    ("unknown column in brackets", lambda: accounts["plan_teir"], "unknown-column", "Did you mean 'plan_tier'"),
    ("unknown keyword", lambda: usage.where(featrue="A"), "unknown-column", "Did you mean 'feature'"),
    ("unknown word of a table", lambda: usage.active_day, "unknown-column", "'active_days'"),
    ("unknown word of a column", lambda: accounts.plan_tier.is_inn(["a"]), "unknown-name", "'is_in'"),
    ("unknown word of rows", lambda: usage.count.lastt(days=3), "unknown-name", ".last(days=30)"),
    ("unknown table", lambda: table(SCHEMA, "acounts"), "unknown-table", "'accounts'"),
    ("unknown link", lambda: contacts.any(via="acount_id"), "unknown-link", "'account_id'"),
    # values and conditions
    ("a text for a list", lambda: accounts.plan_tier.is_in("a", "b"), "no-list", '["a", "b"]'),
    ("an empty list", lambda: accounts.plan_tier.is_in([]), "empty-list", "at least one"),
    ("a condition for a value", lambda: accounts.seats > A, "not-a-value", "Give a number"),
    ("a range of columns", lambda: accounts.seats.between(accounts.arr, 5), "not-a-value", "Give a number"),
    ("a range that runs backwards", lambda: accounts.seats.between(5, 1), "backwards", "lower value first"),
    ("a list of conditions", lambda: all_of([A, A]), "not-a-condition", "all_of(*conditions)"),
    ("no conditions", lambda: any_of(), "empty-group", "everyone"),
    ("where of nothing", lambda: usage.where(), "empty-where", "leave where() out"),
    ("a condition for n", lambda: at_least_of(A, A), "no-number", "at_least_of(2"),
    ("a condition for n of related", lambda: contacts.at_least(contacts.role.is_("x")), "no-number", ".at_least(2"),
    ("a value for a condition", lambda: none_of("x"), "not-a-condition", "Compare it"),
    ("a column for a segment", lambda: Segment("x", accounts.active), "not-a-condition", "Compare it"),
    ("a ratio to a number", lambda: accounts.arr / 5, "no-ratio", "other side"),
    ("the change of a column", lambda: (accounts.arr / accounts.seats).change(), "no-window-before", "last(days=30).change()"),
    ("the change of ever", lambda: usage.count.ever().change(), "no-window-before", "last"),
    ("days since a number", lambda: usage.days_since_last().days_since(), "no-date", "date column"),
    # tables
    ("two entities", lambda: A & contacts.role.is_("x"), "two-tables", "contacts.any"),
    ("an entity and rows", lambda: A & (usage.minutes > 5), "two-tables", "usage.where"),
    ("rows as members", lambda: Segment("x", usage.minutes > 5), "not-an-entity", "usage.where"),
    ("a filter of another table", lambda: usage.where(A), "two-tables", "columns of 'usage'"),
    ("asking related ones about another table", lambda: contacts.any(A), "two-tables", "columns of 'contacts'"),
    ("a filtered column compared", lambda: usage.where(feature="A").minutes > 5, "filtered-column", "sum.last"),
    ("a filtered column's tenure", lambda: contacts.where(role="A").role.tenure(), "filtered-column", "any(...)"),
    ("related rows", lambda: usage.any(), "not-related", "usage.count"),
    ("aggregates of what has no time", lambda: accounts.seats.sum, "not-dated", "accounts.any"),
    ("two workspaces", lambda: (table(SCHEMA, "accounts", home=object()).seats > 1) & (table(SCHEMA, "accounts", home=object()).seats > 1),
     "two-workspaces", "from one"),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "code", "advice"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_slip_is_answered_with_advice(slip: Callable[[], Any], code: str, advice: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        slip()
    assert caught.value.code == code
    assert advice in str(caught.value)


def test_a_segment_of_rows_alone_wants_its_entity() -> None:
    home: Any = object()
    open_ = table(SCHEMA, "usage", home=home).count.ever() > 1
    with pytest.raises(DefinitionError, match="entity="):
        Segment("x", open_)


def test_python_can_still_ask_whether_a_name_is_there() -> None:
    assert not hasattr(accounts, "nope")
    assert getattr(accounts, "nope", None) is None
    assert not hasattr(accounts, "_repr_html_")


def test_completion_lists_columns() -> None:
    assert {"plan_tier", "seats", "where", "count", "any"} <= set(dir(accounts))
    assert not {"any column", "class"} & set(dir(accounts))
    assert "any column" in accounts._ipython_key_completions_()


def test_a_column_named_like_a_word_of_the_table_is_reached_by_brackets() -> None:
    assert isinstance(usage.count, Unwindowed)
    assert isinstance(usage["count"], Column)
    assert callable(accounts.where)
    assert isinstance(accounts["where"], Column)


@pytest.mark.parametrize(
    ("thing", "written"),
    [
        (accounts, "accounts  # entity table: id, plan_tier, seats, arr, health, active, renews_on, started_on, any column, where, class"),
        (odd.count, 'ws["odd table"].count'),
        (accounts["any column"], 'accounts["any column"]'),
        (accounts["class"], 'accounts["class"]'),
        (usage.where(usage.minutes > 5, feature=["A", "it's"]).minutes.sum.last(days=30).change(absolute=True),
         'usage.where(usage.minutes > 5, feature=["A", "it\'s"]).minutes.sum.last(days=30).change(absolute=True)'),
        (accounts.plan_tier.is_('say "x"', ignore_case=True), "accounts.plan_tier.is_('say \"x\"', ignore_case=True)"),
        ((accounts.arr / accounts.seats).between(1, 2), "(accounts.arr / accounts.seats).between(1, 2)"),
        (A & (accounts.seats >= 10) & (A | A),
         'accounts.plan_tier.is_("Gold") & (accounts.seats >= 10) & (accounts.plan_tier.is_("Gold") | accounts.plan_tier.is_("Gold"))'),
        ((~(accounts.seats > 1)).muted(), "(~(accounts.seats > 1)).muted()"),
        (contacts.via("billed_by").where(role="x").at_least(2, contacts.role.is_present()),
         'contacts.via("billed_by").where(role="x").at_least(2, contacts.role.is_present())'),
        (subscriptions.arr.sum.now() > accounts.arr, "subscriptions.arr.sum.now() > accounts.arr"),
    ],
)  # fmt: skip
def test_everything_shows_itself_as_python(thing: Any, written: str) -> None:
    assert repr(thing) == written
    if isinstance(thing, Expression | Metric):
        from seg_widgets import dsl

        again = eval(
            written,
            {n: getattr(dsl, n) for n in dsl.__all__}
            | {"accounts": accounts, "contacts": contacts, "usage": usage, "subscriptions": subscriptions},
        )
        part = "condition" if isinstance(thing, Expression) else "node"
        assert getattr(again, part).dump() == getattr(thing, part).dump()
