"""Ten behaviour metrics, cold, from Parquet; the same inside a gigabyte; how it grows with the rows."""

from __future__ import annotations

import os
from pathlib import Path

from tests.benchmarks.answers import answer
from tests.benchmarks.items.base import Answers, Figure, Given, Item, Of, both
from tests.benchmarks.metrics import AS_OF, NAMES, keyed, opened, ten, values


def ours(given: Given, memory: str | None = None) -> Answers:
    """Read the ten metrics in a session that has read nothing yet; opening the folder is a part of its own."""
    with given.clock("open"):
        ws = opened(given.folder)
    if memory is not None:
        ws.database.connection.execute(f"SET memory_limit = '{memory}'")
    metrics = ten(ws)
    with given.clock("ten"):
        found = values(ws, metrics)
    return keyed(ws, found)


def by_hand(given: Given, memory: str | None = None) -> Answers:
    """Read them by the statement written by hand."""
    from tests.benchmarks.peers import duckdb_

    connection = duckdb_.connected(given.folder, memory)
    with given.clock("ten"):
        found = duckdb_.ten(connection, AS_OF)
    return duckdb_.as_answer(found)


def in_polars(given: Given) -> Answers:
    """Read them with polars."""
    import polars  # noqa: F401

    from tests.benchmarks.peers import polars_

    with given.clock("ten"):
        found = polars_.ten(given.folder, AS_OF)
    return answer(found["account_id"].to_numpy(), {name: found[name].to_numpy() for name in NAMES})


def in_pandas(given: Given) -> Answers:
    """Read them with pandas."""
    import pandas  # noqa: F401

    from tests.benchmarks.peers import pandas_

    with given.clock("ten"):
        found = pandas_.ten(given.folder, AS_OF)
    return answer(found.index, {name: found[name] for name in NAMES})


def in_spark(given: Given) -> Answers:
    """Read them with Spark on this machine; starting it is a part of its own."""
    from tests.benchmarks.peers import spark

    with given.clock("start"):
        session = spark.session()
    try:
        before = _processor_below()
        with given.clock("ten"):
            found = spark.ten(session, given.folder, AS_OF)
        given.clock.cpu["ten"] = [given.clock.cpu["ten"][0] + _processor_below() - before]  # that of the Java beside
    finally:
        session.stop()
    return answer(found["account_id"], {name: found[name] for name in NAMES})


def floor(given: Given) -> Answers:
    """Read the same columns and do nothing with them."""
    from tests.benchmarks.peers import duckdb_

    connection = duckdb_.connected(given.folder)
    with given.clock("ten"):
        duckdb_.floor(connection)
    return None


def in_a_gigabyte(given: Given) -> Answers:
    """Read them with a limit of a gigabyte."""
    return ours(given, "1GB")


def by_hand_in_a_gigabyte(given: Given) -> Answers:
    """Read them by hand with the same limit."""
    return by_hand(given, "1GB")


def smaller(given: Given) -> Answers:
    """Read them of a fifth of the rows."""
    ours(Given(given.of_size("20m"), given.clock, given.under))
    return None


def _processor_below() -> float:
    """Give the processor time so far of the processes that this one has started."""
    parents, used = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(stat.parent.name)
        parents[pid], used[pid] = int(after[1]), (int(after[11]) + int(after[12])) / os.sysconf("SC_CLK_TCK")
    total = 0.0
    for pid, seconds in used.items():
        at = parents[pid]
        while at in parents and at != os.getpid():
            at = parents[at]
        total += seconds if at == os.getpid() else 0.0
    return total


def peak(name: str, bottom: str | None = None, target: float | None = None) -> Figure:
    """Give a figure of peak memory: of a side in GB, or of ours against a side's."""
    if bottom is None:
        return Figure(f"peak memory, {name}", (name, ""), None, "peak", target, scale=1e-9, unit="GB")
    return Figure(f"peak memory, ours / {bottom}", (name, ""), (bottom, ""), "peak", target)


def seconds(name: str, of: Of = "wall") -> Figure:
    """Give how long a side takes."""
    return Figure(f"{name}{', processor' if of == 'cpu' else ''}", (name, "ten"), None, of, unit="s")


OURS = ("ours", "ten")
TEN = Item(
    "ten",
    "ten behaviour metrics of 100 thousand accounts, cold, from Parquet",
    {"ours": ours, "DuckDB by hand": by_hand, "polars": in_polars, "pandas": in_pandas, "floor": floor},
    (
        *both("ours / DuckDB by hand", OURS, ("DuckDB by hand", "ten"), 1.1),
        *both("ours / polars", OURS, ("polars", "ten"), 1.0),
        *both("ours / pandas", OURS, ("pandas", "ten"), 0.2),
        peak("ours", "pandas", 0.2),
        *both("floor / DuckDB by hand", ("floor", "ten"), ("DuckDB by hand", "ten")),
        *(seconds(side, of) for side in ("ours", "DuckDB by hand", "polars", "pandas", "floor") for of in ("wall", "cpu")),  # type: ignore[arg-type]
        *(peak(side) for side in ("ours", "DuckDB by hand", "polars", "pandas")),
        Figure("opening the folder", ("ours", "open"), None, "wall", unit="s"),
        Figure("opening the folder, processor", ("ours", "open"), None, "cpu", unit="s"),
    ),
)
SPARK = Item(
    "spark",
    "the same ten metrics on PySpark, on this machine",
    {"ours": ours, "PySpark": in_spark},
    (*both("ours / PySpark", OURS, ("PySpark", "ten")), seconds("PySpark"), seconds("PySpark", "cpu")),
    ("2m",),
    frozenset({"PySpark"}),
)
GIGABYTE = Item(
    "gigabyte",
    "the same ten metrics of 100 million rows, in a limit of 1 GB",
    {"ours": in_a_gigabyte, "DuckDB by hand": by_hand_in_a_gigabyte, "a fifth of the rows": smaller},
    (
        peak("ours", target=1.0),
        peak("DuckDB by hand"),
        *both("ours / DuckDB by hand", OURS, ("DuckDB by hand", "ten")),
        Figure("growth, a fifth being 1", OURS, ("a fifth of the rows", "ten"), "wall", 1.15, scale=0.2),
        Figure("growth, processor", OURS, ("a fifth of the rows", "ten"), "cpu", scale=0.2),
        seconds("ours"),
        seconds("DuckDB by hand"),
    ),
    ("100m",),
)
