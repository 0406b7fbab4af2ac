"""From a template to a segment or a split of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from seg_widgets.definition import Segment
from seg_widgets.definition.segmentation import Split
from seg_widgets.errors import DefinitionError, Problem, WorkspaceError
from seg_widgets.schema.relations import paths
from seg_widgets.templates.filling import parameters_in
from seg_widgets.templates.needs import needs

if TYPE_CHECKING:
    from seg_widgets.templates.model import Template


def bind(
    template: Template,
    ws: Any,
    *,
    variant: str | None,
    by: Any,
    roles: Mapping[str, str] | None,
    within: Segment | None,
    values: Mapping[str, Any],
) -> Segment | Split:
    """Make the segment or split; see :meth:`~seg_widgets.templates.model.Template.bind`."""
    held = needs(template, ws, variant=variant, by=by, roles=roles, values=values)
    if held.missing:
        raise WorkspaceError(held.missing)
    if held.problems:
        raise DefinitionError(held.problems)
    assert held.segment is not None
    used = {name for way in template.ways if way.name == held.variant for name in parameters_in(way.where)}
    asked = [p.name for p in template.parameters if p.default is None and p.name not in values and p.name in used]
    if asked:
        raise DefinitionError(
            [Problem("no-value", f"{name!r} has no default.", f"parameters.{name}", "Give it a value.") for name in asked]
        )
    segment = held.segment if within is None else _inside(held.segment, within, ws)
    if not held.by:
        return segment.at_home(ws)
    return Split(name=segment.name, description=segment.description, segment=segment.at_home(ws), by=held.by)


def _inside(segment: Segment, outer: Segment, ws: Any) -> Segment:
    """Give the segment, of the members of another one alone (or of what belongs to them)."""
    twice = {p.name for p in outer.parameters} & {p.name for p in segment.parameters}
    if twice:
        message = f"Both have a parameter {sorted(twice)[0]!r}."
        raise DefinitionError(Problem("same-parameter", message, "within", "Give the one of 'within' as a value."))
    condition: dict[str, Any] = outer.dump()["where"]
    if outer.entity != segment.entity:
        if not paths(ws.schema, segment.entity, outer.entity):
            message = f"{segment.entity} do not belong to {outer.entity}."
            raise DefinitionError(Problem("entity-differs", message, "within", f"Give a segment of {segment.entity}."))
        condition = {"kind": "related", "table": outer.entity, "where": condition}
    where = {"kind": "all", "members": [condition, segment.dump()["where"]]}
    parameters = (*outer.parameters, *segment.parameters)
    name = f"{segment.name}, within {outer.name}"
    return Segment(name=name, description=segment.description, entity=segment.entity, parameters=parameters, where=where)
