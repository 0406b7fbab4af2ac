"""English says every part of a definition, in the words that an analyst would say aloud."""

from __future__ import annotations

from typing import Any

import pytest

from seg_widgets.code.english import criterion_words, english, node_words
from seg_widgets.definition import (
    Ago,
    AnyTime,
    Change,
    Dates,
    DaysSince,
    DaysUntil,
    Everyone,
    Holding,
    Last,
    Ratio,
    Related,
    Segment,
    Span,
    Tenure,
)

from .corpus import METRICS, SCHEMA, SEGMENTS, A, B, agg, attr, crit, group, seg

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


@pytest.mark.parametrize(("node", "words"), WORDS, ids=[w for _, w in WORDS])
def test_words(node: Any, words: str) -> None:
    assert node_words(node, "accounts", SCHEMA) == words


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


@pytest.mark.parametrize("schema", [SCHEMA, None], ids=["schema", "bare"])
def test_different_definitions_have_different_words(schema: Any) -> None:
    """Nothing is dropped: two definitions read the same only where they mean the same."""
    said: dict[str, list[Segment]] = {}
    for segment in SEGMENTS:
        said.setdefault(f"{segment.entity}: {english(segment, schema)}", []).append(segment)
    apart = {w: {repr(_meaning(s.where.dump())) for s in ss} for w, ss in said.items()}
    assert {w: m for w, m in apart.items() if len(m) > 1} == {}


def _meaning(data: Any) -> Any:
    """Leave out what makes no difference: all of one thing is that thing, 5.0 is 5, a number in quotes is that number."""
    if isinstance(data, dict):
        if data.get("kind") == "all" and len(data["members"]) == 1 and not data.get("muted"):
            return _meaning(data["members"][0])
        return {k: _meaning(v) for k, v in data.items()}
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
