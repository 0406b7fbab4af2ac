"""What a template needs of a workspace: which roles are found where, which are missing, which values do not occur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from seg_widgets.definition import Segment
from seg_widgets.definition.check import check
from seg_widgets.errors import DefinitionError, Problem, suggest
from seg_widgets.templates.filling import chosen, parameters_in, placed, places, roles_in, settled
from seg_widgets.templates.proposing import candidates, found_roles
from seg_widgets.templates.roles import ROLES

if TYPE_CHECKING:
    from seg_widgets.templates.model import Template, TemplateDimension, TemplateParameter, Variant


@dataclass(frozen=True)
class Needs:
    """What a template takes of a workspace.

    Attributes
    ----------
    template, variant
        The template's id; the variant that is looked at.
    found
        Role -> the table, or the column as ``table.column``.
    missing
        A problem for each role that is not there: its meaning, where to declare it, near candidates.
    problems
        What does not fit although the roles are there, such as an edition without an order.
    notes
        What to look at: values that do not occur in the data.
    segment, by
        What it comes to: the segment, and the dimensions of a split as plain data; ``None`` where roles are missing.
    """

    template: str
    variant: str
    found: Mapping[str, str]
    missing: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    segment: Segment | None = None
    by: tuple[dict[str, Any], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the template can be bound."""
        return not self.missing and not self.problems

    def __str__(self) -> str:
        lines = [f"{self.template}: " + ("can be bound." if self.ok else "cannot be bound.")]
        lines += [f"  {role}: {place}" for role, place in self.found.items()]
        lines += [f"  {problem}" for problem in (*self.missing, *self.problems)]
        lines += [f"  Note: {note}" for note in self.notes]
        return "\n".join(lines)

    __repr__ = __str__


def needs(
    template: Template, ws: Any, *, variant: str | None, by: Any, roles: Mapping[str, str] | None, values: Mapping[str, Any]
) -> Needs:
    """Hold a template against a workspace.

    Raises
    ------
    DefinitionError, WorkspaceError
        For a parameter, variant, dimension or role that does not exist.
    """
    given = _values(template, values)
    found = found_roles(ws.schema, ws.facts, roles)
    ways = [_named(template.ways, variant, "variant")] if variant is not None else template.ways
    held = []
    for way in ways:
        held.append(_held(template, way, ws, found, given, by))
        if held[-1].ok:
            return held[-1]
    return held[0]


def _held(template: Template, way: Variant, ws: Any, found: Mapping[str, str], values: Mapping[str, Any], by: Any) -> Needs:
    def pick(parts: Sequence[Any]) -> int:
        lacking = [len(roles_in(part).keys() - found.keys()) for part in parts]
        return lacking.index(min(lacking))

    where = settled(chosen(way.where, pick), values)
    dimensions = [d.dump() | {"metric": chosen(d.metric, pick)} for d in _dimensions(template, by, found, pick)]
    asked = roles_in([way.entity, where, [d["metric"] for d in dimensions]])
    missing = tuple(_missing(role, ws, found) for role in asked if role not in found)
    taken = {role: found[role] for role in asked if role in found}
    if missing:
        return Needs(template.id, way.name, taken, missing)
    used = parameters_in([where, *(d["metric"] for d in dimensions), *(d.get("edges") for d in dimensions)]).keys() | _settled_names(way)
    notes = tuple(note for p in template.parameters if p.name in used for note in _notes(p, values[p.name], ws, found))
    segment = _segment(template, placed(where, found), found[way.entity[1:]], values)
    split = tuple(settled(placed({k: v for k, v in d.items() if k != "name"}, found), values, everywhere=True) for d in dimensions)
    return Needs(template.id, way.name, taken, (), tuple(_misfits(segment, split, ws)), notes, segment, split)


def _settled_names(way: Variant) -> set[str]:
    return set(parameters_in([part for place, part in places(way.where) if place.endswith(".keys")]))


def _segment(template: Template, where: dict[str, Any], entity: str, values: Mapping[str, Any]) -> Segment:
    used = parameters_in(where)
    parameters = [
        {"name": p.name, "default": values[p.name], "label": p.label, "description": p.description}
        for p in template.parameters
        if p.name in used
    ]
    return Segment(name=template.name, description=f"{template.why} {template.act}", entity=entity, parameters=parameters, where=where)


def _misfits(segment: Segment, by: Sequence[dict[str, Any]], ws: Any) -> list[Problem]:
    found = check(segment, ws.schema, ws.segments)
    for number, dimension in enumerate(by):
        where = {"kind": "all", "members": [{"kind": "criterion", "metric": dimension["metric"], "op": "is_present"}]}
        asked = Segment(name="dimension", entity=segment.entity, where=where)
        found += [
            Problem(p.code, p.message, p.place.replace("where.members.0.metric", f"by.{number}.metric"), p.hint)
            for p in check(asked, ws.schema, ws.segments)
        ]
    return found


def _values(template: Template, values: Mapping[str, Any]) -> dict[str, Any]:
    known = {p.name: p.default for p in template.parameters}
    for name in values:
        if name not in known:
            message = f"The template {template.id} has no parameter {name!r}."
            raise DefinitionError(Problem("unknown-parameter", message, "parameters", suggest(name, known, what="parameters")))
    given = {**known, **values}
    lacking = [name for name, value in given.items() if value is None and values.get(name, 0) is None]
    if lacking:
        raise DefinitionError([Problem("no-value", f"{name!r} is given no value.", f"parameters.{name}", "Give one.") for name in lacking])
    return {name: ["?"] if value is None else list(value) if isinstance(value, tuple | set) else value for name, value in given.items()}


def _named(those: Sequence[Any], name: str, what: str) -> Any:
    for one in those:
        if one.name == name:
            return one
    hint = suggest(name, [one.name for one in those], what=f"{what}s")
    raise DefinitionError(Problem(f"unknown-{what}", f"There is no {what} {name!r}.", what, hint))


def _dimensions(template: Template, by: Any, found: Mapping[str, str], pick: Any) -> list[TemplateDimension]:
    """The dimensions that are asked for; else those that belong together, or the first, as far as the workspace has them."""
    if by is not None:
        return [_named(template.by, name, "dimension") for name in ([by] if isinstance(by, str) else by)]
    there = [d for d in template.by if not roles_in(chosen(d.metric, pick)).keys() - found.keys()]
    together = [d for d in there if d.name in template.together]
    return together or there[:1] or list(template.by[:1])


def _missing(role: str, ws: Any, found: Mapping[str, str]) -> Problem:
    near = candidates(ws.schema, role, found)
    what = "column" if "." in role else "table"
    hint = f"If there is one, say so in the workspace: roles: {{{role}: {'table.column' if what == 'column' else 'table'}}}."
    if near:
        hint += f" Of its kind there {'is' if len(near) == 1 else 'are'} " + ", ".join(near) + "."
    return Problem("missing-role", f"No {what} has the role {role!r}: {ROLES[role].meaning}", f"roles.{role}", hint)


def _notes(parameter: TemplateParameter, value: Any, ws: Any, found: Mapping[str, str]) -> list[str]:
    """Say which values do not occur in the parameter's column, as far as the column's values are known."""
    place = found.get(parameter.values_of[1:]) if parameter.values_of else None
    if parameter.default is None and value == ["?"]:
        return [f"{parameter.name}: has no default and has to be given."]
    if place is None:
        return []
    table, _, column = place.partition(".")
    counted = ws.facts[table].columns.get(column) if table in ws.facts else None
    if counted is None or not counted.values:
        return []
    known = [str(v) for v, _ in counted.values]
    whole = sum(n for _, n in counted.values) >= counted.present
    notes = []
    for one in value if isinstance(value, list) else [value]:
        if str(one) not in known:
            lower = {k.casefold(): k for k in reversed(known)}
            near = [lower[m] for m in get_close_matches(str(one).casefold(), list(lower), n=3, cutoff=0.5)] or known[:5]
            where = f"does not occur in {place}" if whole else f"is not among the most frequent values of {place}"
            notes.append(f"{parameter.name}: {one!r} {where}; there are " + ", ".join(map(repr, near)) + ".")
    return notes
