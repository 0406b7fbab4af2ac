"""Python's traps, and slips of the pen, are answered with what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from seg_widgets.definition import Segment
from seg_widgets.dsl import Column, Expression, Metric, Unwindowed, all_of, any_of, at_least_of, listed, none_of, outer, param, table
from seg_widgets.errors import DefinitionError

from .tables import SCHEMA, accounts, benchmarks, contacts, odd, subscriptions, usage

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
    ("a length of nothing", lambda: usage.count.last(days=0), "out-of-range", "from 1 to 100,000"),
    # names
    ("unknown column", lambda: accounts.plan_teir, "unknown-column", "Did you mean 'plan_tier'"),
    ("unknown column in brackets", lambda: accounts["plan_teir"], "unknown-column", "Did you mean 'plan_tier'"),
    ("unknown keyword", lambda: usage.where(featrue="A"), "unknown-column", "Did you mean 'feature'"),
    ("unknown word of a table", lambda: usage.active_day, "unknown-column", "'active_days'"),
    ("unknown word of a column", lambda: accounts.plan_tier.is_inn(["a"]), "unknown-name", "'is_in'"),
    ("pandas' word", lambda: accounts.plan_tier.isin(["a"]), "unknown-name", "Did you mean 'is_in'?"),
    ("the definition's word", lambda: accounts.plan_tier.none_of(["a"]), "unknown-name", "Did you mean 'is_not_in'?"),
    ("SQL's word", lambda: accounts.plan_tier.is_null(), "unknown-name", "Did you mean 'is_missing'?"),
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
    ("arithmetic with a text", lambda: accounts.arr + "5", "no-number", "Give a number"),
    ("arithmetic with None", lambda: accounts.arr * None, "no-value", "is_missing"),
    ("arithmetic with a condition", lambda: accounts.arr + A, "not-a-value", "Give a number"),
    ("no window, in arithmetic", lambda: accounts.arr * usage.count, "no-window", ".ever()"),
    ("no window, before arithmetic", lambda: 2 * usage.count, "no-window", ".ever()"),
    ("a map that is none", lambda: accounts.plan_tier.map([("a", 1)]), "no-map", ".map({"),
    ("an empty map", lambda: accounts.plan_tier.map({}), "empty-map", "at least one pair"),
    ("a map of texts and numbers", lambda: accounts.plan_tier.map({"a": 1, "b": "c"}), "mixed-map", "alike"),
    ("an order that is a set", lambda: accounts.plan_tier.in_order({"a", "b"}), "no-list", "lowest first"),
    ("an order of one", lambda: accounts.plan_tier.in_order(["a"]), "no-order", "lowest first"),
    ("a quantile without a number", lambda: usage.minutes.quantile("0.9"), "no-number", "quantile(0.9)"),
    ("a quantile in percent", lambda: usage.minutes.quantile(90).ever(), "invalid", "90.0 is too large"),
    ("peers that share nothing", lambda: accounts.arr.peer_median(), "no-peers", "Name an attribute"),
    ("peers by a condition", lambda: accounts.arr.peer_median(A), "not-a-column", "accounts.industry"),
    ("a quantile of peers without a number", lambda: accounts.arr.peer_quantile(accounts.industry), "no-number", "0.9"),
    ("a lookup by a metric", lambda: benchmarks.uses.lookup(industry=usage.count.ever()), "not-a-column", "industry=accounts.industry"),
    ("a lookup by nothing", lambda: benchmarks.uses.lookup(), "no-lookup", "at least one"),
    ("a lookup by a text alone", lambda: benchmarks.uses.lookup("industry"), "no-map", "industry=accounts.industry"),
    ("a figure compared", lambda: accounts.arr > benchmarks.uses, "two-tables", ".lookup("),
    # rows and their windows
    ("the first days of what", lambda: usage.count.first(days=30), "no-anchor", "since=accounts.started_on"),
    ("the first days since a value", lambda: usage.count.first(days=30, since=5), "not-a-column", "started_on"),
    ("parentheses after an aggregation", lambda: usage.count(), "not-a-method", "usage.count.last(days=30)"),
    ("parentheses after an aggregation of a column", lambda: usage.minutes.sum(), "not-a-method", ".sum.last(days=30)"),
    ("periods of any time", lambda: usage.active_periods.ever(), "no-periods", "'last' window"),
    ("a habit without a window", lambda: A & usage.stopped, "no-window", ".last(days=30)"),
    ("a habit without a window, muted", lambda: usage.stopped.muted(), "no-window", ".last(days=30)"),
    ("a habit without a window, negated", lambda: ~usage.stopped, "no-window", ".last(days=30)"),
    ("stopped ever", lambda: usage.stopped.ever(), "no-window-before", "'last' window"),
    ("first ever, ever", lambda: usage.first_ever.ever(), "window-does-not-fit", "last days"),
    ("a word that rows have not", lambda: usage.stopped.lastt(days=3), "unknown-name", ".last(days=30)"),
    ("every row of nothing", lambda: usage.every_row(), "empty-where", "Say what"),
    ("every row of another table", lambda: usage.every_row(A), "two-tables", "columns of 'usage'"),
    ("habits of what has no time", lambda: accounts.stopped, "not-dated", "accounts.any"),
    ("then a condition", lambda: usage.then(A, within_days=7), "no-rows", "tickets.where"),
    ("then, at some time", lambda: usage.then(usage), "no-within", "within_days=30"),
    ("then without a condition", lambda: usage.then(usage, within_days=1, without=A), "no-rows", "tickets.where"),
    ("then without a window", lambda: Segment("x", usage.then(usage, within_days=1)), "no-window", ".ever()"),
    # what is said by name
    ("outer of a value", lambda: outer("Gold"), "not-a-column", "sw.outer(accounts.edition)"),
    ("outer without a window", lambda: outer(usage.count), "no-window", ".ever()"),
    ("outer of two tables", lambda: accounts.seats.between(1, 2) & contacts.any(contacts.role == outer(contacts.role)),
     "two-tables", "sw.outer"),
    ("outer forgotten", lambda: contacts.any(contacts.plan_tier == accounts.plan_tier), "two-tables", "sw.outer(accounts.column)"),
    ("outer forgotten in a filter", lambda: usage.where(A), "two-tables", "sw.outer(accounts.column)"),
    ("a list of a column", lambda: listed(accounts.plan_tier, ["a"]), "no-table", "sw.listed(accounts"),
    ("a list of filtered ones", lambda: listed(accounts.where(A), ["a"]), "no-table", "sw.listed(accounts"),
    ("a list of one text", lambda: listed(accounts, "a"), "no-list", ".listed"),
    ("a list that is a parameter", lambda: listed(accounts, param("a")), "no-list", "sw.listed(accounts"),
    ("a list of nothing", lambda: listed(accounts, []), "empty-list", "at least one key"),
    ("a share in percent", lambda: contacts.at_least_share(50), "no-share", ".at_least_share(0.5"),
    ("a condition for a share", lambda: contacts.at_least_share(contacts.role.is_("x")), "no-share", ".at_least_share(0.5"),
    ("the change of a column", lambda: (accounts.arr / accounts.seats).change(), "no-window-before", "last(days=30).change()"),
    ("the change of ever", lambda: usage.count.ever().change(), "no-window-before", "last"),
    ("the change of a change", lambda: usage.count.last(days=3).change().change(), "change-of-change", "metric itself"),
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
        (benchmarks, "benchmarks  # lookup table: industry, any column, uses"),
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
