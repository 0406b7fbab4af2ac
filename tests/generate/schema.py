"""One workspace, rich and awkward: every kind of table, every column type, names that SQL would rather not see."""

from __future__ import annotations

from seg_widgets.schema import Schema

TABLES = {
    "accounts": {
        "kind": "entity",
        "key": "id",
        "columns": {
            "id": "text",
            "select": "text",
            "edition": ("text", ["Go", "gold", "Gold"]),  # ordered, not as the alphabet has it; other values have no place
            'o\'clock "x"': "integer",  # beyond doubles
            "seats": "integer",
            "größe": "number",
            "price": "decimal",
            "vip": "boolean",
            "started": "date",
            "first seen": "timestamp",
            "renews": "timestamp_tz",
            "tags": "list",
        },
    },
    "contacts": {
        "kind": "entity",
        "key": "id",
        "links": {"account": "accounts"},
        "columns": {"id": "integer", "account": "text", "role": "text", "score": "integer", "joined": "date"},
    },
    "subscriptions": {
        "kind": "interval",
        "key": "sub",
        "time": "start",
        "end": "end",
        "links": {"account": "accounts"},
        "columns": {
            "sub": "text",
            "account": "text",
            "start": "date",
            "end": "date",
            "plan": ("text", ["Gold", "gold", " Gold ", "Go"]),
            "seats": "integer",
            "fee": "decimal",
        },
    },
    "usage": {  # reaches accounts through contacts
        "kind": "event",
        "time": "at",
        "links": {"contact": "contacts"},
        "columns": {
            "contact": "integer",
            "at": "timestamp",
            "feature": "text",
            "n": "integer",
            "hours": "number",
            "until": "date",
        },
    },
    "tickets": {  # two links to accounts: one must be named
        "kind": "event",
        "time": "opened",
        "links": {"account": "accounts", "raised for": "accounts"},
        "columns": {
            "account": "text",
            "raised for": "text",
            "opened": "timestamp_tz",
            "csat": "integer",
            "group": "text",
            "urgent": "boolean",
        },
    },
    "health": {
        "kind": "snapshot",
        "time": "day",
        "links": {"account": "accounts"},
        "columns": {"account": "text", "day": "date", "score": "number", "licences": "integer"},
    },
    "invoices": {  # reaches accounts through subscriptions, which do not all exist yet
        "kind": "event",
        "time": "issued",
        "links": {"sub": "subscriptions"},
        "columns": {"sub": "text", "issued": "date", "amount": "decimal"},
    },
    "benchmarks": {  # figures to look up: some rows fit several times, some not at all
        "kind": "lookup",
        "columns": {
            "edition": "text",
            "size": "integer",
            "typical": "number",
            "target": "integer",
            "grade": ("text", ["gold", "Gold"]),
            "from": "date",
        },
    },
}


def _column(described: str | tuple[str, list[str]]) -> dict[str, object]:
    return {"type": described} if isinstance(described, str) else {"type": described[0], "order": described[1]}


SCHEMA = Schema.model_validate(
    {
        "time_zone": "Europe/Berlin",
        "tables": {name: {**table, "columns": {c: _column(d) for c, d in table["columns"].items()}} for name, table in TABLES.items()},
    }
)


def _is(column: str, value: str) -> dict[str, object]:
    return {"kind": "criterion", "metric": {"kind": "attribute", "column": column}, "op": "is", "value": value}


UNIVERSE = SCHEMA.model_copy(
    update={
        "universe": {
            "accounts": {"kind": "none", "members": [_is("edition", "gold"), _is("select", "select")]},
            "contacts": {  # about all accounts, those outside among them
                "kind": "none",
                "members": [
                    _is("role", "Go"),
                    {"kind": "related", "table": "accounts", "where": {"kind": "all", "members": [_is("select", "")]}},
                ],
            },
            "subscriptions": {
                "kind": "at_least",
                "n": 1,
                "members": [
                    {"kind": "criterion", "metric": {"kind": "attribute", "column": "seats"}, "op": "<", "value": 5},
                    {"kind": "criterion", "metric": {"kind": "attribute", "column": "seats"}, "op": "is_missing"},
                ],
            },
        }
    }
)
"""The same workspace, with a universe of each entity."""
