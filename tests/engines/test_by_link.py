"""Rows that reach their entity by way of others: aggregated by what they link to, in one scan of a table that was not read before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.plan import leaves

LAST = date(2026, 6, 30)
KINDS = ("a", "Ä 'quoted'", "c", None)


def workspace(rows: int = 600, person: str = "person") -> sw.Workspace:
    """Four firms, one without people; uses over two years, of nobody and of people of no firm, too; values are missing."""
    random = np.random.default_rng(11)
    frames = {
        "firm": pd.DataFrame({"id": ["x", "y", "z", "w"]}),
        person: pd.DataFrame({"pid": range(9), "firm": ["x", "x", "x", "y", "y", "z", "z", None, "gone"]}),
        "use of it": pd.DataFrame({
            "use": range(rows),
            "who": pd.Series(random.choice([*range(11), None], rows), dtype="Int64"),
            "at": pd.Timestamp("2024-07-02") + pd.to_timedelta(random.integers(0, 730 * 24 * 60, rows), unit="min"),
            "kind": pd.Series(random.choice(np.array(KINDS, dtype=object), rows), dtype="str"),
            "points": pd.Series(np.where(random.random(rows) < 0.2, np.nan, random.integers(-5, 9, rows))).astype("Int64"),
        }),
    }  # fmt: skip
    tables = {
        "firm": {"kind": "entity", "key": "id"},
        person: {"kind": "entity", "key": "pid", "links": {"firm": "firm"}},
        "use of it": {"kind": "event", "key": "use", "time": "at", "links": {"who": person}},
    }
    return sw.Workspace.from_frames(frames, {"as_of": LAST.isoformat(), "tables": tables}, quiet=True)


def by_firm(ws: sw.Workspace, first: date | None, entity: str = "firm") -> list[pd.DataFrame]:
    """Give the uses of each firm, or of each person, in some days."""
    frame = 'SELECT u.*, person.firm FROM "use of it" u JOIN person ON who = pid'
    uses = ws.database.frame(frame, "test")
    day = uses["at"].dt.date
    inside = uses[(day <= LAST) & (True if first is None else day >= first)]
    return (
        [inside[inside.firm == firm] for firm in ("x", "y", "z", "w")] if entity == "firm" else [inside[inside.who == n] for n in range(9)]
    )


def months_before(day: Any) -> int:
    return (LAST.year * 12 + LAST.month) - (day.year * 12 + day.month) - (day.day > LAST.day)


CASES: dict[str, tuple[Any, Any]] = {
    "count": (lambda u: u.count, len),
    "sum": (lambda u: u.points.sum, lambda g: g.points.sum() if g.points.notna().any() else 0),
    "mean": (lambda u: u.points.mean, lambda g: g.points.mean() if g.points.notna().any() else None),
    "min": (lambda u: u.points.min, lambda g: g.points.min() if g.points.notna().any() else None),
    "max": (lambda u: u.points.max, lambda g: g.points.max() if g.points.notna().any() else None),
    "active days": (lambda u: u.active_days, lambda g: g["at"].dt.date.nunique()),
    "kinds": (lambda u: u.kind.distinct, lambda g: g.kind.nunique()),
    "people": (lambda u: u.who.distinct, lambda g: g.who.nunique()),
    "a": (lambda u: u.where(kind="a").count, lambda g: (g.kind == "a").sum()),
    "quoted": (lambda u: u.where(kind=KINDS[1]).active_days, lambda g: g[g.kind == KINDS[1]]["at"].dt.date.nunique()),
    "people of large": (lambda u: u.where(u.points > 3).who.distinct, lambda g: g[(g.points > 3).fillna(False)].who.nunique()),
}


def latest(uses: pd.DataFrame) -> Any:
    present = uses[uses.points.notna()].sort_values("at")
    return present.points.iloc[-1] if len(present) else None


OF_A_PERSON: dict[str, tuple[Any, Any]] = {
    "median": (lambda u: u.points.median, lambda g: g.points.median() if g.points.notna().any() else None),
    "latest": (lambda u: u.points.latest, latest),
    "first": (lambda u: u.points.first, lambda g: latest(g.assign(at=pd.Timestamp("2026-07-01") - g["at"]))),
    "last kind": (lambda u: u.kind.max, lambda g: g.kind.dropna().max() if g.kind.notna().any() else None),
}
"""Metrics that are not of the whole what they are of parts: of rows that link to the entity itself they are read with the others."""
WINDOWS = (30, 1, 127, 128, 400)
SHORT = (30, 1, 90, 120)
"""Windows whose active days are the bits of one number."""


def read(ws: sw.Workspace, metrics: list[Any], entity: str = "firm") -> list[list[Any]]:
    """Read metrics at once; give the values of each."""
    segment = sw.Segment("m", sw.any_of(*(metric.is_present() for metric in metrics)), entity=entity)
    sides = ws.session.sides(entity, list(ws.plan(segment).tree.members))
    return [[None if v is np.ma.masked else v for v in left] for left, _ in sides]


def found(ws: sw.Workspace, metric: Any) -> Any:
    return leaves(ws.plan(sw.Segment("m", metric.is_present(), entity="firm")).tree)


@pytest.mark.parametrize("windows", [WINDOWS, SHORT], ids=["long", "short"])
@pytest.mark.parametrize("entity", ["firm", "person"])
def test_all_metrics_of_a_table_are_read_at_once_and_have_the_values_worked_out_by_hand(entity: str, windows: tuple[int, ...]) -> None:
    ws = workspace()
    uses = ws["use of it"]
    cases = CASES | (OF_A_PERSON if entity == "person" else {})
    asked = [made(uses).last(days=days) for made, _ in cases.values() for days in windows]
    asked += [uses.count.ever(), uses.days_since_last(), uses.where(kind="a").days_since_last(), uses.points.max.ever()]
    before = ws.database.statements.copy()
    found = read(ws, asked, entity)
    assert ws.database.statements["read"] - before["read"] == 2  # the keys, and the rows
    assert not ws.session._prepared
    expected = [
        [by_hand(group) for group in by_firm(ws, LAST - timedelta(days=days - 1), entity)]
        for _, by_hand in cases.values()
        for days in windows
    ]
    ever = by_firm(ws, None, entity)
    expected.append([len(g) for g in ever])
    expected += [
        [(LAST - g["at"].max().date()).days if len(g) else None for g in groups] for groups in (ever, [g[g.kind == "a"] for g in ever])
    ]
    expected.append([CASES["max"][1](g) for g in ever])
    names = [f"{name} in {days}" for name in cases for days in windows] + ["count ever", "last", "last a", "max ever"]
    for name, values, by_hand in zip(names, found, expected, strict=True):
        assert values == [v if v is None or isinstance(v, str) else pytest.approx(v) for v in by_hand], name


@pytest.mark.parametrize("person", ["part", "Part_2", "link", "way"])
def test_a_table_may_be_called_as_parts_of_the_statement_are(person: str) -> None:
    ws = workspace(person=person)
    groups = by_firm(workspace(), LAST - timedelta(days=29))
    uses = ws["use of it"]
    assert read(ws, [uses.count.last(days=30), uses.count.ever()])[0] == [len(g) for g in groups]


def test_rows_of_all_days_and_of_a_window_are_read_apart_where_a_filter_leaves_out_links_of_the_other() -> None:
    ws = workspace()
    uses = ws["use of it"]
    ever, month = by_firm(ws, None), by_firm(ws, LAST - timedelta(days=29))
    few = [g[g.use == 7] for g in ever]  # one use, of one person
    assert sum(map(len, few)) == 1
    last, people = read(ws, [uses.where(uses.use == 7).days_since_last(), uses.who.distinct.last(days=30)])
    assert last == [(LAST - g["at"].max().date()).days if len(g) else None for g in few]
    assert people == [g.who.nunique() for g in month]


@pytest.mark.parametrize("unit", ["months", "weeks"])
def test_periods_are_counted(unit: str) -> None:
    ws = workspace()
    (found,) = read(ws, [ws["use of it"].active_periods.last(**{unit: 12})])
    first = date(2025, 7, 1) if unit == "months" else LAST - timedelta(days=7 * 12 - 1)
    number = months_before if unit == "months" else (lambda day: (LAST - day).days // 7)
    assert found == [len({number(day) for day in g["at"].dt.date}) for g in by_firm(ws, first)]


def test_a_value_that_was_not_there_when_values_were_counted_is_counted() -> None:
    ws = workspace()
    facts = ws.facts["use of it"]
    known = facts.columns["kind"]
    fewer = replace(known, values=known.values[1:], distinct=known.distinct - 1)
    ws.session.facts = {**ws.facts, "use of it": replace(facts, columns={**facts.columns, "kind": fewer})}
    uses = ws["use of it"]
    before = ws.database.statements["read"]
    kinds, count = read(ws, [uses.kind.distinct.last(days=400), uses.count.last(days=400)])
    groups = by_firm(ws, LAST - timedelta(days=399))
    assert kinds == [g.kind.nunique() for g in groups]
    assert count == [len(g) for g in groups]
    assert ws.database.statements["read"] - before == 3  # the keys, the rows, and the kinds once more


def test_doubles_are_added_up_in_the_order_of_a_single_sum() -> None:
    ws = workspace()
    half = ws.facts["use of it"]
    of = ws["use of it"].points
    exact = [next(iter(found(ws, metric))) for metric in (of.sum.last(days=9), of.mean.last(days=9))]
    rough = [replace(leaf, column=replace(leaf.column, type="number")) for leaf in exact]
    assert [ws.session._by_link(leaf) is not None for leaf in (*exact, *rough)] == [True, True, False, False]
    ws.session.facts = {**ws.facts, "use of it": replace(half, rows=1_000_000)}
    assert [ws.session._by_link(leaf) is not None for leaf in rough] == [True, True]


def test_rows_that_link_to_something_of_their_own_are_not_aggregated_by_it() -> None:
    ws = workspace(rows=9)
    uses = ws["use of it"]
    assert read(ws, [uses.count.last(days=730)]) == [[len(g) for g in by_firm(ws, LAST - timedelta(days=729))]]


def test_what_was_read_by_link_is_prepared_in_a_quiet_moment_for_the_next_metric() -> None:
    ws = workspace()
    uses = ws["use of it"]
    read(ws, [uses.points.sum.last(days=90)])
    ws.session.prepare_ahead()
    (ready,) = ws.session._prepared.values()
    assert (ready.columns, ready.days and ready.days.first) == ({"points"}, None)  # a small table is prepared whole
    before = ws.database.statements["again"]
    assert read(ws, [uses.points.max.last(days=60)]) == [[CASES["max"][1](g) for g in by_firm(ws, LAST - timedelta(days=59))]]
    assert ws.database.statements["again"] - before == 1
    statements = ws.database.statements.copy()
    ws.session.prepare_ahead()
    assert ws.database.statements == statements


def test_the_next_metric_prepares_rows_for_all_that_was_asked() -> None:
    ws = workspace()
    uses = ws["use of it"]
    read(ws, [uses.points.sum.last(days=90)])
    read(ws, [uses.kind.distinct.last(days=30)])
    (ready,) = ws.session._prepared.values()
    assert ready.columns == {"points", "kind"}
