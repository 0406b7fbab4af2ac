"""A large data set is many small ones: parts of about 500 accounts, each with a seed of its own.

So a part is the same whatever is drawn with it, and memory holds one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .. import words
from ..generate import frames, tables_of
from ..oddities import MISSING_TIMES, ORPHAN_CONTACTS, ORPHAN_USAGE, REPEATED_IDS, plant_contacts, spread
from ..sizes import Size
from ..usage import usage_rows
from ..world import World, draw_world

_ACCOUNTS = 500
# Usage ids of a part follow on this many times its number.
_ROOM = 10_000_000
_LISTS = ("products", "intended_uses", "tags")
_TYPES = {"int": pa.int64(), "Int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "datetime": pa.timestamp("us")}


@dataclass(frozen=True)
class Part:
    """Accounts that are drawn together: the part's number, from 1 on, and how many rows it has of what."""

    number: int
    accounts: int
    contacts: int
    usage_rows: int


def parts_of(size: Size) -> list[Part]:
    """The parts of a size, which has to say how many contacts and usage rows there are."""
    assert size.contacts is not None
    assert size.usage_rows is not None
    count = max(1, round(size.accounts / _ACCOUNTS))
    bounds = [[total * k // count for k in range(count + 1)] for total in (size.accounts, size.contacts, size.usage_rows)]
    steps = zip(*(np.diff(bound).tolist() for bound in bounds), strict=True)
    return [Part(number, *step) for number, step in enumerate(steps, 1)]


def drawn(size: Size, seed: int) -> Iterator[dict[str, pa.Table]]:
    """The tables, part by part; a plain size is one part, with the very rows of `generate.frames`."""
    if size.plain:
        yield {name: arrow(table) for name, table in frames(size.accounts, seed).items()}
        return
    for part in parts_of(size):
        yield draw(part, seed)


def draw(part: Part, seed: int) -> dict[str, pa.Table]:
    """The tables of one part, with the oddities of `generate.PLANTED` in it."""
    # Seeds of 32 bits or less and numbers of parts do not meet.
    world = draw_world(part.accounts, seed + (part.number << 32), part.contacts - ORPHAN_CONTACTS)
    core, further = tables_of(world)
    core["contacts"] = plant_contacts(core["contacts"])
    if part.number > 1:
        # What is usual in an industry is said once for all.
        del further["benchmarks"]
    found = {name: _placed(arrow(table), part.number) for name, table in (core | further).items()}
    order = ["accounts", "contacts", "usage", *found]
    found["usage"] = _usage(world, part)
    return {name: found[name] for name in dict.fromkeys(order)}


def arrow(frame: pd.DataFrame) -> pa.Table:
    """A frame as an Arrow table, of the same types whatever is missing in it."""
    fields = []
    for name in frame.columns:
        kind = str(frame[name].dtype)
        plain = next((type_ for start, type_ in _TYPES.items() if kind.startswith(start)), pa.string())
        if name in _LISTS:
            plain = pa.list_(pa.string())
        elif name.endswith("_on") or name == "day":
            plain = pa.date32()
        fields.append(pa.field(name, plain))
    return pa.Table.from_pandas(frame, schema=pa.schema(fields), preserve_index=False).replace_schema_metadata(None)


def _placed(table: pa.Table, number: int) -> pa.Table:
    """The table with ids, company names and addresses that no other part has."""
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if name.endswith("_id"):
            column = _within(column, number)
        elif name == "email":
            column = pc.replace_substring(column, "@", f".{number}@", max_replacements=1)
        elif name == "name" and "owner" in table.column_names:
            column = pc.binary_join_element_wise(column, str(number), " ")
        table = table.set_column(at, name, column)
    return table


def _within(ids: pa.Array, number: int) -> pa.Array:
    return pc.replace_substring(ids, "-", f"-{number:04d}-", max_replacements=1)


def _usage(world: World, part: Part) -> pa.Table:
    """The usage rows, with the oddities that `oddities.plant` puts in; made of numbers, as there may be many."""
    drawn = usage_rows(world.accounts, world.contacts, world.features, world.seed, part.usage_rows - REPEATED_IDS)
    count, people = len(drawn), len(world.contacts.account)
    contact, untimed = drawn.contact.astype(np.int32), np.zeros(count, dtype=bool)
    contact[spread(count, ORPHAN_USAGE, 1)] = people
    untimed[spread(count, MISSING_TIMES, 2)] = True
    rows = np.concatenate([np.arange(count), spread(count, REPEATED_IDS, 3)])

    known = pa.array([*world.contacts.frame["contact_id"], "X-00001"], pa.string())
    columns = {
        "usage_id": pa.array(part.number * _ROOM + 1 + rows),
        "contact_id": pa.DictionaryArray.from_arrays(contact[rows], _within(known, part.number)),
        "at": pa.array(drawn.at[rows], mask=untimed[rows]),
        "feature": pa.DictionaryArray.from_arrays(drawn.feature[rows].astype(np.int32), pa.array(words.FEATURES)),
        "minutes": pa.array(drawn.minutes[rows], mask=np.isnan(drawn.minutes[rows])),
        "actions": pa.array(drawn.actions[rows]),
    }
    return pa.table(columns)
