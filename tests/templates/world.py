"""Tables small enough to read, written as text, as of 30 June 2026.

A day is written as so many days ago (``0`` is the as-of day, ``-1`` the day after) or as a date; several days, and ``a..b``,
are a row each. Customers that no table of their own is given for are those that the other tables name; a contact ``x/2`` is
the second one of the customer ``x``.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

import pandas as pd

import seg_widgets as sw
from seg_widgets.datasets.schema import WORKSPACE

D = date(2026, 6, 30)
DATES = {
    "started_on", "churned_on", "renews_on", "pilot_ends_on", "created_on", "due_on", "done_on", "bought_on", "achieved_on", "day",
}  # fmt: skip
TIMES = {"at", "opened_at", "starts_at", "sent_at"}
WHOLE = {"employees", "seats", "used", "scoped_seats", "contract_months", "score", "sent", "opened"}
NUMBERS = {"arr", "mrr", "minutes", "uses_per_month"}
BOOLEANS = {"freemium", "opt_out", "is_pilot", "is_reference", "reference_potential", "churned", "is_trial"}
LISTS = {"products", "intended_uses", "tags"}
TYPES = {
    **dict.fromkeys(DATES, "date"), **dict.fromkeys(TIMES, "timestamp"), **dict.fromkeys(WHOLE, "integer"),
    **dict.fromkeys(NUMBERS, "number"), **dict.fromkeys(BOOLEANS, "boolean"), **dict.fromkeys(LISTS, "list"),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A template on a few tables: who is in it. Of a split, by part: the values of its dimensions, divided by " / "."""

    id: str
    tables: str
    expected: str | dict[str, str]
    variant: str | None = None
    by: Any = None
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        more = [
            self.variant or "",
            *([self.by] if isinstance(self.by, str) else self.by or []),
            *(f"{k}={v}" for k, v in self.values.items()),
        ]
        return " ".join(x for x in (self.id, *more) if x)


@lru_cache(maxsize=4)
def workspace(text: str) -> sw.Workspace:
    """Make a workspace of tables as text: a line ``table: column | column`` and the rows below it, indented."""
    rows: dict[str, list[dict[str, Any]]] = {}
    header: tuple[str, list[str]] | None = None
    for line in text.strip().splitlines():
        if not line.startswith(" "):
            name, _, columns = line.partition(":")
            header = name.strip(), [c.strip() for c in columns.split("|")]
            rows[header[0]] = []
        elif header is not None and line.strip():
            cells = [c.strip() for c in line.split("|")]
            rows[header[0]] += _rows(header[0], dict(zip(header[1], cells, strict=True)))
    _complete(rows)
    return sw.Workspace.from_frames({name: _frame(those) for name, those in rows.items()}, _described(rows), quiet=True)


def _rows(table: str, cells: dict[str, str]) -> Iterator[dict[str, Any]]:
    times = [name for name in cells if name in TIMES or name == "day"]
    spread = list(_days(cells[times[0]])) if times else [None]
    for day in spread:
        yield {name: day if name in times[:1] else _value(name, cell) for name, cell in cells.items()}


def _days(cell: str) -> Iterator[date | None]:
    if not cell:
        yield None
    for word in cell.split():
        first, _, last = word.partition("..")
        if last:
            yield from (D - timedelta(days=n) for n in range(int(first), int(last) + 1))
        else:
            yield _day(word)


def _day(word: str) -> date:
    return date.fromisoformat(word) if word.count("-") == 2 else D - timedelta(days=int(word))


def _value(name: str, cell: str) -> Any:
    if name in LISTS:
        return None if cell == "" else [] if cell == "none" else [w.strip() for w in cell.split(",")]
    if cell == "":
        return None
    if name in DATES:
        return _day(cell)
    if name in WHOLE:
        return int(cell)
    if name in NUMBERS:
        return float(cell)
    return cell == "yes" if name in BOOLEANS else cell


def _complete(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Add the contacts and the customers that other tables name, and the keys that nobody wants to read."""
    said = {k: None for those in rows.values() for r in those if (k := r.get("contact_id")) is not None}
    if said or "contacts" in rows:
        contacts = rows.setdefault("contacts", [])
        there = {r["contact_id"] for r in contacts}
        contacts += [{**dict.fromkeys(contacts[0] if contacts else ()), "contact_id": k} for k in said if k not in there]
        for row in contacts:
            row.setdefault("account_id", row["contact_id"].split("/")[0])
            row["account_id"] = row["account_id"] or row["contact_id"].split("/")[0]
    named = {k: None for those in rows.values() for r in those if (k := r.get("account_id")) is not None}
    accounts = rows.setdefault("accounts", [])
    there = {r["account_id"] for r in accounts}
    accounts += [{**dict.fromkeys(accounts[0] if accounts else ()), "account_id": k} for k in named if k not in there]
    for name, those in rows.items():
        key = WORKSPACE["tables"][name].get("key")
        for number, row in enumerate(those):
            if key:
                row.setdefault(key, f"{number}")


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    made = {}
    for name in {n: None for r in rows for n in r}:
        values = [r.get(name) for r in rows]
        if name in TIMES:
            made[name] = pd.Series(pd.to_datetime([None if v is None else datetime.combine(v, time(12)) for v in values]))
        elif name in WHOLE:
            made[name] = pd.Series(values, dtype="Int64")
        elif name in NUMBERS:
            made[name] = pd.Series(values, dtype="float64")
        elif name in BOOLEANS:
            made[name] = pd.Series(values, dtype="boolean")
        else:
            made[name] = pd.Series(values, dtype="object")
    return pd.DataFrame(made)


def _described(rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Describe the tables as the demo's are, as far as they are there."""
    tables = {}
    for name, those in rows.items():
        described = deepcopy(WORKSPACE["tables"][name])
        present = {n: None for r in those for n in r}
        described["columns"] = {n: {**described["columns"].get(n, {}), "type": TYPES.get(n, "text")} for n in present}
        described["links"] = {c: t for c, t in described.get("links", {}).items() if c in present and t in rows}
        for part in ("label", "end"):
            if described.get(part) not in present:
                described.pop(part, None)
        tables[name] = described
    return {"as_of": D.isoformat(), "tables": tables}


def answer(case: Case) -> str | dict[str, str]:
    """Give who is in a case's segment, sorted; of a split, in each part."""
    ws = workspace(case.tables)
    bound = sw.templates[case.id].bind(ws, variant=case.variant, by=case.by, **case.values)
    if isinstance(bound, sw.Segment):
        return _members(bound, ws)
    return {" / ".join(part.values): _members(part.segment, ws) for part in bound.parts(ws)}


def _members(segment: sw.Segment, ws: sw.Workspace) -> str:
    return " ".join(sorted(segment.members(ws).iloc[:, 0]))
