"""A small workspace, made directly: one table of accounts, and definitions over it in a few words."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from seg_widgets.definition import Segment
from seg_widgets.engines import Database, Session
from seg_widgets.plan import make_plan
from seg_widgets.results import Evaluation, evaluate
from seg_widgets.schema import Schema

AS_OF = date(2026, 11, 20)
SQL = {
    "integer": "bigint", "number": "double", "text": "varchar", "date": "date", "boolean": "boolean",
    "decimal": "decimal(18,4)", "timestamp_tz": "timestamptz", "list": "varchar[]",
}  # fmt: skip


def session(columns: dict[str, tuple[str, list[Any]]], *, label: str | None = None, **about: dict[str, Any]) -> Session:
    """Make a session of one table, ``accounts``, whose key is ``id``; ``about`` describes columns further."""
    size = len(next(iter(columns.values()))[1])
    columns = {"id": ("integer", list(range(size)))} | columns
    arrow = pa.table({name: pa.array(values) for name, (_, values) in columns.items()})
    casts = ", ".join(f'CAST("{name}" AS {SQL[type_]}) AS "{name}"' for name, (type_, _) in columns.items())
    database = Database()
    database.connection.register("given", arrow)
    database.connection.execute(f"CREATE TABLE accounts AS SELECT {casts} FROM given").fetchall()
    described = {name: {"type": type_} | about.get(name, {}) for name, (type_, _) in columns.items()}
    table = {"kind": "entity", "key": "id", "label": label, "columns": described}
    return Session(database, Schema.model_validate({"tables": {"accounts": table}}))


def rule(column: str, op: str, value: Any = None, *, muted: bool = False) -> dict[str, Any]:
    data = {"kind": "criterion", "metric": {"kind": "attribute", "column": column}, "op": op, "muted": muted}
    return data if value is None else data | {"value": value}


def answer(at: Session, kind: str, *members: dict[str, Any], n: int | None = None) -> Evaluation:
    where = {"kind": kind, "members": list(members)} | ({"n": n} if n is not None else {})
    segment = Segment.load({"name": "s", "entity": "accounts", "where": where})
    return evaluate(make_plan(segment, at.schema, AS_OF), at)


LETTERS = ["abc", "ab", "ac", "a", "bc", "b", "c", "", "abcd", "d"]


def lettered(rows: list[str] = LETTERS) -> Session:
    """Accounts by the rules they meet: a row "ab" meets the rules on a and b. "?" after a letter: it is missing."""
    flags = {letter: ("boolean", [None if letter + "?" in row else letter in row for row in rows]) for letter in "abcd"}
    return session(flags)


def letter(name: str, *, muted: bool = False) -> dict[str, Any]:
    return rule(name, "is_true", muted=muted)


def random_group(draw: random.Random) -> tuple[str, list[dict[str, Any]], int | None]:
    """Draw a group of 1 to 6 rules over numbers and text, some nested, some muted; at least one is not."""
    kind = draw.choice(["all", "any", "none", "at_least"])
    members = [_random_member(draw, 2) for _ in range(draw.randint(1, 6))]
    members[draw.randrange(len(members))]["muted"] = False
    return kind, members, draw.randint(1, len(members)) if kind == "at_least" else None


def _random_member(draw: random.Random, depth: int) -> dict[str, Any]:
    muted = draw.random() < 0.15
    if depth and draw.random() < 0.25:
        members = [_random_member(draw, depth - 1) for _ in range(draw.randint(1, 3))]
        members[0]["muted"] = False
        return {"kind": draw.choice(["all", "any", "none"]), "members": members, "muted": muted}
    if draw.random() < 0.5:
        return rule("n", draw.choice(["<", ">=", "is", "is_not"]), draw.randint(0, 9), muted=muted)
    return rule("t", draw.choice(["is", "is_not"]), draw.choice(["x", "y", "z", "w"]), muted=muted)


def random_session(draw: random.Random, size: int = 60) -> Session:
    numbers = [draw.choice([None, *range(10)]) for _ in range(size)]
    texts = [draw.choice([None, "x", "y", "z"]) for _ in range(size)]
    return session({"n": ("integer", numbers), "t": ("text", texts)})


def frame_rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False, name=None)]
