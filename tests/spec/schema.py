"""The workspace of the cases: few tables, every column type, links of one step and of two."""

from __future__ import annotations

import yaml

from seg_widgets.schema import Schema


def read_schema(text: str) -> Schema:
    """Read a schema of YAML in which a column is written ``name: type``, or ``name: text of Low < High`` with an order."""
    data = yaml.safe_load(text)
    for table in data["tables"].values():
        table["columns"] = {name: _column(described) for name, described in table["columns"].items()}
    return Schema.model_validate(data)


def _column(described: str) -> dict[str, object]:
    type_, _, order = described.partition(" of ")
    return {"type": type_, "order": order.split(" < ")} if order else {"type": type_}


def with_universe(schema: Schema, **universe: dict[str, object]) -> Schema:
    """Give the schema with a universe: entity -> the group that its rows must meet to exist."""
    return schema.model_copy(update={"universe": universe})


WORKSPACE = """
time_zone: {zone}
tables:
  accounts:
    kind: entity
    key: id
    links: {{region: regions}}
    columns: {{id: integer, name: text, plan: text, seats: integer, used: integer, arr: number, price: decimal,
              cost: decimal, vip: boolean, started: date, renews: date, seen: timestamp, due: timestamp_tz, tags: list,
              region: text, edition: text of Free < Pro < Max}}
  regions:
    kind: entity
    key: code
    columns: {{code: text, tier: text, size: integer}}
  contacts:
    kind: entity
    key: id
    links: {{account: accounts}}
    columns: {{id: integer, account: integer, role: text, score: number, joined: date}}
  usage:
    kind: event
    time: at
    links: {{account: accounts}}
    columns: {{account: integer, at: date, feature: text, n: integer, spend: decimal, hours: number, due: date,
              level: text of low < mid < high}}
  tickets:
    kind: event
    time: opened
    links: {{account: accounts}}
    columns: {{account: integer, opened: timestamp_tz, csat: integer, priority: text}}
  meetings:
    kind: event
    time: held
    links: {{account: accounts}}
    columns: {{account: integer, held: timestamp_tz, topic: text}}
  logins:
    kind: event
    time: at
    links: {{contact: contacts}}
    columns: {{contact: integer, at: timestamp, device: text}}
  health:
    kind: snapshot
    time: day
    links: {{account: accounts}}
    columns: {{account: integer, day: date, score: number}}
  subscriptions:
    kind: interval
    key: sub
    time: start
    end: end
    links: {{account: accounts}}
    columns: {{sub: text, account: integer, start: date, end: date, seats: integer, plan: text}}
  invoices:
    kind: event
    time: issued
    links: {{sub: subscriptions}}
    columns: {{sub: text, issued: date, amount: decimal}}
  benchmarks:
    kind: lookup
    columns: {{edition: text, size: integer, typical: number, price: decimal, goal: text of Free < Pro < Max}}
"""

SCHEMA = read_schema(WORKSPACE.format(zone="UTC"))
BERLIN = read_schema(WORKSPACE.format(zone="Europe/Berlin"))
NEW_YORK = read_schema(WORKSPACE.format(zone="America/New_York"))

MILESTONES = read_schema("""
tables:
  accounts:
    kind: entity
    key: id
    columns: {id: integer, name: text}
  milestones:
    kind: entity
    key: id
    time: due
    links: {account: accounts}
    columns: {id: text, account: integer, due: date}
""")
"""Keyed as entities, and dated."""
