"""The cache of one folder of data: finds what was kept of these very files, and keeps what took long."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlglot import exp

from seg_widgets.engines.store.answers import Rows, read_book, write_book
from seg_widgets.engines.store.place import bound, places_of, put, used, writable
from seg_widgets.engines.store.stamps import Stamp, code_version, outdated, stamps_of, write_stamps
from seg_widgets.engines.store.text import digest

WORTH = 1.0
"""Answers are kept once finding them took so many seconds in all."""

FILES = "files.json"
"""In each folder of a cache: the files of data that what lies in it was read from."""

_PATIENCE = 5.0


@dataclass
class _Book:
    """Answers about the same tables: what was found in the cache, and what is new."""

    tables: tuple[str, ...]
    path: Path | None
    known: dict[str, Rows]
    new: dict[str, Rows] = field(default_factory=dict)


class Store:
    """What is kept of one folder of data.

    Attributes
    ----------
    place
        The folder that it lies in; ``None``: nobody may write anywhere, and nothing is kept.
    made
        Table -> how the session's table is made of its files. An answer is found again only where that is the same.
    """

    def __init__(self, folder: Path, sources: Mapping[str, Path], zone: str, places: list[Path]) -> None:
        self.folder, self.sources, self.zone = folder, dict(sources), zone
        self.places = places
        # Looked at before anything is read: what changes from here on is seen when it is kept.
        self.stamps = {name: stamps_of(folder, path) for name, path in self.sources.items()}
        self.made: dict[str, str] = {}
        self._opening, self._spent = True, 0.0
        self._books: dict[tuple[str, ...], _Book] = {}

    def define(self, table: str, query: exp.Expr) -> None:
        """Say how a table is made of its files; wherever they lie."""
        self.made[table] = query.sql(dialect="duckdb").replace(str(self.folder.resolve()), "")

    # -- versions ---------------------------------------------------------------------------------------------------

    def fresh(self, tables: Iterable[str] | None = None) -> bool:
        """Say whether the files of some tables (``None``: of all) are still those that were opened."""
        wanted = self.sources if tables is None else tables
        return all(self.stamps[t] is not None and stamps_of(self.folder, self.sources[t]) == self.stamps[t] for t in wanted)

    def _version(self, tables: Iterable[str] | None = None) -> str:
        """Write down the files of some tables (``None``: of all)."""
        found: dict[str, tuple[Stamp, ...]] = {t: self.stamps[t] or () for t in (self.sources if tables is None else tables)}
        return write_stamps(found)

    # -- answers ----------------------------------------------------------------------------------------------------

    def ask(self, query: exp.Expr, run: Callable[[], Rows]) -> Rows:
        """Give the answer that is kept of a query over tables; else run it."""
        inner = {found.alias for found in query.find_all(exp.CTE)}
        tables = tuple(sorted({found.name for found in query.find_all(exp.Table)} - inner))
        if not tables or any(t not in self.made for t in tables) or not (self._opening or self.fresh(tables)):
            return run()
        name, book = digest(query.sql(dialect="duckdb")), self._book(tables)
        known = book.known.get(name, book.new.get(name))
        if known is not None:
            return known
        begun = time.perf_counter()
        book.new[name] = found = run()
        self._spent += time.perf_counter() - begun
        if not self._opening:
            self.keep()
        return found

    def _book(self, tables: tuple[str, ...]) -> _Book:
        if tables not in self._books:
            path = next((p for p in self._paths(tables) if p.is_file()), None)
            if path is not None:
                used(path)
            self._books[tables] = _Book(tables, path, _read(path))
        return self._books[tables]

    def about(self, meaning: str) -> str:
        """Name what a description means to this code."""
        return digest("\n".join([code_version(), self.zone, meaning]))

    def folders(self) -> list[Path]:
        """Name the folders in which lies what was read from all files together, as they were when opened."""
        return [self.folder_in(place) for place in self.places]

    def folder_in(self, place: Path) -> Path:
        """Name the one of a place."""
        return place / digest(self._version())

    def _paths(self, tables: tuple[str, ...]) -> list[Path]:
        about = digest("\n".join([code_version(), self.zone, *(f"{t!r} {self.made[t]}" for t in tables)]))
        return [place / digest(self._version(tables)) / f"answers-{about}.json" for place in self.places]

    def opened(self) -> None:
        """Say that the tables are open: from here on, each answer is held against the files as they are then."""
        self.keep()
        self._opening = False

    def keep(self) -> None:
        """Keep the new answers, if finding them took long, and the files are still the same."""
        if self._spent < WORTH:
            return
        self._spent = 0.0
        place = self.place
        if place is None or not self.fresh():
            return
        for book in list(self._books.values()):
            if book.new:
                self._write(book, place)
        self.tidy()

    def _write(self, book: _Book, place: Path) -> None:
        from filelock import FileLock, Timeout

        path = self._paths(book.tables)[self.places.index(place)]
        try:
            with FileLock(place / ".lock", timeout=_PATIENCE):
                # Another session may have kept others meanwhile.
                book.known = _read(path) | book.known | book.new
                self.mark(path.parent, book.tables)
                put(path, write_book(book.known).encode())
                for name in book.known.keys() & book.new.keys():
                    del book.new[name]
        except (OSError, Timeout):
            return

    def mark(self, folder: Path, tables: Iterable[str] | None = None) -> None:
        """Write down in a folder from what files its content was read."""
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / FILES).exists():
            put(folder / FILES, self._version(tables).encode())

    # -- the place --------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Path | None:
        """Where to keep things: the first place that can be written to. Made when it is first asked for."""
        return next((place for place in self.places if writable(place)), None)

    def tidy(self) -> None:
        """Take out what was read from files that are no longer there, and what is beyond bounds."""
        for place in self.places:
            for marked in _marked(place):
                with suppress(OSError, ValueError):
                    if outdated(self.folder, marked.read_text(encoding="utf-8")):
                        shutil.rmtree(marked.parent, ignore_errors=True)
            with suppress(OSError):
                bound(place)

    def clear(self) -> None:
        """Take out all that is kept of this folder of data."""
        self._books.clear()
        for place in self.places:
            for marked in _marked(place):
                shutil.rmtree(marked.parent, ignore_errors=True)


def open_store(folder: Path, sources: Mapping[str, Path], zone: str, given: bool | str | Path) -> Store | None:
    """Give the cache of a folder of data, or ``None``: nothing is to be kept of it.

    Parameters
    ----------
    given
        ``False``: no cache. ``True``: one beside the data, if there is Parquet among it. A path: one that lies there.
    """
    if given is False:
        return None
    if given is True and not any(p.is_dir() or p.suffix.lower() in (".parquet", ".pq") for p in sources.values()):
        return None
    return Store(folder, sources, zone, places_of(folder, None if given is True else given))


def _read(path: Path | None) -> dict[str, Rows]:
    try:
        return {} if path is None else read_book(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _marked(place: Path) -> list[Path]:
    """Give what says, in each folder of a place, from what files its content was read."""
    try:
        return list(place.glob(f"*/{FILES}"))
    except OSError:
        return []
