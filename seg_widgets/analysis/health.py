"""What the data behind each rule of a segment is like: how many lack it, how fresh it is, how far back it goes; safe to use or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from seg_widgets.analysis.dimensions import all_leaves
from seg_widgets.analysis.history import plain_columns
from seg_widgets.analysis.home import Home
from seg_widgets.analysis.safety import VERDICTS, Looked, complete, say_dates, say_findings, say_missing
from seg_widgets.analysis.several import segment_of
from seg_widgets.analysis.spans import span_of
from seg_widgets.code.words import node_words
from seg_widgets.definition import Criterion, Everyone, EveryRow, Group, Related, Segment
from seg_widgets.definition.base import Node
from seg_widgets.errors import DefinitionError, Problem, SegmentError
from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Compare, Days, SequenceLeaf
from seg_widgets.results import Evaluation

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "place", "rule", "entity", "entities", "missing", "share_missing", "tables", "latest", "age_days", "first", "reaches_back",
    "history", "verdict", "why",
)  # fmt: skip


def check(ws: Home, as_of: Any = None) -> pd.DataFrame:
    """Check the data, table by table and column by column.

    Returns
    -------
    DataFrame
        One row a finding, the gravest first: ``severity`` (``warning``: it can change who is in a segment; ``info``), ``table``,
        ``column``, ``code``, ``count`` and ``share`` (of the table's rows, 0 to 1), ``message``, ``examples``. The codes are
        :data:`seg_widgets.schema.datacheck.CODES`.
    """
    found: pd.DataFrame = ws.check(as_of)
    return found


def health(ws: Home, segment: Segment | str, as_of: Any = None, *, findings: Any = None) -> pd.DataFrame:
    """Say of each rule of a segment whether the data behind it can be used.

    Parameters
    ----------
    findings
        What the data check found (:func:`check`). ``None``: it is run; an empty frame: it is left out.

    Returns
    -------
    DataFrame
        One row a rule (muted ones are left out; those of related entities follow the rule that asks for them).

        place, rule : str
            Where it stands in the definition, and its words.
        entity : str
            Whose metric it is.
        entities, missing : int
            How many of these exist, and how many lack the metric (of related entities: how many have none).
        share_missing : float
            0 to 1.
        tables : str
            Where its data is from.
        latest, first : date
            The last and the first day with rows in its dated tables, of the table where that is earliest, latest; ``None`` for plain
            columns. Days after the as-of date do not count.
        age_days : float
            From ``latest`` to the as-of date, in days; NaN without one.
        reaches_back : date
            The first day of its window; ``None`` where it has none.
        history : bool
            Whether it can be read as of another day: not of a plain column of an entity's table, which is as it is today; see
            :func:`seg_widgets.without_history`.
        verdict : str
            - ``unsafe``: half or more lack it, its table is empty, nothing has come within its window though it usually does, or a
              tenth or more of the rows are odd in a way that changes who meets it (:data:`seg_widgets.analysis.safety.SERIOUS`).
            - ``careful``: one in twenty lacks it, its window begins before the data, nothing new has come for a month and for half
              the window's length, or one in two hundred rows is odd.
            - ``safe``: none of this.
        why : str
            The reasons, the gravest first; of a safe rule how complete and fresh it is.
    """
    import pandas as pd

    segment = segment_of(ws, segment)
    evaluation = ws.evaluate(segment, as_of)
    if findings is None:
        findings = ws.check(evaluation.plan.as_of)
    if len(findings) and not {"table", "column", "code", "share", "message"} <= set(getattr(findings, "columns", ())):
        hint = "Give the frame of sw.check(ws), or nothing."
        raise DefinitionError(Problem("bad-argument", "These are no findings of the data check.", "findings", hint))
    rows = [_row(ws, evaluation, rule, findings) for rule in _rules(ws, segment, evaluation)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["age_days"] = frame["age_days"].astype(float)
    return frame


def rule_notes(ws: Home, segment: Segment, *, as_of: Any = None, findings: Any = None) -> dict[str, dict[str, str]]:
    """Give what to say beside each rule: place -> ``note`` (a few words) and ``severity`` (``bad``, ``warn`` or ``info``).

    Rules about which there is nothing to say are left out. Without ``findings`` of the data check this costs a look at kept columns.
    """
    import pandas as pd

    found = health(ws, segment, as_of=as_of, findings=pd.DataFrame() if findings is None else findings)
    severity = {"unsafe": "bad", "careful": "warn"}
    notes = {}
    for row in found.to_dict("records"):
        if row["verdict"] != "safe":
            notes[str(row["place"])] = {"note": str(row["why"]).split("; ")[0], "severity": severity[str(row["verdict"])]}
        elif not row["history"]:
            notes[str(row["place"])] = {"note": "No history: as it is today, on every day.", "severity": "info"}
    return notes


def _rules(ws: Home, segment: Segment, evaluation: Evaluation) -> Iterator[Looked]:
    ways = {place: way for way, place in evaluation.plan.places.items()}

    def found(node: Node, place: str, entity: str) -> Iterator[Looked]:
        if getattr(node, "muted", False) or (isinstance(node, Everyone)):
            return
        if isinstance(node, Group):
            for number, member in enumerate(node.members):
                yield from found(member, f"{place}.members.{number}", entity)
            return
        way = ways.get(place)
        if way is None:  # a group that is all muted, or inside of what is answered pair by pair
            return
        words = node_words(node, entity, ws.schema, segment.parameters)  # type: ignore[arg-type]
        yield Looked(place, node, entity, words[:1].upper() + words[1:], _node(evaluation, way))
        if isinstance(node, Related):
            for part in ("scope", "where"):
                inner = getattr(node, part)
                if inner is not None:
                    yield from found(inner, f"{place}.{part}", node.table)

    yield from found(segment.where, "where", segment.entity)


def _node(evaluation: Evaluation, way: tuple[int, ...]) -> Any:
    from seg_widgets.plan import parts

    node: Any = evaluation.plan.tree
    for step in way:
        node = dict(parts(node))[step]
    return node


def _row(ws: Home, evaluation: Evaluation, rule: Looked, findings: Any) -> tuple[Any, ...]:
    as_of = evaluation.plan.as_of
    leaves = list(all_leaves(rule.plan))
    entities, missing = _missing(ws, evaluation, rule)
    share = missing / entities if entities else 0.0
    dated = [leaf for leaf in leaves if isinstance(leaf, AggregateLeaf | SequenceLeaf)]
    spans = {name: span_of(ws.session, name, as_of) for name in _dated_tables(dated)}
    plain = bool(plain_columns(ws.schema, rule.plan))
    back = _reaches_back(dated)
    latest = min((span.last for span in spans.values() if span.last is not None), default=None)
    first = max((span.first for span in spans.values() if span.first is not None), default=None)
    age = (as_of - latest).days if latest is not None else float("nan")
    say_missing(rule, missing, entities, share)
    say_dates(rule, spans, back, as_of)
    tables = sorted({*spans, *(leaf.table for leaf in leaves if isinstance(leaf, ColumnLeaf)), *_related(rule)})
    say_findings(rule, tables, _columns(ws, rule, leaves), findings)
    worst = min((VERDICTS.index(v) for v, _ in rule.reasons), default=2)
    said = [why for level in VERDICTS for v, why in rule.reasons if v == level]
    why = "; ".join(said if worst < 2 else [complete(missing, share, latest, age), *said])
    return (
        rule.place, rule.words, rule.entity, entities, missing, share, ", ".join(tables), latest, age, first, back,
        not plain, VERDICTS[worst], why[:1].upper() + why[1:],
    )  # fmt: skip


def _related(rule: Looked) -> list[str]:
    return [rule.node.table] if isinstance(rule.node, Related) else []


def _missing(ws: Home, evaluation: Evaluation, rule: Looked) -> tuple[int, int]:
    """Count the entities that exist, and those that lack the rule's metric; of a related group those that have nobody in scope."""
    everyone = ws.evaluate(Segment(name="everyone", entity=rule.entity, where=Everyone()), evaluation.plan.as_of).universe
    entities = everyone.count()
    if isinstance(rule.node, Related):
        none = rule.node.model_copy(update={"quantifier": "none", "n": None, "share": None, "where": Everyone()})
        try:
            lonely = Segment(name="lonely", entity=rule.entity, where=Group(kind="all", members=(none,)))
            return entities, ws.evaluate(lonely, evaluation.plan.as_of).members.count()
        except SegmentError:  # its scope asks about what is outside: it cannot be asked alone
            return entities, 0
    if not isinstance(rule.node, Criterion) or not isinstance(rule.plan, Compare) or rule.node.op in ("is_missing", "is_present"):
        return entities, 0
    from seg_widgets.plan import reach

    if reach(rule.plan):
        return entities, 0
    lacks = Compare(rule.plan.left, "is_missing", None, rule.plan.family, rule.plan.type)
    mask = ws.session.masks(rule.entity, [lacks])[lacks]
    return entities, int((mask.met & everyone.array()).sum())


def _dated_tables(leaves: list[AggregateLeaf | SequenceLeaf]) -> list[str]:
    found: dict[str, None] = {}
    for leaf in leaves:
        rows = [leaf.rows] if isinstance(leaf, AggregateLeaf) else [step.rows for step in leaf.steps]
        found |= dict.fromkeys(r.table for r in rows)
    return list(found)


def _reaches_back(leaves: list[AggregateLeaf | SequenceLeaf]) -> date | None:
    firsts = [leaf.days.first for leaf in leaves if isinstance(leaf.days, Days) and leaf.days.first is not None]
    return min(firsts, default=None)


def _columns(ws: Home, rule: Looked, leaves: list[Any]) -> set[tuple[str, str]]:
    """Name the columns whose values decide: those compared, aggregated, and the keys, times and links of the tables on the way."""
    found = {(leaf.table, leaf.column) for leaf in leaves if isinstance(leaf, ColumnLeaf)}
    for leaf in leaves:
        if isinstance(leaf, AggregateLeaf):
            found |= {(leaf.rows.table, leaf.column.column)} if leaf.column is not None else set()
            found |= {(inner.table, inner.column) for inner in all_leaves(leaf.rows.where) if isinstance(inner, ColumnLeaf)}
        if isinstance(leaf, AggregateLeaf | SequenceLeaf):
            for name in _dated_tables([leaf]):
                described = ws.schema.tables[name]
                found |= {(name, c) for c in (described.key, described.time, described.end, *described.links) if c} | {(name, "")}
    if isinstance(rule.node, Related | EveryRow):
        found |= {(rule.node.table, c) for c in ws.schema.tables[rule.node.table].links}
    return found
