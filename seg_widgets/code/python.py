"""The fluent Python that builds a segment again, exactly."""

from __future__ import annotations

from collections.abc import Iterable

from seg_widgets.code.families import family_of
from seg_widgets.code.layout import Bracket, Parts, lay_out
from seg_widgets.code.names import taken_from_workspace, variable
from seg_widgets.code.python_metrics import At, MetricWriter, dotted, literal, unknown
from seg_widgets.definition import (
    Attribute,
    Condition,
    Criterion,
    Everyone,
    EveryRow,
    Group,
    Habit,
    InSegment,
    Known,
    Listed,
    Param,
    Parameter,
    Related,
    Segment,
    Sequence,
    Span,
    exporter,
)
from seg_widgets.definition.base import Node
from seg_widgets.definition.spelling import plain, text
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.schema import Schema

WIDTH = 100

_SIGNS = {"<", "<=", ">", ">="}
_ON_DAYS = {"is": "on", "<": "before", "<=": "on_or_before", ">": "after", ">=": "on_or_after"}
_METHODS = {"is": "is_", "one_of": "is_in", "none_of": "is_not_in"}
_TEXT_METHODS = {
    "is",
    "is_not",
    "one_of",
    "none_of",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "is_missing",
    "is_present",
}
"""The operators whose methods take the options of text."""


@exporter("python")
def python_code(segment: Segment, schema: Schema | None = None, *, known: Known | None = None) -> str:
    """Write the segment as fluent Python.

    Parameters
    ----------
    segment
        Any well-formed segment.
    schema
        Where given, comparisons of dates read as such (``.before``). The definition that the code builds is the same.
    known
        Not needed: another segment is referred to by its name.

    Returns
    -------
    str
        Code that wants ``sw`` (seg_widgets) and ``ws`` (the workspace), and leaves the segment in a variable named after it.

    Raises
    ------
    UnsupportedError
        A node or option that the language has no words for.
    """
    return named_code(segment, schema)[1]


def named_code(segment: Segment, schema: Schema | None, used: Iterable[str] = ()) -> tuple[str, str]:
    """Write the segment as fluent Python; give the variable that it is left in, none of those that are used, and the code."""
    writer = _Writer(schema)
    where = writer.top(segment.where, (segment.entity,))
    tables = writer.tables
    name = variable(segment.name, [*tables.values(), *used], "segment")
    lines = [text(segment.name), where, f"entity={text(segment.entity)}"]
    if segment.description:
        lines.append(f"description={text(segment.description)}")
    if segment.parameters:
        lines.append(lay_out(_parameters(segment.parameters), 4, WIDTH - 1))
    body = "".join(f"    {line},\n" for line in lines)
    head = taken_from_workspace(tables, WIDTH)
    return name, f"{head}{name} = sw.Segment(\n{body})\n"


class _Writer(MetricWriter):
    """Writes conditions."""

    def top(self, where: Group, at: At) -> str:
        """Write the whole condition: an all-group as a chain of ``&``, one member a line."""
        if where.kind == "all" and not where.muted and (len(where.members) > 1 or not isinstance(where.members[0], Group)):
            members = [self.condition(m, at) for m in where.members]
            return "\n    & ".join(lay_out(m, 4, WIDTH - 2) for m in members)
        return lay_out(self.condition(where, at), 4, WIDTH - 1)

    # -- conditions

    def condition(self, node: Condition, at: At) -> Parts:
        match node:
            case Criterion():
                written = self.criterion(node, at)
            case Everyone():
                written = ("sw.everyone",)
            case Group():
                n: tuple[Parts, ...] = ((literal(node.n),),) if node.n is not None else ()
                name = {"all": "all_of", "any": "any_of", "none": "none_of", "at_least": "at_least_of"}[node.kind]
                written = (Bracket(f"sw.{name}(", n + tuple(_bare(self.condition(m, at)) for m in node.members), ")"),)
            case Related():
                written = self.related(node, at)
            case Habit():
                written = (*self.rows(node.table, node.where, node.via, at), f".{node.kind}{self.window(node.window, at)}")
            case EveryRow():
                asked = Bracket(".every_row(", self.asked(node.has, (node.table, *at)), ")")
                written = (*self.rows(node.table, node.where, node.via, at), asked, self.window(node.window, at))
            case Sequence():
                written = (*self.sequence(node, at), self.window(node.window, at))
            case Listed():
                keys = Bracket("[", tuple((literal(k),) for k in node.keys), "]")
                named: tuple[Parts, ...] = ((f"name={text(node.name)}",),) if node.name else ()
                written = (Bracket("sw.listed(", ((self.table(at[0]),), (keys,), *named), ")"),)
            case InSegment():
                written = (f"sw.in_segment({text(node.name)})",)
            case _:
                raise unknown(node)
        return (*written, ".muted()") if node.muted else written

    def related(self, node: Related, at: At) -> Parts:
        number = node.share if node.quantifier == "share" else node.n
        n: tuple[Parts, ...] = ((literal(number),),) if number is not None else ()
        inside = (node.table, *at)
        if isinstance(node.where, Everyone) and not node.where.muted:
            asked: tuple[Parts, ...] = ()
        elif isinstance(node.where, Everyone):
            asked = (self.condition(node.where, inside),)
        else:
            asked = self.asked(node.where, inside)
        method = "at_least_share" if node.quantifier == "share" else node.quantifier
        return (*self.rows(node.table, node.scope, node.via, at), Bracket(f".{method}(", n + asked, ")"))

    def sequence(self, node: Sequence, at: At) -> Parts:
        first, *later = node.steps
        written = self.rows(first.table, first.where, first.via, at)
        for step in later:
            given: tuple[Parts, ...] = (self.rows(step.table, step.where, step.via, at), (f"within_days={literal(step.within)}",))
            if step.without is not None:
                given = (*given, ("without=", *self.rows(step.without.table, step.without.where, step.without.via, at)))
            written = (*written, Bracket(".then(", given, ")"))
        return written

    def asked(self, group: Group, at: At) -> tuple[Parts, ...]:
        """Write a group as the arguments that make it: its members if it is a plain all-group, else itself."""
        if not isinstance(group, Group):
            raise unknown(group)
        alone = len(group.members) == 1 and isinstance(group.members[0], Group | Everyone)
        if group.kind != "all" or group.muted or alone:
            return (self.condition(group, at),)
        return tuple(_bare(self.condition(m, at)) for m in group.members)

    def filters(self, group: Group, at: At) -> tuple[Parts, ...]:
        """Write a group as the arguments of ``where``: ``column=value`` where that makes the same."""
        columns = [_keyword(m) for m in group.members] if isinstance(group, Group) and group.kind == "all" else [None]
        if not group.muted and all(columns) and len(set(columns)) == len(columns):
            return tuple((f"{c}={literal(m.value)}",) for c, m in zip(columns, group.members, strict=True))  # type: ignore[union-attr]
        return self.asked(group, at)

    def criterion(self, node: Criterion, at: At) -> Parts:
        left = self.metric(node.metric, at)
        op, value = node.op, node.value
        options = [f"{o}=True" for o in ("ignore_case", "trim") if getattr(node, o)]
        if options and op not in _TEXT_METHODS:
            option = options[0].removesuffix("=True")
            raise UnsupportedError(Problem("option-does-not-fit", f"{op!r} takes no {option} in Python.", "", "Take it out."))
        day = isinstance(value, str) and op in _ON_DAYS and not options and family_of(node.metric, at[0], self.schema, at[1:]) == "date"
        if op in _SIGNS and not day:
            right: Parts = self.operand(value, at)
            return ("(", *left, f" {op} ", *right, ")")
        method = _ON_DAYS[op] if day else _METHODS.get(op, op)
        if isinstance(value, Span):
            return (*dotted(left, node.metric), f".{method}({value.unit}={literal(value.n)})")
        if isinstance(value, tuple) and op == "between":
            return (*dotted(left, node.metric), f".between({', '.join(map(literal, value))})")
        if isinstance(value, tuple):
            several: Parts = (Bracket("[", tuple((literal(v),) for v in value), "]"),)
            return (*dotted(left, node.metric), f".{method}(", *several, "".join(f", {o}" for o in options), ")")
        given: tuple[Parts, ...] = (self.operand(value, at),) if value is not None else ()
        return (*dotted(left, node.metric), Bracket(f".{method}(", given + tuple((o,) for o in options), ")"))

    def operand(self, value: object, at: At) -> Parts:
        if isinstance(value, Node) and not isinstance(value, Param):
            return dotted(self.metric(value, at), value)  # type: ignore[arg-type]
        return (literal(value),)


def _keyword(node: Condition) -> str | None:
    """Give the column of a criterion that ``where(column=value)`` makes exactly; ``None`` for any other."""
    if not isinstance(node, Criterion) or node.muted or node.ignore_case or node.trim or not isinstance(node.metric, Attribute):
        return None
    if node.op == "is":
        simple = isinstance(node.value, str | int | float | Param) and not isinstance(node.value, bool)
    else:
        simple = node.op == "one_of" and isinstance(node.value, tuple)
    return node.metric.column if simple and plain(node.metric.column) else None


def _bare(parts: Parts) -> Parts:
    """Leave out the parentheses around a comparison: an argument needs none."""
    return parts[1:-1] if parts[0] == "(" and parts[-1] == ")" else parts


def _parameters(parameters: tuple[Parameter, ...]) -> Parts:
    """Write the parameters of a segment: as a mapping, where they have a name and a default and nothing else."""
    names = [p.name for p in parameters]
    if len(set(names)) == len(names) and not any(p.label or p.description for p in parameters):
        pairs: tuple[Parts, ...] = tuple((f"{text(p.name)}: {literal(p.default)}",) for p in parameters)
        return ("parameters=", Bracket("{", pairs, "}"))
    return ("parameters=", Bracket("[", tuple(_parameter(p) for p in parameters), "]"))


def _parameter(parameter: Parameter) -> Parts:
    words = [("label", parameter.label), ("description", parameter.description)]
    given = [f"name={text(parameter.name)}", f"default={literal(parameter.default)}", *(f"{k}={text(v)}" for k, v in words if v)]
    return (Bracket("sw.Parameter(", tuple((g,) for g in given), ")"),)
