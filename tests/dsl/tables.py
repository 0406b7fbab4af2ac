"""A few tables to write conditions with."""

from __future__ import annotations

from seg_widgets.dsl import table
from seg_widgets.schema import Schema

SCHEMA = Schema.model_validate({"tables": {
    "accounts": {"kind": "entity", "key": "id", "columns": {c: {"type": t} for c, t in {
        "id": "text", "plan_tier": "text", "seats": "integer", "arr": "decimal", "health": "number", "active": "boolean",
        "renews_on": "date", "started_on": "date", "any column": "text", "where": "text", "class": "text",
        "tags": "list", "industry": "text", "region": "text"}.items()}},
    "contacts": {"kind": "entity", "key": "id", "links": {"account_id": "accounts", "billed_by": "accounts"},
                 "columns": {c: {"type": "text"} for c in ("id", "account_id", "billed_by", "role", "plan_tier")}},
    "usage": {"kind": "event", "time": "at", "links": {"account_id": "accounts", "contact_id": "contacts"},
              "columns": {c: {"type": t} for c, t in {
        "account_id": "text", "contact_id": "text", "at": "timestamp", "minutes": "number", "feature": "text", "paid": "boolean",
        "count": "integer"}.items()}},
    "subscriptions": {"kind": "interval", "time": "start", "links": {"account_id": "accounts"}, "columns": {c: {"type": t} for c, t in {
        "account_id": "text", "start": "date", "arr": "decimal"}.items()}},
    "benchmarks": {"kind": "lookup", "columns": {c: {"type": t} for c, t in {
        "industry": "text", "any column": "text", "uses": "number"}.items()}},
    "odd table": {"kind": "event", "time": "at", "links": {"account_id": "accounts"},
                  "columns": {"account_id": {"type": "text"}, "at": {"type": "date"}}},
}})  # fmt: skip

accounts, contacts, usage, subscriptions, benchmarks = (
    table(SCHEMA, n) for n in ("accounts", "contacts", "usage", "subscriptions", "benchmarks")
)
odd = table(SCHEMA, "odd table")
