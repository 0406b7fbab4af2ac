"""Metric columns in files: one for each batch that was read together, with what is in it written in the file itself."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlglot import exp

from seg_widgets.engines.database import Database
from seg_widgets.engines.load.sql import call, cast, described, named, rows, text
from seg_widgets.engines.store.place import used
from seg_widgets.engines.store.store import Store
from seg_widgets.engines.store.text import digest, text_of
from seg_widgets.errors import EngineError
from seg_widgets.plan import Leaf
from seg_widgets.schema import Schema
from seg_widgets.sql import column

WORTH = 0.1
"""Metrics are kept where reading them took so many seconds."""

_KEY = "seg_widgets"
_SUFFIX = ".metrics"  # not .parquet: nobody's reader of folders is to take it for data
_AS = {"HUGEINT": "DECIMAL(38, 0)"}
"""What Parquet has no type for -> what it is written as."""

_WORDS = {"label", "description", "category", "unit", "synonyms", "hidden", "singular", "plural"}
"""Parts of a description that say how things are called, and nothing of what they are."""


@dataclass(frozen=True)
class _There:
    path: Path
    column: str
    type: str
    rows: int


class Metrics:
    """The metric columns that are kept of a folder of data, for one schema.

    Parameters
    ----------
    store
        The folder's cache.
    database
        Where they come from and go to.
    """

    def __init__(self, store: Store, schema: Schema, database: Database) -> None:
        self.store, self.database = store, database
        self._about = store.about(_meaning(schema))
        self._there: dict[tuple[str, str], _There] = {}
        self._seen: set[Path] = set()
        self._written: dict[Path, dict[tuple[str, str], _There]] = {}
        self._writer: ThreadPoolExecutor | None = None
        self._writing: list[Future[None]] = []

    def find(self, entity: str, wanted: Iterable[Leaf], size: int) -> Iterator[tuple[exp.Select, list[Leaf], Path]]:
        """Find metrics of an entity with so many rows: for each file, what to select from it, the metrics in that order."""
        wanted = list(wanted)
        if not wanted or not self.store.fresh():
            return
        self._look()
        files: dict[Path, list[tuple[Leaf, _There]]] = {}
        for leaf in wanted:
            found = self._there.get((entity, _name(leaf) or ""))
            if found is not None and found.rows == size:
                files.setdefault(found.path, []).append((leaf, found))
        for path, inside in files.items():
            used(path)
            values = [named(cast(column(there.column), there.type), f"v{number}") for number, (_, there) in enumerate(inside)]
            yield exp.select(*values).from_(exp.Table(this=call("READ_PARQUET", text(str(path))))), [leaf for leaf, _ in inside], path

    def forget(self, path: Path) -> None:
        """Take out a file that cannot be read."""
        self._there = {k: there for k, there in self._there.items() if there.path != path}
        with suppress(OSError):
            path.unlink(missing_ok=True)

    def _look(self) -> None:
        """Look for files that were not there before; another session may have kept them."""
        for folder in self.store.folders():
            try:
                new = sorted(p for p in (folder / self._about).iterdir() if p.suffix == _SUFFIX and p not in self._seen)
            except OSError:
                continue
            for path in new:
                self._seen.add(path)
                # What this session wrote it has not to read.
                self._there = (self._written.pop(path, None) or _contents(self.database, path)) | self._there

    def keep(self, entity: str, leaves: list[Leaf], found: exp.Select) -> bool:
        """Keep metrics that were just read; they are written while the session goes on.

        Parameters
        ----------
        found
            Selects them, in the entity's order, as ``v0``, ``v1`` and so on.

        Returns
        -------
        bool
            Whether they can be kept together.
        """
        place = self.store.place
        if place is None or not self.store.fresh():
            return True
        known = {f"v{number}": name for number, leaf in enumerate(leaves) if (name := _name(leaf)) is not None}
        inner = found.subquery("found")
        try:
            with self.database.lock:
                types = described(self.database.connection, inner)
                values = [named(cast(column(c), _AS.get(types[c], types[c])), c) for c in known]
                arrow = self.database.arrow(exp.select(*values).from_(inner), "keep") if values else None
        except EngineError:  # a sum that is too long
            return False
        if arrow is None:
            return True
        about = {"entity": entity, "metrics": [[name, c, types[c]] for c, name in known.items()]}
        there = {(entity, name): (c, _type(types[c]), arrow.num_rows) for c, name in known.items()}
        if self._writer is None:
            self._writer = ThreadPoolExecutor(1, "seg-widgets-cache")
        self._writing = [w for w in self._writing if not w.done()]
        self._writing.append(self._writer.submit(self._write, place, arrow, json.dumps(about), there))
        return True

    def _write(self, place: Path, arrow: Any, about: str, there: Mapping[tuple[str, str], tuple[str, str, int]]) -> None:
        import pyarrow.parquet as pq

        path = self.store.folder_in(place) / self._about / f"{uuid4().hex}{_SUFFIX}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.store.mark(path.parent.parent)
            handle, made = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
            os.close(handle)
            try:
                pq.write_table(arrow.replace_schema_metadata({_KEY: about}), made, compression="snappy")
                self._written[path] = {known: _There(path, *found) for known, found in there.items()}
                os.replace(made, path)
            except BaseException:
                Path(made).unlink(missing_ok=True)
                raise
        except Exception:  # a full disk, a type that Parquet does not have: then it is not kept
            return
        self.store.tidy()

    def settle(self) -> None:
        """Wait until all that is to be kept is written."""
        for writing in self._writing:
            writing.result()
        self._writing = []

    def clear(self) -> None:
        """Take out all that is kept of the data."""
        self.settle()
        self._there, self._seen, self._written = {}, set(), {}
        self.store.clear()


def _name(leaf: Leaf) -> str | None:
    """Name a metric; ``None``: there is something in it that cannot be written down."""
    try:
        return digest(text_of(leaf))
    except TypeError:
        return None


def _meaning(schema: Schema) -> str:
    """Write down what of a schema a metric's value hangs on."""

    def plain(part: Any) -> Any:
        if isinstance(part, Mapping):
            return {k: plain(v) for k, v in part.items()}
        return part

    tables = {
        name: described.model_dump(mode="json", exclude=_WORDS) | {"columns": {c: d.type for c, d in described.columns.items()}}
        for name, described in schema.tables.items()
    }
    return json.dumps({"zone": schema.time_zone, "universe": plain(schema.universe), "tables": tables}, sort_keys=True, default=str)


def _contents(database: Database, path: Path) -> dict[tuple[str, str], _There]:
    """Read what is in a file; of a broken one, nothing."""
    written = exp.select(column("value")).from_(exp.Table(this=call("PARQUET_KV_METADATA", text(str(path)))))
    written = written.where(exp.EQ(this=exp.cast(column("key"), "text"), expression=text(_KEY)))
    long = exp.select(column("num_rows")).from_(exp.Table(this=call("PARQUET_FILE_METADATA", text(str(path)))))
    try:
        with database.lock:
            ((found,),), ((size,),) = rows(database.connection, written), rows(database.connection, long)
        about = json.loads(bytes(found))
        metrics = {name: _There(path, c, _type(kind), int(size)) for name, c, kind in about["metrics"]}
        return {(str(about["entity"]), name): there for name, there in metrics.items()}
    except Exception:  # whatever is wrong with it: it is not what was written
        return {}


def _type(kind: str) -> str:
    return exp.DataType.build(kind, dialect="duckdb").sql(dialect="duckdb")
