"""Why entities are in or out: worked out by hand for each kind of group, and a group within a group."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.analysis.reasons import reasons

ACCOUNTS = pd.DataFrame({"account_id": ["p", "q", "r", "s"], "a": [1, 1, 0, None], "b": [1, 0, 1, 0], "c": [1, 0, 0, 0]})


def rule(column: str) -> dict[str, Any]:
    return {"kind": "criterion", "metric": {"kind": "attribute", "column": column}, "op": "is", "value": 1}


def group(kind: str, *members: Any, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "members": [rule(m) if isinstance(m, str) else m for m in members], **more}


CASES = [
    # the definition, why each is in or out: a for "meets a", -a for "does not meet a"
    (group("all", "a", "b"), {"p": "a b", "q": "-b", "r": "-a", "s": "-a -b"}),
    (group("any", "a", "b"), {"p": "a b", "q": "a", "r": "b", "s": "-a -b"}),
    (group("none", "a", "b"), {"p": "a b", "q": "a", "r": "b", "s": "-a -b"}),
    (group("at_least", "a", "b", "c", n=2), {"p": "a b c", "q": "-b -c", "r": "-a -c", "s": "-a -b -c"}),
    (group("all", "a", group("any", "b", "c")), {"p": "a b c", "q": "-b -c", "r": "-a", "s": "-a -b -c"}),
    (group("any", "c", group("none", "a")), {"p": "c", "q": "-c a", "r": "-a", "s": "-a"}),
    (group("none", group("all", "a", "b"), "c"), {"p": "a b c", "q": "-b -c", "r": "-a -c", "s": "-a -b -c"}),
]


@pytest.mark.parametrize(("where", "why"), CASES)
def test_each_entity_has_its_own_reasons(where: dict[str, Any], why: dict[str, str]) -> None:
    ws = sw.Workspace.from_frames({"accounts": ACCOUNTS}, quiet=True)
    segment = sw.Segment(name="x", entity="accounts", where=where)
    evaluation = ws.evaluate(segment)
    both = [*reasons(evaluation, segment, ws.schema), *reasons(evaluation, segment, ws.schema, inside=False)]
    found = {
        key: {("" if r.met else "-") + r.words[0].lower() for r in both if r.who.array()[place]}
        for place, key in enumerate(ACCOUNTS["account_id"])
    }
    assert found == {key: set(words.split()) for key, words in why.items()}
    assert all(r.said == (r.words if r.met else f"not: {r.words}") for r in both)
