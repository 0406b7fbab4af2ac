"""An edit with the metrics at hand: a million contacts, fifteen rules, the count at every node, each rule dropped in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tests.benchmarks.answers import answer
from tests.benchmarks.items.base import Answers, Figure, Given, Item

EDITS = 24


@dataclass(frozen=True)
class Rule:
    """A rule in both languages; ``sql`` is about the column ``v<number>``, which holds the metric."""

    metric: Callable[[Any], Any]
    op: str
    value: Any

    def sql(self, number: int) -> str:
        """Write the comparison over the kept column."""
        column = f"v{number}"
        if self.op == "is_true":
            return column
        if self.op == "is_in":
            return f"{column} IN ({', '.join(repr(text) for text in self.value)})"
        if self.op == "contains":
            return f"contains({column}, {self.value!r})"
        return f"{column} {self.op} {self.value!r}"

    def fluent(self, ws: Any) -> Any:
        """Write it in the fluent language."""
        metric = self.metric(ws)
        if self.op in ("is_true", "is_in", "contains"):
            return getattr(metric, self.op)(*([] if self.value is None else [self.value]))
        return {">=": metric.__ge__, ">": metric.__gt__, "<": metric.__lt__, "<=": metric.__le__}[self.op](self.value)


RULES: tuple[Rule, ...] = (
    Rule(lambda ws: ws.contacts.role, "is_in", ("Decision Maker", "Executive Sponsor", "User")),
    Rule(lambda ws: ws.contacts.newsletter, "is_true", None),
    Rule(lambda ws: ws.contacts.created_on.tenure(), ">=", 6),
    Rule(lambda ws: ws.usage.active_days.last(days=30), ">=", 1),
    Rule(lambda ws: ws.usage.count.last(days=90), ">=", 4),
    Rule(lambda ws: ws.usage.minutes.sum.last(days=30), ">=", 12.5),
    Rule(lambda ws: ws.usage.feature.distinct.last(days=90), ">=", 2),
    Rule(lambda ws: ws.usage.days_since_last(), "<=", 200),
    Rule(lambda ws: ws.usage.count.last(days=30).change(), "<=", -0.3),
    Rule(lambda ws: ws.usage.where(feature="API").count.last(days=90), ">=", 1),
    Rule(lambda ws: ws.articles.count.last(days=180), ">=", 1),
    Rule(lambda ws: ws.surveys.score.latest.ever(), ">=", 7),
    Rule(lambda ws: ws.emails.count.last(days=90), "<=", 5),
    Rule(lambda ws: ws.usage.minutes.max.last(days=90), ">", 240.5),
    Rule(lambda ws: ws.contacts.name, "contains", "q"),
)

Tree = tuple[Any, ...]
TREE: Tree = (
    "all",
    (0, ("any", (1, 2)), ("any", (("at_least", (3, 4, 5, 6), 2), 7)), ("any", (9, 10, 11)), ("none", (("all", (8, 4)), 13)),
     ("any", (12, ("all", (3, 5)))), ("none", (14,))),
)  # fmt: skip
"""23 nodes and more: groups of rules by their numbers."""


def written(tree: Any, rules: Sequence[Rule], ws: Any) -> Any:
    """Write a tree in the fluent language."""
    import seg_widgets as sw

    if isinstance(tree, int):
        return rules[tree].fluent(ws)
    kind, members, *n = tree
    conditions = [written(member, rules, ws) for member in members]
    if kind == "at_least":
        return sw.at_least_of(n[0], *conditions)
    return {"all": sw.all_of, "any": sw.any_of, "none": sw.none_of}[kind](*conditions)


def condition(tree: Any, rules: Sequence[Rule]) -> str:
    """Write a tree as SQL over the kept columns; a missing value meets nothing."""
    if isinstance(tree, int):
        return f"coalesce({rules[tree].sql(tree)}, false)"
    kind, members, *n = tree
    parts = [condition(member, rules) for member in members]
    if kind == "at_least":
        return "(" + " + ".join(f"CAST({part} AS INT)" for part in parts) + f" >= {n[0]})"
    joined = "(" + (" AND " if kind == "all" else " OR ").join(parts) + ")"
    return f"(NOT {joined})" if kind == "none" else joined


def nodes(tree: Any, way: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Give every node with the way to it, as an evaluation has them."""
    yield way, tree
    if not isinstance(tree, int):
        for number, member in enumerate(tree[1]):
            yield from nodes(member, (*way, number))


def edits() -> Iterator[tuple[str, Tree, tuple[Rule, ...]]]:
    """Give edits one after another: of a threshold, an operator, the tree; each never seen before."""
    for number in range(EDITS):
        rules = list(RULES)
        which = (5, 13)[number // 3 % 2]
        if number % 3 == 0:
            rules[which] = replace(rules[which], value=20.25 + number)
            yield "threshold", TREE, tuple(rules)
        elif number % 3 == 1:
            rules[which] = replace(rules[which], op="<" if which == 5 else "<=", value=33.75 + number)
            yield "operator", TREE, tuple(rules)
        else:
            members = list(TREE[1])
            members[1] = (("all", "none", "any")[number // 3 % 3], members[1][1])
            members[2], members[-1 - number // 3 % 3] = members[-1 - number // 3 % 3], members[2]
            yield "tree", ("all", tuple(members)), RULES


def found(given: Given) -> Answers:
    """Edit in a session that holds the metrics; beside it the same counts as one statement of DuckDB over the same columns."""
    import duckdb
    import pyarrow

    import seg_widgets as sw
    from seg_widgets.analysis import waterfall
    from seg_widgets.results import evaluate

    clock = given.clock
    ws = given.opened()
    first = sw.Segment("Edited", written(TREE, RULES, ws), entity="contacts")
    with clock("first"):
        ws.evaluate(first)
    columns = _columns(ws)
    theirs = duckdb.connect()
    theirs.register("given", pyarrow.table({name: pyarrow.array(c.filled(None) if c.dtype == object else c.data, mask=np.ma.getmaskarray(c))
                                            for name, c in columns.items()}))  # fmt: skip
    theirs.execute("CREATE TABLE kept AS SELECT * FROM given")
    mine: list[float] = []
    other: list[float] = []
    for kind, tree, rules in edits():
        data = sw.Segment("Edited", written(tree, rules, ws), entity="contacts").dump()
        with clock("edit"), clock(kind):
            with clock("definition"):
                plan = ws.plan(sw.Segment.load(data))
            with clock("evaluation"):
                evaluation = evaluate(plan, ws.session)
            with clock("counts"):
                met = [(node.met.count(), (node.maybe - node.met).count()) for node in evaluation.nodes.values()]
            with clock("drop-one"):
                alone = waterfall(evaluation)
        every = list(nodes(tree))
        drops = [("all", tuple(m for n, m in enumerate(tree[1]) if n != left)) for left in range(len(tree[1]))]
        counted = [condition(node, rules) for _, node in every] + [condition(drop, rules) for drop in drops]
        with clock("one statement"):
            told = theirs.execute("SELECT " + ", ".join(f"count(*) FILTER ({c})" for c in counted) + " FROM kept").fetchall()[0]
        counts = dict(zip(evaluation.nodes, met, strict=True))
        members = counts[()][0]
        mine += [counts[way][0] for way, _ in every] + list(alone["alone"].iloc[1:])
        other += [*told[: len(every)], *(n - members for n in told[len(every) :])]
    clock.figures["nodes"] = len(list(nodes(TREE)))
    return answer([f"{n:06}" for n in range(len(mine))], {"count": np.array(mine), "theirs": np.array(other)})


def checked(given: Given) -> Answers:
    """Edit, and hold the counts against those of the statement."""
    from tests.benchmarks.answers import hold

    both = found(given)
    assert both is not None
    hold({"key": both["key"], "count": both["count"]}, {"key": both["key"], "count": both["theirs"]}, "one statement of DuckDB")
    return both


def _columns(ws: Any) -> dict[str, Any]:
    """Give the values that each rule looks at, by ``v<number>``."""
    import seg_widgets as sw

    segment = sw.Segment("Rules", sw.any_of(*(rule.fluent(ws) for rule in RULES)), entity="contacts")
    plan = ws.plan(segment)
    left = [side for side, _ in ws.session.sides("contacts", list(plan.tree.members))]
    found: dict[str, Any] = {}
    for number, (values, rule) in enumerate(zip(left, RULES, strict=True)):
        found[f"v{number}"] = np.ma.asarray(values)
        if rule.op == ">=" and number == 2:  # whole months are asked as a range of days: the months themselves by hand
            found[f"v{number}"] = _months(ws)
    return found


def _months(ws: Any) -> Any:
    frame = ws.frame("contacts")
    day, today = frame["created_on"], np.datetime64("2026-11-20")
    months = (2026 - day.dt.year) * 12 + 11 - day.dt.month - (day.dt.day > 20)
    return np.ma.masked_invalid(months.where(day.notna() & (day.to_numpy() <= today)).to_numpy(dtype=float))


EDIT = Item(
    "edit",
    "an edit with the metrics at hand: a million contacts, 15 rules, the count at every node, each rule dropped",
    {"ours": checked},
    (
        Figure("an edit", ("ours", "edit"), None, "wall", 10.0, scale=1000, unit="ms"),
        Figure("an edit, processor", ("ours", "edit"), None, "cpu", scale=1000, unit="ms"),
        *(
            Figure(f"an edit of the {kind}", ("ours", kind), None, "wall", 10.0, scale=1000, unit="ms")
            for kind in ("threshold", "operator", "tree")
        ),
        *(
            Figure(f"of it: {part}", ("ours", part), None, "wall", scale=1000, unit="ms")
            for part in ("definition", "evaluation", "counts", "drop-one")
        ),
        Figure("ours / one statement of DuckDB", ("ours", "edit"), ("ours", "one statement")),
    ),
    ("2m", "20m"),
)
