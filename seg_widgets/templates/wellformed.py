"""Whether a template holds together: its definition in every way it can be taken, its roles and its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from seg_widgets.definition import Criterion, Group
from seg_widgets.errors import DefinitionError, Problem, suggest
from seg_widgets.templates.filling import chosen, is_role, parameters_in, places, settled
from seg_widgets.templates.roles import ROLES

if TYPE_CHECKING:
    from seg_widgets.templates.model import Template

RESERVED = frozenset({"variant", "by", "roles", "within"})
"""What :meth:`Template.bind` takes beside values for parameters."""


def problems_in(template: Template) -> None:
    """Check a template.

    Raises
    ------
    DefinitionError
        With a problem, and its place, for everything that does not hold together.
    """
    found = list(_problems(template))
    if found:
        raise DefinitionError(found)


def _problems(template: Template) -> Iterator[Problem]:
    values = {p.name: p.default if p.default is not None else ["?"] for p in template.parameters}
    parts: list[tuple[str, Any, bool]] = [("where", template.where, True)] if template.where is not None else []
    parts += [(f"variants.{number}.where", variant.where, True) for number, variant in enumerate(template.variants)]
    parts += [(f"by.{number}.metric", dimension.metric, False) for number, dimension in enumerate(template.by)]
    used: dict[str, str] = {}
    for place, data, is_group in parts:
        used = _under(place, parameters_in(data)) | used
        yield from _unknown_roles(place, data)
        yield from _malformed(place, data, values, is_group)
    for number, dimension in enumerate(template.by):
        used = _under(f"by.{number}.edges", parameters_in(dimension.edges)) | used
    for name, place in used.items():
        if name not in values:
            yield Problem("unknown-parameter", f"There is no parameter {name!r}.", place, suggest(name, values, what="parameters"))
    for number, parameter in enumerate(template.parameters):
        if parameter.name in RESERVED:
            yield Problem("reserved-name", f"{parameter.name!r} is a word of bind().", f"parameters.{number}.name", "Take another name.")
        if parameter.name not in used:
            yield Problem("unused-parameter", f"{parameter.name!r} is not used.", f"parameters.{number}", "Use it, or take it out.")
        if parameter.values_of:
            yield from _unknown_roles(f"parameters.{number}.values_of", parameter.values_of)


def _under(place: str, found: dict[str, str]) -> dict[str, str]:
    return {name: f"{place}.{inner}" if inner else place for name, inner in found.items()}


def _unknown_roles(place: str, data: Any) -> Iterator[Problem]:
    for inner, value in places(data):
        if is_role(value) and value[1:] not in ROLES:
            yield Problem(
                "unknown-role", f"There is no role {value!r}.", ".".join(x for x in (place, inner) if x), suggest(value[1:], ROLES)
            )


def _malformed(place: str, data: Any, values: dict[str, Any], is_group: bool) -> Iterator[Problem]:
    """Take the first way everywhere, then the second, and so on; hold each against the language."""
    most = max((len(part["of"]) for _, part in places(data) if isinstance(part, dict) and part.get("kind") == "either"), default=1)
    said = set()
    for number in range(most):
        try:
            known = {name: values.get(name, "?") for name in parameters_in(data)} | values
            whole = settled(chosen(data, lambda ways, n=number: min(n, len(ways) - 1)), known)  # type: ignore[misc]
            if is_group:
                Group(**whole)
            else:
                Criterion(metric=whole, op="is_present")
        except DefinitionError as error:
            for problem in error.problems:
                inner = problem.place if is_group else problem.place.removeprefix("metric").removeprefix(".")
                here = replace(problem, place=".".join(x for x in (place, inner) if x))
                if here not in said:
                    said.add(here)
                    yield here
