"""The catalogue: every template, in order, found by id, by name and by what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources import files
from typing import Any, get_args

from seg_widgets.errors import DefinitionError, Problem, WorkspaceError, suggest
from seg_widgets.schema.file import parse
from seg_widgets.schema.words import singular, words
from seg_widgets.templates.model import Category, Template, slug
from seg_widgets.templates.needs import Needs

CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True)
class Available:
    """Which templates a workspace has everything for, and what the others lack.

    Attributes
    ----------
    available
        Those that can be bound, in the catalogue's order.
    others
        Those that cannot, by id, each with what it needs.
    notes
        What to look at, by id, of those that can: values that do not occur in the data.
    """

    available: tuple[Template, ...]
    others: Mapping[str, Needs] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        lines = [f"{len(self.available)} available: " + " ".join(t.id for t in self.available)]
        if self.others:
            lines.append(f"{len(self.others)} not:")
        for name, lacking in self.others.items():
            roles = [p.place.removeprefix("roles.") for p in lacking.missing]
            lines.append(f"  {name}: " + ("no " + ", ".join(roles) if roles else str(lacking.problems[0])))
        return "\n".join(lines)


class Catalogue:
    """Every template, in the catalogue's order.

    ``templates["B10"]``, ``templates["churned-recently"]``, ``for template in templates``.
    """

    @cached_property
    def _templates(self) -> dict[str, Template]:
        return {template.id: template for category in CATEGORIES for template in load(category)}

    def __iter__(self) -> Iterator[Template]:
        return iter(self._templates.values())

    def __len__(self) -> int:
        return len(self._templates)

    def __contains__(self, key: object) -> bool:
        return any(key in (t.id, t.name, t.slug) for t in self)

    def __getitem__(self, key: str) -> Template:
        wanted = slug(str(key))
        for template in self:
            if wanted in (template.id.lower(), template.slug):
                return template
        near = suggest(wanted, [t.slug for t in self])
        hint = near if near.startswith("Did") else "Look for it with templates.search(...)."
        raise DefinitionError(Problem("unknown-template", f"There is no template {key!r}.", "", hint))

    def search(self, text: str) -> list[Template]:
        """Give the templates that have every word of a text, the best fit first: in the id, name, category, synonyms or text."""
        wanted = [singular(word) for word in words(text)]
        scored = [(sum(scores), t) for t in self if all(scores := [_score(word, t) for word in wanted]) and wanted]
        return [template for _, template in sorted(scored, key=lambda s: -s[0])]

    def available(self, ws: Any, /) -> Available:
        """Split the catalogue into the templates that a workspace has everything for, and the others with the reasons."""
        held = {template.id: template.needs(ws) for template in self}
        there = tuple(self[name] for name, needs in held.items() if needs.ok)
        lacking = {name: needs for name, needs in held.items() if not needs.ok}
        return Available(there, lacking, {name: needs.notes for name, needs in held.items() if needs.ok and needs.notes})

    def table(self) -> Any:
        """Give the catalogue as a DataFrame.

        Returns
        -------
        DataFrame
            One row a template: id, name, category, entity, gives (segment or split), why, act, parameters.
        """
        import pandas as pd

        rows = [
            (t.id, t.name, t.category, t.entity[1:], t.kind, t.why, t.act, ", ".join(f"{p.name}={p.default!r}" for p in t.parameters))
            for t in self
        ]
        return pd.DataFrame(rows, columns=["id", "name", "category", "entity", "gives", "why", "act", "parameters"])

    def __repr__(self) -> str:
        lines = [f"{len(self)} templates"]
        for category in CATEGORIES:
            lines.append(category)
            lines += [f"  {t.id}  {t.name}" for t in self if t.category == category]
        return "\n".join(lines)


def load(category: Category) -> list[Template]:
    """Read the templates of a category.

    Raises
    ------
    DefinitionError
        What is wrong, with the file, the template and the place in it.
    """
    name = f"{category}.yaml"
    return read(files("seg_widgets.templates").joinpath("rows", name).read_text(encoding="utf-8"), category, name)


def read(text: str, category: Category, place: str) -> list[Template]:
    """Read templates of YAML: a list of them. Errors are those of :func:`load`."""
    try:
        data = parse(text, place)
    except WorkspaceError as error:
        raise DefinitionError([replace(p, code=p.code.replace("not-a-workspace", "not-yaml")) for p in error.problems]) from error
    found, problems = [], []
    for number, row in enumerate(data):
        try:
            found.append(Template(**{"category": category, **row}))
        except DefinitionError as error:
            here = f"{place}, {row.get('id', number)}"
            problems += [replace(p, place=f"{here}: {p.place}" if p.place else here) for p in error.problems]
    if problems:
        raise DefinitionError(problems)
    return found


def _score(word: str, template: Template) -> float:
    """How well one word fits: 0 where it is nowhere."""
    if word == template.id.lower():
        return 100.0
    fields = (
        (10.0, template.name),
        (6.0, " ".join(template.synonyms)),
        (4.0, template.category),
        (2.0, " ".join((template.entity, *(p.label for p in template.parameters), *(d.label for d in template.by)))),
        (1.0, f"{template.why} {template.act}"),
    )
    best = 0.0
    for weight, text in fields:
        those = {singular(w) for w in words(text)}
        if word in those:
            best = max(best, weight)
        elif len(word) >= 3 and any(w.startswith(word) for w in those):
            best = max(best, weight * 0.6)
    return best
