"""Engines beyond one machine read each table once for a segment: so says the statement, and it means the same."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from hypothesis import given
from sqlglot import exp, parse_one

import seg_widgets as sw
from seg_widgets.definition import Segment
from seg_widgets.plan import make_plan
from seg_widgets.results import cut
from seg_widgets.sql import DIALECTS, Dialect, parted, statement
from tests.engines.agreement import World, sampled, worlds
from tests.engines.loaded import workspace
from tests.engines.test_templates import WAYS, demo, segments
from tests.reference import evaluate
from tests.spec.cases import CASES

BESIDE_ROWS = "an entity's own columns, a row an entity, stand beside the rows that are compared with them"
BESIDE_PEERS = "an entity is compared with others of its own table"
AS_RELATED = "a related group leads back to the entity's own table"
TWICE = {
    ("P09", "default"): ({"accounts"}, BESIDE_ROWS),
    ("N09", "default"): ({"accounts"}, BESIDE_ROWS),
    ("C01", "default"): ({"accounts"}, BESIDE_ROWS),
    ("L07", "default"): ({"contacts"}, BESIDE_ROWS),
    ("L08", "default"): ({"contacts"}, BESIDE_ROWS),
    ("V02", "any"): ({"accounts"}, BESIDE_ROWS),
    ("V02", "edition"): ({"accounts"}, BESIDE_ROWS),
    ("V05", "peers"): ({"accounts"}, BESIDE_PEERS),
    ("C14", "default"): ({"contacts", "usage"}, AS_RELATED),
    ("C15", "default"): ({"contacts"}, "the way of usage to its account, and related contacts with what they answered"),
}
"""Tables that a template's statement reads twice, and why. Of those with events, only C14's."""


class OneScan(Dialect):
    """DuckDB's words, written as for an engine that reads each table once."""

    one_scan: ClassVar[bool] = True


def read_by(text: str, dialect: str) -> Counter[str]:
    """Count how often a statement reads each table."""
    tree = parse_one(text, dialect=dialect)
    parts = {part.alias for part in tree.find_all(exp.CTE)}
    return Counter(found.name for found in tree.find_all(exp.Table) if found.name not in parts)


def test_every_template_reads_a_table_once() -> None:
    twice = {}
    for template, way in WAYS:
        for segment in segments(template, way)[:1]:
            again = {table for table, times in read_by(segment.to_sql("spark"), "spark").items() if times > 1}
            if again:
                twice[template, way] = again
    assert twice == {known: tables for known, (tables, _) in TWICE.items()}


def test_ten_metrics_with_filters_and_windows_of_their_own_are_one_scan() -> None:
    ws = demo()
    usage = ws.usage
    reports, others = usage.where(feature="Reports"), usage.where(feature=["Exports", "Dashboards"])
    segment = sw.Segment(
        "Ten",
        (usage.count.last(days=30) >= 1)
        & (reports.count.last(days=30) >= 1)
        & (others.count.last(days=90) >= 2)
        & (usage.active_days.last(days=30) >= 1)
        & (reports.active_days.last(days=180) >= 2)
        & (usage.minutes.sum.last(days=60) > 10)
        & (others.minutes.sum.last(months=6) > 10)
        & (reports.contact_id.distinct.last(days=90) >= 1)
        & (others.minutes.median.last(days=365) > 1)
        & (reports.count.ever() >= 3),
        entity="accounts",
    )
    assert read_by(ws.export(segment, "sql", dialect="spark"), "spark") == {"usage": 1, "contacts": 1, "accounts": 1}
    assert read_by(ws.export(segment, "sql"), "duckdb")["usage"] == 3
    made = statement(ws.plan(segment), ws.schema, OneScan(ws.schema.time_zone))
    found = [key for (key,) in ws.database.rows(made, "whole")]
    assert 5 < len(found) < 400
    assert sorted(found) == sorted(ws.members(segment).iloc[:, 0])


def test_an_order_of_priority_is_one_scan_of_each_table() -> None:
    ws = demo()
    usage, accounts = ws.usage, ws.accounts
    segments = [
        sw.Segment("Quiet", usage.count.last(days=30) == 0, entity="accounts"),
        sw.Segment("Reports", (usage.where(feature="Reports").count.last(days=30) >= 3) & (accounts.seats >= 50)),
        sw.Segment("Busy", usage.active_days.last(days=60) >= 20, entity="accounts"),
    ]
    made = cut(sw.priority(*segments, name="Whom first"), ws.session, ws.as_of)
    dialect = DIALECTS["spark"](ws.schema.time_zone)
    text = dialect.text(parted(made.whole, made.by, ["segment"], ws.schema, dialect))
    assert read_by(text, "spark") == {"usage": 1, "contacts": 1, "accounts": 1}
    apart = sum((read_by(made.part([n]).segment.to_sql("spark", ws), "spark") for n in range(4)), Counter())
    assert apart == {"usage": 4, "contacts": 4, "accounts": 4}


def test_it_gives_the_answers_worked_out_by_hand() -> None:
    differ = 0
    for case in CASES:
        segment, known = Segment.load(case.segment), {name: Segment.load(other) for name, other in case.known.items()}
        plan = make_plan(segment, case.schema, case.as_of, known)
        once, each = (statement(plan, case.schema, made(case.schema.time_zone)) for made in (OneScan, Dialect))
        if once != each:  # the others are held against it in test_spec
            home = workspace(case.rows, case.schema, [case.segment, case.known, case.schema.universe])
            found = [key for (key,) in home.database.rows(once, "whole")]
            assert sorted(found, key=repr) == sorted(case.members, key=repr), case
            differ += 1
    assert differ > 10


@sampled(3)
@given(worlds(8))
def test_it_agrees_with_the_reference_on_generated_definitions(world: World) -> None:
    for definition, known in world.libraries:
        home = workspace(world.rows, world.schema, [definition, known, world.schema.universe])
        home.segments = {name: Segment.load(other) for name, other in known.items()}
        plan = home.plan(Segment.load(definition), world.as_of)
        made = statement(plan, home.schema, OneScan(home.schema.time_zone))
        found = {key for (key,) in home.database.rows(made, "whole")}
        assert found == set(evaluate(definition, world.schema, world.rows, world.as_of, known).members), (definition, made.sql("duckdb"))
