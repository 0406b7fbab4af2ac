"""What is read, and what is not read again: the promises of the kept layers, held by counting statements."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pandas as pd
import pytest

from seg_widgets.definition import Segment
from seg_widgets.engines.bounded import Bounded
from seg_widgets.results.bits import Bits
from seg_widgets.results.evaluate import _Evaluator
from seg_widgets.workspace import Workspace

SCHEMA = {
    "as_of": "2024-03-31",
    "tables": {
        "accounts": {"kind": "entity", "key": "id"},
        "contacts": {"kind": "entity", "key": "cid", "links": {"id": "accounts"}},
        "usage": {"kind": "event", "time": "at", "links": {"cid": "contacts"}},
    },
}


def attribute(op: str = ">=", value: Any = 10, **more: Any) -> dict[str, Any]:
    return {"kind": "criterion", "metric": {"kind": "attribute", "column": "seats"}, "op": op, "value": value} | more


def minutes(value: Any = 5, n: int = 30, where: Any = None, agg: str = "sum") -> dict[str, Any]:
    metric = {
        "kind": "aggregate",
        "table": "usage",
        "agg": agg,
        "column": "minutes",
        "window": {"kind": "last", "n": n},
    }
    return {"kind": "criterion", "metric": metric | ({"where": where} if where else {}), "op": ">", "value": value}


def group(*members: Any, kind: str = "all", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "members": list(members)} | more


def contacts(*members: Any, quantifier: str = "any", **more: Any) -> dict[str, Any]:
    return {"kind": "related", "table": "contacts", "quantifier": quantifier, "where": group(*members)} | more


def segment(*members: Any, kind: str = "all") -> Segment:
    return Segment.load({"name": "s", "entity": "accounts", "where": group(*members, kind=kind)})


FEATURE_A = group({"kind": "criterion", "metric": {"kind": "attribute", "column": "feature"}, "op": "is", "value": "A"})
BASE = (attribute(), minutes(), contacts(minutes(1)))

EDITS = [
    ("a threshold of an attribute", (attribute(value=11), minutes(), contacts(minutes(1))), 0, 1),
    ("an operator", (attribute(op="<"), minutes(), contacts(minutes(1))), 0, 1),
    ("a threshold of an aggregate", (attribute(), minutes(6), contacts(minutes(1))), 0, 1),
    ("a threshold inside a related group", (attribute(), minutes(), contacts(minutes(2))), 0, 1),
    ("a quantifier", (attribute(), minutes(), contacts(minutes(1), quantifier="none")), 0, 0),
    ("the order", (minutes(), contacts(minutes(1)), attribute()), 0, 0),
    ("a group around it", (group(*BASE, kind="any"),), 0, 0),
    ("a rule taken out", BASE[1:], 0, 0),
    ("a rule muted", (attribute(muted=True), *BASE[1:]), 0, 0),
    ("the same rule twice", (*BASE, attribute()), 0, 0),
    ("a new window", (*BASE, minutes(n=60)), 1, 1),
    ("a new row filter", (*BASE, minutes(where=FEATURE_A)), 1, 1),
    (
        "two new windows and an aggregation of the same rows",
        (*BASE, minutes(n=7), minutes(n=14), minutes(agg="mean")),
        1,
        1,
    ),
]


@pytest.fixture
def home() -> Workspace:
    days = pd.date_range("2024-01-01", "2024-03-31", freq="D")
    return Workspace.from_frames(
        {
            "accounts": pd.DataFrame({"id": [1, 2, 3], "seats": [5, 10, 20]}),
            "contacts": pd.DataFrame({"cid": [10, 20, 30], "id": [1, 2, 3]}),
            "usage": pd.DataFrame({"cid": [10, 20, 30] * 30, "at": days[:90], "feature": ["A", "B"] * 45, "minutes": range(90)}),
        },
        SCHEMA,
        quiet=True,
    )


@pytest.mark.parametrize(("edited", "reads", "masks"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS])
def test_an_edit_reads_the_tables_only_for_a_new_metric(home: Workspace, edited: Any, reads: int, masks: int) -> None:
    home.evaluate(segment(*BASE))
    before = home.database.statements.copy()
    after = home.evaluate(segment(*edited))
    spent = home.database.statements - before
    assert (spent["read"], spent["mask"]) == (reads, masks), dict(spent)
    fresh = Workspace.from_frames({name: home.frame(name) for name in home.schema.tables}, home.schema, quiet=True)
    assert fresh.evaluate(segment(*edited)).members == after.members  # and the kept layers give what a first look gives


def test_the_first_look_reads_each_table_once_a_filter_and_way(home: Workspace) -> None:
    home.evaluate(segment(*BASE, minutes(n=7), minutes(n=14, agg="max")))
    # bases of accounts and contacts; the attribute; usage by account; usage by contact
    assert home.database.statements["read"] == 5
    assert home.database.statements["mask"] == 2  # one an entity


def test_the_same_question_again_asks_nothing(home: Workspace) -> None:
    home.evaluate(segment(*BASE))
    before = home.database.statements.copy()
    home.evaluate(segment(*BASE))
    assert home.database.statements == before


def test_what_is_kept_is_bounded_and_what_was_dropped_is_read_again(home: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home.session._tables, "limit", 3 * (100_000 + 100))
    first = home.evaluate(segment(minutes(n=1))).members
    for n in range(2, 12):
        home.evaluate(segment(minutes(n=n)))
    tables = [t for (t,) in home.database.rows("SELECT table_name FROM duckdb_tables() WHERE temporary", "look") if "metrics" in t]
    assert len(tables) <= 3
    assert len(tables) == len({column.table for column in home.session._columns.values()}), "what was dropped is known to be"
    monkeypatch.setattr(home.session.memory, "limit", 0)
    home.evaluate(segment(minutes(n=12)))
    assert (len(home.session.memory), home.session.memory.total) == (0, 0)
    monkeypatch.undo()
    assert home.evaluate(segment(minutes(n=1))).members == first


def test_threads_that_ask_at_once_read_each_metric_once(home: Workspace) -> None:
    """A kernel may answer the browser in one thread while a cell asks in another."""
    asked = [segment(minutes(value=v % 3, n=10 + v // 6), attribute(value=v)) for v in range(24)]
    with ThreadPoolExecutor(8) as pool:
        counted = list(pool.map(lambda s: home.count(s).members, asked))
    assert counted == [home.count(s).members for s in asked]
    # The keys, the seats, the minutes of the first window, the rows of all; from these those of the second, and of the others in memory.
    read = home.database.statements
    assert (read["read"], read["again"], read["sums"], read["windows"]) == (4, 1, 1, 2)


def test_a_related_group_that_is_not_edited_is_not_rolled_up_again(home: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    rolled: list[Any] = []
    real = _Evaluator.roll_up
    monkeypatch.setattr(_Evaluator, "roll_up", lambda self, node, *rest: (rolled.append(node), real(self, node, *rest))[1])
    asked = [(*BASE,), (attribute(value=11), *BASE[1:]), (BASE[2], BASE[0]), (BASE[0], contacts(minutes(2)))]
    seen = []
    for members in asked:
        before = len(rolled)
        evaluation = home.evaluate(segment(*members))
        seen.append(len(rolled) - before)
        other = Workspace.from_frames({name: home.frame(name) for name in home.schema.tables}, home.schema, quiet=True)
        fresh = other.evaluate(segment(*members))
        del rolled[before + seen[-1] :]
        both = [{place: (n.met, n.yes, n.maybe, n.after) for place, n in found.by_place()} for found in (evaluation, fresh)]
        assert both[0] == both[1]
    assert seen == [3, 0, 0, 3]
    home.evaluate(segment(*BASE), "2024-02-29")  # another day is another question
    assert len(rolled) > sum(seen)


def test_metrics_of_many_kinds_over_the_same_rows_are_read_together_as_what_they_are(home: Workspace) -> None:
    """A count of distinct days first, and then enough others that a batch of one kind would be read by a scan of its own."""
    days = [{"agg": "active_days", "column": None, "window": {"kind": "last", "n": n}} for n in (7, 30)]
    others = [{"agg": agg, "window": {"kind": "last", "n": n}} for agg in ("sum", "min", "max", "mean") for n in (7, 30, 60)]
    metrics = [{"kind": "aggregate", "table": "usage", "column": "minutes"} | m for m in days + others]
    rules = [
        {"kind": "criterion", "metric": {k: v for k, v in metric.items() if v is not None}, "op": ">=", "value": value}
        for metric in metrics
        for value in (1, 4)
    ]
    together = home.evaluate(segment(*rules, kind="any"))
    found = {place: node.met.array().tolist() for place, node in together.by_place()}
    for number, rule in enumerate(rules):
        other = Workspace.from_frames({name: home.frame(name) for name in home.schema.tables}, home.schema, quiet=True)
        alone = other.evaluate(segment(rule))
        assert found[f"where.members.{number}"] == alone.members.array().tolist(), rule


@pytest.mark.parametrize("limit", [0, 2_000, 400_000])
def test_answers_are_the_same_however_little_may_be_kept(home: Workspace, limit: int) -> None:
    asked = [segment(*BASE, minutes(n=n), kind=kind) for n in (1, 7, 30, 7, 1) for kind in ("all", "any")]
    expected = [home.evaluate(s) for s in asked]
    other = Workspace.from_frames({name: home.frame(name) for name in home.schema.tables}, home.schema, quiet=True)
    other.session.memory.limit = other.session._tables.limit = limit
    for s, evaluation in zip(asked, expected, strict=True):
        before = other.database.statements["mask"]
        found = other.evaluate(s)
        assert {place: node.met for place, node in found.by_place()} == {place: node.met for place, node in evaluation.by_place()}
        assert other.database.statements["mask"] - before <= 2, "nothing is compared twice in one evaluation"
        assert other.session.memory.total <= limit
        assert other.session._tables.total <= limit


def test_sizes_are_about_those_of_the_arrays() -> None:
    bits = Bits.full(80_000)
    kept: Bounded[Any] = Bounded(25_000)
    kept.put("a", (bits, {"x": bits}))
    assert 20_000 <= kept.total <= 21_000
    kept.put("b", 1)
    assert kept.trim() == []
    kept.put("c", bits)
    assert kept.get("a") is not None
    assert kept.trim() == [1, bits]
    assert ("a" in kept, len(kept), kept.get("c")) == (True, 1, None)
