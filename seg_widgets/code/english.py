"""A segment in English: a sentence, and a list that follows its groups."""

from __future__ import annotations

from seg_widgets.code.nouns import At, single
from seg_widgets.code.phrases import Voice
from seg_widgets.code.words import Words, criterion_words, metric_words, node_words
from seg_widgets.definition import Condition, Everyone, EveryRow, Group, Known, Related, Segment, exporter
from seg_widgets.schema import Schema

__all__ = ["criterion_words", "english", "metric_words", "node_words", "universe_words"]


@exporter("english")
def english(segment: Segment, schema: Schema | None = None, *, known: Known | None = None) -> str:
    """Say what the segment is.

    Parameters
    ----------
    segment
        Any well-formed segment.
    schema
        Where its labels, nouns and units are taken from; without it, names stand for them.
    known
        Not needed: another segment is said by its name.

    Returns
    -------
    str
        "Accounts where all of:" and a list, a line each condition, groups indented under what they ask. A parameter is said
        as its value, with its label (else its name) in brackets: "in the last 30 [Days] days".

    Raises
    ------
    UnsupportedError
        A node that English has no words for.
    """
    voice = Voice(schema, segment.parameters)
    entities = voice.many(segment.entity)
    only = single(segment.where)
    if isinstance(only, Everyone) and not only.muted:
        return f"All {entities}\n"
    first, *rest = _lines(only if only is not None else segment.where, (segment.entity,), Words(voice))
    return "\n".join([f"{entities[:1].upper()}{entities[1:]} where {first}", *rest]) + "\n"


def universe_words(entity: str, schema: Schema) -> str:
    """Say who of an entity exist at all, where the workspace leaves some out."""
    many = schema.tables[entity].plural or entity
    return f"Of {many} only those of the universe exist: {node_words(Group(**schema.universe[entity]), entity, schema)}."


def _lines(node: Condition, at: At, words: Words) -> list[str]:
    """Say a condition in as many lines as it needs; those after the first are a list."""
    muted = "muted: " if node.muted else ""
    if isinstance(node, Group):
        return [f"{muted}{words.group(node)}:", *_list(node, at, words)]
    if isinstance(node, Related) and isinstance(node.where, Group) and single(node.where) is None:
        first, *rest = _lines(node.where, (node.table, *at), words)
        return [f"{muted}{words.related(node, at)} where {first}", *rest]
    if isinstance(node, EveryRow) and isinstance(node.has, Group) and single(node.has) is None:
        first, *rest = _lines(node.has, (node.table, *at), words)
        return [f"{muted}{words.every_row(node, at)} {first}", *rest]
    return [words.condition(node, at)]


def _list(group: Group, at: At, words: Words) -> list[str]:
    lines = []
    for member in group.members:
        first, *rest = _lines(member, at, words)
        lines += [f"- {first}", *(f"  {line}" for line in rest)]
    return lines
