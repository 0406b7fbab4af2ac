"""What an analysis asks of a workspace; imports go one way, so it knows it by what it does."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date
from typing import Any, Protocol

from seg_widgets.definition import Segment
from seg_widgets.engines import Session
from seg_widgets.plan import Plan
from seg_widgets.results import Evaluation
from seg_widgets.schema import Schema


class Home(Protocol):
    """A workspace."""

    schema: Schema
    session: Session
    facts: dict[str, Any]
    segments: MutableMapping[str, Segment]

    @property
    def as_of(self) -> date: ...
    def __getitem__(self, name: str) -> Any: ...
    def day(self, as_of: Any = None, where: str = "as_of") -> date: ...
    def plan(self, segment: Segment, as_of: Any = None) -> Plan: ...
    def evaluate(self, segment: Segment, as_of: Any = None) -> Evaluation: ...
    def rows_of(self, entity: str, who: Any, columns: Any = ()) -> Any: ...
    def check(self, as_of: Any = None) -> Any: ...
