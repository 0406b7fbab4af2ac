"""What the parts of a draft say in English: for what the editor shows and does not spell out itself.

The words are those of `seg_widgets.code`, so that the rules, the Code panel and the charts say the same. A draft that is not
whole is said as far as its parts are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from seg_widgets.code.families import family_of
from seg_widgets.code.nouns import At
from seg_widgets.code.phrases import Voice
from seg_widgets.code.words import Words
from seg_widgets.definition import Attribute, Condition, Constant, Criterion, Group, Metric, Outer, Parameter
from seg_widgets.definition.base import Node
from seg_widgets.definition.orders import order_of
from seg_widgets.errors import SegmentError
from seg_widgets.schema import Schema

_CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)
_METRIC: TypeAdapter[Any] = TypeAdapter(Metric)
_PARAMETER: TypeAdapter[Any] = TypeAdapter(Parameter)
_METRICS: tuple[type[Node], ...] = get_args(get_args(Metric)[0])
_GROUPS = ("all", "any", "none", "at_least")
_INSIDE = ("where", "has", "scope")

Said = dict[str, Any]


def sentences(draft: Mapping[str, Any], schema: Schema) -> dict[str, Said]:
    """Say the parts of a draft.

    Returns
    -------
    dict
        By place: ``text``, for every metric but plain columns and for every condition that is neither a group nor a criterion;
        of a metric also its ``family``, ``unit`` and ``order``, where it has one, and of one of the entity outside the ``table``.
    """
    words = Words(Voice(schema, tuple(_parameters(draft.get("parameters")))))
    return dict(_said(draft.get("where"), (str(draft.get("entity", "")),), "where", words))


def _parameters(data: Any) -> Iterator[Parameter]:
    for part in data if isinstance(data, list | tuple) else ():
        try:
            yield _PARAMETER.validate_python(part)
        except (SegmentError, ValidationError):
            continue


def _said(data: Any, at: At, place: str, words: Words) -> Iterator[tuple[str, Said]]:
    """Say a condition that is plain data: groups member by member, so that one that is not whole silences no other."""
    if not isinstance(data, dict):
        return
    kind = data.get("kind")
    if kind in _GROUPS and isinstance(data.get("members"), list | tuple):
        for number, member in enumerate(data["members"]):
            yield from _said(member, at, f"{place}.members.{number}", words)
    elif kind == "related":
        for part in ("scope", "where"):
            yield from _said(data.get(part), (str(data.get("table", "")), *at), f"{place}.{part}", words)
    elif kind == "criterion":
        for part in ("metric", "value"):
            yield from _whole(data.get(part), _METRIC, at, f"{place}.{part}", words)
    else:
        yield from _whole(data, _CONDITION, at, place, words)


def _whole(data: Any, what: TypeAdapter[Any], at: At, place: str, words: Words) -> Iterator[tuple[str, Said]]:
    """Say a part and all that is in it, if it is whole."""
    if not isinstance(data, dict):
        return
    try:
        node: Node = what.validate_python(data)
    except (SegmentError, ValidationError, TypeError):
        return
    for here, inner, around in _walk(node, at, place):
        said = _one(inner, around, words)
        if said is not None:
            yield here, said


def _walk(node: Node, at: At, place: str) -> Iterator[tuple[str, Node, At]]:
    """Give every node with its place and the tables around it, the nearest first."""
    yield place, node, at
    for name in type(node).model_fields:
        value = getattr(node, name)
        around = at
        if name in _INSIDE and hasattr(node, "table"):
            around = (node.table, *at)
        elif isinstance(node, Outer):
            around = at[node.up :] or at[-1:]
        for here, part in ((f"{place}.{name}", value),) if isinstance(value, Node) else _several(value, f"{place}.{name}"):
            yield from _walk(part, around, here)


def _several(value: Any, place: str) -> Iterator[tuple[str, Node]]:
    for number, part in enumerate(value if isinstance(value, tuple) else ()):
        if isinstance(part, Node):
            yield f"{place}.{number}", part


def _one(node: Any, at: At, words: Words) -> Said | None:
    schema = words.voice.schema
    assert schema is not None
    try:
        if isinstance(node, _METRICS):
            if isinstance(node, Attribute | Constant):
                return None
            metric: Any = node
            facts: Said = {"family": family_of(metric, at[0], schema, at[1:]), "unit": words.unit(metric, at)}
            facts["order"] = list(order_of(metric, at[0], schema, at[1:]) or ())
            facts["table"] = (at[node.up :] or at[-1:])[0] if isinstance(node, Outer) else ""
            return {"text": words.noun(metric, at)} | {name: fact for name, fact in facts.items() if fact}
        if hasattr(node, "muted") and not isinstance(node, Criterion | Group):
            plain: Any = node.model_copy(update={"muted": False})
            return {"text": words.condition(plain, at)}
    except (SegmentError, KeyError, IndexError):
        return None
    return None
