"""What an analyst asks of an evaluation: how many, how much, who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from seg_widgets.engines.session import Session
from seg_widgets.plan import ColumnLeaf, Plan
from seg_widgets.results.bits import Bits
from seg_widgets.results.evaluate import Evaluation
from seg_widgets.sql import how_many


@dataclass(frozen=True)
class Worth:
    """What entities are worth: ``inside`` the segment and in ``total``, of those with a value; ``missing`` have none."""

    label: str
    unit: str
    inside: float
    total: float
    missing: int


@dataclass(frozen=True)
class Counts:
    """How many are in, out and unknown; the three add up to the universe.

    Attributes
    ----------
    entity, as_of
        Whose segment, on which day.
    universe
        All entities that exist on the day.
    members, out, unknown
        In; surely out; not in, but might be were missing values known.
    in_unknown
        Of the members, those who are in on missing data.
    worth
        What they are worth, where the workspace says what that is.
    restricted
        The workspace leaves some entities out: the universe is not all that there are.
    """

    entity: str
    as_of: date
    universe: int
    members: int
    unknown: int
    in_unknown: int
    worth: Worth | None = None
    restricted: bool = False

    @property
    def out(self) -> int:
        """Count those who are surely out."""
        return self.universe - self.members - self.unknown

    @property
    def share(self) -> float:
        """Give the members' share of the universe, 0 to 1; 0 of an empty universe."""
        return self.members / self.universe if self.universe else 0.0

    @property
    def _within(self) -> str:
        return " in the universe" if self.restricted else ""

    def __str__(self) -> str:
        text = f"{self.members:,} of {self.universe:,} {self.entity}{self._within} ({self.share:.1%}) as of {self.as_of}"
        text += f", {self.unknown:,} unknown" if self.unknown else ""
        return text + (f", {self.in_unknown:,} of the members on missing data" if self.in_unknown else "")


def counts(evaluation: Evaluation, session: Session) -> Counts:
    """Count an evaluation."""
    return Counts(
        entity=evaluation.plan.entity,
        as_of=evaluation.plan.as_of,
        universe=evaluation.universe.count(),
        members=evaluation.members.count(),
        unknown=evaluation.unknown.count(),
        in_unknown=evaluation.in_unknown.count(),
        worth=worth(evaluation, session, evaluation.members),
        restricted=evaluation.plan.entity in evaluation.plan.universe,
    )


def counts_there(plan: Plan, session: Session) -> Counts:
    """Count a plan where its tables are, in one statement: no entity comes over. What it is over has not to be read before."""
    leaf = worth_leaf(session, plan.entity)
    query = how_many(plan, session.schema, session.reading.made, leaf)
    universe, members, unknown, in_unknown, *money = session.reading.rows(query, "count")[0]
    found = None
    if leaf is not None:
        found = Worth(*_worth_words(session, leaf), float(money[0] or 0), float(money[1] or 0), int(money[2]))
    return Counts(plan.entity, plan.as_of, universe, members, unknown, in_unknown, found, plan.entity in plan.universe)


def worth_leaf(session: Session, entity: str) -> ColumnLeaf | None:
    """Give the column of what an entity is worth; ``None`` where the workspace does not say, for this entity."""
    value = session.schema.value
    if value is None or value.table != entity:
        return None
    type_ = session.schema.tables[value.table].columns[value.column].type
    assert type_ is not None
    return ColumnLeaf(value.table, value.column, type_)


def _worth_words(session: Session, leaf: ColumnLeaf) -> tuple[str, str]:
    value, described = session.schema.value, session.schema.tables[leaf.table].columns[leaf.column]
    assert value is not None
    return value.label or described.label or value.column, value.unit or described.unit


def worth(evaluation: Evaluation, session: Session, who: Bits) -> Worth | None:
    """Add up what some entities are worth; ``None`` where the workspace does not say, for this entity."""
    leaf = worth_leaf(session, evaluation.plan.entity)
    if leaf is None:
        return None

    def find() -> tuple[np.ndarray, np.ndarray]:
        found = np.ma.asarray(session.values(leaf.table, [leaf])[leaf])
        return np.asarray(found.filled(0), dtype=float), np.ma.getmaskarray(found)

    amounts, missing = session.once(("amounts", leaf), find)
    universe = evaluation.universe.array()
    label, unit = _worth_words(session, leaf)
    return Worth(
        label=label,
        unit=unit,
        inside=float(amounts[who.array()].sum()),
        total=float(amounts[universe].sum()),
        missing=int((missing & universe).sum()),
    )
