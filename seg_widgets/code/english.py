"""A segment in English: a sentence, and a list that follows its groups."""

from __future__ import annotations

from seg_widgets.code.phrases import many, window_words
from seg_widgets.code.words import criterion_words, group_words, metric_words, node_words, related_words, single
from seg_widgets.definition import Condition, Everyone, Group, Related, Segment, exporter
from seg_widgets.schema import Schema

__all__ = ["criterion_words", "english", "metric_words", "node_words", "window_words"]


@exporter("english")
def english(segment: Segment, schema: Schema | None = None) -> str:
    """Say what the segment is.

    Parameters
    ----------
    segment
        Any well-formed segment.
    schema
        Where its labels, nouns and units are taken from; without it, names stand for them.

    Returns
    -------
    str
        "Accounts where all of:" and a list, a line each condition, groups indented under what they ask.

    Raises
    ------
    UnsupportedError
        A node that English has no words for.
    """
    entities = many(segment.entity, schema)
    only = single(segment.where)
    if isinstance(only, Everyone) and not only.muted:
        return f"All {entities}\n"
    first, *rest = _lines(only if only is not None else segment.where, segment.entity, schema)
    return "\n".join([f"{entities[:1].upper()}{entities[1:]} where {first}", *rest]) + "\n"


def _lines(node: Condition, table: str, schema: Schema | None) -> list[str]:
    """Say a condition in as many lines as it needs; those after the first are a list."""
    muted = "muted: " if node.muted else ""
    if isinstance(node, Group):
        return [f"{muted}{group_words(node)}:", *_list(node, table, schema)]
    if isinstance(node, Related) and isinstance(node.where, Group) and single(node.where) is None:
        first, *rest = _lines(node.where, node.table, schema)
        return [f"{muted}{related_words(node, schema)} where {first}", *rest]
    return [node_words(node, table, schema)]


def _list(group: Group, table: str, schema: Schema | None) -> list[str]:
    lines = []
    for member in group.members:
        first, *rest = _lines(member, table, schema)
        lines += [f"- {first}", *(f"  {line}" for line in rest)]
    return lines
