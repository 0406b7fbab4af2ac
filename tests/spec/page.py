"""The cases as a page to read: ``python -m tests.spec.page`` writes docs/spec.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from seg_widgets.code.english import english
from seg_widgets.definition import Segment
from tests.spec.case import Case
from tests.spec.cases import TOPICS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "spec.md"
HEAD = """\
# The meaning, by example

Small tables, definitions over them, and who is in: worked out by hand. Each line is run on the reference, on every engine and
by every exporter (`tests/spec`, from which this page is made by `python -m tests.spec.page`). *Unknown*: not in, for want of a
value. *In on missing data*: in, but might be out were it known. Without another word, a case is as of 2024-03-31.
"""
AS_OF = "2024-03-31"


def page() -> str:
    """Write the page."""
    return "\n".join([HEAD, *(line for topic in TOPICS for line in _topic(topic))])


def _topic(topic: Any) -> Iterator[str]:
    yield f"## {(topic.__doc__ or '').strip().splitlines()[0].rstrip('.')}"
    yield ""
    for _, cases in groupby(topic.CASES, key=lambda case: (repr(case.rows), repr(case.schema))):
        alike = list(cases)
        yield from _tables(alike[0])
        yield "| case | definition | in | unknown | in on missing data |"
        yield "| --- | --- | --- | --- | --- |"
        for case in alike:
            cells = [case.name, _english(case), *map(_keys, (case.members, case.unknown, case.in_unknown))]
            yield f"| {' | '.join(map(_cell, cells))} |"
        yield ""


def _tables(case: Case) -> Iterator[str]:
    zone = f", days in {case.schema.time_zone}" if case.schema.time_zone != "UTC" else ""
    for name, rows in case.rows.items():
        columns = [c for c in case.schema.tables[name].columns if any(row[c] is not None for row in rows)]
        if not rows or not columns:
            continue
        yield f"`{name}`{zone}"
        yield ""
        yield f"| {' | '.join(map(_cell, columns))} |"
        yield f"| {' | '.join('---' for _ in columns)} |"
        for row in rows:
            yield f"| {' | '.join(_cell(_value(row[c])) for c in columns)} |"
        yield ""


def _english(case: Case) -> str:
    known = {name: Segment.load(data) for name, data in case.known.items()}
    text = english(Segment.load(case.segment), case.schema, known=known)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    at = "" if case.as_of.isoformat() == AS_OF else f"As of {case.as_of}. "
    return at + " ".join(lines)


def _keys(keys: tuple[Any, ...]) -> str:
    return ", ".join(map(str, keys)) or "-"


def _value(value: Any) -> str:
    return "" if value is None else '""' if value == "" else str(value)


def _cell(text: str) -> str:
    """Keep a text inside its cell."""
    return str(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
