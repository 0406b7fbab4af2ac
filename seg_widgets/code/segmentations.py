"""Segmentations as fluent Python and in English: their segments, and how they are put together."""

from __future__ import annotations

from seg_widgets.code.english import english, metric_words
from seg_widgets.code.layout import lay_out
from seg_widgets.code.names import taken_from_workspace, variable
from seg_widgets.code.phrases import listed
from seg_widgets.code.python import WIDTH, named_code
from seg_widgets.code.python_metrics import MetricWriter
from seg_widgets.definition import Bands, By, Priority, Segmentation, Split, exporter
from seg_widgets.definition.spelling import text
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.schema import Schema


@exporter("segmentation python")
def segmentation_python(segmentation: Segmentation, schema: Schema | None = None) -> str:
    """Write a segmentation as fluent Python: its segments first, each in a variable named after it.

    Raises
    ------
    UnsupportedError
        A node that the language has no words for.
    """
    match segmentation:
        case Split():
            bases = [segmentation.segment]
        case Priority():
            bases = list(segmentation.segments)
        case _:
            raise UnsupportedError(Problem("unknown-node", f"Python has no words for {type(segmentation).__name__}."))
    writer = MetricWriter(schema)
    by = [_dimension(d, segmentation.entity, writer) for d in segmentation.by] if isinstance(segmentation, Split) else []
    blocks, names = [], list(writer.tables.values())
    for base in bases:
        name, code = named_code(base, schema, names)
        blocks.append(code)
        names.append(name)
    after = [f"name={text(segmentation.name)}"]
    after += [f"description={text(segmentation.description)}"] if segmentation.description else []
    word = "split" if isinstance(segmentation, Split) else "priority"
    result = variable(segmentation.name, names, "segment")
    arguments = "".join(f"    {argument},\n" for argument in [*names[len(writer.tables) :], *by, *after])
    tables = taken_from_workspace(writer.tables, WIDTH)
    return "\n".join([*blocks, f"{tables}{result} = sw.{word}(\n{arguments})\n"])


def _dimension(dimension: By | Bands, entity: str, writer: MetricWriter) -> str:
    metric = lay_out(writer.metric(dimension.metric, (entity,)), 4, WIDTH - 1)
    label = [f"label={text(dimension.label)}"] if dimension.label else []
    if isinstance(dimension, By):
        return f"sw.by_value({', '.join([metric, *label])})" if label else metric
    labels = [f"labels={text(dimension.labels)}"] if dimension.labels else []
    return f"sw.bands({', '.join([metric, text(dimension.edges), *labels, *label])})"


@exporter("segmentation english")
def segmentation_english(segmentation: Segmentation, schema: Schema | None = None) -> str:
    """Say what the segmentation is.

    Raises
    ------
    UnsupportedError
        A node that English has no words for.
    """
    match segmentation:
        case Split():
            said = [_said(d, segmentation.entity, schema) for d in segmentation.by]
            whole = english(segmentation.segment, schema).rstrip("\n")
            return f"{whole}\nsplit by {listed(said, 'and')}\n"
        case Priority():
            lines = [f"{number}. {s.name}: {english(s, schema).rstrip()}" for number, s in enumerate(segmentation.segments, 1)]
            return "\n".join(["The first that is met of:", *lines, "and the rest, in none of them"]) + "\n"
        case _:
            raise UnsupportedError(Problem("unknown-node", f"English has no words for {type(segmentation).__name__}."))


def _said(dimension: By | Bands, entity: str, schema: Schema | None) -> str:
    words = dimension.label or metric_words(dimension.metric, entity, schema)
    if isinstance(dimension, By):
        return words
    edges = [str(edge) for edge in dimension.edges if edge is not None]
    return f"{words} in bands cut at {listed(edges, 'and')}"
