"""What each word of the fluent language builds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from seg_widgets.definition import (
    Aggregate,
    AnyTime,
    Attribute,
    Change,
    Criterion,
    DaysSince,
    Everyone,
    Group,
    Last,
    Ratio,
    Related,
    Segment,
)
from seg_widgets.dsl import Expression, all_of, any_of, at_least_of, everyone, none_of

from .tables import accounts, contacts, subscriptions, usage

A, B, C = accounts.plan_tier.is_("Gold"), accounts.seats >= 10, accounts.active.is_true()


def data(expression: Expression) -> dict[str, Any]:
    return expression.condition.dump()


def crit(column: str, op: str, *value: Any, **rest: Any) -> dict[str, Any]:
    return (
        {"kind": "criterion", "metric": {"kind": "attribute", "column": column}, "op": op} | ({"value": value[0]} if value else {}) | rest
    )


@pytest.mark.parametrize(
    ("written", "built"),
    [
        (accounts.plan_tier.is_("Gold"), crit("plan_tier", "is", "Gold")),
        (accounts["plan_tier"].is_("Gold"), crit("plan_tier", "is", "Gold")),
        (accounts["any column"].is_("x"), crit("any column", "is", "x")),
        (accounts.plan_tier == "Gold", crit("plan_tier", "is", "Gold")),
        (accounts.plan_tier != "Gold", crit("plan_tier", "is_not", "Gold")),
        (accounts.plan_tier.is_not("Gold", trim=True), crit("plan_tier", "is_not", "Gold", trim=True)),
        (accounts.plan_tier.is_in(["a", "b"]), crit("plan_tier", "one_of", ["a", "b"])),
        (accounts.plan_tier.is_in(set("fedcba")), crit("plan_tier", "one_of", list("abcdef"))),
        (accounts.plan_tier.is_not_in(("a",), ignore_case=True), crit("plan_tier", "none_of", ["a"], ignore_case=True)),
        (accounts.plan_tier.contains("x"), crit("plan_tier", "contains", "x")),
        (accounts.plan_tier.starts_with("x", ignore_case=True), crit("plan_tier", "starts_with", "x", ignore_case=True)),
        (accounts.plan_tier.ends_with("x"), crit("plan_tier", "ends_with", "x")),
        (accounts.plan_tier.matches("^x"), crit("plan_tier", "matches", "^x")),
        (accounts.active.is_true(), crit("active", "is_true")),
        (accounts.active == True, crit("active", "is_true")),  # noqa: E712
        (accounts.active != True, crit("active", "is_false")),  # noqa: E712
        (accounts.active.is_false(), crit("active", "is_false")),
        (accounts.plan_tier.is_missing(), crit("plan_tier", "is_missing")),
        (accounts.plan_tier.is_present(), crit("plan_tier", "is_present")),
        (accounts.seats < 10, crit("seats", "<", 10)),
        (accounts.seats <= 10.5, crit("seats", "<=", 10.5)),
        (10 < accounts.seats, crit("seats", ">", 10)),  # noqa: SIM300
        (accounts.seats.between(1, 10), crit("seats", "between", [1, 10])),
        (accounts.seats < accounts.health, crit("seats", "<", {"kind": "attribute", "column": "health"})),
        (accounts.renews_on.on("2024-01-31"), crit("renews_on", "is", "2024-01-31")),
        (accounts.renews_on.before(date(2024, 1, 31)), crit("renews_on", "<", "2024-01-31")),
        (accounts.renews_on.after(datetime(2024, 1, 31)), crit("renews_on", ">", "2024-01-31")),
        (accounts.renews_on.on_or_before("2024-01-31"), crit("renews_on", "<=", "2024-01-31")),
        (accounts.renews_on.on_or_after(accounts.started_on), crit("renews_on", ">=", {"kind": "attribute", "column": "started_on"})),
        (accounts.renews_on.in_next(days=90), crit("renews_on", "in_next", {"kind": "span", "n": 90})),
        (accounts.renews_on.within_last(months=3), crit("renews_on", "within_last", {"kind": "span", "n": 3, "unit": "months"})),
        (accounts.renews_on.same_month("2024-01-31"), crit("renews_on", "same_month", "2024-01-31")),
        (accounts.renews_on.same_month(accounts.started_on),
         crit("renews_on", "same_month", {"kind": "attribute", "column": "started_on"})),
    ],
    ids=lambda x: repr(x) if isinstance(x, Expression) else "",
)  # fmt: skip
def test_criteria(written: Expression, built: dict[str, Any]) -> None:
    assert data(written) == built


USE = {"table": "usage", "agg": "count"}


@pytest.mark.parametrize(
    ("metric", "built"),
    [
        (usage.count.last(days=30), Aggregate(**USE, window=Last(n=30))),
        (usage.count.last(quarters=2), Aggregate(**USE, window=Last(n=2, unit="quarters"))),
        (usage.count.ago(31, 60), Aggregate(**USE, window={"kind": "ago", "a": 31, "b": 60})),
        (usage.count.between("2024-01-01", date(2024, 3, 31)),
         Aggregate(**USE, window={"kind": "dates", "start": "2024-01-01", "end": "2024-03-31"})),
        (usage.count.ever(), Aggregate(**USE)),
        (usage["count"].sum.ever(), Aggregate(table="usage", agg="sum", column="count")),
        (subscriptions.arr.sum.now(), Aggregate(table="subscriptions", agg="sum", column="arr", window={"kind": "holding"})),
        (usage.active_days.ever(), Aggregate(table="usage", agg="active_days")),
        (usage.first_day.ever(), Aggregate(table="usage", agg="first_day")),
        *((getattr(usage.minutes, a).ever(), Aggregate(table="usage", agg=a, column="minutes"))
          for a in ("sum", "mean", "min", "max", "median", "distinct", "first", "latest")),
        (usage.via("account_id").count.ever(), Aggregate(**USE, via="account_id")),
        (usage.days_since_last(), DaysSince(of=Aggregate(table="usage", agg="last_day", window=AnyTime()))),
        (usage.count.last(days=30).change(), Change(of=Aggregate(**USE, window=Last(n=30)))),
        (usage.count.last(days=30).change(absolute=True), Change(of=Aggregate(**USE, window=Last(n=30)), how="absolute")),
        (accounts.arr / accounts.seats, Ratio(numerator=Attribute(column="arr"), denominator=Attribute(column="seats"))),
    ],
    ids=lambda x: repr(x),
)  # fmt: skip
def test_metrics(metric: Any, built: Any) -> None:
    assert metric.node.dump() == built.dump()


def test_dates_of_rows_and_entities_become_days_and_tenure() -> None:
    assert accounts.started_on.days_since().node.dump() == {
        "kind": "days_since",
        "of": {"kind": "attribute", "column": "started_on"},
    }
    assert usage.last_day.ever().days_until().node.kind == "days_until"
    assert accounts.started_on.tenure().node.dump() == {"kind": "tenure", "since": "started_on"}
    assert accounts.started_on.tenure("years").node.dump() == {"kind": "tenure", "since": "started_on", "unit": "years"}


def filtered(table: Any) -> Any:
    return table.count.ever().node.where.dump()


def test_row_filters_by_keyword_by_condition_and_chained() -> None:
    minutes, feature = usage.minutes > 5, usage.feature.is_("A")
    five, a = data(minutes), data(feature)
    assert filtered(usage.where(feature="A")) == {"kind": "all", "members": [a]}
    assert filtered(usage.where(feature=["A", "B"], paid=True)) == {
        "kind": "all",
        "members": [crit("feature", "one_of", ["A", "B"]), crit("paid", "is_true")],
    }
    assert filtered(usage.where(minutes, feature="A")) == {"kind": "all", "members": [five, a]}
    assert filtered(usage.where(minutes).where(feature)) == {"kind": "all", "members": [five, a]}
    assert filtered(usage.where(minutes & feature)) == {"kind": "all", "members": [five, a]}
    assert filtered(usage.where(any_of(minutes, feature))) == {"kind": "any", "members": [five, a]}
    assert filtered(usage.where(any_of(minutes, feature)).where(feature)) == {
        "kind": "all",
        "members": [{"kind": "any", "members": [five, a]}, a],
    }


@pytest.mark.parametrize(
    ("written", "built"),
    [
        (contacts.any(), Related(table="contacts", where=Everyone())),
        (contacts.any(everyone), Related(table="contacts", where=Everyone())),
        (contacts.none(contacts.role.is_("x")), Related(table="contacts", quantifier="none",
         where=Group(kind="all", members=(Criterion(metric=Attribute(column="role"), op="is", value="x"),)))),
        (contacts.where(role="x").at_least(2, via="billed_by"),
         Related(table="contacts", quantifier="at_least", n=2, via="billed_by", where=Everyone(),
         scope=Group(kind="all", members=(Criterion(metric=Attribute(column="role"), op="is", value="x"),)))),
        (contacts.via("billed_by").at_most(0), Related(table="contacts", quantifier="at_most", n=0, via="billed_by", where=Everyone())),
        (contacts.exactly(1, usage.days_since_last() < 5).muted(), Related(table="contacts", quantifier="exactly", n=1, muted=True,
         where=Group(kind="all", members=((usage.days_since_last() < 5).condition,)))),
    ],
    ids=lambda x: repr(x) if isinstance(x, Expression) else "",
)  # fmt: skip
def test_related(written: Expression, built: Related) -> None:
    assert data(written) == built.dump()


def shape(expression: Expression) -> Any:
    """Show groups as lists, criteria as letters."""
    names = {id(A.condition): "a", id(B.condition): "b", id(C.condition): "c"}

    def of(node: Any) -> Any:
        return [node.kind, *map(of, node.members)] if isinstance(node, Group) else names[id(node)]

    return of(expression.condition)


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        (A & B & C, ["all", "a", "b", "c"]),
        (A & (B & C), ["all", "a", "b", "c"]),
        (A | B | C, ["any", "a", "b", "c"]),
        (A & B | C, ["any", ["all", "a", "b"], "c"]),
        (A & (B | C), ["all", "a", ["any", "b", "c"]]),
        (all_of(A, B) & C, ["all", ["all", "a", "b"], "c"]),
        (A & all_of(B, C), ["all", "a", ["all", "b", "c"]]),
        (any_of(A, B) | C, ["any", ["any", "a", "b"], "c"]),
        ((A & B).muted() & C, ["all", ["all", "a", "b"], "c"]),
        (~A, ["none", "a"]),
        (~(A | B), ["none", ["any", "a", "b"]]),
        (~~A, ["none", ["none", "a"]]),
        (~A & B, ["all", ["none", "a"], "b"]),
        (none_of(A, B), ["none", "a", "b"]),
        (at_least_of(2, A, B, C), ["at_least", "a", "b", "c"]),
    ],
    ids=lambda x: repr(x) if isinstance(x, Expression) else "",
)  # fmt: skip
def test_operators_flatten_their_own_chains_and_nothing_else(written: Expression, groups: Any) -> None:
    assert shape(written) == groups


def test_muted_leaves_the_original_as_it_was() -> None:
    assert (A.muted().condition.muted, A.condition.muted) == (True, False)


def test_the_entity_is_the_table_whose_columns_are_named() -> None:
    assert Segment("x", A & (usage.count.ever() > 1) & contacts.any()).entity == "accounts"
    assert Segment("x", contacts.role.is_("x")).entity == "contacts"


def test_the_entity_is_the_only_one_that_all_reach() -> None:
    assert (subscriptions.count.now() > 1).entity == "accounts"
    assert (usage.count.ever() > 1).entity is None  # accounts or contacts
    assert ((usage.count.ever() > 1) & contacts.any()).entity == "accounts"
    assert everyone.entity is None
    assert Segment("x", usage.count.ever() > 1, entity="contacts").entity == "contacts"


def test_the_workspace_is_kept() -> None:
    from seg_widgets.dsl import table

    from .tables import SCHEMA

    home: Any = object()
    at_home = table(SCHEMA, "accounts", home=home)
    assert (at_home.seats > 1).home is home
    assert ((usage.count.ever() > 1) & at_home.plan_tier.is_("x")).home is home
    assert table(SCHEMA, "contacts", home=home).where(role="x").any().home is home
    assert (table(SCHEMA, "usage", home=home).where(usage.minutes > 1).count.ever() > 1).home is home
