"""The spread of a rule's metric, as the editor asks for it. Expected figures are counted by hand, with numpy or pandas alone."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.widgets.spread import spread

Node = dict[str, Any]
D = "2026-11-20"


def workspace() -> sw.Workspace:
    """A shop whose names are not plain, with missing values, an odd value out, and related tables."""
    rng = np.random.default_rng(7)
    n = 400
    spent = rng.integers(0, 100, n).astype(float)
    spent[:3] = [1e9, np.nan, np.nan]
    kunden = pd.DataFrame({
        "Kunde №": np.arange(1000, 1000 + n),
        "Umsatz (€)": spent,
        "Größe": rng.choice(["S", "M", "L", None], n, p=[0.5, 0.3, 0.1, 0.1]),
        "Anmerkung": [f"Text {i}" for i in range(n)],
        "seit": pd.to_datetime("2024-01-01") + pd.to_timedelta(rng.integers(0, 800, n), unit="D"),
        "preis": np.round(rng.uniform(0, 5, n), 2),
        "aktiv": rng.random(n) < 0.25,
    })  # fmt: skip
    leute = pd.DataFrame({"id": np.arange(900), "Kunde №": rng.integers(1000, 1000 + n, 900), "alter": rng.integers(18, 30, 900)})
    tables = {
        "kunden": {"key": "Kunde №", "columns": {"Größe": {"order": ["S", "M", "L"]}}},
        "leute": {"key": "id", "links": {"Kunde №": "kunden"}},
    }
    return sw.Workspace.from_frames({"kunden": kunden, "leute": leute}, config={"as_of": D, "tables": tables})


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return workspace()


@pytest.fixture(scope="module")
def builder(ws: sw.Workspace) -> sw.SegmentBuilder:
    return sw.SegmentBuilder(ws)


def ask(builder: sw.SegmentBuilder, metric: Any, table: str = "kunden", parameters: Any = ()) -> Node:
    replies: list[Node] = []
    builder.editor.send = replies.append  # type: ignore[method-assign]
    question = {"type": "ask", "ask": 3, "about": "spread", "table": table, "metric": metric, "parameters": list(parameters)}
    builder._on_message(builder.editor, question, [])
    assert [r["ask"] for r in replies] == [3]
    return replies[0]


def column(name: str) -> Node:
    return {"kind": "attribute", "column": name}


def test_numbers_are_counted_in_readable_bins_and_one_odd_value_does_not_squeeze_them(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    found = ask(builder, column("Umsatz (€)"))["spread"]
    values = ws.frame("kunden")["Umsatz (€)"]
    edges = np.array(found["edges"])
    assert (edges[0], edges[-1], np.unique(np.diff(edges)).tolist()) == (0, 100, [5])
    clipped = np.clip(values.dropna(), None, 99)  # the last bin holds what lies beyond
    assert found["counts"] == np.histogram(clipped, edges)[0].tolist()
    assert (found["below"], found["above"], found["step"], found["missing"], found["of"]) == (False, True, 1.0, 2, 400)
    assert (found["min"], found["max"]) == (0, 1e9)
    assert sum(found["counts"]) + found["missing"] == 400


def test_the_bars_left_of_an_edge_add_up_to_who_meets_the_rule(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    found = ask(builder, column("Umsatz (€)"))["spread"]
    for i in (1, 7, 15):
        rule = {"kind": "criterion", "metric": column("Umsatz (€)"), "op": "<", "value": found["edges"][i]}
        where = {"kind": "all", "members": [rule]}
        segment = sw.Segment.load({"format": 2, "name": "x", "entity": "kunden", "where": where})
        assert ws.count(segment).members == sum(found["counts"][:i])


def test_numbers_say_in_which_step_they_are_written(builder: sw.SegmentBuilder) -> None:
    assert ask(builder, column("preis"))["spread"]["step"] == 0.01
    third = {"kind": "ratio", "numerator": column("preis"), "denominator": {"kind": "constant", "value": 3}}
    assert ask(builder, third)["spread"]["step"] == 0


def test_days_fall_into_months_counted_from_1970(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    found = ask(builder, column("seit"))["spread"]
    days = ws.frame("kunden")["seit"].dt.date
    by_month = days.map(lambda d: d.replace(day=1)).value_counts().sort_index()
    quarters = days.map(lambda d: datetime.date(d.year, (d.month - 1) // 3 * 3 + 1, 1)).value_counts().sort_index()
    starts = [datetime.date(1970, 1, 1) + datetime.timedelta(days=int(e)) for e in found["edges"][:-1]]
    expected = by_month if len(starts) > 12 else quarters
    assert dict(zip(starts, found["counts"], strict=True)) == expected.to_dict()
    assert (found["kind"], found["step"], found["missing"]) == ("date", 1, 0)


def test_categories_stand_in_their_order_and_booleans_as_two(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    kunden = ws.frame("kunden")
    sizes = kunden["Größe"].value_counts()
    found = ask(builder, column("Größe"))["spread"]
    assert (found["values"], found["counts"]) == (["S", "M", "L"], [int(sizes[v]) for v in "SML"])
    assert (found["missing"], found["others"]) == (int(kunden["Größe"].isna().sum()), 0)
    found = ask(builder, column("aktiv"))["spread"]
    assert dict(zip(found["values"], found["counts"], strict=True)) == {
        False: int((~kunden["aktiv"]).sum()),
        True: int(kunden["aktiv"].sum()),
    }


def test_inside_a_related_group_it_is_of_the_related_entities(builder: sw.SegmentBuilder, ws: sw.Workspace) -> None:
    found = ask(builder, column("alter"), "leute")["spread"]
    ages = ws.frame("leute")["alter"]
    assert found["edges"] == [float(e) for e in range(18, 31)]
    assert found["counts"] == np.bincount(ages - 18, minlength=12).tolist()
    assert found["of"] == 900


NONE = [("a key", "kunden", column("Kunde №")), ("remarks", "kunden", column("Anmerkung")), ("a link", "leute", column("Kunde №"))]


@pytest.mark.parametrize(("table", "metric"), [pytest.param(t, m, id=name) for name, t, m in NONE])
def test_where_a_spread_says_nothing_there_is_none(builder: sw.SegmentBuilder, table: str, metric: Node) -> None:
    assert ask(builder, metric, table)["spread"] is None


BROKEN = [
    ("no such column", column("nix"), "unknown-column"),
    ("no metric", None, "unknown-question"),
    ("a kind that is none", {"kind": "nope"}, "unknown-kind"),
    ("not whole", {"kind": "ratio", "numerator": column("preis")}, "missing-part"),
]


@pytest.mark.parametrize(("metric", "code"), [pytest.param(m, c, id=name) for name, m, c in BROKEN])
def test_what_is_wrong_is_told_to_whoever_asked(builder: sw.SegmentBuilder, metric: Any, code: str) -> None:
    assert [p["code"] for p in ask(builder, metric)["problems"]] == [code]


def test_a_universe_leaves_out_who_does_not_exist() -> None:
    frame = pd.DataFrame({"k": range(10), "x": range(10), "kind": ["a", "b"] * 5, "test": [False] * 8 + [True] * 2})
    where = {"kind": "all", "members": [{"kind": "criterion", "metric": column("test"), "op": "is_false"}]}
    ws = sw.Workspace.from_frames({"t": frame}, config={"tables": {"t": {"key": "k"}}, "universe": {"t": where}})
    builder = sw.SegmentBuilder(ws)
    found = ask(builder, column("x"), "t")["spread"]
    assert (sum(found["counts"]), found["of"], found["max"]) == (8, 8, 7)
    assert ask(builder, column("kind"), "t")["spread"]["counts"] == [4, 4]


@pytest.mark.parametrize("values", [[], [None, None], [3]], ids=["no rows", "all missing", "one row"])
def test_of_hardly_any_rows(values: list[Any]) -> None:
    frame = pd.DataFrame({"k": pd.Series(range(len(values)), dtype="int64"), "x": pd.Series(values, dtype="float64")})
    builder = sw.SegmentBuilder(sw.Workspace.from_frames({"t": frame}, config={"tables": {"t": {"key": "k"}}}))
    found = ask(builder, column("x"), "t")["spread"]
    assert (found and sum(found["counts"])) == (1 if values == [3] else None)


def test_a_parameter_of_a_window_counts_with_its_value() -> None:
    days_ago = {1: [0, 6, 7], 2: [1, 2, 3, 30]}
    visits = pd.DataFrame([{"who": who, "on": pd.Timestamp(D) - pd.Timedelta(days=ago)} for who, agos in days_ago.items() for ago in agos])
    ws = sw.Workspace.from_frames(
        {"people": pd.DataFrame({"id": [1, 2, 3]}), "visits": visits},
        config={"as_of": D, "tables": {"people": {"key": "id"}, "visits": {"time": "on", "links": {"who": "people"}}}},
    )
    metric = {"kind": "aggregate", "table": "visits", "agg": "count", "window": {"kind": "last", "n": {"kind": "param", "name": "days"}}}
    found = ask(sw.SegmentBuilder(ws), metric, "people", [{"name": "days", "default": 7}])["spread"]
    assert (found["edges"], found["counts"]) == ([0, 1, 2, 3, 4], [1, 0, 1, 1])  # 2, 3 and 0 visits in seven days


def test_it_is_of_the_day_that_the_question_names(ws: sw.Workspace) -> None:
    since = {"kind": "days_since", "of": column("seit")}
    later, before = (
        spread({"table": "kunden", "metric": since, "as_of": day}, ws, ws.day(D))["spread"] for day in ("2026-11-20", "2026-11-10")
    )
    assert (later["min"] - before["min"], later["max"] - before["max"]) == (10, 10)
