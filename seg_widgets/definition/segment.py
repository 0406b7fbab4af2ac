"""A segment: a named, described definition of one entity's members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, Protocol

from pydantic import Field, PrivateAttr

from seg_widgets.definition.base import Node
from seg_widgets.definition.criteria import Condition, Group
from seg_widgets.definition.parameters import Parameter
from seg_widgets.definition.upgrades import FORMAT, upgraded
from seg_widgets.errors import DefinitionError, Problem, UnsupportedError, suggest


class Home(Protocol):
    """What a segment asks of the workspace it is at home in."""

    schema: Any

    def members(self, segment: Segment, as_of: Any = None) -> Any: ...
    def count(self, segment: Segment, as_of: Any = None) -> Any: ...
    def export(self, segment: Segment, target: str, **options: Any) -> str: ...


class Expression(Protocol):
    """What the fluent language hands over: a condition, the entity it is about, the workspace it came from."""

    condition: Condition
    entity: str | None
    home: Home | None


class Segment(Node):
    """A named set of entities, by definition.

    Parameters
    ----------
    name
        What people call it.
    where
        The condition: an expression of the fluent language, a node, or plain data.
    entity
        The entity's table; taken from the expression where it says so.
    description
        Why it exists, what to do with it.
    parameters
        Values with a name, used in ``where``; a mapping of names to values is short for them.

    Raises
    ------
    DefinitionError
        The definition does not hold together; each problem has its place.
    """

    format: Literal[2] = FORMAT
    name: Annotated[str, Field(min_length=1)]
    description: str = ""
    entity: Annotated[str, Field(min_length=1)]
    parameters: tuple[Parameter, ...] = ()
    where: Group

    _home: Home | None = PrivateAttr(default=None)

    def __init__(self, name: str | None = None, where: Any = None, /, **data: Any) -> None:
        for word, given in (("name", name), ("where", where)):
            if given is not None:
                data[word] = given
        written: Expression | None = data["where"] if hasattr(data.get("where"), "condition") else None
        if written is not None:
            if written.entity is not None and data.setdefault("entity", written.entity) != written.entity:
                raise DefinitionError(
                    Problem(
                        "entity-differs",
                        f"The expression is about {written.entity!r}, the segment about {data['entity']!r}.",
                        "entity",
                        "Leave entity out, or write the expression about it.",
                    )
                )
            data["where"] = written.condition
        if isinstance(data.get("parameters"), dict):
            data["parameters"] = tuple({"name": name, "default": default} for name, default in data["parameters"].items())
        if isinstance(data.get("where"), Node) and not isinstance(data["where"], Group):
            data["where"] = Group(kind="all", members=(data["where"],))
        if "entity" not in data and written is not None:
            raise DefinitionError(
                Problem(
                    "no-entity",
                    "The expression does not say whose segment this is.",
                    "entity",
                    "Give entity='accounts', or the like.",
                )
            )
        super().__init__(**data)
        self._home = written.home if written is not None else None

    def at_home(self, home: Home) -> Segment:
        """Give the same segment, bound to a workspace, so that it can be counted and exported without naming it."""
        bound = self.model_copy()
        bound._home = home
        return bound

    def with_values(self, **values: Any) -> Segment:
        """Give the same segment with other values for its parameters.

        Raises
        ------
        DefinitionError
            ``unknown-parameter``.
        """
        known = [p.name for p in self.parameters]
        for name in values:
            if name not in known:
                raise DefinitionError(
                    Problem(
                        "unknown-parameter",
                        f"The segment {self.name!r} has no parameter {name!r}.",
                        "parameters",
                        suggest(name, known, what="parameters"),
                    )
                )
        changed = tuple(
            Parameter(name=p.name, default=values.get(p.name, p.default), label=p.label, description=p.description) for p in self.parameters
        )
        made = Segment(name=self.name, description=self.description, entity=self.entity, parameters=changed, where=self.where)
        made._home = self._home
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Segment) and self.dump() == other.dump()

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def dump(self) -> dict[str, Any]:
        """Give the definition as plain data, format first."""
        return {"format": self.format} | super().dump()

    @classmethod
    def load(cls, data: Any) -> Segment:
        """Make a segment of plain data.

        Raises
        ------
        DefinitionError
            With a problem, and its place, for everything that does not hold together.
        """
        if not isinstance(data, dict):
            raise DefinitionError(Problem("no-definition", f"A definition is a mapping; this is a {type(data).__name__}."))
        return cls(**upgraded(data))

    def _at(self, workspace: Home | None) -> Home:
        home = workspace if workspace is not None else self._home
        if home is None:
            raise DefinitionError(
                Problem(
                    "no-workspace",
                    f"The segment {self.name!r} is not bound to a workspace.",
                    "",
                    "Give the workspace: segment.members(ws).",
                )
            )
        return home

    def members(self, workspace: Home | None = None, *, as_of: Any = None) -> Any:
        """Give the members: a DataFrame of keys and labels, in the entity table's order."""
        return self._at(workspace).members(self, as_of=as_of)

    def count(self, workspace: Home | None = None, *, as_of: Any = None) -> Any:
        """Count in, out and unknown."""
        return self._at(workspace).count(self, as_of=as_of)

    def to_python(self, workspace: Home | None = None) -> str:
        """Give the fluent Python that builds this segment again."""
        return self._export("python", workspace)

    def to_pandas(self, workspace: Home | None = None, *, as_of: Any = None) -> str:
        """Give a standalone pandas script with the same members."""
        return self._export("pandas", self._at(workspace), as_of=as_of)

    def to_sql(self, dialect: str | None = None, workspace: Home | None = None, *, as_of: Any = None, dbt: str | bool = False) -> str:
        """Give one SQL statement with the same members.

        Parameters
        ----------
        dialect
            Whose SQL; left out: that of the engine which holds the tables.
        dbt
            Write it as a dbt model. ``True``: tables are models, or sources called as the schema they lie in; a text: the
            name of their source.
        """
        asked = {} if dialect is None else {"dialect": dialect}
        return self._export("sql", self._at(workspace), as_of=as_of, dbt=dbt, **asked)

    def to_yaml(self) -> str:
        """Give the definition as YAML; `seg_widgets.read_yaml` takes it back."""
        return self._export("yaml", None)

    def to_english(self, workspace: Home | None = None) -> str:
        """Give the definition in words."""
        return self._export("english", workspace)

    def _export(self, target: str, workspace: Home | None, **options: Any) -> str:
        home = workspace if workspace is not None else self._home
        if home is not None:
            return home.export(self, target, **options)
        return export(target)(self, None, **options)


_EXPORTERS: dict[str, Callable[..., str]] = {}


def exporter(target: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Register the function that writes a target: called with (segment, schema or None, options)."""

    def register(function: Callable[..., str]) -> Callable[..., str]:
        _EXPORTERS[target] = function
        return function

    return register


def export(target: str) -> Callable[..., str]:
    """Give the function that writes a target.

    Raises
    ------
    UnsupportedError
        No such target.
    """
    try:
        return _EXPORTERS[target]
    except KeyError:
        raise UnsupportedError(
            Problem("unknown-target", f"There is no export to {target!r}.", "", suggest(target, _EXPORTERS, what="targets"))
        ) from None
