"""What one can ask of every entity on a day, as arrays: columns, metrics, conditions. What associations and grids are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from seg_widgets.analysis.attributes import as_numbers, attribute_leaf, offered
from seg_widgets.analysis.bins import EPOCH
from seg_widgets.analysis.history import begins_on, plain_columns
from seg_widgets.analysis.home import Home
from seg_widgets.code.words import metric_words, node_words
from seg_widgets.definition import Aggregate, Attribute, Criterion, DaysSince, Group, Last, Ordered, Parameter, Segment
from seg_widgets.definition.base import Node
from seg_widgets.dsl import Comparable, Expression
from seg_widgets.errors import DefinitionError, Problem, UnsupportedError, suggest
from seg_widgets.plan import Compare, RelatedPlan, leaves, parts
from seg_widgets.schema import Schema, family, row_tables

MOST_VALUES = 20
"""So many values of a text are told apart; what is rarer is one value, ``(others)``."""
OTHERS = "(others)"
BEHAVIOUR_DAYS = 90


@dataclass(frozen=True)
class Asked:
    """A metric or a condition of one entity.

    Attributes
    ----------
    node
        A metric, or a segment (whose members have the answer yes).
    label
        Its words.
    """

    entity: str
    node: Node
    label: str


@dataclass(frozen=True)
class Answers:
    """What every row of an entity's table answers.

    Attributes
    ----------
    kind
        ``number``, ``date`` (days from 1970-01-01), ``category`` or ``boolean``.
    values
        Doubles, NaN where missing. Of a category the places in ``names``; of a boolean 0 and 1.
    names
        The values of a category, in their order (that of the workspace, else the most frequent first).
    plain
        The columns of entity tables that it reads: the state as the table has it today.
    begins
        The first day by which every dated table that it reads has a row; ``None``: it reads none.
    """

    asked: Asked
    kind: str
    values: np.ndarray
    names: tuple[str, ...] = ()
    plain: tuple[tuple[str, str], ...] = ()
    begins: date | None = None


def asked(ws: Home, given: Any, entity: str | None, *, where: str, parameters: tuple[Parameter, ...] = ()) -> Asked:
    """Read what somebody asks about: a column's name, a metric, a condition or a segment.

    Parameters
    ----------
    entity
        Whose; ``None``: what it says itself.
    where
        What an error calls it.

    Raises
    ------
    DefinitionError
        ``unknown-column``, ``no-entity``, ``entity-differs``.
    UnsupportedError
        ``not-a-dimension``.
    """
    about = getattr(given, "about", None)
    own = given.entity if isinstance(given, Segment) else about.entity() if about is not None else None
    if own is not None and entity is not None and own != entity:
        raise DefinitionError(
            Problem("entity-differs", f"This is about {own!r}, the rest about {entity!r}.", where, "Take one of the same entity.")
        )
    entity = entity or own or _main(ws.schema)
    if entity not in ws.schema.entities():
        hint = suggest(str(entity), ws.schema.entities(), what="entities")
        raise DefinitionError(Problem("unknown-entity", f"There is no entity {entity!r}.", "entity", hint))
    if isinstance(given, str):
        if given in ws.segments:
            return Asked(entity, ws.segments[given], given)
        columns = ws.schema.tables[entity].columns
        if given not in columns:
            words = f"{entity!r} has no column {given!r}, and the workspace no segment of this name."
            hint = suggest(given, [*columns, *ws.segments], what="columns and segments")
            raise DefinitionError(Problem("unknown-column", words, where, hint))
        attribute_leaf(ws.session, entity, given, ws.as_of)
        given = Attribute(column=given)
    if isinstance(given, Segment):
        return Asked(entity, given, given.name)
    # A column is a metric too, though a boolean one may stand for a condition.
    node = given.node if isinstance(given, Comparable) else given.condition if isinstance(given, Expression) else given
    if not isinstance(node, Node):
        words = f"A value of type {type(given).__name__} is neither a column, nor a metric, nor a condition, nor a segment."
        raise UnsupportedError(Problem("not-a-dimension", words, where, "Give a column's name, or write it as ws.accounts.arr."))
    if "muted" not in type(node).model_fields:
        return Asked(entity, node, _capital(metric_words(node, entity, ws.schema, parameters)))  # type: ignore[arg-type]
    words = _capital(node_words(node, entity, ws.schema, parameters))  # type: ignore[arg-type]
    return Asked(entity, Segment(name=words, entity=entity, where=node, parameters=parameters), words)


def _main(schema: Schema) -> str:
    """Name the entity that is meant where none is said: the one with a worth, else the first."""
    if schema.value is not None:
        return schema.value.table
    found = schema.entities()
    if not found:
        raise DefinitionError(Problem("no-entity", "No table of the workspace can be segmented.", "entity", "Give a table a key."))
    return found[0]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def usual(ws: Home, entity: str) -> list[Asked]:
    """Give what one would try first: the attributes, and of each dated table how much there is and how recent."""
    schema = ws.schema
    columns = [n for n in offered(ws.session, entity) if not _says_nothing(ws, entity, n)]
    found: list[Node] = [Attribute(column=n) for n in columns]
    for table in row_tables(schema, entity):
        found += _of_rows(schema, entity, table)
    made = []
    for node in found:
        try:
            made.append(asked(ws, node, entity, where="dimensions"))
            _probe(ws, made[-1], ws.as_of)
        except (DefinitionError, UnsupportedError):  # several ways lead there: which one is for the analyst to say
            made = [a for a in made if a.node is not node]
    return made


def _says_nothing(ws: Home, entity: str, name: str) -> bool:
    facts = ws.facts.get(entity)
    seen = facts.columns.get(name) if facts is not None else None
    if seen is None:
        return False
    texts = ws.schema.tables[entity].columns[name].type == "text"
    return bool(seen.distinct <= 1 or (texts and seen.distinct > 50))


def _of_rows(schema: Schema, entity: str, table: str) -> Iterator[Node]:
    described = schema.tables[table]
    if described.kind == "event":
        window = Last(n=BEHAVIOUR_DAYS, unit="days")
        yield Aggregate(table=table, agg="count", window=window)
        yield DaysSince(of=Aggregate(table=table, agg="last_day"))
    if described.kind == "snapshot":
        apart = {described.key, described.time, *described.links}
        for name, column in described.columns.items():
            if name not in apart and not column.hidden and column.type is not None and family(column.type) in ("number", "text"):
                yield Aggregate(table=table, agg="latest", column=name)


def of_segment(ws: Home, segment: Segment) -> list[Asked]:
    """Give what the rules of a segment are about, each once: the metric of a criterion; any other rule as a yes or no."""
    found: dict[str, Asked] = {}
    for node in _rules(segment.where):
        given = node.metric if isinstance(node, Criterion) and not _has_parameters(node.metric) else node
        one = asked(ws, given, segment.entity, where="dimensions", parameters=segment.parameters)
        found.setdefault(one.label, one)
    return list(found.values())


def _rules(group: Group) -> Iterator[Node]:
    for member in group.members:
        if not member.muted:
            if isinstance(member, Group):
                yield from _rules(member)
            elif member.kind != "everyone":
                yield member


def _has_parameters(metric: Node) -> bool:
    from seg_widgets.definition.walk import walk

    return any(node.kind == "param" for _, node in walk(metric) if hasattr(node, "kind"))


def answers(ws: Home, wanted: Sequence[Asked], as_of: date) -> list[Answers]:
    """Answer on a day. Each table is read once for all that is asked of it.

    Raises
    ------
    UnsupportedError
        ``not-a-dimension``: a list has no one value.
    """
    probes = {n: _probe(ws, one, as_of) for n, one in enumerate(wanted) if not isinstance(one.node, Segment)}
    for entity in {wanted[n].entity for n in probes}:
        ws.session.load(entity, [leaf for n, p in probes.items() if wanted[n].entity == entity for leaf in leaves(p.left)])
    return [_metric(ws, one, probes[n]) if n in probes else _condition(ws, one, as_of) for n, one in enumerate(wanted)]


def kinds_of(ws: Home, wanted: Sequence[Asked]) -> list[str]:
    """Say what kind of answer each gives, without reading any."""
    families = ["boolean" if isinstance(one.node, Segment) else _probe(ws, one, ws.as_of).family for one in wanted]
    return ["category" if kind == "text" else kind for kind in families]


def _probe(ws: Home, one: Asked, as_of: date) -> Compare:
    """Have a metric planned: as what a comparison compares."""
    metric = one.node.of if isinstance(one.node, Ordered) else one.node
    where = Group(kind="all", members=(Criterion(metric=metric, op="is_present"),))
    (compare,) = ws.plan(Segment(name="probe", entity=one.entity, where=where), as_of).tree.members
    assert isinstance(compare, Compare)
    if compare.family == "list":
        raise UnsupportedError(
            Problem("not-a-dimension", f"{one.label} holds lists, which have no one value.", "dimensions", "Ask whether it has a value.")
        )
    return compare


def _metric(ws: Home, one: Asked, probe: Compare) -> Answers:
    (found, _) = ws.session.sides(one.entity, [probe])[0]
    plain, begins = tuple(plain_columns(ws.schema, probe.left)), begins_on(ws, probe.left)
    kind = "category" if probe.family == "text" else probe.family
    if kind == "category":
        return replace(_category(ws, one, np.ma.asarray(found), plain), begins=begins)
    if kind == "date":
        days = np.ma.asarray(found).filled(np.datetime64("NaT")).astype("datetime64[D]")
        origin = np.datetime64(EPOCH.isoformat(), "D")
        return Answers(one, kind, np.where(np.isnat(days), np.nan, (days - origin).astype(float)), plain=plain, begins=begins)
    return Answers(one, kind, as_numbers(found), plain=plain, begins=begins)


def _category(ws: Home, one: Asked, found: np.ndarray, plain: tuple[tuple[str, str], ...]) -> Answers:
    import pandas as pd

    plain_texts = np.array(found.data, dtype=object)
    plain_texts[np.ma.getmaskarray(found)] = None
    texts = pd.Series(plain_texts, dtype=object)
    counted = texts.value_counts()
    names = sorted(counted.index, key=lambda t: (-counted[t], t))
    rest = len(names) > MOST_VALUES
    names = names[: MOST_VALUES - 1] if rest else names
    order = _order(ws.schema, one)
    if order is not None:
        rank = {text: n for n, text in enumerate(order)}
        names.sort(key=lambda text: (rank.get(text, len(rank)), text))
    codes = pd.Index(names).get_indexer(texts).astype(float)
    codes[(codes < 0) & texts.notna().to_numpy()] = len(names)
    codes[codes < 0] = np.nan
    return Answers(one, "category", codes, (*map(str, names), OTHERS) if rest else tuple(map(str, names)), plain)


def _order(schema: Schema, one: Asked) -> tuple[str, ...] | None:
    from seg_widgets.definition.orders import order_of

    return order_of(one.node, one.entity, schema)


def _condition(ws: Home, one: Asked, as_of: date) -> Answers:
    """Say who is in; those who might be in, were missing values known, have no answer."""
    assert isinstance(one.node, Segment)
    found = ws.evaluate(one.node, as_of)
    values = found.members.array().astype(float)
    values[found.unknown.array()] = np.nan
    tree = found.plan.tree
    return Answers(one, "boolean", values, ("no", "yes"), tuple(plain_columns(ws.schema, tree)), begins_on(ws, tree))


def all_leaves(node: Any) -> Iterable[Any]:
    """Give the leaves of a node, those of related entities among them."""
    yield from leaves(node)
    if isinstance(node, RelatedPlan) or hasattr(node, "members"):
        for _, part in parts(node):
            yield from all_leaves(part)


def days_within(found: Answers, after: date, until: date) -> int:
    """Count the days of a date column that lie after one day and not after another."""
    low, high = (float((day - EPOCH).days) for day in (after, until))
    return int(((found.values > low) & (found.values <= high)).sum()) if found.kind == "date" else 0
