"""Sequences in SQL: chains of rows, step by step, without joining every row with every other.

Of the rows of the step before that a chain reaches, the latest that is strictly earlier is the best one to come from: it is
the nearest in days, and least lies between. So each step is one pass over the moments of an entity, in order.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from seg_widgets.plan import Anchored, Rows, SequenceLeaf, StepPlan
from seg_widgets.schema import Schema
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import column, table
from seg_widgets.sql.reader import RowReader
from seg_widgets.sql.ways import OWNER, hull_of

Add = Callable[[str, exp.Select], str]
"""Adds a named part to the statement: (words for its name, query) -> its name."""

_AT, _DAY = "at", "on_day"
_PART = {"before": "is_before", "step": "is_step", "between": "is_between"}


def sequence(leaf: SequenceLeaf, schema: Schema, made: Dialect, add: Add) -> str:
    """Write a sequence as named parts; give the name of the last, whose ``owner`` are those with a whole chain."""
    first = _moments(leaf.steps[0].rows, leaf, schema, made)
    reached = add(f"step 1 {leaf.steps[0].rows.table}", first)
    for number, step in enumerate(leaf.steps[1:], 2):
        marks = add(f"up to step {number}", _marks(reached, step, leaf, schema, made))
        reached = add(f"step {number} {step.rows.table}", _reached(marks, step, made))
    owners = exp.select(column(OWNER)).distinct().from_(table(reached))
    return add("with the sequence", owners)


def _moments(rows: Rows, leaf: SequenceLeaf, schema: Schema, made: Dialect) -> exp.Select:
    """Write the moments of an entity's rows, with their days."""
    read = RowReader(rows, schema, made)
    columns = [exp.alias_(read.moment(leaf.moment), _AT), exp.alias_(read.day(), _DAY)]
    hull = None if rows.holds_on is not None else hull_of([leaf.days])
    anchored = isinstance(leaf.days, Anchored)
    query, _ = read.select(columns, hull, outside=anchored)
    return query.where(read.within(leaf.days), copy=False) if anchored else query


def _marks(reached: str, step: StepPlan, leaf: SequenceLeaf, schema: Schema, made: Dialect) -> exp.Select:
    """Write the moments of an entity, each once, and what lies at it: a step before, this step, what must not lie between."""
    sources: dict[str, exp.Select] = {
        "before": exp.select(column(OWNER), column(_AT), column(_DAY)).from_(table(reached)),
        "step": _moments(step.rows, leaf, schema, made),
    }
    if step.without is not None:
        sources["between"] = _moments(step.without, leaf, schema, made)
    parts = []
    for what, source in sources.items():
        flags = [exp.alias_(made.literal(int(name == what)), _PART[name]) for name in sources]
        parts.append(exp.select(column(OWNER), column(_AT), column(_DAY), *flags).from_(source.subquery("moments")))
    together: exp.Expr = parts[0]
    for part in parts[1:]:
        together = exp.Union(this=together, expression=part, distinct=False)
    keys = [column(OWNER), column(_AT), column(_DAY)]
    flags = [exp.alias_(exp.Max(this=column(_PART[name])), _PART[name]) for name in sources]
    return (
        exp.select(*keys, *flags)
        .from_(exp.Subquery(this=together, alias=exp.TableAlias(this=exp.to_identifier("moments"))))
        .group_by(*(key.copy() for key in keys))
    )


def _reached(marks: str, step: StepPlan, made: Dialect) -> exp.Select:
    """Write the moments of this step that a chain reaches."""

    def latest(what: str, value: str) -> exp.Expr:
        is_one = exp.EQ(this=column(_PART[what]), expression=made.literal(1))
        return exp.Window(
            this=exp.Max(this=exp.Case(ifs=[exp.If(this=is_one, true=column(value))])),
            partition_by=[column(OWNER)],
            order=exp.Order(expressions=[exp.Ordered(this=column(_AT), nulls_first=False)]),
            spec=exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end=made.literal(1), end_side="PRECEDING"),
        )

    seen = [exp.alias_(latest("before", _AT), "before_at"), exp.alias_(latest("before", _DAY), "before_day")]
    if step.without is not None:
        seen.append(exp.alias_(latest("between", _AT), "between_at"))
    inner = exp.select(column(OWNER), column(_AT), column(_DAY), column(_PART["step"]), *seen).from_(table(marks)).subquery("seen")
    conditions: list[exp.Expr] = [
        exp.EQ(this=column(_PART["step"]), expression=made.literal(1)),
        exp.Is(this=column("before_at"), expression=exp.Not(this=exp.null())),
    ]
    if step.within is not None:
        days = made.days_between(column("before_day"), column(_DAY))
        conditions.append(exp.LTE(this=days, expression=made.literal(step.within)))
    if step.without is not None:
        conditions.append(
            exp.or_(
                exp.Is(this=column("between_at"), expression=exp.null()),
                exp.LTE(this=column("between_at"), expression=column("before_at")),
            )
        )
    return exp.select(column(OWNER), column(_AT), column(_DAY)).from_(inner).where(*conditions)
