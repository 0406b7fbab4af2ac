"""A node that a target does not know is refused by name, wherever it stands: never left out, never guessed at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from seg_widgets.code.english import english
from seg_widgets.code.python import python_code
from seg_widgets.code.yaml import yaml_code
from seg_widgets.definition import (
    Between,
    Change,
    EveryRow,
    Habit,
    IfMissing,
    Last,
    Outer,
    Peers,
    Related,
    Segment,
    Sequence,
    Step,
    Tier,
)
from seg_widgets.definition.base import Node
from seg_widgets.errors import UnsupportedError

from .corpus import SCHEMA, A, agg, attr, calc, crit, group, num, seg


def stranger() -> Any:
    """Make a node of a class that nobody has met; the validation that would refuse it is gone around."""
    base = type("Stranger", (Node,), {"__annotations__": {"muted": bool}, "muted": False, "__module__": __name__})
    return base.model_construct()


def put(node: Any, **parts: Any) -> Any:
    return node.model_copy(update=parts)


def of(member: Any) -> Segment:
    return put(seg(A), where=put(group("all", A), members=(A, member)))


chain = Sequence(steps=(Step(table="usage"), Step(table="usage", within=1)))
ODD = [
    of(stranger()),
    of(put(group("any", A), members=(stranger(),))),
    of(put(A, metric=stranger())),
    of(put(crit(), value=stranger())),
    of(put(Related(table="contacts", where=group("all", A)), where=stranger())),
    of(put(Related(table="contacts", where=group("all", A)), scope=stranger())),
    of(put(crit(), metric=put(agg(), where=stranger()))),
    of(crit().model_copy(update={"metric": put(agg(), window=stranger())})),
    of(crit().model_copy(update={"metric": put(agg(), where=put(group("all", A), members=(stranger(),)))})),
    *(of(put(A, metric=put(metric, **{part: stranger()}))) for metric, part in (
        (calc("+", attr(), num(1)), "left"), (calc("+", attr(), num(1)), "right"), (Outer(of=attr()), "of"), (Tier(of=attr(), k=2), "of"),
        (Peers(of=attr(), by=("region",)), "of"), (IfMissing(of=attr(), value=1), "of"), (Change(of=agg()), "of"))),
    of(put(Habit(kind="stopped", table="usage", window=Last(n=1)), window=stranger())),
    of(put(Habit(kind="first_ever", table="usage", window=Last(n=1)), where=stranger())),
    of(put(EveryRow(table="usage", has=group("all", A)), has=stranger())),
    of(put(chain, window=stranger())),
    of(put(chain, steps=(put(chain.steps[0], where=stranger()), chain.steps[1]))),
    of(put(chain, steps=(chain.steps[0], put(chain.steps[1], without=Between(table="usage").model_copy(update={"where": stranger()}))))),
]  # fmt: skip


PLACES = [
    "condition", "in a group", "metric", "value", "related", "scope", "filter", "window", "in a filter", "left", "right", "outer", "tier",
    "peers", "if missing", "change", "habit's window", "habit's filter", "every row", "sequence's window", "step's filter", "between",
]  # fmt: skip


@pytest.mark.parametrize("segment", ODD, ids=PLACES)
@pytest.mark.parametrize("target", [python_code, yaml_code, english])
def test_an_unknown_node_is_refused_by_name(target: Callable[..., str], segment: Segment) -> None:
    for schema in (SCHEMA, None):
        with pytest.raises(UnsupportedError, match="Stranger"):
            target(segment, schema)
