"""Tables of who moved, and of how many by which cause and rule: between two days, and between two definitions."""

from __future__ import annotations

from typing import Any

from seg_widgets.widgets.panels.tables import table, wrapping

PEOPLE = 100
"""So many are listed."""
CAUSES = {"clock": "time passed", "data": "new data", "edit": "the definition"}


def by_cause(flows: Any, rule: str = "Rule that flipped") -> str:
    """Write the sums of :func:`seg_widgets.analysis.moved.flows`; ``rule`` is what the column of rules is called."""
    rows = [
        (r["move"], CAUSES.get(r.get("cause", ""), ""), int(r["entities"]), r["worth"], wrapping(r["rule"]))
        for r in flows.to_dict("records")
    ]  # fmt: skip
    columns = [("Move", False), ("Cause", False), ("How many", True), ("Worth", True), (rule, False)]
    return table(columns, rows, label="Moves by cause", empty="Nobody moved.", optional=("Cause", "Worth"))


def who_moved(people: Any, rule: str = "Rule that flipped") -> str:
    """Write the first :data:`PEOPLE` of who moved, as ``moved`` and ``diff`` give them."""
    rows = [
        (r["label"], r["move"], CAUSES.get(r.get("cause", ""), ""), r["value_before"], r["value_after"], wrapping(r["rule"]))
        for r in people.head(PEOPLE).to_dict("records")
    ]
    columns = [("Who", False), ("Move", False), ("Cause", False), ("From", False), ("To", False), (rule, False)]
    return table(columns, rows, label="Who moved", optional=("Cause", "From", "To"))
