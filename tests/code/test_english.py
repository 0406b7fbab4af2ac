"""English says every part of a definition, in the words that an analyst would say aloud."""

from __future__ import annotations

from typing import Any

import pytest

from seg_widgets.code.english import criterion_words, english, node_words
from seg_widgets.definition import (
    Ago,
    AnyTime,
    Between,
    Change,
    Dates,
    DaysSince,
    DaysUntil,
    Everyone,
    EveryRow,
    Habit,
    Holding,
    IfMissing,
    InSegment,
    Last,
    Listed,
    Lookup,
    Mapped,
    Match,
    Ordered,
    Outer,
    Param,
    Parameter,
    Peers,
    Ratio,
    Related,
    Segment,
    Sequence,
    Since,
    Span,
    Step,
    Tenure,
    Tier,
)

from .corpus import METRICS, SCHEMA, SEGMENTS, A, B, P, agg, attr, calc, crit, group, num, pairs, ratio, seg

LAST = Last(n=30)


def fall(op: str, value: Any, how: str = "relative") -> Any:
    return crit(Change(of=agg("sum", "arr"), how=how), op, value)


WORDS = [
    (A, "Plan tier is Gold"),
    (crit("plan_tier", "is_not", "Gold"), "Plan tier is not Gold"),
    (crit("plan_tier", "one_of", ["Gold", "Silver", "R and D"]), 'Plan tier is one of Gold, Silver or "R and D"'),
    (crit("plan_tier", "none_of", ["Gold"]), "Plan tier is none of Gold"),
    (crit("plan_tier", "contains", "go", ignore_case=True, trim=True), "Plan tier contains go (ignoring case and spaces around it)"),
    (crit("plan_tier", "matches", "^G"), 'Plan tier matches the pattern "^G"'),
    (crit("plan_tier", "is", "a\nb"), 'Plan tier is "a\\nb"'),
    (crit("plan_tier", "is", ""), 'Plan tier is ""'),
    (crit("plan_tier", "is_missing", None), "Plan tier is missing"),
    (crit("active", "is_true", None), "active is true"),
    (crit(), "Seats is at least 10 people"),
    (crit("arr", "between", [1000, 2500000.5]), "ARR is between 1,000 and 2,500,000.5 USD"),
    (crit("seats", "<", attr("count")), "Seats is less than count"),
    (crit("last_login", "<", "2024-01-31"), "Last login is before 2024-01-31"),
    (crit("renews_on", "is", "2024-01-31"), "renews_on is on 2024-01-31"),
    (crit("renews_on", "between", ["2024-01-01", "2024-01-31"]), "renews_on is between 2024-01-01 and 2024-01-31"),
    (crit("renews_on", "in_next", Span(n=90)), "renews_on is in the next 90 days"),
    (crit("renews_on", "within_last", Span(n=1, unit="months")), "renews_on is within the last month"),
    (crit("renews_on", "same_month", attr("last_login")), "renews_on is in the same month as Last login"),
    (crit(Tenure(since="renews_on"), "<", 12), "tenure in months (from renews_on) is less than 12"),
    (crit(DaysSince(of=attr("last_login")), "<=", 60), "days since Last login is at most 60"),
    (crit(DaysUntil(of=attr("renews_on")), "<=", 60), "days until renews_on is at most 60"),
    (crit(DaysSince(of=agg("last_day", window=AnyTime())), ">", 60), "days since the latest use is more than 60"),
    (crit(agg()), "number of uses in the last 30 days is at least 10"),
    (crit(agg("active_days", window=Last(n=1, unit="weeks"))), "number of days with at least one use in the last week is at least 10"),
    (crit(agg("sum", "arr", Ago(a=31, b=60)), "is", 0), "sum of ARR of uses between 31 and 60 days ago is 0 USD"),
    (crit(agg("distinct", "arr", Dates(start="2024-01-01", end="2024-01-31")), "is", 0),
     "number of different ARR of uses from 2024-01-01 to 2024-01-31 is 0"),
    (crit(agg("distinct", "arr", Dates(start="2024-01-01", end="2024-01-01")), "is", 0),
     "number of different ARR of uses on 2024-01-01 is 0"),
    (crit(agg("latest", "health", AnyTime(), via="account_id"), "<", 0.5),
     "latest Health of uses (by account_id) at any time is less than 0.5"),
    (crit(agg(table="subscriptions", window=Holding(), where=group("all", A)), ">", 1),
     "number of subscriptions (with Plan tier is Gold) that hold today is more than 1"),
    (crit(agg(where=group("any", A, B)), ">", 1),
     "number of uses (with any of (Plan tier is Gold; Seats is at least 10 people)) in the last 30 days is more than 1"),
    (crit(Ratio(numerator=attr("arr"), denominator=attr())), "ARR divided by Seats is at least 10"),
    (fall("<", -0.4), "sum of ARR of uses in the last 30 days is down by more than 40% on the 30 days before"),
    (fall("<=", -0.125), "sum of ARR of uses in the last 30 days is down by at least 12.5% on the 30 days before"),
    (fall(">", 0.07), "sum of ARR of uses in the last 30 days is up by more than 7% on the 30 days before"),
    (fall(">=", 2), "sum of ARR of uses in the last 30 days is up by at least 200% on the 30 days before"),
    (fall("<", 0), "sum of ARR of uses in the last 30 days is down by more than 0% on the 30 days before"),
    (fall(">", 0, "absolute"), "sum of ARR of uses in the last 30 days is up on the 30 days before"),
    (fall("<=", 0), "relative change of sum of ARR of uses in the last 30 days on the 30 days before is at most 0%"),
    (fall(">", -0.4), "relative change of sum of ARR of uses in the last 30 days on the 30 days before is more than -40%"),
    (fall("between", [-0.4, 0.1]),
     "relative change of sum of ARR of uses in the last 30 days on the 30 days before is between -40% and 10%"),
    (fall("<", -5, "absolute"), "sum of ARR of uses in the last 30 days is down by more than 5 USD on the 30 days before"),
    (crit("seats", muted=True), "muted: Seats is at least 10 people"),
    (Everyone(), "everyone"),
    (group("all", A, B), "all of (Plan tier is Gold; Seats is at least 10 people)"),
    (group("at_least", A, B, n=2), "at least 2 of (Plan tier is Gold; Seats is at least 10 people)"),
    (group("none", A, muted=True), "muted: none of (Plan tier is Gold)"),
    (Related(table="contacts", where=Everyone()), "at least one contact"),
    (Related(table="contacts", quantifier="none", scope=group("all", A),
             where=group("all", crit(DaysSince(of=attr("last_login")), "<=", 60))),
     "no contact (with Plan tier is Gold) whose days since Last login is at most 60"),
    (Related(table="contacts", quantifier="at_least", n=1, where=group("all", A)), "at least 1 contact whose Plan tier is Gold"),
    (Related(table="contacts", quantifier="at_most", n=2, via="billed_by", where=group("any", A, B)),
     "at most 2 contacts (by billed_by) where any of (Plan tier is Gold; Seats is at least 10 people)"),
    (Related(table="contacts", quantifier="exactly", n=0, where=group("all", group("none", A))),
     "exactly 0 contacts where none of (Plan tier is Gold)"),
]  # fmt: skip

OUT = crit("region", "is", Outer(of=attr("region")))
WORDS += [
    (crit("tags", "has_any", ["a", "b"]), "tags has any of a or b"),
    (crit("tags", "has_all", ["a", "b"]), "tags has all of a and b"),
    (crit("tags", "has_none", ["a"]), "tags has none of a"),
    (crit("tags", "is_empty", None), "tags is empty"),
    (crit(agg("active_periods", window=Last(n=4, unit="quarters"), where=group("all", A)), ">=", 3),
     "number of the last 4 quarters with at least one use (with Plan tier is Gold) is at least 3"),
    (crit(agg("quantile", "health", q=0.95), ">", 1), "95% quantile of Health of uses in the last 30 days is more than 1"),
    (crit(agg(window=Since(anchor="renews_on", n=3, unit="months")), "is", 0),
     "number of uses in the first 3 months since renews_on is 0"),
    (crit(calc("*", calc("+", attr("arr"), attr("health")), num(12)), ">", 9), "(ARR plus Health) times 12 is more than 9"),
    (crit(ratio(attr("arr"), num(12)), ">", 9), "ARR divided by 12 is more than 9"),
    (crit("arr", ">", calc("*", num(2), attr("health"))), "ARR is more than (2 times Health)"),
    (crit(IfMissing(of=attr("arr"), value=0), "<", 5), "ARR (0 if missing) is less than 5 USD"),
    (crit(Mapped(of=attr("plan_tier"), pairs=pairs(Gold=2, Silver=1), other=0), ">", 1),
     "Plan tier (as Gold = 2; Silver = 1; others = 0) is more than 1"),
    (crit(Ordered(of=attr("plan_tier"), order=("Silver", "Gold")), ">=", "Silver"),
     "Plan tier (in the order Silver < Gold) is at least Silver"),
    (crit(Peers(of=agg(), by=("region", "plan_tier")), "<", agg()),
     "median number of uses in the last 30 days among accounts with the same region and Plan tier is less than "
     "number of uses in the last 30 days"),
    (crit("arr", "<", Peers(of=attr("arr"), by=("region",), stat="quantile", q=0.25)),
     "ARR is less than 25% quantile of ARR among accounts with the same region"),
    (crit(Tier(of=attr("arr"), k=4), "is", 1), "tier (1 to 4) of ARR is 1"),
    (crit("health", "<", Lookup(table="benchmarks", column="health", on=(Match(attribute="region", column="region"),))),
     "Health is less than Health from benchmarks (by region)"),
    (crit(Change(of=ratio(agg(), attr())), "<", -0.4),
     "(number of uses in the last 30 days divided by Seats) is down by more than 40% on the 30 days before"),
    (Related(table="contacts", where=group("all", OUT)), "at least one contact whose region is the account's region"),
    (Related(table="contacts", where=group("all", Related(table="accounts", where=group("all", crit("region", "is",
     Outer(of=attr("region"), up=2)))))),
     "at least one contact where at least one account whose region is the account's (2 levels out) region"),
    (Related(table="contacts", quantifier="share", share=0.5, where=group("all", A)), "at least 50% of contacts whose Plan tier is Gold"),
    (Related(table="contacts", quantifier="every", scope=group("all", A), where=group("any", A, B)),
     "every contact (with Plan tier is Gold) where any of (Plan tier is Gold; Seats is at least 10 people)"),
    (Habit(kind="first_ever", table="usage", window=LAST), "first use ever is in the last 30 days"),
    (Habit(kind="stopped", table="usage", window=LAST, where=group("all", A)),
     "uses (with Plan tier is Gold) stopped in the last 30 days (some in the 30 days before)"),
    (Habit(kind="resumed", table="usage", window=Last(n=1, unit="months")),
     "uses resumed in the last month (none in the month before, some earlier)"),
    (EveryRow(table="usage", window=LAST, has=group("all", A)), "in every use in the last 30 days (at least one), Plan tier is Gold"),
    (Sequence(steps=(Step(table="usage", where=group("all", A)), Step(table="subscriptions", within=7, without=Between(table="usage"))),
              window=LAST),
     "one use (with Plan tier is Gold), then within 7 days one subscriptions (no use in between), all in the last 30 days"),
    (Listed(keys=("A-1", "A-2"), name="strategic"), "is in the list strategic (A-1 or A-2)"),
    (InSegment(name="Gold"), "is in the segment Gold"),
    (crit("seats", ">", P), "Seats is more than 30 [Days] people"),
    (crit("seats", "one_of", [P, 2]), "Seats is one of 30 [Days] or 2 people"),
    (crit("plan_tier", "one_of", Param(name="plans")), 'Plan tier is one of Gold or "R and D" [plans]'),
    (crit(Change(of=agg()), "<", Param(name="drop")), "relative change of number of uses in the last 30 days on the 30 days before is "
     "less than -40% [drop]"),
    (crit(agg(window=Last(n=P))), "number of uses in the last 30 [Days] days is at least 10"),
    (crit("renews_on", "in_next", Span(n=P, unit="weeks")), "renews_on is in the next 30 [Days] weeks"),
    (crit("seats", ">", Param(name="unknown")), "Seats is more than [unknown] people"),
]  # fmt: skip
PARAMETERS = (
    Parameter(name="p", default=30, label="Days"),
    Parameter(name="plans", default=("Gold", "R and D")),
    Parameter(name="drop", default=-0.4),
)


@pytest.mark.parametrize(("node", "words"), WORDS, ids=[w for _, w in WORDS])
def test_words(node: Any, words: str) -> None:
    assert node_words(node, "accounts", SCHEMA, PARAMETERS) == words


def test_without_a_schema_names_stand_for_labels_and_days_still_read_as_days() -> None:
    assert criterion_words(crit("last_login", "<", "2024-01-31"), "accounts") == "last_login is before 2024-01-31"
    assert criterion_words(crit(agg("sum", "arr")), "accounts") == "sum of arr of usage in the last 30 days is at least 10"


def test_a_segment_is_a_list_that_follows_its_groups() -> None:
    contacts = Related(table="contacts", quantifier="none", scope=group("all", A), where=group("any", A, group("all", A, B)))
    assert (
        english(seg(A, group("none", A, group("any", A, B)), contacts), SCHEMA)
        == """Accounts where all of:
- Plan tier is Gold
- none of:
  - Plan tier is Gold
  - any of:
    - Plan tier is Gold
    - Seats is at least 10 people
- no contact (with Plan tier is Gold) where any of:
  - Plan tier is Gold
  - all of:
    - Plan tier is Gold
    - Seats is at least 10 people
"""
    )
    assert english(seg(A), SCHEMA) == "Accounts where Plan tier is Gold\n"
    assert english(seg(group("any", A, B)), SCHEMA) == "Accounts where any of:\n- Plan tier is Gold\n- Seats is at least 10 people\n"
    assert english(seg(Everyone()), SCHEMA) == "All accounts\n"
    every = EveryRow(table="usage", has=group("any", A, B), muted=True)
    assert (
        english(seg(every, crit("seats", "<", P), parameters={"p": 5}), SCHEMA)
        == """Accounts where all of:
- muted: in every use at any time (at least one), any of:
  - Plan tier is Gold
  - Seats is at least 10 people
- Seats is less than 5 [p] people
"""
    )


@pytest.mark.parametrize("schema", [SCHEMA, None], ids=["schema", "bare"])
def test_different_definitions_have_different_words(schema: Any) -> None:
    """Nothing is dropped: two definitions read the same only where they mean the same."""
    said: dict[str, list[Segment]] = {}
    for segment in SEGMENTS:
        said.setdefault(f"{segment.entity}: {english(segment, schema)}", []).append(segment)
    apart = {w: {repr(_meaning(s.where.dump())) for s in ss} for w, ss in said.items()}
    assert {w: m for w, m in apart.items() if len(m) > 1} == {}


def _meaning(data: Any) -> Any:
    """Leave out what makes no difference: all of one thing is that thing, 5.0 is 5, a number in quotes is that number, and so is
    a constant; a list of one parameter reads as that parameter."""
    if isinstance(data, dict):
        if data.get("kind") == "all" and len(data["members"]) == 1 and not data.get("muted"):
            return _meaning(data["members"][0])
        if data.get("kind") == "constant":
            return _meaning(data["value"])
        return {k: _meaning(v) for k, v in data.items()}
    if isinstance(data, list) and len(data) == 1 and isinstance(data[0], dict) and data[0].get("kind") == "param":
        return _meaning(data[0])
    if isinstance(data, list):
        return [_meaning(d) for d in data]
    return "12.5" if data == "12.50" else int(data) if isinstance(data, float) and data.is_integer() and data < 1e15 else data


@pytest.mark.parametrize("segment", SEGMENTS, ids=lambda s: repr(s.name))
def test_what_is_said_keeps_to_its_lines(segment: Segment) -> None:
    said = english(segment, SCHEMA)
    first, *items = said.removesuffix("\n").split("\n")
    assert all(i.lstrip(" ").startswith("- ") for i in items)
    assert all(line.isprintable() for line in (first, *items))
    assert "\n" not in node_words(segment.where, segment.entity, SCHEMA)


def test_every_metric_has_words_of_its_own() -> None:
    said = [criterion_words(crit(m), "accounts", SCHEMA) for m in METRICS]
    assert len(set(said)) == len(METRICS)
