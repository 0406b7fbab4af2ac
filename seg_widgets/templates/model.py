"""A template: a row of the catalogue as data, with roles (``@usage.feature``) in place of tables and columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, model_validator

from seg_widgets.definition.base import Node
from seg_widgets.definition.parameters import Parameter
from seg_widgets.templates.wellformed import problems_in
from seg_widgets.wording import Fault

if TYPE_CHECKING:
    from seg_widgets.definition import Segment
    from seg_widgets.definition.segmentation import Split
    from seg_widgets.templates.needs import Needs

Category = Literal["basic", "lifecycle", "positive", "negative", "value", "combinations", "essay"]
Text = Annotated[str, Field(min_length=1)]
Entity = Literal["@account", "@contact"]


class TemplateParameter(Parameter):
    """A parameter of a template.

    Attributes
    ----------
    default
        Its value unless another is given; ``None``: one has to be given.
    values_of
        The role of the column that the value is one of; whether it occurs there is told by :meth:`Template.needs`.
    """

    default: Any = None
    label: Text
    values_of: str = ""


class TemplateDimension(Node):
    """A dimension that a template may be split by: the values of a metric, or bands of it.

    Attributes
    ----------
    name
        By which it is chosen: ``template.bind(ws, by="industry")``.
    """

    name: Text
    kind: Literal["by", "bands"] = "by"
    label: Text
    metric: dict[str, Any]
    edges: tuple[Any, ...] | dict[str, Any] = ()
    labels: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _edges_of_bands(self) -> TemplateDimension:
        if (self.kind == "bands") != bool(self.edges):
            raise Fault("edges-fit-bands", "'bands' want edges, and only 'bands' do.", "", part="edges")
        return self


class Variant(Node):
    """One way to ask what a template asks: of users instead of customers, by a benchmark instead of peers."""

    name: Text
    label: Text
    entity: Entity
    where: dict[str, Any]


class Template(Node):
    """A ready segment of the catalogue, or a ready split, for every workspace that has its roles.

    Attributes
    ----------
    id, name
        As in the catalogue, such as ``"B10"`` and ``"Churned recently"``.
    category
        The part of the catalogue: basic, lifecycle, positive, negative, value, combinations or essay.
    entity
        The role of the table whose segment it is.
    synonyms
        Other words that it is searched by.
    why, act
        Why one looks at it, and what to do with it.
    parameters
        Its numbers and names, with defaults.
    where
        The definition: a group as in `docs/language.md`, with roles for tables and columns. ``{kind: either, of: [...]}`` gives
        several ways to say a part; the first whose roles the workspace has is taken.
    by, together
        The dimensions that it may be split by; the names of those taken unless others are given, crossed (none: the first that
        the workspace has).
    variants
        Several ways to ask it; the first is taken unless another is given. A template has either ``where`` or variants.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]\d\d$")]
    name: Text
    category: Category
    entity: Entity = "@account"
    synonyms: tuple[str, ...] = ()
    why: Text
    act: Text
    parameters: tuple[TemplateParameter, ...] = ()
    where: dict[str, Any] | None = None
    by: tuple[TemplateDimension, ...] = ()
    together: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Template:
        if (self.where is None) != bool(self.variants):
            raise Fault("where-or-variants", "A template has a part 'where', or variants, and not both.", "", part="where")
        names = [d.name for d in self.by]
        if set(self.together) - set(names):
            raise Fault("unknown-dimension", f"{self.together!r} are not all dimensions here.", "", part="together")
        for place, what in (
            ("parameters", [p.name for p in self.parameters]),
            ("by", names),
            ("variants", [v.name for v in self.variants]),
        ):
            if len(set(what)) < len(what):
                raise Fault("same-name", "Two have the same name.", "Rename one.", part=place)
        problems_in(self)
        return self

    @property
    def slug(self) -> str:
        """The name as one word: ``churned-recently``."""
        return slug(self.name)

    @property
    def kind(self) -> Literal["segment", "split"]:
        """What binding gives: a segment, or a split."""
        return "split" if self.by else "segment"

    @property
    def ways(self) -> tuple[Variant, ...]:
        """The variants; of a template without, the one way there is."""
        if self.where is None:
            return self.variants
        return (Variant(name="default", label=self.name, entity=self.entity, where=self.where),)

    def needs(self, ws: Any, /, *, variant: str | None = None, by: Any = None, roles: Any = None, **values: Any) -> Needs:
        """Say what of a workspace the template takes, and what is missing there.

        Parameters are those of :meth:`bind`.

        Returns
        -------
        Needs
            Which roles are found where, which are missing, and notes about values that do not occur.
        """
        from seg_widgets.templates.needs import needs

        return needs(self, ws, variant=variant, by=by, roles=roles, values=values)

    def bind(
        self, ws: Any, /, *, variant: str | None = None, by: Any = None, roles: Any = None, within: Any = None, **values: Any
    ) -> Segment | Split:
        """Make a segment (or a split) of a workspace.

        Parameters
        ----------
        variant
            Which of the variants, by name. ``None``: the first whose roles are found.
        by
            The dimensions to split by, a name or several.
        roles
            Role -> ``"table"`` or ``"table.column"``, beside what the workspace's own ``roles`` say.
        within
            A segment; only its members are looked at. Of accounts where this one is of contacts: the contacts of its members.
        values
            Values for the parameters.

        Raises
        ------
        WorkspaceError
            ``missing-role``, with a problem for every role that is not found.
        DefinitionError
            ``unknown-parameter``, ``unknown-variant``, ``unknown-dimension``, or what does not fit the tables.
        """
        from seg_widgets.templates.binding import bind

        return bind(self, ws, variant=variant, by=by, roles=roles, within=within, values=values)

    def __repr__(self) -> str:
        return f"<Template {self.id} {self.name!r}, {self.kind} of {self.entity[1:]}s>"

    def __str__(self) -> str:
        lines = [f"{self.id}  {self.name} ({self.category}, {self.kind} of {self.entity[1:]}s)", f"  {self.why}", f"  {self.act}"]
        lines += [f"  {p.name} = {p.default!r}: {p.label}" for p in self.parameters]
        if self.variants:
            lines.append("  variants: " + ", ".join(f"{v.name} ({v.label})" for v in self.variants))
        if self.by:
            lines.append("  split by: " + ", ".join(d.name for d in self.by))
        return "\n".join(lines)

    def __hash__(self) -> int:
        return hash(self.id)


def slug(name: str) -> str:
    """Give a name as one word of small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
