"""What stands beside a metric: values, parameters, lists of them, and columns by their names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seg_widgets.definition import Attribute, Param
from seg_widgets.definition.spelling import text
from seg_widgets.dsl.about import About
from seg_widgets.dsl.advice import NoTruth, advise


def plain_value(value: Any) -> Any:
    """Refuse what is no value, with advice. What remains is the node's own to judge."""
    if value is None:
        advise("no-value", "None is not a value to compare with.", "Write .is_missing() or .is_present().")
    if isinstance(value, NoTruth):
        getattr(value, "node", None)  # rows without a window have advice of their own
        advise("not-a-value", f"{value!r} is not a value to compare with here.", "Give a number, a text or a day.")
    return value


def several(method: str, values: Any, more: tuple[Any, ...] = ()) -> Any:
    """Take a list of values, or a parameter that stands for one.

    Raises
    ------
    DefinitionError
        ``no-list``.
    """
    if isinstance(values, Param) and not more:
        return values
    if more or isinstance(values, str | bytes | NoTruth | Param) or not isinstance(values, Iterable):
        advise("no-list", f".{method}() wants a list.", f'Write .{method}(["a", "b"]).')
    # a set has no order of its own: the definition must not depend on the day's
    return tuple(plain_value(v) for v in (sorted(values, key=repr) if isinstance(values, set | frozenset) else values))


def column_of(given: Any, example: str) -> tuple[str, About, str]:
    """Take a column of the entity: its name, what it is about, how it is written.

    Raises
    ------
    DefinitionError
        ``not-a-column``.
    """
    if isinstance(given, str):
        return given, About(), text(given)
    node = getattr(given, "node", None) if isinstance(given, NoTruth) else None
    if isinstance(node, Attribute):
        return node.column, given.about, repr(given)
    advise("not-a-column", f"{given!r} is not a column.", f"Give a column of the entity: {example}.")
