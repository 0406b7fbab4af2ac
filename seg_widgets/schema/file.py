"""The workspace file: a description of tables as yaml, to be read and edited by people."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from seg_widgets.errors import Problem, WorkspaceError, suggest
from seg_widgets.schema.model import Column, Draft, TableDraft, Value
from seg_widgets.wording import problems_of


def read_workspace(path: str | Path) -> Draft:
    """Read a workspace file. What it leaves out is inferred when the tables are loaded.

    Raises
    ------
    WorkspaceError
        ``missing-file``, ``not-a-workspace`` (no yaml, or no mapping), ``repeated-part``, or a code for a part that is not
        right, such as ``unknown-part``, with its place (``tables.usage.time``).
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        near = [p.name for p in file.parent.glob("*.y*ml")] if file.parent.is_dir() else []
        hint = suggest(file.name, near, what="yaml files there") if near else ""
        raise WorkspaceError(Problem("missing-file", f"There is no workspace file {file.name!r}.", str(file), hint)) from None
    except UnicodeDecodeError as error:
        raise WorkspaceError(Problem("not-a-workspace", "The file is not text in UTF-8.", file.name, "Save it as UTF-8.")) from error
    return workspace_of(parse(text, file.name))


def parse(text: str, place: str = "workspace.yaml") -> Any:
    """Read yaml, plain data only, and no part twice.

    Raises
    ------
    WorkspaceError
        ``not-a-workspace`` or ``repeated-part``, with the line.
    """
    try:
        return yaml.load(text, Loader=_Quick)
    except (yaml.YAMLError, ValueError, _Repeated):
        pass  # what is wrong, and where, is said by the slow one
    try:
        return yaml.load(text, Loader=_Once)
    except _Repeated as error:
        raise WorkspaceError(
            Problem(
                "repeated-part",
                f"{error.part!r} is there twice.",
                f"{place}, line {error.line}",
                "Keep one of the two.",
            )
        ) from None
    except (yaml.YAMLError, ValueError) as error:  # a ValueError: a day that the calendar does not have
        mark = getattr(error, "problem_mark", None)
        where = f"{place}, line {mark.line + 1}" if mark is not None else place
        said = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise WorkspaceError(
            Problem("not-a-workspace", f"This is not yaml: {said}.", where, "Check the indents, colons and quotes there.")
        ) from error


def workspace_of(data: Any) -> Draft:
    """Make a description of plain data, as a workspace file or a program gives it.

    Raises
    ------
    WorkspaceError
        With a problem for each part that is not right.
    """
    if not isinstance(data, Mapping):
        raise WorkspaceError(Problem("not-a-workspace", "A workspace is a mapping with a part 'tables'.", "", "Begin with 'tables:'."))
    # An empty part ("usage:" with nothing after it) is as if nothing were said of it.
    plain = {k: v for k, v in data.items() if v is not None}
    if isinstance(plain.get("tables"), Mapping):
        plain["tables"] = {t: {} if part is None else _filled(part) for t, part in plain["tables"].items()}
    try:
        return Draft.model_validate(plain)
    except ValidationError as error:
        found = problems_of(error, plain, WorkspaceError)
        raise WorkspaceError([_with_suggestion(p) for p in found.problems]) from error


def write_workspace(schema: Draft, path: str | Path) -> None:
    """Write a workspace file; :func:`read_workspace` gives the same description back."""
    Path(path).write_text(to_yaml(schema), encoding="utf-8")


def to_yaml(schema: Draft) -> str:
    """Give a description as yaml: defaults left out, tables and columns in their order."""
    data = {"format": schema.format, **schema.model_dump(mode="json", exclude_defaults=True)}
    if schema.as_of is not None:
        data["as_of"] = schema.as_of  # as a date, which yaml writes without quotes
    for name, table in schema.tables.items():
        if not table.links and "links" in table.model_fields_set:
            # Said to have none, which is not the same as not said.
            data["tables"][name]["links"] = {}
    return yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


def _filled(part: Any) -> Any:
    if not isinstance(part, Mapping):
        return part
    kept = {k: v for k, v in part.items() if v is not None}
    if isinstance(kept.get("columns"), Mapping):
        kept["columns"] = {c: _filled({} if d is None else d) for c, d in kept["columns"].items()}
    return kept


def _with_suggestion(problem: Problem) -> Problem:
    if problem.code != "unknown-part":
        return problem
    parts = problem.place.split(".")
    owner: type[BaseModel] = Draft
    if parts[0] == "value":
        owner = Value
    elif parts[0] == "tables" and len(parts) > 2:
        owner = Column if "columns" in parts[2:-1] else TableDraft
    return replace(problem, hint=suggest(parts[-1], owner.model_fields, what="parts"))


class _Repeated(Exception):
    def __init__(self, part: Hashable, line: int) -> None:
        super().__init__(part)
        self.part, self.line = part, line


class _Named(yaml.constructor.SafeConstructor):
    """Names as they are written (a column may be called ``on`` or ``2024``), and no name twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        self.flatten_mapping(node)
        found: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a name is a word", key_node.start_mark)
            if key in found:
                # yaml itself keeps the last without a word.
                raise _Repeated(key, key_node.start_mark.line + 1)
            found[key] = self.construct_object(value_node, deep=True)
        return found


class _Once(_Named, yaml.SafeLoader):
    """Safe yaml, read by Python."""


# Only true and false are that: not yes, no, on and off, which are words that tables use.
_Once.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Once.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))

_Quick: type[yaml.SafeLoader] = _Once
if yaml.__with_libyaml__:

    class _ByLibyaml(_Named, yaml.CSafeLoader):
        """The same, ten times as fast."""

        yaml_implicit_resolvers = _Once.yaml_implicit_resolvers

    _Quick = _ByLibyaml  # type: ignore[assignment]


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _short(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.SequenceNode:
    flow = all(isinstance(x, (str, int, float)) for x in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


_Plain.add_representer(list, _short)
