"""What the later words build: calculations, lists, habits, sequences, peers, entities outside, names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from seg_widgets import dsl
from seg_widgets.definition import Parameter, Segment
from seg_widgets.dsl import Expression, at_least_of, in_segment, listed, number, outer, param

from .tables import accounts, benchmarks, contacts, odd, subscriptions, usage


def col(name: str) -> dict[str, Any]:
    return {"kind": "attribute", "column": name}


def num(value: Any) -> dict[str, Any]:
    return {"kind": "constant", "value": value}


def calc(op: str, left: Any, right: Any) -> dict[str, Any]:
    return {"kind": "arithmetic", "op": op, "left": left, "right": right}


def rows(agg: str = "count", **rest: Any) -> dict[str, Any]:
    order = ("kind", "table", "agg", "column", "q", "window", "where", "via")
    return dict(sorted({"kind": "aggregate", "table": "usage", "agg": agg, **rest}.items(), key=lambda pair: order.index(pair[0])))


LAST: dict[str, Any] = {"kind": "last", "n": 30}
P = {"kind": "param", "name": "p"}
A = {"kind": "all", "members": [{"kind": "criterion", "metric": col("feature"), "op": "is", "value": "A"}]}
use = usage.count.last(days=30)
arr, seats = accounts.arr, accounts.seats


@pytest.mark.parametrize(
    ("metric", "built"),
    [
        (usage.count.first(months=3, since=accounts.started_on),
         rows(window={"kind": "since", "anchor": "started_on", "n": 3, "unit": "months"})),
        (usage.count.first(days=3, since="started_on"), rows(window={"kind": "since", "anchor": "started_on", "n": 3})),
        (usage.minutes.first.first(days=3, since=accounts.started_on),
         rows("first", column="minutes", window={"kind": "since", "anchor": "started_on", "n": 3})),
        (usage.active_periods.last(quarters=4), rows("active_periods", window={"kind": "last", "n": 4, "unit": "quarters"})),
        (usage.minutes.quantile(0.9).last(days=30), rows("quantile", column="minutes", q=0.9, window=LAST)),
        (usage.minutes.quantile(1).ever(), rows("quantile", column="minutes", q=1.0)),
        (arr + accounts.seats, calc("+", col("arr"), col("seats"))),
        (arr - 5, calc("-", col("arr"), num(5))),
        (5 - arr, calc("-", num(5), col("arr"))),
        (2 * arr + 1, calc("+", calc("*", num(2), col("arr")), num(1))),
        (2 * (arr + 1), calc("*", num(2), calc("+", col("arr"), num(1)))),
        (arr - (seats - 1), calc("-", col("arr"), calc("-", col("seats"), num(1)))),
        (arr - seats - 1, calc("-", calc("-", col("arr"), col("seats")), num(1))),
        (-arr, calc("*", num(-1), col("arr"))),
        (arr / 12, {"kind": "ratio", "numerator": col("arr"), "denominator": num(12)}),
        (12 / arr / seats, {"kind": "ratio", "numerator": {"kind": "ratio", "numerator": num(12), "denominator": col("arr")},
                            "denominator": col("seats")}),
        (12 / (arr / seats), {"kind": "ratio", "numerator": num(12),
                              "denominator": {"kind": "ratio", "numerator": col("arr"), "denominator": col("seats")}}),
        (np.float64(0.5) * arr, calc("*", num(0.5), col("arr"))),
        (arr * np.int64(3), calc("*", col("arr"), num(3))),
        (number(2) + 3, calc("+", num(2), num(3))),
        (3 + number(2), calc("+", num(3), num(2))),
        (arr * param("p"), calc("*", col("arr"), num(P))),
        (param("p") * arr, calc("*", num(P), col("arr"))),
        (number(param("p")), num(P)),
        (accounts.health.if_missing(0), {"kind": "if_missing", "of": col("health"), "value": 0}),
        ((arr + seats).if_missing(0), {"kind": "if_missing", "of": calc("+", col("arr"), col("seats")), "value": 0}),
        (accounts.plan_tier.map({"Silver": 1, "Gold": 2}, other=0),
         {"kind": "map", "of": col("plan_tier"), "pairs": [{"value": "Silver", "to": 1}, {"value": "Gold", "to": 2}], "other": 0}),
        (seats.map({1: "one"}), {"kind": "map", "of": col("seats"), "pairs": [{"value": 1, "to": "one"}]}),
        (accounts.plan_tier.in_order(["Silver", "Gold"]), {"kind": "ordered", "of": col("plan_tier"), "order": ["Silver", "Gold"]}),
        ((use / seats).change(), {"kind": "change", "of": {"kind": "ratio", "numerator": rows(window=LAST), "denominator": col("seats")}}),
        ((use * 2).change(absolute=True), {"kind": "change", "of": calc("*", rows(window=LAST), num(2)), "how": "absolute"}),
        (use.peer_median(accounts.industry), {"kind": "peers", "of": rows(window=LAST), "by": ["industry"]}),
        (arr.peer_mean("industry", accounts.region), {"kind": "peers", "of": col("arr"), "by": ["industry", "region"], "stat": "mean"}),
        (arr.peer_quantile(0.9, accounts.industry), {"kind": "peers", "of": col("arr"), "by": ["industry"], "stat": "quantile", "q": 0.9}),
        (arr.tier(4), {"kind": "tier", "of": col("arr"), "k": 4}),
        (benchmarks.uses.lookup(industry=accounts.industry),
         {"kind": "lookup", "table": "benchmarks", "column": "uses", "on": [{"attribute": "industry", "column": "industry"}]}),
        (benchmarks.uses.lookup({"any column": accounts.region}, industry=accounts.industry),
         {"kind": "lookup", "table": "benchmarks", "column": "uses",
          "on": [{"attribute": "region", "column": "any column"}, {"attribute": "industry", "column": "industry"}]}),
        (outer(accounts.plan_tier), {"kind": "outer", "of": col("plan_tier")}),
        (outer(use, up=2), {"kind": "outer", "of": rows(window=LAST), "up": 2}),
        (usage.count.last(days=param("p")), rows(window={"kind": "last", "n": P})),
        (usage.count.ago(param("p"), 60), rows(window={"kind": "ago", "a": P, "b": 60})),
    ],
    ids=lambda x: repr(x) if not isinstance(x, dict) else "",
)  # fmt: skip
def test_metrics(metric: Any, built: dict[str, Any]) -> None:
    assert metric.node.dump() == built
    assert evaluated(repr(metric)).node.dump() == built


def crit(metric: Any, op: str, *value: Any) -> dict[str, Any]:
    return {"kind": "criterion", "metric": metric, "op": op} | ({"value": value[0]} if value else {})


ROLE = {"kind": "all", "members": [crit(col("role"), "is", "x")]}
ROWS_A = usage.where(feature="A")


@pytest.mark.parametrize(
    ("written", "built"),
    [
        (accounts.tags.has_any(["a", "b"]), crit(col("tags"), "has_any", ["a", "b"])),
        (accounts.tags.has_all(["a"]), crit(col("tags"), "has_all", ["a"])),
        (accounts.tags.has_none([param("p"), "b"]), crit(col("tags"), "has_none", [P, "b"])),
        (accounts.tags.has_any(param("p")), crit(col("tags"), "has_any", P)),
        (accounts.tags.is_empty(), crit(col("tags"), "is_empty")),
        (accounts.plan_tier.in_order(["a", "b"]).between("a", "b"),
         crit({"kind": "ordered", "of": col("plan_tier"), "order": ["a", "b"]}, "between", ["a", "b"])),
        (arr + seats > arr * 2, crit(calc("+", col("arr"), col("seats")), ">", calc("*", col("arr"), num(2)))),
        (arr > number(5), crit(col("arr"), ">", num(5))),
        (arr > param("p"), crit(col("arr"), ">", P)),
        (param("p") < arr, crit(col("arr"), ">", P)),
        (param("p") == accounts.plan_tier, crit(col("plan_tier"), "is", P)),
        (accounts.plan_tier == param("p"), crit(col("plan_tier"), "is", P)),
        (accounts.plan_tier.is_in(param("p")), crit(col("plan_tier"), "one_of", P)),
        (arr.between(param("p"), 5), crit(col("arr"), "between", [P, 5])),
        (accounts.renews_on.in_next(days=param("p")), crit(col("renews_on"), "in_next", {"kind": "span", "n": P})),
        (at_least_of(param("p"), arr > 1), {"kind": "at_least", "n": P, "members": [crit(col("arr"), ">", 1)]}),
        (contacts.at_least_share(0.5, contacts.role.is_("x")),
         {"kind": "related", "table": "contacts", "quantifier": "share", "share": 0.5, "where": ROLE}),
        (contacts.at_least_share(1), {"kind": "related", "table": "contacts", "quantifier": "share", "share": 1.0,
                                      "where": {"kind": "everyone"}}),
        (contacts.where(role="x").every(contacts.role.is_("x"), via="billed_by"),
         {"kind": "related", "table": "contacts", "quantifier": "every", "via": "billed_by", "scope": ROLE, "where": ROLE}),
        (contacts.at_least(param("p")), {"kind": "related", "table": "contacts", "quantifier": "at_least", "n": P,
                                         "where": {"kind": "everyone"}}),
        (ROWS_A.first_ever.last(days=30), {"kind": "first_ever", "table": "usage", "window": LAST, "where": A}),
        (usage.first_ever.ago(1, 2), {"kind": "first_ever", "table": "usage", "window": {"kind": "ago", "a": 1, "b": 2}}),
        (usage.via("account_id").stopped.last(days=30).muted(),
         {"kind": "stopped", "table": "usage", "window": LAST, "via": "account_id", "muted": True}),
        (usage.resumed.last(days=30), {"kind": "resumed", "table": "usage", "window": LAST}),
        (usage.every_row(usage.feature.is_("A")).ever(), {"kind": "every_row", "table": "usage", "has": A}),
        (ROWS_A.every_row(usage.feature.is_("A")).last(days=30),
         {"kind": "every_row", "table": "usage", "window": LAST, "where": A, "has": A}),
        (usage.every_row(usage.feature.is_("A")).first(days=30, since=accounts.started_on),
         {"kind": "every_row", "table": "usage", "window": {"kind": "since", "anchor": "started_on", "n": 30}, "has": A}),
        (ROWS_A.then(subscriptions, within_days=7).ever(),
         {"kind": "sequence", "steps": [{"table": "usage", "where": A}, {"table": "subscriptions", "within": 7}]}),
        (odd.then(ROWS_A, within_days=param("p"), without=usage.via("account_id")).then(odd, within_days=0, without=ROWS_A).last(days=30),
         {"kind": "sequence", "steps": [{"table": "odd table"},
          {"table": "usage", "where": A, "within": P, "without": {"table": "usage", "via": "account_id"}},
          {"table": "odd table", "within": 0, "without": {"table": "usage", "where": A}}], "window": LAST}),
        (listed(accounts, ["a", "b"], name="strategic"), {"kind": "listed", "keys": ["a", "b"], "name": "strategic"}),
        (listed(contacts, (1, 2)), {"kind": "listed", "keys": [1, 2]}),
        (in_segment("Gold"), {"kind": "segment", "name": "Gold"}),
        (contacts.any(contacts.role == outer(accounts.plan_tier)),
         {"kind": "related", "table": "contacts",
          "where": {"kind": "all", "members": [crit(col("role"), "is", {"kind": "outer", "of": col("plan_tier")})]}}),
    ],
    ids=lambda x: repr(x) if isinstance(x, Expression) else "",
)  # fmt: skip
def test_conditions(written: Expression, built: dict[str, Any]) -> None:
    assert written.condition.dump() == built
    assert evaluated(repr(written)).condition.dump() == built


def evaluated(written: str) -> Any:
    """Run what something shows itself as."""
    tables = {"accounts": accounts, "contacts": contacts, "usage": usage, "subscriptions": subscriptions, "benchmarks": benchmarks}
    return eval(written, {n: getattr(dsl, n) for n in dsl.__all__} | tables | {"ws": {"odd table": odd}})


def test_what_is_said_of_the_entity_outside_says_whose_segment_it_is() -> None:
    assert contacts.any(contacts.role == outer(accounts.plan_tier)).entity == "accounts"
    assert (usage.where(usage.feature == outer(accounts.plan_tier)).count.ever() > 1).entity == "accounts"
    assert (usage.where(usage.feature == outer(accounts.plan_tier)).minutes.sum.ever() > 1).entity == "accounts"
    assert accounts.any(contacts.any(contacts.role == outer(contacts.role, up=2))).entity == "contacts"
    assert listed(contacts, ["a"]).entity == "contacts"
    assert in_segment(Segment("x", accounts.seats > 1)).entity == "accounts"
    assert (usage.count.first(days=1, since=accounts.started_on) > 1).entity == "accounts"
    assert in_segment("x").entity is None


def test_parameters_stand_in_a_segment() -> None:
    segment = Segment("x", (use > 1) & (accounts.seats > param("seats")), parameters={"seats": 5})
    assert segment.parameters == (Parameter(name="seats", default=5),)
    assert segment.with_values(seats=6).parameters == (Parameter(name="seats", default=6),)
