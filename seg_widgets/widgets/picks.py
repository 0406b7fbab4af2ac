"""The picker's entries: what one can ask of an entity, each with the rule that picking it adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from seg_widgets.schema import Column, Schema, family, row_tables
from seg_widgets.schema.facts import ColumnFacts, TableFacts

Pick = dict[str, Any]
_LAST_30 = {"kind": "last", "n": 30}


def picks(entity: str, schema: Schema, facts: Mapping[str, TableFacts], as_of: date) -> Iterator[Pick]:
    """Give what can be asked of an entity: its attributes, then the rows of each dated table that reaches it.

    Every criterion is whole but for its value where there is no sensible one.
    """
    known = facts.get(entity)
    for name, column in schema.tables[entity].columns.items():
        counted = known.columns.get(name) if known else None
        if not column.hidden and not _says_nothing(counted):
            yield from _attribute(name, column, counted, as_of)
    for table in row_tables(schema, entity):
        yield from _rows(table, entity, schema, facts.get(table))


def _pick(
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
    criterion = {"kind": "criterion", "metric": metric, "op": op} | ({} if value is None else {"value": value})
    return {
        "id": id_,
        "label": label,
        "category": category,
        "description": description,
        "detail": detail,
        "synonyms": list(synonyms),
        "criterion": criterion,
    }


def _attribute(name: str, column: Column, facts: ColumnFacts | None, as_of: date) -> Iterator[Pick]:
    assert column.type is not None
    kind = family(column.type)
    label = column.label or name.replace("_", " ")
    category = column.category or {"date": "lifecycle", "number": "value"}.get(kind, "basic")
    metric = {"kind": "attribute", "column": name}
    detail = _completeness(facts)
    words = (name, *column.synonyms)
    op, value = {
        "text": ("is", None), "number": (">=", None), "boolean": ("is_true", None), "list": ("is_present", None),
        "date": ("within_last", {"kind": "span", "n": 90}),
    }[kind]  # fmt: skip
    ahead = kind == "date" and facts is not None and _day(facts.max) is not None and _day(facts.max) > as_of  # type: ignore[operator]
    if ahead:
        op = "in_next"
    yield _pick(name, label, category, column.description, detail, metric, op, value, words)
    if kind == "date":
        yield _pick(
            f"{name}:since",
            f"Days since {label}",
            "lifecycle",
            f"How many days ago {label} was.",
            detail,
            {"kind": "days_since", "of": metric},
            ">=",
            30,
            (*words, "ago", "age"),
        )
        if ahead:
            yield _pick(
                f"{name}:until",
                f"Days until {label}",
                "lifecycle",
                f"How many days there are until {label}.",
                detail,
                {"kind": "days_until", "of": metric},
                "<=",
                90,
                (*words, "ahead", "due"),
            )
        else:
            yield _pick(
                f"{name}:tenure",
                f"Tenure since {label}",
                "lifecycle",
                f"Whole months since {label}; year 1 is 0 to 11.",
                detail,
                {"kind": "tenure", "since": name},
                "<",
                12,
                (*words, "tenure", "year 1", "months", "age"),
            )


def _rows(name: str, entity: str, schema: Schema, facts: TableFacts | None) -> Iterator[Pick]:
    table = schema.tables[name]
    things = table.plural or name.replace("_", " ")
    title = things[:1].upper() + things[1:]
    detail = _freshness(facts, table.time, ZoneInfo(schema.time_zone))
    words = (name, things, table.singular)

    def metric(agg: str, window: Any = _LAST_30, column: str | None = None) -> dict[str, Any]:
        made = {"kind": "aggregate", "table": name, "agg": agg} | ({"column": column} if column else {})
        return made | ({"window": window} if window else {})

    if table.kind == "interval":
        yield _pick(
            f"{name}:holding",
            f"{title} now",
            "value",
            f"How many {things} hold on the as-of date.",
            detail,
            metric("count", {"kind": "holding"}),
            ">=",
            1,
            (*words, "current", "active"),
        )
    yield _pick(
        f"{name}:count",
        f"{title}: how many",
        "behaviour",
        f"The number of {things} in a window; 0 where there are none.",
        detail,
        metric("count"),
        ">=",
        1,
        (*words, "count", "number", "often"),
    )
    yield _pick(
        f"{name}:never",
        f"{title}: never",
        "behaviour",
        f"No {things} at all, at any time. Filter the rows to ask for a feature never used.",
        detail,
        metric("count", None),
        "is",
        0,
        (*words, "none", "never used", "no"),
    )
    if table.kind != "interval":  # its rows are stretches of time, not days of activity
        yield _pick(
            f"{name}:active_days",
            f"{title}: active days",
            "behaviour",
            f"On how many different days there were {things}.",
            detail,
            metric("active_days"),
            "<=",
            2,
            (*words, "active", "days", "frequency"),
        )
    yield _pick(
        f"{name}:recency",
        f"{title}: days since the latest",
        "behaviour",
        f"Days since the latest of the {things}; unknown where there is none.",
        detail,
        {"kind": "days_since", "of": metric("last_day", None)},
        ">=",
        30,
        (*words, "recency", "last", "quiet", "inactive"),
    )
    yield _pick(
        f"{name}:change",
        f"{title}: change in number",
        "behaviour",
        f"The number of {things} of the last 30 days against the 30 before.",
        detail,
        {"kind": "change", "of": metric("count")},
        "<",
        -0.4,
        (*words, "drop", "trend", "down", "up", "growth"),
    )
    for column_name, column in table.columns.items():
        yield from _row_column(column_name, column, name, entity, title, things, detail, metric, schema, facts)


def _row_column(
    name: str,
    column: Column,
    table: str,
    entity: str,
    title: str,
    things: str,
    detail: str,
    metric: Any,
    schema: Schema,
    facts: TableFacts | None,
) -> Iterator[Pick]:
    assert column.type is not None
    described = schema.tables[table]
    if described.links.get(name) == entity:
        return
    if name in described.links:
        target = schema.tables[described.links[name]]
        plural = target.plural or described.links[name].replace("_", " ")
        yield _pick(
            f"{table}:{name}:distinct",
            f"{title}: different {plural}",
            "behaviour",
            f"How many different {plural} there are among the {things}.",
            detail,
            metric("distinct", column=name),
            "<",
            2,
            (name, *column.synonyms, "active users", "distinct", "breadth"),
        )
        return
    if column.hidden or name in (described.key, described.time, described.end):
        return
    if facts is not None and _says_nothing(facts.columns.get(name)):
        return
    label, kind = column.label or name.replace("_", " "), family(column.type)
    words = (name, *column.synonyms, table, things)
    known = facts.columns.get(name) if facts else None
    detail = f"{detail}; {_completeness(known)}" if known is not None and known.missing else detail
    lower = label[:1].lower() + label[1:] if label[1:2].islower() else label
    if kind == "number":
        if described.kind == "interval":
            yield _pick(
                f"{table}:{name}:holding",
                f"{label} of {things} now",
                column.category or "value",
                f"The sum of {lower} over the {things} that hold on the as-of date.",
                detail,
                metric("sum", {"kind": "holding"}, name),
                ">=",
                None,
                words,
            )
        if _is_score(known) or described.kind == "snapshot":
            yield _pick(
                f"{table}:{name}:mean",
                f"{title}: mean {lower}",
                "behaviour",
                f"The mean {lower} of the {things} in a window; unknown where there is none.",
                detail,
                metric("mean", {"kind": "last", "n": 90}, name),
                "<",
                None,
                (*words, "average"),
            )
        else:
            yield _pick(
                f"{table}:{name}:sum",
                f"{title}: {lower}, sum",
                "behaviour",
                f"The sum of {lower} over the {things} in a window; 0 where there are none.",
                detail,
                metric("sum", column=name),
                "<",
                None,
                (*words, "total"),
            )
            yield _pick(
                f"{table}:{name}:change",
                f"{title}: change in {lower}",
                "behaviour",
                f"The sum of {lower} of the last 30 days against the 30 before.",
                detail,
                {"kind": "change", "of": metric("sum", column=name)},
                "<",
                -0.4,
                (*words, "drop", "trend", "down", "up", "growth"),
            )
            if described.kind != "interval":
                yield _pick(
                    f"{table}:{name}:intensity",
                    f"{title}: {lower} per active day",
                    "behaviour",
                    f"The sum of {lower} divided by the active days; unknown without any.",
                    detail,
                    {"kind": "ratio", "numerator": metric("sum", column=name), "denominator": metric("active_days")},
                    ">=",
                    None,
                    (*words, "ratio", "average", "per"),
                )
    if kind in ("number", "text", "boolean"):
        op = {"number": ">=", "text": "is", "boolean": "is_true"}[kind]
        yield _pick(
            f"{table}:{name}:latest",
            f"{title}: latest {lower}",
            "behaviour",
            f"The latest {lower} that is known, among the {things}.",
            detail,
            metric("latest", None, name),
            op,
            None,
            (*words, "last", "current"),
        )


def _says_nothing(facts: ColumnFacts | None) -> bool:
    """Say whether a column of rows that are there has no value in any of them: nothing could be asked of it."""
    return facts is not None and facts.rows > 0 and facts.present == 0


def _is_score(facts: ColumnFacts | None) -> bool:
    """Say whether a number looks like a score, such as 1 to 5 or 0 to 10, which one averages and does not add up."""
    return facts is not None and 0 < facts.distinct <= 11 and isinstance(facts.max, int | float) and 1 < facts.max <= 10


def _completeness(facts: ColumnFacts | None) -> str:
    if facts is None or not facts.rows:
        return "no rows"
    share = facts.present / facts.rows
    complete = "complete" if not facts.missing else f"{percent(share)} complete"
    return f"{complete}, {facts.distinct:,} value{'s' if facts.distinct != 1 else ''}"


def percent(share: float) -> str:
    """Give a share in percent that never says 100% of what is not whole."""
    return f"{min(int(share * 100), 99)}%"


def _freshness(facts: TableFacts | None, time: str | None, zone: tzinfo) -> str:
    if facts is None or not facts.rows:
        return "no rows"
    moment = facts.columns[time].max if time is not None and time in facts.columns else None
    latest = _day(moment.astimezone(zone) if isinstance(moment, datetime) and moment.tzinfo is not None else moment)
    return f"{facts.rows:,} rows" + (f", latest {latest.isoformat()}" if latest else "")


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
