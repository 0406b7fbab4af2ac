"""What every node of a definition is: frozen, checked when made, nothing unknown in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from seg_widgets.wording import problems_of

if TYPE_CHECKING:  # the class of BaseModel has no public name
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)


class _Words(ModelMetaclass):
    """Answers a node that cannot be made in our words. On the class, not in ``__init__``: pydantic would call that for
    every node inside, and the places would be cut short."""

    def __call__(cls, *args: Any, **data: Any) -> Any:
        try:
            return super().__call__(*args, **data)
        except ValidationError as error:
            raise problems_of(error, data) from error


class Node(BaseModel, metaclass=_Words):
    """A part of a definition. A node that exists is well formed; whether it fits the data is `check`'s to say."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, ser_json_inf_nan="strings")

    def dump(self) -> dict[str, Any]:
        """Give the node as plain data: the kind first, defaults left out, so that it is short and byte-stable."""
        data: dict[str, Any] = _kinds(self, self.model_dump(mode="json", exclude_defaults=True))
        return data


def _kinds(node: Any, data: Any) -> Any:
    """Put back the kind of each node, which is a default and the one default that a reader needs."""
    if isinstance(node, Node):
        kept = {name: _kinds(getattr(node, name), data[name]) for name in type(node).model_fields if name in data}
        return {"kind": node.kind, **kept} if hasattr(node, "kind") else kept
    if isinstance(node, tuple) and isinstance(data, list):
        return [_kinds(n, d) for n, d in zip(node, data, strict=True)]
    return data
