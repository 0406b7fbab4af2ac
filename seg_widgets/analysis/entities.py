"""Single entities: found by their key, searched by what they are called, named by key and label."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlglot import exp

from seg_widgets.analysis.given import as_count
from seg_widgets.analysis.home import Home
from seg_widgets.definition.operands import typed_value
from seg_widgets.engines import Session
from seg_widgets.errors import DefinitionError, Problem, suggest
from seg_widgets.plan import ColumnLeaf
from seg_widgets.sql import column


def place_of(session: Session, entity: str, key: Any) -> int:
    """Give the place of an entity in its table's order.

    Raises
    ------
    DefinitionError
        ``unknown-key``.
    """
    described = session.schema.tables[entity]
    type_ = described.columns[described.key or ""].type or "text"
    value = key.item() if isinstance(key, np.generic) else key
    try:
        typed = typed_value(value if isinstance(value, int | float | str) and not isinstance(value, bool) else str(value), type_)
    except ValueError:
        typed = None
    if typed is None and type_ == "integer" and isinstance(value, str) and value.strip().lstrip("-").isdigit():
        typed = int(value)
    known = typed is not None and (not isinstance(typed, float) or math.isfinite(typed))
    found = session.place_of(entity, typed) if known and typed is not None else None
    if found is None:
        one = described.singular or entity
        hint = f"Give a value of the column {described.key!r} of {entity!r}; sw.find_entities(ws, {entity!r}, 'words') searches."
        raise DefinitionError(Problem("unknown-key", f"There is no {one} with the key {key!r}.", "key", hint))
    return found


def named(ws: Home, entity: str, places: Sequence[int] | np.ndarray) -> pd.DataFrame:
    """Give keys and labels of some entities: columns ``key`` and ``label`` (the key's text where there is no label), in the
    order of ``places``."""
    described = ws.schema.tables[entity]
    at = np.asarray(places, dtype=np.int64)
    who = np.zeros(ws.session.size(entity), dtype=bool)
    who[at] = True
    frame = ws.rows_of(entity, who)
    frame = frame.iloc[np.searchsorted(np.flatnonzero(who), at)].reset_index(drop=True)
    keys = frame[described.key]
    texts = keys.astype(str)
    labels = frame[described.label].astype(object).where(frame[described.label].notna(), texts) if described.label else texts
    return pd.DataFrame({"key": keys, "label": labels.astype(str)})


def worths(session: Session, entity: str) -> np.ndarray | None:
    """Give what each entity is worth, NaN where missing; ``None`` where the workspace does not say, for this entity."""
    value = session.schema.value
    if value is None or value.table != entity:
        return None
    type_ = session.schema.tables[entity].columns[value.column].type
    assert type_ is not None
    leaf = ColumnLeaf(entity, value.column, type_)
    found = np.ma.asarray(session.values(entity, [leaf])[leaf])
    return np.asarray(np.ma.filled(found.astype(float), np.nan))


def find_entities(ws: Home, entity: str, words: str = "", *, most: int = 20) -> pd.DataFrame:
    """Search an entity's rows by what stands in key and label; capitals do not matter.

    Parameters
    ----------
    entity
        The entity's table.
    words
        What is looked for; ``""``: the first rows.
    most
        So many at most.

    Returns
    -------
    DataFrame
        Columns ``key`` and ``label``: those whose key or label is exactly the words first, else in the table's order.

    Raises
    ------
    DefinitionError
        ``unknown-entity``.
    """
    if entity not in ws.schema.entities():
        hint = suggest(str(entity), ws.schema.entities(), what="entities")
        raise DefinitionError(Problem("unknown-entity", f"There is no entity {entity!r}.", "entity", hint))
    most = as_count(most, "most")
    described, session = ws.schema.tables[entity], ws.session
    names = list(dict.fromkeys(n for n in (described.key, described.label) if n is not None))
    looked = str(words).strip().lower()
    texts = [exp.Lower(this=exp.cast(column(n), "varchar")) for n in names]
    number = exp.Sub(this=exp.Window(this=exp.RowNumber()), expression=exp.Literal.number(1))
    hits = exp.or_(*(exp.func("CONTAINS", t, exp.Literal.string(looked)) for t in texts))
    exact = exp.or_(*(exp.EQ(this=t.copy(), expression=exp.Literal.string(looked)) for t in texts))
    rows = exp.select(exp.alias_(number, "at"), exp.alias_(hits, "hit"), exp.alias_(exact, "exact"))
    rows = rows.from_(session.entity_rows(entity, names))
    query = exp.select(column("at")).from_(rows.subquery("found")).where(column("hit"))
    query = query.order_by(exp.Coalesce(this=column("exact"), expressions=[exp.false()]).desc(), column("at")).limit(most)
    return named(ws, entity, [at for (at,) in session.database.rows(query, "values")])
