"""Definitions by hand that hold every node, operator and option there is, over tables with nasty names."""

from __future__ import annotations

from typing import Any

from seg_widgets.definition import (
    Aggregate,
    Ago,
    AnyTime,
    Arithmetic,
    Attribute,
    Between,
    Change,
    Constant,
    Criterion,
    Dates,
    DaysSince,
    DaysUntil,
    Everyone,
    EveryRow,
    Group,
    Habit,
    Holding,
    IfMissing,
    InSegment,
    Last,
    Listed,
    Lookup,
    Mapped,
    Match,
    Ordered,
    Outer,
    Pair,
    Param,
    Parameter,
    Peers,
    Ratio,
    Related,
    Segment,
    Sequence,
    Since,
    Span,
    Step,
    Tenure,
    Tier,
)
from seg_widgets.schema import Schema

NASTY = [
    "it's", 'say "no"', "it's \"both\"", "back\\slash", "two\nlines", "two\n\n  lines \n", "\n", " spaces ", "{brace} ${x} %s", "tab\t",
    "naïve 日本 🦜",
    "\u202eright to left", "null", "~", "no", "Yes", "on", "true", "1", "010", "0x1F", "1e5", "1_000", "1:30", "12.50", "2024-01-31",
    "2024-01-31 10:00:00", "- dash", "# hash", "a: b", "a #b", "*star", "&and", "!bang", "<<", "=", "", "'", '"', "\\", "---", "...",
    "\ufeffmark", "line\u2028separator", "next\x85line", "\x85", "return\rcarriage", "\x07bell", "\r\n", "é",
    "e\u0301", "[x]", "%YAML", "@at", "`tick`", "?", ":", "or", "x; y", ".inf", "0o17",
]  # fmt: skip
"""Texts that some target could mangle."""

COLUMNS = {
    "key": "text", "plan_tier": "text", "seats": "integer", "arr": "decimal", "renews_on": "date", "last_login": "timestamp",
    "active": "boolean", "tags": "list", "region": "text", "health": "number",
    # names that Python, the language or a printer could take for something else
    "count": "integer", "where": "text", "any": "text", "class": "text", "None": "text", "_private": "text", "__class__": "text",
    "self": "text", "any column": "text", "it's \"both\"": "text", "back\\slash": "text", "new\nline": "integer", "{brace}": "text",
    "ﬁeld": "text", "größe": "number", "日本": "text", "print": "text", "match": "text", "is_": "text", "days_since": "date", "1st": "date",
}  # fmt: skip
TABLES: dict[str, dict[str, Any]] = {
    "accounts": {"kind": "entity", "key": "key", "singular": "account"},
    "contacts": {
        "kind": "entity",
        "key": "key",
        "singular": "contact",
        "links": {"account_id": "accounts", "billed_by": "accounts"},
    },
    "usage": {"kind": "event", "time": "at", "singular": "use", "links": {"account_id": "accounts"}},
    "subscriptions": {
        "kind": "interval",
        "key": "key",
        "time": "at",
        "end": "until",
        "links": {"account_id": "accounts"},
    },
    "benchmarks": {"kind": "lookup"},
    "class": {"kind": "event", "time": "at", "links": {"account_id": "accounts"}},
    "list": {"kind": "event", "time": "at", "links": {"account_id": "accounts"}},
    "schema": {"kind": "event", "time": "at", "links": {"account_id": "accounts"}},
    "ws": {"kind": "entity", "key": "key", "links": {"account_id": "accounts"}},
    'it\'s a "table"\n': {"kind": "event", "time": "at", "links": {"account_id": "accounts"}},
    "its a table": {"kind": "event", "time": "at", "links": {"account_id": "accounts"}},
    "2024": {"kind": "entity", "key": "key", "links": {"account_id": "accounts"}},
    "🦜": {"kind": "event", "time": "at", "links": {"account_id": "accounts"}},
}
_LABELS = {"plan_tier": "Plan tier", "last_login": "Last login", "seats": "Seats", "arr": "ARR", "health": "Health"}
_UNITS = {"seats": "people", "arr": "USD"}


def _columns(table: dict[str, Any]) -> dict[str, Any]:
    types = COLUMNS | dict.fromkeys(table.get("links", {}), "text") | {c: "timestamp" for c in (table.get("time"), table.get("end")) if c}
    return {c: {"type": t, "label": _LABELS.get(c, ""), "unit": _UNITS.get(c, "")} for c, t in types.items()}


SCHEMA = Schema.model_validate({"tables": {n: t | {"columns": _columns(t)} for n, t in TABLES.items()}})


def attr(column: str = "seats") -> Attribute:
    return Attribute(column=column)


def crit(metric: Any = "seats", op: str = ">=", value: Any = 10, **options: bool) -> Criterion:
    return Criterion(metric=attr(metric) if isinstance(metric, str) else metric, op=op, value=value, **options)


def group(kind: str, *members: Any, n: int | None = None, muted: bool = False) -> Group:
    return Group(kind=kind, members=members, n=n, muted=muted)


def agg(agg: str = "count", column: str | None = None, window: Any = None, table: str = "usage", **rest: Any) -> Aggregate:
    return Aggregate(table=table, agg=agg, column=column, window=window or Last(n=30), **rest)


def seg(*members: Any, name: str = "A segment", entity: str = "accounts", **rest: Any) -> Segment:
    return Segment(name, group("all", *members), entity=entity, **rest)


def calc(op: str, left: Any, right: Any) -> Arithmetic:
    return Arithmetic(op=op, left=left, right=right)


def ratio(numerator: Any, denominator: Any) -> Ratio:
    return Ratio(numerator=numerator, denominator=denominator)


def num(value: Any) -> Constant:
    return Constant(value=value)


def pairs(**values: Any) -> tuple[Pair, ...]:
    return tuple(Pair(value=v, to=to) for v, to in values.items())


P = Param(name="p")
A, B = crit("plan_tier", "is", "Gold"), crit()
WORDY = crit("region", "is", "A rather long name of a region that makes lines break somewhere")
TEXT = {"is": "Gold", "is_not": "Gold", "one_of": ["a", "b"], "none_of": ["a"], "contains": "x", "starts_with": "x", "ends_with": "x",
        "matches": r"^\d+[\"']$", "is_missing": None, "is_present": None}  # fmt: skip

METRICS = [
    attr(), Tenure(since="renews_on"), Tenure(since="any column", unit="years"), Tenure(since="1st", unit="days"),
    DaysSince(of=attr("last_login")), DaysUntil(of=attr("days_since")),
    DaysSince(of=agg("last_day", window=AnyTime())), DaysSince(of=agg("last_day")), DaysSince(of=agg("first_day", window=AnyTime())),
    DaysUntil(of=agg("last_day", window=AnyTime())), DaysSince(of=agg("latest", "renews_on", AnyTime())),
    DaysSince(of=agg("last_day", window=AnyTime(), where=group("all", A), via="account_id")),
    *(agg(a) for a in ("count", "active_days")),
    *(agg(a, "health") for a in ("sum", "mean", "min", "max", "median", "distinct", "first", "latest")),
    *(agg(window=Last(n=2, unit=u)) for u in ("days", "weeks", "months", "quarters", "years")),
    agg(window=Ago(a=31, b=60)), agg(window=Dates(start="2024-01-01", end="2024-03-31")), agg(window=AnyTime()),
    agg(table="subscriptions", window=Holding()), agg("sum", "arr", Holding(), "subscriptions"), agg(via="account_id"),
    Change(of=agg("sum", "count")), Change(of=agg("sum", "arr"), how="absolute"), Change(of=agg(window=Last(n=1, unit="months"))),
    ratio(attr("arr"), attr("seats")), ratio(ratio(agg(), attr()), ratio(attr("arr"), agg())),
    agg("active_periods", window=Last(n=4, unit="quarters")), agg("active_periods", via="account_id"),
    agg("quantile", "health", q=0.9), agg("quantile", "arr", AnyTime(), q=0), agg("quantile", "arr", AnyTime(), q=1),
    agg(window=Since(anchor="renews_on", n=3, unit="months")), agg("first", "health", Since(anchor="1st", n=30)),
    *(agg(window=w) for w in (Last(n=P), Ago(a=P, b=60), Ago(a=0, b=P), Since(anchor="renews_on", n=P, unit="weeks"))),
    Change(of=ratio(agg(), attr())), Change(of=IfMissing(of=agg(), value=0), how="absolute"), Change(of=Outer(of=agg())),
    Change(of=ratio(agg(), agg(window=Last(n=2, unit="weeks")))),
    *(calc(op, attr("arr"), attr()) for op in "+-*"), *(calc(op, num(12), attr("arr")) for op in "+-*"),
    *(calc(op, attr("arr"), num(-0.5)) for op in "+-*"), calc("+", num(1), num(2)), calc("-", num(-1), num(-2)),
    num(5), num(1e300), num(P), calc("*", num(P), attr("arr")), calc("*", attr("arr"), num(P)), calc("*", num(P), num(P)),
    ratio(attr("arr"), num(12)), ratio(num(12), attr("arr")), ratio(num(1), num(3)), ratio(attr("arr"), num(P)),
    calc("-", calc("-", attr("arr"), attr()), num(1)), calc("-", attr("arr"), calc("-", attr(), num(1))),
    calc("*", calc("+", attr("arr"), num(1)), num(2)), calc("+", calc("*", attr("arr"), num(2)), num(1)),
    calc("*", ratio(attr("arr"), num(2)), num(3)), ratio(calc("*", attr("arr"), num(2)), num(3)),
    calc("*", num(2), ratio(attr("arr"), num(3))), ratio(num(2), calc("*", attr("arr"), num(3))),
    calc("+", num(2), calc("+", attr("arr"), calc("*", num(3), agg()))),
    IfMissing(of=attr("health"), value=0), IfMissing(of=attr("region"), value="it's"),
    IfMissing(of=calc("+", attr("arr"), attr()), value=1),
    Mapped(of=attr("plan_tier"), pairs=pairs(Gold=2, Silver=1)), Mapped(of=attr("plan_tier"), pairs=pairs(Gold=2), other=0),
    Mapped(of=attr("seats"), pairs=(Pair(value=1, to="one"), Pair(value="1", to="2 = two; \"so\"")), other="many"),
    Mapped(of=attr("region"), pairs=tuple(Pair(value=t, to=n) for n, t in enumerate(NASTY)), other=-1),
    Ordered(of=attr("plan_tier"), order=("Silver", "Gold")), Ordered(of=Outer(of=attr("plan_tier")), order=("a < b", "c")),
    Outer(of=attr("plan_tier")), Outer(of=attr("plan_tier"), up=2), Outer(of=Outer(of=attr())), Outer(of=agg()),
    Outer(of=calc("+", attr(), num(1))),
    Peers(of=agg(), by=("region",)), Peers(of=attr("arr"), by=("region", "any column"), stat="mean"),
    Peers(of=ratio(attr("arr"), attr()), by=("region",), stat="quantile", q=0.9), Peers(of=attr(), by=("class",), stat="quantile", q=0),
    Tier(of=attr("arr"), k=4), Tier(of=calc("*", attr("arr"), num(2)), k=10), Tier(of=Peers(of=attr("arr"), by=("region",)), k=3),
    Lookup(table="benchmarks", column="health", on=(Match(attribute="region", column="region"),)),
    Lookup(table="benchmarks", column="count", on=(Match(attribute="1st", column="self"), Match(attribute="class", column="region"))),
    Lookup(table="benchmarks", column="any column", on=(Match(attribute="region", column="any column"),)),
    Lookup(table="benchmarks", column="health", on=(Match(attribute="region", column="key"), Match(attribute="class", column="key"))),
    Lookup(table="benchmarks", column="health", on=(Match(attribute="region", column="region"), Match(value="A", column="key"))),
]  # fmt: skip

FILTERS = [
    group("all", A), group("all", A, B), group("all", A, crit("region", "one_of", ["x", "y"])), group("all", A, A), group("any", A, B),
    group("all", group("any", A, B)), group("all", group("all", A)), group("all", group("none", A), B), group("none", A),
    group("at_least", A, B, crit("region", "is_missing", None), n=2), group("all", A, muted=True), group("any", A, muted=True),
    group("all", crit("plan_tier", "is", "Gold", muted=True)), group("all", crit("plan_tier", "is", "Gold", ignore_case=True)),
    group("all", Everyone()), group("all", Everyone(muted=True), A), group("all", crit("seats", "is", 5), crit("health", "is", 5.0)),
    group("all", crit("seats", "is", attr("count"))), group("all", crit("active", "is_true", None)), group("all", crit("class", "is", "x")),
    group("all", crit("self", "is", "x"), crit("where", "is", "x"), crit("count", "is", 3)), group("all", crit("__class__", "is", "x")),
    group("all", crit("ﬁeld", "is", "x")), group("all", crit("größe", "is", 2), crit("日本", "is", "x")),
    group("all", crit("any column", "is", "x")),
    group("all", crit("plan_tier", "is", True)), group("all", WORDY, crit("where", "is", "x" * 60),
    group("any", WORDY, group("all", WORDY, A))),
]  # fmt: skip

OUT = crit("region", "is", Outer(of=attr("region")))
ROWS: list[dict[str, Any]] = [
    {"table": "usage"}, {"table": "it's a \"table\"\n", "where": group("all", A)}, {"table": "class", "via": "account_id"},
    {"table": "usage", "where": group("any", A, OUT), "via": "account_id"},
]  # fmt: skip
LAST = Last(n=30)
CONDITIONS: list[Any] = [
    *(Habit(kind=k, window=LAST, **r) for k in ("first_ever", "stopped", "resumed") for r in ROWS),
    *(Habit(kind="first_ever", window=w, table="usage") for w in (Ago(a=1, b=P), Dates(start="2024-01-01", end="2024-01-31"))),
    Habit(kind="stopped", table="usage", window=Last(n=P, unit="weeks"), muted=True),
    *(EveryRow(has=group("all", B), window=w, **r) for r in ROWS for w in (AnyTime(), LAST, Since(anchor="renews_on", n=3))),
    *(EveryRow(table="usage", has=g) for g in (group("any", A, B), group("all", A, OUT), group("none", A), group("all", Everyone()))),
    EveryRow(table="subscriptions", has=group("all", A, muted=True), window=Holding(), muted=True),
    *(Sequence(steps=(Step(**one), Step(within=7, **two)), window=w) for one, two in zip(ROWS, ROWS[1:] + ROWS[:1], strict=True)
      for w in (AnyTime(), LAST)),
    Sequence(steps=(Step(**ROWS[0]), Step(within=0, without=Between(**ROWS[3]), **ROWS[1]), Step(within=P, without=Between(**ROWS[0]),
             **ROWS[3]), Step(within=30, **ROWS[0])), window=Since(anchor="1st", n=2, unit="months"), muted=True),
    Listed(keys=("a", "b")), Listed(keys=(1, 2.5, "it's"), name="strategic", muted=True), Listed(keys=tuple(NASTY), name='say "no"'),
    Listed(keys=("a",), name="of and or"),
    InSegment(name="Gold"), InSegment(name='it\'s "both"\n', muted=True),
]  # fmt: skip

SEGMENTS: list[Segment] = [
    *(seg(c) for c in CONDITIONS), *(seg(group("any", c, A), B) for c in CONDITIONS),
    *(seg(Related(table="contacts", where=group("all", c, A))) for c in CONDITIONS), seg(*CONDITIONS),
    *(seg(Related(table="contacts", where=group("all", crit("plan_tier", "is", o),
          Related(table="accounts", where=group("any", A, crit("plan_tier", "is", o))))))
      for o in (*(Outer(of=attr("plan_tier"), up=n) for n in (1, 2, 9)), Outer(of=agg("first", "region", where=group("all", OUT))))),
    seg(crit("seats", "<", P)), seg(crit("plan_tier", "one_of", P)), seg(crit("seats", "one_of", [1, P])),
    seg(crit("seats", "between", [P, 10])),
    seg(crit("plan_tier", "is", P, trim=True)), seg(crit("renews_on", "<", P)), seg(crit("renews_on", "in_next", Span(n=P))),
    seg(group("at_least", A, B, n=P)), seg(Related(table="contacts", quantifier="at_least", n=P, where=Everyone())),
    *(seg(crit(agg(where=f))) for f in (group("all", crit("region", "is", P)), group("all", crit("region", "one_of", P)),
      group("all", crit("region", "one_of", ["a", P])), group("all", OUT))),
    *(seg(crit("seats", "<", P), parameters=p) for p in
      ({"p": 5}, {"p": [1, "b"], "it's": "x"}, {"p": NASTY}, {"p" * 50: True, "q" * 50: 1.5},
       (Parameter(name="p", default=5, label="Days"),), (Parameter(name="p", default="a", description="two\nlines"),),
       (Parameter(name="p", default=(1, 2)), Parameter(name="p", default=3)))),
    *(seg(crit("tags", op, v)) for op in ("has_any", "has_all", "has_none") for v in (["a", "it's"], ["a"], P, [P])),
    seg(crit("tags", "is_empty", None)),
    *(seg(crit(m, op, v)) for m in (Ordered(of=attr("plan_tier"), order=("Silver", "Gold")),)
      for op, v in (("<", "Gold"), (">=", attr("region")), ("between", ["Silver", "Gold"]), ("is", "Gold"), ("one_of", ["Gold"]))),
    seg(Related(table="contacts", quantifier="share", share=0.5, where=group("all", A))),
    seg(Related(table="contacts", quantifier="share", share=1, via="billed_by", scope=group("all", OUT), where=Everyone(), muted=True)),
    seg(Related(table="contacts", quantifier="every", where=group("any", A, OUT))),
    seg(Related(table="contacts", quantifier="every", where=Everyone())),
    *(seg(crit(c, "is", "x")) for c in COLUMNS),
    *(seg(crit("region", op, value, ignore_case=True, trim=t)) for op, value in TEXT.items() for t in (False, True)),
    *(seg(crit("region", op, value)) for op, value in TEXT.items()),
    *(seg(crit("seats", op, v)) for op in ("<", "<=", ">", ">=", "is", "is_not") for v in (10, -2.5, 1e300, 2**63, attr("count"))),
    *(seg(crit("arr", op, "12.50")) for op in ("<", "<=", ">", ">=", "is", "is_not")),
    *(seg(crit("renews_on", op, v))
      for op in ("<", "<=", ">", ">=", "is", "is_not", "same_month") for v in ("2024-02-29", attr("last_login"))),
    seg(crit("seats", "between", [1, 10])), seg(crit("renews_on", "between", ["2024-01-01", "2024-12-31"])),
    seg(crit("seats", "one_of", [1, 2.5])), seg(crit("renews_on", "one_of", ["2024-01-01"])), seg(crit("seats", "one_of", NASTY)),
    *(seg(crit("renews_on", op, Span(n=n, unit=u))) for op in ("in_next", "within_last") for n, u in
      ((1, "days"), (90, "days"), (2, "weeks"), (3, "months"), (1, "quarters"), (2, "years"))),
    seg(crit("active", "is_true", None)), seg(crit("active", "is_false", None)), seg(crit("tags", "is_missing", None)),
    *(seg(crit(m)) for m in METRICS), *(seg(crit("seats", "<", m)) for m in METRICS), *(seg(crit(m, "between", [1, 2])) for m in METRICS),
    *(seg(crit(m, "one_of", [1, 2])) for m in METRICS), *(seg(crit(m, "<", attr()), A) for m in METRICS),
    *(seg(crit(Change(of=agg("sum", "arr"), how=how), op, v)) for how in ("relative", "absolute") for op in ("<", "<=", ">", ">=", "is")
      for v in (-0.4, 0, 0.125, 3)),
    *(seg(crit(agg(where=f))) for f in FILTERS), *(seg(Related(table="contacts", scope=f, where=Everyone())) for f in FILTERS),
    *(seg(Related(table="contacts", where=f)) for f in FILTERS),
    *(seg(Related(table="contacts", quantifier=q, n=n, via=via, scope=scope, where=where, muted=muted)) for q, n in
      (("any", None), ("none", None), ("at_least", 2), ("at_most", 1), ("exactly", 0)) for via, scope, where, muted in
      ((None, None, Everyone(), False), ("billed_by", group("all", A), group("all", B), False), (None, None, Everyone(muted=True), True),
       (None, group("any", A, B), group("none", A, B), True), ("account_id", None, group("all", crit("seats", muted=True)), False))),
    seg(Related(table="accounts", where=group("all", Related(table="contacts", quantifier="none", where=group("all", A, crit(agg()))))),
        entity="contacts"),
    *(seg(m) for m in (Everyone(), Everyone(muted=True), group("all", A), group("any", A, B),
      group("none", A), group("at_least", A, B, n=1))),
    *(seg(*m) for m in ((A, B), (A, group("all", B)), (group("all", A, B), group("all", A, B)), (A, group("any", B, group("any", A, B))),
      (crit(muted=True), B), (crit(agg(), muted=True), group("none", group("none", A), muted=True)), (Everyone(), A))),
    seg(group("all", group("all", group("all", A)))),
    *(Segment("Top", g, entity="accounts") for g in (group("any", A, B), group("none", A), group("at_least", A, B, n=2),
      group("all", A, B, muted=True), group("any", A, muted=True), group("all", A, muted=True))),
    *(seg(crit("region", "is", t), name=f"n{t}", description=t) for t in NASTY), seg(A, description="x" * 200),
    *(seg(A, name=n)
      for n in ("class", "None", "sw", "ws", "accounts", "usage", "1st", "日本", "🦜", "print", "match", "ﬁeld", "   ", "_", "__")),
    *(seg(crit(agg(table=t, where=group("all", A))), crit(agg("sum", "count", table=t)))
      for t, d in TABLES.items() if d["kind"] == "event"),
    seg(*(crit(agg(table=t)) for t, d in TABLES.items() if d["kind"] == "event"),
        *(Related(table=t, where=group("all", A)) for t in ("contacts", "subscriptions", "ws", "2024"))),
    seg(crit(), entity="ws"), seg(crit(), entity="2024"),
]  # fmt: skip
