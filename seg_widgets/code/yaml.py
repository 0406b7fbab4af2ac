"""A segment as YAML that reads well in a diff, and back: safely, with the line of whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

import yaml

from seg_widgets import definition
from seg_widgets.code.scalars import Dumper, Loader
from seg_widgets.definition import Known, Segment, Segmentation, exporter, load_segmentation
from seg_widgets.definition.walk import walk
from seg_widgets.errors import DefinitionError, Problem, UnsupportedError
from seg_widgets.schema import Schema

WIDTH = 100
_TREE = {"all", "any", "none", "at_least", "related", "every_row", "sequence"}
_KNOWN = frozenset({
    definition.Aggregate, definition.Ago, definition.AnyTime, definition.Arithmetic, definition.Attribute, definition.Between,
    definition.Change, definition.Constant, definition.Criterion, definition.Dates, definition.DaysSince, definition.DaysUntil,
    definition.Everyone, definition.EveryRow, definition.Group, definition.Habit, definition.Holding, definition.IfMissing,
    definition.InSegment, definition.Last, definition.Listed, definition.Lookup, definition.Mapped, definition.Match,
    definition.Ordered, definition.Outer, definition.Pair, definition.Param, definition.Parameter, definition.Peers,
    definition.Ratio, definition.Related, definition.Segment, definition.Sequence, definition.Since, definition.Span,
    definition.Step, definition.Tenure, definition.Tier, definition.Bands, definition.By, definition.Priority, definition.Split,
})  # fmt: skip


@exporter("yaml")
def yaml_code(segment: Segment | Segmentation, schema: Schema | None = None, *, known: Known | None = None) -> str:
    """Write a segment or segmentation as YAML: groups in blocks, small parts on one line, keys in the definition's order.

    Returns
    -------
    str
        ``read_yaml`` makes the same segment of it, and that one writes the same text, byte for byte.

    Raises
    ------
    UnsupportedError
        A node that the format does not know.
    """
    for place, node in walk(segment):
        if type(node) not in _KNOWN:
            raise UnsupportedError(Problem("unknown-node", f"YAML has no words for {type(node).__name__}.", place))
    written: str = yaml.dump(_node(segment.dump()), Dumper=_NodeDumper, allow_unicode=True, width=1_000_000, sort_keys=False)
    return written


class _NodeDumper(Dumper):
    """Takes nodes that are made already: their styles are ours."""


def _as_made(_: Dumper, node: yaml.Node) -> yaml.Node:
    return node


_NodeDumper.add_multi_representer(yaml.Node, _as_made)
_SCALARS = Dumper(StringIO())


def _node(data: Any, indent: int = 0) -> yaml.Node:
    """Make a node: on one line what holds no groups and is short, in a block what is longer."""
    if isinstance(data, dict):
        flow = indent > 0 and not _holds_groups(data) and indent + _length(data) <= WIDTH
        pairs = [(_node(k), _node(v, indent + 2)) for k, v in data.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)
    if isinstance(data, list):
        flow = not any(isinstance(d, dict) for d in data) and indent + _length(data) <= WIDTH
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(d, indent + 2) for d in data], flow_style=flow)
    made: yaml.Node = _SCALARS.represent_data(data)
    return made


def _length(data: Any) -> int:
    """Measure how long it is on one line: about, and the same every time."""
    return len(json.dumps(data, ensure_ascii=False).replace('"', ""))


def _holds_groups(data: Any) -> bool:
    if isinstance(data, dict):
        return data.get("kind") in _TREE or any(map(_holds_groups, data.values()))
    return isinstance(data, list) and any(map(_holds_groups, data))


# -- reading


def read_yaml(text_or_path: str | Path) -> Any:
    """Read a segment, a split or an order of priority.

    Parameters
    ----------
    text_or_path
        The text, or the file it is in (a :class:`~pathlib.Path`, or a text of one line with no ``": "`` in it).

    Raises
    ------
    DefinitionError
        What is wrong, with its line.
    """
    text, file = _text(text_or_path)
    try:
        loader = _Lines(text, file)
        root = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else None
        return _loaded(data, root, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _wrong("not-yaml", f"This is not YAML: {error.problem}.", file, mark.line if mark else None) from error
    except yaml.YAMLError as error:  # a character that no YAML text may hold
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) if isinstance(position, int) else None
        raise _wrong("not-yaml", f"This is not YAML: {getattr(error, 'reason', error)}.", file, line) from error
    except RecursionError as error:
        raise _wrong("too-deep", "This is nested too deep to be read.", file, None) from error


def _loaded(data: Any, root: yaml.Node | None, file: str) -> Segment | Segmentation:
    try:
        return load_segmentation(data) if isinstance(data, dict) and "kind" in data else Segment.load(data)
    except DefinitionError as error:
        raise DefinitionError([_placed(p, root, file) for p in error.problems]) from error


def _text(given: str | Path) -> tuple[str, str]:
    if isinstance(given, str) and ("\n" in given or ": " in given):
        return given.removeprefix("\ufeff"), ""
    path = Path(given)
    try:
        return path.read_text(encoding="utf-8-sig"), path.name
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 text (byte {error.start})."
        raise DefinitionError(Problem("not-text", message, path.name, "Save it as UTF-8.")) from error
    except (OSError, ValueError) as error:
        message = f"{str(given)!r} cannot be read: {getattr(error, 'strerror', None) or error}."
        raise DefinitionError(Problem("no-file", message, path.name, "Give a file, or the text itself.")) from error


class _Lines(Loader):
    """A loader that refuses what a definition never needs: repeated keys, keys that are no text, aliases, tags."""

    def __init__(self, text: str, file: str) -> None:
        super().__init__(text)
        self.file = file

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        peek: Callable[[], yaml.Event] = self.peek_event
        event = peek()
        if isinstance(event, yaml.AliasEvent):
            self.refuse("alias", f"*{event.anchor} stands for something written elsewhere.", event, "Write it out.")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: dict[str, int] = {}
        for key, _ in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                self.refuse(
                    "not-a-key",
                    f"{key.value!r} is not a text, so it is no key.",
                    key,
                    "Put it in quotes if it is meant so.",
                )
            if key.value in seen:
                self.refuse(
                    "repeated-key",
                    f"{key.value!r} stands here twice (first in line {seen[key.value]}).",
                    key,
                    "Take one out.",
                )
            seen[key.value] = key.start_mark.line + 1
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError:  # a day that is not in the calendar
            self.refuse("no-day", f"{node.value!r} is not a day.", node, "Write it as YYYY-MM-DD, or in quotes if it is a text.")

    def refuse(self, code: str, message: str, at: yaml.Node | yaml.Event, hint: str) -> NoReturn:
        raise _wrong(code, message, self.file, at.start_mark.line if at.start_mark is not None else None, hint)


def _wrong(code: str, message: str, file: str, line: int | None, hint: str = "") -> DefinitionError:
    where = ", ".join(w for w in (file, f"line {line + 1}" if line is not None else "") if w)
    return DefinitionError(Problem(code, message, where, hint))


def _placed(problem: Problem, root: yaml.Node | None, file: str) -> Problem:
    """Put the line before the place: that of the part itself, or of the nearest that is there."""
    node, line = root, root.start_mark.line if root is not None else 0
    for step in problem.place.split(".") if problem.place else ():
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == step]
            if not found:
                break
            line, node = found[0][0].start_mark.line, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
            node = node.value[int(step)]
            line = node.start_mark.line
        else:
            break
    where = ", ".join(w for w in (file, f"line {line + 1}", problem.place) if w)
    return Problem(problem.code, problem.message, where, problem.hint)
