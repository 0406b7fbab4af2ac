"""Frames: pandas, or anything that gives an Arrow table."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from seg_widgets.engines.load.sql import column, described, table
from seg_widgets.engines.load.staged import Staged
from seg_widgets.engines.load.usable import usable
from seg_widgets.errors import DataError, Problem


def stage_frame(connection: duckdb.DuckDBPyConnection, name: str, frame: Any) -> Staged:
    """Hand a frame to DuckDB by way of Arrow, in which every version of pandas means the same types."""
    arrow = _arrow(name, frame)
    names = [str(c) for c in arrow.column_names]
    if not names:
        raise DataError(Problem("no-columns", "The table has no columns.", name, "Leave it out, or give it its columns."))
    repeated = [n for n, count in Counter(n.casefold() for n in names).items() if count > 1]
    if repeated:
        shown = ", ".join(repr(n) for n in names if n.casefold() in repeated)
        raise DataError(
            Problem("repeated-column", f"Columns have the same name: {shown}.", name,
                    "Give each column a name of its own; capital and small letters count as the same.")
        )  # fmt: skip
    # Without a value there is no type; DuckDB would make one up (1.4: an integer).
    arrays = [a.cast(pa.string()) if pa.types.is_null(a.type) else a for a in arrow.columns]
    # Positions as names: a column may be called anything, and one more is needed for the row.
    plain = pa.table([*arrays, pa.array(range(1, arrow.num_rows + 1), pa.int64())],
                     names=[f"c{i}" for i in range(len(names))] + ["row"])  # fmt: skip
    view = f"staged {name}"
    connection.register(view, plain)
    types = described(connection, table(view))
    columns, unusable = usable({n: (f"c{i}", types[f"c{i}"]) for i, n in enumerate(names)})
    index = tuple(str(n) for n in frame.index.names if n is not None) if isinstance(frame, pd.DataFrame) else ()
    return Staged(name, name, "frame", table(view), columns, row=column("row"), temporary=("VIEW", view),
                  unusable=unusable, index=index)  # fmt: skip


def is_frame(source: Any) -> bool:
    """Say whether a source is a frame: pandas, an Arrow table, or what can be turned into one."""
    return isinstance(source, (pd.DataFrame, pa.Table)) or hasattr(source, "to_arrow") or hasattr(source, "__arrow_c_stream__")


def _arrow(name: str, frame: Any) -> pa.Table:
    if isinstance(frame, pd.DataFrame):
        problems: list[Problem] = []
        arrays = []
        for position, label in enumerate(frame.columns):
            try:
                arrays.append(_array(frame.iloc[:, position]))
            except (
                pa.ArrowInvalid,
                pa.ArrowTypeError,
                pa.ArrowNotImplementedError,
                OverflowError,
                TypeError,
                ValueError,
            ):
                problems.append(_mixed(name, str(label), frame.iloc[:, position]))
                arrays.append(pa.nulls(len(frame)))
        if problems:
            raise DataError(problems)
        return pa.table(arrays, names=[str(label) for label in frame.columns])
    if isinstance(frame, pa.Table):
        found = frame
    elif hasattr(frame, "to_arrow"):
        found = frame.to_arrow()
    else:
        found = pa.table(frame)
    return pa.table([_plain(c) for c in found.columns], names=found.column_names)


def _array(series: pd.Series[Any]) -> pa.ChunkedArray | pa.Array:
    if isinstance(series.dtype, pd.CategoricalDtype):
        # Of the values, not of the codes: categories may be of any type, and a missing one has no code.
        series = series.astype(series.cat.categories.dtype if not series.isna().any() else object)
    if series.dtype == object:
        kinds = {type(v) for v in series if not _is_missing(v)}
        if kinds and all(issubclass(k, uuid.UUID) for k in kinds):
            series = series.map(lambda v: None if _is_missing(v) else str(v))
        elif kinds == {str} or not kinds:
            return pa.array([None if _is_missing(v) else v for v in series], pa.string() if kinds else pa.null())
        elif any(issubclass(k, datetime.datetime) for k in kinds):
            series = pd.to_datetime(series, format="mixed")
            if series.dtype == object:
                raise ValueError("times with and without a zone")
    return _plain(pa.array(series, from_pandas=True))


def _plain(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    if pa.types.is_dictionary(values.type):
        return _plain(values.cast(values.type.value_type))
    if isinstance(values.type, pa.BaseExtensionType) and values.type.extension_name == "arrow.uuid":
        return pa.array([None if v is None else str(v) for v in values.to_pylist()], pa.string())
    return values


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _mixed(name: str, label: str, series: pd.Series[Any]) -> Problem:
    kinds: dict[str, tuple[int, Any]] = {}
    for row, value in enumerate(series, start=1):
        if not _is_missing(value):
            kinds.setdefault(type(value).__name__, (row, value))
    shown = ", ".join(f"{kind} (row {row}: {value!r})" for kind, (row, value) in list(kinds.items())[:3])
    last = max((row for row, _ in kinds.values()), default=1)
    return Problem("mixed-types", f"The column holds values of several types, or of one that is not known: {shown}.",
                   f"{name}, column {label!r}, row {last}", "Turn the column into one type, for example with astype(str).")  # fmt: skip
