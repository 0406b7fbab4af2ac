"""The picker's entries about the rows of a dated table: how many, how often, how much, how lately, and whether that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from seg_widgets.schema import Column, Schema, family
from seg_widgets.schema.facts import ColumnFacts, TableFacts
from seg_widgets.schema.words import in_sentence
from seg_widgets.widgets.pick import Pick, completeness, condition, freshness, pick, says_nothing

_LAST_30 = {"kind": "last", "n": 30}


def row_picks(name: str, entity: str, schema: Schema, facts: TableFacts | None) -> Iterator[Pick]:
    table = schema.tables[name]
    things = table.plural or name.replace("_", " ")
    title = things[:1].upper() + things[1:]
    detail = freshness(facts, table.time, ZoneInfo(schema.time_zone))
    words = (name, things, table.singular)

    def metric(agg: str, window: Any = _LAST_30, column: str | None = None) -> dict[str, Any]:
        made = {"kind": "aggregate", "table": name, "agg": agg} | ({"column": column} if column else {})
        return made | ({"window": window} if window else {})

    if table.kind == "interval":
        yield pick(
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
    yield pick(
        f"{name}:count",
        f"{title}: number",
        "behaviour",
        f"The number of {things} in a window; 0 where there are none.",
        detail,
        metric("count"),
        ">=",
        1,
        (*words, "count", "number", "often"),
    )
    yield pick(
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
        yield pick(
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
    yield pick(
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
    yield pick(
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
    if table.kind == "event":
        yield condition(
            f"{name}:habit",
            f"{title}: started, stopped or resumed",
            "behaviour",
            f"Whether the first {things} ever, or the last, fall into a window; or whether there are some again after a gap.",
            detail,
            {"kind": "stopped", "table": name, "window": _LAST_30},
            (*words, "first ever", "began", "adopted", "ceased", "quit", "churned", "came back", "reactivated"),
        )
        yield pick(
            f"{name}:active_periods",
            f"{title}: active weeks",
            "behaviour",
            f"In how many of the last weeks (or months) there were {things}.",
            detail,
            metric("active_periods", {"kind": "last", "n": 8, "unit": "weeks"}),
            ">=",
            6,
            (*words, "regular", "weekly", "habit", "active months", "periods"),
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
        yield pick(
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
    if facts is not None and says_nothing(facts.columns.get(name)):
        return
    label, kind = column.label or name.replace("_", " "), family(column.type)
    words = (name, *column.synonyms, table, things)
    known = facts.columns.get(name) if facts else None
    detail = f"{detail}; {completeness(known)}" if known is not None and known.missing else detail
    lower = in_sentence(label)
    if kind == "number":
        if described.kind == "interval":
            yield pick(
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
            yield pick(
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
            yield pick(
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
            yield pick(
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
                yield pick(
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
        yield pick(
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


def _is_score(facts: ColumnFacts | None) -> bool:
    """Say whether a number looks like a score, such as 1 to 5 or 0 to 10, which one averages and does not add up."""
    return facts is not None and 0 < facts.distinct <= 11 and isinstance(facts.max, int | float) and 1 < facts.max <= 10
