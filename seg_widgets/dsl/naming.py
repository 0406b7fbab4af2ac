"""What is said by name: values, entities outside, lists of keys, other segments."""

from __future__ import annotations

from typing import Any

from seg_widgets.definition import Constant, InSegment, Listed, Outer, Param, Segment
from seg_widgets.definition.spelling import text
from seg_widgets.dsl.about import About
from seg_widgets.dsl.advice import advise
from seg_widgets.dsl.computing import Computing
from seg_widgets.dsl.expressions import Expression
from seg_widgets.dsl.metrics import Metric
from seg_widgets.dsl.tables import TableHandle
from seg_widgets.dsl.values import several


def param(name: str) -> Param:
    """Give the value of the segment's parameter of this name, wherever a value or a length of time stands.

    Examples
    --------
    ``sw.Segment("Quiet", usage.count.last(days=sw.param("days")) == 0, entity="accounts", parameters={"days": 30})``
    """
    return Param(name=name)


def number(value: Any) -> Metric:
    """Give a number as a metric. Beside another metric the number alone will do: ``accounts.arr / 12``."""
    node = Constant(value=value)
    return Metric(node, About(), f"number({text(node.value)})")


def outer(metric: Any, *, up: int = 1) -> Metric:
    """Give a metric of the entity outside: of a related group, or of a row filter.

    Parameters
    ----------
    metric
        A column, or another metric, of that entity.
    up
        How many levels out it is.
    """
    node = getattr(metric, "node", None)  # rows without a window have advice of their own
    if not isinstance(metric, Computing) or node is None:
        advise("not-a-column", f"{metric!r} is not of the entity outside.", "Write sw.outer(accounts.edition), or another metric of it.")
    made = Outer(of=node, up=up)
    return Metric(made, metric.about.outside(made.up), f"outer({metric!r}{'' if up == 1 else f', up={up}'})")


def listed(table: TableHandle, keys: Any, *more: Any, name: str = "") -> Expression:
    """Met by the entities with these keys.

    Parameters
    ----------
    table
        The table of the entities.
    keys
        Their keys. Those that name no entity are left out.
    name
        What the list is called.
    """
    if not isinstance(table, TableHandle) or table._conditions or table._via_column:
        advise("no-table", "listed() wants the table of the entities first.", 'Write sw.listed(accounts, ["A-1", "A-2"]).')
    values = several("listed", keys, more)
    if isinstance(values, Param):
        advise("no-list", "listed() wants a list.", 'Write sw.listed(accounts, ["A-1", "A-2"]).')
    node = Listed(keys=values, name=name)
    words = [table._text, text(node.keys), *([f"name={text(name)}"] if name else [])]
    return Expression(node, About(subject=table._name).with_(table._about), f"listed({', '.join(words)})")


def in_segment(segment: str | Segment) -> Expression:
    """Met by the members of another segment of the same entity, named by its name (or given)."""
    about = About(subject=segment.entity) if isinstance(segment, Segment) else About()
    name = segment.name if isinstance(segment, Segment) else segment
    return Expression(InSegment(name=name), about, f"in_segment({text(name)})")
