"""One entry of the picker, and what is said of the data behind it."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from seg_widgets.schema.facts import ColumnFacts, TableFacts

Pick = dict[str, Any]


def pick(
    id_: str,
    label: str,
    category: str,
    description: str,
    detail: str,
    metric: Any,
    op: str,
    value: Any = None,
    synonyms: tuple[str, ...] = (),
) -> Pick:
    """Make an entry; its criterion lacks its value where there is no sensible one."""
    criterion = {"kind": "criterion", "metric": metric, "op": op} | ({} if value is None else {"value": value})
    return condition(id_, label, category, description, detail, criterion, synonyms)


def condition(id_: str, label: str, category: str, description: str, detail: str, node: Any, synonyms: tuple[str, ...]) -> Pick:
    """Make an entry of any condition."""
    return {
        "id": id_,
        "label": label,
        "category": category,
        "description": description,
        "detail": detail,
        "synonyms": list(synonyms),
        "criterion": node,
    }


def says_nothing(facts: ColumnFacts | None) -> bool:
    """Say whether a column of rows that are there has no value in any of them: nothing could be asked of it."""
    return facts is not None and facts.rows > 0 and facts.present == 0


def completeness(facts: ColumnFacts | None) -> str:
    if facts is None or not facts.rows:
        return "no rows"
    share = facts.present / facts.rows
    complete = "complete" if not facts.missing else f"{percent(share)} complete"
    return f"{complete}, {facts.distinct:,} value{'s' if facts.distinct != 1 else ''}"


def percent(share: float) -> str:
    """Give a share in percent that never says 100% of what is not whole."""
    return f"{min(int(share * 100), 99)}%"


def freshness(facts: TableFacts | None, time: str | None, zone: tzinfo) -> str:
    if facts is None or not facts.rows:
        return "no rows"
    moment = facts.columns[time].max if time is not None and time in facts.columns else None
    latest = day(moment.astimezone(zone) if isinstance(moment, datetime) and moment.tzinfo is not None else moment)
    return f"{facts.rows:,} rows" + (f", latest {latest.isoformat()}" if latest else "")


def day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
