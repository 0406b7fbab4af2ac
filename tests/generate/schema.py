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
            "plan": "text",
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
}

SCHEMA = Schema.model_validate(
    {
        "time_zone": "Europe/Berlin",
        "tables": {
            name: {**table, "columns": {c: {"type": type_} for c, type_ in table["columns"].items()}} for name, table in TABLES.items()
        },
    }
)
